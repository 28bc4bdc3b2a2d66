"""Macros agree with the workbook around them; its settings are those that the xlwings module asks for; its stamp is read back."""

import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from oletools.olevba import VBA_Parser

import perfxl
from perfxl import __version__
from perfxl.resources import workbooks_folder
from perfxl.workbook.intake.quarantine import Unreadable
from perfxl.workbook.macros.installation import NOWHERE, Installation, this_installation
from perfxl.workbook.macros.settings_sheet import SETTINGS_SHEET, settings_rows
from perfxl.workbook.macros.sources import xlwings_folder
from perfxl.workbook.macros.stamp import Stamp, stamp_of
from perfxl.workbook.reading.reader import read_cycle
from tests.support.libreoffice import converted, needs_libreoffice, values
from tests.support.vba.workbook import macro_faults, read_macros
from tests.workbook.macros.books import SOMEWHERE, macro_book

_BROKEN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "content type of /xl/workbook.xml": ("[Content_Types].xml", lambda part: part.replace(b"macroEnabled.main", b"main")),
    "content type of bin": ("[Content_Types].xml", lambda part: part.replace(b"ms-office.vbaProject", b"ms-office.bin")),
    "relation to vbaProject.bin": ("xl/_rels/workbook.xml.rels", lambda part: part.replace(b"/vbaProject", b"/vba")),
    "code names: ['Sheet3', 'Sheet99']": ("xl/worksheets/sheet3.xml", lambda part: part.replace(b'"Sheet3"', b'"Sheet99"')),
    "ThisWorkbook: VB_Base": ("xl/workbook.xml", lambda part: part.replace(b'codeName="ThisWorkbook"', b'codeName="Sheet1"')),
    "[0]!PerfxlChecks: no such Sub": ("xl/drawings/vmlDrawing1.vml", lambda part: part.replace(b"PerfxlCheck<", b"PerfxlChecks<")),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(_BROKEN))
def test_macros_that_do_not_fit_their_workbook_are_seen(fault: str, tmp_path: Path) -> None:
    broken, change = _BROKEN[fault]
    with zipfile.ZipFile(macro_book()) as good, zipfile.ZipFile(tmp_path / "bad.xlsm", "w") as bad:
        for name in good.namelist():
            part = good.read(name)
            if name == "xl/worksheets/sheet1.xml" and broken == "xl/workbook.xml":
                part = part.replace(b'codeName="Sheet1"', b'codeName="ThisWorkbook"')
            bad.writestr(name, change(part) if name == broken else part)

    assert fault in macro_faults(tmp_path / "bad.xlsm")


def test_the_settings_are_keys_that_the_xlwings_module_asks_for() -> None:
    asked = set(re.findall(r'GetConfig\("([^"]+)"', (xlwings_folder() / "xlwings.bas").read_text(encoding="ascii")))
    keys = [key.upper() for key, _ in settings_rows(NOWHERE)]

    assert set(keys) <= asked
    assert len(set(keys)) == len(keys)
    switches = {key: value for key, value in settings_rows(NOWHERE) if key.upper() in _switches(asked)}
    assert set(switches.values()) == {"False"}  # a blank one is a type error in VBA


def _switches(asked: set[str]) -> set[str]:
    return asked & {"ADD_WORKBOOK_TO_PYTHONPATH", "USE UDF SERVER", "DEBUG UDFS", "SHOW CONSOLE"}


def test_the_settings_sheet_is_hidden_as_xlwings_reads_it_and_no_part_of_the_cycle() -> None:
    rows = values(macro_book("en", True))[SETTINGS_SHEET]
    cycle = read_cycle(macro_book("en", True), as_of=date(2026, 10, 31))

    assert [tuple(row) for row in rows] == list(settings_rows(SOMEWHERE))
    assert rows[0] == ["Interpreter_Win", r"C:\perfxl\pythonw.exe"]
    with zipfile.ZipFile(macro_book("en", True)) as package:
        outline = package.read("xl/workbook.xml").decode()
    assert re.search(rf'<sheet name="{SETTINGS_SHEET}" sheetId="\d+" state="hidden"', outline)
    assert [finding for finding in cycle.findings if SETTINGS_SHEET in finding.line("en")] == []


def test_each_platform_gets_its_own_python_by_an_absolute_path(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"

    loud = this_installation("win32", str(python))
    (tmp_path / "pythonw.exe").touch()
    quiet = this_installation("win32", str(python))
    mac = this_installation("darwin", "bin/python3")

    assert (loud.windows, quiet.windows) == (str(python), str(tmp_path / "pythonw.exe"))
    assert (quiet.macos, mac.windows, mac.macos) == ("", "", str(Path("bin/python3").absolute()))
    assert this_installation("linux", "/usr/bin/python3") == Installation()


def test_a_python_in_a_virtual_environment_is_named_by_its_link(tmp_path: Path) -> None:
    link = tmp_path / "python3"
    link.symlink_to(sys.executable)

    assert this_installation("darwin", str(link)).macos == str(link)


def test_perfxl_from_its_sources_is_found_by_a_path_and_an_installed_one_without(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = Path(perfxl.__file__).parents[1]
    from_sources = this_installation("darwin", "/usr/bin/python3").python_path
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(sources))

    assert Path(from_sources) == sources
    assert this_installation("darwin", "/usr/bin/python3").python_path == ""


def test_the_stamp_names_both_versions(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as plain:
        plain.add_worksheet()
    (tmp_path / "no.xlsm").write_bytes(b"no workbook")
    installed = re.search(r"'Version: (\S+)", (xlwings_folder() / "xlwings.bas").read_text(encoding="ascii"))

    assert installed
    assert stamp_of(macro_book()) == Stamp(__version__, installed[1])
    assert stamp_of(tmp_path / "plain.xlsx") == Stamp("", "")
    with pytest.raises(Unreadable):
        stamp_of(tmp_path / "no.xlsm")


@pytest.mark.parametrize("path", sorted(workbooks_folder().glob("*.xlsm")), ids=lambda path: path.stem)
def test_the_workbooks_of_the_project_name_no_machine(path: Path) -> None:
    told = dict(row for row in values(path)[SETTINGS_SHEET])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}

    assert (told["Interpreter_Win"], told["Interpreter_Mac"], told["PYTHONPATH"]) == ("", "", "")
    places = [str(place).encode() for place in (Path(perfxl.__file__).parents[1], Path.home(), sys.prefix)]
    assert [name for name, part in parts.items() if any(place in part for place in places)] == []


@needs_libreoffice
def test_libreoffice_opens_it_with_its_modules_and_keeps_them_when_it_saves(tmp_path: Path) -> None:
    (opened,) = converted([macro_book()], tmp_path / "1", to="ods")
    (saved,) = converted([macro_book()], tmp_path / "2", to="xlsm:Calc MS Excel 2007 VBA XML")

    with zipfile.ZipFile(opened) as package:
        modules = {Path(name).stem for name in package.namelist() if name.startswith("Basic/VBAProject/")}
        buttons = package.read("Basic/VBAProject/PerfxlButtons.xml").decode()
    assert {"PerfxlButtons", "xlwings", "Dictionary", "ThisWorkbook", "Sheet1"} <= modules
    assert "buttons.preview_letter()" in buttons
    kept = {name.rpartition(".")[0]: text.strip() for _, _, name, text in VBA_Parser(str(saved)).extract_all_macros()}
    ours = read_macros(macro_book()).sources
    assert kept.keys() == ours.keys()
    assert [name for name in ("PerfxlButtons", "xlwings", "ThisWorkbook") if kept[name] != ours[name].strip()] == []
