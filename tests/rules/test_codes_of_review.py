"""PX41x and PX65x: the smallest cycles in which a review observes something, with all that it observes."""

from collections.abc import Callable

import pytest

from perfxl.cycle.tables import Cycle
from perfxl.jobs.review import review
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

ONE_MANAGER = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    岗位 | manager | 100 | 1 | 5
    # 评价
    employee_id | rater_id | role | rating
    E1 | M1 | manager | 4
    E2 | M1 | manager | 3
"""


def people(counts: dict[tuple[str, str, int], int]) -> Cycle:
    """So many people of each (department, group) with each score."""
    rows = [key for key, n in counts.items() for _ in range(n)]
    roster = [f"E{i} | 名{i} | {department} | {group}" for i, (department, group, _) in enumerate(rows)]
    kpis = [f"E{i} | 收入 | 100 | manual | {score + i % 3}" for i, (_, _, score) in enumerate(rows)]
    return cycle_from(
        "\n".join(
            [
                "# 员工",
                "employee_id | name | department | group",
                *roster,
                "# 指标",
                "employee_id | kpi | weight | rule | actual",
                *kpis,
            ]
        )
    )


def simpson() -> Cycle:
    """In each department group 乙 scores 5 points less; overall it does not show, for 乙 works where scores are high."""
    first = {("销售部", "甲", 65): 40, ("销售部", "乙", 60): 10}
    return people(first | {("研发部", "甲", 72): 10, ("研发部", "乙", 67): 40})


def unequal() -> Cycle:
    """One department, in which 20 of 30 people of 甲 and 5 of 30 of 乙 have an A."""
    return people({("部门", "甲", 92): 20, ("部门", "甲", 80): 10, ("部门", "乙", 92): 5, ("部门", "乙", 80): 25})


def limited(scores: str, **settings: str) -> Cycle:
    """One department in which at most a fifth may have an A."""
    kpis = [f"E{i} | 收入 | 100 | manual | {score}" for i, score in enumerate(scores.split())]
    grades = "# 等级\ngrade | lower_bound | quota\nA | 90 | 20%\nB | 0 |\n"
    return cycle_from(grades + "# 指标\nemployee_id | kpi | weight | rule | actual\n" + "\n".join(kpis), **settings)


CASES: dict[str, tuple[Callable[[], Cycle], list[str]]] = {
    "PX410": (lambda: cycle_from(ONE_MANAGER), ["PX410"]),
    "PX608": (lambda: limited("95 94 93 80 80"), ["PX608"]),
    "PX609": (lambda: limited("95 95 93 80 80", quota_least="5"), ["PX609", "PX610"]),
    "PX610": (lambda: limited("95 94 80 80 80", quota_least="5"), ["PX610"]),
    "PX651": (simpson, ["PX651"]),
    "PX652": (unequal, ["PX652"]),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_cycle_produces_the_finding(code: str) -> None:
    cycle, found = CASES[code]

    findings = review(cycle(), by=("group",)).findings

    assert said(findings) == found
    assert badly_told(findings) == []
