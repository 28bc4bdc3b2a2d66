"""Columns and the list of findings that several of these sheets have."""

import pandas as pd

from perfxl.cycle.sheets import FINDINGS, sheet_of
from perfxl.findings.base import Findings
from perfxl.language import Text
from perfxl.workbook.results.words import ACCEPTED, SEVERITY
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, SheetToWrite, TableToWrite

DAY = "yyyy-mm-dd"
_ORDER = ("blocker", "warning", "note")


def words(key: str, zh: str, en: str, language: str, *, widest: float = 20, look_from: str = "") -> ColumnToWrite:
    """A column of text, kept as text, wrapped where it is long."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", widest=widest, wrap=True, look_from=look_from)


def figures(key: str, zh: str, en: str, language: str, number_format: str = "0") -> ColumnToWrite:
    """A column of numbers."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format=number_format, widest=14)


def days(key: str, zh: str, en: str, language: str) -> ColumnToWrite:
    """A column of dates."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format=DAY, widest=14, align="center")


def declared(sheet: str, key: str, language: str, *, widest: float = 18) -> ColumnToWrite:
    """A column as it is declared for a sheet of the cycle, so that its cells can be pasted there."""
    column = sheet_of(sheet).column(key)
    number_format = DAY if column.kind.value == "date" else "@"
    return ColumnToWrite(key, column.title(language), number_format=number_format, widest=widest)


def as_days(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """`table` with these columns as dates; None becomes NaT."""
    return table.assign(**{column: pd.to_datetime(table[column]).astype("datetime64[ns]") for column in columns})


def findings_list(findings: Findings, names: dict[str, str], language: str) -> SheetToWrite:
    """The findings as a sheet; names: of people by employee id."""
    ranked = sorted(findings, key=lambda one: _ORDER.index(one.severity))
    rows = pd.DataFrame(
        [
            (
                (ACCEPTED if one.accepted else SEVERITY[one.severity])(language),
                one.code,
                one.employee_id,
                names.get(one.employee_id, ""),
                one.what(language),
                one.mend(language),
                str(one.place or ""),
                "muted" if one.accepted else one.severity,
            )
            for one in ranked
        ],
        columns=["severity", "code", "employee_id", "name", "fact", "remedy", "place", "look"],
    )
    columns = [
        words("severity", "程度", "Severity", language, look_from="look"),
        words("code", "代码", "Code", language),
        words("employee_id", "工号", "Employee ID", language, widest=16),
        words("name", "姓名", "Name", language, widest=16),
        words("fact", "事实", "What was found", language, widest=56),
        words("remedy", "怎样处理", "How to mend it", language, widest=48),
        words("place", "位置", "Place", language, widest=30),
    ]
    title = FINDINGS(language)
    none = Text("没有发现问题。", "Nothing was found.")(language)
    return SheetToWrite(
        title=title, heading=title, tables=[TableToWrite(columns, rows, none=none, name="perfxl_findings")]
    )
