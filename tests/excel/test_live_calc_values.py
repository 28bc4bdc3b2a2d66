"""Values in a live spreadsheet: what is written and what comes back, as through xlwings with Excel on Windows."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import xlwings

from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.refused import Refused

pytestmark = needs_live_calc


@pytest.fixture
def sheet(calc: xlwings.App) -> xlwings.Sheet:
    return calc.books.add().sheets[0]


def test_numbers_text_truth_values_dates_and_blanks_come_back_as_they_were(sheet: xlwings.Sheet) -> None:
    row = [1.5, -3.0, "文字", "a\nb", True, False, None, dt.datetime(2026, 1, 31), dt.datetime(2026, 1, 31, 12, 30, 15)]

    sheet["A1"].value = row

    assert sheet["A1:I1"].value == row
    assert [type(value) for value in sheet["A1:I1"].value] == [type(value) for value in row]


def test_dates_take_on_a_date_format_and_keep_one_that_is_there(sheet: xlwings.Sheet) -> None:
    sheet["A2"].number_format = "yyyy-mm-dd"
    sheet["A3"].number_format = "0.00"

    for cell in ("A1", "A2", "A3"):
        sheet[cell].value = dt.date(2026, 1, 31)

    assert [sheet[cell].number_format for cell in ("A1", "A2", "A3")] == ["m/d/yyyy", "yyyy-mm-dd", "0.00"]
    assert sheet["A1:A3"].value == [dt.datetime(2026, 1, 31), dt.datetime(2026, 1, 31), 46053]


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("007", 7.0, "General"),
        (" 12 ", 12.0, "General"),
        ("1,234.5", 1234.5, "#,##0.00"),
        ("50%", 0.5, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("1e3", 1000.0, "0.00E+00"),
        ("true", True, "General"),
        ("2026-01-31", dt.datetime(2026, 1, 31), "m/d/yyyy"),
        ("2026/1/31", dt.datetime(2026, 1, 31), "m/d/yyyy"),
        ("1/31/2026", dt.datetime(2026, 1, 31), "m/d/yyyy"),
        ("12:30", dt.datetime(1899, 12, 30, 12, 30), "h:mm"),
        ("2026-02-30", "2026-02-30", "General"),
        ("E1042", "E1042", "General"),
        ("85分", "85分", "General"),
        ("1.2.3", "1.2.3", "General"),
        ("=", "=", "General"),
        ("'007", "007", "General"),
        ("'=1+1", "=1+1", "General"),
        ("''x", "'x", "General"),
    ],
)
def test_text_in_a_general_cell_is_read_as_if_typed(
    sheet: xlwings.Sheet, text: str, value: object, number_format: str
) -> None:
    sheet["A1"].value = text

    assert (sheet["A1"].value, type(sheet["A1"].value), sheet["A1"].number_format) == (
        value,
        type(value),
        number_format,
    )


def test_a_cell_with_text_format_keeps_text_and_makes_text_of_numbers(sheet: xlwings.Sheet) -> None:
    sheet["A1:A6"].number_format = "@"

    sheet["A1"].options(transpose=True).value = ["007", "=1+1", "2026-01-31", 7, True, "110105199001011234"]

    assert sheet["A1:A6"].value == ["007", "=1+1", "2026-01-31", "7", "TRUE", "110105199001011234"]
    assert sheet["A1:A6"].number_format == "@"


def test_ids_lose_their_zeros_without_text_format(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [["007"], ["110105199001011234"]]

    assert sheet["A1:A2"].value == [7.0, 110105199001011234.0]


def test_a_number_over_a_truth_value_is_a_number(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = True
    sheet["A1"].value = 5

    assert (sheet["A1"].value, type(sheet["A1"].value)) == (5, float)


def test_errors_are_blank_or_their_text_when_asked(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [["=1/0", "=NA()", '=VALUE("x")', "=nosuch(1)", "=SUM(#REF!)", "#N/A"]]

    assert sheet["A1:F1"].value == [None] * 6
    texts = sheet["A1:F1"].options(err_to_str=True).value
    assert texts == ["#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#REF!", "#N/A"]
    assert sheet["A1"].raw_value == -2146826281


def test_what_formulas_give_has_its_type(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [["=1>0", "=DATE(2026,1,31)", '="a"&"b"', "=1+1", "=IF(1,TRUE,FALSE)"]]

    assert sheet["A1:D1"].value == [True, dt.datetime(2026, 1, 31), "ab", 2]


def test_money_comes_as_decimals(sheet: xlwings.Sheet) -> None:
    sheet["A1"].number_format = "[$¥-804]#,##0.00"
    sheet["A1"].value = 1234.5

    assert (sheet["A1"].value, type(sheet["A1"].value)) == (Decimal("1234.5"), Decimal)


def test_shapes_and_options(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, None]]

    assert sheet["A1"].value == 1
    assert sheet["A1:B1"].value == [1, 2]
    assert sheet["A1:A2"].value == [1, 3]
    assert sheet["A1"].options(ndim=2).value == [[1]]
    assert sheet["A1:B2"].options(empty="").value == [[1, 2], [3, ""]]
    assert sheet["A1:B1"].options(numbers=int).value == [1, 2]
    assert sheet["A1"].options(np.array, expand="right").value.tolist() == [1, 2]
    sheet["D1"].options(transpose=True).value = [7, 8]
    assert sheet["D1:D2"].value == [7, 8]
    sheet["E1:F2"].value = "same"
    assert sheet["E1:F2"].value == [["same", "same"], ["same", "same"]]


def test_a_table_of_pandas_goes_in_and_comes_back(sheet: xlwings.Sheet) -> None:
    table = pd.DataFrame({
        "工号": ["E1", "E2"], "分数": [90.5, np.nan], "日期": pd.to_datetime(["2026-01-31", None]), "是": [True, False],
    })  # fmt: skip

    sheet["B2"].options(index=False).value = table

    back = sheet["B2"].options(pd.DataFrame, expand="table", index=False).value
    pd.testing.assert_frame_equal(back, table, check_dtype=False)


def test_clearing_contents_keeps_formats_and_clearing_does_not(sheet: xlwings.Sheet) -> None:
    for cell in ("A1", "A2"):
        sheet[cell].value, sheet[cell].color, sheet[cell].number_format = 0.5, (255, 0, 0), "0%"

    sheet["A1"].clear_contents()
    sheet["A2"].clear()

    assert sheet["A1:A2"].value == [None, None]
    assert [(sheet[cell].color, sheet[cell].number_format) for cell in ("A1", "A2")] == [
        ((255, 0, 0), "0%"), (None, "General"),
    ]  # fmt: skip


def test_what_excel_does_not_take_is_refused(sheet: xlwings.Sheet) -> None:
    with pytest.raises(TypeError):
        sheet["A1"].value = dt.timedelta(days=1)
    with pytest.raises(Refused):
        sheet["A1"].value = "x" * 32_768
    with pytest.raises(Refused):
        sheet["A1:B2"].raw_value = [[1, 2, 3]]

    assert sheet["A1"].value is None


def test_a_workbook_that_counts_days_from_1904(calc: xlwings.App, tmp_path: object) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = dt.datetime(2026, 1, 31)
    book.save(f"{tmp_path}/mac.xlsx")
    sheet = calc.books.open(f"{tmp_path}/mac.xlsx").sheets[0]

    sheet["A2"].value = dt.datetime(2026, 2, 1)

    assert sheet["A1:A2"].value == [dt.datetime(2026, 1, 31), dt.datetime(2026, 2, 1)]


def test_five_thousand_rows_are_one_block(sheet: xlwings.Sheet) -> None:
    rows = [
        [f"E{row:05d}", "销售部", dt.datetime(2026, 1, 1), True, *(row + column / 8 for column in range(8))]
        for row in range(5_000)
    ]

    sheet["A1"].value = rows

    assert sheet.used_range.shape == (5_000, 12)
    assert sheet["A1:L5000"].value == rows
