"""perfxl against an exact oracle that shares no code with it: 10,000 random people, every figure."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from perfxl.rules.scores import Scores, score
from tests.oracle.exact import scores as exact_scores
from tests.oracle.random_people import random_cycle
from tests.support.typed_cycle import cycle_of_rows

CYCLES, PEOPLE = 40, 250
EXACT = ("base", "adjustment", "score", "coverage")
WORDS = ("status", "computed_grade", "grade", "grade_certain")


@pytest.mark.parametrize("seed", range(CYCLES))
def test_every_figure_agrees_with_the_exact_oracle(seed: int) -> None:
    typed = random_cycle(seed, PEOPLE)
    sheets = {key: rows for key, rows in typed.items() if isinstance(rows, list)}
    scores = score(cycle_of_rows(sheets, typed["settings"], as_of=date.fromisoformat(typed["as_of"])))

    differences = [
        difference
        for expected, person, components in zip(
            exact_scores(typed), scores.people.to_dict("records"), _components(scores), strict=True
        )
        if expected["status"] != "exempt" or person["status"] != "exempt"
        for difference in _differences(expected, person, components)
    ]

    assert differences == []


def _differences(
    expected: dict[str, Any], person: dict[str, Any], components: dict[str, float]
) -> list[tuple[Any, ...]]:
    low, high = expected["bounds"] or (None, None)
    pairs = [(name, expected[name], person[name]) for name in EXACT]
    pairs += [("low", low, person["low"]), ("high", high, person["high"])]
    pairs += [(name, points, components.get(name, np.nan)) for name, points in expected["components"].items()]
    wrong = [pair for pair in pairs if not _same(pair[1], pair[2])]
    wrong += [(name, expected[name], person[name]) for name in WORDS if (expected[name] or "") != (person[name] or "")]
    return [(expected["employee_id"], *pair) for pair in wrong]


def _same(exact: Any, number: float) -> bool:
    """Equal to 1e-9, or both absent."""
    if exact is None:
        return bool(np.isnan(number))
    return abs(float(exact) - number) <= 1e-9


def _components(scores: Scores) -> list[dict[str, float]]:
    """For each person points per component; the share-weighted mean over the stretches that have it."""
    share = scores.assignments["share"].to_numpy()[scores.components["span"].to_numpy()]
    table = scores.components.assign(share=share, product=scores.components["points"] * share)
    sums = table.groupby(["employee_id", "component"])[["product", "share"]].agg(
        lambda values: values.sum(skipna=False)
    )
    means = (sums["product"] / sums["share"]).unstack()
    return [means.loc[one].to_dict() if one in means.index else {} for one in scores.people["employee_id"]]
