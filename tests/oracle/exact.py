"""Every score of a cycle in exact fractions: the reference that perfxl's scores are compared with.

A cycle is a plain dict: "settings" (one dict), "as_of" (ISO date) and lists of row dicts "schemes", "dimensions",
"grades", "employees", "assignments", "goals", "kpis", "ratings", "adjustments". Rows are keyed by the sheets' column
keys, have every column, and hold texts as a person types them; choices are their keys ("ratio_up").

Readings of open points, beyond the published ones: a refused rating (unreadable or outside the scale) makes its
component absent, its bounds the whole scale. An N/A word in the actual without a reason is an unreadable actual. A
refused actual is present in coverage. A person's coverage is the share-weighted weight present over the share-weighted
weight applicable. Overlapping assignments leave no component. A kpi component held only by the coverage floor keeps
its renormalised points. A person without a grade has none after a veto either.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from .awards import Adjustments, Grades, adjustments_of, grades_of
from .components import ZERO, Bounds, Part, Policy, kpi_part, rating_part
from .ratings import Scale, rated, scale_of
from .reading import HUNDRED, Row, day, nine, number, rounded, weight_factor, whole_hundred
from .stints import Span, Stint, stints_of

Cycle = dict[str, Any]
Rows = list[Row]


class Component(NamedTuple):
    """One row of the schemes sheet."""

    weight: Fraction
    policy: Policy
    min_raters: Fraction
    scale: Scale | None


class Scheme(NamedTuple):
    """components by name; dimension weights by dimension, {"": 100} without any."""

    components: dict[str, Component]
    dimensions: dict[str, Fraction]

    @property
    def sound(self) -> bool:
        """Whether the component weights add up to 100."""
        return whole_hundred(part.weight for part in self.components.values())


class Standards(NamedTuple):
    """What holds for everybody in the cycle."""

    settings: Row
    schemes: dict[str, Scheme]
    grades: Grades
    span: Span
    goals: dict[str, Rows]
    kpi_factor: Fraction
    goal_factor: Fraction

    @property
    def digits(self) -> int:
        """Decimals of a final score."""
        return int(self.settings.get("rounding_digits") or "2")


class Judged(NamedTuple):
    """One stint: its parts by component, and its share."""

    share: Fraction
    scheme: Scheme
    parts: dict[str, Part]

    @property
    def held(self) -> bool:
        """Whether something blocks this stint."""
        return not self.scheme.sound or any(part.held for part in self.parts.values())

    @property
    def bounds(self) -> Bounds:
        """Lowest and highest base; None where weights or rules are unusable."""
        ends = [part.bounds for part in self.parts.values() if part.bounds is not None]
        if len(ends) < len(self.parts) or not self.scheme.sound:
            return None
        weights = [self.scheme.components[name].weight / 100 for name in self.parts]
        low, high = (sum((w * end[side] for w, end in zip(weights, ends, strict=True)), ZERO) for side in (0, 1))
        return low, high

    def covered(self, field: str) -> Fraction:
        """Weight "present" or "applicable", in points of this person's coverage."""
        parts = ((self.scheme.components[name].weight, getattr(part, field)) for name, part in self.parts.items())
        return self.share * sum((weight * amount for weight, amount in parts), ZERO)


def scores(cycle: Cycle) -> list[dict[str, Any]]:
    """One result per employee, in the order of the employees sheet.

    Keys: employee_id, status (scored, held, exempt), components {name: Fraction or None}, base, adjustment, score,
    bounds [low, high] or None, computed_grade, grade, grade_certain, coverage. Scores and bounds are rounded to the
    cycle's digits, everything else is exact.
    """
    standards = _standards(cycle)
    tables = {name: _by_employee(cycle[name]) for name in ("assignments", "kpis", "ratings", "adjustments")}
    return [
        _result(row, standards, {name: table[row["employee_id"]] for name, table in tables.items()})
        for row in cycle["employees"]
    ]


def _by_employee(rows: Rows) -> dict[str, Rows]:
    grouped: dict[str, Rows] = defaultdict(list)
    for row in rows:
        grouped[row["employee_id"]].append(row)
    return grouped


def _standards(cycle: Cycle) -> Standards:
    settings: Row = cycle["settings"]
    goals: dict[str, Rows] = defaultdict(list)
    for row in cycle["goals"]:
        if row["level"] == "department":
            goals[row["department"]].append(row)
    first, last = day(settings["starts_on"]), day(settings["ends_on"])
    if first is None or last is None:
        raise ValueError("a cycle has a first and a last day")
    return Standards(
        settings=settings,
        schemes=_schemes(cycle),
        grades=grades_of(cycle["grades"], settings.get("veto_grade", "")),
        span=Span(first, last),
        goals=goals,
        kpi_factor=weight_factor(row["weight"] for row in cycle["kpis"]),
        goal_factor=weight_factor(row["weight"] for row in cycle["goals"]),
    )


def _schemes(cycle: Cycle) -> dict[str, Scheme]:
    factor = weight_factor(row["weight"] for row in cycle["schemes"])
    dimension_factor = weight_factor(row["weight"] for row in cycle["dimensions"])
    schemes: dict[str, Scheme] = {}
    for row in cycle["schemes"]:
        scheme = schemes.setdefault(row["scheme"], Scheme({}, {}))
        scheme.components[row["component"]] = _component(row, factor, cycle)
    for row in cycle["dimensions"]:
        schemes[row["scheme"]].dimensions[row["dimension"]] = dimension_factor * (number(row["weight"]) or ZERO)
    return {name: Scheme(parts, dimensions or {"": HUNDRED}) for name, (parts, dimensions) in schemes.items()}


def _component(row: Row, factor: Fraction, cycle: Cycle) -> Component:
    settings = cycle["settings"]
    deadline, as_of = day(settings.get("deadline_on", "")), date.fromisoformat(cycle["as_of"])
    floor = number(settings.get("coverage_floor", ""))
    policy = Policy(
        missing=row["missing_policy"] or "block",
        overdue=deadline is not None and as_of > deadline,
        coverage_floor=Fraction(70) if floor is None else floor,
    )
    scale = None if row["component"] in ("kpi", "department") else scale_of(row)
    weight = factor * (number(row["weight"]) or ZERO)
    return Component(weight, policy, number(row["min_raters"]) or Fraction(1), scale)


def _part(name: str, stint: Stint, scheme: Scheme, standards: Standards) -> Part:
    component = scheme.components[name]
    if name == "kpi":
        return kpi_part(stint.kpis, standards.kpi_factor, policy=component.policy)
    if name == "department":
        return kpi_part(standards.goals[stint.department], standards.goal_factor, policy=component.policy)
    if component.scale is None:
        return Part(None, None, True, ZERO, HUNDRED)
    rows = [row for row in stint.ratings if row["role"] == name]
    return rating_part(
        rated(rows, scheme.dimensions, component.scale),
        component.scale,
        policy=component.policy,
        min_raters=component.min_raters,
        trusted=whole_hundred(scheme.dimensions.values()),
    )


def _result(employee: Row, standards: Standards, rows: dict[str, Rows]) -> dict[str, Any]:
    if employee["exempt_reason"].strip():
        return _exempt(employee)
    adjusted = adjustments_of(rows["adjustments"], standards.settings)
    worked = stints_of(
        employee, rows["assignments"], cycle=standards.span, kpis=rows["kpis"], ratings=rows["ratings"]
    )  # fmt: skip
    only = next(iter(standards.schemes)) if len(standards.schemes) == 1 else ""
    judged = []
    for stint in worked.stints:
        scheme = standards.schemes.get(stint.scheme or only, Scheme({}, {}))
        parts = {name: _part(name, stint, scheme, standards) for name in scheme.components}
        judged.append(Judged(stint.share, scheme, parts))
    unusable = worked.overlap or worked.stray or not judged
    held = unusable or adjusted.blocked or any(one.held for one in judged)
    bounds = None if unusable else _bounds(judged)
    components = _components(judged)
    if worked.overlap:
        components = dict.fromkeys(components)
    if worked.stray and "kpi" in components:
        components["kpi"] = None
    return {
        "employee_id": employee["employee_id"],
        "components": components,
        "adjustment": adjusted.net,
        "coverage": _coverage(judged),
    } | _outcome(bounds, adjusted, held=held, standards=standards)


def _exempt(employee: Row) -> dict[str, Any]:
    empty = dict.fromkeys(("base", "score", "bounds", "computed_grade", "grade"))
    known: dict[str, Any] = {"employee_id": employee["employee_id"], "status": "exempt", "components": {}}
    return known | empty | {"adjustment": ZERO, "grade_certain": False, "coverage": Fraction(1)}


def _outcome(bounds: Bounds, adjusted: Adjustments, *, held: bool, standards: Standards) -> dict[str, Any]:
    ends = None if bounds is None else [_final(base, adjusted.net, standards.digits) for base in bounds]
    score = None if held or ends is None else ends[0]
    earned = None if score is None else standards.grades.earned(score)
    grades = [standards.grades.after_veto(standards.grades.earned(end), adjusted.veto) for end in ends or []]
    return {
        "status": "held" if held else "scored",
        "base": None if held or bounds is None else bounds[0],
        "score": score,
        "bounds": ends,
        "computed_grade": earned,
        "grade": standards.grades.after_veto(earned, adjusted.veto),
        "grade_certain": len(set(grades)) == 1,
    }


def _final(base: Fraction, adjustment: Fraction, digits: int) -> Fraction:
    return rounded(nine(max(base + adjustment, ZERO)), digits)


def _bounds(judged: Sequence[Judged]) -> Bounds:
    ends = [(one.share, one.bounds) for one in judged]
    known = [(share * pair[0], share * pair[1]) for share, pair in ends if pair is not None]
    if len(known) < len(ends):
        return None
    return sum((low for low, _ in known), ZERO), sum((high for _, high in known), ZERO)


def _components(judged: Sequence[Judged]) -> dict[str, Fraction | None]:
    points: dict[str, Fraction | None] = {}
    for name in dict.fromkeys(name for one in judged for name in one.parts):
        having = [(one.share, one.parts[name].points) for one in judged if name in one.parts]
        known = [share * mean for share, mean in having if mean is not None]
        total = sum((share for share, _ in having), ZERO)
        points[name] = sum(known, ZERO) / total if len(known) == len(having) else None
    return points


def _coverage(judged: Sequence[Judged]) -> Fraction:
    present, applicable = (sum((one.covered(side) for one in judged), ZERO) for side in ("present", "applicable"))
    return present / applicable if applicable else Fraction(1)
