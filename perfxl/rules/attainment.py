"""The formulas of the KPI rules: numbers in, points out, neither capped nor checked.

Arrays are aligned, one element per KPI. actual, target and the like are in the KPI's own unit. Where the actual is NaN
the points are NaN, because a blank is never zero. What is refused before these are called stands in kpi_rules.py.
"""

import numpy as np

from perfxl.rules.exact import Bools, Floats, to9


def ratio_up(actual: Floats, target: Floats) -> Floats:
    """100 A/T, more is better; target > 0."""
    return 100.0 * actual / target


def ratio_down(actual: Floats, target: Floats) -> Floats:
    """100 (2 - A/T), less is better; target > 0."""
    return 100.0 * (2.0 - actual / target)


def inverse_down(actual: Floats, target: Floats) -> Floats:
    """100 T/A, less is better; target > 0, actual >= 0; infinite where the actual is 0 (the cap makes it finite)."""
    with np.errstate(divide="ignore"):
        return 100.0 * target / actual


def deviation_up(actual: Floats, target: Floats, scale: Floats) -> Floats:
    """100 (A - T + |T|)/|T|, more is better, for targets of any sign; where T is 0, |T| is `scale`.

    Source: Infor CPM 10.4 Strategy Management, rules for increasing value types.
    """
    size = np.where(target == 0, scale, np.abs(target))
    return 100.0 * (actual - target + size) / size


def deviation_down(actual: Floats, target: Floats, scale: Floats) -> Floats:
    """100 (1 - (A - T)/|T|), less is better, for targets of any sign; where T is 0, |T| is `scale`.

    Source: Infor CPM 10.4 Strategy Management, rules for decreasing value types.
    """
    size = np.where(target == 0, scale, np.abs(target))
    return 100.0 * (1.0 - (actual - target) / size)


def on_target(actual: Floats, target: Floats, tolerance: Floats) -> Floats:
    """100 (1 - |A - T|/tolerance): 0 points at a deviation of `tolerance` (> 0, in units)."""
    return 100.0 * (1.0 - np.abs(actual - target) / tolerance)


def interpolated(actual: Floats, floor: Floats, target: Floats, stretch: Floats, *, cap: Floats) -> Floats:
    """floor earns 0, target 100, stretch the cap; linear between, clamped outside. floor > target: less is better."""
    sign = np.where(floor > target, -1.0, 1.0)
    reached, start, middle, end = actual * sign, floor * sign, target * sign, stretch * sign
    below = 100.0 * (reached - start) / (middle - start)
    above = 100.0 + (cap - 100.0) * (reached - middle) / (end - middle)
    points = np.where(reached < middle, below, above)
    return np.where(reached <= start, 0.0, np.where(reached >= end, cap, points)) + 0.0 * actual


def stepped(
    actual: Floats,
    target: Floats,
    *,
    base: Floats,
    step: Floats,
    points: Floats,
    up: Floats,
    down: Floats,
    whole: Bools,
    more_is_better: Bools,
) -> Floats:
    """base + points per step on the better side (at most up), - points per step on the worse side (at most down).

    step: size of one step in units, > 0. whole: only completed steps count, otherwise pro rata.
    Source: 国务院国资委令第22号 附件2 (scores in steps with caps).
    """
    better = np.where(more_is_better, actual - target, target - actual)
    steps = to9(better / step)
    steps = np.where(whole, np.trunc(steps), better / step)
    gain = steps * points
    return base + np.where(gain >= 0, np.minimum(gain, up), -np.minimum(-gain, down))


def deducted(count: Floats, each: Floats, floor: Floats) -> Floats:
    """max(floor, 100 - each x count); count >= 0."""
    return np.maximum(floor, 100.0 - each * count)


def ranked(rank: Floats, of: Floats) -> Floats:
    """100 (n - rank + 0.5)/n for rank 1..n among n."""
    return 100.0 * (of - rank + 0.5) / of
