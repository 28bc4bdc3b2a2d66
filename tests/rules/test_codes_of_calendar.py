"""PX231 to PX239: the smallest cycles in which the year's agenda has something to say, on 12 October 2026."""

from datetime import date

import pytest

from perfxl.rules.agenda import agenda
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

TASKS = "# 日程\nstage | task | owner_id | starts_on | workdays | due_on | done_on\n"
MATTERS = "# 沟通事项\ndepartment | issue | owner | due | closed_on\n"
PEOPLE = "# 员工\nemployee_id | name | department | manager_id\nE1 | 云一 | 部门 | M1\nM1 | 松一 | 部门 |\n"
RHYTHM = "# 考核方案\nscheme | component | weight | talk_every\n岗位 | kpi | 100 | 90\n"
TALKS = "# 沟通记录\nemployee_id | on | kind | notes\n"

CASES: dict[str, tuple[str, list[str]]] = {
    "PX231": (TASKS + "assess | 收数据 | M1 | | | 2026-10-09 |", ["PX231 calendar!F2"]),
    "PX232": (TASKS + "assess | 收数据 | M1 | 2026-10-09 | | |", ["PX232 calendar!F2"]),
    "PX233": (
        TASKS + "calibrate | 校准会 | M1 | | | 2026-11-20 |\nassess | 收数据 | M1 | | | 2026-11-25 |",
        ["PX233 calendar!F2"],
    ),
    "PX234": (TASKS + "assess | 收数据 | X9 | | | 2026-11-20 |", ["PX234 calendar!C2"]),
    "PX235": (RHYTHM, ["PX235"]),
    "PX236": (TALKS + "E1 | 2026-10-09 | planned |", ["PX236"]),
    "PX237": (MATTERS + "部门 | 改目标 | 管理员 | 2026-10-09 |", ["PX237 matters!D2"]),
    "PX238": (MATTERS + "部门 | 改目标 | 管理员 | |", ["PX238 matters!D2"]),
    "PX239": (TASKS + "assess | 收数据 | M1 | | | 2026-11-21 |", ["PX239 calendar!F2"]),
}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_cycle_produces_the_finding(code: str) -> None:
    sheets, found = CASES[code]

    findings = agenda(cycle_from(PEOPLE + sheets, as_of=date(2026, 10, 12))).findings

    assert said(findings) == found
    assert badly_told(findings) == []


def test_what_is_done_closed_or_talked_about_is_quiet() -> None:
    sheets = (
        PEOPLE + RHYTHM + TASKS + "assess | 收数据 | X9 | | | 2026-10-09 | 2026-10-09\n"
        + MATTERS + "部门 | 改目标 | | 2026-10-09 | 2026-10-10\n"
        + TALKS + "E1 | 2026-10-09 | planned |\nE1 | 2026-10-10 | feedback | 面谈"
    )  # fmt: skip

    assert agenda(cycle_from(sheets, as_of=date(2026, 10, 12))).findings.codes() == []
