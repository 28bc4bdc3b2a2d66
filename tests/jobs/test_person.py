"""Which person an id on the command line means."""

import pytest

from perfxl.faults import WrongCommand
from perfxl.jobs.person import known_ids

ROSTER = ["00123", "E7", "E70"]


def test_full_width_case_and_spaces_do_not_matter_and_repeats_count_once() -> None:
    assert known_ids(["e7", "００１２３", " E7 "], ROSTER) == ["E7", "00123"]


def test_nobody_asked_for_is_nobody() -> None:
    assert known_ids([], ROSTER) == []


def test_unknown_ids_are_named_with_those_that_look_like_them() -> None:
    with pytest.raises(WrongCommand) as stopped:
        known_ids(["E7", "123", "Z9"], ROSTER)

    assert stopped.value.message.en == "There is no employee 123, Z9. Did you mean 00123?"
    assert stopped.value.message.zh == "没有工号 123、Z9。是否指 00123？"
