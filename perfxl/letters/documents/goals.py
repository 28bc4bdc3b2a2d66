"""From the cascade of goals to its document: coverage, pictures of the tree, negotiation, findings. Pure: no files."""

from typing import Any

from perfxl.cycle.choices import LEVELS
from perfxl.findings.base import Findings
from perfxl.language import Text, listed, plain_number
from perfxl.letters.charts.tree import TreeNode, pieces
from perfxl.letters.documents.facts import GoalReport, ReportSection, ReportTable, TreePicture
from perfxl.letters.documents.heading import heading
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean
from perfxl.rules.goal_agreement import STATES
from perfxl.rules.goal_rows import target_shown
from perfxl.rules.goals import Cascade
from perfxl.rules.scores import Scores

_MOST_FINDINGS = 40


def goal_report(scores: Scores, cascade: Cascade, findings: Findings, language: str) -> GoalReport:
    """The document in `language`. It names owners: it is for those who lead the company and the departments."""
    sections = (_negotiation(cascade, language), _found(findings, language))
    return GoalReport(
        language=language,
        heading=heading(Evidence(scores), language),
        tiles=_tiles(cascade, findings, language),
        coverage=_coverage(cascade, language),
        pictures=tuple(_pictures(scores, cascade, language)),
        sections=tuple(section for section in sections if section is not None),
    )


def _tiles(cascade: Cascade, findings: Findings, language: str) -> tuple[tuple[str, str], ...]:
    counts = cascade.table["level"].value_counts()
    tiles = [
        (Text(f"{level.title.zh}目标", f"{level.title.en.capitalize()} goals")(language), str(int(counts.get(level.key, 0))))
        for level in LEVELS
    ]
    theirs = cascade.table[cascade.table["level"] != "company"]
    agreed = int((theirs["state"] == "signed").sum())
    tiles.append((Text("已商定", "Agreed")(language), f"{agreed} / {len(theirs)}"))
    return (*tiles, (Text("问题", "Findings")(language), str(len(findings))))


def _coverage(cascade: Cascade, language: str) -> ReportSection:
    rows = tuple(
        (
            clean(f"{line.goal_id} {line.goal}"),
            clean(listed(line.departments)(language)) or "—",
            str(line.below),
            str(line.kpis),
        )
        for line in cascade.coverage().itertuples()
    )
    heads = (
        (Text("公司目标", "Company goal")(language), ""),
        (Text("承接的部门", "Departments that serve it")(language), "w56"),
        (Text("下级目标", "Goals below")(language), "n w20"),
        (Text("个人指标", "KPIs")(language), "n w20"),
    )
    told = Text("每个公司目标由谁承接：", "Who serves each company goal:")(language)
    return ReportSection(title=Text("承接情况", "Coverage")(language), told=(told,), table=ReportTable(heads=heads, rows=rows))


def _negotiation(cascade: Cascade, language: str) -> ReportSection | None:
    lines = [line for line in cascade.table.itertuples() if line.state in ("open", "accepted", "counter", "changed")]
    if not lines:
        return None
    rows = tuple(
        (
            clean(f"{line.goal_id} {line.goal}"),
            clean(line.department or line.owner_id),
            clean(target_shown(line)(language)),
            clean(counter_shown(line)(language)),
            clean(line.counter_reason),
            STATES[line.state](language),
        )
        for line in lines
    )
    heads = (
        (Text("目标", "Goal")(language), ""),
        (Text("部门", "Whose")(language), "w20"),
        (Text("下发", "Proposed")(language), "w24"),
        (Text("部门建议", "Answer")(language), "w24"),
        (Text("理由", "Reason")(language), "w44"),
        (Text("状态", "State")(language), "w20"),
    )
    return ReportSection(title=Text("尚未商定", "Not agreed yet")(language), told=(), table=ReportTable(heads=heads, rows=rows))


def counter_shown(line: Any) -> Text:
    """What the department proposes instead; a dash for nothing."""
    parts = [target_shown(line, "counter_target")] if line.counter_target_there else []
    parts += [Text(line.counter_kpi, line.counter_kpi)] if line.counter_kpi else []
    return listed(parts) if parts else Text("—", "-")


def _found(findings: Findings, language: str) -> ReportSection | None:
    if not len(findings):
        return None
    told = [clean(f"{finding.code} {finding.what(language)} {finding.mend(language)}") for finding in findings]
    more = len(told) - _MOST_FINDINGS
    rest = [Text(f"另有 {more} 个，见工作簿。", f"{more} more stand in the workbook.")(language)] if more > 0 else []
    return ReportSection(title=Text("要处理的问题", "What to mend")(language), told=(*told[:_MOST_FINDINGS], *rest))


def _pictures(scores: Scores, cascade: Cascade, language: str) -> list[TreePicture]:
    """A picture for each goal that serves no other, with all that serve it; those that stand alone together."""
    names = dict(zip(scores.people["employee_id"], scores.people["name"], strict=True))
    roots = _nodes(cascade, names, language)
    found, alone = [], []
    for goal_id, root in roots:
        if not root.children:
            alone.append(root)
            continue
        parts = pieces(root)
        for number, part in enumerate(parts, start=1):
            page = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
            found.append(TreePicture(caption=f"{goal_id}{page}", root=part))
    told = Text("没有上级、也没有下级的目标", "Goals that serve no other and have none below")(language)
    return [*found, *(TreePicture(caption=told if not number else "", root=one) for number, one in enumerate(alone))]


def _nodes(cascade: Cascade, names: dict[str, str], language: str) -> list[tuple[str, TreeNode]]:
    """The roots of the tree in order, each with its id."""
    children: dict[int, list[TreeNode]] = {}
    roots = []
    for line in reversed(list(cascade.table.itertuples())):
        own = tuple(reversed(children.get(int(line.row), [])))
        node = _node(line, names, own, language)
        if line.parent >= 0:
            children.setdefault(int(line.parent), []).append(node)
        else:
            roots.append((clean(f"{line.goal_id} {line.goal}"), node))
    return roots[::-1]


def _node(line: Any, names: dict[str, str], children: tuple[TreeNode, ...], language: str) -> TreeNode:
    owner = line.department if line.level == "department" and line.department else names.get(line.owner_id, line.owner_id)
    target = target_shown(line)(language) if line.target_there else ""
    weight = "" if line.weight != line.weight else f"{plain_number(float(line.weight))}%"
    remark, alarm = _remark(line, language)
    figures = " · ".join(filter(None, (target, clean(owner), weight)))
    return TreeNode(clean(f"{line.goal_id} {line.goal}"), clean(figures), remark, alarm, children)


def _remark(line: Any, language: str) -> tuple[str, bool]:
    """The one thing to say about a goal below its figures, and whether it asks for attention."""
    if not line.adds_up:
        total = plain_number(float(line.total)) + ("%" if line.target_percent else "")
        return Text(f"下级合计 {total}，不相等", f"below: {total}, not equal")(language), True
    if line.state in ("counter", "changed", "open"):
        return STATES[line.state](language), True
    if line.total == line.total:
        return Text("下级合计相符", "adds up")(language), False
    return (Text(f"个人指标 {line.kpis} 个", f"KPIs: {line.kpis}")(language) if line.kpis else ""), False
