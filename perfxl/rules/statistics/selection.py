"""Selection rates of groups: the four-fifths rule, Fisher's exact test, Mantel-Haenszel across strata.

Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D; EEOC et al. (1979), 44 FR 11996, questions
11-12. Mantel, N. & Haenszel, W. (1959), JNCI 22:719; Robins, Breslow & Greenland (1986), Biometrics 42:311.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.tails import hypergeometric, normal_below, normal_quantile

FOUR_FIFTHS = Fraction(4, 5)


def impact_ratios(selected: Mapping[str, int], people: Mapping[str, int]) -> dict[str, Fraction | None]:
    """Each group's selection rate over the highest one, exactly; None for empty groups or where nobody is selected."""
    rates = {name: Fraction(selected[name], n) for name, n in people.items() if n > 0}
    best = max(rates.values(), default=Fraction(0))
    return {name: rates[name] / best if name in rates and best > 0 else None for name in people}


def below_four_fifths(ratio: Fraction | None) -> bool:
    """True if the ratio is below 4/5; exactly 4/5 is not. Exact, because floats get 12/20 against 15/20 wrong."""
    return ratio is not None and ratio < FOUR_FIFTHS


def fisher_p(selected: int, people: int, other_selected: int, other_people: int) -> float:
    """Two-sided p of Fisher's exact test that two groups are selected at the same rate; NaN where one is empty."""
    if not people or not other_people:
        return float("nan")
    good, total = selected + other_selected, people + other_people
    possible = np.arange(max(0, good - other_people), min(people, good) + 1)
    chances = hypergeometric(possible, drawn=people, good=good, total=total)
    as_rare = chances <= chances[possible == selected] * (1 + 1e-7)  # equally rare tables count, whatever rounding says
    return min(float(chances[as_rare].sum()), 1.0)


@dataclass(frozen=True)
class Stratified:
    """odds_ratio: of the group against the others within strata (below 1: selected less); low, high: 95 %; p: of 1."""

    odds_ratio: float
    low: float
    high: float
    p: float


def mantel_haenszel(tables: Floats) -> Stratified:
    """The common odds ratio of s 2x2 tables [[selected, not], [others selected, not]], one per stratum.

    p without continuity correction. NaN where no stratum has both people of the group and others, selected and not.
    """
    t = np.asarray(tables, dtype=np.float64).reshape(-1, 2, 2)
    a, b, c, d = t[:, 0, 0], t[:, 0, 1], t[:, 1, 0], t[:, 1, 1]
    n = a + b + c + d
    used = (a + b > 0) & (c + d > 0) & (n > 1)
    a, b, c, d, n = a[used], b[used], c[used], d[used], n[used]
    r, s = a * d / n, b * c / n
    variance = np.sum((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1)))
    if variance <= 0:
        return Stratified(*[float("nan")] * 4)
    z = np.sum(a - (a + b) * (a + c) / n) / np.sqrt(variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = float(r.sum() / s.sum()) if s.sum() > 0 else float("inf")
    error = _log_error(a, b, c, d, n, r=r, s=s)
    low, high = (ratio * np.exp(sign * normal_quantile(0.975) * error) for sign in (-1, 1))
    return Stratified(ratio, float(low), float(high), float(2 * normal_below(-abs(z))))


def _log_error(a: Floats, b: Floats, c: Floats, d: Floats, n: Floats, *, r: Floats, s: Floats) -> float:
    """Standard error of the log odds ratio (Robins, Breslow & Greenland 1986)."""
    total_r, total_s = r.sum(), s.sum()
    if total_r <= 0 or total_s <= 0:
        return float("nan")
    p, q = (a + d) / n, (b + c) / n
    parts = (
        np.sum(p * r) / (2 * total_r**2)
        + np.sum(p * s + q * r) / (2 * total_r * total_s)
        + np.sum(q * s) / (2 * total_s**2)
    )
    return float(np.sqrt(parts))
