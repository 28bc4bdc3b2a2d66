"""Applications, books and names of a live spreadsheet, seen from one Python and from another one."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings

from tests.excel.conftest import Opened
from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.office import PIPE
from tests.support.live_calc.refused import Refused

pytestmark = needs_live_calc
ROOT = Path(__file__).parents[2]


def test_the_office_is_xlwings_active_application(calc: xlwings.App) -> None:
    assert xlwings.apps.active == calc == xlwings.apps[calc.pid]
    assert (calc.engine.name, calc.engine.type, xlwings.apps.keys()) == ("excel", "desktop", [calc.pid])


def test_another_application_is_started_and_quit(calc: xlwings.App) -> None:
    with xlwings.App(add_book=False) as other:
        book = other.books.add()
        book.sheets[0]["A1"].value = 1
        assert (xlwings.apps.active, len(xlwings.apps), len(calc.books)) == (other, 2, 0)

    assert (xlwings.apps.active, len(xlwings.apps)) == (calc, 1)


def test_settings_are_kept_and_have_excels_defaults(calc: xlwings.App) -> None:
    names = ("screen_updating", "display_alerts", "enable_events", "interactive", "calculation", "status_bar")
    before = [getattr(calc, name) for name in names]

    with calc.properties(screen_updating=False, calculation="manual", status_bar="正在检查…"):
        inside = [calc.screen_updating, calc.calculation, calc.status_bar]

    assert before == [True, True, True, True, "automatic", False] == [getattr(calc, name) for name in names]
    assert inside == [False, "manual", "正在检查…"]
    assert calc.impl.status_bars == ["正在检查…", False]


def test_messages_are_noted_and_answered(calc: xlwings.App) -> None:
    calc.impl.answer_next("no")

    assert calc.alert("覆盖？", "perfxl", buttons="yes_no") == "no"
    assert calc.alert("Done") == "ok"
    assert [(one.prompt, one.title, one.buttons, one.answer) for one in calc.impl.alerts] == [
        ("覆盖？", "perfxl", "yes_no", "no"), ("Done", "", "ok", "ok"),
    ]  # fmt: skip


def test_a_book_has_the_name_and_path_of_its_file(calc: xlwings.App, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "绩效 管理.xlsx")

    book = xlwings.Book(tmp_path / "绩效 管理.xlsx")

    assert (book.name, book.fullname) == ("绩效 管理.xlsx", str(tmp_path / "绩效 管理.xlsx"))
    assert xlwings.Book("绩效 管理.xlsx") == book == calc.books["绩效 管理.xlsx"] == calc.books.open(book.fullname)
    with pytest.raises(KeyError):
        _ = calc.books["other.xlsx"]
    book.close()
    assert len(calc.books) == 0


def test_the_last_activated_book_is_active(calc: xlwings.App) -> None:
    first, second = calc.books.add(), calc.books.add()
    assert calc.books.active == second

    first.activate()
    assert calc.books.active == first
    first.close()
    assert [book.name for book in calc.books] == [second.name]
    assert calc.books.active == second


def test_the_selection_is_that_of_the_active_book(calc: xlwings.App) -> None:
    assert calc.selection is None
    book = calc.books.add()
    other = book.sheets.add("指标")

    other["B2:C3"].select()

    assert (book.selection.address, book.selection.sheet) == ("$B$2:$C$3", other)


def test_a_book_is_saved_in_place_and_elsewhere(opened: Opened, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    book = opened(tmp_path / "book.xlsx")

    book.sheets[0]["A1"].value = 1
    book.save()
    first = Path(book.fullname)
    book.sheets[0]["A1"].value = 2
    book.save(tmp_path / "other.xlsx")

    assert [openpyxl.load_workbook(path).active["A1"].value for path in (first, tmp_path / "other.xlsx")] == [1, 2]
    assert (book.name, book.fullname) == ("other.xlsx", str(tmp_path / "other.xlsx"))
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").active["A1"].value is None  # the original is never opened


def test_a_new_book_is_saved_in_the_current_folder(
    calc: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = calc.books.add()
    name = book.name

    book.save()

    assert (tmp_path / f"{name}.xlsx").is_file()


def test_names(calc: xlwings.App) -> None:
    book = calc.books.add()
    sheet = book.sheets.add("首 页")

    book.names.add("perfxl_status", "='首 页'!$B$3")
    sheet["A1:B2"].name = "block"

    book.names["perfxl_status"].refers_to_range.value = "done"
    assert sheet["B3"].value == "done"
    assert (len(book.names), "perfxl_status" in book.names, "PERFXL_STATUS" in book.names) == (2, True, True)
    assert ("other" in book.names, sheet["A1:B2"].name.name, sheet["A1"].name) == (False, "block", None)
    assert book.names["perfxl_status"].refers_to == "='首 页'!$B$3"
    assert (sheet.range("block").address, book.sheets["Sheet1"].range("block").sheet) == ("$A$1:$B$2", sheet)
    sheet["1:1"].insert("down")
    assert book.names["perfxl_status"].refers_to_range.address == "$B$4"
    book.names["block"].delete()
    assert "block" not in book.names
    with pytest.raises(Refused):
        _ = book.names["block"]
    with pytest.raises(Refused):
        book.names.add("A1", "=Sheet1!$A$1")


def test_names_of_a_file_are_found(opened: Opened, tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as made:
        made.add_worksheet("首页")
        made.define_name("perfxl_status", "=首页!$B$3")
        made.define_name("首页!own", "=首页!$C$3")

    book = opened(tmp_path / "book.xlsx")

    assert [(name.name, name.refers_to) for name in book.names] == [
        ("perfxl_status", "=首页!$B$3"), ("首页!own", "=首页!$C$3"),
    ]  # fmt: skip
    assert book.sheets[0].names["own"].refers_to_range.address == "$C$3"


ELSEWHERE = """
import sys, xlwings
from tests.support.live_calc import engine, office
app = engine.activate(office.attached())
book = app.books["book.xlsx"]
book.sheets[0]["A1"].value = [[book.fullname, app.pid, len(app.books), app.status_bar, app.calculation]]
app.alert("from elsewhere")
app.status_bar = "elsewhere"
"""


def test_another_python_sees_the_same_books_and_settings(calc: xlwings.App, opened: Opened, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    book = opened(tmp_path / "book.xlsx")
    calc.status_bar, calc.calculation = "here", "manual"

    subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), PIPE: calc.impl.office.pipe},
    )

    assert book.sheets[0]["A1:E1"].value == [book.fullname, calc.pid, 1, "here", "manual"]
    assert ([one.prompt for one in calc.impl.alerts], calc.status_bar) == (["from elsewhere"], "elsewhere")


def test_attaching_leaves_pythons_imports_alone() -> None:
    import builtins

    assert builtins.__import__.__module__ == "builtins"
    assert not [folder for folder in sys.path if "libreoffice" in folder or "dist-packages" in folder]


STARTED = """
import os, sys
from tests.support.live_calc import office
started = office.started()
print(started.pid, started._profile, flush=True)
if sys.argv[1] == "killed":
    os.kill(os.getpid(), 9)
started.end()
"""


@pytest.mark.parametrize("way", ["ended", "killed"])
def test_no_office_is_left_behind(way: str) -> None:
    import time

    done = subprocess.run(
        [sys.executable, "-c", STARTED, way], check=False, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    pid, profile = done.stdout.split()

    latest = time.monotonic() + 30
    while (Path("/proc", pid).exists() or Path(profile).exists()) and time.monotonic() < latest:
        time.sleep(0.1)

    assert not Path("/proc", pid).exists()
    assert not Path(profile).exists()
    assert not [name for name in Path("/proc").glob("[0-9]*") if profile in _command(name)]


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""
