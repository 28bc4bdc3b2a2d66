"""Explain one person's score line by line."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain, rows_of
from perfxl.jobs.person import known_ids
from perfxl.rules.scores import Scores, score

LINE = (
    "line", "parent", "kind", "component", "item", "rule", "target", "actual", "value", "points", "weight", "of",
    "contribution", "note", "place",
)  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """The person's row, the trace of the score, the findings about the person, and the workbook's file name."""

    person: dict[str, Any]
    lines: pd.DataFrame
    findings: Findings
    file: str

    def to_json(self, language: str) -> dict[str, Any]:
        """The explanation as one JSON object."""
        person = dict(self.person)
        low, high = person.pop("low"), person.pop("high")
        return {
            **person,
            "bounds": None if low is None or high is None else [low, high],
            "lines": rows_of(self.lines, LINE),
            "findings": self.findings.to_json(language),
        }


def explain(cycle: Cycle, employee_id: str) -> Explanation:
    """Score the cycle and take out one person; WrongCommand if the roster has no such id."""
    return explained(score(cycle), employee_id)


def explained(scores: Scores, employee_id: str) -> Explanation:
    """Take one person out of `scores`; WrongCommand if the roster has no such id."""
    cycle, people = scores.cycle, scores.people
    [wanted] = known_ids([employee_id], people["employee_id"].tolist())
    here = int(np.flatnonzero(people["employee_id"] == wanted)[0])
    person = {key: plain(value) for key, value in people.iloc[here].items()}
    decided = scores.calibration[scores.calibration["employee_id"] == wanted]
    person["calibration"] = next(iter(rows_of(decided, ("grade", "reason", "decided_by", "decided_on"))), None)
    person["fingerprint"] = scores.fingerprints.employees.get(wanted)
    own = Findings(tuple(one for one in scores.findings if one.employee_id == wanted))
    return Explanation({**person, "as_of": str(cycle.as_of)}, _own_lines(scores, wanted), own, cycle.file)


def _own_lines(scores: Scores, employee_id: str) -> pd.DataFrame:
    """The trace of one person, made from that person's rows only."""
    spans = scores.assignments.loc[scores.assignments["employee_id"] == employee_id, "span"]
    narrowed = replace(
        scores,
        kpis=scores.kpis[scores.kpis["span"].isin(spans)],
        components=scores.components[scores.components["span"].isin(spans)],
        raters=scores.raters[scores.raters["span"].isin(spans)],
        adjustments=scores.adjustments[scores.adjustments["employee_id"] == employee_id],
    )
    lines = narrowed.trace
    return lines[lines["employee_id"] == employee_id]
