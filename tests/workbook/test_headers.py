"""Where the header stands, which column is which, and which rows are data."""

from collections.abc import Sequence
from typing import Any

import pytest

from perfxl.cycle.sheets import sheet_of
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.headers import Header, column_named, find_header, missing_columns
from perfxl.workbook.reading.rows import Rows, data_rows, row_ranges

KPIS = sheet_of("kpis")
HEADER = ("工号", "指标名称", "权重", "计分规则", "目标值", "实际值")
ROW = ("E1", "收入", 100.0, "越大越好", 100.0, 90.0)
PLAIN = {"employee_id": 0, "kpi": 1, "weight": 2, "rule": 3, "target": 4, "actual": 5}
Merged = tuple[tuple[int, int, int, int], ...]


def grid_of(rows: Sequence[Sequence[object]], *, merged: Merged = (), **facts: Any) -> Grid:
    width = max(map(len, rows))
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    return Grid("a.xlsx", "指标", cells, facts=SheetFacts(merged=merged, **facts))


def header_of(grid: Grid) -> Header:
    header = find_header(grid, KPIS)
    assert header is not None
    return header


def rows_of(grid: Grid) -> Rows:
    return data_rows(grid, header_of(grid), KPIS)


@pytest.mark.parametrize(
    "text",
    ["权重", "权 重", "权重*", "权重（必填）", "*权重", "WEIGHT", "权重（%）", "权重\n(100%)", "权重\nWeight", "占比"],
)
def test_a_header_is_recognised_whatever_its_marks_and_line_breaks(text: str) -> None:
    assert column_named(text, KPIS) == "weight"


@pytest.mark.parametrize(
    ("text", "key"), [("实际值（万元）", "actual"), ("目标值(小时)", "target"), ("实际值（上期）", ""), ("收入", "")]
)
def test_only_a_unit_in_brackets_can_be_left_out(text: str, key: str) -> None:
    assert column_named(text, KPIS) == key


def test_titles_above_and_an_empty_first_column_do_not_matter() -> None:
    titles: list[Sequence[object]] = [("", "2026 年度销售部指标表"), ("", "填表日期", "2026-07-01"), (), ()]
    header = header_of(grid_of([*titles, ("", *HEADER), ("", *ROW)]))

    assert (header.first_row, header.last_row) == (4, 4)
    assert header.columns == {key: number + 1 for key, number in PLAIN.items()}


def test_a_header_below_row_30_is_not_looked_for() -> None:
    assert find_header(grid_of([*[("说明",)] * 30, HEADER, ROW]), KPIS) is None


@pytest.mark.parametrize("merged", [((0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 5)), ()])
def test_two_lines_are_one_header(merged: Merged) -> None:
    top = ("工号", "指标", "", "", "数值", "")
    bottom = ("", "名称", "权重", "计分规则", "目标值", "实际值")
    header = header_of(grid_of([top, bottom, ROW], merged=merged))

    assert (header.first_row, header.last_row) == (0, 1)
    assert header.columns == PLAIN


def test_a_title_merged_across_columns_belongs_to_each_of_them() -> None:
    top, bottom = ("工号", "指标", "", ""), ("", "权重", "名称", "计分规则")
    header = header_of(grid_of([top, bottom, ("E1", 100.0, "收入", "反比")], merged=((0, 1, 0, 3),)))

    assert header.columns == {"employee_id": 0, "weight": 1, "kpi": 2, "rule": 3}


def test_the_first_row_of_data_is_no_second_header_line() -> None:
    header = header_of(grid_of([("工号", "指标名称", "权重", "规则", "备注"), ("E1", "目标", "", "反比", "实际值")]))

    assert header.last_row == 0
    assert header.unknown == ((4, "备注"),)


def test_repeated_unknown_and_name_headers_are_told_apart() -> None:
    header = header_of(grid_of([("序号", "姓名", *HEADER, "占比", "备注"), ROW]))

    assert header.names == 1
    assert header.again == ((8, "weight"),)
    assert header.unknown == ((9, "备注"),)
    assert header.columns["weight"] == 4


def test_half_of_the_required_columns_make_a_header_and_the_rest_are_named() -> None:
    header = header_of(grid_of([("工号", "指标名称", "实际值"), ("E1", "收入", 90.0)]))

    assert missing_columns(header, KPIS) == ["weight", "rule"]
    assert find_header(grid_of([("工号", "电话"), ("E1", "1")]), KPIS) is None


def test_blank_rows_are_no_data_and_rows_below_a_gap_are() -> None:
    rows = rows_of(grid_of([HEADER, ROW, (), ("  ", "\u3000"), ROW, (0.0,)]))

    assert rows.data == [1, 4, 5]


def test_a_row_that_holds_only_an_error_is_data() -> None:
    assert rows_of(grid_of([HEADER, ROW, ("",)], errors={(2, 5): "#N/A"})).data == [1, 2]


@pytest.mark.parametrize(
    "row",
    [
        ("合计", "", 100.0),
        ("", "合计：", 100.0),
        ("小 计", "", 60.0),
        ("Total", "", 100.0),
        ("销售部合计", "", 100.0),
        ("备注：数据来自财务系统",),
        ("填表人：云一", "", "", "日期：2026-07-01"),
    ],
)
def test_totals_and_remarks_are_skipped(row: Sequence[object]) -> None:
    rows = rows_of(grid_of([HEADER, ROW, row]))

    assert rows.data == [1]
    assert [number for number, _ in rows.skipped] == [2]


def test_a_kpi_that_is_called_a_total_is_data() -> None:
    assert rows_of(grid_of([HEADER, ("E1", "收入合计", 50.0), ("E2", "总计", 50.0)])).data == [1, 2]


def test_a_scheme_that_is_called_a_total_is_data() -> None:
    schemes = sheet_of("schemes")
    grid = grid_of([("方案", "组成部分", "权重"), ("小计", "指标", 100.0), ("合计", "", 100.0)])
    header = find_header(grid, schemes)

    assert header is not None
    assert data_rows(grid, header, schemes).data == [1]


def test_merged_labels_are_filled_down_and_numbers_are_not() -> None:
    cells = [HEADER, ROW, ("", "回款", "", "越大越好"), ("", "利润", 20.0, "越大越好"), ()]
    rows = rows_of(grid_of(cells, merged=((1, 0, 4, 0), (1, 2, 2, 2))))

    assert rows.filled == {(2, 0): "E1", (3, 0): "E1"}
    assert rows.data == [1, 2, 3]
    assert rows.merged == [(1, 0, 4, 0)]


def test_the_same_header_again_is_skipped_and_another_ends_the_table() -> None:
    again = rows_of(grid_of([HEADER, ROW, HEADER, ROW]))
    other = rows_of(grid_of([HEADER, ROW, (), ("工号", "实际值"), ("E1", 3.0)]))

    assert (again.data, again.second_table) == ([1, 3], None)
    assert (other.data, other.second_table) == ([1], 3)


def test_rows_are_named_as_people_count_them() -> None:
    assert row_ranges([2, 3, 4, 8]) == "3-5, 9"
    assert row_ranges([]) == ""
