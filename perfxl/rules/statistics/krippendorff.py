"""Krippendorff's alpha: agreement of any number of raters, with any cells missing (Krippendorff 2011).

Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania; (2019), Content Analysis,
4th ed., ch. 12.
"""

from typing import Literal

import numpy as np

from perfxl.rules.exact import Floats, Ints

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(matrix: Floats, *, level: Level = "interval") -> float:
    """Alpha of a matrix with one row per unit and one column per rater; NaN is a missing rating."""
    table = np.asarray(matrix, dtype=np.float64)
    unit, rater = np.nonzero(~np.isnan(table))
    return alpha_of(unit.astype(np.int64), table[unit, rater], level=level)


def alpha_of(unit: Ints, value: Floats, *, level: Level = "interval") -> float:
    """Alpha of ratings in a row: the unit of each as a code from 0, and its value.

    Units with one rating do not count. NaN where nothing can be compared or every value is the same.
    """
    unit, value = _pairable(np.asarray(unit, dtype=np.int64), np.asarray(value, dtype=np.float64))
    if len(value) < 2:
        return float("nan")
    observed, expected = _by_moments(unit, value) if level == "interval" else _by_counts(unit, value, level)
    return float(1.0 - observed / expected) if expected > 0 else float("nan")


def _pairable(unit: Ints, value: Floats) -> tuple[Ints, Floats]:
    keep = np.bincount(unit)[unit] > 1 if len(unit) else np.zeros(0, dtype=bool)
    _, code = np.unique(unit[keep], return_inverse=True)
    return code.astype(np.int64), value[keep]


def _by_moments(unit: Ints, value: Floats) -> tuple[float, float]:
    """Observed and expected disagreement of squared differences, from sums and sums of squares."""
    centred = value - value.mean()
    n, size = len(value), np.bincount(unit)
    sums, squares = np.bincount(unit, weights=centred), np.bincount(unit, weights=centred**2)
    observed = float(np.sum(2 * (size * squares - sums**2) / (size - 1))) / n
    expected = 2 * (n * float(centred @ centred) - float(centred.sum()) ** 2) / (n * (n - 1))
    return observed, expected


def _by_counts(unit: Ints, value: Floats, level: Level) -> tuple[float, float]:
    """The same from how often each value stands in each unit, for any kind of difference."""
    values, code = np.unique(value, return_inverse=True)
    counts = np.zeros((int(unit.max()) + 1, len(values)))
    np.add.at(counts, (unit, code), 1.0)
    total, n = counts.sum(axis=0), float(len(value))
    squared = _squared_differences(values, total, level)
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1.0)
    observed = float(np.sum((weighted.T @ counts) * squared)) / n
    return observed, float(total @ squared @ total) / (n * (n - 1))


def _squared_differences(values: Floats, total: Floats, level: Level) -> Floats:
    """How far each value is from each other one, squared."""
    if level == "nominal":
        return np.asarray(values[:, None] != values[None, :], dtype=np.float64)
    if level == "ratio":
        with np.errstate(invalid="ignore", divide="ignore"):
            share = (values[:, None] - values[None, :]) / (values[:, None] + values[None, :])
        return np.asarray(np.nan_to_num(share) ** 2)
    middle = np.cumsum(total) - total / 2  # ordinal: ranks by how often the values between occur
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)
