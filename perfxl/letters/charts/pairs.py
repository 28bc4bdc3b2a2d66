"""Two bars a row: what was published, outlined, above what came of it, filled; with both values."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from perfxl.letters.charts.drawing import BLUE, FAINT, FONT, PALE_BLUE, SOFT, box, fitted, label, line, svg, text_width

_ROW, _BAR, _TOP, _NUMBERS = 19.0, 6.5, 15.0, 86.0
_MOST_LABELS = 0.4  # of the width


class BarPair(NamedTuple):
    """One row: its label, the two values (0 and above; a second below 0 is not there), and what stands beside them."""

    label: str
    first: float
    second: float
    shown: str


def pair_chart(pairs: Sequence[BarPair], *, names: tuple[str, str], family: str, summary: str, width: float) -> Markup:
    """Rows of two bars on one scale; `names` says what the first and the second bar are. Empty for no rows."""
    if not pairs:
        return Markup("")
    left = min(_MOST_LABELS * width, 8 + max(text_width(pair.label) for pair in pairs))
    top = max(1.0, *(max(pair.first, pair.second) for pair in pairs))
    scale = (width - left - _NUMBERS) / top
    rows = [_row(pair, _TOP + _ROW * number, left=left, scale=scale) for number, pair in enumerate(pairs)]
    bottom = _TOP + _ROW * len(pairs)
    axis = line((left, _TOP - 2), (left, bottom - 2), stroke=FAINT)
    return svg([_legend(names, left), axis, *rows], width=width, height=bottom, family=family, summary=summary)


def _legend(names: tuple[str, str], left: float) -> Markup:
    second = left + 14 + text_width(names[0]) + 12
    first = box(left, 2, 9, _BAR, fill=PALE_BLUE, stroke=BLUE) + label(left + 13, 2 + FONT * 0.8, names[0], fill=SOFT)
    if not names[1]:
        return first
    other = box(second, 2, 9, _BAR, fill=BLUE, stroke=BLUE) + label(second + 13, 2 + FONT * 0.8, names[1], fill=SOFT)
    return first + other


def _row(pair: BarPair, y: float, *, left: float, scale: float) -> Markup:
    longest = max(pair.first, pair.second) * scale
    middle = y + _BAR + FONT * 0.36
    drawn = [
        label(left - 5, middle, fitted(pair.label, left - 6), anchor="end"),
        box(left, y, max(pair.first * scale, 0.4), _BAR, fill=PALE_BLUE, stroke=BLUE),
        label(left + longest + 5, middle, pair.shown),
    ]
    if pair.second >= 0:
        drawn.append(box(left, y + _BAR + 1, max(pair.second * scale, 0.4), _BAR, fill=BLUE, stroke=BLUE))
    return Markup("").join(drawn)
