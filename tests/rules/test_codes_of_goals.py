"""PX350 to PX377: the smallest goals sheets that produce each finding about goals, with all that they give."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

import perfxl
from perfxl.cycle.tables import Cycle
from perfxl.rules.goal_terms import signed_goals
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

HEAD = "goal_id | level | owner_id | department | goal | parent_goal_id | measure | unit | rule | target"
COMPANY = "G1 | company | E1 | | 收入 | | 审计 | 万元 | ratio_up | 100"
SALES = "D1 | department | E1 | 销售部 | 部门收入 | G1 | 审计 | 万元 | ratio_up | 100"


def goals(*rows: str, more: str = "", kpi_goal: str = "", **settings: str) -> Cycle:
    """One person whose KPI may serve a goal, and these rows of the goals sheet; `more`: headers after the usual ones."""
    return cycle_from(
        "\n".join(
            [
                "# 员工\nemployee_id | name | department\nE1 | 云一 | 销售部",
                f"# 指标\nemployee_id | kpi | goal_id | weight | rule | actual\nE1 | 收入 | {kpi_goal} | 100 | manual | 90",
                f"# 目标\n{HEAD}{' | ' + more if more else ''}",
                *rows,
            ]
        ),
        as_of=date(2026, 12, 31),
        **settings,
    )


def later(before: Cycle, after: Cycle) -> Cycle:
    """`after` as it is read where `before` was published."""
    return replace(after, agreed=signed_goals(before))


SIGNED = "agreed_by | agreed_on"
BY = "云一 | 2026-01-20"
AGREED = goals(f"{COMPANY} | {BY}", f"{SALES} | {BY}", more=SIGNED)
CASES: Mapping[str, tuple[Cycle, list[str]]] = {
    "PX350": (goals(COMPANY, SALES, SALES), ["PX350 goals!A4"]),
    "PX351": (goals(COMPANY, SALES, SALES.replace("D1", "D2").replace("G1", "")), ["PX351 goals!F4"]),
    "PX352": (goals(COMPANY, SALES, SALES.replace("D1", "D2").replace("G1", "G9")), ["PX352 goals!F4"]),
    "PX353": (
        goals(COMPANY, SALES, SALES.replace("D1", "D2").replace("G1", "D3"), SALES.replace("D1", "D3").replace("G1", "D2")),
        ["PX353 goals!F4"],
    ),
    "PX354": (
        goals(COMPANY, SALES, SALES.replace("D1", "P1").replace("department", "employee"), SALES.replace("D1", "D2").replace("G1", "P1")),
        ["PX354 goals!F5"],
    ),
    "PX355": (goals(f"{COMPANY} | ", f"{SALES.replace('100', '60')} | 是", f"{SALES.replace('D1', 'D2').replace('100', '30')} | 是",
                    more="adds_to_parent"), ["PX355 goals!K2"]),
    "PX356": (goals(f"{COMPANY} | ", f"{SALES.replace('万元', '件')} | 是", more="adds_to_parent"), ["PX356 goals!G3"]),
    "PX357": (goals(COMPANY, SALES, COMPANY.replace("G1", "G2")), ["PX357 goals!A4"]),
    "PX358": (goals(COMPANY, SALES.replace("审计", "").replace("100", "")), ["PX358 goals!G3"]),
    "PX359": (goals(COMPANY, SALES.replace("部门收入", "尽快提高收入")), ["PX359 goals!E3"]),
    "PX360": (goals(COMPANY, SALES.replace("E1", "")), ["PX360 goals!C3"]),
    "PX362": (goals(COMPANY, *(SALES.replace("D1", f"D{n}") for n in range(1, 10))), ["PX362 goals!A11"]),
    "PX363": (
        goals(f"{COMPANY} | ", f"{SALES} | 96", f"{SALES.replace('D1', 'D2')} | 4", more="weight"),
        ["PX363 goals!K4"],
    ),
    "PX364": (
        goals(f"{COMPANY} | ", f"{SALES} | 60", f"{SALES.replace('D1', 'D2')} | 30", more="weight"),
        ["PX364 goals!K3"],
    ),
    "PX365": (goals(f"{COMPANY} | 2026-12-31", f"{SALES} | 2027-01-31", more="due_on"), ["PX365 goals!K3"]),
    "PX366": (goals(COMPANY, SALES, kpi_goal="D9"), ["PX366 kpis!C2"]),
    "PX370": (
        goals(f"{COMPANY} | {BY}", f"{SALES} | | ", more=SIGNED, plan_until="2026-01-31"),
        ["PX370 goals!L3"],
    ),
    "PX371": (
        goals(f"{COMPANY} | | |", f"{SALES} | 另提 | 90 | 新品推迟上市", more="response | counter_target | counter_reason",
              plan_until="2026-01-31"),
        ["PX371 goals!K3"],
    ),
    "PX372": (
        goals(f"{COMPANY} | |", f"{SALES} | counter | 90", more="response | counter_target"),
        ["PX371 goals!K3", "PX372 goals!A3"],
    ),
    "PX373": (
        goals(f"{COMPANY} | |", f"{SALES} | accept | 90", more="response | counter_target"),
        ["PX373 goals!K3"],
    ),
    "PX374": (goals(f"{COMPANY} | {BY}", f"{SALES} | 云一 | ", more=SIGNED), ["PX374 goals!L3"]),
    "PX375": (
        later(AGREED, goals(f"{COMPANY} | {BY}", f"{SALES.replace('100', '80')} | {BY}", more=SIGNED)),
        ["PX375 goals!J3"],
    ),
    "PX376": (
        later(AGREED, goals(f"{COMPANY} | {BY}", f"{SALES.replace('D1', 'D2')} | {BY}", more=SIGNED)),
        ["PX376"],
    ),
    "PX377": (
        later(AGREED, goals(f"{COMPANY} | {BY}", f"{SALES.replace('100', '80')} | 云一 | 2026-05-04", more=SIGNED)),
        ["PX377 goals!J3"],
    ),
    "PX378": (
        goals(f"{COMPANY} | | | | |", f"{SALES} | counter | 90 | 新品推迟 | {BY}",
              more=f"response | counter_target | counter_reason | {SIGNED}"),
        ["PX378 goals!K3"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_sheet_produces_the_finding(code: str) -> None:
    cycle, found = CASES[code]

    findings = perfxl.check(cycle)

    assert sorted(said(findings)) == sorted(found)
    assert code in [one.split()[0] for one in found]
    assert badly_told(findings) == []


def test_a_sound_cascade_and_what_was_agreed_give_no_finding() -> None:
    assert said(perfxl.check(goals(COMPANY, SALES, kpi_goal="d1"))) == []
    assert said(perfxl.check(later(AGREED, AGREED))) == []


def test_a_reason_for_no_parent_is_enough() -> None:
    cycle = goals(f"{COMPANY} | ", f"{SALES.replace('G1', '')} | 法规要求", f"{SALES.replace('D1', 'D2')} | ", more="no_parent_reason")

    assert said(perfxl.check(cycle)) == []


def test_a_list_that_is_only_scored_is_left_alone() -> None:
    """Sheets without company goals, parents and signatures are no cascade."""
    assert said(perfxl.check(goals(SALES.replace("G1", "").replace("审计", "").replace("E1", "")))) == []


def test_a_word_that_is_neither_yes_nor_no_is_said() -> None:
    cycle = goals(f"{COMPANY} | ", f"{SALES} | 也许", more="adds_to_parent")

    assert said(perfxl.check(cycle)) == ["PX356 goals!G3"]
