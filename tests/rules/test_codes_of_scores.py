"""PX5xx and PX6xx: the smallest sheets about points, moves, decisions and grades, with all they make perfxl say."""

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


E1 = """
    # 员工
    employee_id | name | department | exempt_reason
    E1 | 云一 | 部门 |
    E2 | 云二 | 部门 | 长假
"""
SOUND = E1 + "# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 收入 | 100 | manual | 90\n"
BLANK = SOUND.replace("| 90", "|")
POINTS = SOUND + "# 加减分\nemployee_id | kind | item | claimed_points | approved_points | approver_id\n"
MOVED = E1 + "# 任职\nemployee_id | scheme | from_on | to_on\n"
ITS_KPI = "\n# 指标\nemployee_id | kpi | assignment_from | weight | rule | actual\n"
DECIDED = "# 处理\ncode | employee_id | decision | value | reason | decided_by | decided_on\n"
CALIBRATION = "# 校准\nemployee_id | proposed_grade | reason | decided_by | decided_on\n"
CALIBRATED = SOUND + CALIBRATION

CASES = {
    "PX501": Case(POINTS + "E1 | extra | 培训 | 2 | 3 | E2", ["PX501 adjustments!E2"]),
    "PX502": Case(POINTS + "E1 | extra | 培训 | 2 | 2 |", ["PX502 adjustments!E2"]),
    "PX503": Case(POINTS + "E1 | extra | 培训 | 2 | 2 | E1", ["PX503 adjustments!E2"]),
    "PX504": Case(POINTS + "E1 | deduct | 迟到 | | -1 | E2", ["PX504 adjustments!E2"]),
    "PX505": Case(POINTS + "E1 | extra | 培训 | 2 | | E2", ["PX505 adjustments!E2"]),
    "PX506": Case(POINTS + "E1 | extra | 培训 | 5 | 5 | E2", ["PX506 adjustments!E2"], {"extra_cap_each": "3"}),
    "PX507": Case(POINTS + "E1 | veto | 事故 | | |", ["PX507 adjustments!E2"]),
    "PX508": Case(SOUND + "# 等级\ngrade | lower_bound\nA | 95", ["PX508 employees!A2"]),
    "PX509": Case(POINTS + "E1 | extra | 培训 | 2 | 2 | E2\nE1 | extra | 培训 | 2 | 2 | E2", ["PX509 adjustments!C3"]),
    "PX525": Case(
        POINTS + "E1 | extra | 新员工培训 | 2 | 2 | E2\nE1 | extra | 新员工的培训 | 3 | 1 | E2", ["PX525 adjustments!C3"]
    ),
    "PX527": Case(
        POINTS.replace("exempt_reason\n", "exempt_reason | manager_id\n").replace("长假", "长假 | E1")
        + "E1 | extra | 培训 | 2 | 2 | E2",
        ["PX527 adjustments!F2"],
    ),
    "PX528": Case(
        POINTS.replace("长假", "") + "E1 | extra | 培训 | 2 | 2 | E2\nE2 | deduct | 迟到 | | 1 | E1",
        ["PX528 adjustments!F2", "PX528 adjustments!F3", "PX211 employees!A3"],
    ),
    "PX529": Case(
        POINTS.replace("kind | item", "on | kind | item") + "E1 | 2025-12-31 | extra | 培训 | 2 | 2 | E2", ["PX529 adjustments!B2"]
    ),
    "PX530": Case(
        POINTS + "E1 | extra | 培训 | 5 | 5 | E2\nE1 | extra | 展会 | 4 | 4 | E2",
        ["PX530 employees!A2"],
        {"extra_cap_total": "8"},
    ),
    "PX510": Case(
        MOVED + "E1 | 岗位 | 2026-01-01 | 2026-06-30" + ITS_KPI + "E1 | 收入 | | 100 | manual | 90",
        ["PX510 assignments!D2"],
    ),
    "PX511": Case(
        MOVED
        + "E1 | 岗位 | 2026-01-01 | 2026-06-30\nE1 | 岗位 | 2026-06-30 |"
        + ITS_KPI
        + "E1 | 收入 | 2026-01-01 | 100 | manual | 90\nE1 | 收入 | 2026-06-30 | 100 | manual | 90",
        ["PX511 assignments!C3"],
    ),
    "PX512": Case(
        MOVED
        + "E1 | 岗位 | 2026-01-01 | 2026-06-30\nE1 | 岗位 | 2026-07-01 |"
        + ITS_KPI
        + "E1 | 收入 | 2026-01-01 | 100 | manual | 90\nE1 | 回款 | 2026-07-01 | 100 | manual | 90\nE1 | 回访 | | 5 | manual | 9",
        ["PX512 kpis!C4"],
    ),
    "PX513": Case(E1 + ITS_KPI + "E1 | 收入 | 2026-07-01 | 100 | manual | 90", ["PX211 employees!A2", "PX513 kpis!C2"]),
    "PX514": Case(
        MOVED
        + "E1 | 岗位 | 2025-01-01 | 2025-12-31\nE1 | 岗位 | 2026-01-01 |"
        + ITS_KPI
        + "E1 | 收入 | | 100 | manual | 90",
        ["PX514 assignments!C2"],
    ),
    "PX515": Case(
        MOVED + "E1 | 岗位 | 2025-01-01 | 2025-12-31" + ITS_KPI + "E1 | 收入 | | 100 | manual | 90",
        ["PX514 assignments!C2", "PX515 employees!A2"],
    ),
    "PX516": Case(
        "# 员工\nemployee_id | name | department | joined_on\nE1 | 甲一 | 部门 | 2027-02-01"
        + ITS_KPI.replace(" assignment_from |", "")
        + "E1 | 收入 | 100 | manual | 90",
        ["PX516 employees!D2"],
    ),
    "PX520": Case(
        BLANK + DECIDED + "PX201 | E1 | use | 80 | 邮件确认 | 云二 | 2026-12-20",
        ["PX520 decisions!C2"],
    ),
    "PX521": Case(
        BLANK + DECIDED + "PX201 | E1 | use | 80 | | 云二 | 2026-12-20",
        ["PX521 decisions!C2", "PX201 kpis!E2"],
    ),
    "PX522": Case(
        BLANK + DECIDED + "PX301 | E1 | accept | | 已核对 | 云二 | 2026-12-20",
        ["PX522 decisions!C2", "PX201 kpis!E2"],
    ),
    "PX523": Case(
        SOUND.replace("100", "95") + DECIDED + "PX301 | E1 | use | 很多 | 已核对 | 云二 | 2026-12-20",
        ["PX523 decisions!C2", "PX301 kpis!C2"],
    ),
    "PX524": Case(
        BLANK + DECIDED + "PX201 | E1 | accept | | 已核对 | 云二 | 2026-12-20",
        ["PX520 decisions!C2", "PX524 employees!A2", "PX201 kpis!E2"],
    ),
    "PX601": Case(CALIBRATED + "E1 | B | 平衡 | |", ["PX601 calibration!D2"]),
    "PX602": Case(CALIBRATED + "E1 | 特优 | 平衡 | 云二 | 2026-12-20", ["PX602 calibration!B2"]),
    "PX603": Case(SOUND, ["PX603"], {"veto_grade": "特差"}),
    "PX604": Case(
        CALIBRATED + "E1 | C | 平衡 | 云二 | 2026-12-20\nE1 | B | 复议 | 云二 | 2026-12-18",
        ["PX604 calibration!B2"],
    ),
    "PX605": Case(
        CALIBRATED + "E1 | C | 平衡 | 云二 | 2026-12-20\nE1 | B | 复议 | 云二 | 2026-12-20",
        ["PX605 calibration!B3"],
    ),
    "PX606": Case(
        BLANK + CALIBRATION + "E1 | B | 平衡 | 云三 | 2026-12-20\nE2 | B | 平衡 | 云三 | 2026-12-20",
        ["PX606 calibration!B2", "PX606 calibration!B3", "PX201 kpis!E2"],
    ),
    "PX607": Case(
        SOUND + "# 等级\ngrade | lower_bound | quota\nA | 90 | 60%\nB | 0 | 50%\nC | -1 |", ["PX607 grades!C2"]
    ),
    "PX611": Case(CALIBRATED + "E1 | B | 平衡 | 云一 | 2026-12-20", ["PX611 calibration!D2"]),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_sheet_produces_the_finding(code: str) -> None:
    sheet, found, settings = CASES[code]

    findings = perfxl.check(cycle_from(sheet, as_of=date(2026, 12, 31), **settings))

    assert said(findings) == found
    assert code in findings.codes()
    assert badly_told(findings) == []
