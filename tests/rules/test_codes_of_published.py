"""PX333 to PX341: the smallest change since publication that makes perfxl say each of them, and what it then says."""

from dataclasses import replace
from datetime import date

import pytest

import perfxl
from perfxl.cycle.published import Published, published_from
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.jobs.publish import published_content
from tests.rules.test_every_code import badly_told, said
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 考核方案
    scheme | component | weight | missing_policy | min_raters | scale_points
    销售 | kpi | 60 | block | |
    销售 | customer | 30 | zero | 2 | 1=60; 5=100
    销售 | department | 10 | block | |
    # 评价维度
    scheme | dimension | weight
    销售 | 质量 | 60
    销售 | 态度 | 40
    # 等级
    grade | lower_bound | coefficient
    A | 90 | 1.2
    B | 0 | 1
    # 员工
    employee_id | name | department | scheme
    E1 | 云一 | 一部 | 销售
    # 目标
    goal_id | level | department | goal | rule | target | actual | weight
    G1 | department | 一部 | 增长 | ratio_up | 100 | 90 | 100
    # 指标
    employee_id | kpi | weight | rule | target | cap | parameters | actual
    E1 | 收入 | 70 | ratio_up | 80% | | | 60%
    E1 | 事故 | 30 | deduct | | 100 | each=2 | 1
"""
SIGNED = "# 标准签收\nemployee_id | on | fingerprint\nE1 | 2026-03-01 |"
PUBLISHED_ON = date(2026, 2, 1)


def publication(sheet: str, *, on: date = PUBLISHED_ON, before: Published | None = None, **settings: str) -> Published:
    """What `perfxl publish` keeps of `sheet`, published on that day."""
    return published_from(published_content(perfxl.score(cycle_from(sheet, as_of=on, **settings)), before))


def since(published: Published, sheet: str, **settings: str) -> list[Finding]:
    """What is found about published standards and receipts in `sheet`."""
    cycle: Cycle = replace(cycle_from(sheet, **settings), published=published)
    return [one for one in perfxl.check(cycle) if "PX333" <= one.code < "PX350"]


def changed(old: str, new: str, **settings: str) -> list[Finding]:
    """What is found where `old` of the signed and published SHEET became `new`."""
    assert (SHEET + SIGNED).count(old) == 1
    return since(publication(SHEET), (SHEET + SIGNED).replace(old, new), **settings)


CASES = {
    "PX333": ("销售 | kpi | 60 | block", "销售 | kpi | 50 | block"),
    "PX334": ("收入 | 70", "收入 | 60"),
    "PX335": ("A | 90", "A | 91"),
    "PX336": ("ratio_up | 100 | 90", "ratio_up | 95 | 90"),
    "PX337": ("E1 | 云一 | 一部 | 销售", "E1 | 云一 | 一部 | 销售\n    E2 | 云二 | 一部 | 销售"),
    "PX338": "tests/documents/test_publish.py",
    "PX339": "below",
    "PX340": ("E1 | 2026-03-01 |", ""),
    "PX341": ("E1 | 2026-03-01 |", "E1 | 2026-01-15 |"),
}
PLACES = {
    "PX333": "schemes!C2", "PX334": "kpis!C2", "PX335": "grades!B2", "PX336": "goals!F2", "PX337": "employees!A3",
    "PX340": "employees!C2", "PX341": "employees!C2",
}  # fmt: skip


@pytest.mark.parametrize("code", PLACES)
def test_the_smallest_change_produces_the_finding(code: str) -> None:
    old, new = CASES[code]

    findings = changed(old, new)

    assert said(findings) == [f"{code} {PLACES[code]}"]
    assert badly_told(findings) == []


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ("销售 | kpi | 60 |", "销售 | kpi | 50 |",
         "考核方案“销售”，“指标”部分的权重：2026-02-01 公布时为 60%，现为 50%。",
         "Scheme “销售”, part “KPI”, weight: 60% when published on 2026-02-01, now 50%."),
        ("30 | zero |", "30 | block |",
         "考核方案“销售”，“客户”部分的缺失处理：2026-02-01 公布时为 逾期按零分，现为 补齐前不计分。",
         "Scheme “销售”, part “customer”, missing policy: zero when published on 2026-02-01, now block."),
        ("收入 | 70 | ratio_up | 80%", "收入 | 70 | ratio_up | 75%",
         "E1，指标“收入”的目标值：2026-02-01 公布时为 80%，现为 75%。",
         "E1, KPI “收入”, target: 80% when published on 2026-02-01, now 75%."),
        ("事故 | 30 | deduct", "投诉 | 30 | deduct",
         "E1，指标“投诉”：2026-02-01 公布时为 无，现为 权重 30%、扣分、得分上限 100、参数 each=2。",
         "E1, KPI “投诉”: none when published on 2026-02-01, now weight 30%, deduction, cap 100, parameters each=2."),
    ],
)  # fmt: skip
def test_it_says_in_words_whose_standard_changed_from_what_to_what(old: str, new: str, zh: str, en: str) -> None:
    found = changed(old, new)

    assert zh in [one.what("zh") for one in found]
    assert en in [one.what("en") for one in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 60%", "| 79%"),
        ("| 70 | ratio_up", "| 70.0 | 越大越好"),
        ("E1 | 云一", "E1 | 云二"),
        ("| 质量 |", "| 质 量 |"),
    ],
)
def test_evidence_names_and_spelling_are_no_change(old: str, new: str) -> None:
    assert changed(old, new) == []


def test_a_rule_of_the_cycle_is_named_by_its_title() -> None:
    [found] = changed("A | 90", "A | 90", coverage_floor="60")

    assert (found.code, found.what("zh")) == ("PX335", "“最低完整度”：2026-02-01 公布时为 70%，现为 60%。")


def test_what_was_published_by_an_older_version_is_compared_by_its_fingerprint() -> None:
    kept = replace(publication(SHEET), content=None)

    assert since(kept, SHEET + SIGNED) == []
    [found] = since(kept, (SHEET + SIGNED).replace("收入 | 70", "收入 | 60"))
    assert (found.code, badly_told([found])) == ("PX339", [])


def test_an_old_receipt_counts_while_the_persons_own_standards_stay() -> None:
    first = publication(SHEET)
    unchanged = publication(SHEET, on=date(2026, 5, 1), before=first)
    other = publication(SHEET.replace("收入 | 70", "收入 | 60"), on=date(2026, 5, 1), before=first)

    assert since(unchanged, SHEET + SIGNED) == []
    assert said(since(other, SHEET.replace("收入 | 70", "收入 | 60") + SIGNED)) == ["PX341 employees!C2"]


def test_a_receipt_may_name_the_fingerprint_that_was_signed() -> None:
    published = publication(SHEET)
    own = published.last.employees["E1"]
    shown = f"{own[:4]} {own[4:8]} {own[8:12]}".upper()

    assert since(published, SHEET + SIGNED.replace("03-01 |", f"01-15 | {shown}")) == []
    assert said(since(published, SHEET + SIGNED.replace("03-01 |", "03-01 | 0000 0000 0000"))) == ["PX341 employees!C2"]


def test_where_nothing_was_published_nothing_is_compared() -> None:
    assert [one.code for one in perfxl.check(cycle_from(SHEET)) if "PX333" <= one.code < "PX350"] == []


def test_a_change_can_be_accepted_with_a_reason() -> None:
    decided = "\n# 处理\ncode | employee_id | item | decision | reason | decided_by | decided_on\n"
    decided += "PX334 | E1 | 收入 | accept | 市场变化 | 云二 | 2026-06-01"
    sheet = (SHEET + SIGNED).replace("收入 | 70", "收入 | 60") + decided

    found = since(publication(SHEET), sheet)

    assert [(one.code, one.accepted) for one in found] == [("PX334", True)]
