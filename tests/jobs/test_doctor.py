"""`perfxl doctor`: what it looks at, and that every ill has its fix in both languages."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import openpyxl
import pytest

from perfxl.jobs import doctor
from perfxl.jobs.doctor_macos import permission_examined, script_examined
from perfxl.jobs.doctor_windows import windows_examined
from perfxl.jobs.doctor_workbook import workbook_examined
from perfxl.jobs.examined import Examined, tried
from perfxl.language import Text, shown
from perfxl.machine.automation import Permission
from perfxl.machine.office import BITS_NAMES, MACRO_NAMES
from perfxl.machine.xlwings_files import script_of
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.macros import embedding
from perfxl.workbook.macros.embedding import Macros
from perfxl.workbook.macros.installation import Installation
from perfxl.workbook.macros.settings_read import settings_in
from perfxl.workbook.macros.stamp import Stamp
from tests.jobs.asking import ROOT, ask, ask_python

XLWINGS = version("xlwings")
POLICY, OWN, INTERNET = MACRO_NAMES


def said(answers: list[Examined]) -> list[tuple[str, str, bool]]:
    """What was looked at, what was found, and whether it is well, in English; fails where a fix is missing."""
    for one in answers:
        assert one.ok or (one.fix.zh and one.fix.en)
    return [(one.what.en, shown(one.found, "en"), one.ok) for one in answers]


def test_everything_that_tests_need_is_here() -> None:
    answer = ask("doctor", "--lang", "en")

    assert answer.code == 0
    assert "■" not in answer.out
    assert "Interpreter: " in answer.out


def test_doctor_does_not_load_what_it_only_counts() -> None:
    program = (
        "import sys; from perfxl.cli import app; from perfxl.exits import run\n"
        "run(app, ['doctor'])\n"
        "print(sorted({'pandas', 'xlwings', 'openpyxl', 'scipy'} & sys.modules.keys()))"
    )

    assert ask_python(program, cwd=ROOT).stdout.splitlines()[-1] == "[]"


def test_a_folder_that_cannot_be_written_is_named_with_a_fix(tmp_path: Path) -> None:
    answer = ask("doctor", "--folder", tmp_path / "none", "--lang", "en")

    assert answer.code == 1
    assert "■ Write access: No such file or directory\n  → Choose a folder" in answer.out
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_and_a_missing_library_are_findings_not_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    def unloadable() -> str:
        raise OSError("cannot load library 'pango-1.0-0'\nmore")

    monkeypatch.setattr(doctor, "version", missing)
    package = doctor._package("pandas")
    library = tried(Text("Pango", "Pango"), unloadable, doctor._PANGO_FIX)

    assert (package.ok, package.fix.en) == (False, "Run `pip install pandas`.")
    assert (library.ok, library.found) == (False, "cannot load library 'pango-1.0-0'")


# Windows


def test_windows_with_everything_in_place(tmp_path: Path) -> None:
    (tmp_path / f"xlwings32-{XLWINGS}.dll").touch()
    registry = {BITS_NAMES[0]: "x86", OWN: 2}

    assert said(list(windows_examined(registry, tmp_path / "pythonw.exe", xlwings=XLWINGS))) == [
        ("DLL of xlwings", f"xlwings32-{XLWINGS}.dll (Excel of 32 bits)", True),
        ("Excel's macro setting", "asks first (the default)", True),
    ]


def test_a_dll_for_another_excel_and_forbidden_macros_have_their_fixes(tmp_path: Path) -> None:
    (tmp_path / f"xlwings64-{XLWINGS}.dll").touch()
    own = list(windows_examined({BITS_NAMES[0]: "x86", OWN: 4}, tmp_path / "python.exe", xlwings=XLWINGS))
    policy = list(windows_examined({POLICY: 3, INTERNET: 1}, tmp_path / "python.exe", xlwings=XLWINGS))

    assert [one[1:] for one in said(own)] == [("- (Excel of 32 bits)", False), ("all forbidden", False)]
    assert [one[1:] for one in said(policy)] == [
        (f"xlwings64-{XLWINGS}.dll", True),
        ("signed ones only, by policy; files from the internet are blocked", False),
    ]
    assert f"xlwings32-{XLWINGS}.dll should be in" in own[0].fix.en
    assert "is not needed" in own[1].fix.en
    assert "ask IT" in policy[1].fix.en


# macOS


def test_the_script_of_macos_must_be_of_this_version(tmp_path: Path) -> None:
    script = script_of(tmp_path, version=XLWINGS)
    script.parent.mkdir(parents=True)
    (script.parent / "xlwings-0.1.0.applescript").touch()
    before = script_examined(tmp_path, xlwings=XLWINGS)
    script.touch()

    assert said([before]) == [("Script of RunPython", "xlwings-0.1.0.applescript", False)]
    assert "xlwings runpython install" in before.fix.en
    assert said([script_examined(tmp_path, xlwings=XLWINGS)]) == [("Script of RunPython", script.name, True)]


def test_only_a_refused_permission_is_an_ill() -> None:
    assert [permission_examined(one).ok for one in Permission] == [one is not Permission.REFUSED for one in Permission]
    assert said([permission_examined(Permission.REFUSED)]) == [("Permission to control Excel", "refused", False)]


# A workbook


def test_a_workbook_of_this_installation_fits(tmp_path: Path) -> None:
    python = tmp_path / "pythonw.exe"
    python.touch()
    build_workbook(tmp_path / "a.xlsm", {}, language="zh", macros=Macros(Installation(windows=str(python))))

    assert said(list(workbook_examined(tmp_path / "a.xlsm", platform="win32"))) == [
        ("Mark of the Web", "none", True),
        ("xlwings of the workbook", XLWINGS, True),
        ("perfxl of the workbook", doctor.__version__, True),
        ("Python that the workbook starts", str(python), True),
    ]
    assert settings_in(tmp_path / "a.xlsm")["UDF MODULES"] == "perfxl.excel.functions"


def test_a_workbook_from_elsewhere_says_what_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "stamp_of_this_machine", lambda: Stamp("0.0.1", "0.33.0"))
    build_workbook(tmp_path / "a.xlsm", {}, language="zh", macros=Macros(Installation(windows=r"D:\gone\pythonw.exe")))
    (tmp_path / "a.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")

    answers = list(workbook_examined(tmp_path / "a.xlsm", platform="win32"))

    assert said(answers) == [
        ("Mark of the Web", "from the internet, macros are blocked", False),
        ("xlwings of the workbook", f"0.33.0, here {XLWINGS}", False),
        ("perfxl of the workbook", f"0.0.1, here {doctor.__version__}", True),
        ("Python that the workbook starts", r"D:\gone\pythonw.exe", False),
    ]
    assert "Unblock" in answers[0].fix.en
    assert said(list(workbook_examined(tmp_path / "a.xlsm", platform="darwin")))[-1] == (
        "Python that the workbook starts", "-", False,
    )  # fmt: skip


def test_a_workbook_without_macros_or_that_is_none(tmp_path: Path) -> None:
    build_workbook(tmp_path / "a.xlsx", {}, language="zh")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsm").write_text("hello", encoding="utf-8")

    for name in ("a.xlsx", "other.xlsx"):
        assert said(list(workbook_examined(tmp_path / name, platform="linux")))[-1] == ("The workbook's macros", "-", False)
        assert settings_in(tmp_path / name) == {}
    assert said(list(workbook_examined(tmp_path / "text.xlsm", platform="linux")))[-1] == (
        "Workbook", "no workbook that can be read", False,
    )  # fmt: skip


def test_the_command_takes_a_workbook_and_answers_in_both_languages(tmp_path: Path) -> None:
    build_workbook(tmp_path / "绩 效.xlsx", {}, language="zh")

    english, chinese = (ask("doctor", "--workbook", tmp_path / "绩 效.xlsx", "--lang", one) for one in ("en", "zh"))
    as_json = ask("doctor", "--workbook", tmp_path / "绩 效.xlsx", "--lang", "zh", "--json")
    missing = ask("doctor", "--workbook", tmp_path / "none.xlsm", "--lang", "en")

    assert (english.code, chinese.code, as_json.code, missing.code) == (1, 1, 1, 3)
    assert "■ The workbook's macros: -\n  → This workbook has no macros" in english.out
    assert "■ 工作簿的宏: -" in chinese.out
    assert [one["fix"][:9] for one in as_json.json["checks"] if not one["ok"]] == ["这是没有宏的工作簿"]
    assert "There is no file" in missing.err
