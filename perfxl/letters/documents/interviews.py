"""From scores to the interview sheets of everybody who is appraised. Pure: tables in, facts out."""

import math
from collections.abc import Collection, Sequence
from datetime import date

from perfxl.language import Text
from perfxl.letters.advice import strengths, to_work_on, works
from perfxl.letters.charts import Bar, Bullet, quartiles
from perfxl.letters.documents.facts import Agreement, InterviewSheet, OwnPosition
from perfxl.letters.documents.heading import heading, joined, names_by_id
from perfxl.letters.documents.summaries import planned_talks, to_arrange
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.gathering import shown_comments
from perfxl.letters.kpi_lines import shown_quantity
from perfxl.letters.score_lines import as_day, component_title
from perfxl.letters.wording import DASH, clean, day, fixed, points, said
from perfxl.rules.scores import Scores

_MOST_AGREEMENTS = 3
_MOST_COMMENTS = 4
_FAR_APART = 15.0  # points between self and manager that are worth a word
_HELD = Text("暂缓计分：尚缺 {what}", "Held: still missing {what}")
_HELD_FOR_OTHERS = Text("暂缓计分：有问题待人力资源部处理", "Held: HR is mending an entry")
_OWN = Text("本人 {score} 分", "Own score {score}")
_TOLD = Text(
    "{n} 位已计分员工：中间一半在 {lower} 至 {upper} 分，中位 {median} 分",
    "{n} scored people: the middle half {lower} to {upper}, median {median}",
)
_APART = Text(
    "自我评价 {own} 分，上级评价 {manager} 分：各自看到了哪些事实？",
    "Self {own} points, manager {manager} points: which facts did each of you see?",
)
_PENDING = Text("额外工作“{item}”尚待批准：还缺什么？", "Extra work “{item}” is not approved yet: what is missing?")
_MISSING = Text("尚缺“{what}”的数据：谁在何时提供？", "“{what}” is still missing: who supplies it, and when?")
_NOT_APPLICABLE = Text(
    "“{kpi}”本期不适用：下期是否保留？", "“{kpi}” did not apply this time: should it stay for the next cycle?"
)
_ALWAYS = (
    Text("这一期什么最有帮助，什么最妨碍工作？", "What helped most in this cycle, and what stood in the way?"),
    Text("下一期希望上级提供哪些支持？", "What support do you wish for from your manager?"),
    Text("哪些目标或指标应当调整，为什么？", "Which goals or KPIs should change, and why?"),
)
_NO_VALUE = Text("无数据", "no value")
_TOGETHER = Text("{actual} / {target}", "{actual} / {target}")
_SHARE = Text("{both}（{share}%）", "{both} ({share}%)")
_IN_NUMBERS = frozenset(
    {"ratio_up", "ratio_down", "inverse_down", "deviation_up", "deviation_down", "on_target", "interpolate", "step"}
)
_WAITING = frozenset({"missing", "refused"})


def interview_sheets(
    scores: Scores, evidence: Evidence, only: Collection[str] | None = None
) -> dict[str, InterviewSheet]:
    """The sheet of everybody who is scored or held, by employee id, in roster order; of those in `only`, if given."""
    roster = scores.cycle["employees"]
    names = names_by_id(evidence)
    managers = {
        str(person): names.get(str(manager), "")
        for person, manager in zip(roster["employee_id"], roster["manager_id"], strict=True)
    }
    scored = [float(person["score"]) for person in evidence.people if person["status"] == "scored"]
    return {
        str(person["employee_id"]): _sheet(evidence, person, managers, scored)
        for person in evidence.people
        if person["status"] != "exempt" and (only is None or person["employee_id"] in only)
    }


def _sheet(evidence: Evidence, person: Row, managers: dict[str, str], scored: list[float]) -> InterviewSheet:
    """managers: the name of everybody's manager, '' where it is not known."""
    employee_id = str(person["employee_id"])
    language = evidence.language_of(employee_id)
    is_scored = person["status"] == "scored"
    found = works(evidence, employee_id)
    return InterviewSheet(
        language=language,
        heading=heading(evidence, language),
        employee_id=employee_id,
        name=clean(person["name"]),
        department=clean(person["department"]),
        position=clean(person["position"]),
        manager=managers.get(employee_id, ""),
        planned=_planned(evidence, employee_id, language),
        score=fixed(float(person["score"]), evidence.settings.rounding_digits),
        grade=clean(person["grade"]) if is_scored and person["grade"] else DASH,
        result_note=said(_grade_meaning(evidence, person), language) if is_scored else _held(evidence, employee_id, language),
        agreements=_agreements(evidence, employee_id, language),
        comments=shown_comments(evidence, employee_id, language)[:_MOST_COMMENTS],
        strengths=strengths(evidence, found, language),
        to_work_on=to_work_on(evidence, found, language),
        questions=(*_own_questions(evidence, employee_id, language), *(text(language) for text in _ALWAYS)),
        items=tuple(_item(row) for row in evidence.kpis.get(employee_id, []) if row["status"] != "not_applicable"),
        bullets=tuple(_bullets(evidence.kpis.get(employee_id, []), language)),
        standing=_standing(evidence, float(person["score"]), scored, language) if is_scored else None,
    )


def _grade_meaning(evidence: Evidence, person: Row) -> object:
    return evidence.grades.get(str(person["grade"]), {}).get("meaning", "")


def _held(evidence: Evidence, employee_id: str, language: str) -> str:
    what = _lacking(evidence, employee_id, language)
    return _HELD(language).format(what=joined(what, language)) if what else _HELD_FOR_OTHERS(language)


def _lacking(evidence: Evidence, employee_id: str, language: str) -> list[str]:
    lacking = [clean(row["kpi"]) for row in evidence.kpis.get(employee_id, []) if row["status"] in _WAITING]
    lacking += [
        component_title(str(row["component"]), language)
        for row in evidence.components.get(employee_id, [])
        if row["component"] != "kpi" and row["status"] in _WAITING
    ]
    return list(dict.fromkeys(lacking))


def _planned(evidence: Evidence, employee_id: str, language: str) -> str:
    talks = [(on, row) for on, row in planned_talks(evidence, employee_id) if on >= evidence.as_of]
    if not talks:
        return to_arrange(evidence, language)
    on, row = talks[0]
    note = clean(row["notes"])
    spaced = f" ({note})" if language == "en" else f"（{note}）"
    return day(on, language) + (spaced if note else "")


def _agreements(evidence: Evidence, employee_id: str, language: str) -> tuple[Agreement, ...]:
    """The last agreements, newest first."""
    rows = [row for row in evidence.check_ins.get(employee_id, []) if row["kind"] == "agreement"]
    rows.sort(key=lambda row: as_day(row["on"]) or date.min, reverse=True)
    return tuple(
        Agreement(on=day(as_day(row["on"]), language), notes=clean(row["notes"]), next_step=clean(row["next_step"]))
        for row in rows[:_MOST_AGREEMENTS]
    )


def _own_questions(evidence: Evidence, employee_id: str, language: str) -> list[str]:
    """What this person's own evidence leaves open."""
    asked = [_MISSING(language).format(what=what) for what in _lacking(evidence, employee_id, language)]
    rated = {
        str(row["component"]): float(row["points"])
        for row in evidence.components.get(employee_id, [])
        if row["component"] in ("self", "manager") and row["status"] == "present"
    }
    if len(rated) == 2 and abs(rated["self"] - rated["manager"]) >= _FAR_APART:
        asked.append(_APART(language).format(own=points(rated["self"]), manager=points(rated["manager"])))
    for row in evidence.kpis.get(employee_id, []):
        if row["status"] == "not_applicable":
            asked.append(_NOT_APPLICABLE(language).format(kpi=clean(row["kpi"])))
    for row in evidence.adjustments.get(employee_id, []):
        if row["status"] == "pending":
            asked.append(_PENDING(language).format(item=clean(row["item"])))
    return list(dict.fromkeys(asked))


def _item(row: Row) -> Bar:
    earned = float(row["points"])
    counts = row["status"] in ("present", "zeroed") and math.isfinite(earned)
    return Bar(clean(row["kpi"]), earned if counts else None, points(earned) if counts else DASH)


def _bullets(rows: Sequence[Row], language: str) -> list[Bullet]:
    """KPIs with a target and an actual in numbers; the others stand in the chart of points only."""
    found = []
    for row in rows:
        typed = row["typed"]
        target, actual = float(typed["target"]), float(typed["actual"])
        if row["rule"] not in _IN_NUMBERS or row["status"] == "not_applicable" or not math.isfinite(target):
            continue
        given = math.isfinite(actual) and row["status"] == "present"
        uses_marks = row["rule"] == "interpolate"
        found.append(
            Bullet(
                label=clean(row["kpi"]),
                actual=actual if given else None,
                target=target,
                told=_told(typed, given, language),
                floor=float(typed["floor"]) if uses_marks else None,
                stretch=float(typed["stretch"]) if uses_marks else None,
            )
        )
    return found


def _told(typed: Row, given: bool, language: str) -> str:
    target, actual = shown_quantity(typed, "target"), shown_quantity(typed, "actual")
    both = _TOGETHER(language).format(actual=actual if given else _NO_VALUE(language), target=target)
    number = float(typed["target"])
    if not given or number <= 0:
        return both
    return _SHARE(language).format(both=both, share=fixed(100 * float(typed["actual"]) / number, 1))


def _standing(evidence: Evidence, own: float, scored: list[float], language: str) -> OwnPosition | None:
    cuts = quartiles(scored)
    if cuts is None:
        return None
    shown = {name: fixed(edge, 0) for name, edge in zip(cuts._fields, cuts, strict=True)}
    return OwnPosition(
        own=own,
        cuts=cuts,
        own_shown=_OWN(language).format(score=fixed(own, evidence.settings.rounding_digits)),
        told=_TOLD(language).format(n=len(scored), **shown),
    )
