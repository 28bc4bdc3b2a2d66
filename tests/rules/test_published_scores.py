"""Published tables of attainments and score steps, through perfxl's own formulas and through whole sheets."""

import numpy as np
import pytest

import perfxl
from perfxl.rules import attainment
from perfxl.rules.exact import Floats
from tests.support.typed_cycle import cycle_from

# Infor CPM 10.4 Strategy Management User Guide, "Rules for increasing value types" and "Rules for decreasing value
# types": target, actual, performance. A target of 0 is measured in units there: one unit is worth 100 points.
INCREASING = (
    (50, 50, 1), (50, 100, 2), (50, 0, 0), (50, -50, -1), (-50, -50, 1), (-50, -100, 0), (-50, -150, -1), (-50, 0, 2),
    (-50, 50, 3), (0, 0, 1), (0, 1, 2), (0, -1, 0), (0, -2, -1), (0, 2, 3),
)  # fmt: skip
DECREASING = (
    (50, 50, 1), (50, 100, 0), (50, 200, -2), (50, 0, 2), (-50, -50, 1), (-50, -100, 2), (-50, 0, 0), (-50, 50, -1),
    (0, 0, 1), (0, 1, 0), (0, -1, 2), (0, -2, 3), (0, 2, -1),
)  # fmt: skip
PUBLISHED = [("deviation_up", *row) for row in INCREASING] + [("deviation_down", *row) for row in DECREASING]

# Annex 2 of Order 22 of the State-owned Assets Supervision and Administration Commission (国务院国资委令第22号 附件2):
# profit is worth 30 points, one point per 3 %, at most 6 off; at most 6 on, or 4 where the target was 20 to 50 % below
# the baseline. The four instances are derived from that text: actual (target 100), at most on, score.
STEPS = ((109, 6, 33), (130, 6, 36), (130, 4, 34), (70, 6, 24))


def test_the_deviation_formulas_give_all_27_published_performances() -> None:
    formulas = {"deviation_up": attainment.deviation_up, "deviation_down": attainment.deviation_down}

    found = [float(formulas[rule](*_arrays(actual, target, 1))[0]) / 100 for rule, target, actual, _ in PUBLISHED]

    assert len(found) == 27
    assert found == [performance for *_, performance in PUBLISHED]


def test_a_sheet_scores_the_published_performances_from_0_to_the_cap() -> None:
    rows = [
        f"E{number:02} | 利润 | 100 | {rule} | {target} | 300 | {'' if target else 'scale=1'} | {actual}"
        for number, (rule, target, actual, _) in enumerate(PUBLISHED)
    ]
    sheet = "# 指标\nemployee_id | kpi | weight | rule | target | cap | parameters | actual\n" + "\n".join(rows)

    scores = perfxl.score(cycle_from(sheet))

    assert list(scores.people["score"]) == [max(0, 100 * performance) for *_, performance in PUBLISHED]
    assert scores.findings.codes() == []


@pytest.mark.parametrize("whole", ["", "; whole=yes"])
def test_a_step_kpi_scores_profit_as_the_order_says(whole: str) -> None:
    rows = [
        f"E{number} | 利润总额 | 100 | 步进 | 100 | base=30; each=3%; points=1; up={up}; down=6{whole} | {actual}"
        for number, (actual, up, _) in enumerate(STEPS)
    ]
    sheet = "# 指标\nemployee_id | kpi | weight | rule | target | parameters | actual\n" + "\n".join(rows)

    scores = perfxl.score(cycle_from(sheet))

    assert list(scores.people["score"]) == [score for *_, score in STEPS]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("33.33", "33.33", "33.33"), ["E1 的指标权重合计 99.99%，相差 -0.01%。"]),
        (("33.33", "33.33", "33.34"), []),
        (("33.33%", "33.33%", "33.34%"), []),
        (("0.3333", "0.3333", "0.3334"), []),
        (("33.333333333", "33.333333333", "33.333333334"), []),
        (("33.3333333", "33.3333333", "33.3333333"), ["E1 的指标权重合计 99.9999999%，相差 -0.0000001%。"]),
        (("50", "40", "20"), ["E1 的指标权重合计 110%，相差 10%。"]),
    ],
)
def test_weights_add_up_to_exactly_100_or_are_refused_with_the_difference(
    weights: tuple[str, str, str], said: list[str]
) -> None:
    rows = [f"E1 | 指标{number} | {weight} | manual | 90" for number, weight in enumerate(weights)]
    cycle = cycle_from("# 指标\nemployee_id | kpi | weight | rule | actual\n" + "\n".join(rows))

    scores = perfxl.score(cycle)

    assert [finding.what("zh") for finding in scores.findings] == said
    assert list(scores.people["score"].dropna()) == ([] if said else [90.0])


def _arrays(*numbers: float) -> list[Floats]:
    return [np.array([float(number)]) for number in numbers]
