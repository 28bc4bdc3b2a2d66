"""Horizontal bars of points with the target line at 100: for any number of items."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from perfxl.letters.charts.drawing import (
    BLUE,
    FAINT,
    FONT,
    INK,
    ORANGE,
    PALE_ORANGE,
    SOFT,
    TARGET,
    WIDTH,
    Bar,
    box,
    fitted,
    is_reached,
    label,
    line,
    svg,
    text_width,
)

_NUMBERS, _ROW, _BAR, _TOP, _BOTTOM = 38.0, 14.0, 8.5, 4.0, 3.0
_MOST_LABELS = 0.54  # of the width


def bar_chart(
    bars: Sequence[Bar], *, family: str, summary: str, no_value: str = "—", width: float = WIDTH
) -> Markup:
    """Bars as one SVG element; `summary` is its text for those who cannot see it. Empty for no bars.

    no_value: what stands in the place of a bar without points. width: of the picture, in points.
    """
    if not bars:
        return Markup("")
    top = max(120.0, *(bar.points for bar in bars if bar.points is not None and math.isfinite(bar.points)), 0.0)
    left = min(_MOST_LABELS * width, 8 + max(text_width(bar.label) for bar in bars))
    scale = (width - left - _NUMBERS) / top
    bottom = _TOP + _ROW * len(bars)
    rows = [
        _row(bar, _TOP + _ROW * number, left=left, scale=scale, room=width - left - 4, no_value=no_value)
        for number, bar in enumerate(bars)
    ]
    target = left + TARGET * scale
    marks = [
        line((left, 1), (left, bottom), stroke=FAINT),
        line((target, 1), (target, bottom), width=1, dashed=True),
    ]
    return svg([*rows, *marks], width=width, height=bottom + _BOTTOM, family=family, summary=summary)


def _row(bar: Bar, y: float, *, left: float, scale: float, room: float, no_value: str) -> Markup:
    baseline = y + _BAR / 2 + FONT * 0.36
    # From the left: WeasyPrint makes a picture of its own of each text that ends at a point.
    name = label(0, baseline, fitted(bar.label, left - 6))
    if bar.points is None or not math.isfinite(bar.points):
        return name + label(left + 4, baseline, fitted(no_value, room), fill=SOFT)
    length = max(0.0, bar.points) * scale
    fill, stroke = (BLUE, BLUE) if is_reached(bar.points) else (PALE_ORANGE, ORANGE)
    drawn = box(left, y, max(0.4, length), _BAR, fill=fill, stroke=stroke)
    return name + drawn + label(left + max(length, TARGET * scale) + 4, baseline, bar.shown, fill=INK)
