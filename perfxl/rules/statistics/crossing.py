"""Who rated whom, as a two-way layout with empty cells: what every split into people and raters starts from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from perfxl.rules.exact import Floats, Ints

_NOISE = 1e-12


@dataclass(frozen=True)
class Crossing:
    """n ratings: the target (person) and the rater of each as codes from 0, and its value; no cell twice, no NaN."""

    target: Ints
    rater: Ints
    value: Floats

    @property
    def n(self) -> int:
        return len(self.value)

    @cached_property
    def n_targets(self) -> int:
        return int(self.target.max(initial=-1)) + 1

    @cached_property
    def n_raters(self) -> int:
        return int(self.rater.max(initial=-1)) + 1

    @cached_property
    def per_target(self) -> Ints:
        """How many ratings each target has."""
        return np.bincount(self.target, minlength=self.n_targets).astype(np.int64)

    @cached_property
    def per_rater(self) -> Ints:
        """How many ratings each rater gave."""
        return np.bincount(self.rater, minlength=self.n_raters).astype(np.int64)

    @cached_property
    def target_means(self) -> Floats:
        """The mean of each target's ratings."""
        sums = np.bincount(self.target, weights=self.value, minlength=self.n_targets)
        return np.asarray(sums / np.maximum(self.per_target, 1), dtype=np.float64)

    @cached_property
    def within(self) -> Floats:
        """Each rating less the mean of its target."""
        return np.asarray(self.value - self.target_means[self.target], dtype=np.float64)

    @cached_property
    def groups(self) -> Ints:
        """The linked group of each rater, numbered from 0.

        Two raters are linked if a chain of shared targets leads from one to the other. Only within such a group can
        raters be told apart from those they rate (Weeks & Williams 1964, Technometrics 6:319).
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        size = self.n_targets + self.n_raters
        edges = coo_array((np.ones(self.n), (self.target, self.n_targets + self.rater)), shape=(size, size))
        _, label = connected_components(edges, directed=False)
        _, numbered = np.unique(label[self.n_targets :], return_inverse=True)
        return numbered.astype(np.int64)

    @property
    def n_groups(self) -> int:
        return int(self.groups.max(initial=-1)) + 1

    @property
    def is_linked(self) -> bool:
        """True if every rater can be compared with every other one."""
        return self.n_groups == 1 and self.n_raters > 1

    @cached_property
    def equations(self) -> Any:
        """The raters' normal equations with the targets swept out: a sparse matrix, one row and column per rater."""
        from scipy.sparse import coo_array, diags_array

        ones = np.ones(self.n)
        cells = coo_array((ones, (self.target, self.rater)), shape=(self.n_targets, self.n_raters)).tocsr()
        share = diags_array(1.0 / np.maximum(self.per_target, 1))
        return (diags_array(self.per_rater.astype(float)) - cells.T @ share @ cells).tocsr()

    @cached_property
    def right_side(self) -> Floats:
        """The right side of `equations`: the sum of each rater's `within`."""
        return np.asarray(np.bincount(self.rater, weights=self.within, minlength=self.n_raters), dtype=np.float64)

    @cached_property
    def rater_effects(self) -> Floats:
        """Least squares: how much higher each rater rates the same targets than the mean of the linked group."""
        from scipy.sparse.linalg import cg

        right = self.right_side
        if not np.any(np.abs(right) > _NOISE * np.abs(self.value).max(initial=0.0)):
            return np.zeros(self.n_raters)  # they agree but for the rounding of binary floats
        found, _ = cg(self.equations, right, rtol=1e-12, maxiter=20 * self.n_raters + 100)
        mean = np.bincount(self.groups, weights=found) / np.bincount(self.groups)
        return np.asarray(found - mean[self.groups], dtype=np.float64)

    @property
    def residual_df(self) -> int:
        """Degrees of freedom that are left when targets and raters are fitted; 0 where they cannot be separated."""
        return self.n - self.n_targets - self.n_raters + self.n_groups

    @cached_property
    def residual_ss(self) -> float:
        """Sum of squares that neither targets nor raters explain."""
        left = float(self.within @ self.within - self.right_side @ self.rater_effects)
        return max(left, 0.0) if left > 1e-12 * float(self.within @ self.within) else 0.0


def crossing_of(matrix: Floats) -> Crossing:
    """The layout of a matrix with one row per target and one column per rater; NaN is a cell without a rating.

    Rows and columns without any rating are left out.
    """
    table = np.asarray(matrix, dtype=np.float64)
    table = table[~np.isnan(table).all(axis=1)][:, ~np.isnan(table).all(axis=0)]
    target, rater = np.nonzero(~np.isnan(table))
    return Crossing(target.astype(np.int64), rater.astype(np.int64), table[target, rater])
