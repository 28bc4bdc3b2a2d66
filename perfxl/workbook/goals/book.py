"""The workbook of the goals: the tree with outline levels, the negotiation list, coverage, and what is to be mended."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from perfxl.cycle.choices import LEVELS, RESPONSES, title_of
from perfxl.cycle.sheets import NEGOTIATION
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.language import Text, listed, spoken
from perfxl.rules.goal_agreement import STATES
from perfxl.rules.goal_rows import quantity, target_shown
from perfxl.rules.goals import Cascade
from perfxl.workbook.results.words import ACCEPTED, SEVERITY
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook

TREE = Text("目标分解", "Cascade")
COVERAGE = Text("承接情况", "Coverage")
FOUND = Text("问题清单", "Findings")
_INDENT = "　"
_DEEPEST = 7
_STATE_LOOKS = {"changed": "blocker", "counter": "warning", "open": "warning", "accepted": "note", "signed": "plain", "": "muted"}
_LEVEL_LOOKS = {"company": "total", "department": "part", "employee": "plain"}


def write_goals(cycle: Cycle, cascade: Cascade, findings: Findings, path: Path, *, language: str) -> None:
    """Write the sheets to a new workbook of kind results; the same goals give the same bytes.

    Raises Fault where `path` cannot be written.
    """
    sheets = goal_sheets(cycle, cascade, findings, language)
    told = Text(f"截至 {cycle.as_of}", f"As of {cycle.as_of}")(language)
    footer = " · ".join(filter(None, (spoken(cycle.settings.name, language), told)))
    footed = [replace(sheet, footer=footer) for sheet in sheets]
    write_workbook(path, footed, kind="results", language=language, made_on=cycle.as_of, title=sheets[0].heading)


def goal_sheets(cycle: Cycle, cascade: Cascade, findings: Findings, language: str) -> list[SheetToWrite]:
    """The sheets in `language`, before they are a file."""
    names = dict(zip(cycle["employees"]["employee_id"], cycle["employees"]["name"], strict=True))
    return [
        _tree(cycle, cascade, names, language),
        negotiation_sheet(cascade.table, language),
        _coverage(cascade, language),
        _findings(findings, language),
    ]


def _words(key: str, zh: str, en: str, language: str, **rest: Any) -> ColumnToWrite:
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", **rest)


def _tree(cycle: Cycle, cascade: Cascade, names: dict[str, str], language: str) -> SheetToWrite:
    columns = [
        _words("goal", "目标", "Goal", language, widest=48, wrap=True),
        _words("goal_id", "编号", "ID", language),
        _words("level", "层级", "Level", language),
        _words("department", "部门", "Department", language),
        _words("owner", "负责人", "Owner", language),
        _words("target", "目标值", "Target", language, align="right"),
        _words("total", "下级合计", "Adds up to", language, align="right", look_from="sum_look"),
        _words("check", "核对", "Check", language, align="center", look_from="sum_look"),
        ColumnToWrite("weight", Text("权重", "Weight")(language), number_format='0.##"%"'),
        ColumnToWrite("due_on", Text("完成日期", "Due on")(language), number_format="yyyy-mm-dd"),
        ColumnToWrite("kpis", Text("个人指标", "KPIs")(language), number_format="0"),
        _words("state", "商定", "Agreement", language, align="center", look_from="state_look"),
    ]
    rows = pd.DataFrame([_tree_row(line, names, language) for line in cascade.table.itertuples()], columns=_TREE_KEYS)
    head = HeadLine(
        Text("左边的 1、2、3 可展开或收起各层。核对：计入上级的目标值之和是否等于上级。",
             "1, 2, 3 on the left show or hide levels. Check: whether the targets that add to a goal make its target.")(language)
    )  # fmt: skip
    title = Text("目标分解", "Goals")(language)
    heading = f"{spoken(cycle.settings.name, language)} {title}".strip()
    table = TableToWrite(columns, rows, look_from="look", outline_from="outline", none=_none(language))
    return SheetToWrite(TREE(language), heading, [table], head=[head], frozen=2, outline_above=True)


_TREE_KEYS = (
    "goal", "goal_id", "level", "department", "owner", "target", "total", "check", "weight", "due_on", "kpis", "state",
    "look", "sum_look", "state_look", "outline",
)  # fmt: skip


def _tree_row(line: Any, names: dict[str, str], language: str) -> tuple[object, ...]:
    adds = line.total == line.total
    look = _LEVEL_LOOKS.get(line.level, "plain")
    sum_look = look if line.adds_up else f"{look} blocker"
    state_look = look if line.state in ("signed", "") else f"{look} {_STATE_LOOKS[line.state]}"
    total = quantity(line.total, given=True, percent=bool(line.target_percent), text="", unit=line.unit) if adds else Text("", "")
    check = (Text("相符", "adds up") if line.adds_up else Text("不相等", "differs")) if adds else Text("", "")
    return (
        _INDENT * int(line.depth) + line.goal,
        line.goal_id,
        title_of(line.level, LEVELS, language),
        line.department,
        " ".join(filter(None, (names.get(line.owner_id, ""), line.owner_id))),
        target_shown(line)(language) if line.target_there else "",
        total(language),
        check(language),
        line.weight,
        line.due_on,
        line.kpis or None,
        STATES[line.state](language),
        look,
        sum_look,
        state_look,
        min(int(line.depth), _DEEPEST),
    )


def negotiation_sheet(table: pd.DataFrame, language: str) -> SheetToWrite:
    """Every goal that is not simply agreed, with both sides; and those that were settled after a counter-proposal.

    table: as `Cascade.table` has it.
    """
    columns = [
        _words("state", "状态", "State", language, look_from="look"),
        _words("department", "部门", "Department", language),
        _words("goal_id", "编号", "ID", language),
        _words("goal", "目标", "Goal", language, widest=34, wrap=True),
        _words("ours", "下发的目标值", "Proposed target", language, align="right"),
        _words("response", "部门意见", "Response", language, align="center"),
        _words("theirs", "建议目标值", "Counter target", language, align="right"),
        _words("difference", "差距", "Difference", language, align="right"),
        _words("counter_kpi", "建议指标", "Counter KPI", language, widest=24, wrap=True),
        _words("counter_reason", "理由", "Reason", language, widest=44, wrap=True),
        _words("agreed_by", "确认人", "Agreed by", language),
        ColumnToWrite("agreed_on", Text("确认日期", "Agreed on")(language), number_format="yyyy-mm-dd"),
    ]
    order = ("changed", "counter", "open", "accepted", "signed")
    chosen = table[(table["state"].isin(order[:-1])) | (table["response"] == "counter")]
    lines = sorted(chosen.itertuples(), key=lambda line: (order.index(line.state or "open"), line.department))
    rows = pd.DataFrame([_negotiated(line, language) for line in lines], columns=[*(one.key for one in columns), "look"])
    heads = [
        HeadLine(
            Text("先处理另提的：改或不改目标值，填写确认人和确认日期；商定的留在最后备查。",
                 "Settle counter-proposals first: change the target or keep it, then sign. Settled ones stay at the end.")(language)
        )
    ]  # fmt: skip
    none = Text("全部目标都已商定。", "All goals are agreed on.")(language)
    title = NEGOTIATION(language)
    return SheetToWrite(title, title, [TableToWrite(columns, rows, none=none)], head=heads, frozen=4)


def _negotiated(line: Any, language: str) -> tuple[object, ...]:
    theirs = target_shown(line, "counter_target")(language) if line.counter_target_there else ""
    return (
        STATES[line.state](language),
        line.department or line.owner_id,
        line.goal_id,
        line.goal,
        target_shown(line)(language) if line.target_there else "",
        title_of(line.response, RESPONSES, language) if line.response else "",
        theirs,
        _difference(line),
        line.counter_kpi,
        line.counter_reason,
        line.agreed_by,
        line.agreed_on,
        _STATE_LOOKS[line.state],
    )


def _difference(line: Any) -> str:
    """The counter-target against the target, in percent of it; '' where they cannot be compared."""
    comparable = line.target_given and line.counter_target_given and line.target_percent == line.counter_target_percent
    if not comparable or not line.target:
        return ""
    return f"{100 * (line.counter_target - line.target) / abs(line.target):+.1f}%"


def _coverage(cascade: Cascade, language: str) -> SheetToWrite:
    columns = [
        _words("goal_id", "编号", "ID", language),
        _words("goal", "公司目标", "Company goal", language, widest=44, wrap=True),
        _words("departments", "承接的部门", "Departments that serve it", language, widest=44, wrap=True, look_from="look"),
        ColumnToWrite("below", Text("下级目标", "Goals below")(language), number_format="0"),
        ColumnToWrite("kpis", Text("个人指标", "KPIs")(language), number_format="0"),
    ]
    nobody = Text("无人承接", "nobody")(language)
    rows = [
        (line.goal_id, line.goal, listed(line.departments)(language) or ("" if line.below or line.kpis else nobody), line.below,
         line.kpis, "plain" if line.below or line.kpis else "warning")
        for line in cascade.coverage().itertuples()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[*(one.key for one in columns), "look"])
    return SheetToWrite(COVERAGE(language), COVERAGE(language), [TableToWrite(columns, frame, none=_none(language))])


def _findings(findings: Findings, language: str) -> SheetToWrite:
    columns = [
        _words("severity", "程度", "Severity", language, look_from="look"),
        _words("code", "代码", "Code", language),
        _words("item", "目标", "Goal", language),
        _words("fact", "事实", "What was found", language, widest=60, wrap=True),
        _words("remedy", "怎样处理", "How to mend it", language, widest=48, wrap=True),
        _words("place", "位置", "Place", language, widest=36),
    ]
    rows = [
        ((ACCEPTED if one.accepted else SEVERITY[one.severity])(language), one.code, one.item, one.what(language),
         one.mend(language), str(one.place or ""), "muted" if one.accepted else one.severity)
        for one in findings
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[*(one.key for one in columns), "look"])
    none = Text("没有发现问题。", "Nothing was found.")(language)
    return SheetToWrite(FOUND(language), FOUND(language), [TableToWrite(columns, frame, none=none)])


def _none(language: str) -> str:
    return Text("没有目标。", "There are no goals.")(language)
