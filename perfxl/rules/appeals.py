"""Appeals: a decided correction counts in the cell that it names, with who, when and why; everything else is reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from perfxl.cycle.columns import Kind
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.appeals import (
    AppealApplied,
    AppealDecidedLate,
    AppealIdRepeated,
    AppealIncomplete,
    AppealLate,
    AppealOpen,
    AppealOverdue,
    AppealTwice,
    AppealUndated,
    AppealUnmatched,
    AppealValueUnusable,
    Raised,
)
from perfxl.findings.base import Finding, Target
from perfxl.language import folded, listed, plain_number
from perfxl.rules.decisions import with_value
from perfxl.rules.workdays import workday_after, workdays_between

NEEDED = ("decision", "decided_by", "decided_on")


@dataclass
class Appealed:
    """The cycle with corrected values in place, and what there is to say of each appeal."""

    cycle: Cycle
    findings: list[Finding] = field(default_factory=list)
    corrected: dict[Target, str] = field(default_factory=dict)


def appealed(cycle: Cycle) -> Appealed:
    """Put every decided correction of the appeals sheet into its cell; the others are reported and change nothing."""
    done = Appealed(cycle)
    for row in range(len(cycle["appeals"])):
        line = cycle["appeals"].iloc[row]
        done.findings += _about_time(cycle, line, row)
        if _has_correction(line):
            _correct(done, line, row)
    return done


def cells_named(cycle: Cycle, employee_id: str, item: str) -> list[Target]:
    """The cells that an appeal of this person about `item` can mean.

    A KPI by its name, an adjustment by its item, a department goal by its id, a rating by `rater's id` or
    `rater's id dimension`.
    """
    return list(_cells_named(cycle, employee_id, folded(item)))


def _cells_named(cycle: Cycle, employee_id: str, item: str) -> Iterator[Target]:
    if not item:
        return
    for table, name, column in (("kpis", "kpi", "actual"), ("adjustments", "item", "approved_points")):
        own = cycle[table]["employee_id"].to_numpy() == employee_id
        for row, text in enumerate(cycle[table][name].tolist()):
            if own[row] and folded(text) == item:
                yield Target(table, row, column)
    ratings = cycle["ratings"]
    for row, (person, rater, dimension) in enumerate(
        zip(ratings["employee_id"], ratings["rater_id"], ratings["dimension"], strict=True)
    ):
        if person == employee_id and item in (folded(rater), folded(rater + dimension)):
            yield Target("ratings", row, "rating")
    department = _department(cycle, employee_id)
    goals = cycle["goals"]
    for row, (goal_id, owner) in enumerate(zip(goals["goal_id"], goals["department"], strict=True)):
        if folded(goal_id) == item and owner == department:
            yield Target("goals", row, "actual")


def _department(cycle: Cycle, employee_id: str) -> str:
    roster = cycle["employees"]
    found = roster.loc[roster["employee_id"] == employee_id, "department"].tolist()
    return str(found[0]) if found else ""


def _has_correction(line: pd.Series) -> bool:
    return bool(line["corrected_value.status"] != CellStatus.BLANK)


def _raised(line: pd.Series) -> Raised:
    return {"employee_id": str(line["employee_id"]), "item": str(line["item"]), "appeal_id": str(line["appeal_id"])}


def _correct(done: Appealed, line: pd.Series, row: int) -> None:
    """Apply one correction, or report why it does not count."""
    at = done.cycle.at("appeals", row, "corrected_value")
    who = _raised(line)
    missing = [key for key in NEEDED if pd.isna(line[key]) or line[key] == ""]
    if missing:
        titles = listed(sheet_of("appeals").column(key).title for key in missing)
        done.findings.append(AppealIncomplete(missing=titles, **who, **at))
        return
    cells = cells_named(done.cycle, who["employee_id"], who["item"])
    if len(cells) != 1:
        done.findings.append(AppealUnmatched(count=len(cells), **who, **at))
        return
    [cell] = cells
    where = str(done.cycle.place(*cell) or "")
    if cell in done.corrected:
        done.findings.append(AppealTwice(first=done.corrected[cell], where=where, **who, **at))
        return
    before, written = _shown(done.cycle, cell), str(line["corrected_value.text"])
    corrected = with_value(done.cycle, cell, line, key="corrected_value")
    if corrected is None:
        done.findings.append(AppealValueUnusable(written=written, **who, **at))
        return
    done.cycle = corrected
    done.corrected[cell] = who["appeal_id"]
    after, reason = _shown(corrected, cell), str(line["decision"])
    done.findings.append(AppealApplied(before=before, after=after, where=where, decision=reason, **who, **at))


def _shown(cycle: Cycle, cell: Target) -> str:
    """What stands in the cell, as a person would write it; — for nothing."""
    line = cycle[cell.table].iloc[cell.row]
    if sheet_of(cell.table).column(cell.column).kind is Kind.QUANTITY and str(line[f"{cell.column}.text"]):
        return str(line[f"{cell.column}.text"])
    value = line[cell.column]
    return "—" if pd.isna(value) or value == "" else plain_number(float(value))


def _about_time(cycle: Cycle, line: pd.Series, row: int) -> Iterator[Finding]:
    """Late appeals, and those that wait for a decision, counted in working days."""
    at = cycle.at("appeals", row, "raised_on")
    who = _raised(line)
    if _repeats(cycle, row):
        yield AppealIdRepeated(**who, **cycle.at("appeals", row, "appeal_id"))
    raised, due, decided = line["raised_on"], due_on(cycle, line), line["decided_on"]
    if due is None:
        yield AppealUndated(**who, **at)
        return
    until = cycle.settings.appeal_until
    if until is not None and raised.date() > until:
        yield AppealLate(raised_on=str(raised.date()), until=str(until), **who, **at)
    if not is_decided(line):
        waited = workdays_between(raised.date(), cycle.as_of)
        yield AppealOpen(workdays=waited, due=str(due), **who, **at)
        if cycle.as_of > due:
            yield AppealOverdue(due=str(due), over=workdays_between(due, cycle.as_of), **who, **at)
    elif not pd.isna(decided) and decided.date() > due:
        yield AppealDecidedLate(due=str(due), decided_on=str(decided.date()), **who, **at)


def due_on(cycle: Cycle, line: pd.Series) -> date | None:
    """The last day on which this appeal should be answered; None where nobody knows when it was raised."""
    raised = line["raised_on"]
    return None if pd.isna(raised) else workday_after(raised.date(), cycle.settings.appeal_workdays)


def is_decided(line: pd.Series) -> bool:
    """Whether something was decided, however completely it was written down."""
    return bool(line["decision"] != "" or not pd.isna(line["decided_on"]))


def _repeats(cycle: Cycle, row: int) -> bool:
    ids = [folded(one) for one in cycle["appeals"]["appeal_id"].tolist()]
    return bool(ids[row]) and ids[row] in ids[:row]
