"""PDF for screen readers and for archives: what WeasyPrint is asked for stands in the file, byte for byte the same each time."""

import csv
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from perfxl.letters.batch import write_letters
from perfxl.letters.engine import Engine
from perfxl.letters.facts import LetterFacts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.quick.switch import without
from perfxl.letters.score_trace import score_trace
from tests.letters.hand_made import PNG, Person, scores_of
from tests.letters.quick.families import FAMILIES, assets_for

PERSON = Person("E1001", "示例甲")


def written(folder: Path, variant: str) -> Path:
    (folder / "logo.png").write_bytes(PNG)
    report = write_letters(
        scores_of(PERSON, logo="logo.png"), folder / "out", language="zh", variant=variant, logo_folder=folder
    )
    assert not report.failed
    return report.files["E1001"]


def facts() -> LetterFacts:
    return letter_facts(scores_of(PERSON))["E1001"]


def figures(node: Any) -> list[Any]:
    """All figures of a structure tree."""
    if isinstance(node, pikepdf.Array):
        return [figure for child in node for figure in figures(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if node.get("/S") == "/Figure" else []
    return own + (figures(node.K) if "/K" in node else [])


def test_the_accessible_letter_has_language_title_tags_and_words_for_its_pictures(tmp_path: Path) -> None:
    with pikepdf.open(written(tmp_path, "pdf/ua-1")) as pdf:
        about = pdf.open_metadata()

        assert about["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert facts().cycle in about["dc:title"]
        told = [str(figure.get("/Alt", "")) for figure in figures(pdf.Root.StructTreeRoot.K)]
        assert len(told) == 2  # logo and chart
        assert all(told)
        assert "示例制造有限公司" in told


def test_the_letter_for_archives_carries_its_reckoning(tmp_path: Path) -> None:
    with pikepdf.open(written(tmp_path, "pdf/a-3b")) as pdf:
        about = pdf.open_metadata()

        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "B")
        assert len(pdf.Root.OutputIntents) == 1
        assert pdf.Root.AF[0].AFRelationship == "/Data"
        (attached,) = pdf.attachments.values()
        content = attached.get_file().read_bytes()
        assert (attached.filename, attached.get_file().mime_type) == ("score-trace.csv", "text/csv")
        assert content == score_trace(facts())


def test_the_reckoning_says_every_number_of_the_letter_and_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(score_trace(facts()).decode("utf-8-sig"), newline="")))

    assert rows[0] == ["任职", "类别", "项目", "权重", "目标", "实际", "规则或依据", "得分", "贡献"]
    assert ["", "", "工号", "", "", "E1001", "", "", ""] in rows
    kpis = [row for row in rows if row[1] == "指标"]
    assert [row[2] for row in kpis] == [kpi.name for stretch in facts().stretches for kpi in stretch.kpis]
    assert rows[-2][7:] == [facts().score, ""]
    hostile = letter_facts(scores_of(Person("=1+1", "示例甲")))["=1+1"]
    assert "'=1+1" in score_trace(hostile).decode("utf-8-sig")


@pytest.mark.parametrize("variant", ["", "pdf/ua-1", "pdf/a-3b"])
def test_qpdf_finds_nothing_wrong_and_every_font_is_in_the_file(tmp_path: Path, variant: str) -> None:
    with pikepdf.open(written(tmp_path, variant)) as pdf:
        assert pdf.check_pdf_syntax() == []
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
        assert "/Encrypt" not in pdf.trailer


@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3b"])
def test_the_same_letter_gives_the_same_bytes(tmp_path: Path, variant: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()

    assert written(one, variant).read_bytes() == written(two, variant).read_bytes()


@pytest.mark.parametrize("name", ["review", "long", "english"])
def test_reused_answers_change_no_byte_of_tagged_letters(name: str) -> None:
    family = FAMILIES[name]
    letters = [letter.replace("alt=''", "alt='示例'") for letter in family.letters(2)]
    letters = [letter.replace("72' width", "72' role='img' width").replace("height='72'>", "height='72'><title>图</title>") for letter in letters]
    plain = Engine(family.style, assets_for(letters), variant="pdf/ua-1")
    expected = [plain.pdf(letter) for letter in letters]

    with Engine(family.style, assets_for(letters), reusing=without(()), variant="pdf/ua-1") as engine:
        assert [engine.pdf(letter) for letter in letters * 2] == expected * 2
        assert not engine.gave_up


def test_another_variant_is_another_letter_and_is_made_again(tmp_path: Path) -> None:
    scores = scores_of(PERSON)

    first = write_letters(scores, tmp_path / "out", language="zh")
    again = write_letters(scores, tmp_path / "out", language="zh", variant="pdf/ua-1")
    same = write_letters(scores, tmp_path / "out", language="zh", variant="pdf/ua-1")

    assert (first.written, again.written, same.unchanged) == (("E1001",),) * 3
