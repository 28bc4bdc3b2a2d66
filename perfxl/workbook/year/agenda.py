"""The workbook of the agenda: what is due and overdue, per owner, talks per manager, matters, and a calendar to begin with."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from perfxl.cycle.choices import STAGES, title_of
from perfxl.cycle.sheets import sheet_of
from perfxl.language import Text
from perfxl.rules.agenda import Agenda, State, proposed_calendar
from perfxl.rules.agenda_words import ADMINISTRATOR, STATES, kind_of, what_of
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook
from perfxl.workbook.year.columns import as_days, days, declared, figures, findings_list, words

DUE, TALKS, MATTERS = Text("到期和逾期", "Due and overdue"), Text("沟通", "Talks"), Text("部门事项", "Matters raised")
PROPOSED = Text("建议日程", "Proposed calendar")
_LOOKS = {State.OVERDUE: "blocker", State.SOON: "warning", State.DONE: "muted", State.PASSED: "muted", State.UNDATED: "note"}
_AS_OF = Text("截至 {day}；天数按工作日。", "As of {day}; days are working days.")
_NO_CALENDAR = Text(
    "“日程”表还是空的，这里列的是“周期”表的日期。“建议日程”可以核对后贴到“日程”表。",
    "The Calendar sheet is empty; these are the dates of the Cycle sheet. Check the proposed calendar, then paste it there.",
)
_TO_PASTE = Text(
    "按本周期的日期和工作日推算，核对后贴到“日程”表，并填写负责人。",
    "Worked out from this cycle's dates by working days. Check it, paste it into Calendar, and enter the owners.",
)
_NO_RHYTHM = Text(
    "没有人的考核方案写了沟通间隔（考核方案表的“沟通间隔（天）”）。", "No scheme says how often to talk (Talk every, on the Schemes sheet)."
)


def write_agenda(found: Agenda, path: Path, *, language: str) -> None:
    """Write the agenda to a new workbook of kind results at `path`. Raises Fault where it cannot be written."""
    sheets = agenda_sheets(found, language)
    write_workbook(path, sheets, kind="results", language=language, made_on=found.cycle.as_of, title=sheets[0].heading)


def agenda_sheets(found: Agenda, language: str) -> list[SheetToWrite]:
    """The sheets before they are a file."""
    roster = found.cycle["employees"]
    names = dict(zip(roster["employee_id"], roster["name"], strict=True))
    proposed = [] if found.declared or not proposed_calendar(found.cycle.settings) else [_proposed(found, language)]
    return [
        _due(found, names, language),
        *proposed,
        _talks(found, names, language),
        _matters(found, language),
        findings_list(found.findings, names, language),
    ]


def _due(found: Agenda, names: dict[str, str], language: str) -> SheetToWrite:
    head = [HeadLine(_AS_OF(language).format(day=found.cycle.as_of))]
    if not found.declared:
        head.append(HeadLine(_NO_CALENDAR(language), look="note"))
    open_items = found.items[~found.items["state"].isin([State.DONE])]
    order = open_items["state"].map({State.OVERDUE: 0, State.SOON: 1, State.LATER: 2, State.UNDATED: 3, State.PASSED: 4})
    ranked = open_items.assign(_order=order).sort_values("_order", kind="stable", ignore_index=True)
    columns = [
        words("state", "状态", "State", language, widest=14, look_from="look"),
        days("due", "截止日期", "Due", language),
        figures("workdays", "工作日", "Working days", language, "0;-0;0"),
        words("what", "事项", "What", language, widest=44),
        words("kind", "类别", "Kind", language, widest=14),
        words("owner", "负责人", "Owner", language, widest=28),
        words("place", "位置", "Place", language, widest=34),
    ]
    rows = as_days(_shown(ranked, names, language), "due")
    title = DUE(language)
    none = Text("没有未完成的事项。", "Nothing is open.")(language)
    tables = [_owners(found, language), TableToWrite(columns, rows, title=Text("逐项", "One by one")(language), none=none)]
    return SheetToWrite(title=title, heading=title, head=head, tables=tables, filtered=1)


def _owners(found: Agenda, language: str) -> TableToWrite:
    columns = [
        words("owner", "负责人", "Owner", language, widest=28),
        figures("overdue", "逾期", "Overdue", language),
        figures("soon", "即将到期", "Due soon", language),
        figures("later", "以后", "Later", language),
        figures("undated", "没有期限", "No date", language),
        days("next_due", "下一个期限", "Next due", language),
    ]
    names = dict(zip(found.owners["owner_id"], found.owners["name"], strict=True))
    owner = [_owner(one, names, language) for one in found.owners["owner_id"]]
    rows = as_days(found.owners.assign(owner=owner), "next_due")
    return TableToWrite(columns, rows, none=Text("没有未完成的事项。", "Nothing is open.")(language))


def _shown(items: pd.DataFrame, names: dict[str, str], language: str) -> pd.DataFrame:
    records = items.to_dict("records")
    return items.assign(
        look=[_LOOKS.get(state, "plain") for state in items["state"]],
        state=[STATES[state](language) for state in items["state"]],
        what=[what_of(row, language) for row in records],
        kind=[kind_of(stage, kind)(language) for stage, kind in zip(items["stage"], items["kind"], strict=True)],
        owner=[_owner(one, names, language) for one in items["owner_id"]],
        workdays=items["workdays"].astype(float),
    )


def _owner(one: str, names: dict[str, str], language: str) -> str:
    return f"{one} {names.get(one, '')}".strip() or ADMINISTRATOR(language)


def _proposed(found: Agenda, language: str) -> SheetToWrite:
    columns = [declared("calendar", key, language, widest=46) for key in ("stage", "task", "owner_id", "starts_on", "due_on")]
    rows = pd.DataFrame(
        [
            (title_of(stage, STAGES, language), task(language), "", first, last)
            for stage, task, first, last in proposed_calendar(found.cycle.settings)
        ],
        columns=[column.key for column in columns],
    )
    table = TableToWrite(columns, as_days(rows, "starts_on", "due_on"))
    title = PROPOSED(language)
    return SheetToWrite(title=title, heading=title, head=[HeadLine(_TO_PASTE(language))], tables=[table])


def _talks(found: Agenda, names: dict[str, str], language: str) -> SheetToWrite:
    columns = [
        words("manager", "上级", "Manager", language, widest=22),
        words("employee_id", "工号", "Employee ID", language, widest=12),
        words("name", "姓名", "Name", language),
        words("scheme", "考核方案", "Scheme", language),
        figures("every", "间隔（天）", "Every (days)", language),
        days("last_on", "上次沟通", "Last talk", language),
        days("next_due", "最晚下次", "Next due", language),
        days("planned_on", "已约", "Planned", language),
        words("told", "状态", "State", language, look_from="look"),
    ]
    talks = found.talks.assign(
        manager=[_owner(one, names, language) for one in found.talks["manager_id"]],
        look=[_LOOKS.get(state, "plain") for state in found.talks["state"]],
        told=["" if state == State.LATER else STATES[state](language) for state in found.talks["state"]],
    ).sort_values(["manager_id", "next_due"], kind="stable", ignore_index=True)
    table = TableToWrite(columns, as_days(talks, "last_on", "next_due", "planned_on"), none=_NO_RHYTHM(language))
    title = TALKS(language)
    return SheetToWrite(title=title, heading=title, tables=[_managers(found, names, language), table], filtered=1)


def _managers(found: Agenda, names: dict[str, str], language: str) -> TableToWrite:
    columns = [
        words("manager", "上级", "Manager", language, widest=22),
        figures("people", "人数", "People", language),
        figures("missing", "缺沟通", "Talks missing", language),
    ]
    late = found.talks.assign(late=found.talks["state"] == State.OVERDUE)
    counts = late.groupby("manager_id", sort=True)["late"].agg(["size", "sum"]).reset_index()
    rows = pd.DataFrame(
        {
            "manager": [_owner(one, names, language) for one in counts["manager_id"]],
            "people": counts["size"].astype(float),
            "missing": counts["sum"].astype(float),
        }
    )
    return TableToWrite(columns, rows, none=_NO_RHYTHM(language))


def _matters(found: Agenda, language: str) -> SheetToWrite:
    table = found.cycle["matters"]
    state = _states(found)
    columns = [
        words("told", "状态", "State", language, look_from="look"),
        *(declared("matters", column.key, language, widest=30) for column in sheet_of("matters").columns),
    ]
    rows = table.assign(look=[_LOOKS.get(one, "plain") for one in state], told=[_of_matter(one, language) for one in state])
    made = TableToWrite(columns, rows, none=Text("部门没有提出事项。", "No department has raised anything.")(language))
    title = MATTERS(language)
    heading = sheet_of("matters").title(language)
    return SheetToWrite(title=title, heading=heading, head=[HeadLine(_counts(state, language))], tables=[made])


def _states(found: Agenda) -> list[State]:
    """The state of each matter, in the order of the sheet."""
    day = found.cycle.as_of
    table = found.cycle["matters"]
    return [
        State.DONE if not pd.isna(closed) else State.UNDATED if pd.isna(due) else State.OVERDUE if due.date() < day else State.LATER
        for due, closed in zip(table["due"], table["closed_on"], strict=True)
    ]


def _of_matter(state: State, language: str) -> str:
    told = {State.DONE: Text("已办结", "closed"), State.LATER: Text("办理中", "open"), State.UNDATED: Text("办理中，没有期限", "open, no date")}
    return told.get(state, STATES[state])(language)


def _counts(state: Sequence[State], language: str) -> str:
    n = len(state)
    closed, late = state.count(State.DONE), state.count(State.OVERDUE)
    text = Text("共 {n} 项：已办结 {closed}，办理中 {open}，其中逾期 {late}。", "{n} in all: {closed} closed, {open} open, of which {late} overdue.")
    return text(language).format(n=n, closed=closed, open=n - closed, late=late)
