"""Buttons on books that are not as they should be, and runs that are killed: one clear message, nothing lost."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from perfxl.excel.marks_kept import COLOURS
from tests.excel.pressing import caption, looks, status, table, with_buttons
from tests.excel.test_buttons import folder_of, press, rgb
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc
Opened = Callable[..., xw.Book]


@pytest.fixture
def book(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """Two people; E2 has no actual."""
    monkeypatch.setenv("CI", "true")
    return opened(with_buttons(tmp_path / "绩效管理.xlsm", actuals=(90, None)))


def said(calc: xw.App) -> list[str]:
    return [alert.prompt for alert in calc.impl.alerts]


def test_a_sheet_that_refuses_is_named_and_the_rest_is_done(book: xw.Book, calc: xw.App) -> None:
    book.impl.remember("permits", {**book.impl.remembered("permits"), "指标": []})
    book.sheets["周期"].range("B2").clear_contents()  # a second finding, on another sheet
    before = looks(book, "指标", ["L3"])

    press(book, "check")

    assert looks(book, "指标", ["L3"]) == before
    assert {row["代码"] for row in table(book, "问题清单", "程度")} >= {"PX201"}
    assert "指标 受保护，未能标出" in status(book)
    assert said(calc) == []


def test_a_missing_sheet_is_a_finding(book: xw.Book, calc: xw.App) -> None:
    book.sheets["等级"].delete()

    press(book, "score")

    assert "PX101" in {row["代码"] for row in table(book, "问题清单", "程度")}
    assert said(calc) == []


def test_a_renamed_header_is_a_finding_on_its_cell(book: xw.Book) -> None:
    header = next(cell for cell in book.sheets["指标"]["A1:P1"] if str(cell.value).startswith("实际值"))
    book.sheets["指标"].api.unprotect("")
    header.value = "完成数"

    press(book, "check")

    assert header.color == rgb(COLOURS["warning"]) or header.color == rgb(COLOURS["note"])
    assert any("完成数" in str(row["事实"]) for row in table(book, "问题清单", "程度"))


def test_a_book_that_is_no_cycle_gets_one_readable_message(book: xw.Book, calc: xw.App) -> None:
    for name in ("周期", "考核方案"):
        book.sheets[name].delete()

    press(book, "check")

    [message] = said(calc)
    assert "不是考核周期工作簿" in message
    assert "Traceback" not in message
    assert (calc.screen_updating, calc.calculation, calc.status_bar) == (True, "automatic", False)


def test_an_empty_cycle_is_told_what_to_fill_in(tmp_path: Path, opened: Opened) -> None:
    from perfxl.cycle.sample import blank_rows

    book = opened(with_buttons(tmp_path / "绩效管理.xlsm", blank_rows("zh")))

    for key in ("check", "score", "letters", "distribute", "publish"):
        press(book, key)

    assert table(book, "得分", "工号") == [] or table(book, "得分", "工号")[0]["工号"] == "名单上没有人。"


def test_what_is_unexpected_is_one_message_and_a_log_entry_without_names(
    book: xw.Book, calc: xw.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfxl.excel import buttons

    def failing(*words: object, **more: object) -> None:
        raise RuntimeError("示例E1 的得分 90")

    monkeypatch.setattr(buttons, "save_results", failing)

    press(book, "score")

    log = (folder_of(book) / "输出" / "perfxl.log").read_text(encoding="utf-8")
    [message] = said(calc)
    assert "RuntimeError" in message
    assert "示例E1" not in message + log
    assert "score failed: RuntimeError" in log
    assert "buttons.py" in log
    assert "计算得分：未完成" in status(book)


def test_a_folder_that_cannot_be_written_is_said(book: xw.Book, calc: xw.App) -> None:
    (folder_of(book) / "输出").write_text("a file where the folder should be", encoding="utf-8")

    press(book, "score")

    [message] = said(calc)
    assert "输出" in message
    assert calc.screen_updating is True


def test_a_killed_run_leaves_the_book_usable_and_the_next_click_restores_excel(
    tmp_path: Path, opened: Opened, calc: xw.App
) -> None:
    """Killed (as by the task manager) while it works; the book is open all the time."""
    from tests.support.live_calc.buttons import press_elsewhere

    book = opened(with_buttons(tmp_path / "绩效管理.xlsm", actuals=[90.0] * 150 + [None] * 50))
    running = press_elsewhere(book, caption("score"), environment={"CI": "true"})
    backups = folder_of(book) / "输出" / "备份"
    waited = time.monotonic() + 120
    while not (backups.is_dir() and any(backups.iterdir())) and time.monotonic() < waited:
        assert running.poll() is None, running.communicate()
        time.sleep(0.01)
    running.kill()
    running.communicate()
    killed = calc.screen_updating, calc.calculation
    [copy] = backups.iterdir()

    assert killed == (False, "manual")
    assert copy.read_bytes() == Path(book.fullname).read_bytes()
    book.sheets["指标"]["L2"].value = 91
    press(book, "check")
    press(book, "clear_marks")
    assert (calc.screen_updating, calc.calculation, calc.status_bar) == (True, "automatic", False)
    assert said(calc) == []
    assert "清除标记" in status(book)


def test_a_sheet_that_somebody_else_made_is_never_overwritten(book: xw.Book, calc: xw.App) -> None:
    own = book.sheets.add("得分")
    own["A1"].value = "我自己的表"

    press(book, "score")

    [message] = said(calc)
    assert "“得分”不是 perfxl 写的" in message
    assert own["A1"].value == "我自己的表"


def test_a_protected_result_costs_no_other_result_its_rows(book: xw.Book, calc: xw.App) -> None:
    press(book, "score")
    before = book.sheets["得分"].used_range.value
    book.sheets["问题清单"].api.protect("")

    press(book, "score")

    [message] = said(calc)
    assert "“问题清单”受保护" in message
    assert book.sheets["得分"].used_range.value == before


def test_a_sheet_that_took_a_deleted_results_name_is_somebody_elses(book: xw.Book, calc: xw.App) -> None:
    press(book, "score")
    book.sheets["得分"].delete()
    own = book.sheets.add("得分")
    own["A1"].value = "我自己的表"

    press(book, "score")

    [message] = said(calc)
    assert "“得分”不是 perfxl 写的" in message
    assert own["A1"].value == "我自己的表"


def test_a_result_sheet_whose_name_changed_case_is_still_the_result(tmp_path: Path, opened: Opened, calc: xw.App) -> None:
    book = opened(with_buttons(tmp_path / "performance.xlsm", language="en"))
    settings = book.sheets["Cycle"]
    settings.range((1 + settings["A1:A40"].value.index("Language"), 2)).value = "en"
    press(book, "score", "en")
    book.sheets["Scores"].name = "scores"

    press(book, "score", "en")

    assert said(calc) == []
    assert [sheet.name for sheet in book.sheets if sheet.name.casefold() == "scores"] == ["scores"]


def test_a_book_in_the_cloud_is_told_in_one_message(book: xw.Book, calc: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    """As xlwings says where it finds no folder on this computer for an address of OneDrive."""

    def unknown(_: xw.Book) -> str:
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    monkeypatch.setattr(xw.Book, "fullname", property(unknown))
    press_key(book, "check")

    [message] = said(calc)
    assert message.startswith("工作簿在 OneDrive 或 SharePoint 上")


def test_a_link_too_long_for_excel_is_plain_words() -> None:
    from perfxl.excel.live_sheets import _link

    assert _link("绩效管理.xlsx#'指标'!C2", "C2", file="x.xlsm").startswith("=HYPERLINK(")
    assert _link("绩效管理.xlsx#'指标'!C2", "长" * 300, file="x.xlsm") == "'" + "长" * 300


def test_marks_on_a_sheet_that_was_protected_since_stay_and_can_be_cleared_later(book: xw.Book, calc: xw.App) -> None:
    before = looks(book, "指标", ["L3"])
    press(book, "check")
    permits = book.impl.remembered("permits")
    book.impl.remember("permits", {**permits, "指标": []})

    press(book, "clear_marks")
    told = status(book)
    press(book, "check")
    book.impl.remember("permits", permits)
    press(book, "clear_marks")

    assert "已清除 0 处标记；指标 受保护，未能清除" in told
    assert looks(book, "指标", ["L3"]) == before
    assert said(calc) == []


def test_a_home_sheet_that_is_gone_or_locked_stops_nothing(book: xw.Book, calc: xw.App) -> None:
    book.sheets["首页"].delete()

    press_key(book, "check")

    assert {row["代码"] for row in table(book, "问题清单", "程度")} == {"PX201"}
    assert said(calc) == []


def press_key(book: xw.Book, key: str) -> None:
    """Do what the button does; its sheet may be gone."""
    from perfxl.excel import buttons

    getattr(buttons, key)(book)
