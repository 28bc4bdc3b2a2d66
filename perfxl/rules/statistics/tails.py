"""Tails of distributions, from scipy.special: scipy.stats alone would take longer to import than most reviews to make."""

import numpy as np
import numpy.typing as npt

from perfxl.rules.exact import Floats, Ints

Numbers = npt.ArrayLike


def t_both_tails(t: Numbers, df: Numbers) -> Floats:
    """Two-sided p of Student's t."""
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(df, -np.abs(t)), dtype=np.float64)


def t_quantile(part: float, df: float) -> float:
    """Where `part` of Student's t lies below."""
    from scipy.special import stdtrit

    return float(stdtrit(df, part))


def f_below(ratio: Numbers, df: Numbers, of_others: Numbers) -> Floats:
    """The chance that F with these degrees of freedom is below `ratio`."""
    from scipy.special import fdtr

    return np.asarray(fdtr(df, of_others, ratio), dtype=np.float64)


def f_quantile(part: float, df: float, of_others: float) -> float:
    """Where `part` of F lies below."""
    from scipy.special import fdtri

    return float(fdtri(df, of_others, part))


def at_least(k: Numbers, n: Numbers, chance: Numbers) -> Floats:
    """The chance of k or more successes in n trials."""
    from scipy.special import bdtrc

    count = np.asarray(k)
    return np.asarray(np.where(count > 0, bdtrc(np.maximum(count - 1, 0), n, chance), 1.0), dtype=np.float64)


def normal_below(z: Numbers) -> Floats:
    """The chance that a standard normal value is below z."""
    from scipy.special import ndtr

    return np.asarray(ndtr(z), dtype=np.float64)


def normal_quantile(part: float) -> float:
    """Where `part` of the standard normal distribution lies below."""
    from scipy.special import ndtri

    return float(ndtri(part))


def chi2_above(value: float, df: int) -> float:
    """The chance that chi squared is above `value`."""
    from scipy.special import chdtrc

    return float(chdtrc(df, value))


def hypergeometric(k: Ints, *, drawn: int, good: int, total: int) -> Floats:
    """The chance of k good ones among `drawn` of `total`, of which `good` are good."""
    from scipy.special import gammaln

    def ways(n: Numbers, m: Numbers) -> Floats:
        upper, lower = np.asarray(n, dtype=np.float64), np.asarray(m, dtype=np.float64)
        return np.asarray(gammaln(upper + 1) - gammaln(lower + 1) - gammaln(upper - lower + 1))

    return np.asarray(np.exp(ways(good, k) + ways(total - good, drawn - k) - ways(total, drawn)), dtype=np.float64)
