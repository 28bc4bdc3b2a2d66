"""Cohen's kappa, plain and weighted: agreement of two raters on categories beyond chance.

Cohen, J. (1960), Educ. Psychol. Meas. 20:37; (1968), Psychological Bulletin 70:213.
"""

import numpy as np

from perfxl.rules.exact import Floats, Ints


def kappa(table: Floats, *, disagreement: Floats | None = None) -> float:
    """Kappa of a square table of counts or shares: rows one rater's categories, columns the other's.

    disagreement: how bad each pair of categories is, 0 on the diagonal; without it every disagreement is as bad as any
    other. NaN where both raters use one category only.
    """
    shares = np.asarray(table, dtype=np.float64)
    shares = shares / shares.sum()
    weight = 1.0 - np.eye(len(shares)) if disagreement is None else np.asarray(disagreement, dtype=np.float64)
    expected = float(np.sum(weight * np.outer(shares.sum(axis=1), shares.sum(axis=0))))
    return 1.0 - float(np.sum(weight * shares)) / expected if expected > 0 else float("nan")


def squared_disagreement(n: int) -> Floats:
    """Weights of n ordered categories that grow with the square of the distance (Fleiss & Cohen 1973)."""
    place = np.arange(n, dtype=np.float64)
    return np.asarray((place[:, None] - place[None, :]) ** 2)


def cross_table(one: Ints, other: Ints, n: int) -> Floats:
    """How often each pair of categories 0..n-1 occurs in two raters' lists of the same people."""
    counts = np.zeros((n, n))
    np.add.at(counts, (one, other), 1.0)
    return counts
