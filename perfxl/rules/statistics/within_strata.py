"""The difference between a group and the others within strata, such as departments, all strata together."""

from dataclasses import dataclass

import numpy as np

from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.statistics.tails import t_both_tails


@dataclass(frozen=True)
class WithinStrata:
    """difference: of the means within strata, group less others, in the values' unit; p: two-sided, of none; n: strata."""

    difference: float
    p: float
    n: int


def within_strata(value: Floats, member: Bools, stratum: Ints) -> WithinStrata:
    """Least squares of the value on membership and stratum (Cochran 1983, Planning and Analysis of Observational Studies).

    Only strata with members and others say anything; NaN where there is none, or nothing is left to judge by.
    """
    share = np.bincount(stratum, weights=member) / np.maximum(np.bincount(stratum), 1)
    mixed = (share > 0) & (share < 1)
    used = mixed[stratum]
    _, code = np.unique(stratum[used], return_inverse=True)
    y, x = value[used], member[used].astype(np.float64)
    strata = int(code.max(initial=-1)) + 1
    df = len(y) - strata - 1
    if df < 1:
        return WithinStrata(float("nan"), float("nan"), strata)
    y, x = _centred(y, code), _centred(x, code)
    slope = float(x @ y / (x @ x))
    rest = y - slope * x
    error = float(np.sqrt(rest @ rest / df / (x @ x)))
    p = float(t_both_tails(slope / error, df)) if error > 0 else float(slope == 0)
    return WithinStrata(slope, p, strata)


def _centred(values: Floats, code: np.ndarray) -> Floats:
    return np.asarray(values - (np.bincount(code, weights=values) / np.bincount(code))[code])
