"""A finished letter is read back and compared with its person."""

import pytest

from perfxl.letters.facts import LetterFacts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.proof import Proof
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
