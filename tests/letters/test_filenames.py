"""File names that every operating system takes."""

from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.letters.filenames import letter_paths, safe_name
from perfxl.letters.gathering import letter_facts
from tests.letters.hand_made import Person, scores_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("销售部", "销售部"),
        ("研发/测试:一组", "研发_测试_一组"),
        ("e\u0301", "é"),
        ("..", "_"),
        ("", "_"),
        ("  ", "_"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("部门. ", "部门"),
        (".hidden", "_hidden"),
        ("a\x00b\u202ec", "a_b_c"),
        ("字" * 100, "字" * 50),
    ],
)
def test_what_windows_forbids_is_replaced(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_any_text_becomes_one_plain_path_part(text: str) -> None:
    name = safe_name(text)

    assert name
    assert name not in (".", "..")
    assert not set(name) & set('<>:"/\\|?*\x00')
    assert name == name.rstrip(" .")
    assert len(name.encode()) <= 151
    assert safe_name(name) == name


def paths(*people: Any) -> dict[str, PurePosixPath]:
    return letter_paths(letter_facts(scores_of(*people)).values())


def test_letters_lie_in_their_department_and_never_on_each_other() -> None:
    people = (Person("E1", "云一帆"), Person("e1", "云一帆"), Person("E2", "林海", department=""))

    assert {id_: str(path) for id_, path in paths(*people).items()} == {
        "E1": "销售部/E1_云一帆",
        "e1": "销售部/e1_云一帆~2",
        "E2": "_/E2_林海",
    }
