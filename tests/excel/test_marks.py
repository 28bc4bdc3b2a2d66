"""Marks that people wrote into, moved, copied or took half away: clearing leaves what they wrote and no colour behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from perfxl.excel.mark_notes import ids_in, note_text, without_mark
from perfxl.excel.marks_kept import COLOURS
from tests.excel.pressing import looks, notes, status, with_buttons
from tests.excel.test_buttons import ACTUAL, press, rgb
from tests.support.libreoffice import needs_live_calc

Opened = Callable[..., xw.Book]
CELL = f"{ACTUAL}3"
RED = rgb(COLOURS["blocker"])


@pytest.fixture
def book(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """Checked: the actual of E2 is marked."""
    monkeypatch.setenv("CI", "true")
    made = opened(with_buttons(tmp_path / "绩效管理.xlsm", actuals=(90, None)))
    made.unmarked = looks(made, "指标", [CELL])
    press(made, "check")
    assert looks(made, "指标", [CELL])[0][0] == RED
    return made


def note_of(book: xw.Book, cell: str = CELL) -> Any:
    note = book.sheets["指标"][cell].note
    assert note is not None
    return note


@needs_live_calc
@pytest.mark.parametrize(("before", "behind"), [("", "\n财务周五给"), ("已问过财务。\n\n", ""), ("甲\n\n", "\n乙")])
def test_what_a_person_wrote_into_the_note_stays(book: xw.Book, before: str, behind: str) -> None:
    note = note_of(book)
    note.text = f"{before}{note.text}{behind}"

    press(book, "clear_marks")

    [(colour, left)] = looks(book, "指标", [CELL])
    assert colour == book.unmarked[0][0]
    assert left is not None
    assert left.split() == f"{before}{behind}".split()


@needs_live_calc
def test_a_note_deleted_by_hand_leaves_no_colour(book: xw.Book) -> None:
    note_of(book).delete()

    press(book, "clear_marks")

    assert looks(book, "指标", [CELL]) == book.unmarked
    assert "已清除 1 处标记" in status(book)


@needs_live_calc
def test_a_colour_that_a_person_gave_since_is_theirs(book: xw.Book) -> None:
    note_of(book).delete()
    book.sheets["指标"][CELL].color = (1, 2, 3)

    press(book, "clear_marks")

    assert looks(book, "指标", [CELL]) == [((1, 2, 3), None)]
    assert "1 处标记已不在表中" in status(book)


@needs_live_calc
def test_a_copied_row_loses_its_marks_as_well(book: xw.Book) -> None:
    book.sheets["指标"][f"{ACTUAL}2"].color = (5, 6, 7)
    sheet = book.sheets["指标"]
    sheet["A3:R3"].copy(sheet["A4:R4"])
    assert ids_in(note_of(book, f"{ACTUAL}4").text) == ids_in(note_of(book).text)

    press(book, "clear_marks")

    assert looks(book, "指标", [CELL, f"{ACTUAL}4"]) == book.unmarked * 2
    assert looks(book, "指标", [f"{ACTUAL}2"])[0][0] == (5, 6, 7)


@needs_live_calc
def test_a_renamed_sheet_loses_its_marks_as_well(book: xw.Book) -> None:
    book.sheets["指标"].name = "指标 旧"

    press(book, "clear_marks")

    assert looks(book, "指标 旧", [CELL]) == book.unmarked


@needs_live_calc
def test_a_cell_that_takes_no_note_is_coloured_and_counted(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Excel does where a cell has a threaded comment."""
    press(book, "clear_marks")

    def refused(*_: object) -> None:
        raise OSError("0x800A03EC")

    monkeypatch.setattr(xw.Range, "add_note", refused)
    press(book, "check")
    assert looks(book, "指标", [CELL]) == [(RED, None)]
    assert "其中 1 格不能加批注，只有颜色" in status(book)

    press(book, "clear_marks")
    assert looks(book, "指标", [CELL]) == book.unmarked


@needs_live_calc
@pytest.mark.parametrize("standing", ["", "HR：等财务数据"])
def test_where_long_notes_are_cut_a_short_one_is_written(book: xw.Book, monkeypatch: pytest.MonkeyPatch, standing: str) -> None:
    """Microsoft says that Excel may cut a text of more than 255 characters that a program gives to an object."""
    press(book, "clear_marks")
    if standing:
        book.sheets["指标"][CELL].add_note(standing)
    whole_text, whole_note = xw.main.Note.text.fset, xw.Range.add_note
    monkeypatch.setattr("perfxl.excel.marks._told", lambda finding, language: f"{finding.code} " + "很长的说明" * 80)
    monkeypatch.setattr(xw.Range, "add_note", lambda cell, text: whole_note(cell, text[:255]))
    monkeypatch.setattr(xw.main.Note, "text", xw.main.Note.text.setter(lambda note, text: whole_text(note, text[:255])))

    press(book, "check")
    assert len(notes(book, "指标")[CELL]) < 255
    assert ids_in(notes(book, "指标")[CELL])

    press(book, "clear_marks")
    assert looks(book, "指标", [CELL]) == [(book.unmarked[0][0], standing or None)]


def test_a_note_without_the_mark_is_the_note_before() -> None:
    for before in ("", "HR", "HR\nzwei\n\ndrei", "PX201 看过了"):
        marked = note_text(before, ["PX201 缺数据\nE2\n→ 补上", "PX305 权重"], "0123abcd", language="zh")

        assert ids_in(marked) == ["0123abcd"]
        assert without_mark(marked, "0123abcd", before) == before


def test_a_mark_that_was_edited_goes_and_the_note_before_stays() -> None:
    marked = note_text("HR", ["PX201 缺数据"], "0123abcd", language="zh").replace("PX201 ", "")

    assert without_mark(marked + "\n周五", "0123abcd", "HR") == "HR\n周五"
