"""Which numbers of a live sheet are shown as percent.

A column of one format answers for all of its cells. Columns in which formats differ (somebody typed `85%` here and 85
there) are asked in one block: Excel's own function CELL tells each cell's format, entered once for all of them in
perfxl's hidden sheet. Asking cell by cell takes a minute for some ten thousand rows.
"""

from collections.abc import Iterator
from contextlib import suppress

import xlwings as xw

from perfxl.cycle.cells import column_letters
from perfxl.excel.own_sheet import OWN_SHEET, ROOM, own_sheet
from perfxl.excel.uniform import Block, cells, uniform
from perfxl.workbook.intake.cells import Cells
from perfxl.workbook.intake.number_formats import shows_percent

_FEW = 64  # rows; so few are asked directly


def percent_cells(sheet: xw.Sheet, values: Cells) -> frozenset[tuple[int, int]]:
    """The positions of the numbers in `values` that `sheet` shows as percent."""
    found: set[tuple[int, int]] = set()
    mixed: list[Block] = []
    for column in range(len(values[0]) if values else 0):
        rows = [row for row, line in enumerate(values) if isinstance(line[column], float)]
        if not rows:
            continue
        block = (rows[0], column, rows[-1], column)
        shown = _number_format(cells(sheet, block))
        if shown is None:
            mixed.append(block)
        elif shows_percent(shown):
            found |= {(row, column) for row in rows}
    asked = _asked(sheet, mixed) if mixed else set()
    return frozenset(found | {(r, c) for r, c in asked if isinstance(values[r][c], float)})


def _asked(sheet: xw.Sheet, mixed: list[Block]) -> set[tuple[int, int]]:
    whole = (min(b[0] for b in mixed), mixed[0][1], max(b[2] for b in mixed), mixed[-1][1])
    if whole[2] - whole[0] >= _FEW:
        with suppress(Exception):  # the book's structure is protected, or this Excel does not know the function
            return _asked_in_one_block(sheet, whole)
    return set(_asked_by_halves(sheet, mixed))


def _asked_in_one_block(sheet: xw.Sheet, whole: Block) -> set[tuple[int, int]]:
    first, left, last, right = whole
    room = cells(own_sheet(sheet.book), (first, ROOM, last, ROOM + right - left))
    name = sheet.name.replace("'", "''")
    room.formula = f"=CELL(\"format\",'{name}'!{column_letters(left)}{first + 1})"
    try:
        sheet.book.app.calculate()  # a spreadsheet program may leave new formulas alone while it calculates by hand
        told = room.options(ndim=2).value
    finally:
        room.clear_contents()
    return {(first + r, left + c) for r, line in enumerate(told) for c, one in enumerate(line) if _is_percent(one)}


def _is_percent(told: object) -> bool:
    """CELL says P and the number of decimals for percent: P0, P2, P1-."""
    if not isinstance(told, str):
        raise ValueError(f"{OWN_SHEET}: CELL gives no format")
    return told.startswith("P")


def _asked_by_halves(sheet: xw.Sheet, mixed: list[Block]) -> Iterator[tuple[int, int]]:
    for block in mixed:
        for first, column, last, _ in uniform(sheet, block, _number_format, shows_percent):
            yield from ((row, column) for row in range(first, last + 1))


def _number_format(block: xw.Range) -> str | None:
    return block.number_format
