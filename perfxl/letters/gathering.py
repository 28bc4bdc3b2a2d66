"""From scores to what each letter says. Pure: tables in, facts out."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date

from perfxl.language import Text
from perfxl.letters.advice import strengths, to_work_on, works
from perfxl.letters.evidence import Evidence, Row, ScoresLike
from perfxl.letters.facts import Comment, LetterFacts
from perfxl.letters.reckoning import net_of_caps, reckoning
from perfxl.letters.score_lines import adjustment_lines, as_day, component_title, move_lines, stretches
from perfxl.letters.tone import tone_of
from perfxl.letters.wording import clean, day, exact, fixed, points, said, signed, span

_MEETING = Text(
    "面谈时间：{on}。请带上您认为应当补充的事实和希望得到的支持。",
    "Your one-to-one talk is on {on}. Bring facts that should be added and the support that you wish for.",
)
_MEETING_OPEN = Text(
    "您的上级会与您约定面谈时间{until}。", "Your manager will arrange a one-to-one talk with you{until}."
)
_UNTIL = Text("（不晚于{on}）", " by {on}")
_APPEAL = Text(
    "如对任何一个数字有疑问，可在{on}前（含当日）向人力资源部提出复核，提出复核不会影响您的评价。",
    "If you doubt any number, ask HR for a re-check until {on}. Asking never counts against you.",
)
_APPEAL_OPEN = Text(
    "如对任何一个数字有疑问，可向人力资源部提出复核，提出复核不会影响您的评价。",
    "If you doubt any number, ask HR for a re-check. Asking never counts against you.",
)
_CALIBRATED = Text(
    "按得分为 {computed}，经校准会议定为 {grade}{why}",
    "{computed} by score; set to {grade} by the calibration meeting{why}",
)
_CONFIRMED = Text("与得分一致，经校准会议确认{why}", "as by score; confirmed by the calibration meeting{why}")
_CORRECTED = Text(
    "{what}：按公布的标准校正了评价人的宽严，由 {before} 分成为 {after} 分。",
    "{what}: corrected for how strict the raters are, as the standards say: {before} points became {after}.",
)
_VETOED = Text("按得分为 {computed}；因一票否决，等级为 {grade}", "{computed} by score; {grade} because of a veto")
_NO_GRADE = Text("低于最低等级的下限，未定等级", "below the lowest bound; no grade")
_RENORMALISED = Text(
    "部分指标不适用，其权重已按比例分给其余指标（适用权重合计 {of}%）。",
    "Some KPIs do not apply; their weight went to the others in proportion (applicable weight {of}%).",
)
_ZEROED = Text(
    "截止日期后仍未收到：{what}。按已公布的方案计 0 分；如有凭证，请在复核时提交。",
    "No evidence by the deadline for: {what}. The published scheme counts 0 points; hand in evidence with a re-check.",
)
_MOST_STEPS = 2


def letter_facts(scores: ScoresLike, only: Collection[str] | None = None) -> dict[str, LetterFacts]:
    """The facts of every scored person by employee id, in roster order; of those in `only`, if that is given."""
    evidence = Evidence(scores)
    wanted = (person for person in evidence.people if person["status"] == "scored")
    return {
        str(person["employee_id"]): facts_of(evidence, person)
        for person in wanted
        if only is None or person["employee_id"] in only
    }


def facts_of(evidence: Evidence, person: Row) -> LetterFacts:
    """What the letter of `person` (a row of Scores.people) says, in the person's language."""
    employee_id, settings = str(person["employee_id"]), evidence.settings
    language = evidence.language_of(employee_id)
    found = works(evidence, employee_id)
    letter_on = settings.letter_on or evidence.as_of
    extra, deduct = net_of_caps(evidence, employee_id)
    grade = str(person["grade"])
    return LetterFacts(
        language=language,
        employee_id=employee_id,
        name=clean(person["name"]),
        department=clean(person["department"]),
        position=clean(person["position"]),
        company=said(settings.company, language),
        signatory=said(settings.signatory, language),
        cycle=said(settings.name, language),
        period=span(settings.starts_on, settings.ends_on, language),
        letter_on=day(letter_on, language),
        as_of=day(evidence.as_of, language),
        created=letter_on.isoformat(),
        score=fixed(float(person["score"]), settings.rounding_digits),
        base=points(float(person["base"])),
        adjustment=signed(extra - deduct, 2),
        grade=clean(grade),
        grade_meaning=said(evidence.grades.get(grade, {}).get("meaning", ""), language),
        grade_note=_grade_note(evidence, person, language),
        tone=tone_of(evidence, person),
        stretches=stretches(evidence, employee_id, language),
        moves=move_lines(evidence, employee_id, language),
        adjustments=adjustment_lines(evidence, employee_id, language),
        notices=_notices(evidence, employee_id, language),
        strengths=strengths(evidence, found, language),
        to_work_on=to_work_on(evidence, found, language),
        agreed=_agreed(evidence, employee_id),
        comments=shown_comments(evidence, employee_id, language),
        reckoning=reckoning(evidence, person, language),
        meeting=_meeting(evidence, employee_id, letter_on, language),
        appeal=_appeal(settings.appeal_until, language),
        fingerprint=evidence.fingerprint_of(employee_id),
    )


def _grade_note(evidence: Evidence, person: Row, language: str) -> str:
    employee_id, computed, grade = str(person["employee_id"]), str(person["computed_grade"]), str(person["grade"])
    if not grade:
        return _NO_GRADE(language)
    calibrated = evidence.calibration.get(employee_id)
    if calibrated is None and grade == computed:
        return ""
    vetoed = any(row["status"] == "veto" for row in evidence.adjustments.get(employee_id, []))
    if calibrated is None or (vetoed and grade != calibrated["grade"]):
        return _VETOED(language).format(computed=clean(computed), grade=clean(grade))
    reason = clean(calibrated["reason"])
    why = "" if not reason else f" ({reason})" if language == "en" else f"（{reason}）"
    if grade == computed:
        return _CONFIRMED(language).format(why=why)
    return _CALIBRATED(language).format(computed=clean(computed), grade=clean(grade), why=why)


def _notices(evidence: Evidence, employee_id: str, language: str) -> tuple[str, ...]:
    """What everybody should know before reading the tables: weights moved, evidence that counted as zero."""
    kpis = evidence.kpis.get(employee_id, [])
    applicable = {float(row["of"]) for row in kpis if row["status"] == "present" and abs(float(row["of"]) - 100) > 1e-9}
    notices = [_RENORMALISED(language).format(of=exact(of)) for of in sorted(applicable)]
    zeroed = [clean(row["kpi"]) for row in kpis if row["status"] == "zeroed"]
    zeroed += [
        component_title(str(row["component"]), language)
        for row in evidence.components.get(employee_id, [])
        if row["status"] == "zeroed" and row["component"] != "kpi"
    ]
    if zeroed:
        joint = ", " if language == "en" else "、"
        notices.append(_ZEROED(language).format(what=joint.join(dict.fromkeys(zeroed))))
    return (*notices, *_corrections(evidence, employee_id, language))


def _corrections(evidence: Evidence, employee_id: str, language: str) -> Iterator[str]:
    """Which parts were corrected for how strict the raters are, from how many points to how many."""
    for row in evidence.components.get(employee_id, []):
        before, after = points(float(row["as_rated"])), points(float(row["points"]))
        if before != after:
            title = component_title(str(row["component"]), language)
            yield _CORRECTED(language).format(what=title, before=before, after=after)


def _agreed(evidence: Evidence, employee_id: str) -> tuple[str, ...]:
    """The latest next steps that were agreed in talks of this cycle, newest first; planned talks are not agreements."""
    first = evidence.settings.starts_on or date.min
    talks = [
        row
        for row in evidence.check_ins.get(employee_id, [])
        if row["kind"] != "planned" and clean(row["next_step"]) and (as_day(row["on"]) or first) >= first
    ]
    talks.sort(key=lambda row: as_day(row["on"]) or date.min, reverse=True)
    return tuple(dict.fromkeys(clean(row["next_step"]) for row in talks))[:_MOST_STEPS]


def shown_comments(evidence: Evidence, employee_id: str, language: str) -> tuple[Comment, ...]:
    """The comments that the cycle lets people see, by role, sorted by their text so that the order tells nothing."""
    settings = evidence.settings
    rows = [row for row in evidence.raters.get(employee_id, []) if row["counted"]]
    by_role: dict[str, list[Row]] = {}
    for row in rows:
        by_role.setdefault(str(row["role"]), []).append(row)
    found: set[tuple[int, str, str]] = set()
    for role, given in by_role.items():
        n = len({row["rater_id"] for row in given})
        if may_show(role, n, comments_shown=settings.comments_shown, min_raters_shown=settings.min_raters_shown):
            texts = (clean(row["comment"]) for row in given)
            found |= {(0 if role == "manager" else 1, role, text) for text in texts if text}
    return tuple(Comment(role=component_title(role, language), text=text) for _, role, text in sorted(found))


def may_show(role: str, n_raters: int, *, comments_shown: str, min_raters_shown: int) -> bool:
    """Whether comments of `role` may be shown: managers are known, the others must be enough to stay unknown."""
    if comments_shown == "none":
        return False
    if role == "manager":
        return True
    return comments_shown == "all" and (role == "self" or n_raters >= min_raters_shown)


def _meeting(evidence: Evidence, employee_id: str, letter_on: date, language: str) -> str:
    planned = [
        on
        for row in evidence.check_ins.get(employee_id, [])
        if row["kind"] == "planned" and (on := as_day(row["on"])) is not None and on >= letter_on
    ]
    if planned:
        return _MEETING(language).format(on=day(min(planned), language))
    until = evidence.settings.feedback_until
    named = until is not None and until >= letter_on
    return _MEETING_OPEN(language).format(until=_UNTIL(language).format(on=day(until, language)) if named else "")


def _appeal(until: date | None, language: str) -> str:
    return _APPEAL_OPEN(language) if until is None else _APPEAL(language).format(on=day(until, language))


def content_key(facts: LetterFacts, design: str) -> str:
    """SHA-256 over everything that a letter's bytes depend on: its facts and the design (templates, font, versions)."""
    return hashlib.sha256(f"{design}\n{facts!r}".encode()).hexdigest()
