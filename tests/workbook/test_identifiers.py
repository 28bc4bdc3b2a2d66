"""Ids are text, and several spellings may mean one person."""

import pytest

from perfxl.workbook.reading.identifiers import Roster, identifier, lost_digits


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("00123", "00123"),
        (123.0, "123"),
        (123, "123"),
        ("１２３", "123"),
        (" E 10\u300042 ", "E1042"),
        ("'00123", "00123"),
        (110101199003070000.0, "110101199003070000"),
        ("", ""),
    ],
)
def test_ids_are_text(cell: object, text: str) -> None:
    assert identifier(cell) == text


def test_an_id_is_completed_only_if_exactly_one_is_meant() -> None:
    roster = Roster({"00123": "甲", "0045": "乙", "045": "丙", "E7": "丁"})

    assert [roster.meant(typed) for typed in ("123", "45", "e7", "9")] == ["00123", "", "E7", ""]


def test_numbers_of_sixteen_digits_have_lost_their_last_ones() -> None:
    assert [lost_digits(cell) for cell in (1e15, 123456789012345.0, "110101199003071234")] == [True, False, False]
