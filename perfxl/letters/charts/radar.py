"""A radar of points for three to eight items: how even the work is, at one look."""

import math
from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from perfxl.letters.charts.drawing import (
    BLUE,
    FAINT,
    FONT,
    INK,
    ORANGE,
    SOFT,
    TARGET,
    Bar,
    fitted_lines,
    is_reached,
    label,
    line,
    shown,
    svg,
)

FEWEST, MOST = 3, 8
RADAR_WIDTH = 246.0
_RADIUS, _LINE, _GAP = 58.0, 10.5, 6.0
_LINES = 3  # of a label: two for the name, one for the value
_RINGS = (50.0, 100.0)
_AT_THE_TOP = 0.1  # how far from the middle, in radii, a label still stands centred


def radar_chart(
    items: Sequence[Bar], *, family: str, summary: str, no_value: str = "—", width: float = RADAR_WIDTH
) -> Markup:
    """The radar of 3 to 8 items. The thick ring is 100; a missing value leaves a gap and a dashed spoke.

    Raises ValueError for fewer or more items: `points_chart` chooses.
    """
    if not FEWEST <= len(items) <= MOST:
        raise ValueError(f"a radar has {FEWEST} to {MOST} items, not {len(items)}")
    top = max(120.0, *(item.points for item in items if _is_given(item.points) and item.points is not None), 0.0)
    middle = (width / 2, _LINE * _LINES + _GAP + _RADIUS)
    spokes = [_direction(number, len(items)) for number in range(len(items))]
    parts = [_ring(middle, spokes, ring / top, thick=ring == TARGET) for ring in _RINGS]
    parts += [
        line(middle, _at(middle, spoke, 1.0), stroke=FAINT, dashed=not _is_given(item.points))
        for item, spoke in zip(items, spokes, strict=True)
    ]
    parts += _shape(items, spokes, middle, top)
    for item, spoke in zip(items, spokes, strict=True):
        parts += _told(item, spoke, middle, width=width, no_value=no_value)
    below = _LINE * _LINES if len(items) % 2 == 0 else _LINE * _LINES / 2  # a lowest spoke, or two beside it
    height = middle[1] + _RADIUS * max(y for _, y in spokes) + _GAP + below
    return svg(parts, width=width, height=height, family=family, summary=summary)


def _is_given(points: float | None) -> bool:
    return points is not None and math.isfinite(points)


def _direction(number: int, of: int) -> tuple[float, float]:
    angle = 2 * math.pi * number / of
    return math.sin(angle), -math.cos(angle)


def _at(middle: tuple[float, float], spoke: tuple[float, float], share: float) -> tuple[float, float]:
    return middle[0] + spoke[0] * _RADIUS * share, middle[1] + spoke[1] * _RADIUS * share


def _ring(
    middle: tuple[float, float], spokes: Sequence[tuple[float, float]], share: float, *, thick: bool
) -> Markup:
    corners = " ".join(f"{shown(x)},{shown(y)}" for x, y in (_at(middle, spoke, share) for spoke in spokes))
    return Markup('<polygon points="{}" fill="none" stroke="{}" stroke-width="{}"{}/>').format(
        corners,
        INK if thick else FAINT,
        "1" if thick else "0.6",
        Markup(' stroke-dasharray="3 2"') if thick else Markup(""),
    )


def _shape(
    items: Sequence[Bar], spokes: Sequence[tuple[float, float]], middle: tuple[float, float], top: float
) -> list[Markup]:
    """Lines between neighbours that both have a value, and a mark on each value: filled where 100 is reached."""
    corners = [
        _at(middle, spoke, max(0.0, item.points) / top) if item.points is not None and _is_given(item.points) else None
        for item, spoke in zip(items, spokes, strict=True)
    ]
    parts = [
        line(one, other, stroke=BLUE, width=1.4)
        for one, other in pairwise([*corners, corners[0]])
        if one is not None and other is not None
    ]
    for item, corner in zip(items, corners, strict=True):
        if corner is not None and item.points is not None:
            reached = is_reached(item.points)
            mark = Markup('<circle cx="{}" cy="{}" r="2.6" fill="{}" stroke="{}" stroke-width="1"/>')
            colours = (BLUE, BLUE) if reached else ("#FFFFFF", ORANGE)
            parts.append(mark.format(shown(corner[0]), shown(corner[1]), *colours))
    return parts


def _told(
    item: Bar, spoke: tuple[float, float], middle: tuple[float, float], *, width: float, no_value: str
) -> list[Markup]:
    x, y = _at(middle, spoke, 1.0)
    given = _is_given(item.points)
    if abs(spoke[0]) < _AT_THE_TOP:
        anchor, room = "middle", 1.36 * _RADIUS
    elif spoke[0] > 0:
        anchor, x = "start", x + _GAP
        room = width - x - 1
    else:
        anchor, x = "end", x - _GAP
        room = x - 1
    value = fitted_lines(item.shown if given else no_value, room, most=1)
    lines = [*fitted_lines(item.label, room, most=_LINES - 1), *value]
    first = _first_baseline(y, spoke, len(lines))
    return [
        label(x, first + number * _LINE, text, anchor=anchor, fill=INK if given or number < len(lines) - 1 else SOFT)
        for number, text in enumerate(lines)
    ]


def _first_baseline(y: float, spoke: tuple[float, float], lines: int) -> float:
    """Labels at the top stand above their spoke, at the bottom below it, at the sides in the middle of it."""
    if abs(spoke[0]) >= _AT_THE_TOP:
        return y - lines * _LINE / 2 + FONT * 0.86
    return y - 4 - (lines - 1) * _LINE if spoke[1] < 0 else y + 3 + FONT

