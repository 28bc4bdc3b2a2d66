"""Fingerprints of the standards: what was published can be told from what is in force (DESIGN.md section 4.10)."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.language import folded, plain_number

SCHEME_COLUMNS = (
    "component",
    "weight",
    "missing_policy",
    "min_raters",
    "scale_min",
    "scale_max",
    "scale_points",
    "scale_labels",
)
KPI_COLUMNS = ("kpi", "weight", "rule", "target", "floor", "stretch", "cap", "parameters", "assignment_from")
SETTINGS = ("rounding_digits", "extra_cap_each", "extra_cap_total", "deduct_cap_total", "veto_grade", "coverage_floor")
UNLESS = {"rater_correction": "beside"}  # settings that are standards only where they say something else


@dataclass(frozen=True)
class Standards:
    """SHA-256 (64 hex) over canonical JSON: `all` of the cycle, `schemes` by name, `employees` by id."""

    all: str
    schemes: dict[str, str]
    employees: dict[str, str]


def standards(cycle: Cycle) -> Standards:
    """Fingerprint schemes (with dimensions, grades, policies) and persons (KPI weights, rules, targets)."""
    grades = _rows(cycle["grades"], ("grade", "lower_bound", "coefficient"))
    settings = settings_in_force(cycle)
    schemes: dict[str, str] = {}
    for name in sorted(set(cycle["schemes"]["scheme"]) - {""}):
        own = cycle["schemes"][cycle["schemes"]["scheme"].map(folded) == folded(name)]
        dimensions = cycle["dimensions"][cycle["dimensions"]["scheme"].map(folded) == folded(name)]
        parts = _rows(own, SCHEME_COLUMNS), _rows(dimensions, ("dimension", "weight"))
        schemes[name] = _fingerprint([*parts, grades, settings])
    employees = _employees(cycle, schemes)
    return Standards(_fingerprint([schemes, employees]), schemes, employees)


def short(fingerprint: str) -> str:
    """The first 12 hex digits in groups of four: `1a2b 3c4d 5e6f`."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 12, 4))


def plain_columns(table: pd.DataFrame, columns: tuple[str, ...]) -> list[list[str]]:
    """The values of `columns` as text, row by row; quantities with their percent sign, words as they stand."""
    return _rows(table, columns, keep=True)


def plain_setting(value: object) -> str:
    """A setting as text; '' for none."""
    return _plain(value)


def settings_in_force(cycle: Cycle) -> dict[str, str]:
    """The settings that are standards, as text; '' for none."""
    given = {key: getattr(cycle.settings, key) for key in (*SETTINGS, *UNLESS)}
    return {key: _plain(value) for key, value in given.items() if key in SETTINGS or value != UNLESS[key]}


def _employees(cycle: Cycle, schemes: dict[str, str]) -> dict[str, str]:
    kpis: dict[str, list[list[str]]] = {}
    for person, row in zip(cycle["kpis"]["employee_id"], _rows(cycle["kpis"], KPI_COLUMNS, keep=True), strict=True):
        kpis.setdefault(person, []).append(row)
    moved: dict[str, list[str]] = {}
    for person, scheme in zip(cycle["assignments"]["employee_id"], cycle["assignments"]["scheme"], strict=True):
        moved.setdefault(person, []).append(scheme)
    only = next(iter(schemes)) if len(set(map(folded, schemes))) == 1 else ""
    by_name = {folded(name): fingerprint for name, fingerprint in schemes.items()}
    roster = cycle["employees"]
    found: dict[str, str] = {}
    for person, scheme in zip(roster["employee_id"], roster["scheme"], strict=True):
        names = sorted(map(folded, moved.get(person, [scheme or only])))
        found[person] = _fingerprint([[by_name.get(name, "") for name in names], sorted(kpis.get(person, []))])
    return found


def _rows(table: pd.DataFrame, columns: tuple[str, ...], *, keep: bool = False) -> list[list[str]]:
    lists = [_column(table, column) for column in columns]
    rows = [list(row) for row in zip(*lists, strict=True)]
    return rows if keep else sorted(rows)


def _column(table: pd.DataFrame, column: str) -> list[str]:
    """The values of a column as text; quantities with their percent sign, words as they stand."""
    values = [_plain(value) for value in table[column].tolist()]
    if f"{column}.percent" not in table:
        return values
    percent, words = table[f"{column}.percent"].tolist(), table[f"{column}.text"].tolist()
    return [value + "%" * sign if value else word for value, sign, word in zip(values, percent, words, strict=True)]


def _plain(value: object) -> str:
    if type(value) is str:
        return value
    if type(value) is float:  # by far the most
        return "" if math.isnan(value) else _plain_number(value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return plain_number(float(value))
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


_plain_number = lru_cache(maxsize=65_536)(plain_number)  # weights and targets repeat


def _fingerprint(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
