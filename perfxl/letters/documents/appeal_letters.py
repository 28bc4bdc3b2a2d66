"""The decision on one appeal, as its person reads it. Pure: tables in, facts out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from perfxl.cycle.choices import ROLES, title_of
from perfxl.language import Text
from perfxl.letters.documents.facts import AppealLetter, AppealLine
from perfxl.letters.documents.heading import heading
from perfxl.letters.evidence import Evidence
from perfxl.letters.score_lines import component_title
from perfxl.letters.wording import DASH, clean, day, fixed, points, said, signed
from perfxl.rules.appeals import cells_named, due_on
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short

_RAISED = Text("您于{on}提出申诉，认为“{item}”有误。", "On {on} you appealed about this: {item}.")
_RAISED_UNDATED = Text("您提出申诉，认为“{item}”有误。", "You appealed about this: {item}.")
_GRANTED = Text(
    "申诉成立：“{item}”由 {before} 更正为 {after}，得分已重新计算。",
    "Your appeal is granted. {item}: was {before}, is corrected to {after}; your score was computed anew.",
)
_REJECTED = Text(
    "申诉不成立：“{item}”维持不变，得分不变。",
    "Your appeal is not granted. {item}: stays as it was, and so does your score.",
)
_BY = Text("决定人：{who}，{on}", "Decided by {who} on {on}")
_LATE = Text(
    "本次答复晚于应答复的日期（{due}），谨致歉意。", "This answer comes later than it was due ({due}); we apologise."
)
_RATING = Text("{role}评价", "{role} rating")
_SCORE, _GRADE, _BASE = Text("综合得分", "Score"), Text("等级", "Grade"), Text("基础分", "Base score")
_SHOWN = ("kpi", "goal", "rating", "component", "extra", "deduct")


@dataclass(frozen=True, kw_only=True)
class Side:
    """A person's result on one side of a correction. lines: component, item, kind, points; result: its fingerprint."""

    person: Mapping[str, Any]
    result: str


def appeal_letter(
    scores: Scores,
    evidence: Evidence,
    row: int,
    *,
    before: Side,
    after: Side,
    changes: pd.DataFrame,
    values: tuple[str, str] | None,
) -> AppealLetter:
    """The letter on the appeal in `row` of the sheet.

    changes: lines of the score that differ (component, item, kind, before, after). values: what stood in the corrected
    cell and what counts now; None where the appeal was turned down.
    """
    line = scores.cycle["appeals"].iloc[row]
    employee_id = str(line["employee_id"])
    language = evidence.language_of(employee_id)
    item = item_shown(scores, employee_id, str(line["item"]), language)
    raised, decided, due = _date(line["raised_on"]), _date(line["decided_on"]), due_on(scores.cycle, line)
    person, digits = after.person, scores.cycle.settings.rounding_digits
    opening = (
        _RAISED(language).format(on=day(raised, language), item=item)
        if raised
        else _RAISED_UNDATED(language).format(item=item)
    )
    verdict = _REJECTED(language).format(item=item)
    if values is not None:
        verdict = _GRANTED(language).format(item=item, before=clean(values[0]), after=clean(values[1]))
    return AppealLetter(
        language=language,
        heading=heading(evidence, language),
        appeal_id=clean(line["appeal_id"]),
        employee_id=employee_id,
        name=clean(person["name"]),
        department=clean(person["department"]),
        position=clean(person["position"] or ""),
        opening=opening,
        claim=said(line["claim"], language),
        evidence=said(line["evidence"], language),
        verdict=verdict,
        reason=said(line["decision"], language),
        decided=_BY(language).format(who=clean(line["decided_by"]) or DASH, on=day(decided, language) or DASH),
        late=_LATE(language).format(due=day(due, language)) if due and decided and decided > due else "",
        results=_results(before.person, after.person, language, digits=digits),
        changes=_lines(changes, language),
        result_before=short(before.result),
        result_after=short(after.result),
        standards=evidence.fingerprint_of(employee_id),
        signatory=said(evidence.settings.signatory, language),
        decided_on=day(decided, language),
    )


def item_shown(scores: Scores, employee_id: str, item: str, language: str) -> str:
    """What an appeal is about, as its person may read it: a rating is named by its role, never by who gave it."""
    cells = cells_named(scores.cycle, employee_id, item)
    ratings = [cell for cell in cells if cell.table == "ratings"]
    if not ratings:
        return clean(item)
    line = scores.cycle["ratings"].iloc[ratings[0].row]
    named = _RATING(language).format(role=title_of(str(line["role"]), ROLES, language))
    dimension = clean(line["dimension"])
    between = ": " if language == "en" else "："
    return (named[:1].upper() + named[1:]) + (f"{between}{dimension}" if dimension else "")


def _results(
    before: Mapping[str, Any], after: Mapping[str, Any], language: str, *, digits: int
) -> tuple[AppealLine, ...]:
    return (
        AppealLine(
            what=_BASE(language),
            before=points(_number(before["base"])),
            after=points(_number(after["base"])),
            change=_change(before["base"], after["base"], 2),
        ),
        AppealLine(
            what=_SCORE(language),
            before=fixed(_number(before["score"]), digits),
            after=fixed(_number(after["score"]), digits),
            change=_change(before["score"], after["score"], digits),
        ),
        AppealLine(what=_GRADE(language), change="", **_grades(before, after)),
    )


def _grades(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    return {"before": clean(before["grade"] or DASH), "after": clean(after["grade"] or DASH)}


def _lines(changes: pd.DataFrame, language: str) -> tuple[AppealLine, ...]:
    return tuple(
        AppealLine(
            what=_named(row, language),
            before=points(_number(row["before"])),
            after=points(_number(row["after"])),
            change=_change(row["before"], row["after"], 2),
        )
        for row in changes.to_dict("records")
        if row["kind"] in _SHOWN
    )


def _named(row: Mapping[Any, Any], language: str) -> str:
    component = component_title(str(row["component"]), language) if row["component"] else ""
    item = "" if row["kind"] in ("rating", "component") else clean(row["item"] or "")
    return " · ".join(dict.fromkeys(filter(None, (component, item)))) or DASH


def _change(before: Any, after: Any, digits: int) -> str:
    old, new = _number(before), _number(after)
    return "" if math.isnan(old) or math.isnan(new) else signed(new - old, digits)


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _date(value: Any) -> Any:
    return None if pd.isna(value) else value.date()


def texts_needed(letter: AppealLetter) -> Sequence[str]:
    """What the PDF must show to be this person's answer to this appeal."""
    return (letter.appeal_id, letter.employee_id, letter.name, *(line.after for line in letter.results))
