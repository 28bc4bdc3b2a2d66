"""Extra work, deductions and vetoes: what is counted, what is pending, and why (DESIGN.md section 4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import ADJUSTMENTS
from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding
from perfxl.findings.ledger import TotalCapped
from perfxl.findings.scores import (
    AdjustmentRepeated,
    ApprovedOverClaimed,
    ApproverMissing,
    PointsCapped,
    PointsPending,
    PointsUnusable,
    SelfApproved,
    Vetoed,
)
from perfxl.language import folded
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.adjustment_checks import adjustment_checks
from perfxl.rules.exact import Bools, Floats, summed, to9
from perfxl.rules.roster import Roster


@dataclass(frozen=True)
class Adjustments:
    """Per person: extra and deduct points that count (after all caps), and whether there is a veto.

    table: the table `adjustments` of Scores, one row per row of the sheet in use.
    """

    extra: Floats
    deduct: Floats
    veto: Bools
    table: pd.DataFrame
    findings: list[Finding]


def adjustments(cycle: Cycle, people: Roster, acceptance: Acceptance, *, veto_grade: str) -> Adjustments:
    """Count what was approved by somebody else, each item and all together within the caps."""
    settings = cycle.settings
    table = cycle["adjustments"]
    person = people.code(table["employee_id"])
    rows = np.flatnonzero((person >= 0) & (table["kind"] != "").to_numpy())
    table, person = table.take(rows), person[rows]
    findings: list[Finding] = []
    status, reason = _statuses(cycle, table, rows, findings, acceptance=acceptance, veto_grade=veto_grade)
    approved = table["approved_points"].to_numpy(dtype=np.float64)
    counted = np.where(status == "counted", np.nan_to_num(approved), 0.0)
    extra = (table["kind"] == "extra").to_numpy()
    if settings.extra_cap_each is not None:
        limited = np.where(extra, np.minimum(counted, settings.extra_cap_each), counted)
        findings += _capped(cycle, table, rows, counted, limited)
        reason[counted > limited] = PointsCapped.code
        counted = limited
    n = len(people.ids)
    kind = table["kind"].to_numpy(dtype=object)
    odd = adjustment_checks(cycle, table, rows)
    totals = [summed(person, np.where(kind == name, counted, 0.0), n) for name in _KINDS]
    result = pd.DataFrame(
        {
            "row": rows,
            "employee_id": table["employee_id"].to_numpy(dtype=object),
            "kind": kind,
            "item": table["item"].to_numpy(dtype=object),
            "claimed": table["claimed_points"].to_numpy(dtype=np.float64),
            "approved": approved,
            "counted": np.where(status == "veto", 0.0, counted),
            "status": status,
            "reason": reason,
        }
    )
    return Adjustments(
        extra=_limited(totals[0], settings.extra_cap_total),
        deduct=_limited(totals[1], settings.deduct_cap_total),
        veto=np.bincount(person[status == "veto"], minlength=n) > 0,
        table=result,
        findings=[*findings, *_repeated(cycle, table, rows, counted), *_totals_capped(cycle, people, totals), *odd],
    )


_KINDS = ("extra", "deduct")


def _limited(points: Floats, cap: float | None) -> Floats:
    return points if cap is None else np.minimum(points, cap)


def _totals_capped(cycle: Cycle, people: Roster, totals: Sequence[Floats]) -> list[Finding]:
    """People of whose points the cap on the total leaves some out."""
    found: list[Finding] = []
    caps = (cycle.settings.extra_cap_total, cycle.settings.deduct_cap_total)
    for kind, points, cap in zip(_KINDS, totals, caps, strict=True):
        if cap is None:
            continue
        title = next(choice.title for choice in ADJUSTMENTS if choice.key == kind)
        for person in np.flatnonzero(to9(points) > to9(cap)):
            own = str(people.ids[person])
            found.append(
                TotalCapped(
                    employee_id=own, kind=title, total=float(to9(points[person])), counted=cap,
                    **people.at(cycle, int(person)),
                )
            )  # fmt: skip
    return found


def _statuses(
    cycle: Cycle,
    table: pd.DataFrame,
    rows: np.ndarray,
    findings: list[Finding],
    *,
    acceptance: Acceptance,
    veto_grade: str,
) -> tuple[np.ndarray, np.ndarray]:
    """counted, pending, refused or veto for each row; and the code of the finding that keeps it from counting, or ''."""
    status, reason = np.full(len(table), "counted", dtype=object), np.full(len(table), "", dtype=object)
    for number, (row, line) in enumerate(zip(rows, table.itertuples(), strict=True)):
        facts = {"employee_id": line.employee_id, "item": line.item}
        at = cycle.at("adjustments", int(row), "approved_points")
        if line.kind == "veto":
            status[number] = "veto"
            findings.append(Vetoed(**facts, grade=veto_grade, **at))
            continue
        problem = _problem(line, facts, at, given=table["approved_points.status"].iloc[number])
        if problem is None:
            continue
        problem = acceptance.mark(problem)
        findings.append(problem)
        if isinstance(problem, PointsPending):
            status[number], reason[number] = "pending", problem.code
        elif not problem.accepted or not line.approved_points >= 0:
            status[number], reason[number] = "refused", problem.code
    return status, reason


def _problem(line, facts, at, *, given: int) -> Finding | None:  # type: ignore[no-untyped-def]
    if given in (CellStatus.BLANK, CellStatus.NOT_APPLICABLE):
        return PointsPending(**facts, **at)
    points = float(line.approved_points)
    if np.isnan(points) or points < 0:
        return PointsUnusable(**facts, **at)
    if not line.approver_id:
        return ApproverMissing(**facts, **at)
    if line.approver_id == line.employee_id:
        return SelfApproved(**facts, **at)
    if to9(points) > to9(line.claimed_points):
        return ApprovedOverClaimed(**facts, claimed=float(line.claimed_points), approved=points, **at)
    return None


def _repeated(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray, counted: Floats) -> list[Finding]:
    """Rows that count and say the same as an earlier one: the same person, kind, item, day and points."""
    first: dict[tuple[object, ...], int] = {}
    found: list[Finding] = []
    for row, line, points in zip(rows, table.itertuples(), counted, strict=True):
        key = (line.employee_id, line.kind, folded(line.item), str(line.on), points)
        if points > 0 and first.setdefault(key, int(row)) != row:
            other = str(cycle.place("adjustments", first[key]) or first[key] + 1)
            at = cycle.at("adjustments", int(row), "item")
            found.append(AdjustmentRepeated(employee_id=line.employee_id, item=line.item, other=other, **at))
    return found


def _capped(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray, before: Floats, after: Floats) -> list[Finding]:
    return [
        PointsCapped(
            employee_id=str(table["employee_id"].iloc[number]),
            item=str(table["item"].iloc[number]),
            points=float(before[number]),
            counted=float(after[number]),
            **cycle.at("adjustments", int(rows[number]), "approved_points"),
        )
        for number in np.flatnonzero(before > after)
    ]
