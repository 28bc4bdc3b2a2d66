"""Appeals: a decided correction counts in its cell; what is not decided, not clear or not usable changes nothing."""

from datetime import date

import pytest

import perfxl
from perfxl.findings.catalogue import catalogue
from perfxl.rules.scores import Scores
from perfxl.rules.workdays import workday_after
from tests.rules import test_final
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

SHEETS = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 销售部
    E2 | 云二 | 销售部
    # 考核方案
    scheme | component | weight | scale_points
    岗位 | kpi | 50 |
    岗位 | manager | 50 | 1=20; 5=100
    # 指标
    employee_id | kpi | weight | rule | target | actual
    E1 | 收入 | 60 | ratio_up | 100 | 50
    E1 | 回款 | 40 | ratio_up | 80% | 40%
    E2 | 收入 | 100 | ratio_up | 100 | 100
    # 评价
    employee_id | rater_id | role | rating
    E1 | E2 | manager | 3
    E2 | E1 | manager | 5
    # 加减分
    employee_id | kind | item | claimed_points | approved_points | approver_id
    E1 | extra | 培训 | 5 | 1 | E2
"""
HEAD = "# 申诉\nappeal_id | employee_id | raised_on | item | corrected_value | decision | decided_by | decided_on\n"
DECIDED = "复核属实 | 云二 | 2026-12-30"


def scored(*appeals: str, **settings: str) -> Scores:
    return perfxl.score(cycle_from(f"{SHEETS}\n{HEAD}" + "\n".join(appeals), **settings))


def of_e1(scores: Scores) -> float:
    return float(scores.employees.loc["E1", "score"])


BEFORE = 0.5 * (0.6 * 50 + 0.4 * 50) + 0.5 * 60 + 1  # 56


@pytest.mark.parametrize(
    ("item", "value", "score"),
    [
        ("收入", "90", 0.5 * (0.6 * 90 + 0.4 * 50) + 0.5 * 60 + 1),
        ("回款", "60%", 0.5 * (0.6 * 50 + 0.4 * 75) + 0.5 * 60 + 1),
        ("E2", "5", 0.5 * 50 + 0.5 * 100 + 1),
        ("培训", "4", 0.5 * 50 + 0.5 * 60 + 4),
        (" 收 入 ", "９０", 0.5 * (0.6 * 90 + 0.4 * 50) + 0.5 * 60 + 1),
    ],
)
def test_a_decided_correction_counts_in_the_cell_that_it_names(item: str, value: str, score: float) -> None:
    assert of_e1(scored()) == BEFORE

    scores = scored(f"S1 | E1 | 2026-12-20 | {item} | {value} | {DECIDED}")

    assert of_e1(scores) == pytest.approx(score, abs=1e-9)
    assert "PX801" in scores.findings.codes()
    assert scores.employees.loc["E2", "score"] == 100.0


CASES = {
    "PX801": "S1 | E1 | 2026-12-20 | 收入 | 90 | " + DECIDED,
    "PX802": "S1 | E1 | 2026-12-20 | 收入 | 90 | 复核属实 | | 2026-12-30",
    "PX803": "S1 | E1 | 2026-12-20 | 利润 | 90 | " + DECIDED,
    "PX804": "S1 | E1 | 2026-12-20 | 培训 | 很多 | " + DECIDED,
    "PX805": "S1 | E1 | 2026-12-20 | 收入 | | 不予受理 | 云二 | 2026-12-30",
    "PX806": "S1 | E1 | 2026-12-20 | 收入 | | | |",
    "PX815": "S1 | E1 | 2026-12-10 | 收入 | | | |",
    "PX816": "S1 | E1 | 2026-12-10 | 收入 | 90 | " + DECIDED,
    "PX817": "S1 | E1 | 2026-12-20 | 利润 | | 不予受理 | 云二 | 2026-12-30\ns1 | E2 | 2026-12-20 | 收入 | | 不予受理 | 云二 | 2026-12-30",
    "PX818": "S1 | E1 | | 收入 | | 不予受理 | 云二 | 2026-12-30",
    "PX807": f"S1 | E1 | 2026-12-20 | 收入 | 90 | {DECIDED}\nS2 | E1 | 2026-12-21 | 收入 | 95 | {DECIDED}",
}
PLACES = {
    "PX801": ["PX801 appeals!F2"], "PX802": ["PX802 appeals!F2"], "PX803": ["PX803 appeals!F2"],
    "PX804": ["PX804 appeals!F2"], "PX805": ["PX805 appeals!C2"], "PX806": ["PX806 appeals!C2"],
    "PX807": ["PX801 appeals!F2", "PX807 appeals!F3"], "PX815": ["PX806 appeals!C2", "PX815 appeals!C2"],
    "PX816": ["PX816 appeals!C2", "PX801 appeals!F2"], "PX817": ["PX817 appeals!A3"], "PX818": ["PX818 appeals!C2"],
}  # fmt: skip


def test_no_finding_about_appeals_is_forgotten() -> None:
    known = [*CASES, *test_final.CASES]
    assert sorted(known) == [code for code in catalogue() if code.startswith("PX8")]


@pytest.mark.parametrize("code", CASES)
def test_each_finding_has_a_sheet_that_produces_it(code: str) -> None:
    until = {"appeal_until": "2026-12-15"} if code == "PX805" else {}

    scores = scored(CASES[code], **until)

    own = [one for one in scores.findings if one.code.startswith("PX8")]
    assert said(own) == PLACES[code]
    assert badly_told(own) == []
    assert (of_e1(scores) == BEFORE) is (code not in ("PX801", "PX807", "PX816"))


def test_waiting_is_counted_in_working_days() -> None:
    """From Sunday 20 to Thursday 31 December 2026: nine working days, weekends left out."""
    [found] = [one for one in scored(CASES["PX806"]).findings if one.code == "PX806"]

    assert "9 个工作日" in found.what("zh")
    assert "应在 2027-01-01 前答复" in found.what("zh")


def test_a_deadline_passes_over_holidays_and_may_be_set() -> None:
    """From Wednesday 23 September 2026: the Mid-Autumn days off and the National Day week do not count."""
    raised = CASES["PX806"].replace("2026-12-20", "2026-09-23")

    [found] = [one for one in scored(raised, appeal_workdays="3").findings if one.code == "PX815"]

    assert found.due == str(workday_after(date(2026, 9, 23), 3)) == "2026-09-29"


def test_a_correction_comes_on_top_of_a_decision() -> None:
    decisions = "# 处理\ncode | employee_id | item | decision | value | reason | decided_by | decided_on\n"
    decisions += "PX201 | E1 | 收入 | use | 70 | 邮件 | 云二 | 2026-12-20\n"
    sheets = SHEETS.replace("ratio_up | 100 | 50", "ratio_up | 100 |")

    scores = perfxl.score(cycle_from(f"{sheets}\n{decisions}{HEAD}{CASES['PX801']}"))

    assert of_e1(scores) == 0.5 * (0.6 * 90 + 0.4 * 50) + 0.5 * 60 + 1
    [applied] = [one for one in scores.findings if one.code == "PX801"]
    assert "由 70 更正为 90" in applied.what("zh")
