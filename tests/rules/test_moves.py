"""Moves, by hand: stretches under their own schemes, combined by calendar days with both ends included."""

import pytest

import perfxl
from perfxl.rules.scores import Scores
from tests.rules.test_every_code import said
from tests.support.typed_cycle import cycle_from

PEOPLE = """
    # 考核方案
    scheme | component | weight
    销售 | kpi | 100
    研发 | kpi | 100
    # 员工
    employee_id | name | department | scheme | joined_on | left_on
"""
STRETCHES = "\n# 任职\nemployee_id | department | scheme | from_on | to_on\n"
KPIS = "\n# 指标\nemployee_id | kpi | assignment_from | weight | rule | actual\n"
HALVES = """
    E1 | 收入 | 2026-01-01 | 100 | manual | 80
    E1 | 上线 | 2026-07-01 | 100 | manual | 100
"""


def stretches(scores: Scores) -> list[tuple[object, ...]]:
    """Scheme, first and last day, days and base of every stretch."""
    rows = scores.assignments[["scheme", "from_on", "to_on", "days", "base"]].itertuples(index=False)
    return [(scheme, str(start.date()), str(end.date()), days, base) for scheme, start, end, days, base in rows]


def test_a_transfer_in_the_middle_counts_each_part_by_its_days() -> None:
    moves = "E1 | | 销售 | 2026-01-01 | 2026-06-30\nE1 | 研发部 | 研发 | 2026-07-01 |"
    scores = perfxl.score(cycle_from(PEOPLE + "E1 | 云一 | 销售部 | 销售 | |" + STRETCHES + moves + KPIS + HALVES))

    assert stretches(scores) == [
        ("销售", "2026-01-01", "2026-06-30", 181.0, 80.0),
        ("研发", "2026-07-01", "2026-12-31", 184.0, 100.0),
    ]
    assert list(scores.assignments["department"]) == ["销售部", "研发部"]
    person = scores.employees.loc["E1"]
    assert person["base"] == pytest.approx((181 * 80 + 184 * 100) / 365, abs=1e-12)
    assert list(person[["scheme", "score", "low", "high", "grade"]]) == ["研发", 90.08, 90.08, 90.08, "A"]
    assert said(scores.findings) == []


@pytest.mark.parametrize(
    ("person", "moves", "days", "score", "found"),
    [
        # Joined on 1 March: 31+30+31+30 = 122 days to 30 June, then 184.
        ("2026-03-01 |", ("2026-01-01", "2026-06-30", "2026-07-01", ""), [122.0, 184.0], 92.03, []),
        # Left on 30 September: 181 days, then 31+31+30 = 92.
        ("| 2026-09-30", ("2026-01-01", "2026-06-30", "2026-07-01", ""), [181.0, 92.0], 86.74, []),
        # Nine days without an assignment: 181 and 175 of 356 days.
        ("|", ("2026-01-01", "2026-06-30", "2026-07-10", ""), [181.0, 175.0], 89.83, ["PX510 assignments!D3"]),
        # Nothing before 1 February, nothing after 30 November: 150 and 153 of 303 days.
        (
            "|",
            ("2026-02-01", "2026-06-30", "2026-07-01", "2026-11-30"),
            [150.0, 153.0],
            90.1,
            ["PX510 assignments!D2", "PX510 assignments!E3"],
        ),
        # Longer than the cycle at both ends.
        ("|", ("2024-05-01", "2026-06-30", "2026-07-01", "2027-03-31"), [181.0, 184.0], 90.08, []),
        # One day only on the other side.
        ("|", ("2026-01-01", "2026-12-30", "2026-12-31", ""), [364.0, 1.0], 80.05, []),
    ],
)
def test_stretches_are_clipped_to_the_cycle_and_the_employment(
    person: str, moves: tuple[str, str, str, str], days: list[float], score: float, found: list[str]
) -> None:
    first, first_end, second, second_end = moves
    stretch = f"E1 | | 销售 | {first} | {first_end}\nE1 | | 研发 | {second} | {second_end}"
    kpis = HALVES.replace("2026-01-01", first).replace("2026-07-01", second)

    scores = perfxl.score(
        cycle_from(PEOPLE + f"E1 | 云一 | 部门 | 销售 | {person}" + STRETCHES + stretch + KPIS + kpis)
    )

    assert list(scores.assignments["days"]) == days
    assert list(scores.people["score"]) == [score]
    assert said(scores.findings) == found


def test_overlapping_stretches_hold_the_person_without_bounds() -> None:
    moves = "E1 | | 销售 | 2026-01-01 | 2026-07-15\nE1 | | 研发 | 2026-07-01 |"
    scores = perfxl.score(cycle_from(PEOPLE + "E1 | 云一 | 部门 | 销售 | |" + STRETCHES + moves + KPIS + HALVES))

    assert list(scores.employees.loc["E1", ["status", "score", "low", "high"]]) == ["held", None, None, None]
    assert scores.components["points"].isna().all()
    assert [finding.what("en") for finding in scores.findings] == [
        "The assignments of E1 overlap from 2026-07-01 to 2026-07-15."
    ]


def test_one_held_stretch_holds_the_person_and_bounds_combine_by_days() -> None:
    moves = "E1 | | 销售 | 2026-01-01 | 2026-06-30\nE1 | | 研发 | 2026-07-01 |"
    kpis = HALVES.replace("| 100\n", "|\n")
    scores = perfxl.score(cycle_from(PEOPLE + "E1 | 云一 | 部门 | 销售 | |" + STRETCHES + moves + KPIS + kpis))

    low, high = round(181 * 80 / 365, 2), round((181 * 80 + 184 * 120) / 365, 2)
    assert list(scores.employees.loc["E1", ["status", "score", "low", "high"]]) == ["held", None, low, high]
    assert list(scores.assignments["base"].fillna(-1)) == [80.0, -1.0]
    assert scores.employees.loc["E1", "coverage"] == pytest.approx(181 / 365)


def test_joining_or_leaving_without_assignments_does_not_prorate() -> None:
    person = "E1 | 云一 | 部门 | 销售 | 2026-10-01 |\nE2 | 云二 | 部门 | 研发 | | 2026-02-01"
    kpis = "E1 | 收入 | | 100 | manual | 80\nE2 | 收入 | | 100 | manual | 90"

    scores = perfxl.score(cycle_from(PEOPLE + person + KPIS + kpis))

    assert list(scores.people["score"]) == [80.0, 90.0]
    assert list(scores.assignments["share"]) == [1.0, 1.0]


RATED = """
    # 考核方案
    scheme | component | weight | scale_points
    销售 | customer | 100 | 1=20; 5=100
    研发 | customer | 100 | 1=40; 5=100
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 任职
    employee_id | scheme | from_on | to_on
    E1 | 销售 | 2026-01-01 | 2026-06-30
    E1 | 研发 | 2026-07-01 |
    # 评价
    employee_id | rater_id | role | rating | assignment_from
"""


def test_a_rating_without_a_stretch_counts_for_all_and_with_one_only_there() -> None:
    everywhere = perfxl.score(cycle_from(RATED + "E1 | K1 | customer | 4 |"))
    each = perfxl.score(cycle_from(RATED + "E1 | K1 | customer | 4 | 2026-01-01\nE1 | K2 | customer | 2 | 2026-07-01"))
    nowhere = perfxl.score(cycle_from(RATED + "E1 | K1 | customer | 4 |\nE1 | K2 | customer | 2 | 2026-03-01"))

    assert list(everywhere.assignments["base"]) == [80.0, 85.0]
    assert list(each.assignments["base"]) == [80.0, 55.0]
    assert [list(nowhere.people["status"]), said(nowhere.findings)] == [["held"], ["PX513 ratings!E3"]]
