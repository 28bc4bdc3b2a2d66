"""Small real workbooks for tests: rows as a person types them, saved by XlsxWriter, read by perfxl."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Formula, Percent
from perfxl.workbook.reading.reader import read_cycle

AS_OF = date(2026, 12, 31)
Cells = Sequence[Sequence[object]]
HEADERS: Mapping[str, tuple[str, ...]] = {
    "周期": ("项目", "填写"),
    "考核方案": ("方案*", "组成部分*", "权重*"),
    "等级": ("等级*", "下限*"),
    "员工": ("工号*", "姓名*", "部门*"),
    "指标": ("工号*", "指标名称*", "权重*", "计分规则*", "目标值", "实际值", "单位"),
    "评价": ("工号*", "评价人工号*", "评价关系*", "评分"),
}
SOUND: Mapping[str, tuple[tuple[object, ...], ...]] = {
    "周期": (("周期名称", "2026 年度"), ("开始日期", date(2026, 1, 1)), ("结束日期", date(2026, 12, 31))),
    "考核方案": (("销售岗", "指标", Percent(100)),),
    "等级": (("A", 90.0), ("B", 0.0)),
    "员工": (("00101", "云一", "销售部"), ("00102", "云二", "销售部")),
    "指标": (
        ("00101", "收入", Percent(60), "越大越好", 100.0, 90.0, "万元"),
        ("00101", "回款", Percent(40), "越大越好", 50.0, 50.0, "万元"),
        ("00102", "收入", Percent(100), "越大越好", 100.0, 120.0, "万元"),
    ),
}


@dataclass(frozen=True)
class Extras:
    """What a sheet has besides its cells; rows are zero-based. merged: (first row, column, last row, column)."""

    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Options:
    """What a workbook has besides its sheets."""

    kind: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_on: datetime | None = None
    date1904: bool = False
    extras: Mapping[str, Extras] = field(default_factory=dict)


def write_book(path: Path, sheets: Mapping[str, Cells], options: Options | None = None) -> Path:
    """Save `sheets` (name -> rows from A1 on) at `path`; Percent and Formula cells as perfxl.cycle.typed says."""
    options = options or Options()
    with xlsxwriter.Workbook(str(path), {"date_1904": options.date1904, "strings_to_formulas": False}) as book:
        if options.kind:
            book.set_custom_property("perfxl.kind", options.kind)
        for name, text in options.properties.items():
            book.set_custom_property(name, text, "text")
        if options.saved_on:
            book.set_properties({"created": options.saved_on})
        formats = book.add_format({"num_format": "0.##%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell=cell, formats=formats)
            _put_extras(sheet, options.extras.get(name, Extras()))
    return path


def sound_sheets(**changed: Cells | None) -> dict[str, Cells]:
    """The sheets of a small sound cycle with their headers; a changed one is given by its rows, None leaves it out."""
    rows = {**SOUND, **changed}
    return {name: (HEADERS[name], *cells) for name, cells in rows.items() if cells is not None}


def cycle_from(folder: Path, sheets: Mapping[str, Cells], options: Options | None = None) -> Cycle:
    """Save `sheets` as a workbook in `folder` and read it as a cycle."""
    return read_cycle(write_book(folder / "绩效.xlsx", sheets, options), as_of=AS_OF)


def _write(sheet: Any, row: int, column: int, *, cell: object, formats: tuple[Any, Any]) -> None:
    match cell:
        case None | "":
            return
        case Percent():
            sheet.write_number(row, column, cell.shown / 100, formats[0])
        case Formula():
            sheet.write_formula(row, column, f"={cell.text}", None, 0 if cell.value is None else cell.value)
        case bool():
            sheet.write_boolean(row, column, cell)
        case str():
            sheet.write_string(row, column, cell)
        case date() | datetime():
            sheet.write_datetime(row, column, cell, formats[1])
        case _:
            sheet.write_number(row, column, cell)


def _put_extras(sheet: Any, extras: Extras) -> None:
    for first, left, last, right in extras.merged:
        # merge_range would write over the cells below the first one, which are empty anyway
        sheet.merge.append([first, left, last, right])
    for row in extras.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    if extras.hidden:
        sheet.hide()
