"""Calibration: recorded decisions on grades. Nothing changes without who, when and why."""

import numpy as np

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.scores import CalibrationGradeUnknown, CalibrationUndecided
from perfxl.rules.exact import Ints
from perfxl.rules.grades import Grades
from perfxl.rules.roster import Roster


def calibrations(cycle: Cycle, people: Roster, bands: Grades) -> tuple[Ints, list[Finding]]:
    """The grade number that each person's last decided row proposes (-1: none), and what is wrong with the rows."""
    table = cycle["calibration"]
    proposed = np.full(len(people.ids), -1, dtype=np.int64)
    findings: list[Finding] = []
    for row, person in enumerate(people.code(table["employee_id"])):
        if person < 0:
            continue
        line = table.iloc[row]
        grade = str(line["proposed_grade"])
        employee_id = str(line["employee_id"])
        number = bands.position(grade)
        if number < 0:
            findings.append(
                CalibrationGradeUnknown(
                    employee_id=employee_id, grade=grade, **cycle.at("calibration", row, "proposed_grade")
                )
            )
        elif not (line["reason"] and line["decided_by"]) or line.isna()["decided_on"]:
            findings.append(
                CalibrationUndecided(employee_id=employee_id, grade=grade, **cycle.at("calibration", row, "decided_by"))
            )
        else:
            proposed[person] = number
    return proposed, findings


def calibrated(earned: Ints, proposed: Ints) -> Ints:
    """Grade numbers after calibration; whoever has earned no grade has none."""
    return np.where((earned >= 0) & (proposed >= 0), proposed, earned)
