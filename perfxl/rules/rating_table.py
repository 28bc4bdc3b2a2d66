"""Ratings as statistics need them: one row per rating, then one per person and rater, on one scale per role."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.cycle.tables import Cycle
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.appraisal import Appraisal
from perfxl.rules.exact import Floats, Ints
from perfxl.rules.moves import Stretches
from perfxl.rules.rating_rows import rated_rows
from perfxl.rules.roster import roster
from perfxl.rules.scales import Scale
from perfxl.rules.statistics.crossing import Crossing

POINTS = "points"
SCALE = "scale"


class Rated(Protocol):
    """What ratings are read from: scores, or an appraisal that is being scored."""

    @property
    def cycle(self) -> Cycle: ...
    @property
    def spans(self) -> Stretches: ...


@dataclass(frozen=True)
class RatingTable:
    """The ratings of one role.

    unit: `scale` where everybody is rated on the same scale, else `points`. lowest, highest: its ends. ratings: one row
    per person, rater and dimension that has a value: target, rater (codes), dimension (code), value. pairs: one row per
    person and rater whose ratings are complete: target, rater, value, points. targets: employee ids, which can stand twice for
    somebody who moved; spans: of each target, its row in Scores.assignments. rater_ids: of the codes.
    """

    role: str
    unit: str
    lowest: float
    highest: float
    ratings: pd.DataFrame
    pairs: pd.DataFrame
    targets: np.ndarray
    spans: Ints
    rater_ids: np.ndarray

    @cached_property
    def layout(self) -> Crossing:
        """The pairs as a layout of targets and raters; codes of those without a complete pair are left out."""
        target, _ = pd.factorize(self.pairs["target"].to_numpy())
        rater, _ = pd.factorize(self.pairs["rater"].to_numpy())
        return Crossing(target.astype(np.int64), rater.astype(np.int64), self.pairs["value"].to_numpy(dtype=np.float64))

    @cached_property
    def raters(self) -> np.ndarray:
        """The ids of the raters of `layout`, by its codes."""
        return np.asarray(self.rater_ids[pd.unique(self.pairs["rater"])])

    @cached_property
    def rated(self) -> Ints:
        """The targets of `layout`, by its codes."""
        return np.asarray(pd.unique(self.pairs["target"]), dtype=np.int64)


def rating_tables(scores: Rated) -> dict[str, RatingTable]:
    """The ratings of every role that has any, by role."""
    rows = _rows(scores)
    tables = {}
    for role in RATING_ROLES:
        own = rows[rows["role"] == role]
        if len(own):
            tables[role] = _table(scores, role, own.reset_index(drop=True))
    return tables


def _rows(scores: Rated) -> pd.DataFrame:
    """Every rating with a value once, although it may count for several stretches."""
    appraisal = Appraisal(scores.cycle, roster(scores.cycle), scores.spans, Acceptance())
    rows, _ = rated_rows(appraisal)
    rows = rows[~rows["value"].isna()].drop_duplicates("row", ignore_index=True)
    return rows.assign(scheme=scores.spans.table["scheme"].to_numpy(dtype=np.int64)[rows["span"]])


def _table(scores: Rated, role: str, rows: pd.DataFrame) -> RatingTable:
    scales = {number: _scale(scores, int(number), role) for number in rows["scheme"].unique()}
    ends = {(scale.lowest, scale.highest) for scale in scales.values() if scale}
    unit = SCALE if len(ends) == 1 else POINTS
    lowest, highest = next(iter(ends)) if unit == SCALE else _bounds(scales)
    if unit == POINTS:
        rows = rows.assign(value=_in_points(rows, scales)).dropna(subset="value").reset_index(drop=True)
    target, names = pd.factorize(pd.MultiIndex.from_frame(rows[["employee_id", "span"]]))
    rater, rater_ids = pd.factorize(rows["rater_id"].to_numpy(dtype=object))
    dimension, _ = pd.factorize(_dimension_names(scores, rows))
    ratings = pd.DataFrame({"target": target, "rater": rater, "dimension": dimension, "value": rows["value"]})
    return RatingTable(
        role=role,
        unit=unit,
        lowest=lowest,
        highest=highest,
        ratings=ratings,
        pairs=_with_points(_pairs(scores, rows, ratings), rows, ratings, {} if unit == POINTS else scales),
        targets=np.array([employee for employee, _ in names], dtype=object),
        spans=np.array([span for _, span in names], dtype=np.int64),
        rater_ids=np.asarray(rater_ids, dtype=object),
    )


def _pairs(scores: Rated, rows: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """The weighted mean over the dimensions of each person and rater who left none of them out."""
    weights = [np.array(list(scheme.dimensions.values()) or [100.0]) for scheme in scores.spans.schemes]
    weight = np.array([weights[s][n] for s, n in zip(rows["scheme"], rows["number"], strict=True)], dtype=np.float64)
    needed = np.array([len(one) for one in weights])[rows["scheme"].to_numpy(dtype=np.int64)]
    sums = (
        ratings.assign(product=ratings["value"] * weight, weight=weight, needed=needed)
        .groupby(["target", "rater"], sort=False)
        .agg(product=("product", "sum"), weight=("weight", "sum"), given=("value", "size"), needed=("needed", "first"))
        .reset_index()
    )
    whole = sums[(sums["given"] == sums["needed"]) & (sums["weight"] > 0)]
    return whole.assign(value=whole["product"] / whole["weight"])[["target", "rater", "value"]].reset_index(drop=True)


def _with_points(
    pairs: pd.DataFrame, rows: pd.DataFrame, ratings: pd.DataFrame, scales: dict[int, Scale | None]
) -> pd.DataFrame:
    """Add what each pair's value is worth; without `scales` it stands in points already."""
    if not scales:
        return pairs.assign(points=pairs["value"])
    scheme = np.zeros(int(ratings["target"].max()) + 1, dtype=np.int64)
    scheme[ratings["target"]] = rows["scheme"]
    valued = pairs[["value"]].assign(scheme=scheme[pairs["target"]])
    return pairs.assign(points=_in_points(valued, scales))


def _dimension_names(scores: Rated, rows: pd.DataFrame) -> np.ndarray:
    names = [scheme.dimension_names or ("",) for scheme in scores.spans.schemes]
    return np.array([names[s][n] for s, n in zip(rows["scheme"], rows["number"], strict=True)], dtype=object)


def _scale(scores: Rated, scheme: int, role: str) -> Scale | None:
    component = scores.spans.schemes[scheme].component(role)
    return component.scale if component else None


def _in_points(rows: pd.DataFrame, scales: dict[int, Scale | None]) -> Floats:
    points = np.full(len(rows), np.nan)
    for number, scale in scales.items():
        here = np.flatnonzero(rows["scheme"].to_numpy() == number)
        if scale is not None:
            points[here] = scale.points(rows["value"].to_numpy(dtype=np.float64)[here])
    return points


def _bounds(scales: dict[int, Scale | None]) -> tuple[float, float]:
    bounds = [scale.bounds() for scale in scales.values() if scale]
    return (min(low for low, _ in bounds), max(high for _, high in bounds)) if bounds else (0.0, 100.0)
