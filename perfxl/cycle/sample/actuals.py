"""Draws what the sample's people achieved: better people do better, with some luck."""

from random import Random

from perfxl.cycle.sample.measures import Measure
from perfxl.cycle.sample.people import Person
from perfxl.cycle.typed import Percent, Typed

_RANKED = "of="


def shown(measure: Measure, value: float | None) -> Typed:
    """A quantity of `measure` as it is typed: percent where the unit is %."""
    if value is None:
        return None
    if measure.unit == "%":
        return Percent(value)
    return int(value) if float(value).is_integer() else value


def target_of(measure: Measure, person: Person) -> float | None:
    """The person's target: the post's, or a personal share of it."""
    if measure.target is None or not measure.personal:
        return measure.target
    share = person.random(f"target:{measure.name.zh}").choice((0.8, 0.9, 1.0, 1.1, 1.2))
    return float(round(measure.target * share))


def actual_of(measure: Measure, person: Person, *, target: float | None) -> Typed:
    """What the person achieved, as it is typed into the sheet."""
    chance = person.random(f"actual:{measure.name.zh}")
    level = 0.75 * person.skill() + 0.55 * chance.gauss(0, 1) + measure.easy
    match measure.rule:
        case "yes_no":
            return _answer(level > -0.6, person)
        case "milestone":
            return _milestones(measure, level, person=person)
        case "rank":
            people = int(measure.parameters.removeprefix(_RANKED))
            return min(people, max(1, round((people + 1) / 3 - level * people / 5)))
        case "deduct":
            return max(0, round(measure.spread * (0.9 - level)))
        case "manual":
            return round(min(110.0, max(60.0, 94 + measure.spread * level)), measure.digits)
        case _:
            return shown(measure, _number(measure, target or 0.0, level=level, chance=chance))


def _number(measure: Measure, target: float, *, level: float, chance: Random) -> float:
    """A number about the target, never a percent above 100, never below 0 where that means nothing."""
    width = measure.spread * (abs(target) or 1.0)
    away = chance.choice((-1, 1)) * abs(1.2 - level) if measure.rule == "on_target" else measure.better * level
    highest = 100.0 if measure.unit == "%" else float("inf")
    lowest = float("-inf") if target < 0 or measure.rule == "on_target" else 0.0
    value = round(min(highest, max(lowest, target + width * away)), measure.digits)
    return value + 0.0  # never -0.0


def _answer(reached: bool, person: Person) -> str:
    if person.english:
        return "yes" if reached else "no"
    return "是" if reached else "否"


def _milestones(measure: Measure, level: float, *, person: Person) -> str:
    """All milestones of a good year, the last one or two missing after a poor one."""
    written = measure.parameters_en if person.english else measure.parameters
    names = [part.split("=")[0].strip() for part in written.split(";")]
    missed = 0 if level > -0.1 else 1 if level > -1.3 else 2
    between = ", " if person.english else "、"
    return between.join(names[: len(names) - missed])
