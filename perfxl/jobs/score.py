"""Score a cycle and write the results workbook."""

from pathlib import Path
from typing import Any

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.jobs.as_json import rows_of
from perfxl.rules import scores as rules

PERSON = ("employee_id", "name", "department", "scheme", "status")
FIGURES = ("base", "adjustment", "score", "computed_grade", "grade", "coefficient")
KPI = ("kpi", "weight", "score")
CORRECTION = ("employee_id", "component", "as_rated", "points")
CALIBRATION = ("employee_id", "grade", "reason", "decided_by", "decided_on")
SPAN = ("scheme", "from_on", "to_on", "share", "base")


def score(cycle: Cycle) -> rules.Scores:
    """Score every employee whose evidence is complete; the others are held, with bounds. Writes nothing."""
    return rules.score(cycle)


def save_results(scores: rules.Scores, path: Path, *, language: str) -> Path:
    """Write the results workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.results.book import write_results

    write_results(scores, path, language=language, as_of=scores.cycle.as_of)
    return path


def score_json(scores: rules.Scores, language: str) -> dict[str, Any]:
    """The answer of `perfxl score --json` (CONTRACT.md)."""
    components = _by_person(_components(scores))
    kpis = _by_person(scores.kpis.rename(columns={"points": "score"}), KPI)
    spans = _by_person(scores.assignments, SPAN)
    people = rows_of(scores.people, (*PERSON, *FIGURES, "low", "high", "grade_certain", "coverage"))
    return {
        "cycle": scores.cycle.settings.name,
        "standards": scores.fingerprints.all,
        "published": published_json(scores, language),
        "employees": [_employee(person, components, kpis, spans) for person in people],
        "corrections": rows_of(_corrected(scores), CORRECTION),
        "calibration": rows_of(scores.calibration, CALIBRATION),
        "as_of": str(scores.cycle.as_of),
        "findings": scores.findings.to_json(language),
    }


def published_json(scores: rules.Scores, language: str) -> dict[str, Any] | None:
    """The publication that the standards in force were compared with, and every difference; None where there is none."""
    published = scores.cycle.published
    if published is None:
        return None
    return {
        "standards": published.last.all,
        "published_on": published.last.on.isoformat(),
        "same": not scores.standards_changed,
        "changes": [
            {
                "code": one.code,
                "employee_id": one.employee_id or None,
                "item": one.item or None,
                "fact": one.what(language),
            }
            for one in scores.standards_changed
        ],
    }


Rows = dict[str, list[dict[str, Any]]]


def _employee(person: dict[str, Any], components: Rows, kpis: Rows, spans: Rows) -> dict[str, Any]:
    low, high = person.pop("low"), person.pop("high")
    own = components.get(person["employee_id"], [])
    return {
        **person,
        "components": {row["component"]: row["points"] for row in own},
        "bounds": None if low is None or high is None else [low, high],
        "assignments": spans.get(person["employee_id"], []),
        "kpis": kpis.get(person["employee_id"], []),
    }


def _by_person(table: pd.DataFrame, columns: tuple[str, ...] = ("component", "points")) -> Rows:
    found: Rows = {}
    for person, row in zip(table["employee_id"].tolist(), rows_of(table, columns), strict=True):
        found.setdefault(person, []).append(row)
    return found


def _components(scores: rules.Scores) -> pd.DataFrame:
    """Component points per person; for those who moved, the mean over the stretches that have it, by days."""
    share = scores.assignments["share"].to_numpy()[scores.components["span"].to_numpy(dtype=int)]
    weighted = scores.components.assign(share=share, product=scores.components["points"] * share)
    keys = ["employee_id", "component"]
    sums = weighted.groupby(keys, sort=False)[["product", "share"]].sum(min_count=1)
    known = weighted.groupby(keys, sort=False)["points"].apply(lambda points: points.notna().all())
    points = (sums["product"] / sums["share"]).where(known)
    return points.rename("points").reset_index()


def _corrected(scores: rules.Scores) -> pd.DataFrame:
    """The components whose points differ from what the ratings as given would make."""
    parts = scores.components
    return parts[(parts["points"] - parts["as_rated"]).abs() > 1e-9]
