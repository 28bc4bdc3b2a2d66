"""The ledger: claimed, approved, counted and why not; caps on items and totals; doubles, also worded otherwise."""

from datetime import date

import pytest

import perfxl
from perfxl.letters.gathering import letter_facts
from perfxl.rules.adjustment_checks import alike
from perfxl.rules.ledger import ledger
from perfxl.workbook.results.ledger import ledger_sheet
from tests.support.typed_cycle import cycle_from

SHEETS = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 一部
    E2 | 云二 | 一部
    # 指标
    employee_id | kpi | weight | rule | actual
    E1 | 收入 | 100 | manual | 70
    E2 | 收入 | 100 | manual | 70
    # 加减分
    employee_id | on | kind | item | claimed_points | approved_points | approver_id
"""
CAPS = {"extra_cap_each": "5", "extra_cap_total": "8", "deduct_cap_total": "2"}
ROWS = """
    E1 | 2026-03-01 | extra | 展会 | 7 | 6 | E2
    E1 | 2026-04-01 | extra | 带教 | 4 | 4 | E2
    E1 | 2026-05-01 | extra | 值班 | 2 | | E2
    E1 | 2026-06-01 | deduct | 迟报 | | 3 | E2
    E2 | 2026-03-01 | extra | 讲课 | 2 | 2 |
    E2 | 2026-04-01 | veto | 泄密 | | |
"""


def test_each_row_says_what_counts_and_why_not() -> None:
    kept = ledger(perfxl.score(cycle_from(SHEETS + ROWS, **CAPS)))

    assert kept.rows[["employee_id", "item", "claimed", "approved", "counted", "status", "reason"]].fillna(
        -1
    ).to_numpy().tolist() == [
        ["E1", "展会", 7.0, 6.0, 5.0, "counted", "PX506"],
        ["E1", "带教", 4.0, 4.0, 4.0, "counted", ""],
        ["E1", "值班", 2.0, -1.0, 0.0, "pending", "PX505"],
        ["E1", "迟报", -1.0, 3.0, 3.0, "counted", ""],
        ["E2", "讲课", 2.0, 2.0, 0.0, "refused", "PX502"],
        ["E2", "泄密", -1.0, -1.0, 0.0, "veto", ""],
    ]
    assert kept.totals[["employee_id", "kind", "rows", "total", "cap", "counted"]].to_numpy().tolist() == [
        ["E1", "extra", 3, 9.0, 8.0, 8.0],
        ["E1", "deduct", 1, 3.0, 2.0, 2.0],
        ["E2", "extra", 1, 0.0, 8.0, 0.0],
    ]


def test_the_totals_are_what_the_score_counts() -> None:
    scores = perfxl.score(cycle_from(SHEETS + ROWS, **CAPS))

    assert scores.employees.loc["E1", "adjustment"] == 8.0 - 2.0
    assert [(one.code, one.total, one.counted) for one in scores.findings if one.code == "PX530"] == [
        ("PX530", 9.0, 8.0), ("PX530", 3.0, 2.0),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_letter_says_the_same_in_words(language: str) -> None:
    facts = letter_facts(perfxl.score(cycle_from(SHEETS + ROWS, language=language, **CAPS)))["E1"]

    zh = [
        "申报 7 分，批准 6 分，计入 5 分（单项上限 5 分）",
        "申报 4 分，批准 4 分，计入 4 分",
        "尚待批准，本信未计入；批准后将重新计算并另行通知",
        "批准 3 分，计入 3 分",
        "共 9 分，合计上限 8 分，计入 8 分",
        "共 3 分，合计上限 2 分，计入 2 分",
    ]
    en = [
        "claimed 7, approved 6, counted 5 points (at most 5 an item)",
        "claimed 4, approved 4, counted 4 points",
        "waits for approval and is not counted here; once approved, the score is computed anew",
        "approved 3, counted 3 points",
        "9 points, at most 8 together, counted 8",
        "3 points, at most 2 together, counted 2",
    ]
    assert [one.outcome for one in facts.adjustments] == (zh if language == "zh" else en)


def test_the_sheet_tells_why_in_words() -> None:
    rows = ledger_sheet(perfxl.score(cycle_from(SHEETS + ROWS, **CAPS)), "en").tables[0].rows

    assert rows["why"].tolist() == [
        "PX506 A cap limits the points",
        "",
        "PX505 Points are pending",
        "",
        "PX502 There is no approver",
        "",
    ]
    assert rows["status"].tolist() == ["counted", "counted", "pending", "counted", "not counted", "veto"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("组织校园招聘专场", "组织校园招聘 专场。", True),
        ("承办行业展会并带回有效线索", "承办了行业展会，带回有效线索", True),
        ("节假日值班", "节假日值班并带教新人", True),
        ("Organised the trade fair", "organised trade fair", True),
        ("第1场招聘会", "第2场招聘会", False),
        ("值班", "值班并带教", False),
        ("主导故障应急", "为客服部搭建知识库", False),
        ("", "", False),
    ],
)
def test_what_may_be_the_same_work(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("2026-03-01 | extra | 展会接待", "2026-03-01 | extra | 展会的接待", ["PX525"]),
        ("2026-03-01 | extra | 展会接待", " | extra | 展会接待", ["PX525"]),
        ("2026-03-01 | extra | 展会接待", "2026-03-01 | extra | 展会接待", ["PX509"]),
        ("2026-03-01 | extra | 每月值班", "2026-04-01 | extra | 每月值班", []),
        ("2026-03-01 | extra | 展会接待", "2026-03-01 | deduct | 展会接待", []),
    ],
)
def test_two_rows_of_one_person(first: str, second: str, codes: list[str]) -> None:
    rows = f"E1 | {first} | 2 | 2 | E2\nE1 | {second} | 2 | 2 | E2"

    scores = perfxl.score(cycle_from(SHEETS + rows))

    assert [one.code for one in scores.findings if one.code in ("PX509", "PX525")] == codes
    assert scores.employees.loc["E1", "status"] == "scored"


def test_two_people_may_have_done_the_same_together() -> None:
    rows = "E1 | 2026-03-01 | extra | 展会接待 | 2 | 2 | E3\nE2 | 2026-03-01 | extra | 展会接待 | 2 | 2 | E3"

    findings = perfxl.check(
        cycle_from(
            SHEETS.replace("E2 | 云二 | 一部", "E2 | 云二 | 一部\n E3 | 云三 | 一部") + rows, as_of=date(2026, 12, 31)
        )
    )

    assert [one.code for one in findings if one.code.startswith("PX5")] == []
