"""Completeness: coverage per person and department, and who owes which piece."""

import pytest

import perfxl
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 员工
    employee_id | name | department | exempt_reason
    E1 | 云一 | 销售部 |
    E2 | 云二 | 销售部 |
    E3 | 云三 | 研发部 |
    E4 | 云四 | 研发部 | 试用期
    # 考核方案
    scheme | component | weight | missing_policy | min_raters | scale_points
    岗位 | kpi | 50 | renormalise | |
    岗位 | customer | 30 | block | 2 | 1=60; 5=100
    岗位 | department | 20 | block | |
    # 指标
    employee_id | kpi | weight | rule | actual | owner_id | not_applicable_reason
    E1 | 收入 | 70 | manual | 90 | E3 |
    E1 | 回款 | 30 | manual | | E3 |
    E2 | 收入 | 80 | manual | 约八十 | E3 |
    E2 | 回款 | 20 | manual | | | 停产
    E3 | 上线 | 100 | manual | 90 | |
    # 评价
    employee_id | rater_id | role | rating | recused_reason
    E1 | K1 | customer | 4 |
    E1 | K2 | customer | 5 |
    E2 | K1 | customer | 4 |
    E2 | K2 | customer | |
    E3 | K1 | customer | 5 |
    E3 | K2 | customer | | 亲属
    E3 | K3 | customer | 4 |
    E3 | K4 | customer | |
    # 目标
    goal_id | level | owner_id | department | goal | rule | actual | weight
    G1 | department | E1 | 销售部 | 增长 | manual | 90 | 100
    G2 | department | E3 | 研发部 | 客户 | manual | | 40
    G3 | department | E3 | 研发部 | 上线 | manual | 90 | 60
"""


def test_owners_are_named_with_what_they_owe_and_where() -> None:
    completeness = perfxl.score(cycle_from(SHEET)).completeness

    assert [tuple(row) for row in completeness.owed("zh").to_numpy()] == [
        ("E3", "", "研发部", "客户", "[cycle.xlsx]goals!G3"),
        ("E3", "E1", "销售部", "回款", "[cycle.xlsx]kpis!E3"),
        ("E3", "E2", "销售部", "收入", "[cycle.xlsx]kpis!E4"),
        ("K2", "E2", "销售部", "客户", "[cycle.xlsx]ratings!D5"),
        ("K4", "E3", "研发部", "客户", "[cycle.xlsx]ratings!D9"),
    ]
    assert list(completeness.owners["what"]) == ["客户", "回款", "收入", "customer", "customer"]
    assert list(completeness.owed("en")["what"]) == ["客户", "回款", "收入", "customer", "customer"]


def test_coverage_is_weight_present_over_weight_applicable() -> None:
    completeness = perfxl.score(cycle_from(SHEET)).completeness

    # E1: 35 of the 50 for KPIs, ratings 30, goals 20. E2: its one applicable KPI cannot be read, so 0 of 40, ratings
    # lack a rater, goals 20 of 20. E3: 50, 30, and 12 of 20.
    coverage = dict(zip(completeness.employees["employee_id"], completeness.employees["coverage"], strict=True))
    assert coverage["E1"] == pytest.approx(0.85)
    assert coverage["E2"] == pytest.approx(20 / 90)
    assert coverage["E3"] == pytest.approx(0.92)
    assert coverage["E4"] != coverage["E4"]  # nobody asks for the evidence of an exempt person
    assert completeness.overall == pytest.approx((0.85 + 20 / 90 + 0.92) / 3)
    departments = completeness.departments.to_dict("records")
    assert [(row["department"], row["missing"]) for row in departments] == [("销售部", 3), ("研发部", 2)]
    assert departments[0]["coverage"] == pytest.approx((0.85 + 20 / 90) / 2)


def test_a_cycle_with_everything_is_complete_and_one_without_people_too() -> None:
    whole = perfxl.score(cycle_from("# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 收入 | 100 | manual | 0"))
    nobody = perfxl.score(cycle_from("# 员工\nemployee_id | name | department"))

    assert [one.completeness.overall for one in (whole, nobody)] == [1.0, 1.0]
    assert [len(one.completeness.owners) for one in (whole, nobody)] == [0, 0]
