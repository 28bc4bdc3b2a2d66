"""Which grid of a book is which declared sheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets import NOT_READ, sheet_named
from perfxl.findings.base import Finding, Place
from perfxl.findings.workbook import SheetTwice, SheetUnknown
from perfxl.language import folded
from perfxl.workbook.intake.grids import Book, Grid


@dataclass(frozen=True)
class ChosenSheets:
    """The grids of a book by sheet key, and findings about sheets that are unknown or double."""

    grids: Mapping[str, Grid]
    findings: list[Finding]


def chosen_sheets(book: Book) -> ChosenSheets:
    """Which grid of `book` is which declared sheet; the first one where there are two."""
    grids: dict[str, Grid] = {}
    findings: list[Finding] = []
    for grid in book.grids:
        sheet = sheet_named(grid.sheet)
        where = Place(grid.file, grid.sheet)
        if sheet is None:
            if not _written_by_perfxl(grid.sheet) and _has_content(grid):
                findings.append(SheetUnknown(sheet=grid.sheet, item=grid.sheet, place=where))
        elif sheet.key in grids:
            findings.append(_twice(sheet, grids[sheet.key], grid))
        else:
            grids[sheet.key] = grid
    return ChosenSheets(grids, findings)


def _twice(sheet: Sheet, first: Grid, second: Grid) -> Finding:
    return SheetTwice(
        first=first.sheet,
        second=second.sheet,
        sheet_zh=sheet.title.zh,
        sheet_en=sheet.title.en,
        item=sheet.key,
        place=Place(second.file, second.sheet),
    )


def _written_by_perfxl(name: str) -> bool:
    """True for 首页, 得分 and the like, and for their continuations (得分明细 2)."""
    return folded(re.sub(r"\s+[0-9]+$", "", name)) in NOT_READ


def _has_content(grid: Grid) -> bool:
    return any(cell not in ("", None) for row in grid.cells for cell in row)
