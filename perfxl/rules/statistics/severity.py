"""Severity of raters: rating = mean + person - severity + error, severities shrunk towards their mean, with intervals.

People are fixed effects, so it does not matter who was given whom to rate; raters are random effects. In the directions
in which the people's effects are swept out the raters' effects are independent, so that the ratio of their variance to the
error's is integrated over instead of being guessed (Henderson 1975, Biometrics 31:423; Morris 1983, JASA 78:47: empirical
Bayes intervals that take the uncertainty of the variance into account).
"""

from dataclasses import dataclass

import numpy as np

from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.statistics.crossing import Crossing

LARGEST_EXACT = 1500  # raters of one linked group; beyond, standard errors leave out all but the nearest neighbours
# Ratios of the raters' variance to the error's over which the result is averaged.
_RATIOS = np.geomspace(1e-4, 1e3, 56)
_UNLIKELY = 1e-5
_HALVINGS = 32


@dataclass(frozen=True)
class Severities:
    """One value per rater; NaN where rater and people cannot be separated.

    severity: how much lower the rater rates than the mean rater of the linked group, shrunk; low, high: its 95 %
    interval. raw, raw_se: the same unshrunk, with its standard error on `df` degrees of freedom. sd, error_sd: spread of
    severities and of what neither person nor rater explains.
    """

    severity: Floats
    low: Floats
    high: Floats
    raw: Floats
    raw_se: Floats
    df: int
    sd: float
    error_sd: float


@dataclass(frozen=True)
class _Group:
    """A linked group: its raters, directions (columns) that add up to 0, and what each direction carries."""

    raters: Ints
    directions: Floats
    carried: Floats
    estimate: Floats


def severities(layout: Crossing) -> Severities:
    """Severity of every rater of `layout`, within the rater's linked group."""
    n = layout.n_raters
    nothing = np.full(n, np.nan)
    if layout.residual_df <= 0 or n < 2:
        return Severities(nothing, nothing, nothing, nothing, nothing, 0, float("nan"), float("nan"))
    groups = list(_groups(layout))
    if any(len(group.raters) > LARGEST_EXACT for group in groups) or not groups:
        from perfxl.rules.statistics.severity_of_many import severities_of_many

        return severities_of_many(layout)
    posterior = _Posterior.of(layout, groups)
    found = {name: nothing.copy() for name in ("severity", "low", "high", "raw", "raw_se")}
    for group in groups:
        for name, values in posterior.of_group(group).items():
            found[name][group.raters] = values
    return Severities(**found, df=layout.residual_df, sd=posterior.sd, error_sd=posterior.error_sd)


def _groups(layout: Crossing) -> list[_Group]:
    """The linked groups of two raters or more, each with its own directions."""
    sizes = np.bincount(layout.groups)
    order = np.argsort(layout.groups, kind="stable")
    found = []
    for raters in np.split(order, np.cumsum(sizes)[:-1]):
        if len(raters) > LARGEST_EXACT:
            return [_Group(raters, np.zeros((0, 0)), np.zeros(0), np.zeros(0))]
        if len(raters) > 1:
            carried, directions = np.linalg.eigh(layout.equations[raters][:, raters].toarray())
            carried, directions = carried[1:], directions[:, 1:]  # the first is the mean of all, which nobody knows
            estimate = directions.T @ layout.right_side[raters] / carried
            found.append(_Group(raters.astype(np.int64), directions, carried, estimate))
    return found


@dataclass(frozen=True)
class _Posterior:
    """Ratios of variances, how likely each is (chance), and the error variance (spread) under each of them."""

    ratios: Floats
    chance: Floats
    spread: Floats
    df: int
    residual: float

    @classmethod
    def of(cls, layout: Crossing, groups: list[_Group]) -> "_Posterior":
        carried = np.concatenate([group.carried for group in groups])
        estimate = np.concatenate([group.estimate for group in groups])
        total = _RATIOS[:, None] + 1.0 / carried
        freedom = layout.residual_df + len(carried)
        squares = layout.residual_ss + np.sum(estimate**2 / total, axis=1)
        squares = np.maximum(squares, 1e-18)
        log = -0.5 * np.sum(np.log(total), axis=1) - 0.5 * freedom * np.log(squares) + _log_prior()
        chance = np.exp(log - log.max())
        likely = chance > _UNLIKELY * chance.sum()
        chance, ratios = chance[likely] / chance[likely].sum(), _RATIOS[likely]
        spread = squares[likely] / max(freedom - 2, 1)
        return cls(ratios, chance, spread, freedom, layout.residual_ss / layout.residual_df)

    @property
    def sd(self) -> float:
        return float(np.sqrt(self.chance @ (self.ratios * self.spread)))

    @property
    def error_sd(self) -> float:
        return float(np.sqrt(self.chance @ self.spread))

    def of_group(self, group: _Group) -> dict[str, Floats]:
        """The fields of Severities for the raters of one group."""
        believed = self.ratios[:, None] / (self.ratios[:, None] + 1.0 / group.carried)
        mean = -(believed * group.estimate) @ group.directions.T
        squared = group.directions.T**2
        deviation = np.sqrt(self.spread[:, None] * ((believed / group.carried) @ squared))
        low, high = (self._quantile(mean, deviation, part) for part in (0.025, 0.975))
        raw = -(group.directions @ group.estimate)
        raw_se = np.sqrt(self.residual * ((1.0 / group.carried) @ squared))
        return {"severity": self.chance @ mean, "low": low, "high": high, "raw": raw, "raw_se": raw_se}

    def _quantile(self, mean: Floats, deviation: Floats, part: float) -> Floats:
        """Where `part` of each rater's distribution lies below: a mixture over the ratios, found by halving."""
        from scipy.special import stdtr

        reach = 12 * deviation.max(axis=0) + 1e-9
        low, high = mean.min(axis=0) - reach, mean.max(axis=0) + reach
        width = np.maximum(deviation, 1e-12)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self.chance @ stdtr(self.df, (middle - mean) / width) < part
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)


def _log_prior() -> Floats:
    """Uniform shrinkage prior: the share of a single rating's noise that raters make is as likely small as large.

    Daniels (1999), Canadian Journal of Statistics 27:567; Christiansen & Morris (1997), JASA 92:618. Each ratio stands
    for the interval around it.
    """
    return np.asarray(np.log(np.gradient(_RATIOS)) - 2 * np.log1p(_RATIOS))


def separable(layout: Crossing) -> Bools:
    """Whether each rater shares a target with another one, however far round."""
    return np.asarray(np.bincount(layout.groups)[layout.groups] > 1)
