"""calibrate: what the command says and writes, in both languages; a proposal alone decides nothing."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdfium2 import PdfDocument

import perfxl
from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.jobs.calibrate import calibrate, calibrate_json, save_committee, save_committee_paper
from perfxl.jobs.review import review, save_report
from perfxl.letters.documents.committee import committee_paper
from perfxl.letters.documents.facts import texts_of
from perfxl.rules.committee import Committee
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.review.committee import committee_sheets, rows_sheet
from perfxl.workbook.review.committee_page import committee_page
from tests.jobs.asking import ask
from tests.support.ooxml_files import needs_validator, ooxml_errors
from tests.support.typed_cycle import cycle_from

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
AS_OF = ("--as-of", str(SAMPLE_AS_OF))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("校准") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


@pytest.fixture(scope="module")
def found(sample: Path) -> Committee:
    return calibrate(read_cycle(sample, as_of=SAMPLE_AS_OF))


def test_the_command_writes_workbook_and_paper_and_says_that_nothing_changed(sample: Path, tmp_path: Path) -> None:
    book, paper = tmp_path / "校准.xlsx", tmp_path / "校准.pdf"

    answer = ask("calibrate", str(sample), "--out", str(book), "--pdf", str(paper), *AS_OF)

    assert answer.code == 1  # the sample has people who are held
    assert "没有改变任何等级" in answer.out
    assert openpyxl.load_workbook(book).sheetnames == ["校准概览", "校准会议", "校准名额", "校准提案"]
    text = "".join("".join(page.get_textpage().get_text_bounded() for page in PdfDocument(paper)).split())
    assert "校准会议材料" in text
    assert "阿拉巴马悖论" in text


def test_json_is_complete_and_has_no_nan(sample: Path, found: Committee) -> None:
    answer = ask("calibrate", str(sample), "--json", "--lang", "en", *AS_OF)

    said = json.loads(answer.out)
    assert said == json.loads(json.dumps(calibrate_json(found, "en"), allow_nan=False))
    assert sorted(said) == ["as_of", "cycle", "findings", "least", "people", "pool", "pools"]
    assert {line["status"] for line in said["people"]} == {None, "lower", "borderline"}
    assert [line["places"] for line in said["pools"]] == [3.0, 10.0, None, None, None]


def test_a_results_file_is_not_written_over_a_cycle_workbook(sample: Path) -> None:
    assert ask("calibrate", str(sample), "--out", str(sample), *AS_OF).code == 2


def test_english_sheets_and_paper_hold_no_chinese_of_ours(found: Committee) -> None:
    page = committee_page(found, "en")
    ours = [
        *(str(cell.value) for cell in page.cells),
        *(chart.title for chart in page.charts),
        *(
            text
            for sheet in (*committee_sheets(found, "en"), rows_sheet(found, "en"))
            for text in (
                sheet.title,
                *(line.text for line in sheet.head),
                *(one.title for one in sheet.tables[0].columns),
            )
        ),
    ]
    paper = committee_paper(found, "en")
    ours += [text for section in paper.sections for text in (section.title, *section.told, *section.notes)]

    assert [text for text in ours if _CHINESE.search(text)] == []


def test_people_and_departments_are_all_that_is_chinese_in_an_english_row(found: Committee) -> None:
    names = {*found.people["name"], *found.people["department"]}
    texts = [text for section in committee_paper(found, "en").sections for text in texts_of(section)]

    rest = [re.sub("|".join(map(re.escape, sorted(names, key=len, reverse=True))), "", text) for text in texts]
    assert [text for text in rest if _CHINESE.search(text)] == []


@needs_validator
def test_the_workbook_is_sound_for_excel(found: Committee, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        path = save_committee(found, tmp_path / f"{language}.xlsx", language=language)
        assert ooxml_errors(path) == []


def test_rows_pasted_without_who_and_when_decide_nothing(found: Committee, tmp_path: Path) -> None:
    table = rows_sheet(found, "zh").tables[0]
    pasted: Sequence[Mapping[str, object]] = table.rows[[column.key for column in table.columns]].to_dict("records")

    path = tmp_path / "绩效管理.xlsx"
    build_workbook(path, {**sample_rows(), "calibration": list(pasted)}, language="zh")
    scores = perfxl.score(read_cycle(path, as_of=SAMPLE_AS_OF))

    assert [*scores.people["grade"]] == [*found.scores.people["grade"]]
    assert scores.findings.codes().count("PX601") == len(pasted) > 0


def test_nobody_to_talk_about_still_gives_a_workbook_and_a_paper(tmp_path: Path) -> None:
    empty = calibrate(cycle_from("# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 收入 | 100 | manual |"))

    assert save_committee(empty, tmp_path / "校准.xlsx", language="zh").stat().st_size > 0
    assert committee_paper(empty, "zh").sections[0].table is None


def test_a_tie_is_named_in_the_paper_and_in_no_report_that_names_nobody(tmp_path: Path) -> None:
    level = "\n".join(f"E10{i:02} | 收入 | 100 | manual | {95 if i < 4 else 80}" for i in range(12))
    grades = "# 等级\ngrade | lower_bound | quota\nA | 90 | 20%\nB | 0 |\n"
    found = review(cycle_from(grades + "# 指标\nemployee_id | kpi | weight | rule | actual\n" + level))

    save_report(found, tmp_path / "复盘.pdf", language="zh")
    save_committee_paper(found.committee, tmp_path / "校准.pdf", language="zh")

    texts = [
        "".join(p.get_textpage().get_text_bounded() for p in PdfDocument(tmp_path / f))
        for f in ("复盘.pdf", "校准.pdf")
    ]
    assert ["E1000" in text for text in texts] == [False, True]
    assert "PX609" in found.findings.codes()


def test_results_explanation_and_json_say_who_decided_why_and_when(tmp_path: Path) -> None:
    decided = {
        "employee_id": "01006",
        "proposed_grade": "A",
        "reason": "名额",
        "decided_by": "校准会议",
        "decided_on": date(2026, 10, 28),
    }
    path, results = tmp_path / "绩效管理.xlsx", tmp_path / "结果.xlsx"
    build_workbook(path, {**sample_rows(), "calibration": [decided]}, language="zh")

    told = ask("explain", str(path), "01006", *AS_OF).out
    said = json.loads(ask("score", str(path), "--out", str(results), "--json", *AS_OF).out)

    assert "按分数为等级 S；校准为 A：名额（校准会议，2026-10-28）。" in told
    assert said["calibration"] == [
        {"employee_id": "01006", "grade": "A", "reason": "名额", "decided_by": "校准会议", "decided_on": "2026-10-28"}
    ]
    cells = [str(value) for row in openpyxl.load_workbook(results)["得分"].iter_rows(values_only=True) for value in row]
    assert "校准为 A：名额（校准会议，2026-10-28）" in cells
