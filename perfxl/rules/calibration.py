"""Calibration: recorded decisions on grades. Nothing changes without who, when and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.calibration import (
    CalibratedAgain,
    CalibratedOneself,
    CalibratedWithoutScore,
    CalibrationsContradict,
)
from perfxl.findings.scores import CalibrationGradeUnknown, CalibrationUndecided
from perfxl.language import Text, folded, listed
from perfxl.rules.exact import Bools, Ints
from perfxl.rules.grades import Grades
from perfxl.rules.roster import Roster

_EXEMPT = Text("不参加考核", "is exempt from the appraisal")
_HELD = Text("暂缓计分", "is held")


@dataclass(frozen=True)
class Calibrations:
    """For each person the grade number that was decided (-1: none) and the row of the sheet that says so (-1: none)."""

    grade: Ints
    row: Ints
    findings: list[Finding]


def calibrations(cycle: Cycle, people: Roster, bands: Grades) -> Calibrations:
    """What was decided for each person. Of several decisions the latest day's counts; two of one day must agree."""
    table = cycle["calibration"]
    findings: list[Finding] = []
    decided: defaultdict[int, list[int]] = defaultdict(list)
    for row, person in enumerate(people.index.get_indexer(pd.Index(table["employee_id"].to_numpy(dtype=object)))):
        wrong = None if person < 0 else _unusable(cycle, row, bands)
        if wrong is not None:
            findings.append(wrong)
        elif person >= 0:
            decided[int(person)].append(row)
    nobody = np.full(len(people.ids), -1, dtype=np.int64)
    found = Calibrations(nobody, nobody.copy(), findings)
    for person, rows in decided.items():
        last = _last(cycle, rows, bands, findings)
        findings += _by_oneself(cycle, people, person, rows)
        if people.exempt[person]:
            findings.append(_without_score(cycle, rows[-1], _EXEMPT))
        elif last is not None:
            found.grade[person], found.row[person] = _grade(cycle, last, bands), last
    return found


def calibrated(earned: Ints, decided: Ints) -> Ints:
    """Grade numbers after calibration; whoever has earned no grade has none."""
    return np.where((earned >= 0) & (decided >= 0), decided, earned)


def calibrated_in_vain(cycle: Cycle, found: Calibrations, held: Bools) -> list[Finding]:
    """Decisions about people who have no score."""
    return [_without_score(cycle, int(row), _HELD) for row in found.row[held & (found.row >= 0)]]


def decided_rows(cycle: Cycle, people: Roster, bands: Grades, found: Calibrations) -> pd.DataFrame:
    """One row per person with a decision that counts: employee_id, row, grade, reason, decided_by, decided_on."""
    persons = np.flatnonzero(found.row >= 0)
    rows = found.row[persons]
    table = cycle["calibration"].iloc[rows][["reason", "decided_by", "decided_on"]].reset_index(drop=True)
    table.insert(0, "employee_id", people.ids[persons])
    table.insert(1, "row", rows)
    table.insert(2, "grade", bands.named(found.grade[persons]))
    return table


def told(decisions: pd.DataFrame) -> dict[str, Text]:
    """For each employee id with a decision that counts (see decided_rows): the grade, why, by whom and when."""
    return {
        line.employee_id: Text(
            f"校准为 {line.grade}：{line.reason}（{line.decided_by}，{line.decided_on.date()}）",
            f"calibrated to {line.grade}: {line.reason} ({line.decided_by}, {line.decided_on.date()})",
        )
        for line in decisions.itertuples()
    }


def _grade(cycle: Cycle, row: int, bands: Grades) -> int:
    return bands.position(str(cycle["calibration"]["proposed_grade"].iloc[row]))


def _unusable(cycle: Cycle, row: int, bands: Grades) -> Finding | None:
    """What keeps a row from being a decision."""
    line = cycle["calibration"].iloc[row]
    employee_id, grade = str(line["employee_id"]), str(line["proposed_grade"])
    if bands.position(grade) < 0:
        at = cycle.at("calibration", row, "proposed_grade")
        return CalibrationGradeUnknown(employee_id=employee_id, grade=grade, **at)
    if not (line["reason"] and line["decided_by"]) or pd.isna(line["decided_on"]):
        return CalibrationUndecided(employee_id=employee_id, grade=grade, **cycle.at("calibration", row, "decided_by"))
    return None


def _last(cycle: Cycle, rows: Sequence[int], bands: Grades, findings: list[Finding]) -> int | None:
    """The row that counts; None where one day's decisions contradict each other."""
    table = cycle["calibration"]
    if len(rows) == 1:
        return rows[0]
    days = table["decided_on"].iloc[list(rows)]
    latest = [row for row, day in zip(rows, days, strict=True) if day == days.max()]
    last, on = latest[-1], str(days.max().date())
    employee_id, grade = (str(table[key].iloc[last]) for key in ("employee_id", "proposed_grade"))
    at = cycle.at("calibration", last, "proposed_grade")
    if len({_grade(cycle, row, bands) for row in latest}) > 1:
        grades = listed(str(table["proposed_grade"].iloc[row]) for row in latest)
        findings.append(CalibrationsContradict(employee_id=employee_id, decided_on=on, grades=grades, **at))
        return None
    findings.append(CalibratedAgain(employee_id=employee_id, count=len(rows), grade=grade, decided_on=on, **at))
    return last


def _by_oneself(cycle: Cycle, people: Roster, person: int, rows: Sequence[int]) -> list[Finding]:
    table, employee_id = cycle["calibration"], str(people.ids[person])
    own = {folded(employee_id), folded(str(people.table["name"].iloc[person]))}
    return [
        CalibratedOneself(
            employee_id=employee_id,
            grade=str(table["proposed_grade"].iloc[row]),
            **cycle.at("calibration", row, "decided_by"),
        )
        for row in rows
        if folded(str(table["decided_by"].iloc[row])) in own
    ]


def _without_score(cycle: Cycle, row: int, why: Text) -> Finding:
    line = cycle["calibration"].iloc[row]
    return CalibratedWithoutScore(
        employee_id=str(line["employee_id"]),
        grade=str(line["proposed_grade"]),
        why=why,
        **cycle.at("calibration", row, "proposed_grade"),
    )
