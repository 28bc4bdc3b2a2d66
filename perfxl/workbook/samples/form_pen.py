"""Writes a form as a person draws one: framed and merged cells, labels, headings, all in one font."""

from datetime import datetime
from typing import Any

from perfxl.cycle.typed import Percent, Typed
from perfxl.language import plain_number
from perfxl.workbook.entry.sheet import write_typed

_FONTS = {"zh": "宋体", "en": "Calibri"}
_WRITTEN_ON = datetime(2026, 10, 12)  # a fixed day, so that the sample is the same on every day
_SHADE = "#E7EBF0"


class FormPen:
    """One worksheet and the looks of its cells; rows and columns are zero-based."""

    def __init__(self, book: Any, page: Any, language: str) -> None:
        book.set_properties({"created": _WRITTEN_ON})
        self.book, self.page, self.language = book, page, language
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **look: object) -> Any:
        """The format with this look; each is made once."""
        whole = {"font_name": _FONTS[self.language], "font_size": 10.5, "valign": "vcenter", "text_wrap": True, **look}
        key = tuple(sorted(whole.items(), key=lambda item: item[0]))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(whole)
        return self._looks[key]

    def put(self, row: int, columns: tuple[int, int], value: Typed, *, rows: int = 1, **look: object) -> None:
        """Write `value` into the cells from columns[0] to columns[1], over `rows` rows, merged where these are several."""
        framed = self.look(**{"border": 1, "align": "center", "num_format": _number_format(value), **look})
        first, last = columns
        if first != last or rows > 1:
            self.page.merge_range(row, first, row + rows - 1, last, "", framed)
        write_typed(self.page, row, first, value=value, look=framed)

    def label(self, row: int, columns: tuple[int, int], text: str, **more: Any) -> None:
        """A shaded label or header."""
        self.put(row, columns, text, bg_color=_SHADE, bold=True, **more)

    def heading(self, row: int, columns: tuple[int, int], text: str) -> None:
        """The heading of a section."""
        self.put(row, columns, text, align="left", indent=1, bold=True, bg_color="#D3DCE6")
        self.page.set_row(row, 22)

    def free(self, row: int, columns: tuple[int, int], text: str, **look: object) -> None:
        """A text without a frame."""
        self.put(row, columns, text, rows=1, **{"border": 0, "align": "left", **look})


def _number_format(value: Typed) -> str:
    if isinstance(value, Percent):
        decimals = len(plain_number(value.shown).partition(".")[2])
        return f"0.{'0' * decimals}%" if decimals else "0%"
    return "General"
