"""PX3xx: the smallest sheets that show wrong weights, rules, schemes and grades, with all they make perfxl say."""

import pytest

import perfxl
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

KPI = """
    # 指标
    employee_id | kpi | weight | rule | target | floor | stretch | cap | parameters | actual
"""
SCHEME = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 考核方案
"""
BY_SELF = """
    # 评价
    employee_id | rater_id | role | rating
    E1 | E1 | self | 4
"""

CASES = {
    "PX301": (KPI + "E1 | 收入 | 95 | manual | | | | | | 90", ["PX301 kpis!C2"]),
    "PX302": (
        SCHEME + "scheme | component | weight\n岗位 | kpi | 95" + KPI + "E1 | 收入 | 100 | manual | | | | | | 90",
        ["PX328 employees!A2", "PX302 schemes!C2"],
    ),
    "PX303": (
        SCHEME
        + "scheme | component | weight | scale_points\n岗位 | self | 100 | 1=60; 5=100\n"
        + "# 评价维度\nscheme | dimension | weight\n岗位 | 质量 | 60"
        + "\n# 评价\nemployee_id | rater_id | role | dimension | rating\nE1 | E1 | self | 质量 | 4",
        ["PX303 dimensions!C2", "PX328 employees!A2"],
    ),
    "PX304": (
        SCHEME
        + """
        scheme | component | weight
        岗位 | department | 100
        # 目标
        goal_id | level | department | goal | rule | actual | weight
        G1 | department | 部门 | 增长 | manual | 90 | 60
        G2 | department | 部门 | 客户 | manual | 90 | 30
        """,
        ["PX212 employees!C2", "PX304 goals!G2"],
    ),
    "PX307": (
        KPI + "E1 | 收入 | 100 | manual | | | | | | 90\nE1 | 收入 | 100 | manual | | | | | | 91",
        ["PX307 kpis!B3"],
    ),
    "PX308": (
        KPI + "E1 | 收入 | 100 | manual | | | | | | 90\nE1 | 收入 | 100 | manual | | | | | | 90",
        ["PX308 kpis!B3"],
    ),
    "PX309": (
        SCHEME
        + """
        scheme | component | weight
        岗位 | department | 100
        # 目标
        goal_id | level | department | goal | rule | actual | weight
        G1 | department | 部门 | 增长 | manual | 90 | 100
        G2 | department | 部门 | 客户 | manual | 90 |
        """,
        ["PX212 employees!C2", "PX309 goals!G3"],
    ),
    "PX310": (KPI + "E1 | 收入 | 100 | ratio_up | 100 | | | | | 约八十", ["PX310 kpis!J2"]),
    "PX311": (KPI + "E1 | 收入 | 100 | ratio_up | 0 | | | | | 90", ["PX311 kpis!E2"]),
    "PX312": (KPI + "E1 | 收入 | 100 | ratio_up | | | | | | 90", ["PX312 kpis!E2"]),
    "PX313": (KPI + "E1 | 事故 | 100 | deduct | | | | | | 1", ["PX313 kpis!I2"]),
    "PX314": (KPI + "E1 | 事故 | 100 | deduct | | | | | each=2; 颜色=3 | 1", ["PX314 kpis!I2"]),
    "PX315": (KPI + "E1 | 收入 | 100 | bands | | | | | <60:0; 70-80:60 | 75", ["PX315 kpis!I2"]),
    "PX316": (KPI + "E1 | 回款 | 100 | ratio_up | 95% | | | | | 0.9", ["PX316 kpis!J2"]),
    "PX317": (KPI + "E1 | 名次 | 100 | rank | | | | | of=10 | 11", ["PX317 kpis!J2"]),
    "PX318": (KPI + "E1 | 收入 | 100 | interpolate | 80 | 90 | 100 | | | 85", ["PX318 kpis!E2"]),
    "PX319": (KPI + "E1 | 利润 | 100 | deviation_up | 0 | | | | | 5", ["PX319 kpis!I2"]),
    "PX320": (KPI + "E1 | 名次 | 100 | rank | | | | | of=4 | 1", ["PX320 kpis!I2"]),
    "PX321": (KPI + "E1 | 收入 | 100 | manual | | | | 0 | | 90", ["PX321 kpis!H2"]),
    "PX322": (
        SCHEME
        + "scheme | component | weight | scale_points\n岗位 | self | 100 | 1=60; 5=100"
        + BY_SELF
        + KPI
        + "E1 | 收入 | 100 | manual | | | | | | 90",
        ["PX322 kpis!B2"],
    ),
    "PX323": (
        SCHEME
        + "scheme | component | weight\n岗位 | kpi | 50\n岗位 | kpi | 50"
        + KPI
        + "E1 | 收入 | 100 | manual | | | | | | 90",
        ["PX328 employees!A2", "PX323 schemes!B3"],
    ),
    "PX324": ("# 员工\nemployee_id | name | department | scheme\nE1 | 云一 | 部门 | 司机", ["PX324 employees!D2"]),
    "PX325": (
        KPI + "E1 | 收入 | 100 | manual | | | | | | 90\n# 等级\ngrade | lower_bound\nA | 60\nB | 60",
        ["PX325 grades!B3"],
    ),
    "PX326": (
        SCHEME + "scheme | component | weight\n销售 | kpi | 100\n司机 | kpi | 100",
        ["PX326 employees!A2"],
    ),
    "PX327": (KPI + "E1 | 收入 | 100 | | | | | | | 90", ["PX107 kpis!D2", "PX327 kpis!D2"]),
    "PX328": (
        SCHEME + "scheme | component | weight\n岗位 | kpi | 90" + KPI + "E1 | 收入 | 100 | manual | | | | | | 90",
        ["PX328 employees!A2", "PX302 schemes!C2"],
    ),
    "PX329": (
        SCHEME
        + "scheme | component | weight | scale_points\n岗位 | self | 100 | 1=60; 5=100\n"
        + "# 评价维度\nscheme | dimension | weight\n岗位 | 质量 | 100\n岗位 | 质量 | 100"
        + "\n# 评价\nemployee_id | rater_id | role | dimension | rating\nE1 | E1 | self | 质量 | 4",
        ["PX329 dimensions!B3", "PX328 employees!A2"],
    ),
    "PX330": (
        SCHEME + "scheme | component | weight | scale_min\n岗位 | self | 100 | 1" + BY_SELF,
        ["PX328 employees!A2", "PX330 schemes!D2"],
    ),
    "PX331": (
        SCHEME + "scheme | component | weight | scale_points\n岗位 | self | 100 | 一分六十" + BY_SELF,
        ["PX328 employees!A2", "PX331 schemes!D2"],
    ),
    "PX332": (
        SCHEME + "scheme | component | weight | scale_min | scale_max\n岗位 | self | 100 | 1 | 5" + BY_SELF,
        ["PX332 schemes!A2"],
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_sheet_produces_the_finding(code: str) -> None:
    sheet, found = CASES[code]

    findings = perfxl.check(cycle_from(sheet))

    assert said(findings) == found
    assert code in findings.codes()
    assert badly_told(findings) == []
