"""A letter's bytes do not depend on what is reused, on what came before, nor on the process that makes it."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfxl.letters.design import read_design
from perfxl.letters.engine import Engine
from perfxl.letters.gathering import letter_facts
from perfxl.letters.quick.catalogue import REUSING
from perfxl.letters.quick.switch import without
from tests.letters.hand_made import Person, scores_of
from tests.letters.quick.families import FAMILIES, REVIEW, Family, assets_for

ALL = without(())


def plain(family: Family, letters: list[str]) -> list[bytes]:
    engine = Engine(family.style, assets_for(letters))
    return [engine.pdf(letter) for letter in letters]


def reused(family: Family, letters: list[str], *, left_out: frozenset[str] = frozenset(), backwards: bool = False) -> list[bytes]:
    """Each letter twice in one engine; fails if the engine gave up."""
    order = range(len(letters))[::-1] if backwards else range(len(letters))
    made: dict[int, bytes] = {}
    with Engine(family.style, assets_for(letters), reusing=without(left_out)) as engine:
        for _ in range(2):
            for place in order:
                pdf = engine.pdf(letters[place])
                assert made.setdefault(place, pdf) == pdf
        assert not engine.gave_up
    return [made[place] for place in range(len(letters))]


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_of_designs_gives_the_same_bytes_in_both_orders(name: str) -> None:
    family = FAMILIES[name]
    letters = family.letters(3)
    expected = plain(family, letters)

    assert reused(family, letters) == expected
    assert reused(family, letters, backwards=True) == expected


@pytest.mark.parametrize("group", [group.name for group in REUSING])
def test_any_group_can_be_left_out(group: str) -> None:
    letters = REVIEW.letters(2)

    assert reused(REVIEW, letters, left_out=frozenset({group})) == plain(REVIEW, letters)


@pytest.mark.parametrize("preset", ["modern", "formal"])
def test_the_presets_give_the_same_bytes(preset: str) -> None:
    people = [
        Person("E1", "示例甲", language="en"),
        Person("E2", "示例乙", grade="D", comments=()),
        Person("E3", "示例丙", language="en", adjustments=()),
        Person("E4", "示例丁", position=""),
    ]
    design = read_design(preset)
    letters = [design.html(facts) for facts in letter_facts(scores_of(*people)).values()]
    family = Family(design.style, lambda number: "")

    assert reused(family, letters) == plain(family, letters)


def test_other_processes_with_other_hashes_give_the_same_bytes() -> None:
    told = {digest_in_process(seed) for seed in ("0", "1")}

    assert told == {digest(reused(REVIEW, REVIEW.letters(2)))}


def digest(letters: list[bytes]) -> str:
    return hashlib.sha256(b"".join(letters)).hexdigest()


def digest_in_process(seed: str) -> str:
    code = (
        "from tests.letters.quick.test_same_bytes import *; letters = REVIEW.letters(2); "
        "print(digest(reused(REVIEW, letters, backwards=True)))"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=root, env=environment).stdout.strip()
