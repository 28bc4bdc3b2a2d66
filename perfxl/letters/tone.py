"""Which careful words a letter needs: for a veto, for the lowest grade, for the one above it."""

from typing import Literal

from perfxl.letters.evidence import Evidence, Row

Tone = Literal["", "veto", "lowest", "second_lowest"]
_FEWEST_FOR_SECOND = 4  # grades; of three, the one above the lowest is the usual one


def tone_of(evidence: Evidence, person: Row) -> Tone:
    """The tone for `person`, a row of Scores.people. A veto goes before a low grade; no grade is below the lowest."""
    rows = evidence.adjustments.get(str(person["employee_id"]), [])
    if any(row["status"] == "veto" for row in rows):
        return "veto"
    grade = str(person["grade"])
    upwards = sorted(evidence.grades, key=lambda name: float(evidence.grades[name]["lower_bound"]))
    if not grade or (len(upwards) > 1 and grade == upwards[0]):
        return "lowest"
    return "second_lowest" if len(upwards) >= _FEWEST_FOR_SECOND and grade == upwards[1] else ""
