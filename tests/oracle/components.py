"""Points, bounds and coverage of one component of one assignment."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from .kpi_rules import cap_of, formula
from .ratings import Rated, Scale
from .reading import HUNDRED, Refused, Row, Unreadable, Unusable, blank, nine, number, quantity, whole_hundred

ZERO = Fraction(0)
NOT_APPLICABLE = ("N/A", "—", "/", "无")  # in an actual they ask for a reason; without one the actual is unreadable
Bounds = tuple[Fraction, Fraction] | None


class Part(NamedTuple):
    """points: None unless known. bounds: None where weights or rules are unusable. Coverage weights lie in 0..100."""

    points: Fraction | None
    bounds: Bounds
    held: bool
    present: Fraction
    applicable: Fraction


class Policy(NamedTuple):
    """missing: block, zero or renormalise. overdue: the as-of date lies after deadline_on."""

    missing: str
    overdue: bool
    coverage_floor: Fraction

    @property
    def zeroes(self) -> bool:
        """Whether truly missing evidence is 0 points by now."""
        return self.missing == "zero" and self.overdue


def known(points: Fraction, present: Fraction = HUNDRED) -> Part:
    """A part that is certain."""
    return Part(points, (points, points), False, present, HUNDRED)


class Weighed(NamedTuple):
    """One KPI row with its weight."""

    weight: Fraction
    points: Fraction | None
    bounds: Bounds
    present: bool


def evidence_present(row: Row) -> bool:
    """Whether a readable actual stands in the row; whether the rule accepts it is another question."""
    typed = row["actual"].strip()
    if typed in NOT_APPLICABLE:
        return False
    if row["rule"] == "yes_no":
        return typed.lower() in ("是", "yes", "否", "no")
    return not blank(typed) if row["rule"] == "milestone" else quantity(typed) is not None


def weighed(row: Row, factor: Fraction, *, policy: Policy) -> Weighed:
    """The row's points; a missing actual is 0 points only where the policy says so by now."""
    weight = factor * (number(row["weight"]) or ZERO)
    present = evidence_present(row)
    open_bounds = (ZERO, cap_of(row))
    try:
        points_of = formula(row)
        if blank(row["actual"]):
            return Weighed(weight, ZERO, (ZERO, ZERO), False) if policy.zeroes else _open(weight, open_bounds)
        points = min(max(points_of(), ZERO), open_bounds[1])
    except Unusable:
        return Weighed(weight, None, None, present)
    except (Refused, Unreadable):
        return Weighed(weight, None, open_bounds, present)
    return Weighed(weight, points, (points, points), present)


def _open(weight: Fraction, bounds: Bounds) -> Weighed:
    return Weighed(weight, None, bounds, False)


def applicable(row: Row) -> bool:
    """Whether nobody gave a reason why this KPI does not apply."""
    return blank(row.get("not_applicable_reason", ""))


def kpi_part(rows: Sequence[Row], factor: Fraction, *, policy: Policy) -> Part:
    """KPIs or department goals by their weights; `factor` turns a weight cell into percent."""
    if not rows:
        return Part(None, None, True, ZERO, HUNDRED)
    live = [weighed(row, factor, policy=policy) for row in rows if applicable(row)]
    idle = [
        Weighed(factor * (number(row["weight"]) or ZERO), None, (ZERO, cap_of(row)), False)
        for row in rows
        if not applicable(row)
    ]
    live_weight = sum((kpi.weight for kpi in live), ZERO)
    present = sum((kpi.weight for kpi in live if kpi.present), ZERO)
    if not whole_hundred(kpi.weight for kpi in live + idle):
        return Part(None, None, True, present, live_weight)
    counted = live if policy.missing == "renormalise" and live else live + idle
    points, bounds = _weighted(counted)
    below_floor = nine(live_weight) < policy.coverage_floor
    return Part(points, bounds, points is None or below_floor, present, live_weight)


def _weighted(kpis: Sequence[Weighed]) -> tuple[Fraction | None, Bounds]:
    total = sum((kpi.weight for kpi in kpis), ZERO)
    points = [kpi.weight * kpi.points for kpi in kpis if kpi.points is not None]
    ends = [(kpi.weight * kpi.bounds[0], kpi.weight * kpi.bounds[1]) for kpi in kpis if kpi.bounds is not None]
    mean = sum(points, ZERO) / total if len(points) == len(kpis) else None
    if len(ends) < len(kpis):
        return mean, None
    return mean, (sum((low for low, _ in ends), ZERO) / total, sum((high for _, high in ends), ZERO) / total)


def rating_part(rated: Rated, scale: Scale, *, policy: Policy, min_raters: Fraction, trusted: bool) -> Part:
    """One rater role's component, present or absent as a whole.

    trusted: whether the dimension weights add up to 100. A refused rating holds and leaves the whole range open.
    """
    present = HUNDRED if len(rated.values) >= max(min_raters, Fraction(1)) and not rated.refused else ZERO
    if not trusted:
        return Part(None, None, True, present, HUNDRED)
    if present:
        return known(scale.points(sum(rated.values, ZERO) / len(rated.values)))
    if policy.zeroes and not rated.refused:
        return known(ZERO, present=ZERO)
    return Part(None, scale.bounds(), True, ZERO, HUNDRED)
