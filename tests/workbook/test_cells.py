"""What raw cells mean: every odd way of typing a number, a date, an id, a choice."""

import math
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import CellStatus
from perfxl.language import Text
from perfxl.workbook.reading.cells import read_text_cell, typed_column
from perfxl.workbook.reading.columns_as_typed import ColumnAsTyped

GIVEN, BLANK, UNREADABLE, NOT_APPLICABLE, WORDS = CellStatus


def column(kind: Kind, **more: Any) -> Column:
    return Column("x", Text("列", "column"), kind, Text("", ""), **more)


def read(kind: Kind, cells: list[object], *, declared: Column | None = None, **more: Any) -> dict[str, list[object]]:
    arrays = typed_column(ColumnAsTyped(column=declared or column(kind), cells=cells, **more)).arrays
    return {name: array.tolist() for name, array in arrays.items()}


def codes(kind: Kind, cells: list[object], *, declared: Column | None = None, **more: Any) -> list[str]:
    typed = ColumnAsTyped(column=declared or column(kind), cells=cells, **more)
    return [remark.finding.code for remark in typed_column(typed).remarks]


@pytest.mark.parametrize(
    ("cell", "value", "percent", "shown"),
    [
        (85.0, 85.0, False, "85"),
        (1234.5, 1234.5, False, "1234.5"),
        (7, 7.0, False, "7"),
        ("85", 85.0, False, "85"),
        ("８５", 85.0, False, "85"),
        ("'85", 85.0, False, "85"),
        ("\u00a085\u3000", 85.0, False, "85"),
        ("1,234.5", 1234.5, False, "1,234.5"),
        ("１，２３４", 1234.0, False, "1,234"),
        ("-3.5", -3.5, False, "-3.5"),
        ("−3", -3.0, False, "-3"),
        ("+.5", 0.5, False, "+.5"),
        ("1.5e3", 1500.0, False, "1.5e3"),
        ("85%", 85.0, True, "85%"),
        ("85％", 85.0, True, "85%"),
        ("85分", 85.0, False, "85分"),
        ("85 h", 85.0, False, "85 h"),
        ("1200元", 1200.0, False, "1200元"),
        ("￥1,200", 1200.0, False, "¥1,200"),
    ],
)
def test_a_quantity_is_the_number_that_a_person_sees(cell: object, value: float, percent: bool, shown: str) -> None:
    assert read(Kind.QUANTITY, [cell]) == {
        "x": [value],
        "x.status": [GIVEN],
        "x.percent": [percent],
        "x.text": [shown],
    }


def test_a_percent_formatted_quantity_is_the_shown_number() -> None:
    found = read(Kind.QUANTITY, [0.85, 0.8537, 1.1, 0.07], percent=frozenset({0, 1, 2, 3}))

    assert found["x"] == [85.0, 85.37, 110.0, 7.0]
    assert found["x.text"] == ["85%", "85.37%", "110%", "7%"]
    assert found["x.percent"] == [True] * 4


@pytest.mark.parametrize(
    "word", ["—", "–", "-", "--", "/", "无", "N/A", "NA", "n/a", "不适用", "未适用", "nan", "None", "NULL"]
)
def test_a_dash_is_not_applicable_and_no_finding(word: str) -> None:
    assert read(Kind.QUANTITY, [word])["x.status"] == [NOT_APPLICABLE]
    assert codes(Kind.QUANTITY, [word]) == codes(Kind.NUMBER, [word]) == []


@pytest.mark.parametrize("nothing", ["", " ", "\u3000\u00a0", "\t\n", "'"])
@pytest.mark.parametrize("kind", [Kind.QUANTITY, Kind.NUMBER, Kind.PERCENT, Kind.DATE])
def test_a_blank_is_not_a_zero(kind: Kind, nothing: str) -> None:
    found = read(kind, [nothing])

    assert found["x.status"] == [BLANK]
    assert found["x"] != [0.0]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("优秀", "优秀"),
        ("1,23", "1,23"),
        ("80-90", "80-90"),
        ("约85", "约85"),
        ("85左右", "85左右"),
        ("3天半", "3天半"),
        (" 需求、设计 ", "需求、设计"),
        ("=1+1", "=1+1"),
        (True, "TRUE"),
        (date(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1, 8, 30), "2026-07-01 08:30"),
        (time(6, 0), "06:00:00"),
    ],
)
def test_words_in_a_quantity_keep_their_text(cell: object, shown: str) -> None:
    found = read(Kind.QUANTITY, [cell])

    assert (found["x.status"], found["x.text"]) == ([WORDS], [shown])
    assert codes(Kind.QUANTITY, [cell]) == []
    assert codes(Kind.NUMBER, [cell]) == ["PX110"]
    assert read(Kind.NUMBER, [cell])["x.status"] == [UNREADABLE]


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1e999", math.inf])
def test_what_is_not_finite_is_unreadable(cell: object) -> None:
    assert read(Kind.QUANTITY, [cell])["x.status"] == [UNREADABLE]
    assert codes(Kind.NUMBER, [cell]) == ["PX110"]


@pytest.mark.parametrize(
    ("cell", "row_unit", "value"),
    [
        ("85万元", "万元", 85.0),
        ("85万", "万元", 85.0),
        ("85万元", "", None),
        ("85万", "元", None),
        ("10k", "", None),
        ("3千克", "", 3.0),
        ("1200元", "万元", None),
        ("3天", "小时", None),
        ("3h", "小时", 3.0),
        ("3筐", "筐", 3.0),
    ],
)
def test_a_unit_that_changes_the_value_is_read_only_if_the_row_says_the_same(
    cell: str, row_unit: str, value: float | None
) -> None:
    found = read(Kind.QUANTITY, [cell], units=[row_unit])

    if value is None:
        assert found["x.status"] == [UNREADABLE]
        assert codes(Kind.QUANTITY, [cell], units=[row_unit]) == ["PX121"]
        assert codes(Kind.NUMBER, [cell], units=[row_unit]) == ["PX121"]
    else:
        assert found["x"] == [value]
        assert codes(Kind.QUANTITY, [cell], units=[row_unit]) == ["PX120"]


def test_dropped_units_are_said_once_for_each_unit() -> None:
    typed = ColumnAsTyped(column=column(Kind.QUANTITY), cells=["85分", 90.0, "70分", "3天"])

    found = [(remark.position, remark.finding.facts()["cells"]) for remark in typed_column(typed).remarks]

    assert found == [(0, 2), (3, 1)]


@pytest.mark.parametrize("cell", [True, "八十五", date(2026, 1, 1)])
def test_a_number_cell_without_number_is_reported(cell: object) -> None:
    assert codes(Kind.NUMBER, [cell]) == ["PX110"]


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 7, 1),
        datetime(2026, 7, 1, 8, 30),
        46204.0,
        46204.6,
        20260701.0,
        20260701,
        "20260701",
        "2026.7.1",
        "2026/7/1",
        "2026-07-01",
        "2026-07-01 08:30:00",
        "2026年7月1日",
        "２０２６年７月１日",
        " 2026-7-1 ",
    ],
)
def test_dates_in_every_way_they_are_written(cell: object) -> None:
    found = typed_column(ColumnAsTyped(column=column(Kind.DATE), cells=[cell]))

    assert found.arrays["x"].tolist() == np.array(["2026-07-01"], dtype="datetime64[ns]").tolist()
    assert found.remarks == []


def test_serial_numbers_of_1904_books_are_four_years_later() -> None:
    found = typed_column(ColumnAsTyped(column=column(Kind.DATE), cells=[46204.0 - 1462], date1904=True))

    assert found.arrays["x"].astype("datetime64[D]").tolist() == [date(2026, 7, 1)]


@pytest.mark.parametrize(
    "cell", ["下周", "2026-13-01", "2026-02-30", "2026年7月", date(1989, 12, 31), 3.0, True, "2101-01-01"]
)
def test_what_is_no_usable_date_is_reported(cell: object) -> None:
    assert read(Kind.DATE, [cell])["x.status"] == [UNREADABLE]
    assert codes(Kind.DATE, [cell]) == ["PX123"]


def test_numbers_and_truths_that_are_equal_are_told_apart() -> None:
    found = read(Kind.QUANTITY, [1.0, True, 0.0, False, 1.0])

    assert found["x.text"] == ["1", "TRUE", "0", "FALSE", "1"]
    assert read(Kind.QUANTITY, [True, 1.0])["x.text"] == ["TRUE", "1"]


def test_long_ids_stored_as_numbers_are_reported() -> None:
    assert codes(Kind.ID, [1.10101199003071e17]) == ["PX124"]


def test_choices_are_recognised_in_both_languages() -> None:
    rule = column(Kind.CHOICE, choices=RULES, required=True)

    assert read(Kind.CHOICE, ["越大越好", "RATIO_UP", "more is better", " 反 比 "], declared=rule)["x"] == [
        "ratio_up",
        "ratio_up",
        "ratio_up",
        "inverse_down",
    ]
    assert codes(Kind.CHOICE, ["大约", "—", ""], declared=rule) == ["PX122", "PX122", "PX107"]


def test_defaults_fill_blanks_but_a_blank_cap_stays_blank() -> None:
    schemes, kpis = sheet_of("schemes"), sheet_of("kpis")

    assert read(Kind.NUMBER, ["", 3.0], declared=schemes.column("min_raters"))["min_raters"] == [1.0, 3.0]
    assert read(Kind.CHOICE, ["", "—"], declared=schemes.column("missing_policy"))["missing_policy"] == ["block"] * 2
    assert read(Kind.NUMBER, [""], declared=kpis.column("cap"))["cap.status"] == [BLANK]


def test_errors_and_formulas_without_result_are_never_blank_and_never_zero() -> None:
    more: dict[str, Any] = {"errors": {0: "#N/A"}, "uncalculated": frozenset({1})}

    for kind in (Kind.QUANTITY, Kind.NUMBER, Kind.PERCENT, Kind.DATE):
        assert read(kind, ["", 0.0, ""], **more)["x.status"] == [UNREADABLE, UNREADABLE, BLANK]
    for kind in (*Kind,):
        assert codes(kind, ["", 0.0, ""], **more) == ["PX108", "PX109"]
    required = column(Kind.TEXT, required=True)
    assert codes(Kind.TEXT, ["", "", ""], declared=required, **more) == ["PX108", "PX109", "PX107"]


def test_numbers_outside_the_declared_range_are_reported() -> None:
    bounded = column(Kind.NUMBER, low=0, high=6)

    assert codes(Kind.NUMBER, [-1.0, 0.0, 6.0, 7.0], declared=bounded) == ["PX128", "PX128"]
    assert read(Kind.NUMBER, [-1.0], declared=bounded)["x.status"] == [UNREADABLE]


def test_texts_stay_text() -> None:
    cells = [" 甲 ", "=1+1", "@x", 2026.0, 0.85, True, date(2026, 7, 1)]

    found = read(Kind.TEXT, cells, percent=frozenset({4}))["x"]

    assert found == ["甲", "=1+1", "@x", "2026", "85%", "TRUE", "2026-07-01"]


@pytest.mark.parametrize(
    ("key", "text", "cell"),
    [
        ("actual", "85%", {"actual": 85.0, "actual.status": 0, "actual.percent": True, "actual.text": "85%"}),
        ("weight", "25", {"weight": 25.0, "weight.status": 0}),
        ("weight", "0.25", {"weight": 25.0, "weight.status": 0}),
        ("rule", "反比", {"rule": "inverse_down"}),
        (
            "assignment_from",
            "2026.7.1",
            {"assignment_from": np.datetime64("2026-07-01", "ns"), "assignment_from.status": 0},
        ),
        ("employee_id", " 00123", {"employee_id": "00123"}),
    ],
)
def test_one_typed_text_becomes_a_cell_with_its_side_columns(key: str, text: str, cell: dict[str, object]) -> None:
    assert read_text_cell(sheet_of("kpis").column(key), text) == cell


@given(st.lists(st.one_of(st.floats(-1e9, 1e9), st.sampled_from(["", "85%", "无", "3天", "甲", "1,000"])), max_size=8))
def test_a_cell_of_a_quantity_column_means_the_same_beside_any_others(cells: list[object]) -> None:
    together = read(Kind.QUANTITY, cells)
    alone = [read(Kind.QUANTITY, [cell]) for cell in cells]

    for name, found in together.items():
        np.testing.assert_array_equal(found, [one[name][0] for one in alone])


@given(st.text(max_size=12))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for kind in Kind:
        found = read(kind, [text])
        assert all(len(values) == 1 for values in found.values())
