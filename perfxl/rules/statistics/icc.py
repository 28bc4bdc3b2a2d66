"""Intraclass correlations: how much of what raters give is about the person (Shrout & Fleiss 1979).

Shrout, P. E. & Fleiss, J. L. (1979), Psychological Bulletin 86:420-428. Empty cells: variance components by Henderson's
method 3 (Henderson 1953, Biometrics 9:226; Searle, Casella & McCulloch 1992, Variance Components, ch. 5), which gives
Shrout and Fleiss' mean squares exactly where every cell is filled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.crossing import Crossing, crossing_of
from perfxl.rules.statistics.tails import f_quantile

Interval = tuple[float, float]
_NAN = float("nan")


@dataclass(frozen=True)
class MeanSquares:
    """Between targets (bms), within targets (wms), between raters (jms), error (ems); NaN where there are none."""

    bms: float
    wms: float
    jms: float
    ems: float


@dataclass(frozen=True)
class Components:
    """Variances of targets, raters and error, in squared units of the scale; NaN where they cannot be separated."""

    target: float
    rater: float
    error: float


@dataclass(frozen=True)
class Icc:
    """Single (icc1..3) and average (icc1k..3k) intraclass correlations; NaN where the layout cannot tell.

    icc1: raters differ from target to target. icc2: the same kind of raters could be others. icc3: only these raters
    matter. k: ratings per target, their harmonic mean. missing: empty cells. intervals: 95 %, by the names of the six;
    there are none with empty cells, because their distribution is not known then.
    """

    icc1: float
    icc2: float
    icc3: float
    icc1k: float
    icc2k: float
    icc3k: float
    n_targets: int
    n_raters: int
    k: float
    missing: int
    squares: MeanSquares
    components: Components
    intervals: Mapping[str, Interval] = field(default_factory=dict)


def icc(matrix: Floats) -> Icc:
    """The six correlations of a matrix with one row per target and one column per rater; NaN is an empty cell."""
    return icc_of(crossing_of(matrix))


def icc_of(layout: Crossing) -> Icc:
    """The six correlations of a layout."""
    n, raters = layout.n_targets, layout.n_raters
    missing = n * raters - layout.n
    k = float(n / np.sum(1.0 / layout.per_target)) if n else _NAN
    between, within, one_way = _one_way(layout)
    two_way = _two_way(layout)
    squares = _squares(layout, two_way, between=between, within=within)
    complete = missing == 0 and n > 1 and raters > 1
    return Icc(
        icc1=_ratio(one_way, within),
        icc2=_ratio(two_way.target, two_way.rater + two_way.error),
        icc3=_ratio(two_way.target, two_way.error),
        icc1k=_ratio(one_way, within / k),
        icc2k=_ratio(two_way.target, (two_way.rater + two_way.error) / k),
        icc3k=_ratio(two_way.target, two_way.error / k),
        n_targets=n,
        n_raters=raters,
        k=k,
        missing=missing,
        squares=squares,
        components=two_way,
        intervals=_intervals(squares, n, raters) if complete and squares.ems > 0 else {},
    )


def _ratio(signal: float, noise: float) -> float:
    return signal / (signal + noise) if signal + noise > 0 else _NAN


def _one_way(layout: Crossing) -> tuple[float, float, float]:
    """Mean squares between and within targets, and the variance of targets that they imply."""
    n, total = layout.n_targets, layout.n
    if n < 2 or total <= n:
        return _NAN, _NAN, _NAN
    grand = float(layout.value.mean())
    between = float(layout.per_target @ (layout.target_means - grand) ** 2) / (n - 1)
    within = float(layout.within @ layout.within) / (total - n)
    per_target = (total - float(layout.per_target @ layout.per_target) / total) / (n - 1)
    return between, within, (between - within) / per_target


def _two_way(layout: Crossing) -> Components:
    """Henderson's method 3 for targets and raters without interaction."""
    n, raters, total, groups = layout.n_targets, layout.n_raters, layout.n, layout.n_groups
    if layout.residual_df <= 0 or raters < 2 or n < 2:
        return Components(_NAN, _NAN, _NAN)
    error = layout.residual_ss / layout.residual_df
    raters_given_targets = float(layout.right_side @ layout.rater_effects)
    means = np.bincount(layout.rater, weights=layout.value) / layout.per_rater
    within_raters = layout.value - means[layout.rater]
    targets_given_raters = float(within_raters @ within_raters) - layout.residual_ss
    return Components(
        target=(targets_given_raters - (n - groups) * error) / (total - raters),
        rater=(raters_given_targets - (raters - groups) * error) / (total - n),
        error=error,
    )


def _squares(layout: Crossing, parts: Components, *, between: float, within: float) -> MeanSquares:
    if layout.n != layout.n_targets * layout.n_raters:
        return MeanSquares(between, within, _NAN, parts.error)
    return MeanSquares(between, within, parts.error + layout.n_targets * parts.rater, parts.error)


def _intervals(squares: MeanSquares, n: int, k: int) -> dict[str, Interval]:
    """95 % intervals from F distributions (Shrout & Fleiss 1979, equations 6, 10 and 12; McGraw & Wong 1996)."""
    one = _by_f(squares.bms / squares.wms, df=(n - 1, n * (k - 1)), k=k)
    three = _by_f(squares.bms / squares.ems, df=(n - 1, (n - 1) * (k - 1)), k=k)
    two = _of_icc2(squares, n, k)
    single = {"icc1": one, "icc2": two, "icc3": three}
    average = {f"{name}k": (_averaged(low, k), _averaged(high, k)) for name, (low, high) in single.items()}
    return {**single, **average}


def _by_f(ratio: float, *, df: tuple[int, int], k: int) -> Interval:
    low, high = ratio / f_quantile(0.975, *df), ratio * f_quantile(0.975, *df[::-1])
    return float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1))


def _of_icc2(squares: MeanSquares, n: int, k: int) -> Interval:
    bms, jms, ems = squares.bms, squares.jms, squares.ems
    icc2 = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n)
    a, rest = k * icc2 * jms / ems, n * (1 + (k - 1) * icc2) - k * icc2
    df = (k - 1) * (n - 1) * (a + rest) ** 2 / ((n - 1) * a**2 + rest**2)
    upper, lower = f_quantile(0.975, n - 1, df), f_quantile(0.975, df, n - 1)
    noise = k * jms + (k * n - k - n) * ems
    return (
        float(n * (bms - upper * ems) / (upper * noise + n * bms)),
        float(n * (lower * bms - ems) / (noise + n * lower * bms)),
    )


def _averaged(single: float, k: int) -> float:
    return k * single / (1 + (k - 1) * single)
