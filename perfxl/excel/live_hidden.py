"""Which rows of a live sheet are hidden, by a filter or by hand.

Where all rows have one height, nothing is hidden. Else Excel's own SUBTOTAL, which passes hidden rows over, is entered once
for all rows in perfxl's hidden sheet. Excel's “visible cells only” refuses on protected sheets, and row by row takes minutes.
"""

from collections.abc import Iterator
from contextlib import suppress

import xlwings as xw

from perfxl.cycle.cells import column_letters
from perfxl.excel.own_sheet import OWN_SHEET, ROOM, own_sheet
from perfxl.excel.uniform import Block, cells, uniform
from perfxl.workbook.intake.cells import Cells

_FEW = 64  # rows; so few are asked directly
_COUNT_SHOWN = 103  # SUBTOTAL's number for COUNTA over rows that are not hidden


def hidden_rows(sheet: xw.Sheet, values: Cells) -> frozenset[int]:
    """The rows of `values`, from 0, that `sheet` does not show. Of rows without any content only some may be named."""
    if not values or _one_height(cells(sheet, (0, 0, len(values) - 1, 0))):
        return frozenset()
    if len(values) > _FEW:
        with suppress(Exception):  # the book's structure is protected, or this program does not know the function
            return frozenset(_asked_in_one_block(sheet, values))
    return frozenset(_asked_by_halves(sheet, (0, 0, len(values) - 1, 0)))


def _one_height(rows: xw.Range) -> bool:
    return (rows.row_height or 0) > 0


def _asked_in_one_block(sheet: xw.Sheet, values: Cells) -> Iterator[int]:
    name = sheet.name.replace("'", "''")
    filled = {row: _a_filled_column(line) for row, line in enumerate(values)}
    room = cells(own_sheet(sheet.book), (0, ROOM, len(values) - 1, ROOM))
    room.formula = [
        ["" if column is None else f"=SUBTOTAL({_COUNT_SHOWN},'{name}'!{column_letters(column)}{row + 1})"]
        for row, column in filled.items()
    ]
    try:
        sheet.book.app.calculate()  # a spreadsheet program may leave new formulas alone while it calculates by hand
        told = room.options(ndim=2).value
    finally:
        room.clear_contents()
    for row, column in filled.items():
        if column is not None:
            if not isinstance(told[row][0], float):
                raise ValueError(f"{OWN_SHEET}: SUBTOTAL gives no count")
            if not told[row][0]:
                yield row


def _a_filled_column(line: list[object]) -> int | None:
    return next((number for number, cell in enumerate(line) if cell != ""), None)


def _asked_by_halves(sheet: xw.Sheet, block: Block) -> Iterator[int]:
    for first, _, last, _ in uniform(sheet, block, lambda rows: rows.row_height, lambda height: height == 0):
        yield from range(first, last + 1)
