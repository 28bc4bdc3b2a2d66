"""The sheets that a small company does not need to see: shown on demand, hidden again while they are empty."""

import xlwings as xw

from perfxl.cycle.sheets import sheet_named
from perfxl.language import folded
from perfxl.workbook.entry.guide_sheet import GUIDE


def toggled(book: xw.Book) -> tuple[int, int]:
    """Show every hidden sheet that people fill in or read; if none is hidden, hide the empty ones that are not needed
    at first. Returns how many were shown and how many hidden."""
    hidden = [sheet for sheet in _own(book) if not sheet.visible]
    if hidden:
        for sheet in hidden:
            sheet.visible = True
        return len(hidden), 0
    empty = [sheet for sheet in _own(book) if _not_needed(sheet)]
    for sheet in empty:
        sheet.visible = False
    return 0, len(empty)


def _own(book: xw.Book) -> list[xw.Sheet]:
    guide = set(map(folded, GUIDE))
    return [sheet for sheet in book.sheets if sheet_named(sheet.name) or folded(sheet.name) in guide]


def _not_needed(sheet: xw.Sheet) -> bool:
    """Whether nobody has typed below the header, and the sheet is none that everybody needs."""
    declared = sheet_named(sheet.name)
    if declared is None:
        return True
    if declared.shown_at_first:
        return False
    last = sheet.used_range.last_cell
    if last.row < 2:
        return True
    below = sheet.range((2, 1), (last.row, last.column)).options(ndim=2).value
    return all(cell is None for row in below for cell in row)
