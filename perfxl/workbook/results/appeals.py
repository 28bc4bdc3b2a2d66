"""申诉一览: every appeal with its deadline, state and outcome, and how grades moved."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from perfxl.cycle.sheets import APPEALS_OVERVIEW
from perfxl.language import Text, spoken
from perfxl.rules.appeal_overview import STATES, AppealOverview
from perfxl.workbook.results.words import NO, YES, rounded_format, worded
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook

LAST_PRINTED = "decision"  # what follows is for the screen
_CENTRED = frozenset(
    ("raised_on", "due_on", "value_before", "value_after", "grade_before", "grade_after", "late", "decided_on")
)
_LOOKS = {"granted": "plain", "rejected": "plain", "open": "note", "overdue": "blocker", "unusable": "warning"}


def write_appeals(overview: AppealOverview, path: Path, *, language: str) -> None:
    """Write the overview to a new workbook of kind results at `path`; Fault where it cannot be written."""
    sheet = appeals_sheet(overview, language)
    cycle = overview.scores.cycle
    told = Text(f"截至 {cycle.as_of}", f"As of {cycle.as_of}")(language)
    sheet = replace(sheet, footer=" · ".join(filter(None, (spoken(cycle.settings.name, language), told))))
    write_workbook(path, [sheet], kind="results", language=language, made_on=cycle.as_of, title=sheet.heading)


def appeals_sheet(overview: AppealOverview, language: str) -> SheetToWrite:
    """One row per appeal, then people per grade without and with all decided appeals."""
    settings = overview.scores.cycle.settings
    name, title = spoken(settings.name, language), APPEALS_OVERVIEW(language)
    tables = [_appeals(overview, language, rounded_format(settings.rounding_digits)), _grades(overview, language)]
    heading = f"{name} · {title}" if name else title
    head = [HeadLine(_counts(overview, language))]
    printed = [column.key for column in tables[0].columns].index(LAST_PRINTED) + 1
    return SheetToWrite(title=title, heading=heading, head=head, tables=tables, printed=printed)


def _counts(overview: AppealOverview, language: str) -> str:
    of = {state: overview.count(state) for state in STATES}
    told = Text(
        f"申诉 {len(overview.table)} 件：成立 {of['granted']}，不成立 {of['rejected']}，待处理 {of['open']}，逾期 {of['overdue']}，"
        f"更正未计入 {of['unusable']}。应在提出后 {overview.scores.cycle.settings.appeal_workdays} 个工作日内答复。",
        f"{len(overview.table)} appeals: {of['granted']} granted, {of['rejected']} not granted, {of['open']} open, {of['overdue']} "
        f"overdue, {of['unusable']} with an unusable correction. Due within {overview.scores.cycle.settings.appeal_workdays} working days.",
    )
    return told(language)


def _appeals(overview: AppealOverview, language: str, rounded: str) -> TableToWrite:
    def column(
        key: str, zh: str, en: str, number_format: str = "@", *, widest: float = 16, wrap: bool = False
    ) -> ColumnToWrite:
        align = "center" if key in _CENTRED else ""
        return ColumnToWrite(
            key, Text(zh, en)(language), number_format=number_format, widest=widest, wrap=wrap, align=align
        )

    columns = [
        column("appeal_id", "申诉编号", "Appeal ID"),
        column("employee_id", "工号", "Employee ID"),
        column("name", "姓名", "Name"),
        column("item", "事项", "Item", widest=22, wrap=True),
        column("raised_on", "提出日期", "Raised on", "yyyy-mm-dd"),
        column("due_on", "应答复日期", "Due on", "yyyy-mm-dd"),
        ColumnToWrite("state", Text("状态", "State")(language), look_from="look", widest=18, align="center"),
        column("value_before", "原值", "Value before"),
        column("value_after", "更正值", "Corrected"),
        column("score_before", "原得分", "Score before", rounded),
        column("score_after", "现得分", "Score now", rounded),
        column("grade_before", "原等级", "Grade before"),
        column("grade_after", "现等级", "Grade now"),
        column(LAST_PRINTED, "处理结果", "Decision", widest=44, wrap=True),
        column("department", "部门", "Department"),
        column("workdays", "用了几个工作日", "Workdays taken", "0"),
        column("late", "逾期", "Late"),
        column("decided_on", "决定日期", "Decided on", "yyyy-mm-dd"),
        column("decided_by", "决定人", "Decided by"),
    ]
    table = overview.table
    rows = table.assign(
        look=table["state"].map(_LOOKS),
        state=worded(table["state"], STATES, language),
        late=table["late"].map({True: YES(language), False: NO(language)}),
        raised_on=pd.to_datetime(table["raised_on"]),
        due_on=pd.to_datetime(table["due_on"]),
        decided_on=pd.to_datetime(table["decided_on"]),
        **{key: pd.to_numeric(table[key]) for key in ("workdays", "score_before", "score_after")},
        **{key: table[key].fillna("") for key in ("value_before", "value_after", "grade_before", "grade_after")},
    )
    return TableToWrite(columns, rows, none=Text("没有申诉。", "There are no appeals.")(language))


def _grades(overview: AppealOverview, language: str) -> TableToWrite:
    titles = (
        ("grade", "等级", "Grade", "@"), ("before", "不计申诉", "Without appeals", "0"), ("after", "计入申诉", "With appeals", "0"),
        ("share_before", "占比（不计）", "Share without", "0.0%"), ("share_after", "占比（计入）", "Share with", "0.0%"),
        ("quota", "比例上限", "Quota", "0.0%"), ("over", "超过名额", "Over the quota", "@"),
    )  # fmt: skip
    columns = [ColumnToWrite(key, Text(zh, en)(language), number_format=look) for key, zh, en, look in titles]
    rows = overview.grades.assign(
        **{key: pd.to_numeric(overview.grades[key]) / 100 for key in ("share_before", "share_after", "quota")},
        over=overview.grades["over"].map({True: YES(language), False: ""}),
    )
    none = Text("没有等级。", "There are no grades.")(language)
    return TableToWrite(columns, rows, title=Text("各等级人数", "People per grade")(language), none=none)
