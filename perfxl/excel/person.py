"""Whom the selection means: the person in whose row the cursor stands."""

import xlwings as xw

from perfxl.cycle.sheets import SCORES, sheet_named
from perfxl.cycle.tables import Cycle
from perfxl.excel.live_grid import live_grid
from perfxl.faults import Fault
from perfxl.language import Text, folded
from perfxl.workbook.reading.headers import find_header
from perfxl.workbook.reading.identifiers import identifier

_NOBODY = Text(
    "请先选中一个人：在“员工”“指标”或“得分”表中点这个人所在的行，再点“预览反馈信”。",
    "Select somebody first: click that person's row on Employees, KPIs or Scores, then Preview letter.",
)


def selected_person(book: xw.Book, cycle: Cycle) -> str:
    """The roster's employee id in the selected row; Fault where the selection means nobody on the roster."""
    cell = book.selection
    if cell is None:
        raise Fault(_NOBODY)
    known: dict[str, str] = {folded(one): one for one in cycle["employees"]["employee_id"].tolist()}
    for typed in _ids_in_row(cell):
        if folded(typed) in known:
            return known[folded(typed)]
    raise Fault(_NOBODY)


def _ids_in_row(cell: xw.Range) -> list[str]:
    """What stands in the employee id column of the selected row; in a sheet of results, the texts of the whole row."""
    grid = live_grid(cell.sheet, file=cell.sheet.book.name)
    row = cell.row - 1
    if not 0 <= row < len(grid.cells):
        return []
    declared = sheet_named(cell.sheet.name)
    header = find_header(grid, declared) if declared else None
    if header is not None and "employee_id" in header.columns:
        return [identifier(grid.cells[row][header.columns["employee_id"]])]
    return [identifier(one) for one in grid.cells[row]] if folded(cell.sheet.name) in map(folded, SCORES) else []
