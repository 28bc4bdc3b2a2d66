"""Kendall's W: how far raters put the same people in the same order, with ties (Kendall & Babington Smith 1939).

Kendall, M. G. & Gibbons, J. D. (1990), Rank Correlation Methods, 5th ed., ch. 6: the correction for ties.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.tails import chi2_above


@dataclass(frozen=True)
class Concordance:
    """w: 0 (no agreement) to 1 (the same order). chi2, df, p: Friedman's test that there is no agreement."""

    w: float
    chi2: float
    df: int
    p: float
    rank_sums: Floats


def kendall_w(matrix: Floats) -> Concordance:
    """W of a matrix with one row per rater and one column per person; the columns with a gap are left out.

    NaN where fewer than two raters or two people are left, or no rater tells people apart.
    """
    table = np.asarray(matrix, dtype=np.float64)
    table = table[:, ~np.isnan(table).any(axis=0)]
    raters, people = table.shape
    if raters < 2 or people < 2:
        return Concordance(float("nan"), float("nan"), max(people - 1, 0), float("nan"), np.zeros(people))
    ranks = pd.DataFrame(table).rank(axis=1).to_numpy(dtype=np.float64)
    sums = ranks.sum(axis=0)
    spread = float(np.sum((sums - sums.mean()) ** 2))
    most = raters**2 * (people**3 - people) / 12 - raters * _ties(table) / 12
    w = spread / most if most > 0 else float("nan")
    statistic = raters * (people - 1) * w
    return Concordance(w, statistic, people - 1, chi2_above(statistic, people - 1), sums)


def _ties(table: Floats) -> float:
    """Sum of t^3 - t over the groups of t equal ratings of each rater."""
    total = 0.0
    for row in table:
        _, times = np.unique(row, return_counts=True)
        total += float(np.sum(times.astype(float) ** 3 - times))
    return total
