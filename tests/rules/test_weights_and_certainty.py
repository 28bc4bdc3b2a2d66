"""Weights that would change a grade, checked against a linear programme; certainty of grades; effective weights."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from perfxl.jobs.review import review
from perfxl.rules.weight_shifts import largest_rise, smallest_move
from perfxl.rules.weights import share_of_variance
from tests.support.typed_cycle import cycle_from

SCHEME = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    岗位 | kpi | 60 | |
    岗位 | manager | 40 | 0 | 100
    # 指标
    employee_id | kpi | weight | rule | actual
    E1 | 收入 | 100 | manual | 91
    E2 | 收入 | 100 | manual | 80
    # 评价
    employee_id | rater_id | role | rating
    E1 | M1 | manager | 86
    E2 | M1 | manager | 80
"""


def by_linear_programme(weights: np.ndarray, points: np.ndarray, limit: float) -> float:
    """The largest rise, by scipy's solver."""
    bounds = [(-min(limit, weight), min(limit, 100 - weight)) for weight in weights]
    solved = linprog(-points / 100, A_eq=[np.ones(len(weights))], b_eq=[0], bounds=bounds)
    assert solved.success
    return -float(solved.fun)


def test_the_largest_rise_is_that_of_the_linear_programme() -> None:
    random = np.random.default_rng(1)
    weights = random.dirichlet(np.ones(5), size=60) * 100
    points = random.uniform(40, 120, size=(60, 5))
    limit = random.uniform(0, 60, size=60)

    rise, moves = largest_rise(weights, points, limit)

    solved = [by_linear_programme(*one) for one in zip(weights, points, limit, strict=True)]
    assert rise == pytest.approx(solved)
    assert moves.sum(axis=1) == pytest.approx(np.zeros(60), abs=1e-9)
    assert (np.abs(moves) <= limit[:, None] + 1e-9).all()
    assert ((weights + moves >= -1e-9) & (weights + moves <= 100 + 1e-9)).all()


def test_the_smallest_move_reaches_what_is_wanted_and_nothing_smaller_does() -> None:
    random = np.random.default_rng(2)
    weights = random.dirichlet(np.ones(4), size=40) * 100
    points = random.uniform(40, 120, size=(40, 4))
    wanted, owner = random.uniform(0.1, 4, size=40), np.arange(40)

    move = smallest_move(weights, points, wanted, owner=owner)

    can = np.isfinite(move)
    assert can.sum() > 30
    assert largest_rise(weights[can], points[can], move[can])[0] == pytest.approx(wanted[can])
    less = largest_rise(weights[can], points[can], move[can] * 0.999)[0]
    assert (less < wanted[can]).all()
    assert (largest_rise(weights[~can], points[~can], np.full((~can).sum(), 100.0))[0] < wanted[~can]).all()


def test_a_grade_on_the_edge_flips_by_a_small_shift() -> None:
    """E1 has 0.6 x 91 + 0.4 x 86 = 89.00 and needs 89.995: 0.995 points at 5 for a hundred percent points are 19.9."""
    weights = review(cycle_from(SCHEME), weight_limit=25).weights.set_index("employee_id")

    first = weights.loc["E1"]
    assert (first["grade"], first["can_flip"], first["to"]) == ("B", True, "A")
    assert first["smallest"] == pytest.approx(19.9)
    assert first["shift"] == pytest.approx({"kpi": 19.9, "manager": -19.9})
    assert not weights.loc["E2", "can_flip"], "equal points: no weights change the sum"
    assert np.isnan(weights.loc["E2", "smallest"])


def test_within_five_points_it_does_not() -> None:
    first = review(cycle_from(SCHEME)).weights.set_index("employee_id").loc["E1"]

    assert (first["can_flip"], first["to"], first["shift"]) == (False, "", {})
    assert first["smallest"] == pytest.approx(19.9)


CALIBRATED = """
    # 校准
    employee_id | proposed_grade | reason | decided_by | decided_on
    E1 | A | 委员会 | M1 | 2026-12-01
"""
VETOED = """
    # 加减分
    employee_id | kind | item
    E1 | veto | 违规
"""


@pytest.mark.parametrize("decision", [CALIBRATED, VETOED])
def test_a_grade_that_was_decided_does_not_hang_on_weights(decision: str) -> None:
    first = review(cycle_from(SCHEME + decision), weight_limit=25).weights.set_index("employee_id").loc["E1"]

    assert not first["can_flip"]


def test_effective_weights_add_up_and_a_flat_component_has_none() -> None:
    rows = [f"E{i} | 收入 | 100 | manual | {70 + 3 * i}" for i in range(6)]
    ratings = [f"E{i} | M1 | manager | 80" for i in range(6)]
    sheet = SCHEME.split("E1 | 收入", maxsplit=1)[0] + "\n".join([*rows, "# 评价", "employee_id | rater_id | role | rating", *ratings])

    components = review(cycle_from(sheet)).components.set_index("component")

    assert components["published_weight"].to_dict() == {"kpi": 60.0, "manager": 40.0}
    assert components["effective_weight"].to_dict() == pytest.approx({"kpi": 100.0, "manager": 0.0})


def test_shares_of_variance_add_up_to_a_hundred() -> None:
    parts = np.random.default_rng(3).normal(size=(3, 50))

    assert sum(share_of_variance(part, parts.sum(axis=0)) for part in parts) == pytest.approx(100)
    assert np.isnan(share_of_variance(np.ones(9), np.ones(9)))


PEERS = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    岗位 | peer | 100 | 0 | 100
    # 评价
    employee_id | rater_id | role | rating
    E1 | R1 | peer | 84
    E1 | R2 | peer | 94
    E2 | R1 | peer | 75
    E2 | R3 | peer | 85
    E3 | R2 | peer | 40
    E3 | R3 | peer | 50
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    E2 | 云二 | 部门
    E3 | 云三 | 部门
"""


def test_certainty_comes_from_raters_disagreement() -> None:
    """Two raters 10 apart: variance 50 each, so the mean's error is 5; 89 is 0.2 errors below 90, 80 one above 75."""
    table: pd.DataFrame = review(cycle_from(PEERS)).certainty.set_index("employee_id")

    assert table["standard_error"].tolist() == pytest.approx([5.0] * 3)
    assert table.index.tolist() == ["E1", "E2", "E3"], "least certain first"
    first = table.loc["E1"]
    assert (first["grade"], first["other"], first["bound"], first["distance"]) == ("B", "A", 90.0, -1.0)
    assert first["probability"] == pytest.approx(0.5793 - 0.0026, abs=2e-4)  # normal below 0.2, less below -2.8
    assert table["borderline"].tolist() == [True, False, False]
    assert table["measured"].tolist() == [1.0] * 3


def test_with_one_rater_each_the_error_is_unknown_not_zero() -> None:
    table = review(cycle_from(SCHEME)).certainty

    assert table["standard_error"].isna().all()
    assert table["probability"].isna().all()
    assert table["measured"].tolist() == [0.0, 0.0]
