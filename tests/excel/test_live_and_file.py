"""One contract for both ways in: a workbook read from its file and read from the live book gives the same cycle."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlwings as xw

import perfxl
from perfxl.cycle.sample import sample_rows
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.excel.live_book import live_cycle
from perfxl.workbook.entry.builder import build_workbook
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc
DAY = date(2026, 12, 31)
ACTUAL = [column.key for column in sheet_of("kpis").columns].index("actual") + 1
Open = Callable[[Path], xw.Book]
Change = Callable[[openpyxl.Workbook], None]


def both_ways(path: Path, opened: Open) -> tuple[Cycle, Cycle]:
    """A live book always has the values of its formulas, so the file is what a spreadsheet program saved."""
    book = opened(path)
    book.app.calculate()
    book.save(path.with_name("saved.xlsx"))
    return perfxl.read_cycle(path.with_name("saved.xlsx"), as_of=DAY), live_cycle(book, as_of=DAY)


def assert_same(file: Cycle, live: Cycle) -> None:
    assert live.settings == file.settings
    assert live.columns == file.columns
    assert [one.line("zh") for one in live.findings] == [one.line("zh") for one in file.findings]
    assert live.tables.keys() == file.tables.keys()
    for key, table in file.tables.items():
        pd.testing.assert_frame_equal(live.tables[key], table, check_dtype=True, rtol=0, atol=0, obj=key)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_is_the_same_both_ways(tmp_path: Path, opened: Open, language: str) -> None:
    path = tmp_path / "sample.xlsx"
    build_workbook(path, sample_rows(), language=language)

    assert_same(*both_ways(path, opened))


def test_scores_are_the_same_both_ways(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "sample.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    file, live = (perfxl.score(cycle) for cycle in both_ways(path, opened))

    pd.testing.assert_frame_equal(live.people, file.people)
    assert live.fingerprints == file.fingerprints
    assert [one.line("en") for one in live.findings] == [one.line("en") for one in file.findings]


def percent_cells(book: openpyxl.Workbook) -> None:
    sheet = book["指标"]
    for row in (3, 4, 7):
        actual = sheet.cell(row, ACTUAL)
        actual.value, actual.number_format = 0.85, "0%"


def hidden_rows(book: openpyxl.Workbook) -> None:
    for row in (5, 6, 9):
        book["指标"].row_dimensions[row].hidden = True


def merged_cells(book: openpyxl.Workbook) -> None:
    sheet = book["指标"]
    sheet["A3"].value = None
    sheet.merge_cells("A2:A3")


def odd_cells(book: openpyxl.Workbook) -> None:
    sheet = book["指标"]
    for row, text in enumerate(("８５", "85分", "85％", "—", "优秀", "１，２３４", "=1/0", "=NA()", "=70+15"), start=2):
        sheet.cell(row, ACTUAL).value = text


def ids_in_many_forms(book: openpyxl.Workbook) -> None:
    sheet = book["指标"]
    sheet["A2"].value, sheet["A3"].value, sheet["A4"].value = 10001, "１０００２", " 10003 "


def dates_in_many_forms(book: openpyxl.Workbook) -> None:
    sheet = book["员工"]
    for row, value in enumerate((date(2020, 7, 1), "2020.7.1", "20200701", "2020年7月1日", 44013), start=2):
        sheet.cell(row, 8).value = value


def a_hidden_sheet(book: openpyxl.Workbook) -> None:
    book["评价"].sheet_state = "hidden"


def a_strange_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("草稿")["B3"] = "不是数据"


def a_renamed_header(book: openpyxl.Workbook) -> None:
    book["指标"]["B1"].value = "考核项"


def title_rows_above(book: openpyxl.Workbook) -> None:
    book["指标"].insert_rows(1, amount=3)
    book["指标"]["A1"].value = "2026 年度指标"


@pytest.mark.parametrize(
    "change",
    [percent_cells, hidden_rows, merged_cells, ids_in_many_forms, dates_in_many_forms, a_hidden_sheet, a_strange_sheet,
     a_renamed_header, title_rows_above],
)  # fmt: skip
def test_odd_books_are_the_same_both_ways(tmp_path: Path, opened: Open, change: Change) -> None:
    path = changed(tmp_path, change)

    assert_same(*both_ways(path, opened))


def test_errors_and_odd_texts_are_the_same_both_ways(tmp_path: Path, opened: Open) -> None:
    file, live = both_ways(changed(tmp_path, odd_cells), opened)

    assert_same(file, live)
    assert np.isnan(file["kpis"]["actual"].iloc[6])


def changed(folder: Path, change: Change) -> Path:
    path = folder / "changed.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path
