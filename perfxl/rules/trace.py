"""The trace: every score line by line, so that a person, or a spreadsheet, can add it up again.

Columns: employee_id, name, line (from 1 within the person), parent (the line it feeds; 0: none), kind, component,
item, rule, target, actual, value, points, weight, of, contribution, how, x0, x1, p0, p1, note, place.

how tells where `points` comes from: `given`; `sum` of the contributions of the lines that feed it; `scale`, the mean of
their values on the straight line from (x0, p0) to (x1, p1); `capped`, the sum but at most `of`; `score`, the sum, at
least 0, rounded to `of` decimals. contribution = points x weight / of for given, sum and scale, else points (negative
for deduct_total). A KPI that does not apply has no contribution and adds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.rules.trace_evidence import component_node, goal_lines, kpi_lines, person_node, places, rating_lines

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

COLUMNS = (
    "employee_id", "name", "line", "parent", "kind", "component", "item", "rule", "target", "actual", "value", "points",
    "weight", "of", "contribution", "how", "x0", "x1", "p0", "p1", "note", "place",
)  # fmt: skip
NUMBERS = ("value", "points", "weight", "of", "contribution", "x0", "x1", "p0", "p1")
TEXTS = ("component", "item", "rule", "target", "actual", "how", "note", "place")
_LAST = 90  # order of the lines that follow the components of a span


def trace(scores: Scores) -> pd.DataFrame:
    """The trace of everybody who is not exempt, in roster order."""
    spans, people = scores.spans, scores.people
    moved = spans.count[spans.table["person"].to_numpy(dtype=np.int64)] > 1
    blocks = [
        kpi_lines(scores),
        goal_lines(scores),
        rating_lines(scores),
        _component_lines(scores, moved),
        _assignment_lines(scores, moved),
        _adjustment_lines(scores),
        _total_lines(scores),
        _base_and_score_lines(scores),
    ]
    blocks = [block for block in blocks if len(block)]
    if not blocks:
        return pd.DataFrame(columns=COLUMNS)
    lines = pd.concat(blocks, ignore_index=True)
    lines = lines.sort_values(["person", "span", "order", "rank"], kind="stable", ignore_index=True)
    person = lines["person"].to_numpy(dtype=np.int64)
    lines["line"] = lines.groupby("person", sort=False).cumcount() + 1
    keyed = lines[lines["node"] != 0].set_index("node")["line"]
    lines["parent"] = lines["feeds"].map(keyed).fillna(0).astype(int)
    lines["employee_id"] = people["employee_id"].to_numpy(dtype=object)[person]
    lines["name"] = people["name"].to_numpy(dtype=object)[person]
    for column in TEXTS:
        lines[column] = lines[column].fillna("").astype(object) if column in lines else ""
    return lines.reindex(columns=COLUMNS)


def _component_lines(scores: Scores, moved: np.ndarray) -> pd.DataFrame:
    components = scores.components
    span = components["span"].to_numpy(dtype=np.int64)
    person = scores.spans.table["person"].to_numpy(dtype=np.int64)[span]
    order = components.groupby("span", sort=False).cumcount().to_numpy(dtype=np.int64)
    is_rating = components["component"].isin(RATING_ROLES).to_numpy()
    known = components["points"].notna().to_numpy()
    zeroed = (components["status"] == "zeroed").to_numpy()
    how = np.where(~known, "given", np.where(is_rating, np.where(zeroed, "given", "scale"), "sum"))
    rows = pd.DataFrame(
        {
            "span": span,
            "person": person,
            "order": order,
            "rank": 1,
            "node": component_node(span, order),
            "feeds": np.where(
                moved[span], component_node(span, np.full(len(span), _LAST)), person_node(person, "base")
            ),
            "kind": "component",
            "component": components["component"],
            "item": components["scheme"],
            "value": np.where(how == "scale", components["mean"], np.nan),
            "points": components["points"],
            "weight": components["weight"],
            "of": 100.0,
            "contribution": components["contribution"],
            "how": how,
            "note": np.where(components["status"] == "present", "", components["status"]),
            "place": places(scores.cycle, "schemes", components["scheme_row"], "weight"),
        }
    )
    return rows.assign(**_segments(scores, components, how == "scale"))


def _segments(scores: Scores, components: pd.DataFrame, scaled: np.ndarray) -> dict[str, np.ndarray]:
    """Ends of the straight piece of the scale on which each mean lies."""
    ends = {name: np.full(len(components), np.nan) for name in ("x0", "x1", "p0", "p1")}
    names = components["scheme"].to_numpy(dtype=object)
    keys = components["component"].to_numpy(dtype=object)
    for scheme in scores.spans.schemes:
        for component in scheme.components:
            here = np.flatnonzero(scaled & (names == scheme.name) & (keys == component.key))
            if component.scale is None or not len(here):
                continue
            start = component.scale.segment(components["mean"].to_numpy(dtype=np.float64)[here])
            x, p = np.asarray(component.scale.knots), np.asarray(component.scale.worth)
            ends["x0"][here], ends["x1"][here] = x[start], x[start + 1]
            ends["p0"][here], ends["p1"][here] = p[start], p[start + 1]
    return ends


def _assignment_lines(scores: Scores, moved: np.ndarray) -> pd.DataFrame:
    spans = scores.assignments[moved]
    span = spans["span"].to_numpy(dtype=np.int64)
    person = spans["person"].to_numpy(dtype=np.int64)
    days = spans.groupby("person")["days"].transform("sum")
    starts, ends = (spans[column].dt.strftime("%Y-%m-%d").fillna("?") for column in ("from_on", "to_on"))
    return pd.DataFrame(
        {
            "span": span,
            "person": person,
            "order": _LAST,
            "rank": 2,
            "node": component_node(span, np.full(len(span), _LAST)),
            "feeds": person_node(person, "base"),
            "kind": "assignment",
            "item": spans["scheme"].to_numpy(dtype=object),
            "points": spans["base"],
            "weight": spans["days"],
            "of": days,
            "contribution": spans["base"] * spans["share"],
            "how": np.where(spans["base"].notna(), "sum", "given"),
            "note": starts + " – " + ends,
        }
    )


def _adjustment_lines(scores: Scores) -> pd.DataFrame:
    rows = scores.adjustments[scores.adjustments["status"] == "counted"]
    person = scores.position(rows["employee_id"])
    extra = (rows["kind"] == "extra").to_numpy()
    return pd.DataFrame(
        {
            "span": 1 << 40,
            "person": person,
            "order": np.where(extra, 1, 3),
            "rank": 0,
            "node": 0,
            "feeds": np.where(extra, person_node(person, "extra"), person_node(person, "deduct")),
            "kind": rows["kind"],
            "item": rows["item"],
            "points": rows["counted"],
            "contribution": rows["counted"],
            "how": "given",
            "place": places(scores.cycle, "adjustments", rows["row"], "approved_points"),
        }
    )


def _total_lines(scores: Scores) -> pd.DataFrame:
    settings = scores.cycle.settings
    blocks = []
    for kind, order, cap, sign in (
        ("extra", 2, settings.extra_cap_total, 1.0),
        ("deduct", 4, settings.deduct_cap_total, -1.0),
    ):
        rows = scores.adjustments[(scores.adjustments["status"] == "counted") & (scores.adjustments["kind"] == kind)]
        total = rows.groupby("employee_id", sort=False)["counted"].sum()
        person = scores.position(pd.Series(total.index, dtype=object))
        points = total.to_numpy() if cap is None else np.minimum(total.to_numpy(), cap)
        blocks.append(
            pd.DataFrame(
                {
                    "span": 1 << 40,
                    "person": person,
                    "order": order,
                    "rank": 0,
                    "node": person_node(person, kind),
                    "feeds": person_node(person, "score"),
                    "kind": f"{kind}_total",
                    "points": points,
                    "of": np.nan if cap is None else cap,
                    "contribution": sign * points,
                    "how": "capped",
                }
            )
        )
    return pd.concat(blocks, ignore_index=True)


def _base_and_score_lines(scores: Scores) -> pd.DataFrame:
    people = scores.people
    person = np.flatnonzero((people["status"] != "exempt").to_numpy())
    known = people["score"].notna().to_numpy()[person]
    shared = {"span": 1 << 40, "person": person, "rank": 0}
    base = pd.DataFrame(
        {
            **shared,
            "order": 0,
            "node": person_node(person, "base"),
            "feeds": person_node(person, "score"),
            "kind": "base",
            "points": people["base"].to_numpy()[person],
            "contribution": people["base"].to_numpy()[person],
            "how": np.where(known, "sum", "given"),
        }
    )
    score = pd.DataFrame(
        {
            **shared,
            "order": 5,
            "node": person_node(person, "score"),
            "feeds": 0,
            "kind": "score",
            "points": people["score"].to_numpy()[person],
            "of": float(scores.cycle.settings.rounding_digits),
            "how": np.where(known, "score", "given"),
            "note": people["status"].where(people["status"] == "held", "").to_numpy(dtype=object)[person],
        }
    )
    return pd.concat([base, score], ignore_index=True)
