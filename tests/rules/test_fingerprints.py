"""Fingerprints of the standards: the same standards give the same one, every change of a standard gives another."""

import re
from datetime import date

import pytest

import perfxl
from perfxl.rules.standards import Standards, short
from tests.support.typed_cycle import cycle_from

SHEET = """
    # 考核方案
    scheme | component | weight | missing_policy | min_raters | scale_points
    销售 | kpi | 60 | block | |
    销售 | customer | 40 | zero | 2 | 1=60; 5=100
    研发 | kpi | 100 | block | |
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
    E1 | 云一 | 部门 | 销售
    E2 | 云二 | 部门 | 研发
    # 指标
    employee_id | kpi | weight | rule | target | cap | parameters | actual
    E1 | 收入 | 70 | ratio_up | 80% | | | 60%
    E1 | 事故 | 30 | deduct | | 100 | each=2 | 1
    E2 | 上线 | 100 | step | 10 | | base=90; each=1; points=2; up=9; down=9 | 11
"""


def fingerprints(sheet: str, **settings: str) -> Standards:
    return perfxl.score(cycle_from(sheet, as_of=date(2026, 12, 31), **settings)).fingerprints


def changed(sheet: str, **settings: str) -> set[str]:
    """Which fingerprints differ from those of SHEET: schemes and employees by name, and `all`."""
    before, after = fingerprints(SHEET), fingerprints(sheet, **settings)
    pairs = [(before.schemes, after.schemes), (before.employees, after.employees)]
    names = {name for old, new in pairs for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return names | ({"all"} if before.all != after.all else set())


def test_a_fingerprint_has_64_hex_digits_and_a_short_form() -> None:
    standards = fingerprints(SHEET)

    every = [standards.all, *standards.schemes.values(), *standards.employees.values()]
    assert [re.fullmatch(r"[0-9a-f]{64}", one) is not None for one in every] == [True] * 5
    assert len(set(every)) == 5
    assert short("1a2b3c4d5e6f" + "0" * 52) == "1a2b 3c4d 5e6f"
    assert list(standards.schemes) == sorted(["销售", "研发"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 60%\n", "| 79.5%\n"),  # actuals are no standards
        ("each=2 | 1", "each=2 |"),
        ("E1 | 云一 | 部门 |", "E1 | 云三 | 销售部 |"),  # nor is who somebody is
        ("| 70 | ratio_up", "| 70% | 越大越好"),
        ("| 80% |", "| 80.0% |"),
    ],
)
def test_what_is_no_standard_or_only_written_otherwise_changes_nothing(old: str, new: str) -> None:
    assert SHEET.count(old) == 1
    sheet = SHEET.replace(old, new)
    if "70%" in new:
        sheet = sheet.replace("| 30 | deduct", "| 30% | deduct").replace("| 100 | step", "| 100% | step")

    assert changed(sheet) == set()


def test_the_order_of_rows_and_the_spelling_of_a_scheme_change_nothing() -> None:
    lines = SHEET.splitlines()
    one, other = (
        next(n for n, line in enumerate(lines) if "收入" in line),
        next(n for n, line in enumerate(lines) if "事故" in line),
    )
    lines[one], lines[other] = lines[other], lines[one]
    people, schemes = "\n".join(lines), SHEET.replace("研发 | kpi", "R&D | kpi").replace("部门 | 研发", "部门 | Ｒ&d")

    assert changed(people) == set()
    assert fingerprints(schemes) == fingerprints(schemes.replace("Ｒ&d", "R&D"))
    assert (
        fingerprints(schemes).employees["E2"]
        != fingerprints(schemes.replace("100 | step", "99 | step")).employees["E2"]
    )
    assert (
        fingerprints(schemes).employees["E2"]
        != fingerprints(schemes.replace("R&D | kpi | 100 | block", "R&D | kpi | 100 | renormalise")).employees["E2"]
    )


E1, E2 = {"all", "E1"}, {"all", "E2"}
SALES, BOTH = E1 | {"销售"}, {"all", "E1", "E2", "销售", "研发"}


@pytest.mark.parametrize(
    ("old", "new", "concerned"),
    [
        ("收入 | 70", "收入 | 60", E1),
        ("| 80% |", "| 81% |", E1),
        ("| 80% |", "| 80 |", E1),
        ("ratio_up", "deviation_up", E1),
        ("| 100 | each=2", "| 120 | each=2", E1),
        ("each=2", "each=3", E1),
        ("收入", "回款", E1),
        ("points=2", "points=3", E2),
        ("部门 | 研发", "部门 | 销售", E2),
        ("E2 | 上线", "E1 | 上线", E1 | E2),
        ("销售 | kpi | 60 | block", "销售 | kpi | 60 | renormalise", SALES),
        ("销售 | kpi | 60", "销售 | kpi | 50", SALES),
        ("| zero | 2", "| zero | 3", SALES),
        ("5=100", "5=110", SALES),
        ("态度 | 40", "态度 | 30", SALES),
        ("A | 90", "A | 91", BOTH),
        ("1.2", "1.3", BOTH),
    ],
)
def test_a_changed_standard_changes_the_fingerprints_of_those_concerned(
    old: str, new: str, concerned: set[str]
) -> None:
    assert SHEET.count(old) == 1

    assert changed(SHEET.replace(old, new)) == concerned


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("rounding_digits", "1"),
        ("extra_cap_each", "3"),
        ("extra_cap_total", "5"),
        ("deduct_cap_total", "5"),
        ("veto_grade", "A"),
        ("coverage_floor", "60"),
    ],
)
def test_a_rule_of_the_cycle_concerns_everybody(setting: str, value: str) -> None:
    assert changed(SHEET, **{setting: value}) == BOTH
    assert changed(SHEET, company="云山公司", deadline_on="2026-12-01") == set()
