"""Careful words: for a veto, the lowest grade and the one above it; about the work, never the person."""

from html import unescape

import pytest

from perfxl.letters.design import read_design
from perfxl.letters.design_folder import presets
from perfxl.letters.gathering import letter_facts
from tests.letters.hand_made import Person, scores_of

VETO = {"kind": "veto", "item": "安全事故", "status": "veto"}
ABOUT_THE_PERSON = ("能力差", "态度差", "懒", "不合格的员工", "lazy", "poor performer", "weak employee", "failure")


def tone_of(grade: str, *adjustments: dict[str, str], grades: int = 4) -> str:
    scores = scores_of(Person("E1", "云一帆", grade=grade, computed_grade=grade, adjustments=adjustments))
    scores.cycle = scores.cycle.with_tables(grades=scores.cycle["grades"].iloc[:grades])
    (facts,) = letter_facts(scores).values()
    return facts.tone


@pytest.mark.parametrize(("grade", "tone"), [("A", ""), ("B", ""), ("C", "second_lowest"), ("D", "lowest"), ("", "lowest")])
def test_low_grades_have_a_tone_of_their_own(grade: str, tone: str) -> None:
    assert tone_of(grade) == tone


def test_of_three_grades_the_middle_one_is_the_usual_one() -> None:
    assert [tone_of(grade, grades=3) for grade in "ABC"] == ["", "", "lowest"]


def test_a_veto_goes_before_the_grade() -> None:
    assert tone_of("D", VETO) == tone_of("A", VETO) == "veto"


@pytest.mark.parametrize("preset", presets())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_tone_has_its_words_in_the_letter(preset: str, language: str) -> None:
    design = read_design(preset)
    words = design.files.words[language]

    pages = {}
    for tone, grade, adjustments in (("lowest", "D", ()), ("second_lowest", "C", ()), ("veto", "D", (VETO,))):
        person = Person("E1", "云一帆", grade=grade, computed_grade=grade, adjustments=adjustments, language=language)
        (facts,) = letter_facts(scores_of(person)).values()
        pages[tone] = unescape(design.html(facts))
        assert [other for other in ("lowest", "second_lowest", "veto") if words[f"care_{other}"] in pages[tone]] == [tone]
    assert not [word for word in ABOUT_THE_PERSON for page in pages.values() if word in page]
