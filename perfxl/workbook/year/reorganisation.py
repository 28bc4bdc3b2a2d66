"""The workbook of a reorganisation: who changed, and rows to paste into the cycle workbook when they are confirmed."""

from pathlib import Path

import pandas as pd

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.language import Text
from perfxl.rules.departments_compared import FATES, Fate
from perfxl.rules.reorganisation import RATER, STRETCH, Change, Reorganisation
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook
from perfxl.workbook.year.columns import as_days, days, declared, figures, findings_list, words

KINDS = {
    "joined": Text("入职", "joined"),
    "left": Text("离职", "left"),
    "moved": Text("调动", "moved"),
    "manager": Text("换上级", "new manager"),
    "renamed": Text("部门改名", "department renamed"),
}
_BEFORE, _AFTER = Text("原{0}", "{0} before"), Text("现{0}", "{0} now")
_COMPARED = ("department", "position", "scheme", "manager_id")
_ROSTER = ("employee_id", "name", "department", "position", "scheme", "manager_id", "joined_on", "left_on")
CHANGES, RATERS, DATED = (
    Text("变动", "Changes"),
    Text("谁评价哪一段", "Who rates when"),
    Text("指标归属", "KPIs' stretches"),
)
_TOLD = {
    "changes": Text(
        "两份名单的比较，请逐条核对；后面各表是据此提出的建议，确认后才贴入周期工作簿。",
        "The two rosters compared; check each line. The other sheets propose what follows: paste them when they are confirmed.",
    ),
    "employees": Text(
        "新名单，加上已离职的人；确认后贴到“员工”表的相应列。",
        "The new roster with those who left, for the Employees sheet.",
    ),
    "assignments": Text(
        "生效日期之前和之后各一段，确认后贴到“任职”表。得分按两段的天数合成。",
        "A stretch up to the day and one from it on, for the Assignments sheet. Scores combine by the days of the stretches.",
    ),
    "raters": Text(
        "每一段由当时的上级评价。调动的人，评价表的“任职开始日期”写这一段的第一天。",
        "Each stretch is rated by the manager of that time. For those who moved, ratings carry the first day of the stretch.",
    ),
    "kpis": Text(
        "调动者原有的指标属于前一段：在“指标”表中填上任职开始日期；新的一段另加指标。",
        "The KPIs so far belong to the first stretch: enter its first day on the KPIs sheet; add KPIs for the new stretch.",
    ),
}
_NONE = Text("没有。", "None.")


def write_reorganisation(found: Reorganisation, old: Cycle, path: Path, *, language: str) -> None:
    """Write the comparison to a new workbook of kind results at `path`. Raises Fault where it cannot be written."""
    sheets = reorganisation_sheets(found, old, language)
    write_workbook(path, sheets, kind="results", language=language, made_on=old.as_of, title=sheets[0].heading)


def reorganisation_sheets(found: Reorganisation, old: Cycle, language: str) -> list[SheetToWrite]:
    """The sheets before they are a file."""
    names = {person.employee_id: person.name for person in found.roster}
    return [
        _changes(found, language),
        findings_list(found.findings, names, language),
        _roster(found, language),
        _stretches(found, names, language),
        _raters(found, language),
        _dated_kpis(found, old, names, language),
    ]


def _changes(found: Reorganisation, language: str) -> SheetToWrite:
    columns = [
        words("kinds", "变动", "Change", language),
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        *(_of(key, side, mark, language) for key in _COMPARED for side, mark in (("old", _BEFORE), ("new", _AFTER))),
    ]
    rows = pd.DataFrame(
        [_change_row(one, language) for one in found.changes], columns=[column.key for column in columns]
    )
    people = TableToWrite(columns, rows, none=Text("两份名单没有差别。", "The rosters do not differ.")(language))
    head = [HeadLine(_TOLD["changes"](language)), HeadLine(_counts(found, language))]
    title = CHANGES(language)
    return SheetToWrite(title=title, heading=title, head=head, tables=[people, _departments(found, language)], frozen=3)


def _of(key: str, side: str, mark: Text, language: str) -> ColumnToWrite:
    title = sheet_of("employees").column(key).title(language)
    return ColumnToWrite(f"{side}.{key}", mark(language).format(title), number_format="@", widest=18, wrap=True)


def _change_row(change: Change, language: str) -> list[str]:
    sides = [getattr(person, key) if person else "" for key in _COMPARED for person in (change.before, change.after)]
    between = Text("、", ", ")(language)
    kinds = between.join(KINDS[kind](language) for kind in change.kinds)
    return [kinds, change.person.employee_id, change.person.name, *sides]


def _counts(found: Reorganisation, language: str) -> str:
    parts = [f"{KINDS[kind](language)} {found.count(kind)}" for kind in KINDS if found.count(kind)]
    day = (
        Text(f"生效日期 {found.on}", f"From {found.on}")
        if found.on
        else Text("生效日期待填", "The day is to be filled in")
    )
    return " · ".join([day(language), *parts])


def _departments(found: Reorganisation, language: str) -> TableToWrite:
    columns = [
        words("fate", "变动", "Change", language),
        words("department", "部门", "Department", language),
        words("people", "人数", "People", language),
        words("told", "去向", "What became of it", language, widest=30),
    ]
    rows = pd.DataFrame(
        [
            (_fate(one.fate, language), one.department, str(one.people), one.told()(language))
            for one in found.departments
        ],
        columns=[column.key for column in columns],
    )
    return TableToWrite(columns, rows, title=Text("部门", "Departments")(language), none=_NONE(language))


def _fate(fate: Fate, language: str) -> str:
    short = {
        Fate.RENAMED: Text("改名", "renamed"),
        Fate.MERGED: Text("合并", "merged"),
        Fate.DIVIDED: Text("拆分", "divided"),
        Fate.CLOSED: Text("撤销", "closed"),
        Fate.NEW: FATES[Fate.NEW],
    }
    return short[fate](language)


def _roster(found: Reorganisation, language: str) -> SheetToWrite:
    columns = [declared("employees", key, language) for key in _ROSTER]
    rows = pd.DataFrame([[getattr(person, key) for key in _ROSTER] for person in found.roster], columns=list(_ROSTER))
    return _pasted("employees", columns, as_days(rows, "joined_on", "left_on"), language)


def _stretches(found: Reorganisation, names: dict[str, str], language: str) -> SheetToWrite:
    columns = [declared("assignments", key, language) for key in STRETCH]
    columns.append(words("name", "姓名", "Name", language))
    rows = found.stretches.assign(name=[names.get(one, "") for one in found.stretches["employee_id"]])
    return _pasted("assignments", columns, as_days(rows, "from_on", "to_on"), language)


def _pasted(sheet: str, columns: list[ColumnToWrite], rows: pd.DataFrame, language: str) -> SheetToWrite:
    title = sheet_of(sheet).title(language)
    table = TableToWrite(columns, rows, none=_NONE(language))
    heading = Text(f"建议的{title}", f"Proposed: {title}")(language)
    return SheetToWrite(title=title, heading=heading, head=[HeadLine(_TOLD[sheet](language))], tables=[table], frozen=2)


def _raters(found: Reorganisation, language: str) -> SheetToWrite:
    columns = [
        declared("ratings", "employee_id", language),
        words("name", "姓名", "Name", language),
        declared("ratings", "rater_id", language),
        words("rater", "评价人姓名", "Rater's name", language),
        words("role", "评价关系", "Role", language),
        declared("ratings", "assignment_from", language),
        days("from_on", "从", "From", language),
        days("to_on", "到", "To", language),
        figures("days", "天数", "Days", language),
    ]
    role = Text("上级", "manager")(language)
    rows = as_days(found.raters, "from_on", "to_on", "assignment_from").assign(role=role)
    assert set(RATER) <= set(rows.columns)
    table = TableToWrite(columns, rows.astype({"days": float}), none=_NONE(language))
    title = RATERS(language)
    return SheetToWrite(
        title=title, heading=title, head=[HeadLine(_TOLD["raters"](language))], tables=[table], frozen=2
    )


def _dated_kpis(found: Reorganisation, old: Cycle, names: dict[str, str], language: str) -> SheetToWrite:
    keys = list(found.kpis)
    table = old["kpis"].loc[keys, ["employee_id", "kpi"]]
    rows = table.assign(
        assignment_from=pd.to_datetime(pd.Series(found.kpis, dtype=object)).astype("datetime64[ns]"),
        name=[names.get(one, "") for one in table["employee_id"]],
        place=[str(old.place("kpis", row, "assignment_from") or "") for row in keys],
    )
    columns = [
        declared("kpis", "employee_id", language),
        words("name", "姓名", "Name", language),
        declared("kpis", "kpi", language, widest=30),
        declared("kpis", "assignment_from", language),
        words("place", "位置", "Place", language, widest=40),
    ]
    title = DATED(language)
    made = TableToWrite(columns, rows.reset_index(drop=True), none=_NONE(language))
    return SheetToWrite(title=title, heading=title, head=[HeadLine(_TOLD["kpis"](language))], tables=[made], frozen=2)
