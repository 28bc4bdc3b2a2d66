"""Weights: would a slightly different weighting have given this person another grade, and what do weights really weigh."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import COMPONENTS
from perfxl.rules.exact import Floats, Ints, rounded
from perfxl.rules.scores import Scores
from perfxl.rules.weight_shifts import largest_rise, smallest_move

LIMIT = 5.0  # percent points
_A_LITTLE = 1e-7  # percent points beyond the edge, so that rounding cannot undo the flip
_KEYS = tuple(choice.key for choice in COMPONENTS)


@dataclass(frozen=True)
class _Parts:
    """One row per scored person and scheme, one column per component: weight (percent) and points x share of days."""

    person: Ints
    scheme: np.ndarray
    weight: Floats
    points: Floats


def weight_flips(scores: Scores, *, limit: float = LIMIT) -> pd.DataFrame:
    """One row per scored person: employee_id, score, grade, can_flip, to, smallest, shift.

    can_flip: whether the grade changes for some weights that each differ from the published ones by at most `limit`
    percent points and still add up to 100. smallest: the least such limit that changes the grade, in percent points (NaN:
    none does). to: the grade that it gives, '' where none is in reach. shift: the moves in percent points by component
    (`scheme/component` for people with several schemes); they add up to 0. A grade that a veto or calibration set does
    not hang on the weights.
    """
    people = scores.people[(scores.people["status"] == "scored") & scores.people["score"].notna()].reset_index()
    parts = _parts(scores, people["index"].to_numpy(dtype=np.int64))
    ways = [_flips(scores, people, parts, way) for way in (1.0, -1.0)]
    smallest = np.minimum(ways[0].smallest, ways[1].smallest)
    up = ways[0].smallest <= ways[1].smallest
    fixed = (people["grade"] != people["computed_grade"]).to_numpy()
    smallest = np.where(fixed, np.inf, smallest)
    can = smallest <= limit
    to = np.where(up, ways[0].to, ways[1].to)
    shifts = [ways[0 if up[one] else 1].shift(one) if can[one] else {} for one in range(len(people))]
    return pd.DataFrame(
        {
            "employee_id": people["employee_id"],
            "score": people["score"],
            "grade": people["grade"],
            "can_flip": can,
            "to": np.where(can, to, ""),
            "smallest": np.where(np.isfinite(smallest), smallest, np.nan),
            "shift": pd.Series(shifts, dtype=object),
        }
    )


def _parts(scores: Scores, rows: Ints) -> _Parts:
    """The components of the people at `rows` of Scores.people; stretches under the same scheme are one."""
    place = np.full(len(scores.people), -1)
    place[rows] = np.arange(len(rows))
    span = scores.components["span"].to_numpy(dtype=np.int64)
    person = place[scores.assignments["person"].to_numpy(dtype=np.int64)[span]]
    share = scores.assignments["share"].to_numpy(dtype=np.float64)[span]
    table = scores.components[["scheme", "component", "weight"]].assign(
        person=person, points=scores.components["points"] * share
    )
    table = table[table["person"] >= 0]
    if table.empty:
        return _Parts(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object), np.zeros((0, 1)), np.zeros((0, 1)))
    sums = table.groupby(["person", "scheme", "component"], sort=False).agg(
        weight=("weight", "first"), points=("points", "sum")
    )
    wide = sums.unstack("component").reindex(columns=pd.MultiIndex.from_product([["weight", "points"], _KEYS]))
    return _Parts(
        person=wide.index.get_level_values("person").to_numpy(dtype=np.int64),
        scheme=wide.index.get_level_values("scheme").to_numpy(dtype=object),
        weight=np.nan_to_num(wide["weight"].to_numpy(dtype=np.float64)),
        points=wide["points"].to_numpy(dtype=np.float64),
    )


@dataclass(frozen=True)
class _Flips:
    """For each person the smallest limit that reaches the next grade upwards or downwards, and the moves."""

    smallest: Floats
    to: np.ndarray
    parts: _Parts
    moves: Floats

    def shift(self, person: int) -> Mapping[str, float]:
        """The moves of one person by component, without those that stay."""
        rows = np.flatnonzero(self.parts.person == person)
        named = len(rows) > 1
        return {
            f"{self.parts.scheme[row]}/{key}" if named else key: float(move)
            for row in rows
            for key, move in zip(_KEYS, self.moves[row], strict=True)
            if abs(move) > 1e-9
        }


def _flips(scores: Scores, people: pd.DataFrame, parts: _Parts, way: float) -> _Flips:
    wanted = _wanted(scores, people, way)
    smallest = smallest_move(parts.weight, way * parts.points, wanted, owner=parts.person)
    smallest = np.where(np.isnan(wanted), np.inf, smallest)
    limit = np.minimum(np.where(np.isfinite(smallest), smallest, 0.0) + _A_LITTLE, 100.0)
    gain, moves = largest_rise(parts.weight, way * parts.points, limit[parts.person])
    change = way * np.bincount(parts.person, weights=gain, minlength=len(people))
    base, net = (people[key].to_numpy(dtype=np.float64) for key in ("base", "adjustment"))
    score = rounded(np.maximum(base + change + net, 0.0), scores.cycle.settings.rounding_digits)
    return _Flips(smallest, scores.bands.named(scores.bands.number(score)), parts, moves)


def _wanted(scores: Scores, people: pd.DataFrame, way: float) -> Floats:
    """How many points up (way 1) or down (-1) the next grade is, after rounding; NaN where there is none."""
    bounds, step = scores.bands.bounds, 10.0**-scores.cycle.settings.rounding_digits
    number = scores.bands.number(people["score"].to_numpy(dtype=np.float64))
    exact = people["base"].to_numpy(dtype=np.float64) + people["adjustment"].to_numpy(dtype=np.float64)
    at = number + 1 if way > 0 else number
    reachable = at < len(bounds) if way > 0 else at > 0  # below the lowest grade there is none
    bound = np.append(bounds, np.nan)[np.clip(np.where(reachable, at, -1), -1, len(bounds))]
    # The lowest score that rounds into the upper grade: half a step below the first rounded number from the bound on.
    edge = np.ceil(np.round(bound / step, 6)) * step - step / 2
    return np.where(reachable, np.maximum(way * (edge - exact), 0.0), np.nan)


def effective_weights(scores: Scores) -> pd.DataFrame:
    """Per scheme and component: scheme, component, n, published_weight, effective_weight, mean, sd (points).

    effective_weight: the share of the variance of base scores that the component makes, in percent: covariance of its
    contribution with the base score over the base score's variance (the shares add up to 100). NaN where all base scores
    are equal or fewer than three people have one.
    """
    base = scores.assignments.set_index("span")["base"].astype(float)
    table = scores.components.assign(base=base.reindex(scores.components["span"]).to_numpy())
    table = table[table["base"].notna() & table["points"].notna()]
    rows = [
        {"scheme": scheme, "component": component, **_share(own)}
        for (scheme, component), own in table.groupby(["scheme", "component"], sort=False)
    ]
    columns = ["scheme", "component", "n", "published_weight", "effective_weight", "mean", "sd"]
    return pd.DataFrame(rows, columns=columns)


def _share(own: pd.DataFrame) -> dict[str, float]:
    contribution, base = own["contribution"].to_numpy(dtype=np.float64), own["base"].to_numpy(dtype=np.float64)
    return {
        "n": len(own),
        "published_weight": float(own["weight"].iloc[0]),
        "effective_weight": share_of_variance(contribution, base),
        "mean": float(own["points"].mean()),
        "sd": float(own["points"].std(ddof=1)) if len(own) > 1 else float("nan"),
    }


def share_of_variance(part: Floats, whole: Floats) -> float:
    """Percent of the variance of `whole` that `part` makes; NaN for fewer than three values or no variance."""
    if len(whole) < 3:
        return float("nan")
    variance = float(np.var(whole))
    return (
        100.0 * float(np.mean((part - part.mean()) * (whole - whole.mean()))) / variance
        if variance > 1e-18
        else float("nan")
    )
