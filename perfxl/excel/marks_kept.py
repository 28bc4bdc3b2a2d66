"""What marked cells looked like, kept in the hidden sheet of own_sheet.py until the marks are cleared: also over a killed run."""

from collections.abc import Sequence
from dataclasses import dataclass

import xlwings as xw

from perfxl.excel.own_sheet import OWN_SHEET, own_sheet
from perfxl.findings.base import BLOCKER, NOTE, WARNING

COLOURS = {BLOCKER: "#F4B183", WARNING: "#FFE699", NOTE: "#BDD7EE"}
_HEAD = ("id", "sheet", "cell", "colour", "note")


@dataclass(frozen=True)
class Mark:
    """One marked cell and what it was: its colour (#RRGGBB, '' for none) and its note ('' for none)."""

    id: str
    sheet: str
    cell: str
    colour: str
    note: str


def remember(book: xw.Book, marks: Sequence[Mark]) -> None:
    """Keep these marks, and no others; one block."""
    sheet = own_sheet(book)
    sheet.range((1, 1), (max(sheet.used_range.last_cell.row, 1), len(_HEAD))).clear_contents()
    rows = [_HEAD, *((one.id, one.sheet, one.cell, one.colour, one.note) for one in marks)]
    cells = sheet.range((1, 1), (len(rows), len(_HEAD)))
    cells.number_format = "@"
    cells.value = [list(row) for row in rows]


def remembered(book: xw.Book) -> list[Mark]:
    """The marks that are kept."""
    if OWN_SHEET not in [sheet.name for sheet in book.sheets]:
        return []
    used = book.sheets[OWN_SHEET].used_range.last_cell
    if used.row < 2:
        return []
    rows = book.sheets[OWN_SHEET].range((2, 1), (used.row, len(_HEAD))).options(ndim=2, empty="").value
    return [Mark(*map(str, row)) for row in rows if row[0]]
