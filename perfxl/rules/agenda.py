"""The year's agenda: tasks of the calendar, talks by their rhythm, matters of departments; due, overdue, next, per owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from perfxl.cycle.choices import STAGES
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.findings.calendar import (
    DueOnHoliday,
    MatterOverdue,
    MatterUndated,
    PlannedTalkUnrecorded,
    StagesOutOfOrder,
    TalksMissing,
    TaskOverdue,
    TaskOwnerUnknown,
    TaskUndated,
)
from perfxl.language import Text, folded
from perfxl.rules.workdays import is_workday, workday_after, workdays_between

AHEAD = 5  # working days that count as soon
_IDS_LISTED = 8
# Where there is no calendar, the Cycle sheet's dates are its tasks.
CYCLE_DATES: tuple[tuple[str, str, Text], ...] = (
    ("plan", "plan_until", Text("商定目标", "Agree goals")),
    ("assess", "deadline_on", Text("交齐数据", "All evidence is in")),
    ("assess", "assess_until", Text("完成评价", "Ratings are done")),
    ("calibrate", "calibrate_until", Text("完成校准", "Calibration is done")),
    ("calibrate", "results_final_on", Text("结果定稿", "Results are final")),
    ("feedback", "letter_on", Text("发反馈信", "Letters go out")),
    ("feedback", "feedback_until", Text("完成面谈", "Talks are done")),
    ("appeal", "appeal_until", Text("申诉截止", "Last day to appeal")),
)
ADMINISTRATOR = Text("绩效管理员", "performance administrator")
_ADMINISTRATOR = frozenset(map(folded, ADMINISTRATOR))
ITEM = ("kind", "stage", "what", "about", "owner_id", "starts_on", "due", "done", "state", "workdays", "place")
TALK = ("employee_id", "name", "manager_id", "scheme", "every", "last_on", "next_due", "planned_on", "state")


class State(StrEnum):
    """How an item stands on the day that the agenda is made for."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    PASSED = "passed"  # a date of the Cycle sheet, of which nobody says whether it was kept
    UNDATED = "undated"


@dataclass(frozen=True)
class Agenda:
    """What is to be done in a cycle, as of its day.

    items: tasks, talks and matters (ITEM), in order of date; workdays until (or, negative, since) the due day. talks: everybody
    whose scheme has a rhythm (TALK). owners: owner_id, name, overdue, soon, later, next_due; '' is the performance
    administrator. declared: whether the cycle has a calendar of its own.
    """

    cycle: Cycle
    items: pd.DataFrame
    talks: pd.DataFrame
    owners: pd.DataFrame
    declared: bool
    findings: Findings


def agenda(cycle: Cycle, *, ahead: int = AHEAD) -> Agenda:
    """The agenda as of the cycle's day. ahead: so many working days count as soon."""
    day, china = cycle.as_of, cycle.settings.workdays == "cn"
    declared = len(cycle["calendar"]) > 0
    talks = _talks(cycle)
    rows = [*(_tasks(cycle) if declared else _from_cycle(cycle)), *_matters(cycle), *_talk_items(talks)]
    table = pd.DataFrame([_judged(row, day, china=china, ahead=ahead) for row in rows], columns=list(ITEM))
    table = table.assign(_due=pd.to_datetime(table["due"])).sort_values("_due", kind="stable", na_position="last", ignore_index=True)
    items = table.drop(columns="_due")
    findings = [*_about_tasks(cycle, china=china), *_about_matters(cycle), *_about_talks(cycle, talks)]
    return Agenda(cycle, items, talks, _owners(cycle, items), declared, Findings.of(findings))


def due_of(starts_on: date | None, workdays: float, due_on: date | None, *, china: bool) -> date | None:
    """When a task is due: on its date, or so many working days after its start; None where neither is told."""
    if due_on is not None or starts_on is None or pd.isna(workdays):
        return due_on
    return workday_after(starts_on, int(workdays), china=china)


def proposed_calendar(settings: CycleSettings) -> list[tuple[str, Text, date, date]]:
    """A usual calendar of a cycle, to be confirmed: stage, task, first and last day, by working days around its own days.

    A date of the Cycle sheet is kept where there is one. Empty where the cycle has no days.
    """
    first, last, china = settings.starts_on, settings.ends_on, settings.workdays == "cn"
    if first is None or last is None:
        return []

    def after(start: date, days: int) -> date:
        return workday_after(start, days, china=china)

    middle = after(first + (last - first) / 2, 0 if is_workday(first + (last - first) / 2, china=china) else 1)
    agreed = settings.plan_until or after(first, 20)
    evidence = settings.deadline_on or after(last, 10)
    final = settings.results_final_on or after(evidence, 15)
    told = settings.feedback_until or after(final, 15)
    appeals = settings.appeal_until or after(told, 10)
    return [
        ("plan", Text("商定目标、指标和权重，公布标准", "Agree goals, KPIs and weights; publish the standards"), first, agreed),
        ("coach", Text("期中沟通，对照目标", "Talk at half-time, with the goals at hand"), middle, after(middle, 10)),
        ("assess", Text("收齐数据和评价", "Collect evidence and ratings"), after(last, 1), evidence),
        ("calibrate", Text("计分、校准、定稿", "Score, calibrate, settle the results"), after(evidence, 1), final),
        ("feedback", Text("发反馈信，逐人面谈", "Letters, and a talk with everybody"), after(final, 1), told),
        ("appeal", Text("受理申诉，复核更正", "Hear appeals, recompute, correct"), after(final, 1), appeals),
        ("improve", Text("复盘，新建下一期", "Review the appraisal, roll over to the next cycle"), after(appeals, 1), after(appeals, 15)),
    ]


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _tasks(cycle: Cycle) -> Iterator[dict[str, object]]:
    china = cycle.settings.workdays == "cn"
    for number, row in enumerate(cycle["calendar"].itertuples()):
        starts = _day(row.starts_on)
        due = due_of(starts, row.workdays, _day(row.due_on), china=china)
        yield {
            "kind": "task", "stage": row.stage, "what": row.task, "about": "", "owner_id": row.owner_id, "starts_on": starts,
            "due": due, "done": _day(row.done_on), "place": str(cycle.place("calendar", number, "task") or ""),
        }  # fmt: skip


def _from_cycle(cycle: Cycle) -> Iterator[dict[str, object]]:
    for stage, key, _ in CYCLE_DATES:
        due = getattr(cycle.settings, key)
        if due is not None:
            yield {
                "kind": "date", "stage": stage, "what": key, "about": "", "owner_id": "", "starts_on": None, "due": due,
                "done": None, "place": "",
            }  # fmt: skip


def _matters(cycle: Cycle) -> Iterator[dict[str, object]]:
    for number, row in enumerate(cycle["matters"].itertuples()):
        yield {
            "kind": "matter", "stage": "", "what": row.issue, "about": row.department,
            "owner_id": "" if folded(row.owner) in _ADMINISTRATOR else row.owner,
            "starts_on": _day(row.on), "due": _day(row.due), "done": _day(row.closed_on),
            "place": str(cycle.place("matters", number, "issue") or ""),
        }  # fmt: skip


def _talk_items(talks: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in talks.itertuples():
        yield {
            "kind": "talk", "stage": "", "what": row.name, "about": row.employee_id, "owner_id": row.manager_id,
            "starts_on": row.last_on, "due": row.next_due, "done": None, "place": "",
        }  # fmt: skip


def _judged(row: dict[str, object], day: date, *, china: bool, ahead: int) -> list[object]:
    """One row of items: its state and the working days until or since it is due."""
    due = row["due"]
    workdays: float | None = None
    if isinstance(due, date):
        late = due < day
        workdays = float(-workdays_between(due, day, china=china) if late else workdays_between(day, due, china=china))
    state = _state(row, day, workdays, ahead=ahead)
    told = {**row, "state": state, "workdays": workdays}
    return [told[key] for key in ITEM]


def _state(row: dict[str, object], day: date, workdays: float | None, *, ahead: int) -> State:
    if row["done"] is not None:
        return State.DONE
    due = row["due"]
    if not isinstance(due, date) or workdays is None:
        return State.UNDATED
    if due < day:
        return State.PASSED if row["kind"] == "date" else State.OVERDUE
    return State.SOON if workdays <= ahead else State.LATER


def _talks(cycle: Cycle) -> pd.DataFrame:
    """Everybody who has a manager, and whose scheme has a rhythm: the last talk, when the next is due, what is planned."""
    every = {
        folded(str(scheme)): float(days)
        for scheme, days in zip(cycle["schemes"]["scheme"], cycle["schemes"]["talk_every"], strict=True)
        if not pd.isna(days)
    }
    only = folded(str(cycle["schemes"]["scheme"].iloc[0])) if cycle["schemes"]["scheme"].map(folded).nunique() == 1 else ""
    held, planned = _held_and_planned(cycle)
    rows = []
    for row in cycle["employees"].drop_duplicates("employee_id").itertuples():
        scheme = folded(row.scheme) or only
        left = _day(row.left_on)
        if scheme not in every or not row.manager_id or row.exempt_reason or (left is not None and left < cycle.as_of):
            continue
        last = held.get(row.employee_id)
        begun = max((day for day in (last, cycle.settings.starts_on, _day(row.joined_on)) if day), default=None)
        due = begun + timedelta(days=every[scheme]) if begun else None
        state = State.UNDATED if due is None else State.OVERDUE if due < cycle.as_of else State.LATER
        coming = planned.get(row.employee_id)
        rows.append((row.employee_id, row.name, row.manager_id, row.scheme, every[scheme], last, due, coming, state))
    return pd.DataFrame(rows, columns=list(TALK))


def _held_and_planned(cycle: Cycle) -> tuple[dict[str, date], dict[str, date]]:
    """By employee: the day of the last talk that took place, and the last planned one."""
    held: dict[str, date] = {}
    planned: dict[str, date] = {}
    for row in cycle["check_ins"].itertuples():
        on = _day(row.on)
        if on is None:
            continue
        kept = planned if row.kind == "planned" else held
        if kept is planned or on <= cycle.as_of:
            kept[row.employee_id] = max(on, kept.get(row.employee_id, on))
    return held, planned


def _owners(cycle: Cycle, items: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(cycle["employees"]["employee_id"], cycle["employees"]["name"], strict=True))
    open_items = items[~items["state"].isin([State.DONE, State.PASSED])]
    rows = []
    for owner, own in open_items.groupby("owner_id", sort=True):
        count = own["state"].value_counts()
        coming = [due for due, state in zip(own["due"], own["state"], strict=True) if state in (State.SOON, State.LATER)]
        figures = [int(count.get(state, 0)) for state in (State.OVERDUE, State.SOON, State.LATER, State.UNDATED)]
        rows.append((owner, names.get(owner, ""), *figures, min(coming, default=None)))
    return pd.DataFrame(rows, columns=["owner_id", "name", "overdue", "soon", "later", "undated", "next_due"])


def _about_tasks(cycle: Cycle, *, china: bool) -> Iterator[Finding]:
    employees = cycle["employees"]
    roster = dict(zip(employees["employee_id"], employees["left_on"].map(_day), strict=True))
    for number, row in enumerate(_tasks(cycle)):
        item, due, owner = str(row["what"]), row["due"], str(row["owner_id"])
        if owner and (owner not in roster or (roster[owner] or cycle.as_of) < cycle.as_of) and row["done"] is None:
            yield TaskOwnerUnknown(item=item, owner=owner, **cycle.at("calendar", number, "owner_id"))
        if not isinstance(due, date):
            yield TaskUndated(item=item, **cycle.at("calendar", number, "due_on"))
            continue
        if not is_workday(due, china=china):
            yield DueOnHoliday(item=item, due=str(due), **cycle.at("calendar", number, "due_on"))
        if row["done"] is None and due < cycle.as_of:
            days = workdays_between(due, cycle.as_of, china=china)
            yield TaskOverdue(item=item, employee_id=owner, due=str(due), days=days, **cycle.at("calendar", number, "due_on"))
        yield from _out_of_order(cycle, number, row, due)


def _out_of_order(cycle: Cycle, number: int, row: dict[str, object], due: date) -> Iterator[Finding]:
    """A task that is due before a task of the stage before it; the rest follows from one to the next."""
    order = [stage.key for stage in STAGES]
    titles = {stage.key: stage.title for stage in STAGES}
    if row["stage"] not in order or row["stage"] == "appeal":
        return  # appeals run beside the feedback
    place = order.index(str(row["stage"]))
    earlier = [
        (one["due"], str(one["stage"]))
        for one in _tasks(cycle)
        if one["stage"] in order[:place] and one["stage"] != "coach" and isinstance(one["due"], date) and one["due"] > due
    ]
    if earlier and row["stage"] != "coach":
        before, stage = max(earlier, key=lambda one: order.index(one[1]))
        yield StagesOutOfOrder(
            item=str(row["what"]), stage=titles[str(row["stage"])], before=titles[stage], due=str(due), due_before=str(before),
            **cycle.at("calendar", number, "due_on"),
        )  # fmt: skip


def _about_matters(cycle: Cycle) -> Iterator[Finding]:
    for number, row in enumerate(_matters(cycle)):
        item, department, due = str(row["what"]), str(row["about"]), row["due"]
        if row["done"] is not None:
            continue
        if isinstance(due, date) and due < cycle.as_of:
            yield MatterOverdue(item=item, department=department, due=str(due), **cycle.at("matters", number, "due"))
        elif due is None or not str(cycle["matters"]["owner"].iloc[number]):
            yield MatterUndated(item=item, department=department, **cycle.at("matters", number, "due"))


def _about_talks(cycle: Cycle, talks: pd.DataFrame) -> Iterator[Finding]:
    for manager, own in talks.groupby("manager_id", sort=True):
        late = own.loc[own["state"] == State.OVERDUE, "employee_id"].tolist()
        if late:
            told = "、".join(late[:_IDS_LISTED]) + ("…" if len(late) > _IDS_LISTED else "")
            yield TalksMissing(employee_id=manager, manager=manager, people=len(late), of=len(own), listed=told)
    held, planned = _held_and_planned(cycle)
    for one, on in planned.items():
        if on < cycle.as_of and held.get(one, date.min) < on:
            yield PlannedTalkUnrecorded(employee_id=one, on=str(on))
