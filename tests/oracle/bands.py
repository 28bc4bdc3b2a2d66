"""The bands rule's table, as typed: `<60:0; 60-80:60; >=80:100`."""

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .reading import Unusable, number, pairs, quantity


class Band(NamedTuple):
    """Closed below, open above; None is an open end."""

    low: Fraction | None
    high: Fraction | None
    points: Fraction


_EDGE = r"(-?\d+(?:\.\d+)?%?)"
_BELOW = re.compile(r"<\s*" + _EDGE)
_FROM = re.compile(r">=\s*" + _EDGE)
_BETWEEN = re.compile(_EDGE + r"\s*-\s*" + _EDGE)


@cache
def band_table(text: str) -> tuple[tuple[Band, ...], bool]:
    """The bands in `text` from low to high, and whether their edges are percents of the target."""
    bands: list[Band] = []
    percents: set[bool] = set()
    for interval, shown in pairs(text, ":") or ():
        below, above, between = (pattern.fullmatch(interval) for pattern in (_BELOW, _FROM, _BETWEEN))
        points = number(shown)
        if points is None or not (below or above or between):
            raise Unusable(interval)
        edges = [quantity(edge) for match in (below, above, between) if match for edge in match.groups()]
        values = [edge.value for edge in edges if edge is not None]
        percents.update(edge.percent for edge in edges if edge is not None)
        low = None if below else values[0]
        bands.append(Band(low, None if above else values[-1], points))
    if len(percents) != 1:
        raise Unusable("no bands, or percents mixed with plain edges")
    bands.sort(key=lambda band: (band.low is not None, band.low or 0))
    if any(one.high is None or one.high != following.low for one, following in pairwise(bands)):
        raise Unusable("a gap or an overlap")
    return tuple(bands), percents.pop()
