"""What went well and what to work on: about the work, with its evidence, and with a next step."""

import math
import re
from collections.abc import Sequence

from perfxl.language import Text, folded
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.facts import Observation
from perfxl.letters.kpi_lines import shown_quantity
from perfxl.letters.rule_words import each_band
from perfxl.letters.score_lines import OPEN_ROLES, component_title, scale_top
from perfxl.letters.wording import clean, exact, points
from perfxl.rules.bands import bands
from perfxl.rules.parameters import parsed

GAP = 5.0  # points below the target level from which a piece of work is named as something to work on
MOST = 3
_BOTH_WAYS = frozenset({"interpolate", "step"})
_NOT_OWN_WORK = frozenset({"kpi", "department", "self"})

_TARGET_ACTUAL = Text(
    "目标 {target}，实际 {actual}，得 {points} 分", "target {target}, actual {actual}: {points} points"
)
_ACTUAL = Text("实际 {actual}，得 {points} 分", "actual {actual}: {points} points")
_SOURCE = Text("（来源：{source}）", " (source: {source})")
_RATED = Text("评价均值 {mean}（满分 {top}），得 {points} 分", "mean rating {mean} of {top}: {points} points")
_POINTS = Text("得 {points} 分", "{points} points")
_NO_EVIDENCE = Text("截止前未收到数据，计 0 分", "no evidence by the deadline: 0 points")

_STEPS = {
    "more": Text(
        "与目标相差 {gap}。找出影响最大的一项原因，与上级约定一个月内看得到变化的动作。",
        "{gap} short of target. Find the cause that matters most and agree on an action that shows within a month.",
    ),
    "less": Text(
        "比目标多 {gap}。记录最近几次的原因，先改进最常见的一种，并按月复查。",
        "{gap} above target. Note the causes of the latest cases, mend the most common one first, and look again each month.",
    ),
    "near": Text(
        "偏离目标 {gap}。把预估改为按月滚动更新，及早说明变化。",
        "{gap} off target. Update the forecast every month and report changes early.",
    ),
    "milestone": Text(
        "尚未完成：{open}。为每一项排定完成日期，并与上级约定检查点。",
        "Still open: {open}. Set a date for each and agree on checkpoints with your manager.",
    ),
    "yes_no": Text(
        "尚未达成。列出还缺的条件和完成日期，请上级协助解决受阻之处。",
        "Not achieved yet. List what is missing with dates, and ask your manager to help where it is blocked.",
    ),
    "deduct": Text(
        "逐次记录发生的原因，针对最常见的一种调整做法，并按月复查次数。",
        "Note why each case happened, change the practice behind the most common one, and count again each month.",
    ),
    "rank": Text(
        "了解排名靠前的做法，选一两项先试行一个月，再看变化。",
        "Learn what those ahead do, try one or two of their practices for a month, then look again.",
    ),
    "band": Text(
        "下一档为 {band}，得 {worth} 分。先弄清差距最大的一项，与上级约定一个月内的改进动作。",
        "The next band is {band}, worth {worth} points. Find what is furthest off and agree on an action for the next month.",
    ),
    "other": Text(
        "在面谈中请上级举一两个具体例子，商定一个可以观察到的改变。",
        "Ask your manager for one or two examples in the talk and agree on one change that can be seen.",
    ),
    "raters": Text(
        "请上级在面谈中归纳共同的期望，选定一件可以马上开始的事。",
        "Ask your manager to sum up what people expect, and pick one thing that can start at once.",
    ),
    "no_evidence": Text(
        "与数据提供人约定每期提交的日期和凭证，避免再次缺失。",
        "Agree with whoever supplies the evidence on dates and documents, so that it is there next time.",
    ),
}
_FAMILY = {
    "ratio_up": "more",
    "deviation_up": "more",
    "ratio_down": "less",
    "inverse_down": "less",
    "deviation_down": "less",
    "on_target": "near",
    "milestone": "milestone",
    "yes_no": "yes_no",
    "deduct": "deduct",
    "rank": "rank",
}


class Work:
    """One thing that a person was judged on: a KPI or a rating component, with what it weighs in the score."""

    def __init__(self, row: Row, weight: float) -> None:
        self.row = row
        self.points = float(row["points"])
        self.weight = weight
        self.is_kpi = "kpi" in row

    @property
    def level(self) -> float:
        """The points of somebody exactly on target: 100, for steps their base."""
        base = parsed(str(self.row["typed"]["parameters"])).number("base") if self.row.get("rule") == "step" else 100.0
        return 100.0 if math.isnan(base) else base

    def title(self, language: str) -> str:
        return clean(self.row["kpi"]) if self.is_kpi else component_title(str(self.row["component"]), language)


def works(evidence: Evidence, employee_id: str) -> list[Work]:
    """KPIs and what others rate; not the department's goals, and not what people say about themselves."""
    shares = {row["span"]: float(row["share"]) for row in evidence.assignments.get(employee_id, [])}
    components = evidence.components.get(employee_id, [])
    of_kpis = {row["span"]: float(row["weight"]) for row in components if row["component"] == "kpi"}
    found = [
        Work(row, shares.get(row["span"], 1.0) * of_kpis.get(row["span"], 0.0) * row["weight"] / row["of"])
        for row in evidence.kpis.get(employee_id, [])
        if row["status"] in ("present", "zeroed")
    ]
    found += [
        Work(row, shares.get(row["span"], 1.0) * row["weight"])
        for row in components
        if row["component"] not in _NOT_OWN_WORK and row["status"] == "present"
    ]
    return [work for work in found if math.isfinite(work.points)]


def strengths(evidence: Evidence, found: Sequence[Work], language: str) -> tuple[Observation, ...]:
    """What reached its target level, heaviest first, at most three; else the best one: no list is empty."""
    reached = sorted(
        (work for work in found if work.points >= work.level), key=lambda work: (-work.weight, -work.points)
    )
    best = sorted((work for work in found if work.points > 0), key=lambda work: -work.points)[:1]
    return tuple(
        Observation(topic=work.title(language), evidence=_evidence(evidence, work, language, source=True))
        for work in _once_each(reached or best)
    )


def to_work_on(evidence: Evidence, found: Sequence[Work], language: str) -> tuple[Observation, ...]:
    """What is at least five points below its target level, by its cost to the score, with a next step."""
    behind = [work for work in found if work.level - work.points >= GAP]
    behind.sort(key=lambda work: -work.weight * (work.level - work.points))
    return tuple(
        Observation(
            topic=work.title(language),
            evidence=_evidence(evidence, work, language, source=False),
            next_step=_next_step(work, language),
        )
        for work in _once_each(behind)
    )


def _once_each(found: Sequence[Work]) -> list[Work]:
    """The first of each title: somebody who moved may have the same KPI twice."""
    first: dict[str, Work] = {}
    for work in found:
        first.setdefault(work.title("zh"), work)
    return list(first.values())[:MOST]


def _evidence(evidence: Evidence, work: Work, language: str, *, source: bool) -> str:
    row, earned = work.row, points(work.points)
    if row["status"] == "zeroed":
        return _NO_EVIDENCE(language)
    if not work.is_kpi:
        return _rated(evidence, row, language)
    typed = row["typed"]
    target, actual = shown_quantity(typed, "target"), shown_quantity(typed, "actual")
    sentence = _ACTUAL if target == "—" else _TARGET_ACTUAL
    told = sentence(language).format(target=target, actual=actual, points=earned)
    document = clean(typed["evidence"])
    return told + _SOURCE(language).format(source=document) if document and source else told


def _rated(evidence: Evidence, row: Row, language: str) -> str:
    component = str(row["component"])
    few = component not in OPEN_ROLES and row["n_raters"] < evidence.settings.min_raters_shown
    top = scale_top(evidence, str(row["scheme"]), component)
    if few or not math.isfinite(top):
        return _POINTS(language).format(points=points(row["points"]))
    return _RATED(language).format(mean=points(row["mean"]), top=exact(top), points=points(row["points"]))


def _next_step(work: Work, language: str) -> str:
    row = work.row
    if row["status"] == "zeroed":
        return _STEPS["no_evidence"](language)
    if not work.is_kpi:
        component = str(row["component"])
        return _STEPS["other" if component == "manager" else "raters"](language)
    typed, family = row["typed"], _family(row)
    band, worth = _next_band(row)
    facts = {"gap": _gap(typed), "open": _open_milestones(typed, language), "band": band, "worth": worth}
    return _STEPS[family](language).format(**facts)


def _family(row: Row) -> str:
    """Which next step fits: by rule, and for rules that go both ways by the side on which the actual fell."""
    family = _FAMILY.get(str(row["rule"]), "")
    if family == "milestone" and not _open_milestones(row["typed"], "en"):
        return "other"
    if family:
        return family
    if row["rule"] == "bands" and _next_band(row)[0]:
        return "band"
    target, actual = float(row["typed"]["target"]), float(row["typed"]["actual"])
    if row["rule"] not in _BOTH_WAYS or not math.isfinite(target - actual) or actual == target:
        return "other"
    return "more" if actual < target else "less"


def _next_band(row: Row) -> tuple[str, str]:
    """The nearest band that is worth more, and its points; empty texts if there is none."""
    table = bands(str(row["typed"]["parameters"])) if row["rule"] == "bands" else ""
    better = [] if isinstance(table, str) else [one for one in each_band(table) if one[1] > float(row["points"])]
    where, worth = min(better, key=lambda one: one[1], default=("", 0.0))
    return where, exact(worth)


def _gap(typed: Row) -> str:
    target, actual = float(typed["target"]), float(typed["actual"])
    if not (math.isfinite(target) and math.isfinite(actual)):
        return ""
    unit = "%" if typed["actual.percent"] else clean(typed["unit"])
    return exact(abs(target - actual)) + (unit if unit in ("", "%") else f" {unit}")


def _open_milestones(typed: Row, language: str) -> str:
    done = {folded(name) for name in re.split(r"[、,，;；/\n]", str(typed["actual.text"])) if name.strip()}
    left = [name for name, _ in parsed(str(typed["parameters"])).pairs if folded(name) not in done]
    return (", " if language == "en" else "、").join(map(clean, left))
