"""All weighted parts of all spans in one table: one row per span and component."""

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.rules.appraisal import Part
from perfxl.rules.exact import Floats, Ints, summed
from perfxl.rules.moves import Stretches
from perfxl.rules.ratings import RatingComponents
from perfxl.rules.roster import Roster

FIGURES = ("points", "low", "high", "applicable", "present", "status")


def component_table(
    people: Roster, spans: Stretches, parts: dict[str, Part], ratings: RatingComponents
) -> pd.DataFrame:
    """Columns as in Scores.components; parts: the Part of each component by its key."""
    scheme_number = spans.table["scheme"].to_numpy(dtype=np.int64)
    blocks = []
    for number, scheme in enumerate(spans.schemes):
        here = np.flatnonzero(scheme_number == number)
        for order, component in enumerate(scheme.components):
            figures = {name: getattr(parts[component.key], name)[here] for name in FIGURES}
            is_rating = component.key in RATING_ROLES
            block = {
                "span": here,
                "order": order,
                "scheme": scheme.name,
                "component": component.key,
                "weight": component.weight,
                **figures,
                "as_rated": ratings.as_rated[component.key][here] if is_rating else figures["points"],
                "mean": ratings.mean[component.key][here] if is_rating else np.nan,
                "n_raters": ratings.n_raters[component.key][here] if is_rating else 0,
                "policy": component.policy,
                "scheme_row": component.row,
            }
            blocks.append(pd.DataFrame(block))
    if not blocks:
        return pd.DataFrame(columns=["span", "employee_id", *COLUMNS])
    table = pd.concat(blocks, ignore_index=True)
    if len(blocks) > 1:
        table = table.sort_values(["span", "order"], kind="stable", ignore_index=True)
    lost = ~spans.table["usable"].to_numpy(dtype=bool)[table["span"]]
    table.loc[lost, ["points", "as_rated", "low", "high"]] = np.nan
    table.loc[lost, "status"] = "unusable"
    table["contribution"] = table["weight"] * table["points"] / 100.0
    table.insert(1, "employee_id", people.ids[spans.table["person"].to_numpy(dtype=np.int64)[table["span"]]])
    return table.drop(columns="order")


COLUMNS = ("scheme", "component", "weight", *FIGURES, "as_rated", "mean", "n_raters", "policy", "scheme_row", "contribution")


def span_sums(table: pd.DataFrame, n: int, column: str) -> Floats:
    """Sum of weight x `column` / 100 over the components of each of the n spans; NaN where one is missing."""
    span: Ints = table["span"].to_numpy(dtype=np.int64)
    values = table["weight"].to_numpy(dtype=np.float64) * table[column].to_numpy(dtype=np.float64) / 100.0
    return summed(span, values, n)
