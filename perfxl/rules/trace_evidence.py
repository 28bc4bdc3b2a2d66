"""The lines of the trace that are evidence: KPIs, department goals and ratings, each feeding its component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.language import folded, plain_number
from perfxl.rules.kpi_scores import Evidence

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

NODES = 100  # line keys per span


def component_node(span: np.ndarray, order: np.ndarray) -> np.ndarray:
    return np.asarray(span * NODES + order + 1)


def person_node(person: np.ndarray, which: str) -> np.ndarray:
    return np.asarray(-(person * 10 + {"base": 1, "score": 2, "extra": 3, "deduct": 4}[which]))


def _orders(scores: Scores) -> pd.DataFrame:
    """Span, component and the component's order within its scheme."""
    order = scores.components.groupby("span", sort=False).cumcount()
    return scores.components[["span", "component"]].assign(order=order)


def _below_component(scores: Scores, rows: pd.DataFrame) -> pd.DataFrame:
    """Add person, order, feeds and rank to rows that have span and component."""
    rows = rows.merge(_orders(scores), on=["span", "component"], how="inner")
    span = rows["span"].to_numpy(dtype=np.int64)
    rows["person"] = scores.spans.table["person"].to_numpy(dtype=np.int64)[span]
    rows["feeds"] = component_node(span, rows["order"].to_numpy(dtype=np.int64))
    rows["node"], rows["rank"], rows["how"] = 0, 0, "given"
    return rows


def kpi_lines(scores: Scores) -> pd.DataFrame:
    table = scores.cycle["kpis"]
    kpis = scores.kpis
    used = table.take(kpis["row"].to_numpy(dtype=np.int64))
    rows = pd.DataFrame(
        {
            "span": kpis["span"],
            "component": "kpi",
            "kind": "kpi",
            "item": kpis["kpi"],
            "rule": kpis["rule"],
            "target": used["target.text"].to_numpy(dtype=object),
            "actual": used["actual.text"].to_numpy(dtype=object),
            "points": kpis["points"],
            "weight": kpis["weight"],
            "of": kpis["of"],
            "contribution": kpis["contribution"],
            "note": _notes(kpis["evidence"].to_numpy(), used["not_applicable_reason"].to_numpy(dtype=object)),
            "place": places(scores.cycle, "kpis", kpis["row"], "actual"),
        }
    )
    return _below_component(scores, rows)


def goal_lines(scores: Scores) -> pd.DataFrame:
    """Department goals stand once under every person whom they count for."""
    spans = scores.components.loc[scores.components["component"] == "department", ["span", "status"]]
    departments = scores.spans.table["department"].take(spans["span"]).map(folded)
    spans = spans.assign(key=departments.to_numpy(dtype=object))
    goals = scores.goals.assign(key=scores.goals["department"].map(folded))
    goals = spans.merge(goals, on="key", how="inner")
    used = scores.cycle["goals"].take(goals["row"].to_numpy(dtype=np.int64))
    zeroed = ((goals["status"] == "zeroed") & (goals["evidence"] == Evidence.MISSING)).to_numpy()
    points = np.where(zeroed, 0.0, goals["points"].to_numpy(dtype=np.float64))
    rows = pd.DataFrame(
        {
            "span": goals["span"],
            "component": "department",
            "kind": "goal",
            "item": goals["goal"],
            "rule": goals["rule"],
            "target": used["target.text"].to_numpy(dtype=object),
            "actual": used["actual.text"].to_numpy(dtype=object),
            "points": points,
            "weight": goals["weight"],
            "of": 100.0,
            "contribution": points * goals["weight"] / 100.0,
            "note": _notes(np.where(zeroed, Evidence.ZEROED, goals["evidence"]), np.full(len(goals), "", dtype=object)),
            "place": places(scores.cycle, "goals", goals["row"], "actual"),
        }
    )
    return _below_component(scores, rows)


def rating_lines(scores: Scores) -> pd.DataFrame:
    raters = scores.raters[scores.raters["counted"]]
    rows = pd.DataFrame(
        {
            "span": raters["span"],
            "component": raters["role"],
            "kind": "rating",
            "item": raters["rater_id"],
            "value": raters["value"],
            "note": [
                "" if value == given else f"corrected: {plain_number(given, digits=4)} {value - given:+.4f}"
                for given, value in zip(raters["given"], raters["value"], strict=True)
            ],
            "place": places(scores.cycle, "ratings", raters["row"], "rating"),
        }
    )
    return _below_component(scores, rows)


_EVIDENCE_NOTES = {
    Evidence.PRESENT: "",
    Evidence.MISSING: "missing",
    Evidence.REFUSED: "refused",
    Evidence.UNUSABLE: "unusable",
    Evidence.NOT_APPLICABLE: "not_applicable",
    Evidence.ZEROED: "zeroed",
}


def _notes(evidence: np.ndarray, reasons: np.ndarray) -> list[str]:
    """The state of each row as a key, with the reason where there is one: `not_applicable: 全年未开展`."""
    states = [_EVIDENCE_NOTES[Evidence(one)] for one in evidence]
    return [f"{state}: {reason}" if reason else state for state, reason in zip(states, reasons, strict=True)]


def places(cycle: Cycle, table: str, rows: pd.Series, column: str) -> list[str]:
    return [str(cycle.place(table, int(row), column) or "") for row in rows]
