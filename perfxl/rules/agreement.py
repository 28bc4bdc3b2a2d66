"""Agreement of the raters of each role: what their means are worth, and how many raters a wanted worth would need."""

from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from perfxl.language import Text
from perfxl.rules.rating_table import SCALE, RatingTable
from perfxl.rules.statistics.icc import icc_of
from perfxl.rules.statistics.kappa import cross_table, kappa, squared_disagreement
from perfxl.rules.statistics.kendall import kendall_w
from perfxl.rules.statistics.krippendorff import alpha_of
from perfxl.rules.statistics.reliability import cronbach_alpha, r_wg_of_variances, raters_needed

WANTED = 0.8  # reliability that decisions about single people ask for (Nunnally & Bernstein 1994, p. 265)
COLUMNS = (
    "role", "n_targets", "n_raters", "per_target", "missing", "icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k",
    "krippendorff_alpha", "alpha_ordinal", "alpha_nominal", "kendall_w", "kendall_people", "r_wg", "cronbach_alpha",
    "weighted_kappa", "raters_needed",
)  # fmt: skip


def agreement(tables: dict[str, RatingTable]) -> pd.DataFrame:
    """One row per role; NaN where the ratings cannot tell (with one rater per person nothing can).

    per_target: raters per person, harmonic mean. missing: share of the empty cells among people x raters. Krippendorff's
    alphas count each person and dimension as a unit, the rest each person. kendall_w: mean over the sets of people who
    share all their raters, kendall_people: how many these are. raters_needed: per person, for reliability 0.8, if raters
    differ from person to person.
    """
    return pd.DataFrame([_row(table) for table in tables.values() if len(table.pairs)], columns=list(COLUMNS))


def _row(table: RatingTable) -> dict[str, Any]:
    layout = table.layout
    found = icc_of(layout)
    ratings = table.ratings
    unit, _ = pd.factorize(pd.MultiIndex.from_frame(ratings[["target", "dimension"]]))
    value = ratings["value"].to_numpy(dtype=np.float64)
    alphas = {level: alpha_of(unit, value, level=level) for level in ("interval", "ordinal", "nominal")}
    w, people = _kendall(table)
    needed = raters_needed(found.icc1, WANTED)
    return {
        "role": table.role,
        "n_targets": found.n_targets,
        "n_raters": found.n_raters,
        "per_target": found.k,
        "missing": found.missing / (found.n_targets * found.n_raters),
        **{name: getattr(found, name) for name in ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")},
        "krippendorff_alpha": alphas["interval"],
        "alpha_ordinal": alphas["ordinal"],
        "alpha_nominal": alphas["nominal"],
        "kendall_w": w,
        "kendall_people": people,
        "r_wg": _r_wg(table),
        "cronbach_alpha": _cronbach(table),
        "weighted_kappa": _kappa(table),
        "raters_needed": np.nan if needed is None else needed,
    }


def _kendall(table: RatingTable) -> tuple[float, int]:
    """W over each set of three people or more who have the same raters, weighted by people."""
    layout = table.layout
    order = np.lexsort((layout.rater, layout.target))
    raters = np.split(layout.rater[order], np.cumsum(layout.per_target)[:-1])
    values = np.split(layout.value[order], np.cumsum(layout.per_target)[:-1])
    panels: dict[bytes, list[np.ndarray]] = {}
    for who, given in zip(raters, values, strict=True):
        panels.setdefault(who.tobytes(), []).append(given)
    weighted = [
        (kendall_w(np.array(rows).T).w, len(rows)) for rows in panels.values() if len(rows) > 2 and len(rows[0]) > 1
    ]
    known = [(w, people) for w, people in weighted if not np.isnan(w)]
    people = sum(count for _, count in known)
    return (sum(w * count for w, count in known) / people if people else float("nan")), people


def _r_wg(table: RatingTable) -> float:
    """Mean within-group agreement over people, on scales of whole numbers."""
    layout, steps = table.layout, table.highest - table.lowest
    rated = layout.per_target > 1
    if table.unit != SCALE or steps != int(steps) or steps < 1 or not rated.any():
        return float("nan")
    squares = np.bincount(layout.target, weights=layout.within**2)
    return float(r_wg_of_variances(squares[rated] / (layout.per_target[rated] - 1), points=int(steps) + 1).mean())


def _cronbach(table: RatingTable) -> float:
    """Alpha of the dimensions as items, each person's and rater's row as one case."""
    wide = table.ratings.pivot(index=["target", "rater"], columns="dimension", values="value")
    return cronbach_alpha(wide.to_numpy(dtype=np.float64))


def _kappa(table: RatingTable) -> float:
    """Weighted kappa where exactly two raters rated the same people."""
    if table.layout.n_raters != 2:
        return float("nan")
    wide = table.ratings.pivot(index=["target", "dimension"], columns="rater", values="value").dropna()
    if len(wide) < 2:
        return float("nan")
    values, code = np.unique(wide.to_numpy(dtype=np.float64), return_inverse=True)
    pairs = code.reshape(len(wide), 2)
    table_of_pairs = cross_table(pairs[:, 0], pairs[:, 1], len(values))
    return kappa(table_of_pairs, disagreement=squared_disagreement(len(values)))


def verdict(worth: float) -> Text:
    """What a mean of reliability `worth` (0..1) can be used for; NaN is unknown."""
    if isnan(worth):
        return Text("每人只有一位评价人，看不出一致与否。", "One rater a person: whether raters agree cannot be seen.")
    if worth < 0.5:
        return Text("多半是偶然：不宜据此区分个人。", "Mostly chance: not fit to tell people apart.")
    if worth < WANTED:
        return Text(
            "可作参考；对个人的决定还不够可靠。", "Worth considering; not reliable enough to decide about a person."
        )
    return Text("足够可靠，可用于对个人的决定。", "Reliable enough to decide about a person.")
