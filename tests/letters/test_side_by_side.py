"""Sections side by side: about the same height, long ones below."""

from dataclasses import replace

from perfxl.letters.facts import Comment
from perfxl.letters.gathering import letter_facts
from perfxl.letters.side_by_side import lines_of, rows_of
from tests.letters.hand_made import Person, scores_of

(FACTS,) = letter_facts(scores_of(Person("E1", "云一帆"))).values()
ORDER = (("result",), ("strengths", "to_work_on", "comments", "talk"))


def test_the_shorter_column_takes_what_follows() -> None:
    assert rows_of(ORDER, FACTS) == [(("result",),), (("strengths", "comments", "talk"), ("to_work_on",))]
    assert rows_of(ORDER, replace(FACTS, to_work_on=())) == [
        (("result",),),
        (("strengths", "talk"), ("to_work_on", "comments")),
    ]


def test_a_long_comment_takes_the_whole_width_below() -> None:
    long = replace(FACTS, comments=(Comment(role="上级", text="长" * 400),))

    assert rows_of(ORDER, long)[1:] == [(("strengths", "talk"), ("to_work_on",)), (("comments",),)]


def test_what_is_not_there_takes_no_line_and_chinese_is_wider_than_english() -> None:
    assert lines_of("comments", replace(FACTS, comments=()), 20) == 0
    assert lines_of("talk", replace(FACTS, meeting="字" * 40, appeal=""), 20) == 3
    assert lines_of("talk", replace(FACTS, meeting="x" * 40, appeal=""), 20) == 3
    assert lines_of("talk", replace(FACTS, meeting="x" * 36, appeal=""), 20) == 2
