"""Calibration: recorded decisions on grades. Nothing changes without who, when and why."""

import numpy as np

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.scores import CalibrationGradeUnknown, CalibrationUndecided
from perfxl.rules.exact import Ints
from perfxl.rules.grades import Grades
from perfxl.rules.roster import Roster


def calibrated(cycle: Cycle, people: Roster, bands: Grades, earned: Ints) -> tuple[Ints, list[Finding]]:
    """Grade numbers after the decided calibrations; the last decided row of a person counts."""
    table = cycle["calibration"]
    result = earned.copy()
    findings: list[Finding] = []
    for row, person in enumerate(people.code(table["employee_id"])):
        if person < 0:
            continue
        line = table.iloc[row]
        grade = str(line["proposed_grade"])
        employee_id = str(line["employee_id"])
        number = bands.position(grade)
        if number < 0:
            findings.append(CalibrationGradeUnknown(
                    employee_id=employee_id, grade=grade, **cycle.at("calibration", row, "proposed_grade")
                ))
        elif not (line["reason"] and line["decided_by"]) or line.isna()["decided_on"]:
            findings.append(CalibrationUndecided(employee_id=employee_id, grade=grade, **cycle.at("calibration", row, "decided_by")))
        elif result[person] >= 0:
            result[person] = number
    return np.asarray(result), findings
