"""A proposal names what is on the form, says how sure it is, and is used by nobody before it is confirmed."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapped import tried
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.samples import write_foreign_returns, write_sample_mappings
from perfxl.workbook.suggesting.suggestion import Suggestion, suggested
from perfxl.workbook.suggesting.vocabulary import HEADERS, LABELS, meaning_of
from tests.forms.drawn import FORM, book, grid, read, rows, told
from tests.forms.test_laws_of_forms import Paper, forms


def proposal(form: str, language: str = "zh", **drawn: object) -> Suggestion:
    found = suggested(book(grid(form, **drawn)), language)
    assert found is not None
    return found


def test_a_simple_form_is_read_as_proposed_once_it_is_confirmed() -> None:
    found = proposal(FORM)
    by_hand = book(grid(FORM))

    unconfirmed = as_own_sheets(by_hand, [mapping_of(found.text)])
    confirmed = as_own_sheets(by_hand, [mapping_of(found.text.replace('confirmed_by = ""', "confirmed = true"))])

    assert (told(unconfirmed), unconfirmed.usable) == (["PX941"], False)
    assert [row[:3] for row in rows(confirmed, "指标")[1:]] == [["收入", "00101", "60%"], ["回款", "00101", "40%"]]
    assert (found.named, found.doubtful) == (6, 0)
    assert 'file = "市场部-*.xlsx"' in found.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_s_forms_need_no_change_for_their_kpis_and_ratings(tmp_path: Path, language: str) -> None:
    forms_of_sample = write_foreign_returns(tmp_path / "returns", language)
    write_sample_mappings(tmp_path / "mappings")
    by_hand = [mapping_of(path.read_text("utf-8")) for path in sorted((tmp_path / "mappings").iterdir())]

    for path in (forms_of_sample[2], forms_of_sample[-1]):
        there = read_book(path)
        found = suggested(there, language)
        assert found is not None
        mine, theirs = tried(there, mapping_of(found.text)), as_own_sheets(there, by_hand)
        assert kept(mine, "指标") == kept(theirs, "指标")
        assert len(rows(mine, "评价")) == len(rows(theirs, "评价"))


def kept(mapped: object, sheet: str) -> set[tuple[object, ...]]:
    found = rows(mapped, sheet)  # type: ignore[arg-type]
    columns = [found[0].index(name) for name in ("指标名称", "工号", "权重", "目标值", "实际值")]
    return {tuple(row[column] for column in columns) for row in found[1:]}


def test_what_is_only_alike_is_marked_with_its_percent() -> None:
    found = proposal(FORM.replace("完成值", "完成值数").replace("考核项目", "年度考核项目"))

    assert re.search(r'actual = "完成值数" +# D3: 完成值数, ⚠ 与“完成值”相似 [789][0-9]%，请核对', found.text)
    assert re.search(r'kpi = "年度考核项目" +# A3: 年度考核项目, ⚠ 与“考核项目”相似 9[0-9]%，请核对', found.text)
    assert found.doubtful == 2


def test_sections_fractions_points_and_totals_are_seen() -> None:
    form = """
        季度绩效考核表
        姓名：云示例    工号：00101    上级工号：00102
        一、业绩（60%）
        指标 | 权重 | 目标 | 完成情况
        收入 | 0.6 | 100 | 90
        回款 | 0.4 | 50 | 45
        小计 | 1
        二、态度（40%）
        考核要素 | 分值 | 自评 | 上级评
        协作 | 60 | 50 | 48
        学习 | 40 | 30 | 35
        合计 | 100
        总分 | 88.5
    """
    found = proposal(form)
    mapped = tried(book(grid(form)), mapping_of(found.text))

    assert [row[:3] for row in rows(mapped, "指标")[1:]] == [["收入", "00101", "36%"], ["回款", "00101", "24%"]]
    assert [row[3:5] for row in rows(mapped, "评价")[1:]] == [
        ["self", 83.333333333], ["self", 75.0], ["manager", 80.0], ["manager", 87.5]
    ]  # fmt: skip
    assert [(one.what, one.value) for one in mapped.stated] == [("score", 88.5)]
    assert told(mapped) == []


def test_people_without_ids_are_looked_up_and_raters_without_ids_are_asked_for() -> None:
    found = proposal("姓名 | 指标 | 权重 | 自评 | 上级评\n云示例 | 收入 | 1 | 4 | 5")

    assert 'employee_id = { header = "姓名", person = true }' in found.text
    assert "# rater_id = { value" in found.text
    assert mapping_of(found.text).needs_roster


@pytest.mark.parametrize("form", ["x", "姓名 | 工号 | 电话\n云示例 | 1 | 2", "指标 | 权重 | 目标\n收入 | 1 | 2"])
def test_nothing_is_proposed_where_nothing_is_recognised(form: str) -> None:
    assert suggested(book(grid(form)), "zh") is None


def test_the_vocabulary_knows_each_word_once() -> None:
    for words in (HEADERS, LABELS):
        each = [word for line in words.values() for word in line.split()]
        assert len(each) == len(set(each))
    assert meaning_of("考 核 指 标（KPI）") == ("item", 100, "考核指标")
    assert meaning_of("2026") is None
    assert meaning_of("部门经理意见与建议以及下一步计划安排等内容") is None


@settings(max_examples=40, deadline=None)
@given(forms())
def test_any_layout_gives_a_proposal_that_reads_the_same_kpis(form: tuple[Paper, dict[str, tuple[int, int]]]) -> None:
    there = book(form[0].grid())
    found = suggested(there, "en")
    assert found is not None

    mapped = tried(there, mapping_of(found.text))

    shown = {(row[0], row[1]) for row in rows(mapped, "指标")[1:]}
    assert shown == {("收入", "00101"), ("回款", "00101"), ("新客户", "00101")}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["姓名", "工号", "指标", "权重", '坏"\\字\n', "自评", "", "25%", "85", "合计", "一、业绩（70%）", "x：y"]),
                         min_size=1, max_size=6), min_size=1, max_size=8))  # fmt: skip
def test_a_proposal_is_always_a_mapping(cells: list[list[str]]) -> None:
    form = "\n".join("|".join(one.replace("\n", " ") for one in row) or "x" for row in cells)
    found = suggested(book(grid(form or "x")), "zh")

    if found is not None:
        assert not mapping_of(found.text).is_confirmed
        read(form, found.text.partition("[match]")[2].partition("\n\n")[2])
