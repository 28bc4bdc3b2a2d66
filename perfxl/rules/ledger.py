"""The ledger of extra work and deductions: claimed, approved, counted, and why not; and what the caps leave of each person's."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.rules.exact import to9
from perfxl.rules.scores import Scores

ROWS = (
    "employee_id", "name", "department", "on", "kind", "item", "evidence", "claimed", "approved", "approver_id", "counted",
    "status", "reason",
)  # fmt: skip
TOTALS = ("employee_id", "name", "department", "kind", "rows", "total", "cap", "counted")


@dataclass(frozen=True)
class Ledger:
    """rows: one per row of the sheet that is in use, in its order (ROWS); reason: the code of the finding that says why not,
    '' where all was counted. totals: one per person and kind (TOTALS), before and after the cap on the total (NaN: none).
    """

    rows: pd.DataFrame
    totals: pd.DataFrame


def ledger(scores: Scores) -> Ledger:
    """The adjustments of everybody who is appraised."""
    sheet = scores.cycle["adjustments"]
    used = scores.adjustments
    where = used["row"].to_numpy(dtype=np.int64)
    people = scores.people.set_index("employee_id")
    rows = used.drop(columns=["row"]).assign(
        name=used["employee_id"].map(people["name"]),
        department=used["employee_id"].map(people["department"]),
        **{key: sheet[key].take(where).to_numpy() for key in ("on", "evidence", "approver_id")},
    )
    return Ledger(rows[list(ROWS)].reset_index(drop=True), _totals(scores, rows))


def _totals(scores: Scores, rows: pd.DataFrame) -> pd.DataFrame:
    settings = scores.cycle.settings
    caps = {"extra": settings.extra_cap_total, "deduct": settings.deduct_cap_total}
    found = []
    for (person, kind), own in rows[rows["kind"].isin(list(caps))].groupby(["employee_id", "kind"], sort=False):
        total, cap = float(to9(own["counted"].sum())), caps[str(kind)]
        counted = total if cap is None else min(total, cap)
        first = own.iloc[0]
        found.append((person, first["name"], first["department"], kind, len(own), total, cap, counted))
    table = pd.DataFrame(found, columns=list(TOTALS))
    return table.astype({"cap": float, "total": float, "counted": float})
