"""Extra points, deductions and their caps; vetoes, calibrated grades and the bounds of grades."""

from datetime import date

import pytest

import perfxl
from perfxl.rules.scores import Scores
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 员工
    employee_id | name | department | exempt_reason
    E1 | 云一 | 部门 |
    E9 | 云九 | 部门 | 长假
    # 指标
    employee_id | kpi | weight | rule | actual
    E1 | 收入 | 100 | manual | {actual}
    # 加减分
    employee_id | kind | item | claimed_points | approved_points | approver_id
"""


def scored(*rows: str, actual: str = "80", **settings: str) -> Scores:
    return perfxl.score(cycle_from(SHEET.format(actual=actual) + "\n".join(rows), as_of=date(2026, 12, 31), **settings))


def points(scores: Scores) -> tuple[object, ...]:
    """Adjustment and score of E1."""
    return tuple(scores.employees.loc["E1", ["adjustment", "score"]])


EXTRA = ("E1 | extra | 培训 | 5 | 4 | E9", "E1 | extra | 值班 | 3 | 3 | E9", "E1 | deduct | 迟到 | | 2.5 | E9")


@pytest.mark.parametrize(
    ("caps", "expected", "codes"),
    [
        ({}, (4.5, 84.5), []),
        ({"extra_cap_each": "3.5"}, (4.0, 84.0), ["PX506"]),
        ({"extra_cap_each": "2"}, (1.5, 81.5), ["PX506"] * 2),  # deductions are not extra points
        ({"extra_cap_total": "5"}, (2.5, 82.5), ["PX530"]),
        ({"extra_cap_each": "3.5", "extra_cap_total": "5"}, (2.5, 82.5), ["PX506", "PX530"]),
        ({"deduct_cap_total": "1"}, (6.0, 86.0), ["PX530"]),
        ({"extra_cap_total": "0", "deduct_cap_total": "0"}, (0.0, 80.0), ["PX530"] * 2),
    ],
)
def test_each_item_and_all_together_count_up_to_their_caps(
    caps: dict[str, str], expected: tuple[float, float], codes: list[str]
) -> None:
    scores = scored(*EXTRA, **caps)

    assert points(scores) == expected
    assert scores.findings.codes() == codes


@pytest.mark.parametrize(
    ("row", "expected", "status", "code"),
    [
        ("E1 | extra | 培训 | 3 | 3 | E9", (3.0, 83.0), "counted", ""),
        ("E1 | extra | 培训 | | 3 | E9", (3.0, 83.0), "counted", ""),
        ("E1 | extra | 培训 | 3 | 0 | E9", (0.0, 80.0), "counted", ""),
        ("E1 | extra | 培训 | 3 | | E9", (0.0, 80.0), "pending", "PX505"),
        ("E1 | deduct | 迟到 | | |", (0.0, 80.0), "pending", "PX505"),
        ("E1 | extra | 培训 | 3 | 3.01 | E9", (0.0, None), "refused", "PX501"),
        ("E1 | extra | 培训 | 3 | 3 |", (0.0, None), "refused", "PX502"),
        ("E1 | extra | 培训 | 3 | 3 | E1", (0.0, None), "refused", "PX503"),
        ("E1 | deduct | 迟到 | | -3 | E9", (0.0, None), "refused", "PX504"),
    ],
)
def test_points_count_when_somebody_else_has_approved_them(
    row: str, expected: tuple[float, float | None], status: str, code: str
) -> None:
    scores = scored(row)

    assert points(scores) == expected
    assert list(scores.adjustments["status"]) == [status]
    assert scores.findings.codes() == ([code] if code else [])


def test_a_score_is_never_below_0_and_has_no_upper_cap() -> None:
    low = scored("E1 | deduct | 事故 | | 90 | E9")
    high = scored("E1 | extra | 发明 | 90 | 90 | E9")

    assert [points(low), points(high)] == [(-90.0, 0.0), (90.0, 170.0)]
    assert list(low.employees.loc["E1", ["base", "low", "high"]]) == [80.0, 0.0, 0.0]


def test_the_bounds_of_a_held_person_include_the_points() -> None:
    scores = scored("E1 | extra | 培训 | 3 | 3 | E9", actual="")

    assert list(scores.employees.loc["E1", ["status", "adjustment", "low", "high"]]) == ["held", 3.0, 3.0, 123.0]


def grade(scores: Scores) -> list[object]:
    """Earned grade, final grade and coefficient of E1."""
    return list(scores.employees.loc["E1", ["computed_grade", "grade", "coefficient"]])


GRADES = """
    # 等级
    grade | lower_bound | coefficient
    A | 90 | 1.2
    B | 75 | 1
    C | 60 | 0.8
    D | 0 | 0.5
"""
CALIBRATION = "\n# 校准\nemployee_id | proposed_grade | reason | decided_by | decided_on\n"
VETO = "E1 | veto | 安全事故 | | |"


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("90", ["A", "A", 1.2]),
        ("89.994", ["B", "B", 1.0]),
        ("89.995", ["A", "A", 1.2]),  # the rounded score counts
        ("75", ["B", "B", 1.0]),
        ("59.99", ["D", "D", 0.5]),
        ("0", ["D", "D", 0.5]),
    ],
)
def test_lower_bounds_belong_to_the_grade(actual: str, expected: list[object]) -> None:
    assert grade(scored(GRADES, actual=actual)) == expected


@pytest.mark.parametrize(
    ("actual", "veto_grade", "expected"),
    [
        ("95", "", ["A", "D", 0.5]),
        ("95", "C", ["A", "C", 0.8]),
        ("50", "C", ["D", "D", 0.5]),  # the worse of the two
        ("95", " ｃ", ["A", "C", 0.8]),
    ],
)
def test_a_veto_leaves_the_worse_of_the_earned_and_the_veto_grade(
    actual: str, veto_grade: str, expected: list[object]
) -> None:
    scores = scored(VETO, GRADES, actual=actual, veto_grade=veto_grade)

    assert grade(scores) == expected
    assert scores.findings.codes() == ["PX507"]
    assert points(scores) == (0.0, float(actual))


@pytest.mark.parametrize(
    ("rows", "veto", "expected", "found"),
    [
        (["E1 | A | 平衡 | 云二 | 2026-12-20"], "", ["B", "A", 1.2], []),
        (["E1 | C | 平衡 | 云二 | 2026-12-20"], "", ["B", "C", 0.8], []),
        (["E1 | A | 平衡 | 云二 | 2026-12-20"], VETO, ["B", "D", 0.5], ["PX507"]),
        (["E1 | D | 平衡 | 云二 | 2026-12-20", "E1 | A | 复议 | 云二 | 2026-12-22"], "", ["B", "A", 1.2], ["PX604"]),
        (["E1 | A | 复议 | 云二 | 2026-12-22", "E1 | D | 平衡 | 云二 | 2026-12-20"], "", ["B", "A", 1.2], ["PX604"]),
        (["E1 | A | 平衡 | 云二 | 2026-12-20", "E1 | A | 复议 | 云三 | 2026-12-20"], "", ["B", "A", 1.2], ["PX604"]),
        (["E1 | D | 平衡 | 云二 | 2026-12-20", "E1 | A | 复议 | 云三 | 2026-12-20"], "", ["", "", None], ["PX605"]),
        (["E1 | A | | 云二 | 2026-12-20"], "", ["B", "B", 1.0], ["PX601"]),
        (["E1 | A | 平衡 | | 2026-12-20"], "", ["B", "B", 1.0], ["PX601"]),
        (["E1 | A | 平衡 | 云二 |"], "", ["B", "B", 1.0], ["PX601"]),
        (["E1 | 特优 | 平衡 | 云二 | 2026-12-20"], "", ["", "", None], ["PX602"]),
        (["E8 | A | 平衡 | 云二 | 2026-12-20"], "", ["B", "B", 1.0], ["PX126"]),
    ],
)
def test_a_calibrated_grade_counts_with_reason_who_and_when(
    rows: list[str], veto: str, expected: list[object], found: list[str]
) -> None:
    scores = scored(veto, GRADES, CALIBRATION + "\n".join(rows))

    assert grade(scores) == expected
    assert scores.findings.codes() == found


def test_nobody_without_a_score_gets_a_grade_by_calibration() -> None:
    scores = scored(GRADES, CALIBRATION + "E1 | A | 平衡 | 云二 | 2026-12-20", actual="")

    assert grade(scores) == ["", "", None]


def test_a_grade_is_certain_when_both_bounds_earn_it() -> None:
    blank = scored("E1 | veto | 事故 | | |", actual="")
    high = perfxl.score(
        cycle_from("""
        # 指标
        employee_id | kpi | weight | rule | cap | actual
        E1 | 收入 | 95 | manual | | 96
        E1 | 回款 | 5 | manual | 100 |
        E2 | 收入 | 80 | manual | | 96
        E2 | 回款 | 20 | manual | 100 |
        """)
    )

    columns = ["status", "low", "high", "grade_certain"]
    assert list(blank.employees.loc["E1", columns]) == ["held", 0.0, 120.0, True]
    assert list(high.employees.loc["E1", columns]) == ["held", 91.2, 96.2, True]
    assert list(high.employees.loc["E2", columns]) == ["held", 76.8, 96.8, False]


def test_a_decision_that_counts_is_kept_with_why_by_whom_and_when() -> None:
    rows = ["E1 | D | 平衡 | 云二 | 2026-12-20", "E1 | ａ | 复议 | 云三 | 2026-12-22", "E1 | C | 提议 | |"]

    decisions = scored(GRADES, CALIBRATION + "\n".join(rows)).calibration

    assert decisions.astype(str).to_numpy().tolist() == [["E1", "1", "A", "复议", "云三", "2026-12-22"]]
