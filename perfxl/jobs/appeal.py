"""Recompute one person's score with the value that an appeal asks for: before and after, line by line."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.faults import WrongCommand
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain
from perfxl.jobs.explain import Explanation, explained
from perfxl.language import Text, folded
from perfxl.rules.appeal_overview import grade_counts, without_correction
from perfxl.rules.appeals import due_on, is_decided
from perfxl.rules.scores import Scores, score

_FIGURES = ("status", "base", "adjustment", "score", "computed_grade", "grade", "low", "high")
_LINE = ("component", "item", "kind")
_PLACEHOLDER = "—"


@dataclass(frozen=True)
class AppealOutcome:
    """One appeal and what it does. decided: whether it counts already (else this is what it would do).

    before, after: the person's score without and with the correction. changes: one row per line of the score that
    differs: component, item, kind, before and after in points. grades: people per grade before and after, with quotas.
    scores: everybody's, with the correction.
    """

    appeal: dict[str, Any]
    decided: bool
    before: Explanation
    after: Explanation
    changes: pd.DataFrame
    grades: pd.DataFrame
    findings: Findings
    scores: Scores

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl appeal --json`."""
        return {
            "appeal": self.appeal,
            "decided": self.decided,
            "before": _figures(self.before),
            "after": _figures(self.after),
            "lines": _rows(self.changes),
            "grades": _rows(self.grades),
            "findings": self.findings.to_json(language),
            "as_of": self.before.person["as_of"],
        }


def appeal(cycle: Cycle, appeal_id: str) -> AppealOutcome:
    """What the appeal of that id does to its person's score; decisions and other decided appeals count on both sides.

    An appeal that is not decided is treated as granted, to see what it would do; one that was turned down changes
    nothing. WrongCommand if there is no such appeal, or it has neither a corrected value nor a decision.
    """
    row = _row_of(cycle, appeal_id)
    line = cycle["appeals"].iloc[row]
    person = str(line["employee_id"])
    if line["corrected_value.status"] == CellStatus.BLANK and not is_decided(line):
        raise WrongCommand(
            Text(
                f"申诉 {appeal_id} 既没有更正值，也没有处理结果。请在“申诉”表填写。",
                f"Appeal {appeal_id} has neither a corrected value nor a decision. Fill one in on the Appeals sheet.",
            )
        )
    before, after = score(without_correction(cycle, row)), score(_granted(cycle, row))
    own = Findings(tuple(one for one in after.findings if getattr(one, "appeal_id", "") == str(line["appeal_id"])))
    explanations = explained(before, person), explained(after, person)
    return AppealOutcome(
        appeal={key: plain(line[key]) for key in ("appeal_id", "employee_id", "raised_on", "item", "claim", "decision")}
        | {"corrected_value": line["corrected_value.text"] or plain(line["corrected_value"])}
        | {key: plain(line[key]) or None for key in ("evidence", "decided_by", "decided_on")}
        | {"due_on": str(due) if (due := due_on(cycle, line)) else None},
        decided=all(not pd.isna(line[key]) and line[key] != "" for key in ("decision", "decided_by", "decided_on")),
        before=explanations[0],
        after=explanations[1],
        changes=changed_lines(*explanations),
        grades=grade_counts(before, after),
        findings=own,
        scores=after,
    )


def result_fingerprint(explanation: Explanation) -> str:
    """SHA-256 (64 hex) of one person's result: figures and every line of the score; changes when any of them does."""
    content = [_raw_figures(explanation), _rows(explanation.lines[["component", "item", "points", "contribution"]])]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _row_of(cycle: Cycle, appeal_id: str) -> int:
    ids = [folded(one) for one in cycle["appeals"]["appeal_id"].tolist()]
    if folded(appeal_id) not in ids:
        known = ", ".join(cycle["appeals"]["appeal_id"].tolist()[:20])
        raise WrongCommand(
            Text(
                f"没有申诉 {appeal_id}。“申诉”表中有：{known or '无'}。",
                f"There is no appeal {appeal_id}. The Appeals sheet has: {known or 'none'}.",
            )
        )
    return ids.index(folded(appeal_id))


def _granted(cycle: Cycle, row: int) -> Cycle:
    """The cycle as if this appeal were decided."""
    table = cycle["appeals"].copy()
    for key in ("decision", "decided_by"):
        if table.loc[row, key] == "":
            table.loc[row, key] = _PLACEHOLDER
    if pd.isna(table.loc[row, "decided_on"]):
        table.loc[row, "decided_on"] = pd.Timestamp(cycle.as_of)
    return cycle.with_tables(appeals=table)


def changed_lines(before: Explanation, after: Explanation) -> pd.DataFrame:
    """Lines whose points differ, in the order of the score."""
    sides = [_points(side) for side in (before, after)]
    lines = list(dict.fromkeys([*sides[1], *sides[0]]))
    rows = [(*line[:3], sides[0].get(line), sides[1].get(line)) for line in lines]
    changed = [row for row in rows if row[3] != row[4]]
    return pd.DataFrame(changed, columns=[*_LINE, "before", "after"])


def _points(explanation: Explanation) -> dict[tuple[Any, ...], float | None]:
    """Points by line; lines of one name are told apart by their number among those of that name."""
    found: dict[tuple[Any, ...], float | None] = {}
    for line in explanation.lines.to_dict("records"):
        name = tuple(line[key] for key in _LINE)
        again = sum(known[:3] == name for known in found)
        found[(*name, again)] = plain(line["points"])
    return found


def _figures(explanation: Explanation) -> dict[str, Any]:
    return {**_raw_figures(explanation), "result": result_fingerprint(explanation)}


def _raw_figures(explanation: Explanation) -> dict[str, Any]:
    return {key: explanation.person.get(key) for key in _FIGURES}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): plain(value) for key, value in row.items()} for row in table.to_dict("records")]
