"""Each goal by itself, and how many goals and how much weight one owner has."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.sheets_of_people import GOALS
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.goals import (
    GoalDueOutside,
    GoalIncomplete,
    GoalVague,
    GoalWeightsDoNotAddUp,
    GoalWeightSmall,
    GoalWithoutOwner,
    TooManyGoals,
)
from perfxl.language import Text, folded, listed
from perfxl.rules.exact import to9
from perfxl.rules.goal_rows import NEEDS_NO_TARGET
from perfxl.rules.goal_words import vague_words

MOST_GOALS = 8  # of one owner or department; guides on goal setting name three to eight
LEAST_WEIGHT = 5.0  # percent; less does not move a score by a grade


def goal_checks(cycle: Cycle, rows: pd.DataFrame, *, scored: frozenset[str]) -> list[Finding]:
    """Goals that cannot be checked, have no owner, or are too many or too small.

    scored: departments (folded) whose weights the department component checks.
    """
    return [
        *_single(cycle, rows),
        *_crowded(cycle, rows),
        *_weights(cycle, rows, scored=scored),
    ]


def _single(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    dated = _knows_dates(cycle, rows)
    for row, asks_date in zip(rows.itertuples(), dated, strict=True):
        place, has_target = row.Index, bool(row.target_there) or row.rule in NEEDS_NO_TARGET
        lacking = _lacking(row, has_target=has_target, asks_date=bool(asks_date))
        if lacking:
            at = cycle.at("goals", place, lacking[0])
            missing = listed(GOALS.column(key).title for key in lacking)
            yield GoalIncomplete(item=row.goal_id, goal=row.goal, missing=missing, **at)
        words = vague_words(row.goal, has_target=has_target)
        if words:
            yield GoalVague(item=row.goal_id, goal=row.goal, words=listed(words), **cycle.at("goals", place, "goal"))
        if not row.owner_id:
            yield GoalWithoutOwner(item=row.goal_id, goal=row.goal, **cycle.at("goals", place, "owner_id"))
        yield from _due(cycle, row)
        if 0 <= row.weight < LEAST_WEIGHT:
            weight, at = float(row.weight), cycle.at("goals", place, "weight")
            yield GoalWeightSmall(item=row.goal_id, goal=row.goal, weight=weight, least=LEAST_WEIGHT, **at)


def _knows_dates(cycle: Cycle, rows: pd.DataFrame) -> np.ndarray:
    """Rows whose sheet has the column of due dates; sheets of older workbooks have none and are not asked for it."""
    table = cycle["goals"]
    known = {key for key, columns in cycle.columns.items() if key[0] == "goals" and "due_on" in columns}
    sheets = [("goals", str(file), str(sheet)) in known for file, sheet in zip(table["_file"], table["_sheet"], strict=True)]
    return np.asarray(np.array(sheets, dtype=bool) | rows["due_on"].notna().to_numpy())


def _lacking(row: Any, *, has_target: bool, asks_date: bool) -> list[str]:
    """The keys of the columns without which nobody can tell whether the goal was reached."""
    there = {"measure": bool(row.measure), "target": has_target, "due_on": not (asks_date and pd.isna(row.due_on))}
    return [key for key, is_there in there.items() if not is_there]


def _due(cycle: Cycle, row: Any) -> Iterator[Finding]:
    starts, ends = cycle.settings.starts_on, cycle.settings.ends_on
    if pd.isna(row.due_on) or starts is None or ends is None or starts <= row.due_on.date() <= ends:
        return
    at = cycle.at("goals", row.Index, "due_on")
    yield GoalDueOutside(item=row.goal_id, due=str(row.due_on.date()), starts=str(starts), ends=str(ends), **at)


def _whose(rows: pd.DataFrame) -> pd.Series:
    """Whom each goal belongs to: the company, a department, an owner; '' where nobody is named."""
    owner = np.where(rows["level"] == "employee", rows["owner_id"], rows["department"])
    return pd.Series(np.where(rows["level"] == "company", "company", owner), index=rows.index)


def _groups(rows: pd.DataFrame) -> Iterator[tuple[str, str, list[int]]]:
    """Level, name and rows of everybody who has goals."""
    groups: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for row, (level, name) in enumerate(zip(rows["level"], _whose(rows), strict=True)):
        if level and name:
            groups.setdefault((level, folded(name)), (name, []))[1].append(row)
    for (level, _), (name, own) in groups.items():
        yield level, name, own


def _named(level: str, name: str) -> Text:
    return Text("公司", "the company") if level == "company" else Text(name, name)


def _crowded(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    for level, name, own in _groups(rows):
        if len(own) > MOST_GOALS:
            at = cycle.at("goals", own[MOST_GOALS], "goal_id")
            yield TooManyGoals(whose=_named(level, name), item=name, count=len(own), most=MOST_GOALS, **at)


def _weights(cycle: Cycle, rows: pd.DataFrame, *, scored: frozenset[str]) -> Iterator[Finding]:
    """Weights that somebody gave and that do not add up; those of scored departments block elsewhere (PX303)."""
    weights = rows["weight"].tolist()
    for level, name, own in _groups(rows):
        given = [weights[row] for row in own if not math.isnan(weights[row])]
        if not given or (level == "department" and folded(name) in scored):
            continue
        total = float(to9(math.fsum(given)))
        if total != 100.0:
            yield GoalWeightsDoNotAddUp(
                whose=_named(level, name),
                item=name,
                total=total,
                difference=float(to9(total - 100.0)),
                **cycle.at("goals", own[0], "weight"),
            )
