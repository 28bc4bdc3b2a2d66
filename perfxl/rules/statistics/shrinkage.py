"""Empirical-Bayes shrinkage: many noisy means are better told together (James & Stein 1961; Efron & Morris 1975, 1977).

Efron, B. & Morris, C. (1975), JASA 70:311-319; (1977), Scientific American 236:119-127.
"""

import numpy as np

from perfxl.rules.exact import Floats


def shrinkage_factor(values: Floats, variance: float) -> float:
    """How much of each value's distance from the mean is to be believed: 1 - (k - 3) variance / sum of squares.

    values: k means with the same known error variance. Between 0 and 1; 0 for fewer than four values, which are too few
    to tell spread from noise.
    """
    k = len(values)
    spread = float(np.sum((values - np.mean(values)) ** 2)) if k else 0.0
    if k < 4 or spread <= 0:
        return 0.0
    return float(np.clip(1.0 - (k - 3) * variance / spread, 0.0, 1.0))


def shrunk(values: Floats, variance: float) -> Floats:
    """The values drawn towards their mean by `shrinkage_factor`."""
    values = np.asarray(values, dtype=np.float64)
    mean = float(np.mean(values)) if len(values) else 0.0
    return np.asarray(mean + shrinkage_factor(values, variance) * (values - mean))
