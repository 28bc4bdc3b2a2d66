"""A finished letter is read back and compared with its person."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from perfxl.letters import press
from perfxl.letters.batch import write_letters
from perfxl.letters.engine import Engine
from perfxl.letters.facts import LetterFacts
from perfxl.letters.filenames import letter_paths
from perfxl.letters.fonts import letter_fonts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.press import Press, Task
from perfxl.letters.proof import Proof, fonts_in, told
from perfxl.letters.subset import characters, small_fonts
from tests.letters.hand_made import Person, scores_of


def facts_of(employee_id: str, name: str) -> LetterFacts:
    return letter_facts(scores_of(Person(employee_id, name)))[employee_id]


def page(facts: LetterFacts, *, more: str = "") -> str:
    return f"{facts.name} · 工号 {facts.employee_id}\r\n{facts.score} {facts.grade} {more}"


def test_a_letter_that_names_its_person_passes_however_the_pdf_breaks_lines() -> None:
    facts = facts_of("E1001", "Ann Maria Lee")

    assert Proof(["E1001", "E1002"]).faults(facts, "Ann\r\nMaria Lee · E1001 · 93.93 Ａ") == []


@pytest.mark.parametrize("field", ["name", "employee_id", "score", "grade"])
def test_a_letter_without_its_persons_own_facts_does_not_pass(field: str) -> None:
    facts = facts_of("E1001", "云一帆")
    text = page(facts).replace(getattr(facts, field), "？", 1)

    assert field in Proof(["E1001"]).faults(facts, text)


def test_somebody_elses_id_is_noticed_and_a_longer_word_is_not_taken_for_it() -> None:
    facts, proof = facts_of("E1001", "云一帆"), Proof(["E1001", "E1002"])

    assert proof.faults(facts, page(facts, more="请参照E1002。")) == ["foreign_id"]
    assert proof.faults(facts, page(facts, more="型号 XE1002B")) == []


def test_short_numbers_are_ids_only_where_the_letter_does_not_say_them_itself() -> None:
    facts, proof = facts_of("7", "云一帆"), Proof(["7", "60", "8888"])

    assert proof.faults(facts, page(facts, more="权重 60%")) == []
    assert proof.faults(facts, page(facts, more="8888")) == ["foreign_id"]


@pytest.mark.parametrize(
    ("field", "own", "on_the_page"), [("score", "8.50", "88.50"), ("grade", "B", "B+"), ("employee_id", "E10", "E100")]
)
def test_a_number_or_word_counts_only_as_a_whole(field: str, own: str, on_the_page: str) -> None:
    facts = replace(facts_of("E1001", "云一帆"), **{field: own})
    text = page(facts).replace(own, on_the_page, 1)

    assert field in Proof(["E1001"]).faults(facts, text)
    assert field not in Proof(["E1001"]).faults(facts, page(facts))


def test_another_font_a_blank_page_and_anothers_file_name_are_noticed() -> None:
    facts = facts_of("E1001", "云一帆")
    regular, bold = small_fonts(letter_fonts(), characters([page(facts)]))
    assets = {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")}
    body = f"<html><body><p>{page(facts)}</p><p style='break-before: page'>MORE</p></body></html>"
    file, proof = PurePosixPath("销售部/E1001_云一帆"), Proof(["E1001"])

    own = Engine("p { font-family: 'perfxl letter' }", assets).pdf(body.replace("MORE", "1"))
    other = Engine("p { font-family: 'DejaVu Sans' }", assets).pdf(body.replace("MORE", "<i></i>"))

    assert fonts_in(own) == {b"perfxl-letter"}
    assert proof.of_letter(facts, own, file) == ([], 2)
    assert proof.of_letter(facts, other, file)[0] == ["blank_page", "foreign_font"]
    assert proof.of_letter(facts, own, PurePosixPath("销售部/E1001_云一帆~2"))[0] == []
    for wrong in ("销售部/E1002_云一帆", "研发部/E1001_云一帆", "销售部/E1001_云一帆~x"):
        assert proof.of_letter(facts, own, PurePosixPath(wrong))[0] == ["file_name"]


def test_all_that_can_be_wrong_is_told_in_both_languages() -> None:
    assert told(["score", "foreign_id"]) == ("缺少得分、写有他人工号", "the score is missing, another person's id is there")


def test_twenty_people_of_one_name_get_a_letter_each_and_one_that_was_swapped_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person(f"E20{number:02}", "示例同名", comments=()) for number in range(20)]
    swapped = letter_facts(scores_of(*people))["E2007"]
    original = Press.pdf

    def swap(self: Press, task: Task) -> bytes:
        return original(self, replace(task, facts=swapped) if task.facts.employee_id == "E2003" else task)

    monkeypatch.setattr(press.Press, "pdf", swap)
    report = write_letters(scores_of(*people), tmp_path, language="zh")

    assert len(report.written) == 19
    assert [(one.employee_id, one.code) for one in report.failed] == [("E2003", "PX703")]
    assert "缺少本人工号、写有他人工号" in report.failed[0].reason
    assert len({path.stem for path in tmp_path.rglob("*.pdf")}) == 19
    assert not list(tmp_path.rglob("E2003*"))


def test_people_whose_files_would_have_one_name_are_proved_all_the_same() -> None:
    people = letter_facts(scores_of(Person("E1", "云/帆"), Person("e1", "云_帆")))
    paths = letter_paths(people.values())

    assert sorted(str(path) for path in paths.values()) == ["销售部/E1_云_帆", "销售部/e1_云_帆~2"]
    for facts in people.values():
        assert "file_name" not in told_of(facts, paths[facts.employee_id])


def told_of(facts: LetterFacts, path: PurePosixPath) -> list[str]:
    regular, bold = small_fonts(letter_fonts(), characters([page(facts)]))
    engine = Engine("p { font-family: 'perfxl letter' }", {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")})
    return Proof(["E1", "e1"]).of_letter(facts, engine.pdf(f"<html><body><p>{page(facts)}</p></body></html>"), path)[0]
