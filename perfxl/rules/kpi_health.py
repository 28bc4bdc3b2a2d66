"""Health of the KPIs and schemes: which tell people apart, which say the same twice, which are too easy, what is missing."""

import numpy as np
import pandas as pd

from perfxl.rules.exact import Floats
from perfxl.rules.kpi_scores import Evidence
from perfxl.rules.scores import Scores
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.reliability import cronbach_alpha
from perfxl.rules.statistics.tails import t_both_tails
from perfxl.rules.weights import share_of_variance

FEWEST = 5  # people with points, before anything but counts is said
AT_CAP = 0.5  # share at the cap from which a KPI has a ceiling
EASY_SHARE, EASY_MEAN = 0.95, 108.0  # reached by nearly all, and well beyond 100 points
FLAT = 0.01  # standard deviation over mean from which on a KPI tells people apart
SAME = 0.90  # correlation of two KPIs that say the same
SAME_FOR_SURE = 0.75  # the correlation is above this with 97.5 % certainty
MUCH_MISSING = 0.20
OBSERVED = 0.05
OFF_WEIGHT = 2.5  # times as much or as little effect as published
COLUMNS = (
    "scheme", "kpi", "n", "people", "mean", "sd", "cv", "ceiling", "reached", "missing", "late", "item_rest",
    "effective_weight", "published_weight", "twin", "twin_r", "flags",
)  # fmt: skip


def kpi_health(scores: Scores) -> pd.DataFrame:
    """One row per scheme and KPI.

    n, people: people with points, and people who have the KPI. mean, sd, cv: of points; cv is sd / mean. ceiling: share at
    the cap; reached: share with 100 points or more; missing: share without usable evidence; late: share missing after the
    deadline. item_rest: correlation with the rest of the person's KPIs. effective_weight: share of the variance of the
    KPI component (percent); published_weight: mean weight in the component (percent). twin, twin_r: the KPI that goes
    most with it, and their correlation. flags: `ceiling`, `no_variance`, `easy_target`, `redundant`, `against_the_rest`,
    `missing`.
    """
    table = _with_schemes(scores)
    rows = []
    for _, own in table.groupby("scheme", sort=False):
        wide = own.groupby(["span", "kpi"], sort=False)["points"].first().unstack("kpi")
        rows += [_row(scores, kpi_rows, str(kpi), wide) for kpi, kpi_rows in own.groupby("kpi", sort=False)]
    found = pd.DataFrame(rows, columns=[*COLUMNS, "rest_p"])
    found["flags"] = pd.Series(_flags(found), dtype=object)
    return found[list(COLUMNS)]


def _with_schemes(scores: Scores) -> pd.DataFrame:
    kpis = scores.kpis
    scheme = scores.assignments["scheme"].to_numpy(dtype=object)[kpis["span"].to_numpy(dtype=np.int64)]
    return kpis.assign(scheme=scheme)


def _row(scores: Scores, own: pd.DataFrame, kpi: str, wide: pd.DataFrame) -> dict[str, object]:
    judged = own[own["evidence"] != Evidence.NOT_APPLICABLE]
    points = judged["points"].to_numpy(dtype=np.float64)
    given = points[~np.isnan(points)]
    n, caps = len(given), judged["cap"].to_numpy(dtype=np.float64)[~np.isnan(points)]
    evidence = judged["evidence"].to_numpy()
    lacking = np.isin(evidence, (Evidence.MISSING, Evidence.REFUSED, Evidence.ZEROED))
    deadline = scores.cycle.settings.deadline_on
    is_late = deadline is not None and scores.cycle.as_of > deadline
    sd = float(given.std(ddof=1)) if n > 1 else float("nan")
    rest, rest_p = _item_rest(own, kpi, wide)
    twin, twin_r = _twin(kpi, wide)
    return {
        "scheme": str(own["scheme"].iloc[0]),
        "kpi": kpi,
        "n": n,
        "people": len(own),
        "mean": float(given.mean()) if n else float("nan"),
        "sd": sd,
        "cv": sd / float(given.mean()) if n > 1 and given.mean() > 0 else float("nan"),
        "ceiling": _share(given >= caps - 1e-9),
        "reached": _share(given >= 100 - 1e-9),
        "missing": _share(lacking),
        "late": _share(lacking) if is_late else 0.0,
        "item_rest": rest,
        "effective_weight": _effective(scores, own),
        "published_weight": float(own["weight"].mean()),
        "twin": twin,
        "twin_r": twin_r,
        "rest_p": rest_p,
    }


def _share(here: np.ndarray) -> float:
    return float(np.mean(here)) if len(here) else float("nan")


def _effective(scores: Scores, own: pd.DataFrame) -> float:
    """Share of the variance of the kpi component among the people who have this KPI."""
    parts = scores.components[scores.components["component"] == "kpi"].set_index("span")["points"].astype(float)
    whole = parts.reindex(own["span"]).to_numpy(dtype=np.float64)
    part = own["contribution"].to_numpy(dtype=np.float64)
    known = ~np.isnan(whole) & ~np.isnan(part)
    return share_of_variance(part[known], whole[known])


def _item_rest(own: pd.DataFrame, kpi: str, wide: pd.DataFrame) -> tuple[float, float]:
    """Correlation with the mean of the person's other KPIs, and the p of none."""
    points = wide[kpi].to_numpy(dtype=np.float64)
    rest = wide.drop(columns=kpi).mean(axis=1).to_numpy(dtype=np.float64)
    return correlation(points, rest)


def correlation(one: Floats, other: Floats) -> tuple[float, float]:
    """Pearson's r over the pairs without a gap, and its two-sided p; NaN for fewer than five pairs or no spread."""
    known = ~np.isnan(one) & ~np.isnan(other)
    x, y, n = one[known], other[known], int(known.sum())
    if n < FEWEST or np.ptp(x) < 1e-9 or np.ptp(y) < 1e-9:
        return float("nan"), float("nan")
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1.0, 1.0))
    if abs(r) > 1 - 1e-12:
        return r, 0.0
    return r, float(t_both_tails(r * np.sqrt((n - 2) / (1 - r * r)), n - 2))


def _twin(kpi: str, wide: pd.DataFrame) -> tuple[str, float]:
    """The KPI that goes most with this one, where at least five people have both and the correlation is certain."""
    best, name = float("nan"), ""
    for other in wide.columns:
        if other == kpi:
            continue
        both = wide[[kpi, other]].dropna()
        r, _ = correlation(both[kpi].to_numpy(dtype=np.float64), both[other].to_numpy(dtype=np.float64))
        if not np.isnan(r) and _lower_end(r, len(both)) >= SAME_FOR_SURE and not best >= r:
            best, name = r, str(other)
    return name, best


def _lower_end(r: float, n: int) -> float:
    """The lower end of Fisher's 95 % interval of a correlation over n pairs."""
    return float(np.tanh(np.arctanh(min(r, 1 - 1e-12)) - 1.96 / np.sqrt(n - 3)))


def _flags(found: pd.DataFrame) -> list[list[str]]:
    against = holm(found["rest_p"].to_numpy(dtype=np.float64)) < OBSERVED
    flags = []
    for place, line in enumerate(found.itertuples()):
        enough = line.n >= FEWEST
        dead = enough and (not line.cv >= FLAT)
        seen = {
            "no_variance": dead,
            "ceiling": enough and line.ceiling >= AT_CAP,
            "easy_target": enough and line.reached >= EASY_SHARE and line.mean >= EASY_MEAN,
            "redundant": line.twin_r >= SAME,
            "against_the_rest": bool(against[place]) and line.item_rest < 0,
            "missing": line.people >= FEWEST and line.missing >= MUCH_MISSING,
        }
        flags.append([key for key, here in seen.items() if here])
    return flags


def scheme_health(scores: Scores, errors: dict[str, float]) -> pd.DataFrame:
    """One row per scheme: scheme, n, mean, sd, kpi_alpha, reliability, standard_error, unmeasured.

    errors: variance of one rater's rating in squared points by role (certainty.error_variances). kpi_alpha: Cronbach's
    alpha of the KPIs where everybody has the same ones; low is no fault where KPIs measure different things. reliability:
    share of the variance of base scores that is not raters' disagreement; unmeasured: weight (percent) of rating
    components whose disagreement cannot be known.
    """
    rows = [
        {"scheme": scheme.name, **_scheme_row(scores, scheme.name, errors)}
        for scheme in scores.spans.schemes
        if (scores.assignments["scheme"] == scheme.name).any()
    ]
    columns = ["scheme", "n", "mean", "sd", "kpi_alpha", "reliability", "standard_error", "unmeasured"]
    return pd.DataFrame(rows, columns=columns)


def _scheme_row(scores: Scores, scheme: str, errors: dict[str, float]) -> dict[str, float]:
    spans = scores.assignments[(scores.assignments["scheme"] == scheme) & scores.assignments["base"].notna()]
    base = spans["base"].to_numpy(dtype=np.float64)
    parts = scores.components[scores.components["span"].isin(spans["span"]) & (scores.components["n_raters"] > 0)]
    each = parts["component"].map(errors).astype(float)
    squares = (parts["weight"].astype(float) / 100) ** 2 * each / parts["n_raters"].astype(float)
    noise = float(squares.groupby(parts["span"]).sum().reindex(spans["span"]).fillna(0.0).mean()) if len(spans) else 0.0
    variance = float(base.var(ddof=1)) if len(base) > 1 else float("nan")
    known = bool(each.notna().any())
    return {
        "n": len(base),
        "mean": float(base.mean()) if len(base) else float("nan"),
        "sd": float(np.sqrt(variance)),
        "kpi_alpha": _kpi_alpha(scores, spans["span"]),
        "reliability": max(1 - noise / variance, 0.0) if known and variance > 0 else float("nan"),
        "standard_error": float(np.sqrt(noise)) if known else float("nan"),
        "unmeasured": float(parts[each.isna()].groupby("component")["weight"].first().sum()),
    }


def _kpi_alpha(scores: Scores, spans: pd.Series) -> float:
    own = scores.kpis[scores.kpis["span"].isin(spans)]
    wide = own.pivot_table(index="span", columns="kpi", values="points", aggfunc="first")
    whole = wide.dropna()
    return cronbach_alpha(whole.to_numpy(dtype=np.float64)) if len(whole) == len(wide) > FEWEST else float("nan")
