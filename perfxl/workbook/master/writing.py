"""A master as a workbook: report sheets first, then the tables, then what only perfxl reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from perfxl import __version__
from perfxl.cycle.sheets import sheet_of
from perfxl.findings.plain import finding_to_plain
from perfxl.language import Text
from perfxl.workbook.master.cells import cells_of
from perfxl.workbook.master.kept import digest
from perfxl.workbook.master.layout import FORMAT, KEPT, MACHINE_SHEET, PROVENANCE, SHOWN_TOO, Columns, MasterContent
from perfxl.workbook.writing.long_table import MOST_ROWS
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import Written, write_workbook_file

_WIDE = {"evidence": 30.0, "comment": 40.0, "notes": 40.0, "issue": 40.0, "item": 30.0, "parameters": 30.0}
_NOT_TO_EDIT = Text(
    "由 perfxl 生成，请勿修改：在回收表或周期工作簿中改正后重新汇总。",
    "Made by perfxl, not to be edited: mend the return or the cycle workbook and consolidate again.",
)
_MACHINE = Text("供 perfxl 读取，请勿修改。", "For perfxl to read; do not edit.")


@dataclass(frozen=True)
class MasterFile:
    """What a master is called and when it was made; most_rows: of one sheet, Excel's unless a test says less."""

    language: str
    as_of: date
    title: str
    most_rows: int = MOST_ROWS


def write_master(path: Path, content: MasterContent, reports: Sequence[SheetToWrite], about: MasterFile) -> Written:
    """Write a whole master to `path`, which is no master yet; the same content gives the same bytes."""
    pieces = list(_pieces(content, about))
    sheets = [*reports, *(piece.sheet for piece in pieces), _machine_sheet(content, pieces, about.language)]
    return write_workbook_file(
        path,
        sheets,
        kind="master",
        language=about.language,
        made_on=about.as_of,
        title=about.title,
        properties={"perfxl.format": str(FORMAT), "perfxl.version": __version__},
    )


@dataclass(frozen=True)
class _Piece:
    """A table, or the part of one that a sheet holds."""

    key: str
    sheet: SheetToWrite
    columns: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        table = self.sheet.tables[0]
        place = {"sheet": self.sheet.title, "header": self.sheet.header_rows()[0], "rows": len(table.rows)}
        return {"table": self.key, "columns": list(self.columns), **place}


def _pieces(content: MasterContent, about: MasterFile) -> Iterator[_Piece]:
    for key in (*KEPT, *SHOWN_TOO):
        if key not in content.tables:
            continue
        whole, columns = _sheet(key, content.tables[key], about.language)
        most, rows = about.most_rows - whole.header_rows()[0] - 2, whole.tables[0].rows
        if len(rows) > most:
            most -= 1  # a line that says so
            said = _goes_on(whole.title, len(rows), most=most)
            whole = replace(whole, head=[*whole.head, HeadLine(said(about.language))])
        for number, start in enumerate(range(0, max(len(rows), 1), most), start=1):
            part = replace(whole.tables[0], rows=rows.iloc[start : start + most].reset_index(drop=True))
            title = whole.title if number == 1 else f"{whole.title} {number}"
            yield _Piece(key, replace(whole, title=title, heading=title, tables=[part]), columns)


def _goes_on(title: str, rows: int, *, most: int) -> Text:
    sheets = -(-rows // most)
    return Text(
        f"共 {rows} 行，一张表放不下，分在 {sheets} 张表：{title} 至 {title} {sheets}。",
        f"{rows} rows, more than a sheet holds: they stand on {sheets} sheets, {title} to {title} {sheets}.",
    )


def _sheet(key: str, arrays: Columns, language: str) -> tuple[SheetToWrite, tuple[str, ...]]:
    sheet = sheet_of(key)
    rows: dict[str, object] = {}
    columns: list[ColumnToWrite] = []
    for column in sheet.columns:
        cells = cells_of(column, arrays, language=language)
        rows[column.key] = cells.values
        look, formula = "", ""
        if cells.percent is not None:
            look = f"{column.key}.look"
            rows[look] = np.where(cells.percent, "percent", "plain").astype(object)
        if cells.formulas is not None:
            formula = f"{column.key}.formula"
            rows[formula] = cells.formulas
        columns.append(
            ColumnToWrite(
                column.key,
                column.title(language),
                cells.number_format,
                widest=_WIDE.get(column.key, 18.0),
                look_from=look,
                formula_from=formula,
            )
        )
    for name, header in _provenance(arrays).items():
        values, is_text = arrays[name], arrays[name].dtype == object
        rows[name] = values if is_text else np.where(values > 0, values.astype(float), np.nan)
        columns.append(ColumnToWrite(name, header(language), "@" if is_text else "0", widest=30.0))
    table = TableToWrite(columns, pd.DataFrame(rows, copy=False), none=Text("没有内容。", "Nothing here.")(language), bare=True)
    title = sheet.title(language)
    head = [HeadLine(_NOT_TO_EDIT(language))]
    return SheetToWrite(title, title, [table], head=head, frozen=2, printed=8), tuple(one.key for one in columns)


def _provenance(arrays: Columns) -> Mapping[str, Text]:
    return {name: title for name, title in PROVENANCE.items() if name != "_cells" or (arrays[name] != "").any()}


def _machine_sheet(content: MasterContent, pieces: Sequence[_Piece], language: str) -> SheetToWrite:
    lines: list[dict[str, Any]] = [
        {"format": FORMAT},
        *(piece.plain() for piece in pieces),
        {"digests": {key: digest(sheet_of(key), content.tables[key]) for key in KEPT if key in content.tables}},
        {"standards": dict(content.standards)},
        {"homes": {key: list(home) for key, home in content.homes.items()}},
        *({"numbers": [*place, dict(numbers)]} for place, numbers in sorted(content.numbers.items())),
        *({"finding": finding_to_plain(finding)} for finding in content.findings),
        *({"stated": {**vars(one), "place": list(one.place)}} for one in content.stated),
    ]
    written = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines]
    table = TableToWrite([ColumnToWrite("line", "JSON", "@", widest=60.0)], pd.DataFrame({"line": written}, dtype=object))
    return SheetToWrite(MACHINE_SHEET, _MACHINE(language), [table], hidden=True)
