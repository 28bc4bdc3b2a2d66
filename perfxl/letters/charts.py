"""The chart of a letter: horizontal bars of KPI points with the target line at 100, as SVG.

Bars that reach 100 are filled, the others are outlined, and every bar has its number: nothing is said by colour alone,
and a grey print reads the same. Lengths are points of 1/72 inch.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

BLUE, ORANGE = "#0072B2", "#B85C00"  # Okabe-Ito's blue and vermillion, the latter darkened to 4.5:1 on white
_INK, _FAINT = "#1B2733", "#C9D3DC"
_WIDTH, _MOST_LABELS, _NUMBERS = 226.0, 100.0, 38.0
_ROW, _BAR, _TOP, _BOTTOM = 14.0, 8.5, 4.0, 3.0
_FONT = 9.0


class Bar(NamedTuple):
    """One bar: its label, its points, and the points as the letter writes them."""

    label: str
    points: float
    shown: str


def bar_chart(bars: Sequence[Bar], *, family: str, summary: str) -> Markup:
    """Bars as one SVG element; `summary` is its text for those who cannot see it. Empty for no bars."""
    if not bars:
        return Markup("")
    top = max(120.0, *(bar.points for bar in bars))
    left = min(_MOST_LABELS, 8 + max(text_width(bar.label) for bar in bars))
    scale = (_WIDTH - left - _NUMBERS) / top
    bottom = _TOP + _ROW * len(bars)
    height = bottom + _BOTTOM
    parts = [_row(bar, number, left=left, scale=scale) for number, bar in enumerate(bars)]
    parts.append(_target_line(left, left + 100 * scale, bottom=bottom))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}" '
        'font-family="{family}" font-size="{font}"><title>{summary}</title>{parts}</svg>'
    ).format(w=_n(_WIDTH), h=_n(height), family=family, font=_n(_FONT), summary=summary, parts=Markup("".join(parts)))


def _row(bar: Bar, number: int, *, left: float, scale: float) -> Markup:
    y = _TOP + _ROW * number
    length = max(0.0, bar.points) * scale
    reached = bar.points >= 100
    baseline = _n(y + _BAR / 2 + _FONT * 0.36)
    fill, stroke = (BLUE, BLUE) if reached else ("#FBEADB", ORANGE)
    return Markup(
        '<text x="{label_x}" y="{baseline}" text-anchor="end" fill="{ink}">{label}</text>'
        '<rect x="{x}" y="{y}" width="{length}" height="{bar}" fill="{fill}" stroke="{stroke}" stroke-width="0.8"/>'
        '<text x="{end}" y="{baseline}" fill="{ink}">{shown}</text>'
    ).format(
        label_x=_n(left - 5),
        baseline=baseline,
        ink=_INK,
        label=fitted(bar.label, left - 6),
        x=_n(left),
        y=_n(y),
        length=_n(max(0.4, length)),
        bar=_n(_BAR),
        fill=fill,
        stroke=stroke,
        end=_n(left + max(length, 100 * scale) + 4),
        shown=bar.shown,
    )


def _target_line(left: float, x: float, *, bottom: float) -> Markup:
    return Markup(
        '<line x1="{left}" y1="1" x2="{left}" y2="{bottom}" stroke="{faint}" stroke-width="0.8"/>'
        '<line x1="{x}" y1="1" x2="{x}" y2="{bottom}" stroke="{ink}" stroke-width="1" stroke-dasharray="3 2"/>'
    ).format(left=_n(left), x=_n(x), bottom=_n(bottom), faint=_FAINT, ink=_INK)


def fitted(label: str, width: float) -> str:
    """`label` cut with an ellipsis so that it fits into `width` points at the chart's type size."""
    if text_width(label) <= width:
        return label
    kept = label
    while kept and text_width(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def text_width(text: str) -> float:
    """The width of `text` in points at the chart's type size, on the safe side: wide characters one em, others 0.58."""
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in text)
    return ems * _FONT


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
