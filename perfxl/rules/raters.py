"""Raters: how strict each is and which patterns the ratings show. Observations to talk about, never accusations."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.rules.exact import Bools
from perfxl.rules.rater_evidence import recent_only, self_against_others
from perfxl.rules.rater_patterns import halo, identical_rows, narrow_spread
from perfxl.rules.rater_severity import adjusted_scores, separable, severity_table
from perfxl.rules.rating_table import RatingTable
from perfxl.rules.scores import Scores

COLUMNS = ("rater_id", "role", "n", "mean", "sd", "unit", "severity", "severity_low", "severity_high", "group")


@dataclass(frozen=True)
class Raters:
    """table: one row per rater and role, as severity_table with `flags`, a list of keys (see review_words.py).

    separable: for each role, whether raters and people can be told apart (`whole`), only within linked groups
    (`groups`), or not at all, because each person has one rater (`single`) or raters share too few people (`none`).
    adjusted: see adjusted_scores. selves: see self_against_others.
    """

    table: pd.DataFrame
    separable: dict[str, str]
    adjusted: pd.DataFrame
    selves: pd.DataFrame


def raters(scores: Scores, tables: dict[str, RatingTable]) -> Raters:
    """Everything about the raters of a cycle."""
    selves = self_against_others(tables)
    blocks = [_of_role(scores, tables, role, selves) for role in tables if len(tables[role].pairs)]
    table = pd.concat(blocks, ignore_index=True) if blocks else _nobody()
    apart = {role: separable(own, tables[role]) for role, own in table.groupby("role", sort=False)}
    return Raters(table, apart, adjusted_scores(scores, tables, table), selves)


def _of_role(scores: Scores, tables: dict[str, RatingTable], role: str, selves: pd.DataFrame) -> pd.DataFrame:
    table = tables[role]
    found = severity_table(table)
    narrow, central = narrow_spread(table)
    strict = found["strict"].to_numpy(dtype=np.float64)
    others = role != "self"
    seen: dict[str, Bools] = {
        "severe": strict > 0,
        "lenient": strict < 0,
        "central_tendency": central,
        "range_restriction": narrow,
        "halo": halo(tables, role) if others else np.zeros(len(found), dtype=bool),
        "identical_rows": identical_rows(table) if others else np.zeros(len(found), dtype=bool),
        "recency": recent_only(scores, table.raters) if others else np.zeros(len(found), dtype=bool),
        "self_above_others": _self(found, selves, 1) if not others else np.zeros(len(found), dtype=bool),
        "self_below_others": _self(found, selves, -1) if not others else np.zeros(len(found), dtype=bool),
        "not_separable": ~found["adjustable"].to_numpy(dtype=bool),
    }
    flags = [[key for key, here in seen.items() if here[row]] for row in range(len(found))]
    return found.drop(columns="strict").assign(flags=pd.Series(flags, dtype=object))


def _self(found: pd.DataFrame, selves: pd.DataFrame, way: int) -> Bools:
    named = selves.loc[selves["stands_out"] == way, "employee_id"]
    return np.asarray(found["rater_id"].isin(named))


def _nobody() -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS, "adjustable", "flags"])
