"""The score of one KPI or goal, rule by rule, in exact fractions."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

from .bands import band_table
from .reading import HUNDRED, Quantity, Refused, Row, Unreadable, Unusable, blank, nine, number, pairs, quantity

DEFAULT_CAP = Fraction(120)


class Measured(NamedTuple):
    """One KPI row as the rules see it; columns that a rule does not use stay unread."""

    row: Row
    parameters: Mapping[str, str]
    cap: Fraction

    def wanted(self, column: str) -> Quantity:
        """The number in `column`, without which the rule cannot be used."""
        read = quantity(self.row.get(column, ""))
        if read is None:
            raise Unusable(column)
        return read

    def actual(self, *alike: Quantity) -> Fraction:
        """The actual; it must be a percent if the quantities it is compared with are."""
        read = quantity(self.row["actual"])
        if read is None:
            raise Unreadable(self.row["actual"])
        if any(read.percent != other.percent for other in alike):
            raise Refused("percent beside a plain number")
        return read.value

    def parameter(self, name: str) -> Fraction:
        """A plain number among the parameters."""
        read = quantity(self.parameters[name])
        if read is None or read.percent:
            raise Unusable(name)
        return read.value

    def length(self, name: str, target: Fraction) -> Fraction:
        """A positive length in units, or in % of abs(target)."""
        read = quantity(self.parameters[name])
        size = Fraction(0) if read is None else read.value * abs(target) / 100 if read.percent else read.value
        if size <= 0:
            raise Unusable(name)
        return size


Formula = Callable[[], Fraction]


def _positive(target: Quantity) -> Fraction:
    if target.value <= 0:
        raise Unusable("the target must be above zero")
    return target.value


def _ratio_up(kpi: Measured) -> Formula:
    target = kpi.wanted("target")
    size = _positive(target)
    return lambda: HUNDRED * kpi.actual(target) / size


def _ratio_down(kpi: Measured) -> Formula:
    target = kpi.wanted("target")
    size = _positive(target)
    return lambda: HUNDRED * (2 - kpi.actual(target) / size)


def _inverse_down(kpi: Measured) -> Formula:
    target = kpi.wanted("target")
    size = _positive(target)

    def points() -> Fraction:
        actual = kpi.actual(target)
        if actual < 0:
            raise Refused("a negative actual")
        return kpi.cap if actual == 0 else HUNDRED * size / actual

    return points


def _deviation(kpi: Measured, sign: int) -> Formula:
    target = kpi.wanted("target")
    size = abs(target.value)
    if size == 0:
        size = kpi.parameter("scale") if "scale" in kpi.parameters else Fraction(0)
    if size <= 0:
        raise Unusable("a zero target needs scale=S")
    return lambda: HUNDRED * (1 + sign * (kpi.actual(target) - target.value) / size)


def _deviation_up(kpi: Measured) -> Formula:
    return _deviation(kpi, 1)


def _deviation_down(kpi: Measured) -> Formula:
    return _deviation(kpi, -1)


def _on_target(kpi: Measured) -> Formula:
    target = kpi.wanted("target")
    tolerance = kpi.length("tolerance", target.value)
    return lambda: HUNDRED * (1 - abs(kpi.actual(target) - target.value) / tolerance)


def _bands(kpi: Measured) -> Formula:
    bands, percent = band_table(kpi.row["parameters"])
    target = kpi.wanted("target") if percent else Quantity(HUNDRED, False)
    size = _positive(target)

    def points() -> Fraction:
        place = nine(HUNDRED * kpi.actual(target) / size if percent else kpi.actual())
        for band in bands:
            if (band.low is None or band.low <= place) and (band.high is None or place < band.high):
                return band.points
        raise Refused("outside all bands")

    return points


def _interpolate(kpi: Measured) -> Formula:
    ends = [kpi.wanted(column) for column in ("floor", "target", "stretch")]
    if len({end.percent for end in ends}) > 1:
        raise Unusable("percents mixed with plain numbers")
    sign = 1 if ends[0].value < ends[1].value else -1
    low, middle, high = (sign * end.value for end in ends)
    if not low < middle < high:
        raise Unusable("floor, target and stretch are not monotone")

    def points() -> Fraction:
        actual = min(max(sign * kpi.actual(*ends), low), high)
        if actual <= middle:
            return HUNDRED * (actual - low) / (middle - low)
        return HUNDRED + (kpi.cap - HUNDRED) * (actual - middle) / (high - middle)

    return points


def _step(kpi: Measured) -> Formula:
    target = kpi.wanted("target")
    base, per_step, up, down = (kpi.parameter(name) for name in ("base", "points", "up", "down"))
    each = kpi.length("each", target.value)
    whole, better = kpi.parameters.get("whole", "no"), kpi.parameters.get("better", "up")
    if whole not in ("yes", "no") or better not in ("up", "down"):
        raise Unusable("whole or better")

    def points() -> Fraction:
        distance = (kpi.actual(target) - target.value) * (1 if better == "up" else -1)
        steps = nine(abs(distance) / each)
        earned = per_step * (floor(steps) if whole == "yes" else abs(distance) / each)
        return base + min(earned, up) if distance >= 0 else base - min(earned, down)

    return points


def _milestone(kpi: Measured) -> Formula:
    worth = {name: number(shown) for name, shown in kpi.parameters.items()}
    if not worth or None in worth.values():
        raise Unusable("milestones")

    def points() -> Fraction:
        typed = kpi.row["actual"].strip()
        done = set() if typed in ("0", "未完成") else {name.strip() for name in re.split("[、,，;；]", typed)}
        if not done <= worth.keys():
            raise Refused("an unknown milestone")
        return sum((worth[name] or Fraction(0) for name in done), Fraction(0))

    return points


def _yes_no(kpi: Measured) -> Formula:
    def points() -> Fraction:
        answer = kpi.row["actual"].strip().lower()
        if answer not in ("是", "yes", "否", "no"):
            raise Unreadable(answer)
        return HUNDRED if answer in ("是", "yes") else Fraction(0)

    return points


def _deduct(kpi: Measured) -> Formula:
    each = kpi.parameter("each")
    least = Fraction(0) if blank(kpi.row["floor"]) else kpi.wanted("floor").value

    def points() -> Fraction:
        count = kpi.actual()
        if count < 0:
            raise Refused("a negative count")
        return max(least, HUNDRED - each * count)

    return points


def _rank(kpi: Measured) -> Formula:
    group = kpi.parameter("of")
    if group < 5:
        raise Unusable("ranks among fewer than five")

    def points() -> Fraction:
        place = kpi.actual()
        if not 1 <= place <= group:
            raise Refused("a rank outside 1..n")
        return HUNDRED * (group - place + Fraction(1, 2)) / group

    return points


def _manual(kpi: Measured) -> Formula:
    return kpi.actual


# Each rule with its formula, the parameters it needs and those it may have; None: the parameters are its own words.
RULES: dict[str, tuple[Callable[[Measured], Formula], frozenset[str] | None, frozenset[str]]] = {
    "ratio_up": (_ratio_up, frozenset(), frozenset()),
    "ratio_down": (_ratio_down, frozenset(), frozenset()),
    "inverse_down": (_inverse_down, frozenset(), frozenset()),
    "deviation_up": (_deviation_up, frozenset(), frozenset({"scale"})),
    "deviation_down": (_deviation_down, frozenset(), frozenset({"scale"})),
    "on_target": (_on_target, frozenset({"tolerance"}), frozenset()),
    "bands": (_bands, None, frozenset()),
    "interpolate": (_interpolate, frozenset(), frozenset()),
    "step": (_step, frozenset({"base", "each", "points", "up", "down"}), frozenset({"whole", "better"})),
    "milestone": (_milestone, None, frozenset()),
    "yes_no": (_yes_no, frozenset(), frozenset()),
    "deduct": (_deduct, frozenset({"each"}), frozenset()),
    "rank": (_rank, frozenset({"of"}), frozenset()),
    "manual": (_manual, frozenset(), frozenset()),
}


def cap_of(row: Row) -> Fraction:
    """The highest score of the KPI: 120 unless its row says otherwise."""
    typed = number(row["cap"])
    return DEFAULT_CAP if typed is None else typed


def formula(row: Row) -> Formula:
    """How the row's actual becomes points, not yet kept within 0..cap. Raises Unusable whatever the actual is.

    Calling the result raises Unreadable or Refused where the actual cannot be scored.
    """
    rule, needed, allowed = RULES[row["rule"]]
    written = () if row["rule"] == "bands" else pairs(row["parameters"])
    if written is None:
        raise Unusable("parameters")
    parameters = dict(written)
    if needed is not None and not needed <= parameters.keys() <= needed | allowed:
        raise Unusable("a missing or an unknown parameter")
    return rule(Measured(row, parameters, cap_of(row)))
