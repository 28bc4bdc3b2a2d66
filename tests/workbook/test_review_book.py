"""The review workbook of anything: companies with every defect, nobody at all; sound for Excel, complete in each language."""

import json
import re
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.jobs.review import review, review_json, save_review
from perfxl.letters.documents.report import review_report
from perfxl.rules.review import Review
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.review.book import review_sheets
from tests.oracle.random_people import random_cycle
from tests.support.ooxml_files import needs_validator, ooxml_errors
from tests.support.typed_cycle import cycle_from, cycle_of_rows

BY = ("department", "position", "group", "joined_on", "scheme", "manager_id")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Review:
    path = tmp_path_factory.mktemp("sample") / "cycle.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return review(read_cycle(path, as_of=SAMPLE_AS_OF))


@pytest.mark.parametrize("seed", range(6))
def test_companies_with_every_defect_are_reviewed(seed: int, tmp_path: Path) -> None:
    """No warning of numpy or pandas, no NaN or infinity in the JSON, a workbook and a report."""
    typed = random_cycle(seed, 60 if seed == 0 else 15)
    sheets = {key: rows for key, rows in typed.items() if isinstance(rows, list)}
    cycle = cycle_of_rows(sheets, typed["settings"], as_of=date.fromisoformat(typed["as_of"]))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = review(cycle, by=BY)
        json.dumps(review_json(found, "zh"), allow_nan=False)
        save_review(found, tmp_path / "review.xlsx", language="zh")
        assert review_report(found, "en").sections


def test_english_headers_and_heads_hold_no_chinese(sample: Review) -> None:
    texts = [
        text
        for sheet in review_sheets(sample, "en")
        for text in (
            sheet.title,
            *(line.text for line in sheet.head),
            *(column.title for table in sheet.tables for column in table.columns),
        )
    ]

    assert [text for text in texts if _CHINESE.search(text)] == []


def test_every_column_of_the_workbook_is_filled_from_its_table(sample: Review, tmp_path: Path) -> None:
    path = save_review(sample, tmp_path / "review.xlsx", language="zh")
    book = openpyxl.load_workbook(path)

    for sheet in review_sheets(sample, "zh"):
        header = sheet.header_rows()[0] + 1
        titles = [cell.value for cell in book[sheet.title][header]]
        assert titles[: len(sheet.tables[0].columns)] == [column.title for column in sheet.tables[0].columns]


@needs_validator
@pytest.mark.parametrize("language", ["zh", "en"])
def test_excel_opens_it_without_repair(sample: Review, language: str, tmp_path: Path) -> None:
    nobody = review(cycle_from("# 指标\n employee_id | kpi | weight | rule | target | actual"))
    for number, found in enumerate((sample, nobody)):
        path = save_review(found, tmp_path / f"{number}.xlsx", language=language)

        assert ooxml_errors(path) == []
