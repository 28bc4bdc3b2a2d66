"""`perfxl attach`: the buttons as a menu on the book that is open, for places without macros."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from perfxl.workbook.entry.buttons import BUTTONS
from tests.excel.pressing import status, table
from tests.jobs.asking import ask, company_rows
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc
Opened = Callable[..., xw.Book]


@pytest.fixture
def book(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """A workbook without macros."""
    from perfxl.workbook.entry.builder import build_workbook

    monkeypatch.setenv("CI", "true")
    path = tmp_path / "绩效管理.xlsx"
    build_workbook(path, company_rows(actuals=(90, None)), language="zh")
    return opened(path)


def test_one_button_is_pressed_on_the_active_book(book: xw.Book) -> None:
    answer = ask("attach", "--press", "check", "--lang", "zh")

    assert answer.code == 0
    assert [row["代码"] for row in table(book, "问题清单", "程度")] == ["PX201"]
    assert "检查数据" in status(book)


def test_the_menu_lists_every_button_and_does_what_is_typed(book: xw.Book, capsys: pytest.CaptureFixture[str]) -> None:
    from perfxl.excel.attached import menu

    typed = iter(["5", "99", "abc", ""])
    asked: list[str] = []
    menu(book, "zh", ask=lambda prompt: asked.append(prompt) or next(typed))

    out = capsys.readouterr().out
    assert all(one.caption("zh") in out for one in BUTTONS)
    assert "检查数据：阻止计分 1 项" in out
    assert out.count("没有这个编号。") == 2
    assert len(asked) == 4


def test_a_book_is_found_by_its_name(book: xw.Book, calc: xw.App) -> None:
    calc.books.add()

    assert ask("attach", "--book", "绩效管理.xlsx", "--press", "check").code == 0
    unknown = ask("attach", "--book", "别的.xlsx", "--press", "check", "--lang", "zh")
    assert (unknown.code, "没有打开 别的.xlsx；打开的是：" in unknown.err) == (2, True)


def test_an_unknown_button_and_a_book_without_cycle_are_told(book: xw.Book, calc: xw.App) -> None:
    assert ask("attach", "--press", "dance", "--lang", "en").code == 2
    calc.books.add().activate()
    wrong = ask("attach", "--press", "check", "--lang", "zh")
    assert (wrong.code, "不是绩效管理工作簿" in wrong.err) == (3, True)


def test_nothing_open_says_what_to_do(calc: xw.App) -> None:
    answer = ask("attach", "--lang", "zh")

    assert (answer.code, "请先在 Excel 或 WPS 中打开" in answer.err) == (3, True)
