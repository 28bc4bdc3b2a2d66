"""PX540 to PX559: the smallest rosters and cycles in which something is left for a person to decide."""

from collections.abc import Callable
from datetime import date

import pytest

from perfxl.findings.base import Findings
from perfxl.rules.departments_compared import DepartmentFate, Fate, department_fates
from perfxl.rules.reorganisation import COMPARED, Reorganisation, reorganisation
from perfxl.rules.rollup import Period, rollup
from perfxl.rules.scores import score
from perfxl.rules.target_audit import target_audit
from perfxl.workbook.year.rollover import next_cycle
from tests.rules.test_every_code import badly_told
from tests.support.typed_cycle import cycle_from

HEAD = "# 员工\nemployee_id | name | department | position | scheme | manager_id | left_on\n"
MANAGERS = "M1 | 松一 | 管理部 | 经理 | 岗位 | |\nM2 | 松二 | 管理部 | 经理 | 岗位 | |\n"
KPI = "# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 产出 | 100 | manual | 80\n"
STRETCHES = "# 任职\nemployee_id | scheme | from_on | to_on\n"
JULY = date(2026, 7, 1)


def compared(before: str, after: str, *, more: str = "", on: date | None = JULY, **options: bool) -> Reorganisation:
    """The rosters with these rows compared; more: what else the old cycle holds."""
    old, new = (cycle_from(HEAD + MANAGERS + rows + "\n" + rest) for rows, rest in ((before, more), (after, "")))
    return reorganisation(old, new, on=on, told=(*COMPARED, "name"), **options)


E1 = "E1 | 云一 | 销售部 | 代表 | 岗位 | M1 |"
MOVED = "E1 | 云一 | 管理部 | 助理 | 岗位 | M1 |"
NEW_MANAGER = "E1 | 云一 | 销售部 | 代表 | 岗位 | M2 |"
OTHERS = "E2 | 云二 | 销售部 | 代表 | 岗位 | M1 |"


def gone(after: str) -> Reorganisation:
    """E1 after M1 has left."""
    old = cycle_from(HEAD + MANAGERS + E1)
    new = cycle_from(HEAD + MANAGERS.replace("M1 | 松一 | 管理部 | 经理 | 岗位 | |", "") + after)
    return reorganisation(old, new, on=JULY, told=COMPARED)


ONE = "# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 产出 | 100 | manual | 80\n"
TWO = ONE + "E2 | 产出 | 100 | manual | 70\n"
VETO = "# 加减分\nemployee_id | on | kind | item\nE1 | 2026-02-02 | veto | 事故\n"
ROSTER = "# 员工\nemployee_id | name | department | joined_on\nE1 | 云一 | 部门 |\n"


def year(first: str, second: str, **settings: str) -> Findings:
    """Two quarters of the same weight; settings: of the second."""
    days = {"starts_on": "2026-04-01", "ends_on": "2026-06-30"}
    cycles = (
        cycle_from(first, starts_on="2026-01-01", ends_on="2026-03-31", name="一季度"),
        cycle_from(second, **{**days, "name": "二季度", **settings}),
    )
    return rollup([Period(score(cycle), 50) for cycle in cycles]).findings


def audited(now: str, then: str, **settings: str) -> Findings:
    """One KPI whose target and actual are these, a year after the other."""
    head = "# 指标\nemployee_id | kpi | weight | rule | target | actual\n"
    days = {"starts_on": "2025-01-01", "ends_on": "2025-12-31", **settings}
    past = cycle_from(f"{head}E1 | 产出 | 100 | ratio_up | {then}", **days)
    return target_audit(cycle_from(f"{head}E1 | 产出 | 100 | ratio_up | {now}"), [past]).findings


def carried() -> Findings:
    """The next cycle after one in which E1 is held."""
    cycle = cycle_from(ONE.replace("| 80", "|"))
    return next_cycle(cycle, score(cycle), language="zh").findings


ROSTERS: dict[str, tuple[Callable[[], Reorganisation], list[str]]] = {
    "PX540": (lambda: compared(E1 + "\n" + OTHERS, MOVED + "\n" + OTHERS, on=None), ["PX540"]),
    "PX541": (
        lambda: compared(E1, E1.replace("M1", "M3") + "\nM3 | 松三 | 销售部 | 经理 | 岗位 | | 2026-06-30"),
        ["PX541", "PX547"],
    ),
    "PX542": (lambda: compared(E1, E1.replace("销售部", "管理部")), ["PX542"]),
    "PX543": (lambda: compared(E1, E1.replace("E1", "E9")), ["PX543"]),
    "PX544": (lambda: compared(E1 + "\n" + OTHERS, MOVED + "\n" + OTHERS, more=KPI), ["PX544"]),
    "PX545": (lambda: gone(NEW_MANAGER), ["PX545", "PX547"]),
    "PX546": (lambda: compared(E1, E1.replace("代表 | 岗位", "主管 |")), ["PX546"]),
    "PX547": (lambda: compared(E1, NEW_MANAGER), ["PX547"]),
    "PX548": (
        lambda: compared(E1 + "\n" + OTHERS, MOVED + "\n" + OTHERS, more=STRETCHES + "E1 | 岗位 | 2026-08-01 |"),
        ["PX548"],
    ),
}
CASES: dict[str, tuple[Callable[[], Findings], list[str]]] = {
    code: (lambda made=made: made().findings, codes) for code, (made, codes) in ROSTERS.items()
}
CASES |= {
    "PX549": (lambda: audited("100 |", "100 | 100", ends_on="2025-06-30"), ["PX549"]),
    "PX550": (lambda: year(ONE, TWO), ["PX550"]),
    "PX551": (lambda: year(ROSTER + ONE, ROSTER + "E2 | 云二 | 部门 | 2026-04-01\n" + TWO), ["PX551"]),
    "PX552": (lambda: year(TWO, TWO.replace("| 70", "|")), ["PX552"]),
    "PX553": (lambda: year(ONE, ONE, starts_on="2026-04-02"), ["PX553"]),
    "PX554": (lambda: year(ONE, ONE, rounding_digits="1"), ["PX554"]),
    "PX555": (lambda: year(ONE + VETO, ONE), ["PX555"]),
    "PX556": (carried, ["PX556"]),
    "PX557": (lambda: audited("100 |", "100 | 115"), ["PX557"]),
    "PX558": (lambda: audited("100 |", "50 | 50"), ["PX558"]),
    "PX559": (lambda: audited("95 |", "100 | 101"), ["PX559"]),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_case_of_a_finding(code: str) -> None:
    made, codes = CASES[code]

    found = made()

    assert found.codes() == codes
    assert code in codes
    assert badly_told(found) == []


def test_a_change_of_managers_is_two_stretches_where_that_is_asked_for() -> None:
    one, two = (compared(E1, NEW_MANAGER, split_managers=split) for split in (False, True))

    assert (len(one.stretches), list(one.raters["days"]), list(one.raters["assignment_from"])) == (
        0,
        [181, 184],
        [None] * 2,
    )
    assert list(two.stretches["from_on"]) == list(two.raters["assignment_from"]) == [date(2026, 1, 1), JULY]
    assert two.findings.codes() == []


def test_earlier_assignments_stay_and_the_open_one_ends() -> None:
    earlier = STRETCHES + "E1 | 岗位 | 2026-01-01 | 2026-03-31\nE1 | 岗位 | 2026-04-01 |"

    found = compared(E1 + "\n" + OTHERS, MOVED + "\n" + OTHERS, more=earlier)

    assert found.stretches[["from_on", "to_on", "department"]].to_numpy().tolist() == [
        [date(2026, 1, 1), date(2026, 3, 31), "销售部"],
        [date(2026, 4, 1), date(2026, 6, 30), "销售部"],
        [JULY, None, "管理部"],
    ]


@pytest.mark.parametrize(
    ("after", "fate"),
    [
        ({"E1": "直销部", "E2": "直销部", "E3": "研发部"}, DepartmentFate("销售部", Fate.RENAMED, {"直销部": 2}, 2)),
        ({"E1": "研发部", "E2": "研发部", "E3": "研发部"}, DepartmentFate("销售部", Fate.MERGED, {"研发部": 2}, 2)),
        (
            {"E1": "研发部", "E2": "直销部", "E3": "研发部"},
            DepartmentFate("销售部", Fate.DIVIDED, {"研发部": 1, "直销部": 1}, 2),
        ),
        ({"E3": "研发部"}, DepartmentFate("销售部", Fate.CLOSED, {}, 2)),
        ({"E1": "销售部", "E3": "研发部", "E4": "新部"}, DepartmentFate("新部", Fate.NEW, {}, 1)),
    ],
)
def test_what_became_of_a_department(after: dict[str, str], fate: DepartmentFate) -> None:
    assert department_fates({"E1": "销售部", "E2": "销售部", "E3": "研发部"}, after) == [fate]


def test_a_department_that_is_only_renamed_moves_nobody() -> None:
    found = compared(E1 + "\n" + OTHERS, (E1 + "\n" + OTHERS).replace("销售部", "直销部"))

    assert [one.kinds for one in found.changes] == [("renamed",), ("renamed",)]
    assert (len(found.stretches), found.findings.codes()) == (0, ["PX542"])
