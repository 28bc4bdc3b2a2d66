"""Every finding about mappings and forms is produced by a form, with its place, and told fully in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perfxl.findings import Finding
from perfxl.findings.catalogue import catalogue
from perfxl.rules.scores import score
from perfxl.rules.stated_totals import compared
from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapping_file import mapping_of, mappings_in
from tests.forms.drawn import FILE, FORM, HEAD, ONE_PERSON, ROSTER, book, grid, read
from tests.rules.test_every_code import badly_told
from tests.support.typed_cycle import cycle_from

SECTION = ONE_PERSON.replace("[[tables]]", '[[tables]]\nbelow = "业绩"\nsection_weight = "heading"')
SHARES = SECTION.replace("[tables.kpis]", 'weights_of = "section"\n[tables.kpis]')
PERSON = ONE_PERSON.replace('employee_id = "工号"', 'employee_id = { label = "姓名", person = true }')


def of_form(form: str, mapping: str = ONE_PERSON) -> list[Finding]:
    return list(read(form, mapping, roster=ROSTER).findings)


def of_wrong_file(folder: Path) -> list[Finding]:
    (folder / "mappings").mkdir()
    (folder / "mappings" / "坏.toml").write_text("name = ", encoding="utf-8")
    return list(mappings_in(folder / "mappings").findings)


def of_unconfirmed(folder: Path) -> list[Finding]:
    mapping = mapping_of(re.sub("confirmed_by.*", "", HEAD) + ONE_PERSON)
    return list(as_own_sheets(book(grid(FORM)), [mapping]).findings)


def of_two(folder: Path) -> list[Finding]:
    one, other = (mapping_of(HEAD.replace('"市场部"', f'"{name}"') + ONE_PERSON) for name in ("甲", "乙"))
    return list(as_own_sheets(book(grid(FORM)), [one, other]).findings)


def of_stated(folder: Path) -> list[Finding]:
    cycle = cycle_from("""
        # 指标
        employee_id | kpi  | weight | rule   | actual
        00101       | 收入 | 100    | manual | 88.124
    """)
    form = FORM + "最终得分 | 88.13\n等级 | A"
    stated = read(form, '[totals]\nscore = "最终得分"\ngrade = "等级"\n' + ONE_PERSON).stated
    return compared(score(cycle), stated)


CASES: list[tuple[str, Callable[[Path], list[Finding]], list[str]]] = [
    ("PX940", of_wrong_file, ["PX940 [mappings/坏.toml]"]),
    ("PX941", of_unconfirmed, [f"PX941 [{FILE}]"]),
    ("PX942", of_two, [f"PX942 [{FILE}]"]),
    ("PX944", lambda _: of_form(FORM.replace("工号", "编码")), [f"PX944 [{FILE}]考核表"]),
    ("PX945", lambda _: of_form(FORM + "| | | 姓名：禾示例"), ["PX945 B2"]),
    ("PX946", lambda _: of_form(FORM.replace("云示例", "")), ["PX946 B2"]),
    (
        "PX947",
        lambda _: of_form(FORM.replace("考核项目 | 权重 | 目标值", "事项 | 比重 | 标准")),
        [f"PX947 [{FILE}]考核表"],
    ),
    ("PX948", lambda _: of_form(FORM.replace("目标值", "标准")), ["PX948 A3"]),
    ("PX949", lambda _: of_form(FORM.replace("完成值", "完成值 | 完成值")), ["PX949 A3"]),
    ("PX950", lambda _: of_form(FORM + "无 | 0 | 0 | 0"), ["PX950 A6"]),
    ("PX951", lambda _: of_form(FORM + "合计 | 100%\n客户 | 5% | 1 | 2"), ["PX951 A7"]),
    ("PX952", lambda _: of_form(FORM.replace("云示例", "禾示例"), PERSON), ["PX952 B2"]),
    ("PX953", lambda _: of_form(FORM, PERSON), ["PX953 B2"]),
    (
        "PX954",
        lambda _: of_form(
            FORM.replace("90", "九十"), ONE_PERSON.replace('"完成值"', '{ header = "完成值", times = 2 }')
        ),
        ["PX954 D4"],
    ),
    ("PX955", lambda _: of_form(FORM.replace("考核项目 |", "业绩（70%）\n考核项目 |"), SECTION), ["PX955 A3"]),
    ("PX956", lambda _: of_form(FORM.replace("考核项目 |", "业绩\n考核项目 |"), SHARES), ["PX956 A3"]),
    ("PX957", of_stated, ["PX957 B6", "PX957 B7"]),
    ("PX958", lambda _: of_form(FORM + "总分 | 优秀", '[totals]\nscore = "总分"\n' + ONE_PERSON), ["PX958 B6"]),
]


@pytest.mark.parametrize(("code", "make", "expected"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_form_that_shows_it(
    code: str, make: Callable[[Path], list[Finding]], expected: list[str], tmp_path: Path
) -> None:
    findings = make(tmp_path)

    assert [f"{one.code} {(one.place and one.place.cell) or one.place}" for one in findings] == expected
    assert badly_told(findings) == []


def test_a_mapping_that_finds_no_sheet_says_so() -> None:
    from perfxl.workbook.forms.mapped import tried

    mapped = tried(
        book(grid(FORM, sheet="乙")), mapping_of(HEAD.replace('file = "市场部*"', 'sheet = "甲"') + ONE_PERSON)
    )

    assert ([one.code for one in mapped.findings], mapped.usable, mapped.book.grids) == (["PX943"], False, ())
    assert badly_told(mapped.findings) == []


def test_no_code_of_forms_is_forgotten() -> None:
    declared = [code for code in catalogue() if "PX940" <= code < "PX960"]

    assert sorted({*(code for code, _, _ in CASES), "PX943"}) == declared


def test_a_stated_total_is_compared_as_finely_as_the_form_shows_it() -> None:
    cycle = cycle_from("""
        # 指标
        employee_id | kpi  | weight | rule   | actual
        00101       | 收入 | 100    | manual | 88.126
        00102       | 收入 | 100    | manual |
    """)
    scores = score(cycle)

    def differing(said: str, what: str = "score", who: str = "00101") -> list[str]:
        form = FORM.replace("00101", who) + f"结论 | {said}"
        return [one.code for one in compared(scores, read(form, f'[totals]\n{what} = "结论"\n' + ONE_PERSON).stated)]

    assert [differing(said) for said in ("88.13", "88.1", "88", "88.126", "'88.13'")] == [[]] * 5
    assert [differing(said) for said in ("88.12", "88.2", "87", "88.13%")] == [["PX957"]] * 3 + [[]]
    assert differing("88.13", "kpi") == differing("B", "grade") == differing("b", "grade") == []
    assert differing("88.12", "base") == differing("A", "grade") == ["PX957"]
    assert differing("1", who="00102") == differing("1", who="00999") == []  # held, or nobody
