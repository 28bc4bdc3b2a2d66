"""问题清单: what is wrong, where, and how to mend it; what blocks somebody comes first."""

import re

import pandas as pd

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.cycle.sheets import FINDINGS
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.workbook.results.words import ACCEPTED, SEVERITY
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_UNLINKABLE = re.compile(r"[#%/\\:?*\[\]\x00-\x1f]")  # a link would mean something else by these
_ORDER = ("blocker", "warning", "note", "accepted")
_KEYS = ("severity", "code", "employee_id", "name", "owner", "fact", "remedy", "place", "title", "item")
_OWNER_COLUMNS = {
    "kpis": "owner_id",
    "goals": "owner_id",
    "ratings": "rater_id",
    "adjustments": "approver_id",
    "appeals": "decided_by",
    "calibration": "decided_by",
}


def findings_sheet(scores: Scores, language: str, *, beside: str) -> SheetToWrite:
    """The findings as a sheet.

    beside: the name of the cycle workbook if it stands in the same folder, so that places in it can be links.
    """
    names = dict(zip(scores.people["employee_id"], scores.people["name"], strict=True))
    findings = scores.findings
    columns = [*_KEYS, "look", "place.link"]
    found = [_row(one, scores.cycle, names, language=language, beside=beside) for one in findings]
    rows = pd.DataFrame(found, columns=columns)
    rank = rows["look"].map({look: i for i, look in enumerate(_ORDER)})
    rows = rows.assign(rank=rank).sort_values("rank", kind="stable", ignore_index=True)
    rows["look"] = rows["look"].replace("accepted", "muted")
    rows["place.look"] = [f"plain{' link' if link else ''}" for link in rows["place.link"]]
    none = Text("没有发现问题。", "Nothing was found.")(language)
    title = FINDINGS(language)
    table = TableToWrite(_columns(language), rows, none=none, name="perfxl_findings")
    head = [HeadLine(_counts(findings, language))]
    return SheetToWrite(title=title, heading=title, head=head, tables=[table], printed=_KEYS.index("place") + 1)


def _columns(language: str) -> list[ColumnToWrite]:
    return [
        ColumnToWrite("severity", Text("程度", "Severity")(language), look_from="look"),
        ColumnToWrite("code", Text("代码", "Code")(language)),
        ColumnToWrite("employee_id", Text("工号", "Employee ID")(language), number_format="@", widest=16),
        ColumnToWrite("name", Text("姓名", "Name")(language), number_format="@", widest=18),
        ColumnToWrite("owner", Text("由谁处理", "To be mended by")(language), widest=18, wrap=True),
        ColumnToWrite("fact", Text("事实", "What was found")(language), widest=56, wrap=True),
        ColumnToWrite("remedy", Text("怎样处理", "How to mend it")(language), widest=48, wrap=True),
        ColumnToWrite(
            "place",
            Text("位置", "Place")(language),
            widest=34,
            wrap=True,
            look_from="place.look",
            link_from="place.link",
        ),
        ColumnToWrite("title", Text("问题", "Problem")(language), widest=30, wrap=True),
        ColumnToWrite("item", Text("事项", "Item")(language), widest=22, wrap=True),
    ]


def _row(finding: Finding, cycle: Cycle, names: dict[str, str], *, language: str, beside: str) -> tuple[str, ...]:
    look = "accepted" if finding.accepted else finding.severity
    severity = ACCEPTED if finding.accepted else SEVERITY[finding.severity]
    return (
        severity(language),
        finding.code,
        finding.employee_id,
        names.get(finding.employee_id, ""),
        _owner(finding, cycle, names),
        finding.what(language),
        finding.mend(language),
        str(finding.place or ""),
        finding.title(language),
        _item(finding, language),
        look,
        _link(finding, beside),
    )


def _owner(finding: Finding, cycle: Cycle, names: dict[str, str]) -> str:
    """Who gives what stands in the finding's row: the KPI's owner, the rater, the approver; '' where nobody is named."""
    target = finding.target
    column = _OWNER_COLUMNS.get(target.table, "") if target else ""
    if target is None or not column or not 0 <= target.row < len(cycle[target.table]):
        return ""
    owner = str(cycle[target.table][column].iloc[target.row])
    return f"{owner} {names.get(owner, '')}".strip()


def _link(finding: Finding, beside: str) -> str:
    place = finding.place
    if not beside or place is None or not place.cell or place.file != beside:
        return ""
    if _UNLINKABLE.search(place.file + place.sheet):
        return ""
    sheet = place.sheet.replace("'", "''")
    return f"{place.file}#'{sheet}'!{place.cell}"


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
