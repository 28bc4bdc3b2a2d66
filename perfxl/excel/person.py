"""Whose letter is previewed: the person chosen on the home sheet, or in whose row the cursor stands on another sheet."""

from collections.abc import Mapping, Sequence

import xlwings as xw

from perfxl.cycle.sheets import SCORES, sheet_named
from perfxl.cycle.tables import Cycle
from perfxl.excel.home import chosen_person, is_home
from perfxl.excel.live_grid import live_grid
from perfxl.faults import Fault
from perfxl.language import Text, folded
from perfxl.workbook.reading.headers import find_header
from perfxl.workbook.reading.identifiers import identifier

_NOBODY = Text(
    "请先选一个人：在首页“预览反馈信”一行的右侧选工号，再点“预览反馈信”。",
    "Choose somebody first: pick an employee id on Home, in the row of Preview letter, then press it.",
)
_NOT_IN_ROW = Text(
    "请先选中一个人：在“员工”“指标”或“得分”表中点这个人所在的行，再预览。",
    "Select somebody first: click that person's row on Employees, KPIs or Scores, then preview.",
)
_UNKNOWN = Text("“员工”表中没有工号 {id}。请从列表中选。", "The sheet Employees has no id {id}. Pick one from the list.")


def selected_person(book: xw.Book, cycle: Cycle) -> str:
    """The roster's employee id: on the home sheet the one chosen there, elsewhere that of the selected row.

    Raises Fault where nobody is chosen, or nobody of the roster. (Without macros a menu is used, and any sheet may be shown.)
    """
    known: dict[str, str] = {folded(one): one for one in cycle["employees"]["employee_id"].tolist()}
    if is_home(book.sheets.active):
        typed = identifier(chosen_person(book) or "")
        if typed and folded(typed) not in known:
            raise Fault(Text(*(text.format(id=typed) for text in _UNKNOWN)))
        return _first([typed], known, otherwise=_NOBODY)
    cell = book.selection
    return _first([] if cell is None else _ids_in_row(cell), known, otherwise=_NOT_IN_ROW)


def _first(ids: Sequence[str], known: Mapping[str, str], *, otherwise: Text) -> str:
    """The first of `ids` that the roster knows, as it is written there; Fault if none is."""
    for typed in ids:
        if folded(typed) in known:
            return known[folded(typed)]
    raise Fault(otherwise)


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
