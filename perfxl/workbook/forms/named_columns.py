"""Sheets, columns and fields as a mapping file names them, in any language, turned into keys."""

from typing import Any

from perfxl.cycle.columns import Sheet, header_key
from perfxl.cycle.sheets import TABLES, sheet_named
from perfxl.language import folded
from perfxl.workbook.forms.sources import wrong
from perfxl.workbook.reading.headers import NAME_HEADERS, column_named

NAME = "name"
"""The column of names that may stand beside the ids on every sheet about people; it is compared with the roster."""

_OF_OUTPUT = ("once", "filled")
_ASKED_FIRST = ("employees", "ratings", "kpis")


def field_key(name: str) -> str:
    """How a field is called within: the key of the column that it names in any language, else the name folded."""
    asked = sorted(TABLES, key=lambda sheet: sheet.key not in _ASKED_FIRST)
    return next(filter(None, (column_named(name, sheet) for sheet in asked)), folded(name))


def outputs_of(name: str, said: Any) -> dict[str, dict[str, Any]]:
    """What a section of a table in a mapping file says: the rows for the sheet called `name`, as Output takes them, by the
    sheet's key, numbered where there are several."""
    sheet = sheet_named(name)
    if sheet is None or sheet.key_value:
        known = [one.key for one in TABLES]
        raise wrong(
            f"没有“{name}”这一项，也没有这张表；表有 {'、'.join(known)}",
            f"there is no {name}, nor such a sheet; the sheets are {', '.join(known)}",
        )
    if not isinstance(said, list):
        return {sheet.key: _output(sheet, said)}
    return {f"{sheet.key}[{number}]": _output(sheet, one) for number, one in enumerate(said, start=1)}


def names_people(sheet: Sheet) -> bool:
    """True for a sheet whose rows are about employees."""
    return any(column.key == "employee_id" and column.required for column in sheet.columns)


def _output(sheet: Sheet, said: Any) -> dict[str, Any]:
    if not isinstance(said, dict) or not said:
        raise wrong(f"[{sheet.key}] 应是一节，每列一行", f"[{sheet.key}] is a table with one line a column")
    columns: dict[str, Any] = {}
    for name, source in said.items():
        if name in _OF_OUTPUT:
            continue
        key = _column_key(sheet, name)
        if key in columns:
            raise wrong(f"“{name}”和前面的一行是同一列", f"{name} is the column of a line above")
        columns[key] = source
    return {"sheet": sheet.key, "columns": columns, **_chosen(sheet, said, columns)}


def _chosen(sheet: Sheet, said: dict[str, Any], columns: dict[str, Any]) -> dict[str, str]:
    """The columns that `once` and `filled` name."""
    chosen = {}
    for word in _OF_OUTPUT:
        if word in said:
            chosen[word] = _column_key(sheet, said[word])
            if chosen[word] not in columns:
                raise wrong(f"{word} 的“{said[word]}”不在这一节的列中", f"{word} names {said[word]}, no column here")
    return chosen


def _column_key(sheet: Sheet, name: object) -> str:
    key = column_named(name, sheet) if isinstance(name, str) else ""
    if not key and isinstance(name, str) and names_people(sheet) and header_key(name) in NAME_HEADERS:
        return NAME
    if not key:
        known = ", ".join(column.key for column in sheet.columns)
        raise wrong(
            f"“{sheet.title.zh}”没有“{name}”这一列；列有 {known}", f"{sheet.title.en} has no {name}; it has {known}"
        )
    return key
