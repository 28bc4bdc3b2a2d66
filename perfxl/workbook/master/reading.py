"""A master -> the tables that it keeps, with their places, and the findings that were made with it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.columns import Column, Sheet
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.stated import StatedTotal
from perfxl.faults import Fault
from perfxl.findings.base import Finding, Place
from perfxl.findings.consolidation import MasterEdited
from perfxl.findings.plain import finding_from_plain
from perfxl.language import Text, listed
from perfxl.workbook.intake.cells import columns_of
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.intake.places import rows_by_column
from perfxl.workbook.master.kept import digest
from perfxl.workbook.master.layout import FORMAT, HOME, KEPT, MACHINE_SHEET, PROVENANCE
from perfxl.workbook.reading.cells import typed_column
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, same_text, texts
from perfxl.workbook.reading.texts_as_typed import text_as_typed

_NEWER = Text(
    "{file} 由更新版本的 perfxl（{version}）写成，这个版本读不了，也不会改动它。请升级 perfxl。",
    "{file} was written by a newer perfxl ({version}); this one can neither read nor replace it. Upgrade perfxl.",
)
_BROKEN = Text(
    "{file} 不是完整的总表（{why}）。请从备份恢复，或删除后重新汇总。",
    "{file} is no whole master ({why}). Restore a backup, or delete it and consolidate again.",
)


@dataclass
class Master:
    """What a master keeps. digests: of its tables as perfxl wrote them; standards: of those that were sent out."""

    file: str
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    numbers: dict[tuple[str, str, str], Mapping[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stated: list[StatedTotal] = field(default_factory=list)
    standards: dict[str, str] = field(default_factory=dict)


def check_format(file: str, properties: Mapping[str, str]) -> None:
    """Raises Fault for a master of a perfxl that is newer than this one."""
    said = properties.get("perfxl.format", "0")
    if not said.isdecimal() or int(said) > FORMAT:
        version = properties.get("perfxl.version", said)
        raise Fault(Text(*(text.format(file=file, version=version) for text in _NEWER)))


def read_master(book: Book) -> Master | None:
    """What `book` keeps; None if it is no master that perfxl wrote. Raises Fault for a newer or a broken one."""
    machine = next((grid for grid in book.grids if grid.sheet == MACHINE_SHEET), None)
    if book.kind != "master" or machine is None:
        return None
    check_format(book.file, book.properties)
    try:
        return _read(book, list(_lines(machine)))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Fault(Text(*(text.format(file=book.file, why=type(error).__name__) for text in _BROKEN))) from error


def _lines(machine: Grid) -> Iterator[dict[str, Any]]:
    for row in machine.cells:
        if row and isinstance(row[0], str) and row[0].startswith("{"):
            yield json.loads(row[0])


def _read(book: Book, lines: list[dict[str, Any]]) -> Master:
    master, pieces = Master(book.file), [line for line in lines if "table" in line and line["table"] in KEPT]
    homes = _one(lines, "homes")
    digests = _one(lines, "digests")
    grids = {grid.sheet: grid for grid in book.grids}
    edited = []
    for key in dict.fromkeys(piece["table"] for piece in pieces):
        sheet = sheet_of(key)
        parts = [_piece(sheet, grids[piece["sheet"]], piece) for piece in pieces if piece["table"] == key]
        arrays = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        if digest(sheet, arrays) != digests[key]:
            edited.append(sheet.title)
        arrays |= _homes(arrays["_home_row"], homes.get(key, ["", ""]))
        master.tables[key] = pd.DataFrame(arrays, copy=False)
    for line in lines:
        if "numbers" in line:
            key, file, name, numbers = line["numbers"]
            master.numbers[key, file, name] = numbers
        elif "finding" in line:
            master.findings.append(finding_from_plain(line["finding"]))
        elif "stated" in line:
            master.stated.append(StatedTotal(**{**line["stated"], "place": Place(*line["stated"]["place"])}))
    master.standards = dict(_one(lines, "standards"))
    if edited:
        master.findings.append(MasterEdited(sheets=listed(edited), place=Place(book.file, edited[0].zh)))
    return master


def _one(lines: list[dict[str, Any]], name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [line[name] for line in lines if name in line]
    return found[0]


def _piece(sheet: Sheet, grid: Grid, said: Mapping[str, Any]) -> dict[str, Array]:
    """The arrays of one sheet, its rows counted from below its header."""
    first, count = int(said["header"]) + 1, int(said["rows"])
    last = first + count
    by_column = columns_of(grid.cells, range(first, min(last, len(grid.cells))))
    marks = _marks(grid, first, last)
    arrays: dict[str, Array] = {}
    for number, key in enumerate(said["columns"]):
        values = by_column[number] if number < len(by_column) else ()
        values = [*values, *repeat("", count - len(values))]
        if key in PROVENANCE:
            arrays[key] = _provenance(key, values)
        else:
            arrays |= _column(sheet.column(key), values, marks.get(number, _Marks()))
    arrays.setdefault("_cells", same_text("", count))
    return arrays


@dataclass
class _Marks:
    percent: set[int] = field(default_factory=set)
    uncalculated: set[int] = field(default_factory=set)
    errors: dict[int, str] = field(default_factory=dict)


def _marks(grid: Grid, first: int, last: int) -> dict[int, _Marks]:
    """By column, positions below the header of what only the file tells."""
    found: dict[int, _Marks] = {}
    for column, rows in rows_by_column(grid.facts.percent).items():
        found.setdefault(column, _Marks()).percent = _between(rows, first, last)
    for column, rows in rows_by_column(grid.facts.uncalculated).items():
        found.setdefault(column, _Marks()).uncalculated = _between(rows, first, last)
    for (row, column), error in grid.facts.errors.items():
        if first <= row < last:
            found.setdefault(column, _Marks()).errors[row - first] = error
    return found


def _between(rows: Array, first: int, last: int) -> set[int]:
    return set((rows[(rows >= first) & (rows < last)] - first).tolist())


def _column(column: Column, cells: Sequence[object], marks: _Marks) -> dict[str, Array]:
    typed = ColumnAsTyped(
        column=column, cells=cells, percent=marks.percent, errors=marks.errors, uncalculated=marks.uncalculated
    )
    return typed_column(typed).arrays


def _provenance(key: str, cells: Sequence[object]) -> Array:
    if key in ("_row", "_home_row"):
        return np.array([int(cell) if isinstance(cell, (int, float)) else 0 for cell in cells], dtype=np.int64)
    return texts([text_as_typed(cell) for cell in cells])


def _homes(rows: Array, home: list[str]) -> dict[str, Array]:
    there = rows > 0
    return {
        HOME[0]: np.where(there, home[0], "").astype(object),
        HOME[1]: np.where(there, home[1], "").astype(object),
    }
