"""One grid -> one typed table of the cycle, with a place for every row and findings for what is wrong in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.findings.base import Finding, Target
from perfxl.findings.workbook_cells import EmployeeTwice, IdLostDigits
from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.cells import columns_of
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.intake.places import rows_by_column
from perfxl.workbook.reading.cells import typed_column
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, Remark, same_text
from perfxl.workbook.reading.headers import Header, find_header
from perfxl.workbook.reading.identifiers import Roster, identifier
from perfxl.workbook.reading.origins import place_columns
from perfxl.workbook.reading.references import PEOPLE, differing_names, linked
from perfxl.workbook.reading.rows import Rows, data_rows
from perfxl.workbook.reading.sheet_remarks import header_findings, missing_findings, place_in, row_findings

if TYPE_CHECKING:
    import pandas as pd

ITEMS = {"kpis": "kpi", "goals": "goal_id", "ratings": "rater_id", "adjustments": "item", "schemes": "scheme"}
ITEMS |= {"dimensions": "dimension", "grades": "grade", "assignments": "scheme", "appeals": "appeal_id"}
"""For each sheet, the column that a finding's `item` names."""

WEIGHED_WITHIN = {"kpis": ("employee_id", "assignment_from"), "schemes": ("scheme",), "dimensions": ("scheme",)}
WEIGHED_WITHIN |= {"goals": ("level", "department")}
"""For each sheet, the columns within whose equal values weights add up to 100 %."""


@dataclass(frozen=True)
class TableRead:
    """arrays: the declared columns, side columns and place columns of the sheet; columns: key -> zero-based number in
    the grid; findings carry their place and target, whose row is the position in the arrays. names: what stands in the
    column of names beside the ids, if there is one."""

    arrays: Mapping[str, Array]
    columns: Mapping[str, int]
    findings: list[Finding]
    names: Sequence[object] = ()

    def table(self) -> "pd.DataFrame":
        """The table as a DataFrame with a RangeIndex."""
        import pandas as pd  # noqa: PLC0415 - a process that only reads files needs no tables

        return pd.DataFrame(dict(self.arrays), copy=False)


@dataclass
class _Reading:
    """One grid while it is read; positions count the data rows. By column: cells, percent and uncalculated positions,
    and errors by position."""

    grid: Grid
    sheet: Sheet
    header: Header
    rows: Rows
    roster: Roster | None
    date1904: bool
    cells: Sequence[Sequence[object]]
    percent: Mapping[int, frozenset[int]]
    uncalculated: Mapping[int, frozenset[int]]
    errors: Mapping[int, Mapping[int, str]]
    arrays: dict[str, Array] = field(default_factory=dict)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)


def read_table(grid: Grid, sheet: Sheet, *, roster: Roster | None = None, date1904: bool = False) -> TableRead | None:
    """Read the table of `sheet` from `grid`; ids are compared with `roster` (the roster sheet is its own).

    None if the grid is empty. A required column that is missing is one finding, and blank in every row.
    """
    if not _has_content(grid):
        return None
    header = find_header(grid, sheet)
    if header is None:
        return TableRead(_arrays_without_rows(grid, sheet), {}, missing_findings(grid, None, sheet))
    rows = data_rows(grid, header, sheet)
    doubles = _dropped_doubles(grid, header, rows) if sheet.key == "employees" else []
    reading = _reading(grid, sheet, header, rows=rows, roster=roster, date1904=date1904)
    for column in _in_order(sheet):
        _read_column(reading, column)
    _check_names(reading)
    findings = [
        *missing_findings(grid, header, sheet),
        *header_findings(grid, header, sheet),
        *row_findings(grid, rows),
    ]
    names = () if header.names is None else _cells(reading, header.names)
    return TableRead(_arrays(reading), header.columns, [*findings, *doubles, *_placed(reading)], names)


def _reading(
    grid: Grid, sheet: Sheet, header: Header, *, rows: Rows, roster: Roster | None, date1904: bool
) -> _Reading:
    facts = grid.facts
    errors: dict[int, dict[int, str]] = {}
    positions = {row: position for position, row in enumerate(rows.data)} if facts.errors else {}
    for (row, number), error in facts.errors.items():
        if row in positions:
            errors.setdefault(number, {})[positions[row]] = error
    percent, uncalculated = (_by_column(cells, rows.data) for cells in (facts.percent, facts.uncalculated))
    return _Reading(
        grid, sheet, header, rows, roster, date1904, columns_of(grid.cells, rows.data), percent, uncalculated, errors
    )


def _by_column(cells: Set[Position], rows: Sequence[int]) -> dict[int, frozenset[int]]:
    """For each column, the positions in `rows` of those cells."""
    found = {number: np.isin(rows, there) for number, there in rows_by_column(cells).items()}
    return {number: frozenset(np.flatnonzero(is_there).tolist()) for number, is_there in found.items()}


def roster_of(employees: Mapping[str, Array]) -> Roster:
    """The roster as other sheets refer to it."""
    return Roster(dict(zip(employees["employee_id"].tolist(), employees["name"].tolist(), strict=True)))


def _has_content(grid: Grid) -> bool:
    return bool(grid.facts.errors) or any(cell not in ("", None) for row in grid.cells for cell in row)


def _in_order(sheet: Sheet) -> list[Column]:
    """Ids and choices first, because the rest refers to whose row it is; weights last, because they need groups."""
    rank = {Kind.CHOICE: 0, Kind.ID: 1, Kind.PERCENT: 3}
    return sorted(sheet.columns, key=lambda column: rank.get(column.kind, 2))


def _read_column(reading: _Reading, column: Column) -> None:
    typed = _as_typed(reading, column)
    read = typed_column(typed)
    reading.arrays.update(read.arrays)
    reading.remarks += [(column.key, remark) for remark in read.remarks]
    if column.kind is Kind.ID and column.key in PEOPLE:
        _link(reading, column, read.remarks)


def _as_typed(reading: _Reading, column: Column) -> ColumnAsTyped:
    number = reading.header.columns.get(column.key)
    if number is None:
        absent = [""] * len(reading.rows.data)
        return ColumnAsTyped(column=replace(column, required=False), cells=absent)
    percent = reading.percent.get(number, frozenset())
    certain = len(percent) == len(reading.rows.data)  # then no group has to tell what a weight means
    return ColumnAsTyped(
        column=column,
        cells=_cells(reading, number),
        percent=percent,
        errors=reading.errors.get(number, {}),
        uncalculated=reading.uncalculated.get(number, frozenset()),
        date1904=reading.date1904,
        units=_units(reading) if column.kind in (Kind.QUANTITY, Kind.NUMBER) else (),
        groups=_groups(reading) if column.kind is Kind.PERCENT and not certain else (),
    )


def _cells(reading: _Reading, number: int) -> Sequence[object]:
    column, filled = reading.cells[number], reading.rows.filled
    if not filled:
        return column
    return [filled.get((row, number), cell) for row, cell in zip(reading.rows.data, column, strict=True)]


def _units(reading: _Reading) -> Sequence[object]:
    number = reading.header.columns.get("unit")
    return () if number is None else _cells(reading, number)


def _groups(reading: _Reading) -> Sequence[tuple[str, ...]]:
    keys = WEIGHED_WITHIN.get(reading.sheet.key, ())
    columns = [_group_texts(reading.arrays[key]) for key in keys]
    return list(zip(*columns, strict=True)) if columns else ()


def _group_texts(values: Array) -> list[str]:
    if values.dtype.kind != "M":
        return [str(value) for value in values.tolist()]
    return ["" if text == "NaT" else text for text in np.datetime_as_string(values, unit="D").tolist()]


def _link(reading: _Reading, column: Column, remarks: Sequence[Remark]) -> None:
    own = reading.sheet.key == "employees"
    if own and column.key == "employee_id":
        names = reading.header.columns.get("name")
        shown = _cells(reading, names) if names is not None else [""] * len(reading.rows.data)
        reading.roster = Roster(dict(zip(reading.arrays["employee_id"].tolist(), map(str, shown), strict=True)))
    elif reading.roster is not None:
        outsiders = np.flatnonzero(reading.arrays["role"] == "customer").tolist() if column.key == "rater_id" else ()
        silent = [remark.position for remark in remarks if isinstance(remark.finding, IdLostDigits)]
        ids = reading.arrays[column.key]
        linked_ids, found = linked(column, ids, roster=reading.roster, outsiders=outsiders, silent=silent)
        reading.arrays[column.key] = linked_ids
        reading.remarks += [(column.key, remark) for remark in found]


def _check_names(reading: _Reading) -> None:
    number = reading.header.names
    if number is None or reading.roster is None or "employee_id" not in reading.arrays:
        return
    found = differing_names(reading.arrays["employee_id"], _cells(reading, number), roster=reading.roster)
    reading.remarks += [("employee_id", remark) for remark in found]


def _dropped_doubles(grid: Grid, header: Header, rows: Rows) -> list[Finding]:
    """Take rows that repeat an id out of the roster; their findings name both places."""
    number = header.columns.get("employee_id")
    if number is None:
        return []
    first: dict[str, int] = {}
    kept: list[int] = []
    doubles: list[Finding] = []
    for row in rows.data:
        employee_id = identifier(rows.filled.get((row, number), grid.cells[row][number]))
        if employee_id in first:
            where = str(place_in(grid, first[employee_id], number))
            target = Target("employees", kept.index(first[employee_id]), "employee_id")
            found = EmployeeTwice(
                first=where, employee_id=employee_id, place=place_in(grid, row, number), target=target
            )
            doubles.append(found)
            continue
        if employee_id:
            first[employee_id] = row
        kept.append(row)
    rows.data[:] = kept
    return doubles


def _placed(reading: _Reading) -> list[Finding]:
    """The remarks as findings with place, target, employee and item."""
    grid, header, sheet = reading.grid, reading.header, reading.sheet
    ids, items = reading.arrays.get("employee_id"), reading.arrays.get(ITEMS.get(sheet.key, ""))
    return [
        replace(
            remark.finding,
            place=place_in(grid, reading.rows.data[remark.position], header.columns[key]),
            target=Target(sheet.key, remark.position, key),
            employee_id="" if ids is None else str(ids[remark.position]),
            item="" if items is None else str(items[remark.position]),
        )
        for key, remark in reading.remarks
    ]


def _arrays(reading: _Reading) -> dict[str, Array]:
    """The columns in declared order, then the place columns."""
    by_column = defaultdict(list)
    for name in reading.arrays:
        by_column[name.partition(".")[0]].append(name)
    arrays = {name: reading.arrays[name] for column in reading.sheet.columns for name in by_column[column.key]}
    return arrays | _place_columns(reading.grid, reading.rows.data, reading.header.columns)


def _place_columns(grid: Grid, rows: Sequence[int], columns: Mapping[str, int]) -> dict[str, Array]:
    if grid.origins:
        return place_columns(grid, rows, columns)
    file, sheet, cells = (same_text(text, len(rows)) for text in (grid.file, grid.sheet, ""))
    return {"_file": file, "_sheet": sheet, "_row": np.array(rows, dtype=np.int64) + 1, "_cells": cells}


def _arrays_without_rows(grid: Grid, sheet: Sheet) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for column in sheet.columns:
        arrays.update(typed_column(ColumnAsTyped(column=column, cells=[])).arrays)
    return arrays | _place_columns(grid, [], {})
