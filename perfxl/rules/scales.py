"""Rating scales: what a rating of 4, or 良好, is worth in points."""

from dataclasses import dataclass

import numpy as np

from perfxl.language import folded
from perfxl.rules.exact import Floats
from perfxl.rules.parameters import amount, parsed


@dataclass(frozen=True)
class Scale:
    """knots: rising scale values; worth: points at each, linear between. labels: folded word -> scale value."""

    knots: tuple[float, ...]
    worth: tuple[float, ...]
    labels: dict[str, float]
    words: tuple[str, ...]

    @property
    def lowest(self) -> float:
        return self.knots[0]

    @property
    def highest(self) -> float:
        return self.knots[-1]

    def ends(self) -> tuple[float, float]:
        """The lowest and the highest rating."""
        return self.lowest, self.highest

    def points(self, values: Floats) -> Floats:
        """Points of scale values within lowest..highest; NaN stays NaN."""
        start = self.segment(values)
        x, p = np.asarray(self.knots), np.asarray(self.worth)
        points: Floats = p[start] + (p[start + 1] - p[start]) * (values - x[start]) / (x[start + 1] - x[start])
        return points

    def segment(self, values: Floats) -> np.ndarray:
        """The number of the knot below each value (never the last one)."""
        return np.clip(np.searchsorted(self.knots, values, side="right") - 1, 0, len(self.knots) - 2)

    def bounds(self) -> tuple[float, float]:
        """Lowest and highest points that a rating can be worth."""
        return min(self.worth), max(self.worth)


def scale_of(low: float, high: float, *, points: str, labels: str) -> Scale | str:
    """The scale of one component; '' if it is missing, the unreadable text if it cannot be read.

    Without `points` the scale is 0 points at `low` and 100 at `high`.
    """
    knots = _numbers(points)
    words = _numbers(labels)
    if knots is None or words is None:
        return points if knots is None else labels
    if points:
        pairs = sorted((given.value, worth) for name, worth in knots.items() if (given := amount(name)))
        if len(pairs) < 2 or len(pairs) < len(knots) or len({x for x, _ in pairs}) < len(pairs):
            return points
        x, p = zip(*pairs, strict=True)
    elif low < high:
        x, p = (low, high), (0.0, 100.0)
    else:
        return ""
    if any(not x[0] <= value <= x[-1] for value in words.values()):
        return labels
    return Scale(x, p, {folded(word): value for word, value in words.items()}, tuple(words))


def _numbers(text: str) -> dict[str, float] | None:
    """`a=1; b=2` as numbers by name; None if a piece is no such pair or a name stands twice."""
    cell = parsed(text)
    amounts = {name: cell.amount(folded(name)) for name, _ in cell.pairs}
    if cell.broken or len(amounts) < len(cell.pairs) or any(one is None or one.percent for one in amounts.values()):
        return None
    return {name: one.value for name, one in amounts.items() if one is not None}
