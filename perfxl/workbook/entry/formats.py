"""How the cells of a workbook look that people fill in: fonts, colours, number formats, widths."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from perfxl.cycle.columns import Column, FilledBy, Kind
from perfxl.cycle.typed import Formula, Percent, Typed
from perfxl.language import plain_number
from perfxl.workbook.writing.widths import text_width

FONTS = {"zh": "微软雅黑", "en": "Calibri"}
INK = "#1F2937"
HEADER_FILL = "#1B4965"
HEADER_INK = "#FFFFFF"
LINE = "#D0D7DE"
QUIET = "#5B6470"
LINK = "#0B5CAD"
TINTS = {FilledBy.HR: "", FilledBy.DEPARTMENT: "#FFF6DD", FilledBy.RATER: "#E8F4EC"}
NARROWEST = 7.0
_WIDEST = {Kind.TEXT: 44.0, Kind.CHOICE: 30.0}  # Excel's column units; longer texts wrap
_WIDEST_OTHERS, _LONGEST_HEADER = 18.0, 14.0
_LINE_HEIGHT, _HIGHEST_ROW = 15.0, 400.0  # points


class Formats:
    """The cell formats of one workbook; the same look is made once."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self._base = {"font_name": FONTS[language], "font_size": 10, "font_color": INK, "valign": "vcenter"}

    def __call__(self, **look: object) -> Any:
        """The format with this look on top of the house's font."""
        whole = {**self._base, **look}
        key = tuple(sorted(whole.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(whole)
        return self._made[key]

    def header(self, *, tint: str = "") -> Any:
        """A column's head; a tint underlines who fills the column."""
        line = {"bottom": 5, "bottom_color": tint} if tint else {"bottom": 1, "bottom_color": LINE}
        return self(bold=True, font_color=HEADER_INK, bg_color=HEADER_FILL, align="center", text_wrap=True, **line)

    def column(self, column: Column) -> Any:
        """The look of a column's cells that nobody has filled yet."""
        return self(**_look(column), num_format=_blank_number_format(column), locked=False)

    def cell(self, column: Column, value: Typed, **look: object) -> Any:
        """The look of a filled cell, open to typing; `look` wins over what the column says."""
        return self(**{**_look(column), "locked": False, **look}, num_format=number_format(column, value), border=1, border_color=LINE)

    def blank_entry(self, column: Column, *, percent: bool = False, **look: object) -> Any:
        """The look of a framed cell that is to be filled in; percent: what is typed there is a percent."""
        shown = "0.##%" if percent else _blank_number_format(column)
        return self(**{**_look(column), **look}, num_format=shown, border=1, border_color=LINE)

    def mark(self, **look: object) -> Any:
        """A look that a conditional format lays over a cell; fonts and sizes stay as they are."""
        return self._workbook.add_format(look)


def _look(column: Column) -> dict[str, object]:
    look: dict[str, object] = {"align": "center"}
    if column.kind is Kind.TEXT:
        look = {"align": "left", "indent": 1, "text_wrap": True}
    elif column.kind in (Kind.NUMBER, Kind.QUANTITY, Kind.PERCENT):
        look = {"align": "right", "indent": 1, "text_wrap": column.kind is Kind.QUANTITY}
    if TINTS[column.filled_by]:
        look["bg_color"] = TINTS[column.filled_by]
    return look


def _blank_number_format(column: Column) -> str:
    # 0.00% keeps a typed 33.33 % visible; in a 0% cell Excel would show 33 %.
    return {Kind.ID: "@", Kind.DATE: "yyyy-mm-dd", Kind.PERCENT: "0.00%"}.get(column.kind, "General")


def number_format(column: Column, value: Typed) -> str:
    """The number format that shows `value` fully and no more: 25 %, 33.33 %, 1,234, 0.5."""
    if isinstance(value, Percent):
        decimals = len(plain_number(value.shown).partition(".")[2])
        return f"0.{'0' * decimals}%" if decimals else "0%"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if isinstance(value, Formula):
        return "General"
    if isinstance(value, int | float) and column.kind is not Kind.ID:
        return "#,##0" if abs(value) >= 10_000 and float(value).is_integer() else "General"
    return "@" if column.kind is Kind.ID else "General"


def in_words(value: Typed, column: Column, language: str) -> Typed:
    """A choice's key as it is written in `language`; anything else as it is."""
    return next((choice.title(language) for choice in column.choices if choice.key == value), value)


def shown_text(value: Typed) -> str:
    """About what Excel shows for `value`; good enough to choose a width."""
    if isinstance(value, Percent):
        return f"{plain_number(value.shown)}%"
    if isinstance(value, Formula):
        return shown_text(value.value)
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) else plain_number(value)
    return "" if value is None else str(value)


def column_width(column: Column, header: str, values: Sequence[Typed]) -> float:
    """A width at which the header and nearly all values can be read; the longest texts wrap."""
    widths = sorted(text_width(shown_text(value)) for value in values) or [0.0]
    usual = widths[math.ceil((len(widths) - 1) * 0.98)]
    head = min(text_width(header), _LONGEST_HEADER)
    return max(NARROWEST, head + 4.0, min(_WIDEST.get(column.kind, _WIDEST_OTHERS), usual + 4.0))


def row_height(texts: Sequence[tuple[str, float]]) -> float | None:
    """The height in points of a row with these texts in columns of these widths; None for one line.

    Excel would find it itself; other programs that open the file do not always.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return None if lines <= 1 else min(_HIGHEST_ROW, _LINE_HEIGHT * lines + 3)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(text_width(line) / (width - 2.0))) for line in text.split("\n"))
