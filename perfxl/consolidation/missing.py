"""What is still missing after all returns, by who has to supply it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perfxl.consolidation.assembly import Assembled
from perfxl.consolidation.company import Company
from perfxl.cycle.choices import ROLES, title_of
from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.language import Text
from perfxl.workbook.reading.columns_as_typed import Array


@dataclass(frozen=True)
class Missing:
    """One piece. table: key of its sheet. owner: the id of who supplies it, '' if nobody is named; then the department does."""

    table: str
    owner: str
    department: str
    employee_id: str
    what: Text
    place: str


def missing_pieces(cycle: Cycle, assembled: Assembled) -> list[Missing]:
    """Actuals without reason and ratings that are owed, of everybody who is appraised, in order of owner."""
    pieces = [*_actuals(cycle, assembled, "kpis"), *_actuals(cycle, assembled, "goals"), *_ratings(cycle, assembled)]
    return sorted(pieces, key=lambda one: (one.owner, one.department, one.employee_id))


def _without(key: str, arrays: dict[str, Array]) -> Array:
    """Rows whose value says nothing that counts."""
    status = arrays[f"{key}.status"]
    return np.asarray((status != CellStatus.GIVEN) & (status != CellStatus.WORDS))


def _appraised(ids: Array, company: Company) -> Array:
    known = set(company.people.appraised)
    return np.fromiter((one in known for one in ids.tolist()), dtype=bool, count=len(ids))


def _actuals(cycle: Cycle, assembled: Assembled, key: str) -> Iterator[Missing]:
    arrays, company = dict(assembled.content.tables[key]), assembled.company
    lacking = _without("actual", arrays)
    if key == "kpis":
        lacking &= (arrays["not_applicable_reason"] == "") & _appraised(arrays["employee_id"], company)
    else:
        lacking &= (arrays["level"] == "department") & (arrays["rule"] != "")
    for row in np.flatnonzero(lacking).tolist():
        person = str(arrays["employee_id"][row]) if key == "kpis" else ""
        department = company.department_of(person) if person else str(arrays["department"][row])
        name = str(arrays["kpi" if key == "kpis" else "goal"][row])
        place = str(cycle.place(key, row, "actual") or "")
        yield Missing(key, str(arrays["owner_id"][row]), department, person, Text(name, name), place)


def _ratings(cycle: Cycle, assembled: Assembled) -> Iterator[Missing]:
    arrays, company = dict(assembled.content.tables["ratings"]), assembled.company
    lacking = _without("rating", arrays) & (arrays["recused_reason"] == "") & (arrays["rater_id"] != "")
    lacking &= _appraised(arrays["employee_id"], company)
    seen: set[tuple[str, str, str]] = set()
    for row in np.flatnonzero(lacking).tolist():
        rater, person, role = (str(arrays[name][row]) for name in ("rater_id", "employee_id", "role"))
        if (rater, person, role) in seen:
            continue
        seen.add((rater, person, role))
        what = Text(title_of(role, ROLES, "zh"), title_of(role, ROLES, "en"))
        yield Missing("ratings", rater, company.department_of(person), person, what, str(cycle.place("ratings", row, "rating") or ""))
