"""Groups are used only with the sources that they were written for, and leave no trace when they are not in use."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
import weasyprint.pdf.fonts as pdf_fonts
from weasyprint.layout import inline
from weasyprint.text import line_break

from perfxl.letters.engine import Engine, RenderingWarned
from perfxl.letters.engine_report import engine_standing
from perfxl.letters.quick import catalogue, fingerprints, lines, switch
from perfxl.letters.quick.groups import Replacement
from perfxl.letters.quick.memory import Memo, Memory, is_short
from tests.letters.quick.families import REVIEW, assets_for, page


@pytest.fixture(autouse=True)
def looked_at_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PERFXL_CACHE", str(tmp_path / "cache"))
    switch.standing.cache_clear()
    yield
    switch.standing.cache_clear()


def test_here_all_groups_are_known() -> None:
    assert not switch.standing().off
    assert engine_standing() == (("14/14 组加速", "14 of 14 quick groups"), True)


def test_a_file_that_is_not_the_known_one_leaves_out_its_groups_and_those_that_need_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(fingerprints.KNOWN, "weasyprint/layout/leader.py", "0" * 16)

    standing = switch.standing()

    assert standing.off["lines"].en == "weasyprint/layout/leader.py is not the known one"
    assert standing.off["blocks"].en == "needs lines"
    assert set(standing.off) == {"lines", "blocks"}
    told, well = engine_standing()
    assert (told.en, well) == (
        "12 of 14 quick groups; lines: weasyprint/layout/leader.py is not the known one; blocks: needs lines",
        False,
    )


def test_another_weasyprint_is_used_in_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = REVIEW.letters(1)
    before = Engine(REVIEW.style, assets_for(letters)).pdf(letters[0])
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    switch.standing.cache_clear()
    after = Engine(REVIEW.style, assets_for(letters), reusing=switch.without(())).pdf(letters[0])

    assert engine_standing()[0].en.startswith("0 of 14 quick groups; ")
    assert "WeasyPrint 71.0 is not known" in engine_standing()[0].en
    assert before[:5] == after[:5] == b"%PDF-"
    assert before != after  # no group is left that changes bytes


def test_outside_of_the_engine_weasyprint_is_as_it_was() -> None:
    before = (inline.iter_line_boxes, line_break.Layout.reactivate, hasattr(line_break.Layout, "__getattr__"))

    with Engine(REVIEW.style, assets_for([]), reusing=switch.without(())):
        assert inline.iter_line_boxes is not before[0]

    assert (inline.iter_line_boxes, line_break.Layout.reactivate, hasattr(line_break.Layout, "__getattr__")) == before


def test_an_error_in_a_group_costs_time_and_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = REVIEW.letters(3)
    expected = [Engine(REVIEW.style, assets_for(letters)).pdf(letter) for letter in letters]
    monkeypatch.setattr(lines, "_again", lambda *args: 1 / 0)

    with Engine(REVIEW.style, assets_for(letters), reusing=switch.without(())) as engine:
        made = [engine.pdf(letter) for letter in letters]

    assert engine.gave_up
    assert made == expected


def test_an_error_in_a_group_that_changes_bytes_costs_no_letter_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(memory: Memory) -> Iterator[Replacement]:
        import pydyf

        yield Replacement(pydyf.Stream, "data", property(lambda self: 1 / 0))

    standing = switch.standing()
    lean = tuple(replace(group, replacements=broken) for group in standing.lean)
    monkeypatch.setattr("perfxl.letters.engine.standing", lambda: replace(standing, lean=lean))
    engine = Engine(REVIEW.style, assets_for([]))

    assert engine.pdf(page("<p>1</p>"))[:5] == b"%PDF-"
    assert engine.gave_up


def test_a_letter_of_its_own_fault_is_refused_every_time_and_the_engine_stays_quick() -> None:
    letters = REVIEW.letters(2)
    wrong = page("<p style='frobnicate: 1'>1</p>")
    with Engine(REVIEW.style, assets_for(letters), reusing=switch.without(())) as engine:
        first = engine.pdf(letters[0])
        for _ in range(3):
            with pytest.raises(RenderingWarned, match="frobnicate"):
                engine.pdf(wrong)
        assert engine.pdf(letters[0]) == first
        assert not engine.gave_up


def test_only_what_comes_again_is_kept_and_only_so_much() -> None:
    memo = Memo(2)

    assert [memo.is_wanted("a"), memo.is_wanted("a")] == [False, True]
    for key in "abcde":
        memo.keep(key, key.upper())
    assert [memo[key] for key in "abcde"] == [None, None, None, "D", "E"] or len(memo) <= 2
    assert len(memo) + len(memo._older) <= 4
    assert memo["e"] == "E"
    assert (is_short("104.25"), is_short("一句更长的评语文字")) == (True, False)


def test_forgetting_empties_all() -> None:
    memory, told = Memory(), []
    memo = memory.memo(5)
    memory.on_forget(lambda: told.append("forgot"))
    memo.keep(1, "one")

    memory.forget()

    assert (memo[1], told) == (None, ["forgot"])


def test_every_group_says_why_in_both_languages_and_names_known_files() -> None:
    for group in (*catalogue.LEAN, *catalogue.REUSING):
        assert group.why.zh
        assert group.why.en
        assert set(group.files) <= set(fingerprints.KNOWN)
        assert not fingerprints.strange(group.files)


@pytest.mark.parametrize("version", [weasyprint.__version__, "71.0"])
def test_without_the_systems_library_fonts_are_cut_down_as_fast_with_any_weasyprint(
    monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    """As on a machine without libharfbuzz-subset: WeasyPrint finds none, and would ask fontTools, which takes longer than
    the rest of the letter.
    """
    letter = REVIEW.letters(1)[0]
    expected = Engine(REVIEW.style, assets_for([letter])).pdf(letter)
    monkeypatch.setattr(pdf_fonts, "harfbuzz_subset", None)
    monkeypatch.setattr(pdf_fonts.Font, "_fonttools_subset", None)
    monkeypatch.setattr(weasyprint, "__version__", version)
    switch.standing.cache_clear()

    assert "subsets" not in switch.standing().off
    made = Engine(REVIEW.style, assets_for([letter])).pdf(letter)

    if version == fingerprints.WEASYPRINT:
        assert made == expected
    else:
        assert len(made) < 1.2 * len(expected)
