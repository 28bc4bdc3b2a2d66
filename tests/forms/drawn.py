"""Forms drawn as text: one line a row, cells between bars, `25%` a percent cell, `=` a formula that was never calculated."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.sheets import sheet_named
from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapped import MappedBook, tried
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.sheet_reader import read_table

FILE = "市场部-云示例.xlsx"
ROSTER = Roster({"00101": "云示例", "00102": "禾示例", "00103": "禾示例"})
HEAD = 'name = "市场部"\nconfirmed_by = "松竹"\nconfirmed_on = 2026-11-02\n[match]\nfile = "市场部*"\n'
ONE_PERSON = """
    [fields]
    employee_id = "工号"
    name = "姓名"
    [[tables]]
    [tables.kpis]
    kpi = "考核项目"
    weight = "权重"
    target = "目标值"
    actual = "完成值"
"""
FORM = """
    员工绩效考核表
    姓名 | 云示例 | 工号 | 00101
    考核项目 | 权重 | 目标值 | 完成值
    收入 | 60% | 100 | 90
    回款 | 40% | 50 | 45
"""


def grid(text: str, *, merged: Sequence[str] = (), sheet: str = "考核表", file: str = FILE, **facts: Any) -> Grid:
    """The sheet that `text` draws; its first line is row 1. merged: ranges such as A1:C1."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    width = max(map(len, rows))
    cells: list[list[object]] = []
    percent, errors, uncalculated = set(), {}, set()
    for r, row in enumerate(rows):
        cells.append([_value(cell) for cell in row] + [""] * (width - len(row)))
        for c, cell in enumerate(row):
            if re.fullmatch(r"-?[0-9.]+%", cell):
                percent.add((r, c))
            elif cell.startswith("#"):
                errors[r, c] = cell
            elif cell == "=":
                uncalculated.add((r, c))
    ranges = tuple(_range(one) for one in merged)
    known = {"percent": frozenset(percent), "errors": errors, "uncalculated": frozenset(uncalculated), "merged": ranges}
    return Grid(file, sheet, cells, SheetFacts(**{**known, **facts}))


def _value(cell: str) -> object:
    if re.fullmatch(r"-?[0-9.]+%", cell):
        return round(float(cell[:-1]) / 100, 12)
    if re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", cell):
        return float(cell)
    return "" if cell.startswith(("#", "=")) else cell.strip("'").replace("\\n", "\n")


def _range(text: str) -> tuple[int, int, int, int]:
    ends = [re.fullmatch(r"([A-Z])([0-9]+)", end) for end in text.split(":")]
    (top, left), (bottom, right) = [(int(end[2]) - 1, ord(end[1]) - 65) for end in ends if end]
    return top, left, bottom, right


def book(*grids: Grid, kind: str | None = None) -> Book:
    """A file with these sheets."""
    return Book(grids[0].file, grids, kind=kind)


def read(form: str | Book, mapping: str, *, roster: Roster | None = None, **drawn: Any) -> MappedBook:
    """What the form (drawn, or a book) gives with a mapping (TOML after the head) of the market department."""
    there = form if isinstance(form, Book) else book(grid(form, **drawn))
    return as_own_sheets(there, [mapping_of(HEAD + mapping)], roster=roster)


def unconfirmed(form: str, mapping: str) -> MappedBook:
    """As `read`, for a mapping that is only looked at."""
    return tried(book(grid(form)), mapping_of(HEAD + mapping))


def rows(mapped: MappedBook, sheet: str) -> list[list[object]]:
    """The header and the rows of one of perfxl's sheets, percents as `25%`."""
    for one in mapped.book.grids:
        if one.sheet == sheet:
            return [
                [_shown(value, percent=(r, c) in one.facts.percent) for c, value in enumerate(row)]
                for r, row in enumerate(one.cells)
            ]
    return []


def _shown(value: object, *, percent: bool) -> object:
    return f"{round(float(value) * 100, 9):g}%" if percent and isinstance(value, float) else value


def places(mapped: MappedBook, sheet: str) -> list[list[str]]:
    """Where each value of each row stood, as cell names; '' for what the mapping says itself."""
    (one,) = [one for one in mapped.book.grids if one.sheet == sheet]
    width = len(one.cells[0])
    origins = [[one.origins.get((r, c)) for c in range(width)] for r in range(1, len(one.cells))]
    return [[place.cell if place else "" for place in row] for row in origins]


def told(mapped: MappedBook) -> list[str]:
    """Each finding as `code cell`."""
    return [f"{one.code} {one.place.cell if one.place else ''}".strip() for one in mapped.findings]


def typed(mapped: MappedBook, sheet: str, *, roster: Roster | None = None) -> Mapping[str, list[Any]]:
    """The typed table that perfxl's reader makes of one sheet, and its findings under `findings`."""
    declared = sheet_named(sheet)
    (one,) = [one for one in mapped.book.grids if one.sheet == sheet]
    assert declared is not None
    table = read_table(one, declared, roster=roster)
    assert table is not None
    return {**{key: array.tolist() for key, array in table.arrays.items()}, "findings": table.findings}
