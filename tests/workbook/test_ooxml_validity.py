"""Microsoft's Open XML SDK finds no error in what perfxl writes, and does find one that is there."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.results.book import write_results
from tests.support.ooxml_files import needs_validator, ooxml_errors
from tests.support.typed_cycle import cycle_from
from tests.workbook.macros.books import macro_book

pytestmark = needs_validator


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    path = tmp_path_factory.mktemp("sample") / "cycle.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return score(read_cycle(path, as_of=SAMPLE_AS_OF))


def nobody() -> Scores:
    return score(cycle_from("# 指标\n employee_id | kpi | weight | rule | target | actual"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_with_links_into_the_cycle_workbook(sample: Scores, language: str) -> None:
    path = Path(sample.cycle.folder) / f"{language}.xlsx"
    write_results(sample, path, language=language, as_of=SAMPLE_AS_OF)

    assert ooxml_errors(path) == []


def test_results_of_nobody(tmp_path: Path) -> None:
    write_results(nobody(), tmp_path / "empty.xlsx", language="zh", as_of=SAMPLE_AS_OF)

    assert ooxml_errors(tmp_path / "empty.xlsx") == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rows", [sample_rows, dict], ids=["sample", "blank"])
def test_cycle_workbooks(rows: Callable[[], dict[str, list[dict[str, object]]]], language: str, tmp_path: Path) -> None:
    build_workbook(tmp_path / "cycle.xlsx", rows(), language=language)

    assert ooxml_errors(tmp_path / "cycle.xlsx") == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("filled", [True, False], ids=["sample", "blank"])
def test_cycle_workbooks_with_macros(language: str, filled: bool) -> None:
    assert ooxml_errors(macro_book(language, filled)) == []


def test_an_error_is_found(tmp_path: Path) -> None:
    """A sheet whose tables are named before its rows is what Excel offers to repair."""
    write_results(nobody(), tmp_path / "good.xlsx", language="zh", as_of=SAMPLE_AS_OF)
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as bad:
        for name in good.namelist():
            part = good.read(name)
            bad.writestr(name, part.replace(b"<sheetData>", b"<tableParts/><sheetData>") if "sheet2" in name else part)

    assert "/xl/worksheets/sheet2.xml" in ooxml_errors(tmp_path / "bad.xlsx")[0]
