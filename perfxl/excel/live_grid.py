"""One sheet of the live book as a grid: one block read of its values, then few questions about its cells.

What a file says of each cell (percent, hidden, merged), the live book says of whole ranges; see uniform.py.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import xlwings as xw

from perfxl.excel.live_hidden import hidden_rows
from perfxl.excel.live_percent import percent_cells
from perfxl.excel.uniform import Block, uniform
from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.workbook.intake.cells import Cells
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Grid

ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA",
     "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#BUSY!"}
)
_ERROR_MASK, _ERROR = 0xFFFF0000, 0x800A0000  # how COM marks a number as an error; Excel's own numbers come as floats
_NEW_ERRORS = {
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!", 2051: "#BUSY!",
}  # fmt: skip
MOST_CELLS = 5_000_000
_TOO_LARGE = Text(
    "[{file}]{sheet}：已用区域到 {cell}，共 {cells} 格，超过 {most} 格。请删除数据下方和右侧多余的行列，保存后再试。",
    "[{file}]{sheet}: the used range reaches {cell}, {cells} cells, more than {most}. Delete the rows and columns "
    "beyond your data, save, and try again.",
)


def live_grid(sheet: xw.Sheet, *, file: str) -> Grid:
    """The values of `sheet` from A1 on, as a file's reader gives them; `file` is what places call the book.

    Formulas have the value that Excel shows. Raises Fault if the used range is too large to be read.
    """
    cells = _values(sheet, file)
    facts = SheetFacts(
        percent=percent_cells(sheet, cells),
        errors=_errors(sheet, cells),
        hidden_rows=hidden_rows(sheet, cells),
        hidden=not sheet.visible,
        merged=tuple(_merged(sheet, cells)),
    )
    for row, column in facts.errors:
        cells[row][column] = ""
    return Grid(file, sheet.name, cells, facts)


def _values(sheet: xw.Sheet, file: str) -> Cells:
    """All cells of the used range, one block; "" is empty."""
    last = sheet.used_range.last_cell
    if last.row * last.column > MOST_CELLS:
        facts = {"file": file, "sheet": sheet.name, "cell": last.get_address(False, False)}
        facts |= {"cells": f"{last.row * last.column:,}", "most": f"{MOST_CELLS:,}"}
        raise Fault(Text(*(text.format(**facts) for text in _TOO_LARGE)))
    return [[_value(cell) for cell in row] for row in _read(sheet.range((1, 1), (last.row, last.column)))]


def _read(block: xw.Range) -> list[list[object]]:
    """The values of `block`, errors by name."""
    try:
        named: list[list[object]] = block.options(ndim=2, empty="", err_to_str=True).value
    except TypeError:  # xlwings 0.37.8 on macOS names the errors of single cells only
        return _with_errors_asked(block)
    return named


def _with_errors_asked(block: xw.Range) -> list[list[object]]:
    """The same where a block cannot name errors: cells with a formula and no value are asked one by one."""
    values: list[list[object]] = block.options(ndim=2, empty="").value
    formulas: Any = block.formula
    rows = formulas if isinstance(formulas[0], list | tuple) else [formulas]
    for r, line in enumerate(values):
        for c, cell in enumerate(line):
            if cell in ("", None) and str(rows[r][c]).startswith("="):
                line[c] = block(r + 1, c + 1).options(empty="", err_to_str=True).value
    return values


def _value(cell: object) -> object:
    """A cell as files give it: money comes from Excel as Decimal, an empty cell perhaps as None."""
    if cell is None:
        return ""
    if isinstance(cell, int) and not isinstance(cell, bool) and cell & _ERROR_MASK == _ERROR:
        return _NEW_ERRORS.get(cell & 0xFFFF, "#VALUE!")  # Excel's newer errors, which xlwings passes on as their numbers
    return float(cell) if isinstance(cell, Decimal) else cell


def _errors(sheet: xw.Sheet, cells: Cells) -> dict[tuple[int, int], str]:
    """Error cells; a text that only looks like one (`#N/A` that somebody typed) is none, so those are asked again."""
    looking = [(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if cell in ERRORS]
    return {(r, c): str(cells[r][c]) for r, c in looking if not isinstance(sheet.range((r + 1, c + 1)).value, str)}


def _merged(sheet: xw.Sheet, cells: Cells) -> Iterator[Block]:
    """Each merged area once."""
    if not cells:
        return
    seen: set[Block] = set()
    for part in uniform(sheet, (0, 0, len(cells) - 1, len(cells[0]) - 1), _is_merged, bool):
        for row in range(part[0], part[2] + 1):
            for column in range(part[1], part[3] + 1):
                if any(_inside(row, column, area) for area in seen):
                    continue
                area = sheet.range((row + 1, column + 1)).merge_area
                block = (area.row - 1, area.column - 1, area.last_cell.row - 1, area.last_cell.column - 1)
                seen.add(block)
                yield block


def _is_merged(block: xw.Range) -> bool | None:
    """None where the cells differ; Excel on macOS answers with a word of its own then."""
    answer: object = block.merge_cells
    return answer if isinstance(answer, bool) else None


def _inside(row: int, column: int, block: Block) -> bool:
    return block[0] <= row <= block[2] and block[1] <= column <= block[3]
