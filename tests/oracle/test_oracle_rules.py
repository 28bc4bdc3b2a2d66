"""The oracle's KPI rules against published tables and small cases worked out by hand."""

from fractions import Fraction

import pytest

from .kpi_rules import formula
from .reading import Refused, Row, Unreadable, Unusable

COLUMNS = ("target", "floor", "stretch", "cap", "parameters", "actual")


def points(rule: str, **cells: str) -> Fraction:
    return formula(dict.fromkeys(COLUMNS, "") | {"rule": rule} | cells)()


WORSE = "base=90; each=2; points=3; up=9; down=9; whole=yes; better=down"
# Infor CPM 10.4, rules for increasing and for decreasing value types: target, actual, performance.
INCREASING = (
    (50, 50, 1), (50, 100, 2), (50, 0, 0), (50, -50, -1), (-50, -50, 1), (-50, -100, 0), (-50, -150, -1), (-50, 0, 2),
    (-50, 50, 3), (0, 0, 1), (0, 1, 2), (0, -1, 0), (0, -2, -1), (0, 2, 3),
)  # fmt: skip
DECREASING = (
    (50, 50, 1), (50, 100, 0), (50, 200, -2), (50, 0, 2), (-50, -50, 1), (-50, -100, 2), (-50, 0, 0), (-50, 50, -1),
    (0, 0, 1), (0, 1, 0), (0, -1, 2), (0, -2, 3), (0, 2, -1),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "table"), [("deviation_up", INCREASING), ("deviation_down", DECREASING)])
def test_deviation_gives_the_published_attainments(rule: str, table: tuple[tuple[int, int, int], ...]) -> None:
    found = [points(rule, target=str(t), actual=str(a), parameters="" if t else "scale=1") / 100 for t, a, _ in table]

    assert found == [performance for _, _, performance in table]


@pytest.mark.parametrize(("actual", "up", "score"), [("109", 6, 33), ("130", 6, 36), ("130", 4, 34), ("70", 6, 24)])
@pytest.mark.parametrize("whole", ["", "; whole=yes"])
def test_step_scores_profit_as_the_state_assets_commission_does(actual: str, up: int, score: int, whole: str) -> None:
    parameters = f"base=30; each=3%; points=1; up={up}; down=6{whole}"

    assert points("step", target="100", actual=actual, parameters=parameters) == score


@pytest.mark.parametrize(
    ("rule", "cells", "score"),
    [
        ("ratio_up", {"target": "80%", "actual": "60%"}, "75"),
        ("ratio_down", {"target": "50", "actual": "60"}, "80"),
        ("inverse_down", {"target": "50", "actual": "80"}, "62.5"),
        ("inverse_down", {"target": "50", "actual": "0", "cap": "150"}, "150"),
        ("on_target", {"target": "-40", "actual": "-41", "parameters": "tolerance=10%"}, "75"),
        ("bands", {"actual": "80", "parameters": "<60:0; 60-80:60; >=80:90"}, "90"),
        ("bands", {"actual": "79.9999", "target": "100", "parameters": "<60%:0; 60%-80%:60; >=80%:90"}, "60"),
        ("interpolate", {"floor": "60", "target": "80", "stretch": "100", "actual": "90"}, "110"),
        ("interpolate", {"floor": "9", "target": "5", "stretch": "1", "actual": "8"}, "25"),
        ("step", {"target": "50", "actual": "53", "parameters": "base=90; each=2; points=3; up=9; down=9"}, "94.5"),
        ("step", {"target": "50", "actual": "53", "parameters": WORSE}, "87"),
        ("milestone", {"actual": "需求、上线", "parameters": "需求=30; 设计=30; 上线=40"}, "70"),
        ("milestone", {"actual": "未完成", "parameters": "需求=30; 设计=70"}, "0"),
        ("yes_no", {"actual": "是"}, "100"),
        ("deduct", {"actual": "3", "parameters": "each=2"}, "94"),
        ("deduct", {"actual": "90", "parameters": "each=2", "floor": "60"}, "60"),
        ("rank", {"actual": "3", "parameters": "of=10"}, "75"),
        ("manual", {"actual": "88.5%"}, "88.5"),
    ],
)
def test_each_rule_by_hand(rule: str, cells: Row, score: str) -> None:
    assert points(rule, **cells) == Fraction(score)


@pytest.mark.parametrize(
    ("rule", "cells", "reason"),
    [
        ("ratio_up", {"target": "0", "actual": "5"}, Unusable),
        ("deviation_up", {"target": "0", "actual": "5"}, Unusable),
        ("bands", {"actual": "5", "parameters": "<60:0; 70-80:60"}, Unusable),
        ("interpolate", {"floor": "60", "target": "50", "stretch": "100", "actual": "90"}, Unusable),
        ("rank", {"actual": "2", "parameters": "of=4"}, Unusable),
        ("manual", {"actual": "5", "parameters": "x=1"}, Unusable),
        ("ratio_up", {"target": "80%", "actual": "60"}, Refused),
        ("inverse_down", {"target": "8", "actual": "-1"}, Refused),
        ("bands", {"actual": "80", "parameters": "0-60:5; 60-80:60"}, Refused),
        ("rank", {"actual": "11", "parameters": "of=10"}, Refused),
        ("milestone", {"actual": "验收", "parameters": "需求=100"}, Refused),
        ("deduct", {"actual": "-1", "parameters": "each=2"}, Refused),
        ("manual", {"actual": "约八十"}, Unreadable),
    ],
)
def test_what_each_rule_does_not_take(rule: str, cells: Row, reason: type[Exception]) -> None:
    with pytest.raises(reason):
        points(rule, **cells)
