"""The policy `zero`: missing evidence holds until the deadline has passed, then it counts as nothing and says so."""

from datetime import date

import pytest

import perfxl
from perfxl.rules.scores import Scores
from tests.rules.test_every_code import said
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 考核方案
    scheme | component | weight | missing_policy | min_raters | scale_points
    岗位 | kpi | 60 | {policy} | |
    岗位 | customer | 40 | {policy} | 2 | 1=20; 5=100
    # 指标
    employee_id | kpi | weight | rule | actual
    E1 | 收入 | 70 | manual | 90
    E1 | 回款 | 30 | manual | {actual}
    # 评价
    employee_id | rater_id | role | rating
    E1 | K1 | customer | 4
    E1 | K2 | customer | {rating}
"""


def scored(policy: str = "zero", actual: str = "", rating: str = "", **when: str) -> Scores:
    sheet = SHEET.format(policy=policy, actual=actual, rating=rating)
    return perfxl.score(cycle_from(sheet, as_of=date.fromisoformat(when.pop("as_of", "2026-12-11")), **when))


def person(scores: Scores) -> list[object]:
    """Status, score, bounds and coverage of E1."""
    return list(scores.employees.loc["E1", ["status", "score", "low", "high", "coverage"]])


HELD = ["held", None, 45.8, 99.4, 0.42]  # 0.6 x 63 + 0.4 x 20 at least, 0.6 x 99 + 0.4 x 100 at most


def test_after_the_deadline_missing_evidence_counts_as_zero_and_both_findings_say_so() -> None:
    scores = scored(deadline_on="2026-12-10")

    assert person(scores) == ["scored", 37.8, 37.8, 37.8, 0.42]
    assert said(scores.findings) == ["PX209 kpis!E3", "PX209 ratings!D3"]
    assert [finding.what("zh") for finding in scores.findings] == [
        "E1 的“回款”在截止日 2026-12-10 后仍缺失，按方案计零分（判断日 2026-12-11）。",
        "E1 的“客户”在截止日 2026-12-10 后仍缺失，按方案计零分（判断日 2026-12-11）。",
    ]
    assert list(scores.components["status"]) == ["present", "zeroed"]
    assert list(scores.kpis["points"]) == [90.0, 0.0]


@pytest.mark.parametrize(
    ("policy", "when"),
    [
        ("zero", {"deadline_on": "2026-12-11"}),  # the deadline itself is still in time
        ("zero", {"deadline_on": "2026-12-10", "as_of": "2026-12-10"}),
        ("zero", {}),  # no deadline, so nothing is late
        ("block", {"deadline_on": "2026-12-10"}),
        ("", {"deadline_on": "2026-12-10"}),  # blank is block
        ("renormalise", {"deadline_on": "2026-12-10"}),
    ],
)
def test_before_the_deadline_and_under_every_other_policy_it_holds_with_bounds(
    policy: str, when: dict[str, str]
) -> None:
    scores = scored(policy, **when)

    assert person(scores) == HELD
    assert said(scores.findings) == ["PX201 kpis!E3", "PX205 ratings!D3"]


@pytest.mark.parametrize(
    ("actual", "rating", "found"),
    [
        ("—", "4", ["PX202 kpis!E3"]),
        ("约八十", "4", ["PX310 kpis!E3"]),
        ("80", "还行", ["PX205 ratings!D3", "PX402 ratings!D3"]),
        ("80", "9", ["PX205 ratings!D3", "PX401 ratings!D3"]),
    ],
)
def test_evidence_that_is_there_but_cannot_be_used_holds_even_when_late(
    actual: str, rating: str, found: list[str]
) -> None:
    scores = scored(actual=actual, rating=rating, deadline_on="2026-12-10")

    assert person(scores)[:2] == ["held", None]
    assert [line for line in said(scores.findings) if not line.startswith("PX205")] == [
        line for line in found if not line.startswith("PX205")
    ]


def test_a_zero_that_was_typed_is_evidence() -> None:
    scores = scored(actual="0", rating="4", deadline_on="2026-12-10")

    assert person(scores) == ["scored", 69.8, 69.8, 69.8, 1.0]
    assert said(scores.findings) == []


def test_not_applicable_is_not_late() -> None:
    sheet = SHEET.format(policy="zero", actual="", rating="4").replace("| actual", "| actual | not_applicable_reason")
    sheet = sheet.replace("| 30 | manual |", "| 30 | manual | | 停产")

    scores = perfxl.score(cycle_from(sheet, deadline_on="2026-12-10"))

    assert person(scores)[0] == "held"
    assert said(scores.findings) == ["PX203 kpis!F3"]
