"""The goals sheet with names that can be walked through row by row."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.tables import Cycle
from perfxl.language import Text, folded, plain_number
from perfxl.rules.parameters import yes_or_no

_PLAIN = (
    "goal_id", "level", "owner_id", "department", "goal", "parent_goal_id", "no_parent_reason", "measure", "unit",
    "rule", "parameters", "weight", "due_on", "response", "counter_kpi", "counter_reason", "agreed_by", "agreed_on",
)  # fmt: skip
_QUANTITIES = ("target", "counter_target")
NEEDS_NO_TARGET = frozenset({"milestone", "yes_no", "deduct", "rank", "manual", "bands"})


def goal_rows(cycle: Cycle) -> pd.DataFrame:
    """One row per goal: the declared columns, and of target and counter_target the value, `_given`, `_percent`, `_text`.

    id, parent: folded for comparing. adds: True where the goal adds to its parent.
    """
    table = cycle["goals"]
    columns: dict[str, Any] = {key: table[key].array for key in _PLAIN}
    for key in _QUANTITIES:
        columns[key] = table[key].array
        columns[f"{key}_given"] = (table[f"{key}.status"] == CellStatus.GIVEN).to_numpy()
        columns[f"{key}_there"] = (table[f"{key}.status"] != CellStatus.BLANK).to_numpy()
        columns[f"{key}_percent"] = table[f"{key}.percent"].array
        columns[f"{key}_text"] = table[f"{key}.text"].array
    rows = pd.DataFrame(columns, index=pd.RangeIndex(len(table)))
    rows["id"] = rows["goal_id"].map(folded)
    rows["parent"] = rows["parent_goal_id"].map(folded)
    rows["adds"] = [yes_or_no(text) is True for text in table["adds_to_parent"]]
    rows["adds_text"] = table["adds_to_parent"].array
    return rows


def is_planned(cycle: Cycle, rows: pd.DataFrame) -> bool:
    """True where goals are broken down or agreed on; a list of goals that is only scored is neither.

    A sheet without the column of parents has no cascade, whatever levels its goals have.
    """
    sheets = [columns for key, columns in cycle.columns.items() if key[0] == "goals"]
    has_parents = not sheets or any("parent_goal_id" in columns for columns in sheets)
    signs = [rows["parent"] != "", rows["response"] != "", rows["agreed_by"] != ""]
    signs += [rows["level"] == "company"] if has_parents else []
    return any(bool(sign.any()) for sign in signs)


def quantity(value: float, *, given: bool, percent: bool, text: str, unit: str = "") -> Text:
    """A quantity as a person writes it, with its unit; a dash where there is none."""
    if not given:
        return Text(text or "—", text or "-")
    shown = plain_number(float(value)) + ("%" if percent else "")
    whole = f"{shown} {unit}".strip() if unit and not (percent and unit == "%") else shown
    return Text(whole, whole)


def target_shown(row: Any, key: str = "target") -> Text:
    """The target (or counter_target) of a row of `goal_rows`."""
    given, percent, text = (getattr(row, f"{key}_{side}") for side in ("given", "percent", "text"))
    return quantity(getattr(row, key), given=bool(given), percent=bool(percent), text=str(text), unit=str(row.unit))


def of_levels(rows: pd.DataFrame, levels: Sequence[str]) -> pd.DataFrame:
    """The rows of these levels."""
    return rows[rows["level"].isin(list(levels))]
