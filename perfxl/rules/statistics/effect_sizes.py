"""How far two groups are apart, in numbers that do not depend on how many people there are."""

import numpy as np

from perfxl.rules.exact import Floats


def hedges_g(group: Floats, others: Floats) -> float:
    """(mean - mean of the others) / pooled standard deviation, corrected for small samples (Hedges 1981, J. Educ. Stat. 6:107).

    About 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988). NaN with fewer than two values on a side or without spread.
    """
    n, m = len(group), len(others)
    if n < 2 or m < 2:
        return float("nan")
    pooled = ((n - 1) * np.var(group, ddof=1) + (m - 1) * np.var(others, ddof=1)) / (n + m - 2)
    if pooled <= 0:
        return float("nan")
    return float((np.mean(group) - np.mean(others)) / np.sqrt(pooled)) * small_sample_correction(n + m - 2)


def small_sample_correction(df: int) -> float:
    """Hedges' exact correction: gamma(df/2) / (sqrt(df/2) gamma((df-1)/2)), about 1 - 3 / (4 df - 1)."""
    from scipy.special import gammaln

    return float(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2)) if df > 1 else float("nan")


def cliffs_delta(group: Floats, others: Floats) -> float:
    """Chance that one of the group is above one of the others, less the chance of below (Cliff 1993, Psych. Bull. 114:494).

    -1 to 1. NaN where a side is empty.
    """
    if not len(group) or not len(others):
        return float("nan")
    ordered = np.sort(others)
    below = np.searchsorted(ordered, group, side="left")
    above = len(ordered) - np.searchsorted(ordered, group, side="right")
    return float(np.mean(below - above) / len(ordered))
