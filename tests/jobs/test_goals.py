"""perfxl goals on the sample company: the tree, the sums, the agreements, in both languages."""

from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.letters.proof import pdf_text
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import AS_OF, ask, small_company


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("goals") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


def test_json_gives_the_tree_with_sums_coverage_and_agreements(sample: Path) -> None:
    answer = ask("goals", sample, "--json", *AS_OF).json

    goals = {goal["goal_id"]: goal for goal in answer["goals"]}
    assert (len(goals), goals["D06-1"]["total"], goals["D06-1"]["adds_up"]) == (36, 55.0, False)
    assert (goals["G1"]["total"], goals["G1"]["adds_up"], goals["P01-1"]["depth"]) == (5200.0, True, 2)
    assert goals["D02-2"]["total"] is None
    assert answer["coverage"][0]["departments"] == ["销售部", "研发部", "生产部"]
    assert answer["agreed"] == {"signed": 30, "counter": 1}
    assert sorted(one["code"] for one in answer["findings"]) == ["PX355", "PX358", "PX359", "PX371", "PX378", "PX378"]
    assert answer["files"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_outline_levels_and_the_pdf_the_tree(sample: Path, language: str, tmp_path: Path) -> None:
    answer = ask("goals", sample, "--out", tmp_path, "--lang", language, *AS_OF)

    name = {"zh": "目标分解", "en": "goals"}[language]
    sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
    levels = [int(sheet.row_dimensions[row].outlineLevel) for row in range(1, sheet.max_row + 1)]
    text, _ = pdf_text((tmp_path / f"{name}.pdf").read_bytes())
    assert (answer.code, answer.err) == (0, "")
    assert [levels.count(level) for level in (1, 2)] == [23, 7]  # one department goal stands alone, with its reason
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    for goal in ("G1", "D06-1", "P06-2", "D06-4"):
        assert goal in text
    assert {"zh": "下级合计 55", "en": "below: 55"}[language] in text


def test_writing_again_gives_the_same_bytes_and_nothing_else_is_replaced(sample: Path, tmp_path: Path) -> None:
    files = [tmp_path / "目标分解.xlsx", tmp_path / "目标分解.pdf"]
    ask("goals", sample, "--out", tmp_path, "--lang", "zh", *AS_OF)
    first = [file.read_bytes() for file in files]

    assert ask("goals", sample, "--out", tmp_path, "--lang", "zh", *AS_OF).code == 0
    assert [file.read_bytes() for file in files] == first
    files[0].write_bytes(b"mine")
    assert ask("goals", sample, "--out", tmp_path, "--lang", "zh", *AS_OF).code == 2
    assert files[0].read_bytes() == b"mine"


def test_a_cycle_without_goals_has_an_empty_tree(tmp_path: Path) -> None:
    workbook = small_company(tmp_path / "cycle.xlsx")

    answer = ask("goals", workbook, "--out", tmp_path / "out", "--lang", "en")

    assert answer.code == 0
    assert "There are no goals." in answer.out
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".pdf", ".xlsx"]
