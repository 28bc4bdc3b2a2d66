"""The bands rule: `<60:0; 60-80:60; 80-100:90; >=100:110`, or on 100 A/T with `<60%:0; ...`."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from perfxl.rules.exact import Floats, to9
from perfxl.rules.parameters import pieces

_N = r"([+-]?(?:\d+\.?\d*|\.\d+))(%?)"
_BELOW = re.compile(rf"<{_N}:{_N}")
_FROM = re.compile(rf"(?:>=|≥){_N}:{_N}")
_BETWEEN = re.compile(rf"{_N}(?:-|~|至|to|–|—){_N}:{_N}")
_INFINITE = float("inf")


@dataclass(frozen=True)
class Bands:
    """Closed-open bands [start, end) in rising order with their points. percent: they are about 100 A/T."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    points: tuple[float, ...]
    percent: bool

    def points_of(self, values: Floats) -> Floats:
        """Points of each value; NaN outside all bands and where the value is NaN."""
        exact = to9(values)
        number = np.searchsorted(np.asarray(self.starts), exact, side="right") - 1
        inside = (number >= 0) & (exact < np.asarray(self.ends)[np.maximum(number, 0)])
        return np.where(inside, np.asarray(self.points)[np.maximum(number, 0)], np.nan)


@cache
def bands(text: str) -> Bands | str:
    """The bands of a parameters cell; what is wrong with them (a piece of the text) where they are refused.

    Refused are pieces that are no band, a mixture of percent and plain, gaps and overlaps.
    """
    rows: list[tuple[float, float, float]] = []
    percents: set[bool] = set()
    for piece in pieces(text):
        row = _band(piece.replace(" ", "").replace("~", "-"))
        if row is None:
            return piece
        rows.append(row[0])
        percents.add(row[1])
    if not rows or len(percents) != 1:
        return text.strip() or "-"
    rows.sort()
    for (_, end, _), (start, _, _) in pairwise(rows):
        if end != start:
            return f"{end:g} / {start:g}"
    starts, ends, points = zip(*rows, strict=True)
    return Bands(starts, ends, points, percents == {True})


def _band(piece: str) -> tuple[tuple[float, float, float], bool] | None:
    if match := _BELOW.fullmatch(piece):
        high, percent, points, _ = match.groups()
        return (-_INFINITE, float(high), float(points)), bool(percent)
    if match := _FROM.fullmatch(piece):
        low, percent, points, _ = match.groups()
        return (float(low), _INFINITE, float(points)), bool(percent)
    if match := _BETWEEN.fullmatch(piece):
        low, percent_low, high, percent_high, points, _ = match.groups()
        if float(low) < float(high) and (bool(percent_low) is bool(percent_high) or percent_high):
            return (float(low), float(high), float(points)), bool(percent_high)
    return None
