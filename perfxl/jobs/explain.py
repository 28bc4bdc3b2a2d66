"""Explain one person's score line by line."""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain, rows_of
from perfxl.language import Text, folded
from perfxl.rules.scores import Scores, score

LINE = (
    "line", "parent", "kind", "component", "item", "rule", "target", "actual", "value", "points", "weight", "of",
    "contribution", "note", "place",
)  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """The person's row, the trace of the score, and the findings about the person."""

    person: dict[str, Any]
    lines: pd.DataFrame
    findings: Findings

    def to_json(self, language: str) -> dict[str, Any]:
        """The explanation as one JSON object."""
        low, high = self.person.pop("low"), self.person.pop("high")
        return {
            **self.person,
            "bounds": None if low is None or high is None else [low, high],
            "lines": rows_of(self.lines, LINE),
            "findings": self.findings.to_json(language),
        }


def explain(cycle: Cycle, employee_id: str) -> Explanation:
    """Score the cycle and take out one person; WrongCommand if the roster has no such id."""
    scores = score(cycle)
    people = scores.people
    wanted = folded(employee_id)
    here = np.flatnonzero(people["employee_id"].map(folded) == wanted)
    if not len(here):
        raise WrongCommand(_unknown(employee_id, people["employee_id"].tolist()))
    person = {key: plain(value) for key, value in people.iloc[int(here[0])].items()}
    lines = _own_lines(scores, str(person["employee_id"]))
    own = Findings(tuple(one for one in scores.findings if one.employee_id == person["employee_id"]))
    return Explanation({**person, "as_of": str(cycle.as_of)}, lines, own)


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


def _unknown(employee_id: str, known: list[str]) -> Text:
    close = get_close_matches(employee_id, known, n=3)
    hint_zh = f"是否指 {'、'.join(close)}？" if close else "请核对员工表。"
    hint_en = f"Did you mean {', '.join(close)}?" if close else "Check the roster."
    return Text(f"没有工号 {employee_id}。{hint_zh}", f"There is no employee {employee_id}. {hint_en}")
