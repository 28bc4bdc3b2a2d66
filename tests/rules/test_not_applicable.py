"""KPIs that do not apply: renormalised within the KPIs where the scheme says so, else the person is held."""

from datetime import date

import pytest

import perfxl
from perfxl.rules.scores import Scores
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 考核方案
    scheme | component | weight | missing_policy | scale_points
    岗位 | kpi | 80 | {policy} |
    岗位 | self | 20 | block | 1=20; 5=100
    # 评价
    employee_id | rater_id | role | rating
    E1 | E1 | self | 5
    # 指标
    employee_id | kpi | weight | rule | actual | not_applicable_reason
"""
ONE_OF_THREE = "E1 | 收入 | 50 | manual | 80 |\nE1 | 回款 | 30 | manual | | 停产\nE1 | 回访 | 20 | manual | 100 |"
DECIDED = "\n# 处理\ncode | employee_id | item | decision | reason | decided_by | decided_on\n"
SIGNED = "accept | 已核对 | 云二 | 2026-12-20"


def scored(policy: str, rows: str, **settings: str) -> Scores:
    return perfxl.score(cycle_from(SHEET.format(policy=policy) + rows, as_of=date(2026, 12, 31), **settings))


def person(scores: Scores) -> list[object]:
    """Status, score, bounds and coverage of E1."""
    return list(scores.employees.loc["E1", ["status", "score", "low", "high", "coverage"]])


def test_the_other_kpis_share_the_weight_and_no_other_component_does() -> None:
    scores = scored("renormalise", ONE_OF_THREE)

    # (50 x 80 + 20 x 100)/70 = 85.714..., of which 80 %, and 20 % of 100.
    assert person(scores) == ["scored", 88.57, 88.57, 88.57, 1.0]
    assert list(scores.components["points"]) == pytest.approx([6000 / 70, 100])
    assert list(scores.kpis["of"]) == [70.0, 70.0, 70.0]
    assert list(scores.kpis["contribution"].fillna(-1)) == pytest.approx([4000 / 70, -1, 2000 / 70])
    assert scores.findings.codes() == []


def test_a_missing_kpi_beside_it_is_bounded_by_its_larger_share() -> None:
    scores = scored("renormalise", ONE_OF_THREE.replace("100 |", "|"))

    # 0.8 x 4000/70 + 20 at least; 0.8 x (4000 + 20 x 120)/70 + 20 at most; 40 of 56 KPI percents and 20 are there.
    assert person(scores) == ["held", None, 65.71, 93.14, pytest.approx(60 / 76)]


@pytest.mark.parametrize("policy", ["block", "zero", ""])
def test_other_policies_hold_with_bounds_until_that_is_accepted(policy: str) -> None:
    held = scored(policy, ONE_OF_THREE, deadline_on="2026-12-01")
    accepted = scored(policy, ONE_OF_THREE + DECIDED + f"PX203 | E1 | 回款 | {SIGNED}")

    # 0.8 x (40 + 20) + 20 at least; with 30 x 1.2 points more at most.
    assert person(held) == ["held", None, 68.0, 96.8, 1.0]
    assert held.findings.codes() == ["PX203"]
    assert person(accepted) == ["scored", 88.57, 88.57, 88.57, 1.0]


@pytest.mark.parametrize(
    ("weight", "floor", "status"),
    [("30", "70", "scored"), ("30.01", "70", "held"), ("60", "40", "scored"), ("0.01", "100", "held")],
)
def test_too_few_applicable_kpis_hold(weight: str, floor: str, status: str) -> None:
    rest = f"{100 - float(weight):.2f}"
    rows = f"E1 | 收入 | {rest} | manual | 80 |\nE1 | 回款 | {weight} | manual | | 停产"

    scores = scored("renormalise", rows, coverage_floor=floor)

    assert person(scores)[0] == status
    assert scores.findings.codes() == ([] if status == "scored" else ["PX204"])


def test_too_few_can_be_accepted_but_none_at_all_cannot_be_scored() -> None:
    few = "E1 | 收入 | 40 | manual | 80 |\nE1 | 回款 | 60 | manual | | 停产"
    none = few.replace("| 80 |", "| | 停产")

    accepted = [scored("renormalise", rows + DECIDED + f"PX204 | E1 | | {SIGNED}") for rows in (few, none)]

    assert [person(scores)[:2] for scores in accepted] == [["scored", 84.0], ["held", None]]
    assert [finding.code for finding in accepted[1].findings if finding.blocks] == ["PX524"]


def test_an_actual_beside_the_reason_does_not_count() -> None:
    with_actual = scored("renormalise", ONE_OF_THREE.replace("manual | | 停产", "manual | 10 | 停产"))

    assert person(with_actual) == person(scored("renormalise", ONE_OF_THREE))
    assert with_actual.findings.codes() == ["PX210"]
