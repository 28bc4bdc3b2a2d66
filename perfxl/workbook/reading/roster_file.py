"""A roster as another system exports it: any workbook or CSV file whose headers name the columns of the roster."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from perfxl.cycle.sheets import sheet_of
from perfxl.faults import Fault
from perfxl.findings.base import Findings, Place
from perfxl.findings.workbook import SheetUnknown
from perfxl.language import Text
from perfxl.workbook.entry.return_rows import TypedRow, typed_values
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.cycle_files import opened
from perfxl.workbook.reading.headers import find_header, missing_columns
from perfxl.workbook.reading.sheet_reader import read_table

_NO_ROSTER = Text(
    "{file} 里没有员工名单：找不到同时有“工号”和“姓名”或“部门”的表头。请核对表头。",
    "{file} holds no roster: no header names an employee ID together with a name or a department. Check the headers.",
)


@dataclass(frozen=True)
class RosterFile:
    """The rows of a roster, ids as text, and what is wrong with them or was not taken over.

    table: the same rows as a table of the cycle. told: the keys of the columns that its header names.
    """

    rows: list[TypedRow]
    findings: Findings
    table: pd.DataFrame
    told: frozenset[str]


def read_roster(path: Path) -> RosterFile:
    """Read the roster in the file at `path`; the sheet whose header names most of the declared columns is taken.

    Raises Fault if the file cannot be read or holds no roster.
    """
    if not path.is_file():
        raise Fault(Text(f"找不到 {path}。请核对路径和文件名。", f"{path} does not exist. Check the path and the name."))
    book, sheet = opened(path, name=path.name), sheet_of("employees")
    ranked = sorted(book.grids, key=_named_columns, reverse=True)
    chosen = next((grid for grid in ranked if _named_columns(grid) >= 2), None)
    read = read_table(chosen, sheet, date1904=book.date1904) if chosen else None
    if chosen is None or read is None:
        raise Fault(Text(*(text.format(file=path.name) for text in _NO_ROSTER)))
    table = read.table()
    columns = [typed_values(table, column) for column in sheet.columns]
    keys = [column.key for column in sheet.columns]
    rows = [dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)]
    others = [grid for grid in book.grids if grid is not chosen and _named_columns(grid) >= 2]
    left_out = [SheetUnknown(sheet=one.sheet, item=one.sheet, place=Place(one.file, one.sheet)) for one in others]
    return RosterFile(rows, Findings.of([*read.findings, *left_out]), table, frozenset(read.columns))


def _named_columns(grid: Grid) -> int:
    """How many columns of the roster the sheet's header names; 0 without ids."""
    sheet = sheet_of("employees")
    header = find_header(grid, sheet)
    if header is None or "employee_id" in missing_columns(header, sheet):
        return 0
    return len(header.columns)
