"""All appeals at a glance: where each stands, its deadline, and what it changed for its person."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.appeals import AppealApplied
from perfxl.findings.base import Findings
from perfxl.language import Text
from perfxl.rules.appeals import due_on, is_decided
from perfxl.rules.scores import Scores, score
from perfxl.rules.workdays import workdays_between

STATES = {
    "granted": Text("成立，已更正", "granted"),
    "rejected": Text("不成立", "not granted"),
    "open": Text("待处理", "open"),
    "overdue": Text("逾期未处理", "overdue"),
    "unusable": Text("更正未计入", "correction unusable"),
}
_RESULT = ("score", "grade")
_OF_PEOPLE = ("employees", "assignments", "kpis", "ratings", "adjustments", "calibration", "appeals")


@dataclass(frozen=True)
class AppealOverview:
    """table: one row per appeal, in the order of the sheet.

    Columns: appeal_id, employee_id, name, department, item, claim, raised_on, due_on, state (one of STATES), workdays
    (waited until the decision, or until today), late (decided or still open after due_on), decided_on, decided_by,
    decision, value_before, value_after, score_before, score_after, grade_before, grade_after; what is not known is None.
    grades: people per grade without and with all decided appeals, share in percent, and the quota.
    """

    scores: Scores
    table: pd.DataFrame
    grades: pd.DataFrame

    def count(self, state: str) -> int:
        """How many appeals are in that state."""
        return int((self.table["state"] == state).sum())


def appeal_overview(scores: Scores) -> AppealOverview:
    """Every appeal of the cycle that was scored."""
    cycle = scores.cycle
    applied = {one.target.row: one for one in scores.findings if isinstance(one, AppealApplied) and one.target}
    rows = [_row(scores, row, applied.get(row)) for row in range(len(cycle["appeals"]))]
    without = score(_without_appeals(scores)) if applied else scores
    table = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    return AppealOverview(scores, table.where(table.notna(), None), grade_counts(without, scores))


_COLUMNS = (
    "appeal_id", "employee_id", "name", "department", "item", "claim", "raised_on", "due_on", "state", "workdays", "late",
    "decided_on", "decided_by", "decision", "value_before", "value_after", *(f"{key}_{side}" for key in _RESULT for side in ("before", "after")),
)  # fmt: skip


def grade_counts(before: Scores, after: Scores) -> pd.DataFrame:
    """People per grade on both sides, from the best: counts, shares of the scored in percent, quota, and whether it is over.

    over: more people than the quota after the change, and more than before.
    """
    quotas = dict(zip(after.cycle["grades"]["grade"], after.cycle["grades"]["quota"], strict=True))
    sides = [one.people.loc[one.people["status"] == "scored", "grade"] for one in (before, after)]
    rows = []
    for name in reversed(after.bands.names):
        counts = [int((side == name).sum()) for side in sides]
        shares = [100 * count / len(side) if len(side) else 0.0 for count, side in zip(counts, sides, strict=True)]
        quota = quotas.get(name)
        limited = quota is not None and not pd.isna(quota)
        over = bool(limited and counts[1] > counts[0] and shares[1] > float(quota or 0) + 1e-9)
        rows.append((name, *counts, *shares, float(quota) if limited and quota is not None else None, over))
    return pd.DataFrame(rows, columns=["grade", "before", "after", "share_before", "share_after", "quota", "over"])


def _row(scores: Scores, row: int, applied: AppealApplied | None) -> tuple[Any, ...]:
    cycle = scores.cycle
    line = cycle["appeals"].iloc[row]
    person = str(line["employee_id"])
    roster = scores.people[scores.people["employee_id"] == person]
    name, department = (str(roster[key].iloc[0]) if len(roster) else "" for key in ("name", "department"))
    due = due_on(cycle, line)
    raised, decided = (None if pd.isna(line[key]) else line[key].date() for key in ("raised_on", "decided_on"))
    until = decided or cycle.as_of
    waited = workdays_between(raised, until) if raised else None
    late = bool(due and until > due)
    before, after = _results(scores, row, person, is_applied=applied is not None)
    written = str(line["corrected_value.text"]) or None
    return (
        str(line["appeal_id"]), person, name, department, str(line["item"]), str(line["claim"]), raised, due,
        _state(line, is_applied=applied is not None, late=late), waited, late, decided, str(line["decided_by"]), str(line["decision"]),
        applied.before if applied else None, applied.after if applied else written,
        *(value for key in _RESULT for value in (before.get(key), after.get(key))),
    )  # fmt: skip


def _state(line: pd.Series, *, is_applied: bool, late: bool) -> str:
    if is_applied:
        return "granted"
    if not is_decided(line):
        return "overdue" if late else "open"
    return "rejected" if line["corrected_value.status"] == CellStatus.BLANK else "unusable"


def _results(scores: Scores, row: int, person: str, *, is_applied: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Score and grade of the person without and with this appeal; the same where it changed nothing."""
    after = _of(scores, person)
    if not is_applied:
        return after, after
    alone = only_person(without_correction(scores.inputs or scores.cycle, row), person)
    return _of(score(alone), person), after


def _of(scores: Scores, person: str) -> dict[str, Any]:
    if person not in scores.employees.index:
        return {}
    found = scores.employees.loc[person]
    return {key: found[key] or None if key == "grade" else found[key] for key in _RESULT}


def without_correction(cycle: Cycle, row: int) -> Cycle:
    """The cycle as if this appeal corrected nothing; the row stays, so that places stay."""
    table = cycle["appeals"].copy()
    table.loc[row, ["corrected_value", "corrected_value.text"]] = [float("nan"), ""]
    table.loc[row, "corrected_value.status"] = int(CellStatus.BLANK)
    return cycle.with_tables(appeals=table)


def _without_appeals(scores: Scores) -> Cycle:
    cycle = scores.inputs or scores.cycle
    table = cycle["appeals"].copy()
    table["corrected_value"], table["corrected_value.text"] = float("nan"), ""
    table["corrected_value.status"] = int(CellStatus.BLANK)
    return _settled(cycle.with_tables(appeals=table))


def only_person(cycle: Cycle, employee_id: str) -> Cycle:
    """The cycle with this person's rows alone: the same score, much sooner. What was decided and final is in it already."""
    tables = {}
    for table in _OF_PEOPLE:
        rows = cycle[table]
        tables[table] = rows[(rows["employee_id"] == employee_id).to_numpy()].reset_index(drop=True)
    decisions = cycle["decisions"]
    tables["decisions"] = decisions[(decisions["decision"] == "accept").to_numpy()].reset_index(drop=True)
    own = (replace(one, target=None) for one in cycle.findings if one.employee_id in ("", employee_id))
    return replace(_settled(cycle.with_tables(**tables)), findings=Findings.of(own))


def _settled(cycle: Cycle) -> Cycle:
    """Not compared again with what was published or kept."""
    return replace(cycle, published=None, final=None)
