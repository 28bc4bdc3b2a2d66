"""The components, stretches and adjustments of a letter."""

import math
from datetime import date, datetime

import pandas as pd

from perfxl.cycle.choices import ADJUSTMENTS, COMPONENTS, title_of
from perfxl.language import Text
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.facts import AdjustmentLine, ComponentLine, MoveLine, Stretch
from perfxl.letters.kpi_lines import kpi_line, zeroed_note
from perfxl.letters.wording import clean, day, exact, percent, points, span

OPEN_ROLES = frozenset({"manager", "self"})  # everybody knows who they are, so their mean tells nothing new
_COMPONENT_TITLES = {
    "kpi": Text("业绩指标", "KPIs"),
    "manager": Text("上级评价", "Manager"),
    "peer": Text("同事评价", "Peers"),
    "self": Text("自我评价", "Self"),
    "subordinate": Text("下属评价", "Reports"),
    "customer": Text("客户评价", "Customers"),
    "department": Text("部门绩效", "Department"),
}
_ONE_KPI = Text("1 项指标，见下表", "1 KPI, see below")
_KPIS = Text("{n} 项指标，见下表", "{n} KPIs, see below")
_GOALS = Text("{n} 项部门目标", "department goals: {n}")
_RATED = Text("{n} 人，均值 {mean}（满分 {top}）", "{n} raters, mean {mean}/{top}")
_RATED_BY_ONE = Text("评分 {mean}（满分 {top}）", "rated {mean}/{top}")
_FEW = Text("人数较少，不列均值", "few raters, mean not shown")
_STRETCH = Text("{period}　{department}（{scheme}）", "{period}: {department} ({scheme})")
_CLAIMED = Text(
    "申报 {claimed} 分，批准 {approved} 分，计入 {counted} 分",
    "claimed {claimed}, approved {approved}, counted {counted} points",
)
_COUNTED = Text("批准 {approved} 分，计入 {counted} 分", "approved {approved}, counted {counted} points")
_PENDING = Text(
    "尚待批准，本信未计入；批准后将重新计算并另行通知",
    "waits for approval and is not counted here; once approved, the score is computed anew",
)
_REFUSED = Text("批准手续不全或未获批准，未计入", "not approved or not approved properly; not counted")
_REFUSED_BECAUSE = {
    "PX501": Text("批准分高于申报分，未计入", "approved above what was claimed; not counted"),
    "PX502": Text("没有批准人，未计入", "nobody approved it; not counted"),
    "PX503": Text("由本人批准，未计入", "approved by the person; not counted"),
    "PX504": Text("分数无法使用，未计入", "the points cannot be used; not counted"),
}
_EACH_CAP = Text("（单项上限 {cap} 分）", " (at most {cap} an item)")
_TOTAL = Text("合计", "total")
_OVER_CAP = Text("共 {total} 分，合计上限 {cap} 分，计入 {cap} 分", "{total} points, at most {cap} together, counted {cap}")
_TINY = 1e-9
_VETO = Text("等级按一票否决规定处理", "the grade follows the veto rule")


def component_title(component: str, language: str) -> str:
    """How a letter names a component of a scheme."""
    title = _COMPONENT_TITLES.get(component)
    return title(language) if title else title_of(component, COMPONENTS, language)


def stretches(evidence: Evidence, employee_id: str, language: str) -> tuple[Stretch, ...]:
    """What was judged, one entry a scheme and stretch of time, in order of time."""
    spans = evidence.assignments.get(employee_id, [])
    return tuple(_stretch(evidence, one, titled=len(spans) > 1, language=language) for one in spans)


def _stretch(evidence: Evidence, assignment: Row, *, titled: bool, language: str) -> Stretch:
    here = (str(assignment["employee_id"]), assignment["span"])
    components = [row for row in evidence.components.get(here[0], []) if row["span"] == here[1]]
    kpis = [row for row in evidence.kpis.get(here[0], []) if row["span"] == here[1]]
    counts = {"kpi": len(kpis), "department": len(evidence.goals.get(str(assignment["department"]), []))}
    return Stretch(
        title=_stretch_title(assignment, language) if titled else "",
        components=tuple(_component_line(evidence, row, counts, language) for row in components),
        base=points(assignment["base"]),
        kpis=tuple(kpi_line(row, evidence.settings, language) for row in kpis),
        kpi_sum=next((points(row["points"]) for row in components if row["component"] == "kpi"), ""),
    )


def _stretch_title(assignment: Row, language: str) -> str:
    return _STRETCH(language).format(
        period=span(as_day(assignment["from_on"]), as_day(assignment["to_on"]), language),
        department=clean(assignment["department"]),
        scheme=clean(assignment["scheme"]),
    )


def _component_line(evidence: Evidence, row: Row, counts: dict[str, int], language: str) -> ComponentLine:
    return ComponentLine(
        title=component_title(str(row["component"]), language),
        weight=percent(row["weight"]),
        basis=_basis(evidence, row, counts, language),
        points=points(row["points"]),
        contribution=points(row["contribution"]),
    )


def _basis(evidence: Evidence, row: Row, counts: dict[str, int], language: str) -> str:
    component = str(row["component"])
    if row["status"] == "zeroed":
        return zeroed_note(evidence.settings, language)
    if component == "kpi":
        return (_ONE_KPI if counts["kpi"] == 1 else _KPIS)(language).format(n=counts["kpi"])
    if component == "department":
        return _GOALS(language).format(n=counts["department"])
    n = int(row["n_raters"]) if math.isfinite(row["n_raters"]) else 0
    if component not in OPEN_ROLES and n < evidence.settings.min_raters_shown:
        return _FEW(language)
    top = exact(scale_top(evidence, str(row["scheme"]), component))
    sentence = _RATED_BY_ONE if n == 1 else _RATED
    return sentence(language).format(n=n, mean=points(row["mean"]), top=top)


def scale_top(evidence: Evidence, scheme: str, component: str) -> float:
    """The highest rating of a component's scale; NaN if the sheet does not say."""
    for row in evidence.schemes.get(scheme, []):
        if row["component"] == component:
            top = float(row["scale_max"])
            return top if math.isfinite(top) else _highest_listed(str(row["scale_points"]))
    return math.nan


def _highest_listed(scale_points: str) -> float:
    steps = [step.partition("=")[0].strip() for step in scale_points.replace("；", ";").split(";")]
    numbers = [float(step) for step in steps if step.replace(".", "", 1).isdigit()]
    return max(numbers, default=math.nan)


def move_lines(evidence: Evidence, employee_id: str, language: str) -> tuple[MoveLine, ...]:
    """The stretches of somebody who moved; empty for one who did not."""
    spans = evidence.assignments.get(employee_id, [])
    if len(spans) < 2:
        return ()
    return tuple(
        MoveLine(
            period=span(as_day(one["from_on"]), as_day(one["to_on"]), language),
            department=clean(one["department"]),
            scheme=clean(one["scheme"]),
            days=exact(float(one["days"])),
            share=percent(float(points(100 * one["share"]))),
            base=points(one["base"]),
        )
        for one in spans
    )


def adjustment_lines(evidence: Evidence, employee_id: str, language: str) -> tuple[AdjustmentLine, ...]:
    """Extra points, deductions and vetoes, each with what became of it; and a total that is over its cap."""
    rows, settings = evidence.adjustments.get(employee_id, []), evidence.settings
    lines = [
        AdjustmentLine(
            kind=title_of(str(row["kind"]), ADJUSTMENTS, language),
            item=_dated(row, language),
            outcome=_outcome(row, language, settings.extra_cap_each),
        )
        for row in rows
    ]
    for kind, cap in (("extra", settings.extra_cap_total), ("deduct", settings.deduct_cap_total)):
        total = sum(float(row["counted"]) for row in rows if row["kind"] == kind and row["status"] == "counted")
        if cap is not None and total > cap + _TINY:
            outcome = _OVER_CAP(language).format(total=exact(total), cap=exact(cap))
            title = title_of(kind, ADJUSTMENTS, language)
            lines.append(AdjustmentLine(kind=title, item=_TOTAL(language), outcome=outcome))
    return tuple(lines)


def _dated(row: Row, language: str) -> str:
    on = day(as_day(row["typed"]["on"]), language)
    item = clean(row["item"])
    return item if not on else f"{item} ({on})" if language == "en" else f"{item}（{on}）"


def _outcome(row: Row, language: str, cap_each: float | None) -> str:
    if row["kind"] == "veto":
        return _VETO(language)
    if row["status"] == "pending":
        return _PENDING(language)
    if row["status"] != "counted":
        return (_REFUSED_BECAUSE.get(str(row["reason"])) or _REFUSED)(language)
    numbers = {name: exact(row[name]) for name in ("claimed", "approved", "counted")}
    sentence = _CLAIMED if math.isfinite(row["claimed"]) else _COUNTED
    capped = _EACH_CAP(language).format(cap=exact(cap_each)) if row["reason"] == "PX506" and cap_each is not None else ""
    return sentence(language).format(**numbers) + capped


def as_day(stamp: object) -> date | None:
    """A table's timestamp as a date; None for blank."""
    return stamp.date() if isinstance(stamp, datetime) and not pd.isna(stamp) else None
