"""The buttons before and after the scores: goals, reminders, the calibration meeting, interviews, appeals."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from perfxl import read_cycle
from perfxl.cycle.sample import sample_rows
from tests.excel.pressing import next_step, status, with_buttons
from tests.excel.test_buttons import folder_of, press
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_buttons(tmp_path_factory.mktemp("sample") / "绩效管理.xlsm", sample_rows())


@pytest.fixture
def book(sample: Path, opened: Callable[..., xw.Book], monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    monkeypatch.setenv("CI", "true")
    return opened(sample)


def made(book: xw.Book, *names: str) -> list[bool]:
    return [(folder_of(book) / "输出" / name).is_file() for name in names]


def test_goals_makes_the_tree_and_the_workbook(book: xw.Book, calc: xw.App) -> None:
    press(book, "goals")

    assert made(book, "目标分解.pdf", "目标分解.xlsx") == [True, True]
    assert "目标 " in status(book)
    assert calc.impl.alerts == []


def test_remind_writes_drafts_and_a_list(book: xw.Book) -> None:
    press(book, "remind")

    drafts = list((folder_of(book) / "输出" / "催办").glob("*.eml"))
    assert drafts
    assert f"写了 {len(drafts)} 份邮件草稿（不发送）" in status(book)


def test_calibrate_prepares_the_meeting_and_decides_nothing(book: xw.Book) -> None:
    before = book.sheets["校准"].used_range.value
    press(book, "calibrate")

    assert made(book, "校准会议.xlsx", "校准会议.pdf") == [True, True]
    assert "校准会议" in openpyxl.load_workbook(folder_of(book) / "输出" / "校准会议.xlsx", read_only=True).sheetnames
    assert "需要会议看的" in status(book)
    assert "“校准”表" in next_step(book)
    assert book.sheets["校准"].used_range.value == before


def test_interviews_are_made(book: xw.Book) -> None:
    press(book, "documents")

    files = list((folder_of(book) / "输出" / "面谈材料").rglob("*.pdf"))
    assert f"写了 {len(files)} 份，失败 0 份" in status(book)
    assert len(files) > 50


def test_appeals_are_listed_and_decided_ones_get_a_letter(book: xw.Book) -> None:
    press(book, "appeals")

    assert made(book, "申诉一览.xlsx") == [True]
    letters = list((folder_of(book) / "输出" / "申诉决定书").rglob("*.pdf"))
    assert f"申诉 1 件，决定书 {len(letters)} 份，做不出 0 份" in status(book)


def test_next_cycle_makes_a_workbook_with_everybody_and_no_results(book: xw.Book) -> None:
    press(book, "rollover")

    made_there = folder_of(book) / "绩效管理 下一周期.xlsm"
    following = read_cycle(made_there)
    people = {row[0] for row in book.sheets["员工"].range("A2:A80").options(ndim=2).value if row[0]}
    assert set(following["employees"]["employee_id"]) <= people
    assert following["kpis"]["actual"].isna().all()
    assert following["ratings"].empty
    assert "已新建 绩效管理 下一周期.xlsm" in status(book)
