"""The own position among others, by quarters of at least five people: no mark, number or edge is another person's."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from perfxl.letters.charts.drawing import FAINT, FONT, INK, WIDTH, box, fitted, label, line, svg

FEWEST_IN_A_BAND = 5
_BANDS = 4
_TOP, _STRIP, _BOTTOM, _EDGE = 20.0, 12.0, 14.0, 2.0
_GREYS = ("#FFFFFF", "#D3DBE2", "#AEBBC6", "#FFFFFF")


class Quartiles(NamedTuple):
    """The edges between quarters of a group, in whole points: a quarter has at least five people."""

    lower: float
    median: float
    upper: float


def quartiles(scores: Sequence[float]) -> Quartiles | None:
    """The quartiles of a group; None where a quarter would have fewer than five people or all are alike.

    Whole points, so that no edge is the score of one person. numpy's default quantiles (linear).
    """
    import numpy as np  # noqa: PLC0415  (the processes that make letters do not need it)

    known = np.array([score for score in scores if math.isfinite(score)])
    if len(known) < _BANDS * FEWEST_IN_A_BAND:
        return None
    edges = [float(math.floor(edge + 0.5)) for edge in np.quantile(known, (0.25, 0.5, 0.75))]
    found = Quartiles(*edges)
    bands = np.searchsorted(np.array(found), known, side="right")
    smallest = min(int((bands == band).sum()) for band in range(_BANDS))
    return found if found.lower < found.median < found.upper and smallest >= FEWEST_IN_A_BAND else None


def position_strip(
    own: float, cuts: Quartiles, *, own_shown: str, told: str, family: str, summary: str, width: float = WIDTH
) -> Markup:
    """A strip of four quarters with one mark: the person's own score, with `own_shown` above and `told` below it.

    The ends of the strip come of the quartiles and the own score alone: nobody's best or worst score can be read.
    """
    spread = cuts.upper - cuts.lower
    low, high = min(own, cuts.lower - spread), max(own, cuts.upper + spread)

    def x(value: float) -> float:
        return _EDGE + (width - 2 * _EDGE) * (value - low) / (high - low)

    edges = [_EDGE, x(cuts.lower), x(cuts.median), x(cuts.upper), width - _EDGE]
    parts = [
        box(edges[band], _TOP, edges[band + 1] - edges[band], _STRIP, fill=_GREYS[band], stroke=FAINT)
        for band in range(_BANDS)
    ]
    parts.append(line((x(cuts.median), _TOP), (x(cuts.median), _TOP + _STRIP), stroke=INK, width=1.2))
    parts += _own_mark(x(own), own_shown, width)
    parts.append(label(_EDGE, _TOP + _STRIP + FONT + 2, fitted(told, width - 2 * _EDGE)))
    return svg(parts, width=width, height=_TOP + _STRIP + _BOTTOM, family=family, summary=summary)


def _own_mark(x: float, shown: str, width: float) -> list[Markup]:
    anchor = "start" if x < width / 3 else "end" if x > 2 * width / 3 else "middle"
    room = {"start": width - x, "end": x, "middle": 2 * min(x, width - x)}[anchor]
    at = {"start": max(0.0, x - 4), "end": min(width, x + 4), "middle": x}[anchor]
    triangle = Markup('<path d="M{} {}l-4 -6h8z" fill="{}"/>').format(f"{x:.2f}", f"{_TOP:.2f}", INK)
    return [
        label(at, _TOP - 8, fitted(shown, room - 5), anchor=anchor),
        triangle,
        line((x, _TOP), (x, _TOP + _STRIP), stroke=INK, width=2.4),
    ]
