"""What stands in the standards, in plain words and numbers, so that it can be kept and compared."""

from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.language import folded
from perfxl.rules.standards import KPI_COLUMNS, SCHEME_COLUMNS, plain_columns, settings_in_force

GOAL_COLUMNS = ("goal", "weight", "rule", "target", "floor", "stretch", "cap", "parameters")
GRADE_COLUMNS = ("lower_bound", "coefficient", "quota")
DIMENSION_COLUMNS = ("weight",)
Lines = dict[str, dict[str, str]]


def content(cycle: Cycle) -> dict[str, Any]:
    """Settings, grades, schemes, department goals, and each person's schemes and KPIs; every value as text.

    `settings` by key; `grades`, `departments` and the parts of a scheme by name, each line without its blanks;
    `employees` by id: `schemes`, and `kpis` by name. Two lines of one name are told apart by `~2`, `~3`.
    """
    return {
        "settings": settings_in_force(cycle),
        "grades": _lines(cycle, "grades", "grade", GRADE_COLUMNS),
        "schemes": _schemes(cycle),
        "departments": _departments(cycle),
        "employees": _employees(cycle),
    }


def _schemes(cycle: Cycle) -> dict[str, dict[str, Lines]]:
    found: dict[str, dict[str, Lines]] = {}
    names: dict[str, str] = {}
    for table, key, columns in (
        ("schemes", "component", SCHEME_COLUMNS[1:]),
        ("dimensions", "dimension", DIMENSION_COLUMNS),
    ):
        for scheme, name, line in _rows(cycle, table, "scheme", key, columns):
            known = names.setdefault(folded(scheme), scheme)
            if known:
                own = found.setdefault(known, {"components": {}, "dimensions": {}})
                _add(own["components" if table == "schemes" else "dimensions"], name, line)
    return found


def _departments(cycle: Cycle) -> dict[str, Lines]:
    """The goals of departments that are weighed; the others score nobody."""
    found: dict[str, Lines] = {}
    levels = cycle["goals"]["level"].tolist()
    rows = _rows(cycle, "goals", "department", "goal_id", GOAL_COLUMNS)
    for level, (department, goal_id, line) in zip(levels, rows, strict=True):
        if level == "department" and "weight" in line:
            _add(found.setdefault(department, {}), goal_id, line)
    return found


def _employees(cycle: Cycle) -> dict[str, dict[str, Any]]:
    moved: dict[str, list[str]] = {}
    for person, scheme in zip(cycle["assignments"]["employee_id"], cycle["assignments"]["scheme"], strict=True):
        moved.setdefault(person, []).append(scheme)
    roster = cycle["employees"]
    found: dict[str, dict[str, Any]] = {
        person: {"schemes": moved.get(person, [scheme] if scheme else []), "kpis": {}}
        for person, scheme in zip(roster["employee_id"], roster["scheme"], strict=True)
    }
    for person, kpi, line in _rows(cycle, "kpis", "employee_id", "kpi", KPI_COLUMNS[1:]):
        if person in found:
            _add(found[person]["kpis"], kpi, line)
    return found


def _lines(cycle: Cycle, table: str, key: str, columns: tuple[str, ...]) -> Lines:
    found: Lines = {}
    for _, name, line in _rows(cycle, table, key, key, columns):
        _add(found, name, line)
    return found


def _rows(
    cycle: Cycle, table: str, owner: str, key: str, columns: tuple[str, ...]
) -> list[tuple[str, str, dict[str, str]]]:
    """Owner, name and what is given of each row of a table."""
    rows = cycle[table]
    values = plain_columns(rows, columns)
    lines = [{key: value for key, value in zip(columns, row, strict=True) if value} for row in values]
    return list(zip(rows[owner].tolist(), rows[key].tolist(), lines, strict=True))


def _add(lines: Lines, name: str, line: dict[str, str]) -> None:
    number, free = 1, name
    while free in lines:
        number += 1
        free = f"{name}~{number}"
    lines[free] = line
