"""A sample company, plainly invented: 62 people, six departments, every rule, and realistic mistakes.

It is the same on every machine and every day. `DEFECTS` lists what is wrong on purpose.
"""

from datetime import date

from perfxl.cycle.sample.defects import DEFECTS, Defect, with_defects
from perfxl.cycle.sample.goals import goals
from perfxl.cycle.sample.kpis import kpis
from perfxl.cycle.sample.people import PUBLISHED_ON, assignments, employees, people, receipts
from perfxl.cycle.sample.ratings import ratings
from perfxl.cycle.sample.standards import Row, dimensions, grades, schemes, settings
from perfxl.cycle.sample.talks import adjustments, appeals, calendar, check_ins, decisions, matters
from perfxl.language import spoken

SAMPLE_AS_OF = date(2026, 10, 31)

__all__ = ["DEFECTS", "PUBLISHED_ON", "SAMPLE_AS_OF", "Defect", "blank_rows", "sample_rows"]


def sample_rows() -> dict[str, list[Row]]:
    """The rows of every sheet, keyed by sheet key, values as a person types them (perfxl.cycle.typed)."""
    staff = people()
    return with_defects(
        {
            "cycle": settings(),
            "schemes": schemes(),
            "dimensions": dimensions(),
            "grades": grades(),
            "employees": employees(staff),
            "assignments": assignments(),
            "goals": goals(),
            "kpis": kpis(staff),
            "ratings": ratings(staff),
            "adjustments": adjustments(),
            "check_ins": check_ins(staff),
            "appeals": appeals(),
            "decisions": decisions(),
            "matters": matters(),
            "receipts": receipts(staff),
            "calendar": calendar(),
        }
    )


def blank_rows(language: str = "zh") -> dict[str, list[Row]]:
    """What an empty cycle workbook in `language` starts with: the usual settings and five grades."""
    usual = ("language", "rounding_digits", "veto_grade", "min_raters_shown", "coverage_floor", "comments_shown")
    told = [{**row, "meaning": spoken(str(row["meaning"]), language)} for row in grades()]
    return {"cycle": [{**{key: settings()[0][key] for key in usual}, "language": language}], "grades": told}
