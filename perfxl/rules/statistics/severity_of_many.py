"""Severities where a linked group has too many raters for exact standard errors.

Variances by moments (Henderson's method 3). A rater's standard error takes the raters into account who share people with
that rater directly; what comes from further round is left out, which makes it a few percent too small at most where
raters have ten people or more.
"""

import numpy as np

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.crossing import Crossing
from perfxl.rules.statistics.severity import Severities
from perfxl.rules.statistics.tails import t_quantile


def severities_of_many(layout: Crossing) -> Severities:
    """Severities of a layout of any size; see Severities for the fields."""
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import cg

    error = layout.residual_ss / layout.residual_df
    explained = float(layout.right_side @ layout.rater_effects)
    directions = layout.n_raters - layout.n_groups
    spread = max((explained - directions * error) / float(layout.equations.diagonal().sum()), 1e-9 * max(error, 1e-9))
    ridge = layout.equations + diags_array(np.full(layout.n_raters, error / spread))
    shrunk, _ = cg(ridge, layout.right_side, rtol=1e-10, maxiter=10_000)
    alone = np.bincount(layout.groups)[layout.groups] == 1
    severity = np.where(alone, np.nan, -_centred(np.asarray(shrunk), layout))
    half = t_quantile(0.975, layout.residual_df) * np.sqrt(error * _inverse_diagonal(ridge))
    raw_se = np.sqrt(error * _inverse_diagonal(layout.equations))
    return Severities(
        severity=severity,
        low=severity - half,
        high=severity + half,
        raw=np.where(alone, np.nan, -layout.rater_effects),
        raw_se=np.where(alone, np.nan, raw_se),
        df=layout.residual_df,
        sd=float(np.sqrt(spread)),
        error_sd=float(np.sqrt(error)),
    )


def _centred(values: Floats, layout: Crossing) -> Floats:
    mean = np.bincount(layout.groups, weights=values) / np.bincount(layout.groups)
    return np.asarray(values - mean[layout.groups])


def _inverse_diagonal(matrix: object) -> Floats:
    """The diagonal of the inverse, to second order: 1/d + sum of a^2 / (d^2 d') over the neighbours."""
    from scipy.sparse import coo_array

    cells = coo_array(matrix)
    diagonal = np.maximum(np.asarray(cells.tocsr().diagonal()), 1e-12)
    off = cells.row != cells.col
    more = np.bincount(cells.row[off], weights=cells.data[off] ** 2 / diagonal[cells.col[off]], minlength=len(diagonal))
    return np.asarray(1.0 / diagonal + more / diagonal**2)
