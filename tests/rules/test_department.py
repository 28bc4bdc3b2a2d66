"""The department component: a department's goals, scored by their rules, count for everybody in it."""

from datetime import date

import perfxl
from perfxl.rules.scores import Scores
from tests.rules.test_every_code import said
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 员工
    employee_id | name | department
    E1 | 云一 | Sales
    E2 | 云二 | ＳＡＬＥＳ
    E3 | 云三 | 研发部
    # 考核方案
    scheme | component | weight | missing_policy
    岗位 | kpi | 60 | block
    岗位 | department | 40 | {policy}
    # 指标
    employee_id | kpi | weight | rule | actual
    E1 | 收入 | 100 | manual | 90
    E2 | 收入 | 100 | manual | 70
    E3 | 收入 | 100 | manual | 80
    # 目标
    goal_id | level | owner_id | department | goal | rule | target | actual | weight
    G0 | company | | | 公司收入 | ratio_up | 100 | 20 | 100
    G1 | department | E1 | Sales | 增长 | ratio_up | 200 | 180 | {weight}
    G2 | department | E1 | sales | 客户 | manual | | 110 | 30
    G3 | department | E3 | 研发部 | 上线 | yes_no | | {actual} | 100
    G4 | department | E3 | 食堂 | 菜品 | manual | | | 50
"""


def scored(policy: str = "block", actual: str = "是", weight: str = "70", **settings: str) -> Scores:
    sheet = SHEET.format(policy=policy, actual=actual, weight=weight)
    return perfxl.score(cycle_from(sheet, as_of=date(2026, 12, 31), **settings))


def people(scores: Scores) -> list[list[object]]:
    """Status, score and bounds of everybody."""
    return [list(row) for row in scores.employees[["status", "score", "low", "high"]].to_numpy()]


def test_goals_count_for_everybody_in_the_department_however_it_is_spelled() -> None:
    scores = scored()

    # Sales: 0.7 x 90 + 0.3 x 110 = 96. Goals of the company and of departments that nobody needs do not matter.
    assert people(scores) == [
        ["scored", 92.4, 92.4, 92.4],
        ["scored", 80.4, 80.4, 80.4],
        ["scored", 88.0, 88.0, 88.0],
    ]
    assert said(scores.findings) == []
    assert list(scores.goals["goal"]) == ["增长", "客户", "上线"]


def test_a_missing_goal_holds_the_whole_department_with_bounds() -> None:
    scores = scored(actual="")

    assert people(scores)[1:] == [["scored", 80.4, 80.4, 80.4], ["held", None, 48.0, 96.0]]
    assert said(scores.findings) == ["PX212 employees!C4", "PX208 goals!H5"]
    assert list(scores.employees["coverage"]) == [1.0, 1.0, 0.6]


def test_weights_that_do_not_add_up_leave_no_bounds() -> None:
    scores = scored(weight="60")

    assert people(scores)[0] == ["held", None, None, None]
    assert [finding.what("zh") for finding in scores.findings if finding.code == "PX304"] == [
        "部门“Sales”的目标权重合计 90%，相差 -10%。"
    ]


def test_a_missing_goal_counts_as_zero_after_the_deadline_under_zero() -> None:
    scores = scored(policy="zero", actual="", deadline_on="2026-12-01")

    assert people(scores)[2] == ["scored", 48.0, 48.0, 48.0]
    assert said(scores.findings) == ["PX209 employees!C4"]


def test_an_unusable_goal_holds_even_after_the_deadline_under_zero() -> None:
    scores = scored(policy="zero", actual="大概", deadline_on="2026-12-01")

    assert people(scores)[2] == ["held", None, 48.0, 96.0]
    assert said(scores.findings) == ["PX212 employees!C4", "PX317 goals!H5"]


def test_a_department_without_goals_is_named_as_the_roster_writes_it() -> None:
    scores = perfxl.score(cycle_from(SHEET.split("# 目标", maxsplit=1)[0].format(policy="block")))

    assert [finding.what("en") for finding in scores.findings if finding.code == "PX213"] == [
        "Schemes need department “Sales”, but it has no goals.",
        "Schemes need department “研发部”, but it has no goals.",
    ]
    assert [person[0] for person in people(scores)] == ["held"] * 3


def test_a_decided_value_for_a_goal_counts_for_everybody() -> None:
    decision = "\n# 处理\ncode | item | decision | value | reason | decided_by | decided_on\n"
    sheet = SHEET.format(policy="block", actual="", weight="70")

    scores = perfxl.score(cycle_from(sheet + decision + "PX208 | 上线 | use | 是 | 会议纪要 | 云二 | 2026-12-20"))

    assert people(scores)[2] == ["scored", 88.0, 88.0, 88.0]
    assert scores.findings.codes() == ["PX520"]
