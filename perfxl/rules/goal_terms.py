"""What was agreed on: the terms of each signed goal, how they differ later, and the history that standards.json keeps."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from perfxl.cycle.columns import Kind
from perfxl.cycle.sheets_of_people import GOALS
from perfxl.cycle.tables import Cycle
from perfxl.language import Text, folded, plain_number

TERMS = ("goal", "measure", "unit", "rule", "target", "floor", "stretch", "cap", "parameters", "weight", "due_on")
SIGNATURE = ("agreed_by", "agreed_on")
Terms = Mapping[str, str]


def signed_goals(cycle: Cycle) -> dict[str, dict[str, str]]:
    """Terms and signature of every goal with both who agreed and when, by goal id; values as text, in one spelling."""
    table = cycle["goals"]
    lists = {key: _texts(table, key) for key in (*TERMS, *SIGNATURE)}
    found: dict[str, dict[str, str]] = {}
    for row, goal_id in enumerate(table["goal_id"]):
        terms = {key: values[row] for key, values in lists.items()}
        if goal_id and all(terms[key] for key in SIGNATURE):
            found.setdefault(str(goal_id), terms)
    return found


def terms_of(cycle: Cycle) -> dict[str, dict[str, str]]:
    """As `signed_goals`, of every goal, by folded id."""
    table = cycle["goals"]
    lists = {key: _texts(table, key) for key in (*TERMS, *SIGNATURE)}
    found: dict[str, dict[str, str]] = {}
    for row, goal_id in enumerate(table["goal_id"]):
        found.setdefault(folded(goal_id), {key: values[row] for key, values in lists.items()})
    return found


def differing(before: Terms, after: Terms) -> list[str]:
    """The keys of the terms that are not the same; a term that was not kept then is not compared."""
    return [key for key in TERMS if key in before and before[key] != after.get(key, "")]


def changes_told(before: Terms, after: Terms) -> Text:
    """The changed terms as people read them: 目标值 5200 → 5000."""
    parts = []
    for key in differing(before, after):
        title = GOALS.column(key).title
        old, new = before[key] or "—", after.get(key, "") or "—"
        parts.append(Text(f"{title.zh} {old} → {new}", f"{title.en} {old} → {new}"))
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def goal_history(content: Mapping[str, Any], now: Mapping[str, Terms], *, on: str) -> dict[str, Any]:
    """What standards.json says about goals after publishing: `goals` as they are signed now, and `goal_changes`, the
    history: every earlier line, and one for each goal that was signed before and is different or gone now.

    content: what the file said before, {} for none. on: the day of publishing.
    """
    before: Mapping[str, Terms] = content.get("goals") or {}
    history: list[dict[str, Any]] = list(content.get("goal_changes") or [])
    for goal_id, old in before.items():
        new = now.get(goal_id)
        keys = list(TERMS) if new is None else differing(old, new)
        if new is None or keys:
            history.append(_line(goal_id, old, new, keys=keys, on=on))
    return {"goals": {key: dict(terms) for key, terms in sorted(now.items())}, "goal_changes": history}


def _line(goal_id: str, old: Terms, new: Terms | None, *, keys: Iterable[str], on: str) -> dict[str, Any]:
    changed = {key: [old.get(key, ""), "" if new is None else new.get(key, "")] for key in keys}
    return {
        "goal_id": goal_id,
        "published_on": on,
        "change": "gone" if new is None else "changed",
        "terms": {key: pair for key, pair in changed.items() if pair[0] != pair[1]},
        "agreed_before": [old.get(key, "") for key in SIGNATURE],
        "agreed_now": None if new is None else [new.get(key, "") for key in SIGNATURE],
    }


def _texts(table: pd.DataFrame, key: str) -> list[str]:
    """A column in one spelling: plain numbers, percents with their sign, dates as ISO text."""
    column = GOALS.column(key)
    values = table[key].tolist()
    if column.kind is Kind.QUANTITY:
        percent, words = table[f"{key}.percent"].tolist(), table[f"{key}.text"].tolist()
        return [_number(v, "%" * bool(p)) or str(w) for v, p, w in zip(values, percent, words, strict=True)]
    if column.kind in (Kind.NUMBER, Kind.PERCENT):
        return [_number(value, "%" * (column.kind is Kind.PERCENT)) for value in values]
    if column.kind is Kind.DATE:
        return ["" if pd.isna(value) else value.date().isoformat() for value in values]
    return [str(value).strip() for value in values]


def _number(value: float, sign: str) -> str:
    return "" if pd.isna(value) else plain_number(float(value)) + sign


def usable(content: Any) -> dict[str, dict[str, str]]:
    """The goals of what a standards.json says, as `Cycle.agreed`; {} where it says none or is not readable as such."""
    goals: Any = content.get("goals") if isinstance(content, dict) else None
    if not isinstance(goals, dict):
        return {}
    return {str(key): _only_texts(terms) for key, terms in goals.items() if isinstance(terms, dict)}


def _only_texts(terms: Mapping[Any, Any]) -> dict[str, str]:
    keys: Sequence[str] = (*TERMS, *SIGNATURE)
    return {key: str(terms[key]) for key in keys if isinstance(terms.get(key), str)}
