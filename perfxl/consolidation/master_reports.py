"""The sheets of a master that people read: summary, changes, what is missing, exceptions, findings, files, sums."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from perfxl.consolidation.assembly import Assembled
from perfxl.consolidation.changes import Changes
from perfxl.consolidation.choosing import Outcome
from perfxl.consolidation.missing import Missing
from perfxl.consolidation.reconciliation import Line
from perfxl.cycle.sheets import FINDINGS, sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.language import Text, spoken
from perfxl.rules.goals import cascade
from perfxl.workbook.goals.book import negotiation_sheet
from perfxl.workbook.results.words import ACCEPTED, SEVERITY
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

SUMMARY = Text("汇总", "Summary")
CHANGES = Text("变化", "Changes")
MISSING = Text("尚缺", "Still missing")
EXCEPTIONS = Text("未采用", "Not used")
FILES = Text("文件", "Files")
SUMS = Text("对账", "Reconciliation")

STATUS = {
    "read": Text("已读取", "read"),
    "unchanged": Text("未变", "unchanged"),
    "skipped": Text("已跳过", "skipped"),
    "quarantined": Text("已隔离", "set aside"),
}
_LOOKS = {"skipped": "warning", "quarantined": "blocker", "read": "plain", "unchanged": "plain"}
_RATERS, _NOBODYS = Text("评价人的表", "raters' workbooks"), Text("—", "-")


@dataclass(frozen=True)
class Report:
    """What the sheets tell about one run."""

    cycle: Cycle
    assembled: Assembled
    outcomes: Sequence[Outcome]
    findings: Findings
    changes: Changes
    missing: Sequence[Missing]
    lines: Sequence[Line]
    missing_departments: Sequence[str]


def report_sheets(report: Report, language: str) -> list[SheetToWrite]:
    """The sheets in the order in which an administrator asks: is it all there, what is new, what is wrong."""
    made: tuple[Callable[[Report, str], SheetToWrite], ...] = (
        summary_sheet,
        changes_sheet,
        missing_sheet,
        findings_sheet,
        exceptions_sheet,
        files_sheet,
        sums_sheet,
    )
    sheets = [make(report, language) for make in made]
    return [*sheets[:3], *negotiation_sheets(report, language), *sheets[3:]]


def _column(key: str, zh: str, en: str, language: str, **rest: object) -> ColumnToWrite:
    return ColumnToWrite(key, Text(zh, en)(language), **{"number_format": "@", **rest})  # type: ignore[arg-type]


def _number(key: str, zh: str, en: str, language: str) -> ColumnToWrite:
    return ColumnToWrite(key, Text(zh, en)(language), number_format="0")


def _rows(rows: Iterable[Sequence[object]], columns: Sequence[ColumnToWrite], *extra: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[*(column.key for column in columns), *extra])


def summary_sheet(report: Report, language: str) -> SheetToWrite:
    """Per department: who has sent what, how much is filled in, how much is missing."""
    columns = [
        _column("department", "部门", "Department", language, widest=24.0),
        _number("people", "人数", "People", language),
        _number("files", "文件", "Files", language),
        _number("sent", "下发行数", "Rows sent out", language),
        _number("filled", "已填行数", "Filled in", language),
        _number("missing", "尚缺", "Still missing", language),
        _number("left", "未采用", "Not used", language),
        _column("state", "状态", "State", language, look_from="look", align="center"),
    ]
    missing = Counter(one.department for one in report.missing)
    files = Counter(source.department for source in report.assembled.sources)
    rows = [
        _department(report, one, language, missing=missing[one], files=files[one])
        for one in report.assembled.company.people.all_departments()
    ]
    head = [HeadLine(line) for line in _head(report, language)]
    table = TableToWrite(columns, _rows(rows, columns, "look"), none=_none(language))
    return SheetToWrite(SUMMARY(language), _title(report, language), [table], head=head)


def _title(report: Report, language: str) -> str:
    name = spoken(report.cycle.settings.name, language)
    return Text(f"{name} 汇总", f"{name}: consolidation")(language)


def _department(report: Report, department: str, language: str, *, missing: int, files: int) -> tuple[object, ...]:
    lines = [line for line in report.lines if line.department == department]
    main = [line for line in lines if line.table in ("kpis", "goals", "ratings")]
    silent = department in report.missing_departments
    state, look = (
        (Text("尚未交回", "nothing sent"), "blocker")
        if silent
        else (Text("有缺项", "incomplete"), "warning")
        if missing
        else (Text("齐全", "complete"), "plain")
    )
    return (
        department,
        len(report.assembled.company.people.of(department)),
        files,
        sum(line.sent for line in main),
        sum(line.filled for line in main),
        missing,
        sum(line.left for line in lines),
        state(language),
        look,
    )


def _head(report: Report, language: str) -> list[str]:
    counts: Counter[str] = Counter(one.status for one in report.outcomes)
    files = "，".join(f"{STATUS[status].zh} {counts[status]}" for status in STATUS)
    english = ", ".join(f"{counts[status]} {STATUS[status].en}" for status in STATUS)
    blockers, warnings, notes = (report.findings.count(one) for one in ("blocker", "warning", "note"))
    silent = report.missing_departments
    return [
        Text(f"判断日 {report.cycle.as_of}。文件：{files}。", f"As of {report.cycle.as_of}. Files: {english}.")(language),
        Text(
            f"问题：阻止计分 {blockers}，提醒 {warnings}，说明 {notes}；未采用的内容 {len(report.assembled.left)} 处。",
            f"Findings: {blockers} blocking, {warnings} warnings, {notes} notes; {len(report.assembled.left)} entries not used.",
        )(language),
        Text(f"尚未交回：{'、'.join(silent) or '无'}。", f"Nothing yet from: {', '.join(silent) or 'nobody'}.")(language),
    ]


def changes_sheet(report: Report, language: str) -> SheetToWrite:
    """Files that came, changed or went since the last run, and each value that changed."""
    found = report.changes
    columns = [
        _column("what", "变化", "Change", language),
        _column("file", "文件", "File", language, widest=34.0),
        _column("employee_id", "工号", "Employee ID", language),
        _column("item", "事项", "Item", language, widest=30.0),
        _column("column", "项目", "Column", language),
        _column("before", "上次", "Last time", language, widest=30.0, wrap=True),
        _column("after", "这次", "This time", language, widest=30.0, wrap=True),
        _column("place", "位置", "Place", language, widest=34.0),
    ]
    words = {
        "came": Text("新到", "came"),
        "changed": Text("改动", "changed"),
        "gone": Text("不见了", "gone"),
        "cell": Text("改值", "value"),
    }
    rows: list[tuple[object, ...]] = []
    for what, names in (("came", found.came), ("changed", found.changed), ("gone", found.gone)):
        rows += [(words[what](language), name, "", "", "", "", "", "") for name in names]
    for cell in found.cells:
        title = _column_title(cell.table, cell.column, language)
        item = (cell.employee_id, cell.item, title, cell.before, cell.after, str(cell.place))
        rows.append((words["cell"](language), cell.file, *item))
    told = Text("第一次汇总。", "The first run.") if found.first else Text("与上一次汇总相比。", "Against the last run.")
    none = Text("没有变化。", "Nothing has changed.")(language)
    table = TableToWrite(columns, _rows(rows, columns), none=none)
    return SheetToWrite(CHANGES(language), CHANGES(language), [table], head=[HeadLine(told(language))])


def _column_title(table: str, column: str, language: str) -> str:
    sheet = sheet_of(table)
    return f"{sheet.title(language)}·{sheet.column(column).title(language)}" if column else sheet.title(language)


def missing_sheet(report: Report, language: str) -> SheetToWrite:
    """Who still owes what."""
    names = report.assembled.company.names
    columns = [
        _column("owner", "由谁提供", "Owner ID", language),
        _column("owner_name", "姓名", "Name", language),
        _column("department", "部门", "Department", language),
        _column("employee_id", "关于（工号）", "About (ID)", language),
        _column("name", "姓名", "Name", language),
        _column("what", "缺什么", "What is missing", language, widest=36.0),
        _column("place", "位置", "Place", language, widest=40.0),
    ]
    rows = [
        (
            one.owner,
            names.get(one.owner, ""),
            one.department,
            one.employee_id,
            names.get(one.employee_id, ""),
            one.what(language),
            one.place,
        )
        for one in report.missing
    ]
    table = TableToWrite(columns, _rows(rows, columns), none=Text("没有缺项。", "Nothing is missing.")(language))
    return SheetToWrite(MISSING(language), MISSING(language), [table])


def negotiation_sheets(report: Report, language: str) -> list[SheetToWrite]:
    """The goals that departments have answered otherwise or not at all, with both sides; no sheet where all is agreed."""
    table = cascade(report.cycle).table
    open_ones = table["state"].isin(("changed", "counter", "open", "accepted")) | (table["response"] == "counter")
    return [negotiation_sheet(table, language)] if open_ones.any() else []


def exceptions_sheet(report: Report, language: str) -> SheetToWrite:
    """Everything that a return says and the master does not."""
    columns = [
        _column("code", "代码", "Code", language),
        _column("department", "部门", "Department", language),
        _column("place", "位置", "Place", language, widest=36.0),
        _column("employee_id", "工号", "Employee ID", language),
        _column("item", "事项", "Item", language, widest=26.0),
        _column("column", "项目", "Column", language),
        _column("theirs", "交回的", "In the return", language, widest=26.0, wrap=True),
        _column("ours", "采用的", "Used instead", language, widest=26.0, wrap=True),
        _column("why", "原因", "Why", language, widest=56.0, wrap=True),
    ]
    rows = [
        (
            one.code,
            one.department,
            str(one.place),
            one.employee_id,
            one.item,
            _column_title(one.table, one.column, language),
            one.theirs,
            one.ours,
            one.why(language),
        )
        for one in report.assembled.left
    ]
    none = Text("全部采用。", "Everything is used.")(language)
    return SheetToWrite(EXCEPTIONS(language), EXCEPTIONS(language), [TableToWrite(columns, _rows(rows, columns), none=none)])


def findings_sheet(report: Report, language: str) -> SheetToWrite:
    """What is wrong in the returns and between them, the worst first."""
    columns = [
        _column("severity", "程度", "Severity", language, look_from="look"),
        _column("code", "代码", "Code", language),
        _column("employee_id", "工号", "Employee ID", language),
        _column("fact", "事实", "What was found", language, widest=56.0, wrap=True),
        _column("remedy", "怎样处理", "How to mend it", language, widest=48.0, wrap=True),
        _column("place", "位置", "Place", language, widest=36.0),
    ]
    order = ("blocker", "warning", "note")
    ranked = sorted(report.findings, key=lambda one: 3 if one.accepted else order.index(one.severity))
    rows = [
        (
            (ACCEPTED if one.accepted else SEVERITY[one.severity])(language),
            one.code,
            one.employee_id,
            one.what(language),
            one.mend(language),
            str(one.place or ""),
            "muted" if one.accepted else one.severity,
        )
        for one in ranked
    ]
    none = Text("没有发现问题。", "Nothing was found.")(language)
    return SheetToWrite(
        FINDINGS(language), FINDINGS(language), [TableToWrite(columns, _rows(rows, columns, "look"), none=none)]
    )


def files_sheet(report: Report, language: str) -> SheetToWrite:
    """Every file, what became of it and why."""
    columns = [
        _column("file", "文件", "File", language, widest=40.0),
        _column("status", "结果", "Outcome", language, look_from="look"),
        _column("owner", "部门", "Department", language),
        _column("code", "代码", "Code", language),
        _column("why", "原因", "Why", language, widest=56.0, wrap=True),
        _column("rows", "行数", "Rows", language, widest=34.0, wrap=True),
    ]
    whose = {source.read.file: source.department or source.rater for source in report.assembled.sources}
    rows = []
    for one in report.outcomes:
        finding = one.finding
        parts = [f"{sheet_of(key).title(language)} {count}" for key, count in one.rows.items() if count]
        rows.append(
            (
                one.file,
                STATUS["read" if one.status == "unchanged" else one.status](language),
                whose.get(one.file, ""),
                finding.code if finding else "",
                finding.what(language) if finding else "",
                Text("，", ", ")(language).join(parts),
                _LOOKS[one.status],
            )
        )
    none = Text("没有文件。", "No files.")(language)
    return SheetToWrite(FILES(language), FILES(language), [TableToWrite(columns, _rows(rows, columns, "look"), none=none)])


def sums_sheet(report: Report, language: str) -> SheetToWrite:
    """Rows and sums of what came against what became of it."""
    columns = [
        _column("department", "部门", "Department", language),
        _column("table", "表", "Sheet", language),
        *(
            _number(key, zh, en, language)
            for key, zh, en in (
                ("sent", "下发行", "Sent out"),
                ("filled", "已填", "Filled in"),
                ("came", "交回行", "Came back"),
                ("taken", "采用", "Used"),
                ("added", "新增", "Added"),
                ("repeated", "重复", "Repeated"),
                ("left", "未采用", "Not used"),
            )
        ),
        ColumnToWrite("sum_came", Text("交回数值合计", "Sum that came")(language)),
        ColumnToWrite("sum_used", Text("采用数值合计", "Sum used")(language)),
        ColumnToWrite("sum_not_used", Text("未采用数值合计", "Sum not used")(language)),
        _column("adds_up", "核对", "Check", language, look_from="look"),
    ]
    words = Text("相符", "adds up"), Text("不符", "does not add up")
    rows = [
        (
            line.department or (_RATERS if line.files else _NOBODYS)(language),
            sheet_of(line.table).title(language),
            *(line.sent, line.filled, line.came, line.taken, line.added, line.repeated, line.left),
            *(round(one, 6) for one in (line.sum_came, line.sum_used, line.sum_not_used)),
            words[not line.adds_up](language),
            "plain" if line.adds_up else "blocker",
        )
        for line in report.lines
    ]
    return SheetToWrite(SUMS(language), SUMS(language), [TableToWrite(columns, _rows(rows, columns, "look"), none=_none(language))])


def _none(language: str) -> str:
    return Text("没有内容。", "Nothing here.")(language)
