"""The sample's KPIs: each person's measures with targets, actuals, owners and evidence."""

from datetime import date

from perfxl.cycle.sample.actuals import actual_of, shown, target_of
from perfxl.cycle.sample.measures import IN_ENGLISH, MEASURES, Measure
from perfxl.cycle.sample.people import MOVED, MOVED_ON, Person
from perfxl.cycle.sample.standards import Row
from perfxl.cycle.typed import Percent

_OWNERS = {"finance": "05002", "hr": "06002", "quality": "04002"}


def kpis(staff: list[Person]) -> list[Row]:
    """The KPIs of everybody who is appraised; the one who moved has a set for each stretch."""
    rows: list[Row] = []
    for person in staff:
        if person.employee_id == MOVED:
            rows += _set_of(person, MEASURES["agent"], first_day=date(2025, 10, 1))
            rows += _set_of(person, MEASURES["region"], first_day=MOVED_ON)
        elif not person.exempt_reason:
            rows += _set_of(person, MEASURES[person.post.key])
    return rows


def _set_of(person: Person, measures: tuple[Measure, ...], *, first_day: date | None = None) -> list[Row]:
    return [_row(person, measure, first_day=first_day) for measure in measures]


def _row(person: Person, measure: Measure, *, first_day: date | None) -> Row:
    target = target_of(measure, person)
    plain_bands = measure.rule == "bands" and "%" not in measure.parameters
    return {
        "employee_id": person.employee_id,
        "kpi": measure.name("en" if person.english else "zh"),
        "assignment_from": first_day,
        "goal_id": f"{_goal_department(person, first_day)}-{measure.goal}" if measure.goal else "",
        "weight": Percent(measure.weight),
        "rule": measure.rule,
        "target": None if plain_bands else shown(measure, target),
        "floor": shown(measure, measure.floor),
        "stretch": shown(measure, measure.stretch),
        "parameters": measure.parameters_en if person.english and measure.parameters_en else measure.parameters,
        "actual": actual_of(measure, person, target=target),
        "unit": _worded(measure.unit, person),
        "owner_id": _OWNERS.get(measure.owner, person.manager_id if not person.is_head else person.employee_id),
        "evidence": _worded(measure.evidence, person),
    }


def _worded(text: str, person: Person) -> str:
    return IN_ENGLISH.get(text, text) if person.english else text


def _goal_department(person: Person, first_day: date | None) -> str:
    """D01 to D06, as the goals are numbered; the first stretch of the one who moved was in customer service."""
    if first_day is not None and first_day < MOVED_ON:
        return "D03"
    return f"D{person.employee_id[:2]}"
