"""加减分台账: what everybody claimed, what was approved, what counts, and why not."""

import numpy as np

from perfxl.cycle.choices import ADJUSTMENTS, title_of
from perfxl.cycle.sheets import LEDGER
from perfxl.findings.base import Finding
from perfxl.language import Text, spoken
from perfxl.rules.ledger import Ledger, ledger
from perfxl.rules.scores import Scores
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_STATES = {
    "counted": Text("已计入", "counted"),
    "pending": Text("待批", "pending"),
    "refused": Text("未计入", "not counted"),
    "veto": Text("一票否决", "veto"),
}
_CENTRED = frozenset(("on", "kind", "approver_id"))
_LOOKS = {"counted": "plain", "pending": "warning", "refused": "blocker", "veto": "note"}
_POINTS = "0.00"
_OVER = Text("超过合计上限", "over the cap on the total")


def ledger_sheet(scores: Scores, language: str) -> SheetToWrite:
    """Each person's totals after the caps, then every row with what became of it."""
    kept, name, title = ledger(scores), spoken(scores.cycle.settings.name, language), LEDGER(language)
    tables = [_rows(kept, language), _totals(kept, language)]
    head = [HeadLine(_told(kept, scores, language))]
    return SheetToWrite(title=title, heading=f"{name} · {title}" if name else title, head=head, tables=tables)


def _told(kept: Ledger, scores: Scores, language: str) -> str:
    states, settings = kept.rows["status"].value_counts(), scores.cycle.settings
    pending, refused = int(states.get("pending", 0)), int(states.get("refused", 0))
    caps = [
        Text(f"{title.zh} {cap:g} 分", f"{title.en} {cap:g}")
        for title, cap in (
            (Text("单项加分", "one item"), settings.extra_cap_each),
            (Text("加分合计", "all extra points"), settings.extra_cap_total),
            (Text("扣分合计", "all deductions"), settings.deduct_cap_total),
        )
        if cap is not None
    ]
    zh = (
        f"共 {len(kept.rows)} 条：待批 {pending}，未计入 {refused}。上限：{'，'.join(one.zh for one in caps) or '无'}。"
    )
    en = f"{len(kept.rows)} rows: {pending} pending, {refused} not counted. Caps: {', '.join(one.en for one in caps) or 'none'}."
    return Text(zh, en)(language)


def _rows(kept: Ledger, language: str) -> TableToWrite:
    def column(
        key: str, zh: str, en: str, number_format: str = "@", *, widest: float = 16, wrap: bool = False
    ) -> ColumnToWrite:
        align = "center" if key in _CENTRED else ""
        return ColumnToWrite(
            key, Text(zh, en)(language), number_format=number_format, widest=widest, wrap=wrap, align=align
        )

    columns = [
        column("employee_id", "工号", "Employee ID"),
        column("name", "姓名", "Name"),
        column("department", "部门", "Department"),
        column("on", "日期", "On", "yyyy-mm-dd"),
        column("kind", "类型", "Kind"),
        column("item", "事项", "Item", widest=44, wrap=True),
        column("claimed", "申报分", "Claimed", _POINTS),
        column("approved", "批准分", "Approved", _POINTS),
        column("approver_id", "批准人工号", "Approver ID"),
        column("counted", "计入分", "Counted", _POINTS),
        ColumnToWrite("status", Text("结果", "Outcome")(language), look_from="look", widest=14, align="center"),
        column("why", "为什么没有全计", "Why not all of it", widest=30, wrap=True),
        column("evidence", "证据", "Evidence", widest=24, wrap=True),
    ]
    rows = kept.rows.assign(
        look=kept.rows["status"].map(_LOOKS),
        status=[_STATES[state](language) for state in kept.rows["status"]],
        kind=[title_of(kind, ADJUSTMENTS, language) for kind in kept.rows["kind"]],
        why=[_why(code, language) for code in kept.rows["reason"]],
    )
    return TableToWrite(columns, rows, none=Text("没有加减分。", "There are none.")(language))


def _why(code: str, language: str) -> str:
    return f"{code} {Finding.catalogue[code].title(language)}" if code else ""


def _totals(kept: Ledger, language: str) -> TableToWrite:
    titles = (  # each stands below a column of the rows that is as wide as it needs
        ("employee_id", "工号", "Employee ID", "@"), ("name", "姓名", "Name", "@"), ("department", "部门", "Department", "@"),
        ("rows", "条数", "Rows", "0"), ("kind", "类型", "Kind", "@"), ("note", "说明", "Note", "@"), ("total", "合计", "Total", _POINTS),
        ("cap", "合计上限", "Cap", _POINTS), ("left_out", "超出未计", "Left out", _POINTS), ("counted", "计入得分", "Counted", _POINTS),
    )  # fmt: skip
    columns = [
        ColumnToWrite(
            key, Text(zh, en)(language), number_format=look, align="center" if key in ("rows", "kind") else ""
        )
        for key, zh, en, look in titles
    ]
    left_out = (kept.totals["total"] - kept.totals["counted"]).astype(float)
    rows = kept.totals.assign(
        kind=[title_of(kind, ADJUSTMENTS, language) for kind in kept.totals["kind"]],
        left_out=left_out.where(left_out > 0, np.nan),
        note=["" if left == 0 else _OVER(language) for left in left_out],
    )
    return TableToWrite(
        columns,
        rows,
        title=Text("每人合计", "Totals")(language),
        none=Text("没有加减分。", "There are none.")(language),
    )
