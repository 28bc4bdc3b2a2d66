"""What all charts are drawn with: texts that fit, lines, rectangles, and the SVG element around them.

Texts are escaped; colours and anchors are perfxl's own. Formatting is plain, as a letter has a hundred of these.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

BLUE, ORANGE = "#0072B2", "#B85C00"  # Okabe-Ito's blue and vermillion, the latter darkened to 4.5:1 on white
INK, SOFT, FAINT = "#1B2733", "#4A5866", "#C9D3DC"
PALE_ORANGE, PALE_BLUE = "#FBEADB", "#D6E6F2"
FONT = 9.0
WIDTH = 226.0
TARGET = 100.0
_WIDE_LATIN = frozenset("MWmw%@—…")
_NARROW_LATIN = frozenset("fijlrt .,:;!|'()[]-")  # half an em, as in fonts whose letters are all alike


class Bar(NamedTuple):
    """One item of a chart: its label, its points (None: no value), and the points as the document writes them."""

    label: str
    points: float | None
    shown: str


def svg(parts: Iterable[Markup], *, width: float, height: float, family: str, summary: str) -> Markup:
    """The SVG element around `parts`; `summary` is its text for those who cannot see it."""
    w, h = shown(width), shown(height)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}" '
        f'font-family="{escape(family)}" font-size="{shown(FONT)}"><title>{escape(summary)}</title>{"".join(parts)}</svg>'
    )


def label(x: float, baseline: float, text: str, *, anchor: str = "start", fill: str = INK) -> Markup:
    """A text whose start, middle or end (`anchor`) stands at `x`."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return Markup(f'<text x="{shown(x)}" y="{shown(baseline)}"{at} fill="{fill}">{escape(text)}</text>')


def box(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none") -> Markup:
    """A rectangle."""
    place = f'x="{shown(x)}" y="{shown(y)}" width="{shown(width)}" height="{shown(height)}"'
    return Markup(f'<rect {place} fill="{fill}" stroke="{stroke}" stroke-width="0.8"/>')


def line(
    start: tuple[float, float], end: tuple[float, float], *, stroke: str = INK, width: float = 0.8, dashed: bool = False
) -> Markup:
    """A straight line."""
    (x1, y1), (x2, y2), dashes = start, end, ' stroke-dasharray="3 2"' if dashed else ""
    place = f'x1="{shown(x1)}" y1="{shown(y1)}" x2="{shown(x2)}" y2="{shown(y2)}"'
    return Markup(f'<line {place} stroke="{stroke}" stroke-width="{shown(width)}"{dashes}/>')


def fitted(text: str, width: float) -> str:
    """`text` cut with an ellipsis so that it fits into `width` points at the charts' type size."""
    if text_width(text) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + "…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def fitted_lines(text: str, width: float, *, most: int) -> list[str]:
    """`text` on at most `most` lines of `width` points, broken at a space where there is one; the last may be cut."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most - 1 and text_width(rest) > width:
        kept = _beginning(rest, width)
        lines.append(kept.strip())
        rest = rest[len(kept) :].lstrip()
    return [*lines, fitted(rest, width)] if rest or not lines else lines


def _beginning(text: str, width: float) -> str:
    """As much of `text` as fits, at least one character; whole words where the first word fits."""
    end = 1
    while end < len(text) and text_width(text[: end + 1]) <= width:
        end += 1
    space = text.rfind(" ", 0, end + 1)
    return text[:space] if space > 0 and text[end - 1].isascii() else text[:end]


def text_width(text: str) -> float:
    """The width of `text` in points at the charts' type size, on the safe side."""
    return sum(map(_ems, text)) * FONT


def _ems(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA" or character in _WIDE_LATIN:
        return 1.0
    if not character.isascii():
        return 0.85
    if character.isdigit():
        return 0.58
    if character in _NARROW_LATIN:
        return 0.5
    return 0.76 if character.isupper() or character in "&~" else 0.63


def shown(number: float) -> str:
    """A coordinate: two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def is_reached(points: float) -> bool:
    """Whether an item is drawn as reached."""
    return points >= TARGET
