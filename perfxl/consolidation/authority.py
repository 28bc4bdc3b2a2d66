"""Which rows of a return may count: who may speak about whom. The others are left, each with its reason."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perfxl.consolidation.company import Company
from perfxl.consolidation.gathering import Columns, Gathered, Source, name_beside
from perfxl.consolidation.values import said
from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column
from perfxl.findings.base import Finding, Target
from perfxl.findings.consolidation import IdRetyped, NotTheirs, OtherDepartment
from perfxl.findings.workbook_cells import EmployeeUnknown, RequiredBlank
from perfxl.language import Text
from perfxl.workbook.reading.columns_as_typed import Array, names_of

_RATER_ONLY = Text("评价人的表只能填本人的评价和本人的额外工作", "a rater's workbook holds that person's own ratings and claims only")
_MANAGERS_ONLY = Text("部门的表只能填本部门经理的评价", "a department's workbook holds its managers' ratings only")
_RATER_APPROVES = Text("加减分的批准不由申报人填写", "a claim is not approved by the person who makes it")


@dataclass(frozen=True)
class Refusal:
    """Rows that do not count, and the finding that says why; None for spare rows of a form that nobody has used."""

    rows: Array
    finding: Finding | None


def refusals(together: Gathered, company: Company) -> list[Refusal]:
    """Every row that may not count, each in one refusal."""
    open_rows = np.ones(len(together), dtype=bool)
    found: list[Refusal] = []
    for one in [*_spare(together), *_nameless(together), *_strangers(together, company), *_not_theirs(together, company)]:
        rows = one.rows[open_rows[one.rows]]
        if len(rows):
            open_rows[rows] = False
            found.append(Refusal(rows, one.finding))
    return found


def other_departments(together: Gathered, company: Company, taken: Array) -> Iterator[Finding]:
    """One finding for each person who stands in a return of a department that is not theirs."""
    if "employee_id" not in together.arrays:
        return
    ids = together.arrays["employee_id"]
    for number, source in enumerate(together.sources):
        if not source.department or source.rater:
            continue
        rows = np.flatnonzero((together.source == number) & taken)
        counts = Counter(ids[rows].tolist())
        for person in sorted(one for one in counts if not company.works_in(one, source.department)):
            first = int(rows[np.flatnonzero(ids[rows] == person)[0]])
            yield OtherDepartment(
                employee_id=person,
                theirs=company.department_of(person),
                ours=source.department,
                rows=counts[person],
                place=together.place(first, "employee_id"),
                target=Target(together.sheet.key, first, "employee_id"),
            )


def _spare(together: Gathered) -> Iterator[Refusal]:
    """Rows of a form in which stand only formulas that wait for somebody to type."""
    asked = np.array([source.asked for source in together.sources])[together.source]
    typed = [said(column, together.arrays) & _readable(column, together.arrays) for column in together.sheet.columns]
    yield Refusal(np.flatnonzero(asked & ~np.logical_or.reduce(typed)), None)


def _readable(column: Column, arrays: Columns) -> Array:
    status = arrays.get(f"{column.key}.status")
    return np.ones(len(arrays["_row"]), dtype=bool) if status is None else np.asarray(status != CellStatus.UNREADABLE)


def _nameless(together: Gathered) -> Iterator[Refusal]:
    """Rows whose first key column is blank."""
    column = next(one for one in together.sheet.columns if one.required)
    for row in np.flatnonzero(together.arrays[column.key] == "").tolist():
        yield Refusal(np.array([row]), RequiredBlank(place=together.place(row, column.key), **names_of(column)))


def _strangers(together: Gathered, company: Company) -> Iterator[Refusal]:
    if company.roster is None or "employee_id" not in together.arrays:
        return
    ids = together.arrays["employee_id"]
    for typed in sorted(company.roster.strangers(ids.tolist())):
        rows = np.flatnonzero(ids == typed)
        for number in np.unique(together.source[rows]).tolist():
            own = rows[together.source[rows] == number]
            yield Refusal(own, _stranger(together, company, typed, int(own[0])))


def _stranger(together: Gathered, company: Company, typed: str, row: int) -> Finding:
    place = together.place(row, "employee_id")
    department = together.sources[int(together.source[row])].department
    likely = company.named(name_beside(together, row), department=department)
    if likely:
        return IdRetyped(typed=typed, likely=likely, name=company.names[likely], employee_id=typed, place=place)
    return EmployeeUnknown(typed=typed, employee_id=typed, place=place)


def _not_theirs(together: Gathered, company: Company) -> Iterator[Refusal]:
    for number, source in enumerate(together.sources):
        mine = together.source == number
        for wrong, why in _wrong(together, source, company, mine):
            rows = np.flatnonzero(wrong)
            if len(rows):
                first = together.place(int(rows[0]))
                yield Refusal(rows, NotTheirs(why=why, rows=len(rows), place=first))


def _wrong(together: Gathered, source: Source, company: Company, mine: Array) -> Iterator[tuple[Array, Text]]:
    arrays, key = together.arrays, together.sheet.key
    if source.rater and key == "ratings":
        yield mine & (arrays["rater_id"] != source.rater), _RATER_ONLY
    elif source.rater and "employee_id" in arrays:
        yield mine & (arrays["employee_id"] != source.rater), _RATER_ONLY
        if key == "adjustments":
            yield mine & ((arrays["approver_id"] != "") | ~np.isnan(arrays["approved_points"])), _RATER_APPROVES
            yield mine & (arrays["kind"] != "extra"), _RATER_ONLY
    elif source.read.kind == "return" and key == "ratings":
        yield mine & (arrays["role"] != "manager"), _MANAGERS_ONLY
