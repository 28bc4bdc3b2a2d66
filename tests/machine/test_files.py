"""Marks, DLLs and scripts as they lie in folders, and what macOS answers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from perfxl.machine.automation import Ended, Permission, automation, ended
from perfxl.machine.mark_of_the_web import is_from_the_web, zone_stream
from perfxl.machine.xlwings_files import library_of, other_scripts, script_of

WEB = b"[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=C:\\a.zip\r\n"


@pytest.mark.parametrize(
    ("stream", "marked"),
    [
        (WEB, True),
        (WEB.replace(b"3", b"4"), True),
        (b"[ZoneTransfer]\nZoneId = 2\n", False),
        (WEB.decode().encode("utf-16"), True),
        (b"", False),
        (b"\xff\xff\x00", False),
        (b"[ZoneTransfer]\r\nHostUrl=about:ZoneId=3\r\n", False),
    ],
)
def test_only_a_zone_from_three_on_is_the_web(stream: bytes, marked: bool) -> None:
    assert is_from_the_web(stream) is marked


def test_the_note_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "绩效.xlsm").write_bytes(b"")
    assert zone_stream(tmp_path / "绩效.xlsm") == b""

    (tmp_path / "绩效.xlsm:Zone.Identifier").write_bytes(WEB)
    assert zone_stream(tmp_path / "绩效.xlsm") == WEB


def test_the_dll_lies_beside_python_or_one_folder_up(tmp_path: Path) -> None:
    python = tmp_path / "Scripts" / "pythonw.exe"
    python.parent.mkdir()
    assert library_of(python, version="0.37.8", bits=64) is None

    above, beside = tmp_path / "xlwings64-0.37.8.dll", python.parent / "xlwings64-0.37.8.dll"
    above.touch()
    assert library_of(python, version="0.37.8", bits=64) == above
    beside.touch()
    assert library_of(python, version="0.37.8", bits=64) == beside
    assert library_of(python, version="0.37.8", bits=32) is None
    assert library_of(python, version="0.37.9", bits=64) is None


def test_a_script_of_another_version_is_not_the_one(tmp_path: Path) -> None:
    script = script_of(tmp_path, version="0.37.8")
    script.parent.mkdir(parents=True)
    script.with_name("xlwings-0.33.0.applescript").touch()
    script.with_name("other.applescript").touch()

    assert not script.is_file()
    assert other_scripts(tmp_path, version="0.37.8") == ["xlwings-0.33.0.applescript"]
    assert other_scripts(tmp_path, version="0.33.0") == []
    assert script.relative_to(tmp_path).as_posix() == (
        "Library/Application Scripts/com.microsoft.Excel/xlwings-0.37.8.applescript"
    )


@pytest.mark.parametrize(
    ("running", "answer", "permission"),
    [
        (Ended(1, ""), None, Permission.NOT_ASKED),
        (Ended(None, ""), None, Permission.NOT_ASKED),
        (Ended(0, ""), Ended(0, ""), Permission.GIVEN),
        (Ended(0, ""), Ended(1, "execution error: Not authorized to send Apple events. (-1743)"), Permission.REFUSED),
        (Ended(0, ""), Ended(1, "execution error: AppleEvent timed out. (-1712)"), Permission.UNCLEAR),
        (Ended(0, ""), Ended(None, ""), Permission.UNCLEAR),
    ],
)
def test_excel_is_asked_only_while_it_runs(running: Ended, answer: Ended | None, permission: Permission) -> None:
    asked: list[str] = []

    def run(command: Sequence[str]) -> Ended:
        asked.append(command[0])
        return running if command[0] == "pgrep" else answer or Ended(None, "")

    assert automation(run) is permission
    assert asked == (["pgrep", "osascript"] if answer else ["pgrep"])


def test_a_program_that_does_not_exist_has_no_exit_code() -> None:
    assert ended(["perfxl-no-such-program"]) == Ended(None, "")
    assert ended(["python3", "-c", "import sys; sys.exit('no')"]) == Ended(1, "no\n")
