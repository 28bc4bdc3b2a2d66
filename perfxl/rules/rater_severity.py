"""How mildly or strictly each rater rates, where people and raters can be told apart, and what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from perfxl.rules.exact import Bools, Floats, rounded
from perfxl.rules.rating_table import SCALE, RatingTable
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.severity import Severities, severities
from perfxl.rules.statistics.tails import t_both_tails

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

OBSERVED = 0.05  # of all raters of a role, the chance that one is named without reason
WORTH_SAYING = 0.075  # of the scale's length: a smaller difference is not named, however certain
FEWEST = 3  # ratings


def severity_table(table: RatingTable) -> pd.DataFrame:
    """One row per rater: rater_id, role, n, mean, sd, unit, severity, severity_low, severity_high, group, adjustable.

    severity: how much lower than the mean rater of the same linked group (group: its number) this one rates the same
    people, in `unit`; NaN where that cannot be told. adjustable: whether all raters of the role are linked, so that
    severities of any two can be compared. strict: 1 severe, -1 lenient, 0 neither.
    """
    layout = table.layout
    found = severities(layout)
    mean = np.bincount(layout.rater, weights=layout.value) / layout.per_rater
    squares = np.bincount(layout.rater, weights=(layout.value - mean[layout.rater]) ** 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        sd = np.where(layout.per_rater > 1, np.sqrt(squares / (layout.per_rater - 1)), np.nan)
    return pd.DataFrame(
        {
            "rater_id": table.raters,
            "role": table.role,
            "n": layout.per_rater,
            "mean": mean,
            "sd": sd,
            "unit": table.unit,
            "severity": found.severity,
            "severity_low": found.low,
            "severity_high": found.high,
            "group": layout.groups + 1,
            "adjustable": layout.is_linked & ~np.isnan(found.severity),
            "strict": _strict(table, found),
        }
    )


def separable(own: pd.DataFrame, table: RatingTable) -> str:
    """Whether the raters of severity_table `own` can be told from their people: whole, groups, single or none."""
    if own["adjustable"].all():
        return "whole"
    if own["severity"].notna().any():
        return "groups"
    return "single" if table.layout.per_target.max() == 1 else "none"


def _strict(table: RatingTable, found: Severities) -> Floats:
    """1 for raters who rate clearly lower than the others, -1 for clearly higher, 0 for the rest.

    Judged by the unshrunk difference: shrinking is for the best guess, not for telling who stands out.
    """
    if found.df <= 0:
        return np.zeros(table.layout.n_raters)
    beyond = np.abs(found.raw) - WORTH_SAYING * (table.highest - table.lowest)
    certain = t_both_tails(beyond / np.maximum(found.raw_se, 1e-12), found.df)
    judged = np.where(table.layout.per_rater >= FEWEST, certain, np.nan)
    clear = holm(np.where(np.isnan(found.raw), np.nan, judged)) < OBSERVED
    return np.where(clear & (beyond > 0), np.sign(found.raw), 0.0)


def adjusted_scores(scores: Scores, tables: dict[str, RatingTable], raters: pd.DataFrame) -> pd.DataFrame:
    """Scores as they would be if every rater were as strict as the mean one, beside those by ratings as they were given.

    One row per scored person whom an adjustable role touches: employee_id, score, computed_grade, adjusted_score,
    adjusted_grade, change. Empty where no role can be adjusted. Where scores are corrected already, `score` and
    `computed_grade` are those without the correction.
    """
    change = np.zeros(len(scores.people))
    touched = np.zeros(len(scores.people), dtype=bool)
    for role, table in tables.items():
        own = raters[raters["role"] == role]
        if len(own) and bool(own["adjustable"].all()):
            points = _change_in_points(scores, table, own["severity"].to_numpy(dtype=np.float64))
            _add(scores, table, points, change=change, touched=touched)
    people = scores.people
    net, digits = people["adjustment"].to_numpy(dtype=np.float64), scores.cycle.settings.rounding_digits
    as_rated = people["base"].to_numpy(dtype=np.float64) - _corrected_already(scores)
    before = rounded(np.maximum(as_rated + net, 0.0), digits)
    score = rounded(np.maximum(as_rated + change + net, 0.0), digits)
    here = np.flatnonzero(touched & (people["status"] == "scored").to_numpy())
    found = people[["employee_id"]].iloc[here].reset_index(drop=True)
    found["score"], found["computed_grade"] = before[here], scores.bands.named(scores.bands.number(before[here]))
    found["adjusted_score"] = score[here]
    found["adjusted_grade"] = scores.bands.named(scores.bands.number(score[here]))
    found["change"] = found["adjusted_score"] - found["score"]
    return found


def _corrected_already(scores: Scores) -> Floats:
    """How many points of each person's base score come from a correction that counts."""
    parts = scores.components
    span = parts["span"].to_numpy(dtype=np.int64)
    person = scores.assignments["person"].to_numpy(dtype=np.int64)[span]
    share = scores.assignments["share"].to_numpy(dtype=np.float64)[span]
    more = np.nan_to_num((parts["points"] - parts["as_rated"]).to_numpy(dtype=np.float64))
    weight = parts["weight"].to_numpy(dtype=np.float64) / 100.0
    return np.asarray(np.bincount(person, weights=more * weight * share, minlength=len(scores.people)), dtype=np.float64)


def _change_in_points(scores: Scores, table: RatingTable, severity: Floats) -> Floats:
    """By how many points of the component each target's would change. No rating leaves its scale."""
    layout = table.layout
    if table.unit != SCALE:
        return np.asarray(np.bincount(layout.target, weights=severity[layout.rater]) / layout.per_target)
    moved_ratings = np.clip(layout.value + severity[layout.rater], table.lowest, table.highest)
    moved_means = np.bincount(layout.target, weights=moved_ratings) / layout.per_target
    points = np.zeros(len(moved_means))
    schemes = scores.spans.table["scheme"].to_numpy(dtype=np.int64)[table.spans[table.rated]]
    for number in np.unique(schemes):
        component = scores.spans.schemes[number].component(table.role)
        here = np.flatnonzero(schemes == number)
        if component is not None and component.scale is not None:
            mean, moved = layout.target_means[here], moved_means[here]
            points[here] = component.scale.points(moved) - component.scale.points(mean)
    return points


def _add(scores: Scores, table: RatingTable, points: Floats, *, change: Floats, touched: Bools) -> None:
    """Add the change of one role to the change of each person's base score."""
    spans = table.spans[table.rated]
    parts = scores.components[(scores.components["component"] == table.role) & scores.components["points"].notna()]
    weight = parts.set_index("span")["weight"].reindex(spans).fillna(0.0).to_numpy(dtype=np.float64)
    person = scores.assignments["person"].to_numpy(dtype=np.int64)[spans]
    share = scores.assignments["share"].to_numpy(dtype=np.float64)[spans]
    np.add.at(change, person, points * weight * share / 100.0)
    touched[person[weight > 0]] = True
