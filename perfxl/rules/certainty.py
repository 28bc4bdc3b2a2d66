"""How sure a grade is: raters disagree, so a score has an error, and near a bound the error decides the grade."""

import numpy as np
import pandas as pd

from perfxl.rules.exact import Floats, summed
from perfxl.rules.grades import Grades
from perfxl.rules.rating_table import RatingTable
from perfxl.rules.scores import Scores
from perfxl.rules.statistics.tails import normal_below

SURE = 0.80  # a grade that is less likely than this to be the right one is borderline
COLUMNS = (
    "employee_id", "score", "grade", "standard_error", "measured", "probability", "other", "bound", "distance",
    "borderline",
)  # fmt: skip


def certainty(scores: Scores, tables: dict[str, RatingTable]) -> pd.DataFrame:
    """One row per scored person, the least sure first.

    standard_error: of the score, in points, from how far raters of one person disagree; NaN where no rating of the
    person's schemes can be judged. measured: the share of the rating weight whose error is known (a single rater's is
    not), so the true error is at least this. grade: as computed. probability: that the grade would be the same if the
    person were rated again by other raters of the same kind. other: the next likely grade. bound, distance: the nearest
    bound, and the score less it.
    """
    people = scores.people[(scores.people["status"] == "scored") & scores.people["score"].notna()]
    score = people["score"].to_numpy(dtype=np.float64)
    variance, measured = _variances(scores, tables)
    error = np.where(measured[people.index] > 0, np.sqrt(variance[people.index]), np.nan)
    probability, other, bound = _chances(scores.bands, score, error)
    found = pd.DataFrame(
        {
            "employee_id": people["employee_id"].to_numpy(dtype=object),
            "score": score,
            "grade": people["computed_grade"].to_numpy(dtype=object),
            "standard_error": error,
            "measured": measured[people.index],
            "probability": probability,
            "other": other,
            "bound": bound,
            "distance": score - bound,
            "borderline": probability < SURE,
        },
        columns=list(COLUMNS),
    )
    found["away"] = found["distance"].abs()
    order = found.sort_values(["probability", "away"], kind="stable", na_position="last", ignore_index=True)
    return order.drop(columns="away")


def error_variances(tables: dict[str, RatingTable]) -> dict[str, float]:
    """For each role the variance, in squared points, of one rater's rating around the person's mean.

    From people with two raters or more; roles without any are left out.
    """
    found = {}
    for role, table in tables.items():
        layout = table.layout
        points = table.pairs["points"].to_numpy(dtype=np.float64)
        mean = np.bincount(layout.target, weights=points, minlength=layout.n_targets) / layout.per_target
        free = layout.n - layout.n_targets
        if free > 0:
            found[role] = float(np.sum((points - mean[layout.target]) ** 2)) / free
    return found


def _variances(scores: Scores, tables: dict[str, RatingTable]) -> tuple[Floats, Floats]:
    """Each person's error variance in squared points, and the share of the rating weight that it stands on."""
    n, known = len(scores.people), error_variances(tables)
    parts = scores.components[scores.components["n_raters"] > 0]
    span = parts["span"].to_numpy(dtype=np.int64)
    person = scores.assignments["person"].to_numpy(dtype=np.int64)[span]
    weight = parts["weight"].to_numpy(dtype=np.float64) * scores.assignments["share"].to_numpy(dtype=np.float64)[span]
    each = parts["component"].map(known).to_numpy(dtype=np.float64)
    judged = ~np.isnan(each)
    squares = (weight / 100.0) ** 2 * np.nan_to_num(each) / parts["n_raters"].to_numpy(dtype=np.float64)
    total = np.bincount(person, weights=weight, minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        measured = np.where(total > 0, np.bincount(person, weights=weight * judged, minlength=n) / total, 0.0)
    return summed(person, squares, n), np.asarray(measured)


def _chances(bands: Grades, score: Floats, error: Floats) -> tuple[Floats, np.ndarray, Floats]:
    """Probability of the own grade, the likeliest other one, and the nearest bound between grades."""
    n = len(score)
    if len(bands.names) < 2:
        return np.full(n, np.nan), np.full(n, "", dtype=object), np.full(n, np.nan)
    edges = np.concatenate([[-np.inf], bands.bounds[1:], [np.inf]])
    own = np.maximum(bands.number(score), 0)
    width = np.where(error > 0, error, np.nan)[:, None]
    chance = np.diff(normal_below((edges[None, :] - score[:, None]) / width), axis=1)
    rows = np.arange(n)
    probability = chance[rows, own]
    chance[rows, own] = -1.0
    other = bands.named(np.argmax(np.nan_to_num(chance, nan=-1.0), axis=1).astype(np.int64))
    inner = bands.bounds[1:]
    bound = inner[np.argmin(np.abs(score[:, None] - inner[None, :]), axis=1)]
    return probability, np.where(np.isnan(probability), "", other), bound
