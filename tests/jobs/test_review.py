"""`perfxl review`: the contract's JSON, the workbook, the report, and what is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

import perfxl
from perfxl.cycle.sample import sample_rows
from perfxl.jobs.review import review, review_json, save_report, save_review
from perfxl.rules.review import Review
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.review.book import review_sheets
from tests.jobs.asking import AS_OF, ask, small_company
from tests.support.planted_company import FAULTS, Company

CONTRACT = {
    "raters": "rater_id role n mean severity severity_low severity_high adjustable flags",
    "agreement": "role n_targets n_raters icc1 icc2 icc3 icc1k icc2k icc3k krippendorff_alpha kendall_w",
    "kpis": "kpi n ceiling cv item_rest effective_weight published_weight flags",
    "weights": "employee_id grade can_flip to shift",
    "groups": "by group n mean hedges_g cliffs_delta selection_rate impact_ratio fisher_p suppressed",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


@pytest.fixture(scope="module")
def faulty() -> Review:
    return review(perfxl.score(Company(1).with_faults(FAULTS)), by=("department", "group"))


@pytest.fixture(scope="module")
def answer(sample: Path) -> dict[str, Any]:
    return ask("review", sample, *AS_OF, "--json").json


@pytest.mark.parametrize("table", CONTRACT)
def test_the_json_has_the_fields_of_the_contract(table: str, answer: dict[str, Any]) -> None:
    assert answer[table]
    assert [set(CONTRACT[table].split()) - row.keys() for row in answer[table]] == [set()] * len(answer[table])


def test_a_review_of_python_says_what_the_command_says(sample: Path, answer: dict[str, Any]) -> None:
    cycle = perfxl.read_cycle(sample, as_of=date(2026, 10, 31))

    assert review_json(perfxl.review(cycle), "zh") == answer
    assert review_json(perfxl.review(perfxl.score(cycle)), "zh") == answer


def test_shifts_add_up_to_nothing_and_stay_within_the_limit(answer: dict[str, Any]) -> None:
    flipped = [row for row in answer["weights"] if row["can_flip"]]

    assert flipped
    for row in flipped:
        assert sum(row["shift"].values()) == pytest.approx(0, abs=1e-6)
        assert max(map(abs, row["shift"].values())) <= answer["weight_limit"] + 1e-5
        assert row["to"] not in (None, row["grade"])
    assert all(row["to"] is None and row["shift"] == {} for row in answer["weights"] if not row["can_flip"])


def test_the_workbook_opens_with_its_sheets_in_both_languages(
    tmp_path: Path, faulty: Review
) -> None:
    names = {}
    for language in ("zh", "en"):
        path = save_review(faulty, tmp_path / f"{language}.xlsx", language=language)
        names[language] = openpyxl.load_workbook(path).sheetnames

    assert names["zh"] == ["建议", "体检", "权重", "评价人", "一致性", "等级把握", "公平", "调整对照"]
    assert names["en"] == [
        "Proposals", "Health", "Weights", "Raters", "Agreement", "Certainty", "Fairness", "Adjusted",
    ]  # fmt: skip


def test_the_first_sheet_says_what_to_do_and_whom_to_talk_to(faulty: Review) -> None:
    rows = review_sheets(faulty, "zh")[0].tables[0].rows

    found = set(zip(rows["kind"], rows["about"], strict=True))
    assert {("删除或改写", "安全"), ("合并", "收入"), ("提高目标", "交付"), ("查明原因", "乙")} <= found
    assert {("谈一谈", "E000 E000"), ("谈一谈", "E001 E001")} <= found


def test_the_same_review_gives_the_same_bytes(tmp_path: Path, faulty: Review) -> None:
    files = [save_review(faulty, tmp_path / f"{number}.xlsx", language="zh").read_bytes() for number in range(2)]

    assert files[0] == files[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_shows_every_section_and_no_person(
    language: str, tmp_path: Path, faulty: Review
) -> None:
    path = save_report(faulty, tmp_path / "report.pdf", language=language)

    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    titles = {
        "zh": ("要点", "下一周期的建议", "等级", "权重", "指标", "评价人", "各组比较"),
        "en": ("In short", "Proposals for the next cycle", "Grades", "Weights", "KPIs", "Raters", "Groups compared"),
    }
    assert [title for title in titles[language] if title not in text] == []
    assert [one for one in faulty.scores.people["employee_id"] if one in text] == []


def test_files_are_written_and_named(sample: Path, tmp_path: Path) -> None:
    out, pdf = tmp_path / "复盘.xlsx", tmp_path / "复盘.pdf"

    said = ask("review", sample, *AS_OF, "--out", out, "--pdf", pdf)

    assert said.code == ask("score", sample, *AS_OF).code
    assert (str(out) in said.out, str(pdf) in said.out) == (True, True)
    assert (out.read_bytes()[:2], pdf.read_bytes()[:5]) == (b"PK", b"%PDF-")


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "review.pdf"),
        ("--pdf", "report.xlsx"),
        ("--by", "shoe_size"),
        ("--selected-from", "Z"),
        ("--weight-limit", "101"),
    ],
)
def test_a_wrong_option_is_a_wrong_command(words: tuple[str, str], sample: Path, tmp_path: Path) -> None:
    value = tmp_path / words[1] if words[0] in ("--out", "--pdf") else words[1]

    assert ask("review", sample, words[0], value).code == 2


def test_neither_the_cycle_nor_a_foreign_pdf_is_replaced(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "cycle.xlsx")
    (tmp_path / "notes.pdf").write_text("no pdf at all", encoding="utf-8")

    assert ask("review", cycle, "--out", cycle).code == 2
    assert ask("review", cycle, "--pdf", tmp_path / "notes.pdf").code == 2


def test_a_company_of_two_without_raters_is_reviewed_too(tmp_path: Path) -> None:
    cycle, pdf = small_company(tmp_path / "cycle.xlsx"), tmp_path / "r.pdf"

    said = ask("review", cycle, "--json", "--out", tmp_path / "r.xlsx", "--pdf", pdf)

    assert said.code == 0
    assert (said.json["raters"], said.json["agreement"]) == ([], [])
    assert all(row["suppressed"] for row in said.json["groups"])
    assert pdf.exists()


def test_nobody_at_all_is_reviewed_too(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "cycle.xlsx", actuals=())

    said = ask("review", cycle, "--json", "--out", tmp_path / "r.xlsx", "--pdf", tmp_path / "r.pdf")

    assert said.code in (0, 1)
    assert (said.json["weights"], said.json["kpis"], said.json["groups"]) == ([], [], [])
