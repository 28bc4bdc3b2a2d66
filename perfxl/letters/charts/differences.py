"""Differences to a middle: a dot a row, with its interval where there is one, left and right of a line at zero."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from perfxl.letters.charts.drawing import BLUE, FAINT, FONT, INK, ORANGE, SOFT, fitted, label, line, svg, text_width

_TOP, _NUMBERS, _MOST_LABELS = 15.0, 40.0, 0.4
_ROW, _CLOSE_ROW = 13.0, 6.0


class Difference(NamedTuple):
    """One row: its label ('' for rows without names), the difference, its interval's ends, and how it is written."""

    label: str
    middle: float
    low: float
    high: float
    shown: str


def difference_chart(
    rows: Sequence[Difference], *, ends: tuple[str, str], family: str, summary: str, width: float
) -> Markup:
    """Dots left and right of zero; `ends` says what left and right mean. A row whose interval leaves zero out is bold.

    Rows without labels stand closer, as one picture of many. Empty for no rows.
    """
    if not rows:
        return Markup("")
    named = any(row.label for row in rows)
    left = min(_MOST_LABELS * width, 10 + max(text_width(row.label) for row in rows)) if named else 4.0
    right = width - (_NUMBERS if named else 4.0)
    reach = 1.05 * max(*(max(abs(row.low), abs(row.high), abs(row.middle)) for row in rows), 1e-9)
    zero, scale = (left + right) / 2, (right - left) / 2 / reach
    step = _ROW if named else _CLOSE_ROW
    bottom = _TOP + step * len(rows) + 3
    drawn = [
        _row(row, _TOP + step * (number + 0.5), zero=zero, scale=scale, left=left, right=right)
        for number, row in enumerate(rows)
    ]
    marks = [
        label(zero - 8, FONT, fitted(ends[0], zero - left - 8), anchor="end", fill=SOFT),
        label(zero + 8, FONT, fitted(ends[1], right - zero - 8), fill=SOFT),
        line((zero, 2), (zero, bottom), stroke=INK, dashed=True),
    ]
    return svg([*marks, *drawn], width=width, height=bottom, family=family, summary=summary)


def _row(row: Difference, y: float, *, zero: float, scale: float, left: float, right: float) -> Markup:
    clear = row.low > 0 or row.high < 0
    at = zero + row.middle * scale
    radius, stroke = (3.0, ORANGE) if clear else (2.2, BLUE)
    parts = [
        line((zero + row.low * scale, y), (zero + row.high * scale, y), stroke=stroke, width=2.0 if clear else 1.0),
        Markup('<circle cx="{}" cy="{}" r="{}" fill="{}"/>').format(f"{at:.2f}", f"{y:.2f}", radius, stroke),
    ]
    if row.label:
        baseline = y + FONT * 0.36
        parts += [
            line((left, y + _ROW / 2), (right, y + _ROW / 2), stroke=FAINT, width=0.4),
            label(left - 6, baseline, fitted(row.label, left - 7), anchor="end"),
            label(right + 4, baseline, row.shown),
        ]
    return Markup("").join(parts)
