"""After results are final only appeals change a score; every change of an input is said and does not count."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import perfxl
from perfxl.cycle.final import Final, final_from
from perfxl.cycle.tables import Cycle
from perfxl.jobs.final import final_content
from perfxl.rules.scores import Scores
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

SHEETS = """
    # 员工
    employee_id | name | department | scheme
    E1 | 云一 | 一部 | 岗位
    E2 | 云二 | 一部 | 岗位
    E3 | 云三 | 一部 | 岗位
    # 考核方案
    scheme | component | weight | scale_points
    岗位 | kpi | 50 |
    岗位 | manager | 40 | 1=20; 5=100
    岗位 | department | 10 |
    # 等级
    grade | lower_bound
    A | 90
    B | 0
    # 目标
    goal_id | level | department | goal | rule | target | actual | weight
    G1 | department | 一部 | 增长 | ratio_up | 100 | 80 | 100
    # 指标
    employee_id | kpi | weight | rule | target | actual
    E1 | 收入 | 60 | ratio_up | 100 | 50
    E1 | 回款 | 40 | ratio_up | 80% | 40%
    E2 | 收入 | 100 | ratio_up | 100 | 100
    E3 | 收入 | 100 | ratio_up | 100 |
    # 评价
    employee_id | rater_id | role | rating
    E1 | E2 | manager | 3
    E2 | E1 | manager | 5
    E3 | E1 | manager | 5
    # 加减分
    employee_id | kind | item | claimed_points | approved_points | approver_id
    E1 | extra | 培训 | 5 | 1 | E2
"""
FINAL_ON = "2026-11-06"
APPEAL = "# 申诉\nappeal_id | employee_id | raised_on | item | corrected_value | decision | decided_by | decided_on\n"
GRANTED = "S1 | E1 | 2026-12-20 | 收入 | 90 | 复核属实 | 云二 | 2026-12-30"


def cycle(sheets: str = SHEETS, *, final: Final | None = None, **settings: str) -> Cycle:
    return replace(cycle_from(sheets, **{"results_final_on": FINAL_ON, **settings}), final=final)


def kept(sheets: str = SHEETS) -> Final:
    """What perfxl keeps when these results become final, as it comes back from its file."""
    return final_from(json.loads(json.dumps(final_content(perfxl.score(cycle(sheets))))))


def scored(old: str, new: str, **settings: str) -> Scores:
    """Scores after `old` became `new` in sheets whose results were final."""
    assert SHEETS.count(old) == 1
    return perfxl.score(cycle(SHEETS.replace(old, new), final=kept(), **settings))


def results(scores: Scores) -> dict[str, list[object]]:
    return {one: list(scores.employees.loc[one, ["status", "base", "score", "grade"]]) for one in ("E1", "E2", "E3")}


def own(scores: Scores) -> list[str]:
    return said(one for one in scores.findings if one.code.startswith("PX8"))


BEFORE = results(perfxl.score(cycle()))
CHANGES = {
    "an actual": ("100 | 50", "100 | 95", ["PX810 kpis!F2"]),
    "an actual taken out": ("100 | 50", "100 |", ["PX810 kpis!F2"]),
    "an actual spoilt": ("100 | 50", "100 | 很多", ["PX810 kpis!F2"]),
    "a percent": ("80% | 40%", "80% | 80%", ["PX810 kpis!F3"]),
    "a weight": ("E1 | 收入 | 60", "E1 | 收入 | 50", ["PX810 kpis!C2"]),
    "a rating": ("E1 | E2 | manager | 3", "E1 | E2 | manager | 5", ["PX810 ratings!D2"]),
    "a rating more": ("E2 | E1 | manager | 5", "E2 | E1 | manager | 5\n E2 | E3 | manager | 1", ["PX810 ratings!A4"]),
    "a rating less": ("E2 | E1 | manager | 5\n", "\n", ["PX810 None"]),
    "points": ("5 | 1 | E2", "5 | 4 | E2", ["PX810 adjustments!E2"]),
    "points more": ("5 | 1 | E2", "5 | 1 | E2\n E2 | deduct | 违规 | | 9 | E1", ["PX810 adjustments!A3"]),
    "a bound": ("A | 90", "A | 40", ["PX811 grades!B2"]),
    "a grade more": ("B | 0", "B | 0\n S | 99", ["PX811 grades!A4"]),
    "a scheme's weight": ("岗位 | kpi | 50", "岗位 | kpi | 30", ["PX811 schemes!C2"]),
    "a department's goal": ("ratio_up | 100 | 80", "ratio_up | 100 | 120", ["PX811 goals!G2"]),
    "an exemption": ("E2 | 云二 | 一部 | 岗位", "E2 | 云二 | 二部 | 岗位", ["PX810 employees!C3"]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_input_is_said_and_the_score_stays(what: str) -> None:
    old, new, findings = CHANGES[what]

    scores = scored(old, new)

    assert own(scores) == [one.removesuffix(" None") for one in findings]
    assert results(scores) == BEFORE
    assert badly_told(one for one in scores.findings if one.code.startswith("PX8")) == []


def test_the_words_name_what_it_was_and_is() -> None:
    [found] = [one for one in scored("100 | 50", "100 | 95").findings if one.code == "PX810"]

    assert found.what("zh").startswith("E1，“指标”“收入”的实际值：2026-11-06 定稿时为 50，现为 95；")
    assert found.what("en").startswith("E1, KPIs “收入”, actual: 50 when results became final on 2026-11-06, now 95;")


def test_a_rule_of_the_cycle_stays_too() -> None:
    scores = perfxl.score(cycle(final=kept(), rounding_digits="0", extra_cap_each="0.5"))

    assert own(scores) == ["PX811", "PX811"]
    assert results(scores) == BEFORE


def test_only_an_appeal_changes_a_score() -> None:
    scores = perfxl.score(cycle(SHEETS.replace("100 | 50", "100 | 95") + APPEAL + GRANTED, final=kept()))

    assert scores.employees.loc["E1", "score"] == 0.5 * (0.6 * 90 + 0.4 * 50) + 0.4 * 60 + 0.1 * 80 + 1
    assert own(scores) == ["PX801 appeals!F2", "PX810 kpis!F2"]


def test_somebody_who_had_no_score_may_still_be_completed() -> None:
    scores = scored("E3 | 收入 | 100 | ratio_up | 100 |", "E3 | 收入 | 100 | ratio_up | 100 | 90")

    assert own(scores) == []
    assert scores.employees.loc["E3", "score"] == 0.5 * 90 + 0.4 * 100 + 8


@pytest.mark.parametrize(
    ("old", "new"), [("100 | 50", "100 | 50.0"), ("云一", "云七"), ("E2 | manager | 3", "E2 | 上级 | ３")]
)
def test_other_spelling_and_other_words_are_no_change(old: str, new: str) -> None:
    scores = scored(old, new)

    assert own(scores) == []
    assert results(scores) == BEFORE


def test_before_the_day_and_without_a_day_everything_counts() -> None:
    changed = SHEETS.replace("100 | 50", "100 | 95")
    for settings in ({"results_final_on": "2027-01-01"}, {"results_final_on": ""}):
        scores = perfxl.score(cycle(changed, final=kept(), **settings))
        assert (own(scores), scores.employees.loc["E1", "score"] > BEFORE["E1"][2]) == ([], True)


CASES = {
    "PX810": "above", "PX811": "above", "PX812": "", "PX813": "", "PX814": "tests/jobs/test_final_results.py",
}  # fmt: skip


def test_final_results_that_nobody_kept_are_asked_for() -> None:
    in_a_folder = replace(cycle(), folder=str(Path("/cycle")))

    assert own(perfxl.score(in_a_folder)) == ["PX812"]
    assert own(perfxl.score(replace(in_a_folder, as_of=date(2026, 11, 5)))) == []


def test_a_moved_day_is_said() -> None:
    scores = perfxl.score(cycle(final=kept(), results_final_on="2026-12-01"))

    assert own(scores) == ["PX813"]
    assert badly_told(scores.findings) == []
