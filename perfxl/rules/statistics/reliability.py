"""Reliability of sums and means: Cronbach's alpha, Spearman-Brown, r_wg, standard error of measurement."""

from math import ceil

import numpy as np

from perfxl.rules.exact import Floats


def cronbach_alpha(items: Floats) -> float:
    """Alpha of a matrix with one row per person and one column per item (Cronbach 1951, Psychometrika 16:297).

    Rows with a gap are left out. NaN with fewer than two items or people, or where all totals are equal.
    """
    table = np.asarray(items, dtype=np.float64)
    table = table[~np.isnan(table).any(axis=1)]
    people, k = table.shape
    if people < 2 or k < 2:
        return float("nan")
    return alpha_of_variances(k, float(table.var(axis=0, ddof=1).sum()), float(table.sum(axis=1).var(ddof=1)))


def alpha_of_variances(k: int, items: float, total: float) -> float:
    """Alpha of k items from the sum of their variances and the variance of their total; NaN for a total of 0."""
    return k / (k - 1) * (1 - items / total) if total > 0 else float("nan")


def spearman_brown(single: float, k: float) -> float:
    """The reliability of the mean of k ratings, each with reliability `single` (Spearman 1910, Brown 1910)."""
    return k * single / (1 + (k - 1) * single)


def raters_needed(single: float, wanted: float) -> int | None:
    """How many raters a mean needs for reliability `wanted` (0..1), each with reliability `single`.

    None where no number is enough: a single rating that says nothing stays nothing.
    """
    if not 0 < single <= 1 or not 0 < wanted < 1:
        return None
    return max(1, ceil(round(wanted * (1 - single) / (single * (1 - wanted)), 9)))


def r_wg(ratings: Floats, *, points: int) -> Floats:
    """Within-group agreement of each row's ratings on a scale of `points` points; NaN is a missing rating.

    1 - variance / variance of chance, which is (points^2 - 1) / 12 (James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85).
    Below 0 counts as 0, as the authors do. NaN for rows with fewer than two ratings.
    """
    return r_wg_of_variances(_variances(ratings), points=points)


def r_wg_of_variances(variances: Floats, *, points: int) -> Floats:
    """`r_wg` from the variance of each row's ratings."""
    return np.asarray(np.clip(1 - variances / ((points**2 - 1) / 12), 0.0, 1.0))


def _variances(rows: Floats) -> Floats:
    table = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    given = ~np.isnan(table)
    n = given.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(table, axis=1) / n
        squares = np.where(given, (table - mean[:, None]) ** 2, 0.0).sum(axis=1)
        return np.asarray(np.where(n > 1, squares / (n - 1), np.nan), dtype=np.float64)


def standard_error(sd: float, reliability: float) -> float:
    """The standard error of measurement: sd x sqrt(1 - reliability) (Lord & Novick 1968, p. 67)."""
    return float(sd * np.sqrt(max(1.0 - reliability, 0.0)))
