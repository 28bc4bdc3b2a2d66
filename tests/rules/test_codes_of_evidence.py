"""PX2xx and PX4xx: the smallest sheets that show missing evidence and odd ratings, with all they make perfxl say."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import pytest

import perfxl
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from


class Case(NamedTuple):
    """A sheet, all its findings in order of place, and the settings that it needs."""

    sheet: str
    found: list[str]
    settings: Mapping[str, str] = MappingProxyType({})


KPIS = """
    # 指标
    employee_id | kpi | weight | rule | actual | not_applicable_reason
"""
RENORMALISE = """
    # 考核方案
    scheme | component | weight | missing_policy
    岗位 | kpi | 100 | renormalise
"""
BY_CUSTOMERS = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 考核方案
    scheme | component | weight | min_raters | scale_points | scale_labels
    岗位 | customer | 100 | 1 | 1=60; 5=100 | 满意=5
    # 评价
"""
TWO_DIMENSIONS = """
    # 评价维度
    scheme | dimension | weight
    岗位 | 质量 | 60
    岗位 | 态度 | 40
"""
OF_DEPARTMENT = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 销售部
    # 考核方案
    scheme | component | weight
    岗位 | department | 100
"""

CASES = {
    "PX201": Case(KPIS + "E1 | 收入 | 100 | manual | |", ["PX201 kpis!E2"]),
    "PX202": Case(KPIS + "E1 | 收入 | 100 | manual | — |", ["PX202 kpis!E2"]),
    "PX203": Case(KPIS + "E1 | 收入 | 20 | manual | | 停产\nE1 | 回款 | 80 | manual | 90 |", ["PX203 kpis!F2"]),
    "PX204": Case(
        RENORMALISE + KPIS + "E1 | 收入 | 31 | manual | | 停产\nE1 | 回款 | 69 | manual | 90 |", ["PX204 kpis!F2"]
    ),
    "PX205": Case(BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer |", ["PX205 ratings!D2"]),
    "PX206": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer | 4\nE1 | K2 | customer |",
        ["PX206 ratings!D3"],
    ),
    "PX207": Case(
        TWO_DIMENSIONS
        + BY_CUSTOMERS
        + "employee_id | rater_id | role | dimension | rating\nE1 | K1 | customer | 质量 | 4",
        ["PX205 ratings!E2", "PX207 ratings!E2"],
    ),
    "PX208": Case(
        OF_DEPARTMENT
        + """
        # 目标
        goal_id | level | department | goal | rule | actual | weight
        G1 | department | 销售部 | 增长 | manual | | 100
        """,
        ["PX212 employees!C2", "PX208 goals!F2"],
    ),
    "PX209": Case(
        RENORMALISE.replace("renormalise", "zero") + KPIS + "E1 | 收入 | 100 | manual | |",
        ["PX209 kpis!E2"],
        {"deadline_on": "2026-12-30"},
    ),
    "PX210": Case(
        RENORMALISE + KPIS + "E1 | 收入 | 20 | manual | 80 | 停产\nE1 | 回款 | 80 | manual | 90 |", ["PX210 kpis!E2"]
    ),
    "PX211": Case("# 员工\nemployee_id | name | department\nE1 | 云一 | 部门", ["PX211 employees!A2"]),
    "PX212": Case(
        OF_DEPARTMENT
        + """
        # 目标
        goal_id | level | department | goal | rule | actual | weight
        G1 | department | 销售部 | 增长 | manual | 90 | 99
        """,
        ["PX212 employees!C2", "PX304 goals!G2"],
    ),
    "PX213": Case(OF_DEPARTMENT, ["PX213", "PX212 employees!C2"]),
    "PX401": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer | 5.5",
        ["PX205 ratings!D2", "PX401 ratings!D2"],
    ),
    "PX402": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer | 还行",
        ["PX205 ratings!D2", "PX402 ratings!D2"],
    ),
    "PX403": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer | 4\nE1 | K1 | customer | 满意",
        ["PX205 ratings!D2", "PX403 ratings!D3"],
    ),
    "PX404": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | K1 | customer | 4\nE1 | K1 | customer | 4",
        ["PX404 ratings!D3"],
    ),
    "PX405": Case(
        BY_CUSTOMERS
        + "employee_id | rater_id | role | dimension | rating\nE1 | K1 | customer | 长相 | 4\nE1 | K2 | customer | | 4",
        ["PX405 ratings!D2"],
    ),
    "PX407": Case(
        """
        # 指标
        employee_id | kpi | weight | rule | actual
        E1 | 收入 | 100 | manual | 90
        # 评价
        employee_id | rater_id | role | rating
        E1 | E1 | self | 4
        """,
        ["PX407 ratings!C2"],
    ),
    "PX408": Case(
        BY_CUSTOMERS + "employee_id | rater_id | role | rating\nE1 | E1 | customer | 4\nE1 | K1 | customer | 4",
        ["PX408 ratings!D2"],
    ),
    "PX409": Case(
        BY_CUSTOMERS
        + """
        employee_id | rater_id | role | rating | recused_reason
        E1 | K1 | customer | 满意 | 亲属
        E1 | K2 | customer | 4 |
        """,
        ["PX409 ratings!D2"],
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_sheet_produces_the_finding(code: str) -> None:
    sheet, found, settings = CASES[code]

    findings = perfxl.check(cycle_from(sheet, as_of=date(2026, 12, 31), **settings))

    assert said(findings) == found
    assert code in findings.codes()
    assert badly_told(findings) == []
