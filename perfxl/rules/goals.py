"""The cascade of goals: which goal serves which, whether targets add up, and whether every company goal is served."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import LEVELS
from perfxl.cycle.tables import At, Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.findings.goals import (
    CompanyGoalNotCovered,
    GoalCircle,
    GoalIdRepeated,
    GoalParentLower,
    GoalParentUnknown,
    GoalWithoutParent,
    KpiGoalUnknown,
    TargetCannotBeAdded,
    TargetsDoNotAddUp,
)
from perfxl.language import Text, folded
from perfxl.rules.exact import to9
from perfxl.rules.goal_agreement import agreement_findings, agreement_states
from perfxl.rules.goal_checks import goal_checks
from perfxl.rules.goal_rows import goal_rows, is_planned
from perfxl.rules.parameters import yes_or_no

RANK = {choice.key: rank for rank, choice in enumerate(LEVELS)}
_TITLES = {choice.key: choice.title for choice in LEVELS}
_NOBODY = -1


@dataclass(frozen=True)
class Cascade:
    """The goals as a tree.

    table: one row per goal in the order of the tree (each goal right before those that serve it): `row` in the goals
    sheet, `depth` from 0, `parent` (a row, -1 for none), `children`, `below` (all goals below it), `kpis` (that serve it
    or a goal below it), `total` (what the children's targets add up to, NaN where none adds), `adds_up`, `state` of the
    agreement; and the columns of goal_rows. findings: what is wrong with the goals.
    """

    table: pd.DataFrame
    findings: Findings

    def coverage(self) -> pd.DataFrame:
        """One row per company goal: how many goals and KPIs serve it, and of which departments they are."""
        served: dict[int, list[str]] = {}
        above: dict[int, tuple[int, ...]] = {_NOBODY: ()}  # the company goals that a goal serves, itself among them
        for line in self.table.itertuples():
            own = (line.row,) if line.level == "company" else ()
            above[line.row] = (*above[line.parent], *own)
            if line.level == "department" and line.department:
                for row in above[line.row]:
                    served.setdefault(row, []).append(str(line.department))
        company = self.table[(self.table["level"] == "company")]
        departments = [list(dict.fromkeys(served.get(row, []))) for row in company["row"]]
        return company[["row", "goal_id", "goal", "below", "kpis"]].assign(departments=departments)


@dataclass(frozen=True)
class _Tree:
    """parent, children: positions of rows, circles cut open; order: depth first."""

    parent: list[int]
    children: list[list[int]]
    order: list[int]
    depth: list[int]
    circles: list[list[int]]


def cascade(cycle: Cycle, *, scored: frozenset[str] = frozenset()) -> Cascade:
    """Put the goals into their tree and check them; the checks of cells are made whether or not goals hang together.

    scored: departments (folded) whose goals the department component already checks for their weights.
    """
    rows = goal_rows(cycle)
    first = _first_of(rows["id"].tolist())
    tree = _tree(rows, first)
    sums, about_sums = _sums(cycle, rows, tree)
    below, kpis, about_kpis = _served(cycle, rows, tree, first)
    findings = [
        *_repeated(cycle, rows),
        *_parents(cycle, rows, first),
        *(_circle(cycle, rows, circle) for circle in tree.circles),
        *about_sums,
        *_uncovered(cycle, rows, below=below, kpis=kpis),
        *about_kpis,
        *goal_checks(cycle, rows, scored=scored),
        *agreement_findings(cycle, rows),
    ]
    table = rows.assign(
        row=np.arange(len(rows)),
        depth=tree.depth,
        up=tree.parent,
        children=[len(own) for own in tree.children],
        below=below,
        kpis=kpis,
        total=sums,
        adds_up=np.isnan(sums) | (np.abs(np.array(sums) - to9(rows["target"])) < 0.5e-9),
        state=agreement_states(cycle, rows),
    )
    ordered = table.drop(columns="parent").rename(columns={"up": "parent"}).iloc[tree.order].reset_index(drop=True)
    return Cascade(ordered, Findings.of(findings))


def goal_findings(cycle: Cycle, *, scored: frozenset[str] = frozenset()) -> list[Finding]:
    """What `check` says about goals; nothing where the sheet is only a list of department goals to score."""
    if cycle["goals"].empty or not is_planned(cycle, goal_rows(cycle)):
        return []
    return list(cascade(cycle, scored=scored).findings)


def _first_of(ids: Sequence[str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for row, one in enumerate(ids):
        if one:
            first.setdefault(one, row)
    return first


def _tree(rows: pd.DataFrame, first: dict[str, int]) -> _Tree:
    parent = [first.get(one, _NOBODY) if one else _NOBODY for one in rows["parent"]]
    circles = _circles(parent)
    for circle in circles:
        parent[min(circle)] = _NOBODY
    children: list[list[int]] = [[] for _ in parent]
    for row, up in enumerate(parent):
        if up != _NOBODY:
            children[up].append(row)
    order, depth = _walk(parent, children)
    return _Tree(parent, children, order, depth, circles)


def _circles(parent: Sequence[int]) -> list[list[int]]:
    """The circles of a relation in which everybody has one parent at most, each as its rows in order."""
    seen = [0] * len(parent)  # 0: not yet, n: on the n-th walk
    found = []
    for walk, start in enumerate(range(len(parent)), start=1):
        path, at = [], start
        while at != _NOBODY and not seen[at]:
            seen[at] = walk
            path.append(at)
            at = parent[at]
        if at != _NOBODY and seen[at] == walk:
            found.append(path[path.index(at) :])
    return found


def _walk(parent: Sequence[int], children: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    order, depth = [], [0] * len(parent)
    waiting = [row for row in reversed(range(len(parent))) if parent[row] == _NOBODY]
    while waiting:
        row = waiting.pop()
        order.append(row)
        for child in reversed(children[row]):
            depth[child] = depth[row] + 1
            waiting.append(child)
    return order, depth


def _repeated(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    counts = Counter(one for one in rows["id"] if one)
    told: set[str] = set()
    for row in rows.itertuples():
        if counts[row.id] > 1 and row.id in told:
            yield GoalIdRepeated(item=row.goal_id, count=counts[row.id], **cycle.at("goals", row.Index, "goal_id"))
        told.add(row.id)


def _parents(cycle: Cycle, rows: pd.DataFrame, first: dict[str, int]) -> Iterator[Finding]:
    levels = rows["level"].tolist()
    for row in rows.itertuples():
        above = levels[first[row.parent]] if row.parent in first else ""
        if not row.parent:
            if RANK.get(row.level, 0) > 0 and not row.no_parent_reason:
                yield GoalWithoutParent(item=row.goal_id, goal=row.goal, **_at_parent(cycle, row.Index))
        elif row.parent not in first:
            yield GoalParentUnknown(item=row.goal_id, parent=row.parent_goal_id, **_at_parent(cycle, row.Index))
        elif RANK.get(above, 0) > RANK.get(row.level, len(RANK)):
            level, parent_level = _TITLES[row.level], _TITLES[above]
            at = _at_parent(cycle, row.Index)
            yield GoalParentLower(item=row.goal_id, parent=row.parent_goal_id, level=level, parent_level=parent_level, **at)


def _at_parent(cycle: Cycle, row: int) -> At:
    return cycle.at("goals", row, "parent_goal_id")


def _circle(cycle: Cycle, rows: pd.DataFrame, circle: list[int]) -> Finding:
    start = circle.index(min(circle))
    turned = [*circle[start:], *circle[: start + 1]]
    ids = " → ".join(str(rows["goal_id"].iloc[row]) for row in turned)
    return GoalCircle(item=str(rows["goal_id"].iloc[turned[0]]), circle=ids, **cycle.at("goals", turned[0], "parent_goal_id"))


def _sums(cycle: Cycle, rows: pd.DataFrame, tree: _Tree) -> tuple[list[float], list[Finding]]:
    """What the children that add make together, in the parent's unit; NaN where none adds or one cannot be added."""
    sums, findings = [float("nan")] * len(rows), list[Finding]()
    adds, targets = rows["adds"].to_numpy(dtype=bool), rows["target"].tolist()
    units, given = _units(rows), rows["target_given"].tolist()
    for row, own in enumerate(tree.children):
        adding = [child for child in own if adds[child]]
        wrong = [(child, why) for child in adding if (why := _unfit(units, given, child, row)) is not None]
        findings += [_cannot(cycle, rows, child, row, why) for child, why in wrong]
        if adding and not wrong:
            sums[row] = float(to9(math.fsum(targets[child] for child in adding)))
            findings += _differing(cycle, rows, row, adding, sums[row])
    orphans = np.flatnonzero(adds & (np.array(tree.parent) == _NOBODY) & (rows["parent"] == "").to_numpy())
    findings += [_cannot(cycle, rows, int(row), _NOBODY, Text("它没有上级", "it has no parent")) for row in orphans]
    return sums, [*findings, *_unread(cycle, rows)]


def _unread(cycle: Cycle, rows: pd.DataFrame) -> Iterator[Finding]:
    """Words under “adds to parent” that are neither yes nor no."""
    for row, text in enumerate(rows["adds_text"]):
        if text and yes_or_no(text) is None:
            why = Text(f"“计入上级”写的是“{text}”，不是 是 或 否", f"“Adds to parent” says “{text}”, which is neither yes nor no")
            yield _cannot(cycle, rows, row, _NOBODY, why)


def _units(rows: pd.DataFrame) -> list[str]:
    """The unit of each target; % for percents."""
    pairs = zip(rows["unit"], rows["target_percent"], strict=True)
    return ["%" if percent else str(unit) for unit, percent in pairs]


def _unfit(units: Sequence[str], given: Sequence[bool], child: int, parent: int) -> Text | None:
    """Why the child's target cannot be added to its parent's; None if it can."""
    if not given[child]:
        return Text("没有目标值", "it has no target")
    if not given[parent]:
        return Text("上级没有目标值", "the parent has no target")
    one, two = units[child], units[parent]
    if folded(one) != folded(two):
        return Text(
            f"单位是“{one or '（无）'}”，上级是“{two or '（无）'}”", f"its unit is “{one or '(none)'}”, the parent's “{two or '(none)'}”"
        )
    return None


def _cannot(cycle: Cycle, rows: pd.DataFrame, child: int, parent: int, why: Text) -> Finding:
    above = "—" if parent == _NOBODY else str(rows["goal_id"].iloc[parent])
    at = cycle.at("goals", child, "adds_to_parent")
    return TargetCannotBeAdded(item=str(rows["goal_id"].iloc[child]), parent=above, why=why, **at)


def _differing(cycle: Cycle, rows: pd.DataFrame, parent: int, adding: Sequence[int], total: float) -> list[Finding]:
    above = rows.iloc[parent]
    target = float(to9(above["target"]))
    if abs(total - target) < 0.5e-9:
        return []
    unit = "%" if above["target_percent"] else f" {above['unit']}".rstrip()
    found = TargetsDoNotAddUp(
        item=str(above["goal_id"]),
        wanted=target,
        total=total,
        difference=float(to9(total - target)),
        count=len(adding),
        unit=Text(unit, unit),
        **cycle.at("goals", parent, "target"),
    )
    return [found]


def _served(
    cycle: Cycle, rows: pd.DataFrame, tree: _Tree, first: dict[str, int]
) -> tuple[list[int], list[int], list[Finding]]:
    """For each goal the goals below it and the KPIs that serve it or one of those; and KPIs of unknown goals."""
    if not len(rows):
        return [], [], []
    named = cycle["kpis"]["goal_id"].map(folded)
    counts = Counter(one for one in named if one)
    below, kpis = [0] * len(rows), [0] * len(rows)
    for one, count in counts.items():
        if one in first:
            kpis[first[one]] = count
    for row in reversed(tree.order):
        up = tree.parent[row]
        if up != _NOBODY:
            below[up] += below[row] + 1
            kpis[up] += kpis[row]
    unknown = [one for one in counts if one not in first]
    places = {one: int(place) for one, place in zip(named[::-1], named.index[::-1], strict=True)} if unknown else {}
    findings: list[Finding] = [
        KpiGoalUnknown(
            item=str(cycle["kpis"]["goal_id"].iloc[places[one]]),
            count=counts[one],
            **cycle.at("kpis", places[one], "goal_id"),
        )
        for one in unknown
    ]
    return below, kpis, findings


def _uncovered(cycle: Cycle, rows: pd.DataFrame, *, below: list[int], kpis: list[int]) -> Iterator[Finding]:
    for row in rows[rows["level"] == "company"].itertuples():
        if not below[row.Index] and not kpis[row.Index]:
            yield CompanyGoalNotCovered(item=row.goal_id, goal=row.goal, **cycle.at("goals", row.Index, "goal_id"))


