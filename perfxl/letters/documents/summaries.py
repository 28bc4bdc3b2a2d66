"""From scores to the managers' summaries. Pure: tables in, facts out."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from perfxl.cycle.choices import ROLES, title_of
from perfxl.language import Text
from perfxl.letters.documents.facts import GradeLine, ManagerSummary, MeetingLine, MissingLine, PersonLine
from perfxl.letters.documents.heading import COMPARABLE, heading, names_by_id, status_of
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.score_lines import as_day
from perfxl.letters.wording import DASH, clean, day, fixed
from perfxl.rules.scores import Scores

_PEOPLE = Text("人数", "People")
_SCORED = Text("已计分", "Scored")
_HELD = Text("暂缓", "Held")
_EXEMPT = Text("免考核", "Exempt")
_COVERAGE = Text("数据完整度", "Evidence")
_COMPARED = Text("与公司其他 {n} 位已计分员工相比。", "Compared with the {n} other scored people of the company.")
_NOT_COMPARED = Text(
    "已计分的人数不足 {n} 人，不与其他部门比较。", "Fewer than {n} scored people: not compared with others."
)
_RATERS = Text("{role}评价人（姓名保密，由人力资源部催办）", "{role} raters (not named; HR reminds them)")
_RATING = Text("{role}评价", "{role} rating")
_ENTRY = Text("录入有问题，暂缓计分", "an entry that is wrong; the score is held")
_HR = Text("人力资源部", "HR")
_NOBODY = Text("未指定提供人", "nobody is named")
_ARRANGE = Text("待约定", "to be arranged")
_ARRANGE_BY = Text("待约定（不晚于{on}）", "to be arranged by {on}")
_OPEN = frozenset({"manager", "self"})
_ROLE_KEYS = frozenset(role.key for role in ROLES)


def manager_summaries(scores: Scores, evidence: Evidence) -> dict[str, ManagerSummary]:
    """One summary per manager named on the roster, by the manager's id, in roster order of their people."""
    roster = scores.cycle["employees"]
    managers: dict[str, str] = dict(zip(roster["employee_id"], map(str, roster["manager_id"]), strict=True))
    teams: dict[str, list[Row]] = {}
    for person in evidence.people:
        manager_id = managers.get(str(person["employee_id"]), "")
        if manager_id and manager_id != person["employee_id"]:
            teams.setdefault(manager_id, []).append(person)
    return {manager_id: _summary(scores, evidence, manager_id, team) for manager_id, team in teams.items()}


def _summary(scores: Scores, evidence: Evidence, manager_id: str, team: Sequence[Row]) -> ManagerSummary:
    language, names = evidence.language_of(manager_id), names_by_id(evidence)
    own = {str(person["employee_id"]): person for person in team}
    grades, note = _grades(scores, evidence, own, language)
    missing, named = _missing(scores, own, names, language)
    return ManagerSummary(
        language=language,
        heading=heading(evidence, language),
        manager_id=manager_id,
        name=names.get(manager_id, ""),
        tiles=_tiles(team, language),
        people=tuple(_person_line(evidence, person, language) for person in team),
        grades=grades,
        grades_note=note,
        missing=missing,
        meetings=_meetings(evidence, own, language),
        named=named,
    )


def _tiles(team: Sequence[Row], language: str) -> tuple[tuple[str, str], ...]:
    count = {status: sum(person["status"] == status for person in team) for status in ("scored", "held", "exempt")}
    known = [float(person["coverage"]) for person in team if person["status"] != "exempt"]
    known = [share for share in known if math.isfinite(share)]
    mean = fixed(100 * sum(known) / len(known), 1) + "%" if known else DASH
    figures = (
        (_PEOPLE, str(len(team))),
        (_SCORED, str(count["scored"])),
        (_HELD, str(count["held"])),
        (_EXEMPT, str(count["exempt"])),
        (_COVERAGE, mean),
    )
    return tuple((title(language), figure) for title, figure in figures)


def _person_line(evidence: Evidence, person: Row, language: str) -> PersonLine:
    coverage = float(person["coverage"])
    judged = person["status"] != "exempt" and math.isfinite(coverage)
    return PersonLine(
        employee_id=str(person["employee_id"]),
        name=clean(person["name"]),
        position=clean(person["position"]),
        status=status_of(person, language),
        score=fixed(float(person["score"]), evidence.settings.rounding_digits),
        grade=clean(person["grade"]) if person["status"] == "scored" and person["grade"] else DASH,
        coverage=fixed(100 * coverage, 1) + "%" if judged else DASH,
    )


def _grades(
    scores: Scores, evidence: Evidence, own: Mapping[str, Row], language: str
) -> tuple[tuple[GradeLine, ...], str]:
    """Grades from the best; shares beside others' only where at least five stand on both sides."""
    scored = [person for person in evidence.people if person["status"] == "scored"]
    ours = [person for person in scored if person["employee_id"] in own]
    others = [person for person in scored if person["employee_id"] not in own]
    if not ours:
        return (), ""
    compared = min(len(ours), len(others)) >= COMPARABLE
    lines = []
    for grade in reversed(scores.bands.names):
        n = sum(person["grade"] == grade for person in ours)
        elsewhere = sum(person["grade"] == grade for person in others)
        lines.append(
            GradeLine(
                grade=clean(grade),
                count=str(n),
                share=_share(n, len(ours)) if len(ours) >= COMPARABLE else "",
                elsewhere=_share(elsewhere, len(others)) if compared else "",
                width=100 * n / len(ours),
            )
        )
    note = _COMPARED(language).format(n=len(others)) if compared else _NOT_COMPARED(language).format(n=COMPARABLE)
    return tuple(lines), note


def _share(n: int, of: int) -> str:
    return fixed(100 * n / of, 0) + "%"


def _missing(
    scores: Scores, own: Mapping[str, Row], names: Mapping[str, str], language: str
) -> tuple[tuple[MissingLine, ...], frozenset[str]]:
    """What is missing for the own people. Peers, reports and customers who owe a rating stay unnamed."""
    lines, named = [], set()
    for row in scores.completeness.owners.to_dict("records"):
        employee_id, what, owner = str(row["employee_id"]), str(row["what"]), str(row["owner_id"])
        if employee_id not in own:
            continue
        is_rating = what in _ROLE_KEYS
        role = title_of(what, ROLES, language)
        shown = _named(owner, names) or _NOBODY(language)
        if is_rating and what not in _OPEN:
            shown = _RATERS(language).format(role=role)
        elif owner:
            named.add(owner)
        piece = _RATING(language).format(role=role) if is_rating else clean(what)
        lines.append(MissingLine(person=_named(employee_id, names), what=piece, owner=shown))
    told = {line.person for line in lines}
    lines += [
        MissingLine(person=person, what=_ENTRY(language), owner=_HR(language))
        for employee_id, row in own.items()
        if row["status"] == "held" and (person := _named(employee_id, names)) not in told
    ]
    return tuple(dict.fromkeys(lines)), frozenset(named)


def _named(employee_id: str, names: Mapping[str, str]) -> str:
    return f"{names.get(employee_id, '')} {employee_id}".strip()


def _meetings(evidence: Evidence, own: Mapping[str, Row], language: str) -> tuple[MeetingLine, ...]:
    """Planned talks from today by date, then those that are still to be arranged."""
    names = {employee_id: clean(person["name"]) for employee_id, person in own.items()}
    planned: list[tuple[date, MeetingLine]] = []
    open_talks: list[MeetingLine] = []
    for employee_id, person in own.items():
        if person["status"] == "exempt":
            continue
        talks = [(on, row) for on, row in planned_talks(evidence, employee_id) if on >= evidence.as_of]
        if talks:
            on, row = talks[0]
            line = MeetingLine(when=day(on, language), person=_named(employee_id, names), note=clean(row["notes"]))
            planned.append((on, line))
        else:
            open_talks.append(
                MeetingLine(when=to_arrange(evidence, language), person=_named(employee_id, names), note="")
            )
    planned.sort(key=lambda one: one[0])
    return (*(line for _, line in planned), *open_talks)


def planned_talks(evidence: Evidence, employee_id: str) -> list[tuple[date, Row]]:
    """Somebody's planned talks by date."""
    rows = evidence.check_ins.get(employee_id, [])
    talks = [(on, row) for row in rows if row["kind"] == "planned" and (on := as_day(row["on"])) is not None]
    return sorted(talks, key=lambda talk: talk[0])


def to_arrange(evidence: Evidence, language: str) -> str:
    """That a talk is still to be arranged, with the last day for talks if there is one."""
    until = evidence.settings.feedback_until
    if until is None or until < evidence.as_of:
        return _ARRANGE(language)
    return _ARRANGE_BY(language).format(on=day(until, language))
