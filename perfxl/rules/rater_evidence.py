"""What raters rely on: talks of the last weeks only; and how people see themselves against how others see them."""

import numpy as np
import pandas as pd

from perfxl.rules.exact import Floats, Ints
from perfxl.rules.rating_table import RatingTable
from perfxl.rules.scores import Scores
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.tails import at_least, t_both_tails

OBSERVED = 0.01
LAST_PART = 0.25  # of the cycle
MOSTLY_LATE = 0.75
FEWEST_TALKS = 4
FEWEST_SELVES = 8
WORTH_SAYING = 0.10  # of the scale's length
_TALKS = ("coaching", "agreement")  # feedback belongs at the end


def recent_only(scores: Scores, raters: np.ndarray) -> np.ndarray:
    """Raters whose recorded talks with the people they rate lie nearly all in the last quarter of the cycle."""
    starts, ends = scores.cycle.settings.starts_on, scores.cycle.settings.ends_on
    talks = scores.cycle["check_ins"]
    if starts is None or ends is None or talks.empty:
        return np.zeros(len(raters), dtype=bool)
    on = talks["on"].to_numpy(dtype="datetime64[D]")
    first, last = np.datetime64(starts), np.datetime64(ends)
    used = talks["kind"].isin(_TALKS).to_numpy() & ~np.isnat(on) & (on >= first) & (on <= last)
    late = on > last - LAST_PART * (last - first)
    place = pd.Index(raters).get_indexer(pd.Index(talks["by_id"].to_numpy(dtype=object)))
    counted = used & (place >= 0)
    n = np.bincount(place[counted], minlength=len(raters))
    k = np.bincount(place[counted & late], minlength=len(raters))
    p = np.where(n >= FEWEST_TALKS, at_least(k, n, LAST_PART), np.nan)
    return np.asarray((holm(p) < OBSERVED) & (k >= MOSTLY_LATE * n))


def self_against_others(tables: dict[str, RatingTable]) -> pd.DataFrame:
    """One row per person with a self rating and others' ratings on the same scale.

    Columns: employee_id, own, others, gap (own less others), stands_out: 1 where the gap is clearly higher than
    everybody's, -1 clearly lower, 0 neither (a deleted t test over all people).
    """
    columns = ["employee_id", "own", "others", "gap", "stands_out"]
    if "self" not in tables:
        return pd.DataFrame(columns=columns)
    mine = tables["self"]
    own = _means(mine)
    rest = [_means(table) for role, table in tables.items() if role != "self" and _same_scale(table, mine)]
    if not rest:
        return pd.DataFrame(columns=columns)
    others = pd.concat(rest).groupby(level=0).mean()
    both = pd.DataFrame({"own": own, "others": others}).dropna()
    gap = (both["own"] - both["others"]).to_numpy(dtype=np.float64)
    out = _stands_out(gap, WORTH_SAYING * (mine.highest - mine.lowest))
    found = both.assign(gap=gap, stands_out=out)
    return found.rename_axis("employee_id").reset_index()[columns]


def _same_scale(table: RatingTable, other: RatingTable) -> bool:
    return (table.unit, table.lowest, table.highest) == (other.unit, other.lowest, other.highest)


def _means(table: RatingTable) -> pd.Series:
    return pd.Series(table.layout.target_means, index=table.targets[table.rated]).groupby(level=0).mean()


def _stands_out(gap: Floats, least: float) -> Ints:
    n = len(gap)
    if n < FEWEST_SELVES:
        return np.zeros(n, dtype=np.int64)
    rest = (gap.sum() - gap) / (n - 1)
    squares = (np.sum(gap**2) - gap**2) - (n - 1) * rest**2
    sd = np.sqrt(np.maximum(squares, 0.0) / (n - 2) * (1 + 1 / (n - 1)))
    away = gap - rest
    p = t_both_tails(away / np.maximum(sd, 1e-9), n - 2)
    return np.where((holm(p) < OBSERVED) & (np.abs(away) >= least), np.sign(away), 0.0).astype(np.int64)
