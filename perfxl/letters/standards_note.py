"""One quiet sentence where the standards of a letter are not those that were published."""

from collections.abc import Iterator

from perfxl.findings.base import Finding
from perfxl.findings.published import (
    CommonRuleChanged,
    DepartmentGoalChanged,
    SchemeChanged,
    StandardChanged,
    StandardsUnexplained,
)
from perfxl.language import Text, folded
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean, day

_DIFFER = Text(
    "所用考核标准与{on}公布的不同：{changes}。", "The standards used differ from those published on {on}: {changes}."
)
_SOME_DIFFER = Text("所用考核标准与{on}公布的不同。", "The standards used differ from those published on {on}.")
_NEW = Text(
    "{on}公布标准时，您尚不在名单中。", "You were not yet on the roster when the standards were published on {on}."
)
_MORE = Text("等共 {n} 处", " and others, {n} in all")
_MOST_NAMED = 3


def standards_sentence(evidence: Evidence, employee_id: str, language: str) -> list[str]:
    """That the standards of this person changed since they were published, and how; empty where they did not."""
    own = list(_concerning(evidence, employee_id))
    if evidence.published_on is None or not own:
        return []
    on = day(evidence.published_on, language)
    told = [_change(one, language) for one in own if isinstance(one, StandardChanged)]
    if told:
        more = _MORE(language).format(n=len(told)) if len(told) > _MOST_NAMED else ""
        listed = ("; " if language == "en" else "；").join(told[:_MOST_NAMED]) + more
        return [_DIFFER(language).format(on=on, changes=listed)]
    sentence = _SOME_DIFFER if any(isinstance(one, StandardsUnexplained) for one in own) else _NEW
    return [sentence(language).format(on=on)]


def _change(one: StandardChanged, language: str) -> str:
    """The change without quotation marks in English, which a Chinese font sets wide."""
    told = clean(one.change(language))
    return told.replace("“", "").replace("”", "") if language == "en" else told


def _concerning(evidence: Evidence, employee_id: str) -> Iterator[Finding]:
    """The changes of one's own KPIs, schemes and department's goals, and of the rules for everybody."""
    spans = evidence.assignments.get(employee_id, [])
    schemes = {folded(str(one["scheme"])) for one in spans}
    parts = evidence.components.get(employee_id, [])
    with_goals = {one["span"] for one in parts if one["component"] == "department"}
    departments = {str(one["department"]) for one in spans if one["span"] in with_goals}
    for one in evidence.standards_changed:
        if isinstance(one, SchemeChanged):
            concerned = folded(one.item) in schemes
        elif isinstance(one, DepartmentGoalChanged):
            concerned = one.department in departments
        elif isinstance(one, CommonRuleChanged | StandardsUnexplained):
            concerned = True
        else:
            concerned = one.employee_id == employee_id
        if concerned:
            yield one
