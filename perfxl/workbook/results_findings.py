"""问题清单: what is wrong, where, and how to mend it; what blocks somebody comes first."""

import pandas as pd

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.cycle.sheets import FINDINGS
from perfxl.findings.base import Finding, Findings
from perfxl.language import Text
from perfxl.workbook.results_words import ACCEPTED, SEVERITY
from perfxl.workbook.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_ORDER = ("blocker", "warning", "note", "accepted")
_KEYS = ("severity", "code", "employee_id", "name", "fact", "remedy", "place", "title", "item", "look")


def findings_sheet(findings: Findings, names: dict[str, str], language: str) -> SheetToWrite:
    """The findings as a sheet. names: each employee's name by id."""
    rows = pd.DataFrame([_row(finding, names, language) for finding in findings], columns=list(_KEYS))
    rank = rows["look"].map({look: i for i, look in enumerate(_ORDER)})
    rows = rows.assign(rank=rank).sort_values("rank", kind="stable", ignore_index=True)
    rows["look"] = rows["look"].replace("accepted", "muted")
    none = Text("没有发现问题。", "Nothing was found.")(language)
    title = FINDINGS(language)
    table = TableToWrite(_columns(language), rows, none=none)
    return SheetToWrite(title=title, heading=title, head=[HeadLine(_counts(findings, language))], tables=[table])


def _columns(language: str) -> list[ColumnToWrite]:
    return [
        ColumnToWrite("severity", Text("程度", "Severity")(language), look_from="look"),
        ColumnToWrite("code", Text("代码", "Code")(language)),
        ColumnToWrite("employee_id", Text("工号", "Employee ID")(language), number_format="@", widest=16),
        ColumnToWrite("name", Text("姓名", "Name")(language), number_format="@", widest=18),
        ColumnToWrite("fact", Text("事实", "What was found")(language), widest=56, wrap=True),
        ColumnToWrite("remedy", Text("怎样处理", "How to mend it")(language), widest=48, wrap=True),
        ColumnToWrite("place", Text("位置", "Place")(language), widest=34, wrap=True),
        ColumnToWrite("title", Text("问题", "Problem")(language), widest=30, wrap=True),
        ColumnToWrite("item", Text("事项", "Item")(language), widest=22, wrap=True),
    ]


def _row(finding: Finding, names: dict[str, str], language: str) -> tuple[str, ...]:
    look = "accepted" if finding.accepted else finding.severity
    severity = ACCEPTED if finding.accepted else SEVERITY[finding.severity]
    return (
        severity(language),
        finding.code,
        finding.employee_id,
        names.get(finding.employee_id, ""),
        finding.what(language),
        finding.mend(language),
        str(finding.place or ""),
        finding.title(language),
        _item(finding, language),
        look,
    )


def _item(finding: Finding, language: str) -> str:
    """The item as a decision may name it: a component in words where the finding takes the word, else as it is."""
    word = title_of(finding.item, COMPONENTS, language)
    return word if word in finding.item_names() else finding.item


def _counts(findings: Findings, language: str) -> str:
    blockers, warnings, notes = (findings.count(severity) for severity in ("blocker", "warning", "note"))
    accepted = sum(finding.accepted for finding in findings)
    return Text(
        f"阻止计分 {blockers} 条，提醒 {warnings} 条，说明 {notes} 条，已接受 {accepted} 条。"
        "请在原表格中改正；无法改正的，在“处理”表中写明决定。",
        f"{blockers} blocking, {warnings} warnings, {notes} notes, {accepted} accepted. "
        "Mend them in the sheets they come from; decide the rest on the Decisions sheet.",
    )(language)
