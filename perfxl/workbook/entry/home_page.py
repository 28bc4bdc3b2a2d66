"""The home sheet while it is being written: the worksheet, its columns, its looks, and where cycle settings stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from perfxl.cycle.cells import column_letters
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.typed import Typed
from perfxl.workbook.entry.formats import Formats, row_height

WHOLE, HALF = 21.0, 10.14  # Excel's column units; two halves are as wide as a whole: 152 pixels
WIDTHS = (2.0, WHOLE, HALF, HALF, HALF, HALF, WHOLE, HALF, HALF, HALF, HALF)  # A is a margin
FIRST, LAST = 1, len(WIDTHS) - 1  # columns B to K
BOXES = ((1, 1), (2, 3), (4, 5), (6, 6), (7, 8), (9, 10))  # six of the same width
RIGHT_HALF = 6  # G: where a block begins that stands beside another one
NAVY, SKY, PALE, AMBER, RED, ROSE = "#1B4965", "#CFE3F1", "#EEF3F7", "#FFD27A", "#C8401A", "#FBE3DC"
HAIRLINE = "#E3E8ED"
SPACE = 8.0  # points of an empty row between two blocks


@dataclass(frozen=True)
class HomePage:
    """One home sheet. settings: the row of the cycle sheet; buttons: whether it has any."""

    worksheet: Any
    formats: Formats
    language: str
    settings: Mapping[str, Typed]
    buttons: bool

    def setting_cell(self, key: str) -> str:
        """The cell of the cycle sheet with that setting, as a formula refers to it."""
        cycle = sheet_of("cycle")
        return f"'{cycle.title(self.language)}'!$B${cycle.columns.index(cycle.column(key)) + 2}"

    def height(self, row: int, points: float) -> None:
        """Give a row its height."""
        self.worksheet.set_row(row, points)

    def text(self, row: int, columns: tuple[int, int], text: str, look: Any, *, rows: int = 1) -> None:
        """A text over these columns and `rows` rows."""
        first, last = columns
        if first == last and rows == 1:
            self.worksheet.write_string(row, first, text, look)
        else:
            self.worksheet.merge_range(row, first, row + rows - 1, last, "", look)
            self.worksheet.write_string(row, first, text, look)

    def formula(self, row: int, columns: tuple[int, int], formula: str, look: Any, value: object) -> None:
        """A formula over these columns; value: what it gives when the file is made, '' if only Excel can say."""
        first, last = columns
        if first != last:
            self.worksheet.merge_range(row, first, row, last, "", look)
        self.worksheet.write_formula(row, first, formula, look, value)

    def paragraph(self, row: int, text: str) -> None:
        """A text over the whole width, in a row high enough for it."""
        self.text(row, (FIRST, LAST), text, self.formats(text_wrap=True))
        self.height(row, row_height([(text, sum(WIDTHS[FIRST:]))]) or 15)

    def heading(self, row: int, text: str, columns: tuple[int, int] = (FIRST, LAST)) -> None:
        """The heading of a block, with a line under it."""
        first, last = columns
        look: dict[str, object] = {"bottom": 2, "bottom_color": NAVY}
        for number in range(first, last + 1):
            self.worksheet.write_blank(row, number, None, self.formats(**look))
        self.worksheet.write_string(row, first, text, self.formats(bold=True, font_size=12, font_color=NAVY, **look))
        self.height(row, 22)


def cell(row: int, number: int) -> str:
    """The absolute address of a cell."""
    return f"${column_letters(number)}${row + 1}"
