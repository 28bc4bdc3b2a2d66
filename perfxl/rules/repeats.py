"""Rows that stand twice: the same contents count once, different contents contradict each other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.ratings import RatingRepeated, RatingsConflict
from perfxl.findings.weights_and_rules import KpiRepeated, KpisConflict
from perfxl.rules.exact import Bools, Ints


@dataclass(frozen=True)
class Repeats:
    """keep: the first row of each key. contradicts: rows of keys that stand with different contents."""

    keep: Bools
    contradicts: Bools
    findings: list[Finding]


def repeats(cycle: Cycle, table: str, rows: Ints, *, key: Ints, same: tuple[str, ...]) -> Repeats:
    """Compare rows (positions in `table`) that share `key` in the columns `same`."""
    keys = pd.Series(key)
    later = keys.duplicated().to_numpy()
    contradicts = np.zeros(len(rows), dtype=bool)
    findings: list[Finding] = []
    for number in np.unique(key[later]):
        twins = np.flatnonzero(key == number)
        lines = cycle[table].iloc[rows[twins]]
        contents = pd.DataFrame({name: _said(lines, name) for name in same})
        differ = len(contents.drop_duplicates()) > 1
        contradicts[twins] = differ
        findings += [_finding(cycle, table, int(rows[one]), int(rows[twins[0]]), differ) for one in twins[1:]]
    return Repeats(~later, contradicts, findings)


def _said(lines: pd.DataFrame, name: str) -> pd.Series:
    """A column as text; where numbers are written in different ways (4, 4.0), the number counts."""
    key, side, _ = name.partition(".text")
    if not side:
        return lines[name].astype(str)
    number = lines[key].astype(str) + lines[f"{key}.percent"].astype(str)
    return number.where(lines[key].notna(), lines[name])


def _finding(cycle: Cycle, table: str, row: int, first: int, differ: bool) -> Finding:
    line = cycle[table].iloc[row]
    other = str(cycle.place(table, first) or f"{first + 1}")
    employee_id = str(line["employee_id"])
    if table == "kpis":
        kpi = KpisConflict if differ else KpiRepeated
        return kpi(employee_id=employee_id, item=str(line["kpi"]), other=other, **cycle.at(table, row, "kpi"))
    rating = RatingsConflict if differ else RatingRepeated
    rater_id, role = str(line["rater_id"]), str(line["role"])
    at = cycle.at(table, row, "rating")
    return rating(employee_id=employee_id, item=role, rater_id=rater_id, other=other, **at)
