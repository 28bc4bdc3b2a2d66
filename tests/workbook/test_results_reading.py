"""Reading the results workbook on screen and on paper: links, owners, what prints."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.results.book import results_sheets, write_results
from perfxl.workbook.writing.widths import SMALLEST_PRINT, column_widths, printed_columns
from tests.support.libreoffice import values
from tests.workbook.test_results import AS_OF, company, table


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "results.xlsx"
    write_results(company(), path, language="zh", as_of=AS_OF)
    return path


def links(path: Path, sheet: str) -> dict[str, str]:
    """Where the links of a sheet lead, by cell."""
    page = openpyxl.load_workbook(path)[sheet]
    return {cell.coordinate: cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}


def test_links_lead_from_a_score_to_its_lines_and_back(book: Path) -> None:
    sheets = values(book)

    def cell(link: str) -> object:
        sheet, place = link.replace("'", "").split("!")
        assert place[0] == "A"
        return sheets[sheet][int(place[1:]) - 1][0]

    to_trace, to_scores = links(book, "得分"), links(book, "得分明细")
    assert [(cell("得分!" + place), cell(link)) for place, link in to_trace.items()] == [
        (e, e) for e in ("E1", "E2", "E4")
    ]
    assert [cell(link) for link in to_scores.values()] == ["E1", "E2", "E4"]
    last = next(iter(to_scores))
    assert sheets["得分明细"][int(last[1:]) - 1][3] == "最终得分"
    found = links(book, "问题清单")
    assert {cell(link) for link in found.values()} >= {"E4"}
    assert [cell(link) for link in links(book, "完整度").values()] == ["E4", "E4", "E1", "E2", "E3", "E4"]


def test_places_are_links_only_where_the_cycle_workbook_stands_beside(tmp_path: Path) -> None:
    scores = company()
    beside = replace(scores, cycle=replace(scores.cycle, folder=str(tmp_path)))
    (tmp_path / "deeper").mkdir()
    for path in (tmp_path / "r.xlsx", tmp_path / "deeper" / "r.xlsx"):
        write_results(beside, path, language="zh", as_of=AS_OF)

    page = openpyxl.load_workbook(tmp_path / "r.xlsx")["问题清单"]
    at = {cell.value: cell.column for cell in page[4]}
    places = [page.cell(row, at["位置"]) for row in range(5, page.max_row + 1)]
    linked = [cell for cell in places if cell.hyperlink]
    assert [f"[cycle.xlsx]{cell.hyperlink.location}".replace("'", "") for cell in linked] == [c.value for c in linked]
    assert {cell.hyperlink.target for cell in linked} == {"cycle.xlsx"}
    assert all("cycle.xlsx" not in link for link in links(tmp_path / "deeper" / "r.xlsx", "问题清单").values())


def test_a_finding_says_who_mends_it(book: Path) -> None:
    found = table(book, "问题清单", "程度")

    assert found[["代码", "由谁处理"]].to_numpy().tolist() == [["PX201", ""], ["PX205", "E1 云一帆"], ["PX530", ""]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_prints_is_large_enough_to_read(sample_scores: Scores, language: str) -> None:
    """A4 across at 60 % or more, and what HR needs is among the printed columns."""
    needed = {
        "perfxl_scores": {"employee_id", "name", "status", "score", "grade", "blocked_by"},
        "perfxl_trace_1": {"item", "target", "actual", "points", "contribution", "check", "note"},
        "perfxl_findings": {"severity", "code", "owner", "fact", "remedy", "place"},
    }
    for sheet in results_sheets(sample_scores, language, as_of=AS_OF):
        widths = column_widths(sheet.tables)
        count = printed_columns(widths, sheet.printed)
        assert sum(7 * width + 5 for width in widths[:count]) * 25.4 / 96 * SMALLEST_PRINT <= 277
        keys = {column.key for column in sheet.tables[0].columns[:count]}
        assert needed.get(sheet.tables[0].name, set()) - keys == set()


@pytest.fixture(scope="module")
def sample_scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    path = tmp_path_factory.mktemp("sample") / "cycle.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return score(read_cycle(path, as_of=SAMPLE_AS_OF))
