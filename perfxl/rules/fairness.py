"""Groups compared: by any column of the roster, with effect sizes, selection rates, and departments held apart.

What it shows are differences, not their reasons: people of a group may do other work, be newer, or be paid by another
scheme. What it does not show may still be there: with few people only large differences can be told from chance.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.scores import Scores
from perfxl.rules.statistics.effect_sizes import cliffs_delta, hedges_g
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.selection import below_four_fifths, fisher_p, impact_ratios, mantel_haenszel
from perfxl.rules.statistics.within_strata import within_strata
from perfxl.rules.suppression import FEWEST, suppressed

USUAL = ("department", "position", "group", "joined_on")
STRATUM = "department"
OBSERVED = 0.05  # over all groups that are compared, the chance that one is named without reason
NOTHING_SEEN = 0.20  # overall differences with a larger p do not show
_TENURE = (1, 3, 5, 10)  # years
COLUMNS = (
    "by", "group", "n", "mean", "hedges_g", "cliffs_delta", "selected", "selection_rate", "impact_ratio", "fisher_p",
    "within_difference", "within_p", "mh_odds_ratio", "mh_p", "suppressed", "flags",
)  # fmt: skip


@dataclass(frozen=True)
class Fairness:
    """table: one row per column and group, see COLUMNS and `fairness`. selected_from: the lowest grade that counts as selected.

    people: how many scored people were compared.
    """

    table: pd.DataFrame
    selected_from: str
    people: int


def fairness(scores: Scores, *, by: Sequence[str] = USUAL, selected_from: str = "") -> Fairness:
    """Compare the groups of each roster column in `by` with everybody else who has a score.

    hedges_g, cliffs_delta: of scores against all others (negative: lower). selection_rate: share with grade
    `selected_from` or better (by default the best grades that at most half of the people have); impact_ratio: that rate
    over the highest shown rate of the column. fisher_p: two-sided, against all others. within_difference, within_p:
    difference in points to others of the same department; mh_odds_ratio, mh_p: odds of selection within departments (no
    ratio where it is infinite). Rows of groups under five people, and of others through which these could be worked
    out, hold nothing but the name.
    flags: `four_fifths`, `explained` (below four fifths overall, but not within departments), `lower_within`,
    `higher_within`, `hidden` (the difference shows only within departments).
    """
    people = scores.people[(scores.people["status"] == "scored") & scores.people["score"].notna()]
    selected, grade = _selected(scores, people, selected_from)
    table = people.assign(selected=selected)
    columns = {key: _groups_of(scores.cycle, people, key) for key in by}
    places = {key: _places(labels) for key, labels in columns.items()}
    hidden = suppressed(places, frozenset(range(len(people))))
    rows = [
        _row(table, key, name, members, hidden=(key, name) in hidden)
        for key, groups in places.items()
        for name, members in groups.items()
    ]
    found = pd.DataFrame(rows, columns=[*COLUMNS, "ratio"])
    found["ratio"] = _ratios(found)
    found["impact_ratio"] = [np.nan if ratio is None else float(ratio) for ratio in found["ratio"]]
    found["flags"] = pd.Series(_flags(found), dtype=object)
    return Fairness(found[list(COLUMNS)], grade, len(people))


def roster_columns() -> tuple[str, ...]:
    """The keys of the roster's columns that people can be grouped by."""
    return tuple(column.key for column in sheet_of("employees").columns if column.key not in _NO_GROUPS)


_NO_GROUPS = ("employee_id", "name", "email", "exempt_reason")


def _groups_of(cycle: Cycle, people: pd.DataFrame, key: str) -> np.ndarray:
    """Each person's group: what the roster says; years of service for dates. '' is none."""
    if key in people:
        return np.asarray(people[key], dtype=object)
    roster = cycle["employees"].drop_duplicates("employee_id").set_index("employee_id")
    values = roster[key].reindex(people["employee_id"].to_numpy(dtype=object))
    if pd.api.types.is_datetime64_any_dtype(values):
        return _years(values.to_numpy(dtype="datetime64[D]"), cycle.settings.ends_on or cycle.as_of)
    return np.asarray(values.fillna(""), dtype=object)


def _years(days: np.ndarray, until: date) -> np.ndarray:
    """Bands of whole years from each day until `until`: `0-1`, `1-3`, ... `10+`."""
    years = (np.datetime64(until) - days).astype("timedelta64[D]").astype(np.float64) / 365.25
    edges = (0, *_TENURE)
    names = np.array(
        [*(f"{low}-{high}" for low, high in zip(edges, _TENURE, strict=False)), f"{_TENURE[-1]}+"], dtype=object
    )
    return np.where(np.isnat(days), "", names[np.searchsorted(_TENURE, np.nan_to_num(years), side="right")])


def _places(labels: np.ndarray) -> dict[str, frozenset[int]]:
    named = pd.Series(labels.astype(str))
    found = {str(name): frozenset(rows.index.tolist()) for name, rows in named[named != ""].groupby(named, sort=False)}
    return dict(sorted(found.items(), key=lambda one: _in_order(one[0])))


def _in_order(name: str) -> tuple[int, str]:
    """Names by the number that they begin with (`1-3` before `10+`), then by their letters."""
    digits = re.match(r"[0-9]*", name)
    return int(digits[0]) if digits and digits[0] else -1, name


def _selected(scores: Scores, people: pd.DataFrame, selected_from: str) -> tuple[Bools, str]:
    """Who is selected, and from which grade on."""
    bands = scores.bands
    number = np.array([bands.position(grade) for grade in people["grade"]], dtype=np.int64)
    if not bands.names:
        return np.zeros(len(people), dtype=bool), ""
    least = bands.position(selected_from) if selected_from else _usual_grade(number, len(bands.names))
    return number >= max(least, 0), bands.names[max(least, 0)]


def _usual_grade(number: Ints, grades: int) -> int:
    """The lowest grade that, with all better ones, at most half of the people have; the best one that anybody has else."""
    shares = [(place, float(np.mean(number >= place))) for place in range(grades)] if len(number) else []
    fitting = [place for place, share in shares if 0 < share <= 0.5]
    return fitting[0] if fitting else int(number.max(initial=grades - 1))


def _row(people: pd.DataFrame, by: str, name: str, members: frozenset[int], *, hidden: bool) -> dict[str, object]:
    row: dict[str, object] = {"by": by, "group": name, "suppressed": hidden}
    if hidden:
        return row
    member = np.zeros(len(people), dtype=bool)
    member[list(members)] = True
    score, selected = people["score"].to_numpy(dtype=np.float64), people["selected"].to_numpy(dtype=bool)
    count, of_others = int(selected[member].sum()), int(selected[~member].sum())
    row |= {
        "n": len(members),
        "mean": float(score[member].mean()),
        "hedges_g": hedges_g(score[member], score[~member]),
        "cliffs_delta": cliffs_delta(score[member], score[~member]),
        "selected": count,
        "selection_rate": count / len(members),
        "fisher_p": fisher_p(count, len(members), of_others, int((~member).sum())),
    }
    return row if by == STRATUM else row | _within_departments(people, member, score, selected)


def _within_departments(people: pd.DataFrame, member: Bools, score: Floats, selected: Bools) -> dict[str, object]:
    stratum, names = pd.factorize(people[STRATUM].to_numpy(dtype=object))
    within = within_strata(score, member, stratum.astype(np.int64))
    tables = np.zeros((len(names), 2, 2))
    np.add.at(tables, (stratum, np.where(member, 0, 1), np.where(selected, 0, 1)), 1.0)
    odds = mantel_haenszel(tables)
    return {
        "within_difference": within.difference,
        "within_p": within.p,
        "mh_odds_ratio": odds.odds_ratio if np.isfinite(odds.odds_ratio) else np.nan,
        "mh_p": odds.p,
    }


def _ratios(found: pd.DataFrame) -> list[Fraction | None]:
    """Impact ratios among the shown groups of each column."""
    ratios: list[Fraction | None] = [None] * len(found)
    for _, own in found[~found["suppressed"].astype(bool)].groupby("by", sort=False):
        selected = dict(zip(own["group"], own["selected"].astype(int), strict=True))
        people = dict(zip(own["group"], own["n"].astype(int), strict=True))
        for place, ratio in zip(own.index, impact_ratios(selected, people).values(), strict=True):
            ratios[place] = ratio
    return ratios


def _flags(found: pd.DataFrame) -> list[list[str]]:
    """What may be called an observation when all groups of all columns are looked at."""
    chance = found[["fisher_p", "within_p", "mh_p"]].astype(float)
    fisher = holm(chance["fisher_p"].to_numpy())
    within = holm(chance["within_p"].to_numpy())
    stratified = holm(chance["mh_p"].to_numpy())
    flags = []
    for place in range(len(found)):
        line = found.iloc[place]
        own = []
        if below_four_fifths(line["ratio"]) and fisher[place] < OBSERVED:
            # NaN, for a department itself or nothing to compare within: not explained.
            own.append("explained" if stratified[place] > OBSERVED else "four_fifths")
        if within[place] < OBSERVED:
            difference = float(line["within_difference"])
            own.append("lower_within" if difference < 0 else "higher_within")
            overall = float(line["hedges_g"])
            if overall * difference <= 0 or chance["fisher_p"].iloc[place] > NOTHING_SEEN:
                own.append("hidden")
        flags.append(own)
    return flags


def is_small(n: int) -> bool:
    """Whether a group of n people is too small to be shown."""
    return 0 < n < FEWEST
