"""Real buttons in a live spreadsheet: their own macro runs, and what it asks of Python is done here or in another Python."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from tests.excel.macro_books import macro_book, macro_sources
from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.buttons import press, press_elsewhere
from tests.support.live_calc.refused import Refused

pytestmark = needs_live_calc

Opened = Callable[..., xlwings.Book]
_CALLER = "import xlwings; sheet = xlwings.Book.caller().sheets[0]; "


def _book(tmp_path: Path, command: str) -> Path:
    subs = {
        "PerfxlScore": f'    RunPython "{_CALLER}{command}"',
        "PerfxlOther": '    RunPython "1 + 1"',
        "PerfxlPing": '    ThisWorkbook.Worksheets(1).Range("H1").Value = "pong " & CStr(1 + 1)',
    }
    return macro_book(tmp_path / "绩效管理.xlsm", subs, captions={"计算得分": "PerfxlScore", "其他": "PerfxlOther"})


def test_a_button_runs_its_own_macro_and_python_changes_the_cells(opened: Opened, tmp_path: Path) -> None:
    book = opened(_book(tmp_path, "sheet['A1'].value = 42"))

    commands = press(book, "计算得分")

    assert commands == [f"{_CALLER}sheet['A1'].value = 42"]
    assert book.sheets[0]["A1"].value == 42
    assert press(book, "PerfxlOther") == ["1 + 1"]


def test_a_button_that_is_not_there_is_an_error(opened: Opened, tmp_path: Path) -> None:
    book = opened(_book(tmp_path, "pass"))

    with pytest.raises(Refused, match="计算得分"):
        press(book, "清除标记")


@pytest.mark.parametrize("lines", ['    ThisWorkbook.Worksheets(1).Range("H1").Value = 1', "    NoSuchSub 1"])
def test_a_macro_that_asks_nothing_of_python_is_an_error(opened: Opened, tmp_path: Path, lines: str) -> None:
    path = macro_book(tmp_path / "book.xlsm", {"PerfxlScore": lines}, captions={"计算得分": "PerfxlScore"})

    with pytest.raises(Refused, match="PerfxlScore"):
        press(opened(path), "计算得分")


def test_a_button_bound_to_no_macro_is_an_error(opened: Opened, tmp_path: Path) -> None:
    path = macro_book(tmp_path / "book.xlsm", {"PerfxlScore": '    RunPython "1"'}, captions={"计算得分": "PerfxlGone"})

    with pytest.raises(Refused, match="not bound"):
        press(opened(path), "计算得分")


def test_python_started_by_a_button_sees_the_same_book(opened: Opened, tmp_path: Path) -> None:
    book = opened(_book(tmp_path, "sheet['A1'].value = __import__('os').getpid()"))

    other = press_elsewhere(book, "计算得分")
    errors = other.communicate(timeout=60)[1]

    assert (other.returncode, errors) == (0, "")
    assert book.sheets[0]["A1"].value == other.pid != os.getpid()


def test_a_killed_python_leaves_the_book_and_the_settings_as_they_were_then(
    calc: xlwings.App, opened: Opened, tmp_path: Path
) -> None:
    book = opened(_book(
        tmp_path, "book = sheet.book; book.app.screen_updating = False; book.app.status_bar = 'working';"
                  " sheet['A1'].value = 1; __import__('time').sleep(60)"))  # fmt: skip

    other = press_elsewhere(book, "计算得分")
    latest = time.monotonic() + 60
    while book.sheets[0]["A1"].value is None and time.monotonic() < latest:
        time.sleep(0.05)
    other.kill()
    other.communicate()

    assert (book.sheets[0]["A1"].value, calc.screen_updating, calc.status_bar) == (1, False, "working")
    book.sheets[0]["A2"].value = "usable"
    assert book.sheets[0]["A2"].value == "usable"


def test_a_macro_can_be_run_by_its_name(opened: Opened, tmp_path: Path) -> None:
    book = opened(_book(tmp_path, "pass"))

    book.macro("PerfxlPing")()

    assert book.sheets[0]["H1"].value == "pong 2"


def test_saving_keeps_the_macros_of_the_file(opened: Opened, tmp_path: Path) -> None:
    path = _book(tmp_path, "sheet['A1'].value = 42")
    book = opened(path)
    press(book, "计算得分")
    book.save(tmp_path / "saved.xlsm")
    press(book, "其他")

    assert macro_sources(tmp_path / "saved.xlsm") == macro_sources(path)
