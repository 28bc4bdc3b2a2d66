"""How a score came about, as sentences in which every number stands."""

import math
from collections.abc import Sequence

from perfxl.language import Text, plain_number
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.kpi_lines import goals_sentence
from perfxl.letters.score_lines import as_day, component_title
from perfxl.letters.standards_note import standards_sentence
from perfxl.letters.wording import clean, exact, fixed, percent, span

_BASE = Text("基础分＝{sum}{sign}{base}。", "Base score = {sum} {sign} {base}.")
_STRETCH = Text("{period}：{sum}{sign}{base}。", "{period}: {sum} {sign} {base}.")
_BY_DAYS = Text("按任职天数合成，基础分＝{sum}{sign}{base}。", "Combined by days: base score = {sum} {sign} {base}.")
_EXTRA = Text("加分合计 {total}{cap}。", "Extra points: {total}{cap}.")
_DEDUCT = Text("扣分合计 {total}{cap}。", "Deductions: {total}{cap}.")
_CAP = Text("（合计上限 {cap}）", " (at most {cap} together)")
_FINAL = Text(
    "得分＝{sum}，四舍五入到 {digits} 位小数为 {score}（只在最后取整一次）。",
    "Score = {sum}, rounded to {digits} decimals {score} (once, at the end).",
)
_CLIPPED = Text("低于 0 按 0 计，", "not below 0, ")
_SCALE = Text("{who}均值按 {steps} 换算成分数，中间按线性。", "{who}: means become points by {steps}, linear between.")
_LINEAR = Text(
    "{who}均值按 100×(均值−{low})÷{range} 换算成分数。", "{who}: means become points by 100 × (mean − {low}) ÷ {range}."
)
_LINEAR_FROM_ZERO = Text(
    "{who}均值按 100×均值÷{range} 换算成分数。", "{who}: means become points by 100 × mean ÷ {range}."
)
_ALL_RATINGS = Text("评价", "Ratings")
_BANDS = Text("等级下限（含）：{bounds}。", "Grades from: {bounds}.")


def reckoning(evidence: Evidence, person: Row, language: str) -> tuple[str, ...]:
    """The sentences that lead from components to the score, in order; `person` is a row of Scores.people."""
    employee_id = str(person["employee_id"])
    spans = evidence.assignments.get(employee_id, [])
    components = evidence.components.get(employee_id, [])
    adjusted = _adjustments(evidence, employee_id)
    return (
        *_base_sentences(spans, components, person, language),
        *_goal_sentences(evidence, spans, components, language),
        *_scale_sentences(evidence, components, language),
        *_adjustment_sentences(evidence, adjusted, language),
        _final_sentence(evidence, person, adjusted, language),
        _bounds_sentence(evidence, language),
        *standards_sentence(evidence, employee_id, language),
    )


def net_of_caps(evidence: Evidence, employee_id: str) -> tuple[float, float]:
    """Counted extra points and deductions after the caps on their sums, both positive."""
    return _adjustments(evidence, employee_id)


def _base_sentences(spans: Sequence[Row], components: Sequence[Row], person: Row, language: str) -> list[str]:
    if len(spans) < 2:
        return [_filled(_BASE, language, sum=_weighted(components, language), base=person["base"])]
    sentences = [
        _filled(
            _STRETCH,
            language,
            period=span(as_day(one["from_on"]), as_day(one["to_on"]), language),
            sum=_weighted([row for row in components if row["span"] == one["span"]], language),
            base=one["base"],
        )
        for one in spans
    ]
    all_days = exact(sum(float(one["days"]) for one in spans))
    terms = [_times(f"{exact(one['base'])}", f"{exact(one['days'])}/{all_days}", language) for one in spans]
    return [*sentences, _filled(_BY_DAYS, language, sum=_plus(terms, language), base=person["base"])]


def _goal_sentences(evidence: Evidence, spans: Sequence[Row], components: Sequence[Row], language: str) -> list[str]:
    """Where the points of a department component come from, one sentence a department."""
    with_goals = {row["span"] for row in components if row["component"] == "department"}
    departments = dict.fromkeys(str(one["department"]) for one in spans if one["span"] in with_goals)
    sentences = (goals_sentence(evidence.goals.get(department, []), language) for department in departments)
    return [sentence for sentence in sentences if sentence]


def _weighted(components: Sequence[Row], language: str) -> str:
    terms = [
        f"{component_title(str(row['component']), language)} "
        + _times(exact(row["points"]), percent(row["weight"]), language)
        for row in components
    ]
    return _plus(terms, language)


def _scale_sentences(evidence: Evidence, components: Sequence[Row], language: str) -> list[str]:
    """One sentence for each way in which this person's ratings became points; several ways name whose they are."""
    raters: dict[tuple[str, float, float], list[str]] = {}
    for component in components:
        scale = _scale_of(evidence, component)
        if scale and component["status"] == "present":
            raters.setdefault(scale, []).append(component_title(str(component["component"]), language))
    joint = ", " if language == "en" else "、"
    return [
        _scale_sentence(scale, joint.join(dict.fromkeys(who)) if len(raters) > 1 else _ALL_RATINGS(language), language)
        for scale, who in raters.items()
    ]


def _scale_of(evidence: Evidence, component: Row) -> tuple[str, float, float] | None:
    """A rating component's steps, lowest and highest rating; None for one that nobody rates."""
    if component["component"] in ("kpi", "department"):
        return None
    for row in evidence.schemes.get(str(component["scheme"]), []):
        if row["component"] == component["component"]:
            steps = clean(row["scale_points"])
            return (steps, 0.0, 0.0) if steps else ("", float(row["scale_min"]), float(row["scale_max"]))
    return None


def _scale_sentence(scale: tuple[str, float, float], who: str, language: str) -> str:
    steps, low, high = scale
    if steps:
        return _SCALE(language).format(who=who, steps=steps)
    sentence = _LINEAR if low else _LINEAR_FROM_ZERO
    return sentence(language).format(who=who, low=exact(low), range=exact(high - low))


def _adjustments(evidence: Evidence, employee_id: str) -> tuple[float, float]:
    rows = [row for row in evidence.adjustments.get(employee_id, []) if row["status"] == "counted"]
    extra = sum(float(row["counted"]) for row in rows if row["kind"] == "extra")
    deduct = sum(float(row["counted"]) for row in rows if row["kind"] == "deduct")
    settings = evidence.settings
    return min(extra, _limit(settings.extra_cap_total)), min(deduct, _limit(settings.deduct_cap_total))


def _limit(cap: float | None) -> float:
    return math.inf if cap is None else cap


def _adjustment_sentences(evidence: Evidence, adjusted: tuple[float, float], language: str) -> list[str]:
    settings = evidence.settings
    rows = ((_EXTRA, adjusted[0], settings.extra_cap_total), (_DEDUCT, adjusted[1], settings.deduct_cap_total))
    return [
        sentence(language).format(total=exact(total), cap="" if cap is None else _CAP(language).format(cap=exact(cap)))
        for sentence, total, cap in rows
        if total
    ]


def _final_sentence(evidence: Evidence, person: Row, adjusted: tuple[float, float], language: str) -> str:
    extra, deduct = adjusted
    digits = evidence.settings.rounding_digits
    total = float(person["base"]) + extra - deduct
    spaced = " " if language == "en" else ""
    terms = [exact(person["base"])]
    terms += [f"{'+' if language == 'en' else '＋'}{spaced}{exact(extra)}"] if extra else []
    terms += [f"−{spaced}{exact(deduct)}"] if deduct else []
    whole = (" " if language == "en" else "").join(terms)
    if len(terms) > 1:
        whole += f"{spaced}{'=' if language == 'en' else '＝'}{spaced}{exact(total)}"
    if total < 0:
        whole += f"{', ' if language == 'en' else '，'}{_CLIPPED(language).strip('，, ')}"
    score = fixed(float(person["score"]), digits)
    return _FINAL(language).format(sum=whole, digits=digits, score=score)


def _bounds_sentence(evidence: Evidence, language: str) -> str:
    rows = sorted(evidence.grades.values(), key=lambda row: -float(row["lower_bound"]))
    bounds = (", " if language == "en" else "、").join(
        f"{clean(row['grade'])} {exact(row['lower_bound'])}" for row in rows
    )
    return _BANDS(language).format(bounds=bounds)


def _filled(sentence: Text, language: str, *, base: object, **facts: str) -> str:
    number = float(base)  # type: ignore[arg-type]
    is_exact = plain_number(number).replace("-", "−") == exact(number)
    sign = ("=" if language == "en" else "＝") if is_exact else "≈"
    return sentence(language).format(base=exact(number), sign=sign, **facts)


def _times(left: str, right: str, language: str) -> str:
    return f"{left} × {right}" if language == "en" else f"{left}×{right}"


def _plus(terms: Sequence[str], language: str) -> str:
    return (" + " if language == "en" else "＋").join(terms)
