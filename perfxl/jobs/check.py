"""Check a cycle: everything that is wrong, odd or missing, and how complete the evidence is."""

from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain, rows_of
from perfxl.jobs.score import published_json
from perfxl.rules import scores as rules
from perfxl.rules.completeness import Completeness


def check(cycle: Cycle) -> Findings:
    """All findings of `cycle`, decisions applied, sorted by place. Writes nothing."""
    return rules.score(cycle).findings


def check_json(scores: rules.Scores, language: str) -> dict[str, Any]:
    """The answer of `perfxl check --json` (CONTRACT.md)."""
    return {
        "cycle": scores.cycle.settings.name,
        "findings": scores.findings.to_json(language),
        "completeness": completeness_json(scores.completeness, language),
        "published": published_json(scores, language),
        "as_of": str(scores.cycle.as_of),
    }


def completeness_json(completeness: Completeness, language: str) -> dict[str, Any]:
    """Coverage per employee and department, and the missing pieces per owner."""
    owners = [
        {
            "owner_id": owner or None,
            "missing": rows_of(pieces, ("employee_id", "what", "place")),
        }
        for owner, pieces in completeness.owed(language).groupby("owner_id", sort=True)
    ]
    return {
        "overall": plain(completeness.overall),
        "employees": rows_of(completeness.employees, ("employee_id", "department", "coverage", "status")),
        "departments": rows_of(completeness.departments, ("department", "coverage", "missing")),
        "owners": owners,
    }
