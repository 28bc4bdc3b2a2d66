"""Completeness: how much of the evidence is there, per person and department, and who owes what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from perfxl.cycle.choices import ROLES
from perfxl.cycle.tables import Cycle
from perfxl.rules.kpi_scores import Evidence

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores


@dataclass(frozen=True)
class Completeness:
    """overall: 0..1, the mean coverage of everybody who is appraised (exempt people apart).

    employees: employee_id, department, coverage, low, high, grade_certain, status. departments: department, coverage,
    missing (pieces). owners: owner_id ('' nobody is named), employee_id, department, what (a KPI, a goal, or the key of
    a rater's role), place; one row per piece.
    """

    overall: float
    employees: pd.DataFrame
    departments: pd.DataFrame
    owners: pd.DataFrame

    def owed(self, language: str) -> pd.DataFrame:
        """`owners` with the roles in words of `language`."""
        words = {role.key: role.title(language) for role in ROLES}
        return self.owners.assign(what=self.owners["what"].map(lambda what: words.get(what, what)))


def completeness(cycle: Cycle, scores: Scores) -> Completeness:
    """Coverage is the weight of evidence present over the weight applicable."""
    columns = ["employee_id", "department", "coverage", "low", "high", "grade_certain", "status"]
    employees = scores.people[columns].reset_index(drop=True)
    owners = _owners(cycle, scores)
    judged = employees[employees["status"] != "exempt"]
    coverage = judged.groupby("department", sort=False)["coverage"].mean()
    missing = owners.groupby("department").size().reindex(coverage.index, fill_value=0)
    departments = pd.DataFrame({"coverage": coverage, "missing": missing.astype(int)}).rename_axis("department")
    overall = float(judged["coverage"].mean()) if len(judged) else 1.0
    return Completeness(overall, employees, departments.reset_index(), owners)


def _owners(cycle: Cycle, scores: Scores) -> pd.DataFrame:
    pieces = [*_missing_kpis(cycle, scores), *_missing_goals(cycle, scores), *_owed_ratings(cycle, scores)]
    owed = pd.DataFrame(pieces, columns=["owner_id", "employee_id", "department", "what", "place"])
    return owed.sort_values(["owner_id", "department", "employee_id"], kind="stable", ignore_index=True)


def _department_of(scores: Scores) -> dict[str, str]:
    return dict(zip(scores.people["employee_id"], scores.people["department"], strict=True))


def _missing_kpis(cycle: Cycle, scores: Scores) -> list[tuple[str, str, str, str, str]]:
    lacking = np.isin(scores.kpis["evidence"], (Evidence.MISSING, Evidence.REFUSED, Evidence.ZEROED))
    department = _department_of(scores)
    owners = cycle["kpis"]["owner_id"].to_numpy(dtype=object)
    return [
        (str(owners[row]), person, department.get(person, ""), kpi, str(cycle.place("kpis", int(row), "actual") or ""))
        for row, person, kpi in scores.kpis.loc[lacking, ["row", "employee_id", "kpi"]].itertuples(index=False)
    ]


def _missing_goals(cycle: Cycle, scores: Scores) -> list[tuple[str, str, str, str, str]]:
    lacking = np.isin(scores.goals["evidence"], (Evidence.MISSING, Evidence.REFUSED))
    owners = cycle["goals"]["owner_id"].to_numpy(dtype=object)
    return [
        (str(owners[row]), "", department, goal, str(cycle.place("goals", int(row), "actual") or ""))
        for row, department, goal in scores.goals.loc[lacking, ["row", "department", "goal"]].itertuples(index=False)
    ]


def _owed_ratings(cycle: Cycle, scores: Scores) -> list[tuple[str, str, str, str, str]]:
    department = _department_of(scores)
    owed = scores.raters[scores.raters["owed"]].drop_duplicates(["employee_id", "role", "rater_id"])
    return [
        (
            rater,
            person,
            department.get(person, ""),
            role,
            str(cycle.place("ratings", int(row), "rating") or ""),
        )
        for rater, person, role, row in owed[["rater_id", "employee_id", "role", "row"]].itertuples(index=False)
    ]
