"""Patterns in what raters give: narrow spread, the middle only, halo, one row for everybody. Observations, no verdicts."""

import numpy as np
import pandas as pd

from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.rating_table import RatingTable
from perfxl.rules.statistics.crossing import Crossing
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.tails import at_least, f_below

OBSERVED = 0.01  # of all raters of a role, the chance that one is named without reason
FEWEST_PEOPLE = 5
NARROW = 0.5  # of the others' standard deviation
ALIKE = 0.35  # of the others' variance between dimensions
SAME_SHARE = 0.8
SOME = 1e-6  # of the scale's length, squared: a smaller variance of the others is no spread to compare with
FEWEST_ROWS = 4


def narrow_spread(table: RatingTable) -> tuple[Bools, Bools]:
    """Raters whose ratings spread clearly less than the others', and those of them who keep to the middle third.

    Compared with the other raters' spread around their own means by an F test; where others rated the same people,
    these people must differ more than this rater says.
    """
    layout = table.layout
    n, squares = layout.per_rater, _squares_within_raters(layout)
    df, others = n - 1, layout.n - layout.n_raters - (n - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        of_others = (squares.sum() - squares) / others
        ratio = (squares / df) / of_others
    some = SOME * (table.highest - table.lowest) ** 2
    judged = (n >= FEWEST_PEOPLE) & (others >= FEWEST_PEOPLE) & (of_others > some)
    p = np.where(judged, f_below(ratio, np.maximum(df, 1), np.maximum(others, 1)), np.nan)
    narrow = (holm(p) < OBSERVED) & (ratio < NARROW**2) & _others_see_more(layout, squares)
    mean = np.bincount(layout.rater, weights=layout.value) / n
    third = (table.highest - table.lowest) / 3
    central = narrow & (mean >= table.lowest + third) & (mean <= table.highest - third)
    return np.asarray(narrow), np.asarray(central)


def _squares_within_raters(layout: Crossing) -> Floats:
    mean = np.bincount(layout.rater, weights=layout.value) / layout.per_rater
    return np.asarray(np.bincount(layout.rater, weights=(layout.value - mean[layout.rater]) ** 2), dtype=np.float64)


def _others_see_more(layout: Crossing, squares: Floats) -> Bools:
    """True where the others' means of the same people spread more, or too few of these people have other raters."""
    rest = layout.per_target[layout.target] - 1
    sums = layout.target_means[layout.target] * layout.per_target[layout.target] - layout.value
    shared = np.flatnonzero(rest > 0)
    rater, mean = layout.rater[shared], sums[shared] / rest[shared]
    n = np.bincount(rater, minlength=layout.n_raters)
    centre = np.bincount(rater, weights=mean, minlength=layout.n_raters) / np.maximum(n, 1)
    seen = np.bincount(rater, weights=(mean - centre[rater]) ** 2, minlength=layout.n_raters)
    with np.errstate(invalid="ignore", divide="ignore"):
        more = seen / (n - 1) > squares / (layout.per_rater - 1)
    return np.asarray((n < FEWEST_PEOPLE) | more)


def halo(tables: dict[str, RatingTable], role: str) -> Bools:
    """Raters of `role` whose dimensions differ clearly less than those that other raters gave the same people.

    One flag per rater of the role's layout. Compared by an F test of the variance between dimensions within a row, with
    the dimensions' own means taken out; self ratings are no comparison.
    """
    table, rows = tables[role], _beside_others(_rows_of_all(tables))
    rows = rows[(rows["role"] == role) & (rows["others_df"] > 0)]
    sums = rows.groupby("rater_id")[["squares", "df", "others_squares", "others_df"]].sum()
    sums["n"] = rows.groupby("rater_id").size()
    own = sums.reindex(table.raters).fillna(0.0)
    df, of_others = own["df"].to_numpy(), own["others_df"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        beside = own["others_squares"].to_numpy() / of_others
        ratio = (own["squares"].to_numpy() / df) / beside
    judged = (own["n"].to_numpy() >= FEWEST_ROWS) & (of_others >= FEWEST_ROWS) & (beside > SOME)
    p = np.where(judged, f_below(ratio, np.maximum(df, 1), np.maximum(of_others, 1)), np.nan)
    return np.asarray((holm(p) < OBSERVED) & (ratio < ALIKE))


def _beside_others(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to each row the squares and the free dimensions of all other raters' rows about the same person."""
    figures = ["squares", "df"]
    about = rows.groupby("employee_id", sort=False)[figures].transform("sum")
    own = rows.groupby(["employee_id", "rater_id"], sort=False)[figures].transform("sum")
    return rows.assign(others_squares=about["squares"] - own["squares"], others_df=about["df"] - own["df"])


def _rows_of_all(tables: dict[str, RatingTable]) -> pd.DataFrame:
    """One row per person and rater of any role but self: squares between the dimensions, and how many are free."""
    blocks = []
    for role, table in tables.items():
        if role == "self":
            continue
        length = max(table.highest - table.lowest, 1e-12)
        rows = table.ratings.assign(value=table.ratings["value"] / length)
        rows["value"] -= rows.groupby("dimension")["value"].transform("mean")
        rows["square"] = (rows["value"] - rows.groupby(["target", "rater"])["value"].transform("mean")) ** 2
        sums = rows.groupby(["target", "rater"], sort=False)["square"].agg(["sum", "size"]).reset_index()
        sums = sums[sums["size"] > 1]
        blocks.append(
            pd.DataFrame(
                {
                    "role": role,
                    "employee_id": table.targets[sums["target"]],
                    "rater_id": table.rater_ids[sums["rater"]],
                    "squares": sums["sum"].to_numpy(),
                    "df": sums["size"].to_numpy() - 1,
                }
            )
        )
    columns = ["role", "employee_id", "rater_id", "squares", "df"]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=columns)


def identical_rows(table: RatingTable) -> Bools:
    """Raters who gave most of their people the very same row of dimensions, although others seldom give that row."""
    rater, row = _patterns(table)
    places = pd.Index(pd.unique(table.pairs["rater"])).get_indexer(pd.Index(rater))
    n = table.layout.n_raters
    p, same = np.full(n, np.nan), np.zeros(n, dtype=bool)
    times = np.bincount(row) if len(row) else np.zeros(0, dtype=np.int64)
    for one in range(n):
        own = row[places == one]
        if len(own) < FEWEST_ROWS:
            continue
        pattern, count = np.unique(own, return_counts=True)
        most = int(count.max())
        chance = (times[pattern[count.argmax()]] - most + 1) / (len(row) - len(own) + 2)
        p[one], same[one] = at_least(most, len(own), chance), most >= SAME_SHARE * len(own)
    return np.asarray((holm(p) < OBSERVED) & same)


def _patterns(table: RatingTable) -> tuple[Ints, Ints]:
    """For each row of two dimensions or more: its rater's code, and a number that equal rows share."""
    ratings = table.ratings.sort_values(["target", "rater", "dimension"], kind="stable")
    size = ratings.groupby(["target", "rater"])["value"].transform("size")
    wide = ratings[size > 1].pivot(index=["target", "rater"], columns="dimension", values="value")
    if wide.empty:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    code, _ = pd.factorize(pd.MultiIndex.from_frame(wide.fillna(np.inf).reset_index(drop=True)))
    return wide.index.get_level_values("rater").to_numpy(dtype=np.int64), code.astype(np.int64)
