"""What departments answered to the goals that were proposed to them, what was signed, and what was changed after that."""

from collections.abc import Iterator
from typing import Any, TypedDict

import pandas as pd

from perfxl.cycle.sheets_of_people import GOALS
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.goals import (
    AgreedGoalGone,
    AnswerContradicts,
    CounterIncomplete,
    CounterProposal,
    GoalAgreedAnew,
    GoalChangedAfterAgreement,
    GoalNotAgreed,
    SignatureIncomplete,
    SignedOverCounter,
)
from perfxl.language import Text, folded, listed
from perfxl.rules.goal_rows import of_levels, target_shown
from perfxl.rules.goal_terms import SIGNATURE, Terms, changes_told, differing, terms_of

NEGOTIATED = ("department", "employee")
STATES = {
    "signed": Text("已商定", "agreed"),
    "changed": Text("商定后改动", "changed after agreement"),
    "counter": Text("部门另提", "counter-proposed"),
    "accepted": Text("同意，待签字", "accepted, to be signed"),
    "open": Text("未答复", "no answer yet"),
    "": Text("", ""),
}


def agreement_states(cycle: Cycle, rows: pd.DataFrame) -> list[str]:
    """The state of each goal's agreement, a key of STATES; '' for company goals that nobody has signed."""
    terms = terms_of(cycle) if cycle.agreed else {}
    published = {folded(key): dict(before) for key, before in cycle.agreed.items()}
    return [_state(row, _changed(published.get(row.id, {}), terms.get(row.id, {}))) for row in rows.itertuples()]


def _state(row: Any, changed: bool) -> str:
    if changed:
        return "changed"
    if _is_signed(row):
        return "signed"
    if row.response:
        return "counter" if row.response == "counter" else "accepted"
    return "open" if row.level in NEGOTIATED else ""


def _is_signed(row: Any) -> bool:
    return bool(row.agreed_by) and not pd.isna(row.agreed_on)


def _changed(before: dict[str, str], now: dict[str, str]) -> bool:
    """Whether a published goal is different now without a newer signature."""
    return bool(before) and bool(differing(before, now)) and not _is_newer(before, now)


def _is_newer(before: dict[str, str], now: dict[str, str]) -> bool:
    """Signed anew: by name, on a later day than what was published."""
    return all(now.get(key) for key in SIGNATURE) and now["agreed_on"] > before.get("agreed_on", "")


def agreement_findings(cycle: Cycle, rows: pd.DataFrame) -> list[Finding]:
    """Answers that wait to be settled or contradict themselves, signatures that are missing, and later changes."""
    return [*_answers(cycle, rows), *_unsigned(cycle, rows), *_later(cycle, rows)]


def _answers(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    for row in rows[rows["response"] != ""].itertuples():
        proposed, at = _proposed(row), cycle.at("goals", row.Index, "response")
        if row.response == "accept" and proposed is not None:
            yield AnswerContradicts(item=row.goal_id, theirs=proposed, **at)
        if row.response != "counter":
            continue
        lacking = [] if proposed is not None else ["counter_target"]
        lacking += [] if row.counter_reason else ["counter_reason"]
        if lacking:
            missing = listed(GOALS.column(key).title for key in lacking)
            yield CounterIncomplete(item=row.goal_id, missing=missing, **cycle.at("goals", row.Index, lacking[0]))
        if _is_signed(row):
            if proposed is not None and (row.counter_kpi or proposed != target_shown(row)):
                yield SignedOverCounter(item=row.goal_id, ours=target_shown(row), theirs=proposed, **at)
        else:
            reason = row.counter_reason or "—"
            yield CounterProposal(
                item=row.goal_id,
                goal=row.goal,
                ours=target_shown(row),
                theirs=proposed or Text("—", "-"),
                reason=Text(reason, reason),
                **at,
            )


def _proposed(row: Any) -> Text | None:
    """What the department proposes instead, as one text; None for nothing."""
    parts = [target_shown(row, "counter_target")] if row.counter_target_there else []
    parts += [Text(row.counter_kpi, row.counter_kpi)] if row.counter_kpi else []
    return listed(parts) if parts else None


def _unsigned(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    until = cycle.settings.plan_until
    is_late = until is not None and cycle.as_of > until
    for row in rows.itertuples():
        halves = {"agreed_by": bool(row.agreed_by), "agreed_on": not pd.isna(row.agreed_on)}
        lacking = [key for key, there in halves.items() if not there]
        if len(lacking) == 1:
            missing = GOALS.column(lacking[0]).title
            yield SignatureIncomplete(item=row.goal_id, missing=missing, **cycle.at("goals", row.Index, lacking[0]))
    for row in of_levels(rows, NEGOTIATED).itertuples() if is_late else ():
        if not row.agreed_by and pd.isna(row.agreed_on) and row.response != "counter":
            whose = row.department or row.owner_id or "—"
            at = cycle.at("goals", row.Index, "agreed_on")
            yield GoalNotAgreed(item=row.goal_id, goal=row.goal, until=str(until), whose=whose, **at)


def _later(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    """Goals that are not what was signed when the standards were published."""
    if not cycle.agreed:
        return
    now, first = terms_of(cycle), dict(zip(reversed(rows["id"]), reversed(rows.index), strict=True))
    for goal_id, published in cycle.agreed.items():
        before, row = dict(published), first.get(folded(goal_id))
        if row is None:
            yield AgreedGoalGone(item=goal_id, goal=before.get("goal", ""), **_signature(before))
            continue
        after = now[folded(goal_id)]
        keys = differing(before, after)
        if not keys:
            continue
        at = cycle.at("goals", int(row), keys[0])
        changes = changes_told(before, after)
        if _is_newer(before, after):
            yield GoalAgreedAnew(item=goal_id, changes=changes, **_signature(after), **at)
        else:
            yield GoalChangedAfterAgreement(item=goal_id, changes=changes, **_signature(before), **at)


class _Signature(TypedDict):
    """Who agreed and when, as keyword arguments of a finding."""

    agreed_by: str
    agreed_on: str


def _signature(terms: Terms) -> _Signature:
    return {"agreed_by": terms.get("agreed_by", ""), "agreed_on": terms.get("agreed_on", "")}
