"""KPI bullets: the actual against floor, target and stretch, each KPI on its own scale."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from perfxl.letters.charts.drawing import (
    BLUE,
    FAINT,
    FONT,
    INK,
    PALE_BLUE,
    SOFT,
    WIDTH,
    box,
    fitted,
    label,
    line,
    svg,
    text_width,
)

_TOP, _LINE, _GAP, _BAR, _TRACK, _MARK = 2.0, 11.0, 6.0, 4.0, 10.0, 14.0


class Bullet(NamedTuple):
    """One KPI: numbers in its own unit (None: not given) and what the document writes beside its name.

    told: such as `91.5% / 95%`; for a KPI without an actual the words for `no value`.
    """

    label: str
    actual: float | None
    target: float
    told: str
    floor: float | None = None
    stretch: float | None = None


def bullet_chart(bullets: Sequence[Bullet], *, family: str, summary: str, width: float = WIDTH) -> Markup:
    """Bullets as one SVG element; empty for none. Thick mark: target. Thin marks: floor and stretch."""
    if not bullets:
        return Markup("")
    parts, y = [], _TOP
    for bullet in bullets:
        words, lines = _words(bullet, y, width=width)
        y += lines * _LINE
        parts += [words, _track(bullet, y + 2, width=width)]
        y += _TRACK + _GAP
    return svg(parts, width=width, height=y, family=family, summary=summary)


def _words(bullet: Bullet, y: float, *, width: float) -> tuple[Markup, int]:
    """Name and numbers on one line where they fit, else on two; and how many lines they take."""
    fit = text_width(bullet.label) + text_width(bullet.told) + 10 <= width
    lines = 1 if fit else 2
    name = label(1, y + FONT, fitted(bullet.label, width - 2))
    told = fitted(bullet.told, width - 2)
    return name + label(width - 1, y + FONT + (lines - 1) * _LINE, told, anchor="end", fill=SOFT), lines


def _track(bullet: Bullet, y: float, *, width: float) -> Markup:
    low, high = _range(bullet)

    def x(value: float) -> float:
        return 2 + (width - 4) * (value - low) / (high - low)

    middle = y + _TRACK / 2
    parts = [box(2, y + 1, width - 4, _TRACK - 2, fill="#F1F4F7", stroke=FAINT)]
    if _is_number(bullet.floor) and bullet.floor is not None:
        left, right = sorted((x(bullet.floor), x(bullet.target)))
        parts.append(box(left, y + 1, right - left, _TRACK - 2, fill=PALE_BLUE))
    if bullet.actual is not None and _is_number(bullet.actual):
        start, end = sorted((x(max(low, min(0.0, high))), x(bullet.actual)))
        parts.append(box(start, middle - _BAR / 2, max(0.6, end - start), _BAR, fill=BLUE))
    for value in (bullet.floor, bullet.stretch):
        if value is not None and _is_number(value):
            parts.append(line((x(value), y), (x(value), y + _TRACK), stroke=INK, width=0.7))
    top = middle - _MARK / 2
    parts.append(line((x(bullet.target), top), (x(bullet.target), top + _MARK), stroke=INK, width=2))
    return Markup("").join(parts)


def _range(bullet: Bullet) -> tuple[float, float]:
    """From the least to the most of what is shown, with zero where it is not far off, and a little air."""
    given = [value for value in (bullet.actual, bullet.target, bullet.floor, bullet.stretch) if value is not None]
    known = [float(value) for value in given if _is_number(value)]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    room = (high - low) or 1.0
    return low - (0.04 * room if low < 0 else 0.0), high + 0.04 * room


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
