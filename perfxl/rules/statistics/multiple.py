"""Many tests at once: what may be called a finding when everybody is looked at."""

import numpy as np

from perfxl.rules.exact import Floats


def holm(p: Floats) -> Floats:
    """p values that may each be compared with one level, so that all together err no more often (Holm 1979).

    Scandinavian Journal of Statistics 6:65. NaN is no test and stays NaN.
    """
    values = np.asarray(p, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    adjusted = values.copy()
    steps = values[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else steps
    return adjusted
