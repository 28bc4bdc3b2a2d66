"""The folder for Windows as far as it can be looked at elsewhere: its layout, its texts, its start, and what is refused."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging_windows.conftest import PANGO, SCRIPTS, Given
from tests.packaging_windows.stand_ins import I386, program, wheel

Scripts = dict[str, ModuleType]
SITE = "python/Lib/site-packages"
BOM = b"\xef\xbb\xbf"


def files(folder: Path) -> list[str]:
    """Every file below a folder, without what belongs to wheels' own bookkeeping."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if ".dist-info/" not in path)


def test_the_folder_holds_what_windows_needs_and_nothing_else(assembled: Path) -> None:
    assert files(assembled) == sorted([
        "README.txt",
        "fonts/字体.otf",
        *(f"pango/{name}.dll" for name in (*PANGO, "libglib-2.0-0", "libintl-8")),
        "python/python.exe", "python/pythonw.exe", "python/python3.dll", "python/python312.dll", "python/python312._pth",
        "python/start.py", "python/xlwings32-0.37.8.dll", "python/xlwings64-0.37.8.dll",
        *(f"{SITE}/{name}.py" for name in ("perfxl", "xlwings", "tool", "quick_one", "onlywin", "sitecustomize")),
        "开始.cmd",
        "说明.txt",
    ])  # fmt: skip
    assert (assembled / "python" / "python312._pth").read_bytes() == (
        b"python312.zip\r\n.\r\n# Uncomment to run site.main()\r\nLib\\site-packages\r\nimport site\r\n"
    )
    assert [path.name for path in assembled.parent.iterdir()] == ["perfxl"]


def test_the_start_and_the_texts_are_as_windows_reads_them(assembled: Path) -> None:
    start = (assembled / "开始.cmd").read_bytes()
    assert start.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")
    assert start.isascii()
    assert start.count(b"\n") == start.count(b"\r\n")
    assert b'\r\n"%~dp0python\\python.exe" -X utf8 "%~dp0python\\start.py" "%~dp0."\r\n' in start
    for name in ("说明.txt", "README.txt"):
        text = (assembled / name).read_bytes()
        assert text.startswith(BOM)
        assert text.count(b"\n") == text.count(b"\r\n") > 10
        text.decode("utf-8")


def test_python_finds_pango_and_the_font_whoever_starts_it(assembled: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name not in ("PERFXL_FONTS", "PYTHONPATH")}
    program = "import os; print(os.environ['WEASYPRINT_DLL_DIRECTORIES'], os.environ['PERFXL_FONTS'], sep='\\n')"

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**surroundings, "PYTHONPATH": str(assembled / SITE)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [str(assembled / "pango"), str(assembled / "fonts")]


# What is refused: one line, and no folder is left


def refused(scripts: Scripts, given: Given, out: Path) -> str:
    """Why the assembly stopped."""
    words = [str(out), *(word for name, path in given.arguments().items() for word in (f"--{name}", str(path)))]
    before = out.exists()
    stopped: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda line, **_: stopped.append(line))
        assert scripts["assemble"].main(words) == 1
    assert out.exists() is before
    assert [path.name for path in out.parent.glob("tmp*")] == []
    [line] = stopped
    return line.removeprefix("assemble: ")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda given: (given.python / "pythonw.exe").unlink(), "has no python.exe and pythonw.exe"),
        (lambda given: program(given.python / "python.exe", machine=I386), "no Python for 64-bit Windows"),
        (lambda given: (given.python / "python.exe").write_bytes(b"#!"), "python.exe"),
        (lambda given: (given.python / "python312.dll").rename(given.python / "python39.dll"), "no Python from 3.11 to 3.13"),
        (lambda given: (given.pango / "libharfbuzz-0.dll").unlink(), "lacks libharfbuzz-0.dll"),
        (lambda given: shutil.rmtree(given.pango), "there is no folder"),
        (lambda given: given.font.rename(given.font.with_suffix(".zip")), "is no font file"),
        (lambda given: wheel(given.wheels, "tool", "1.0", files={"more.py": ""}), "DO NOT MATCH THE HASHES"),
        (lambda given: next(given.wheels.glob("quick_one*")).unlink(), "quick-one"),
        (lambda given: wheel(given.wheels, "perfxl", "0.1.0", needs=["unheard-of"]), "does not pin unheard-of for Windows"),
        (lambda given: wheel(given.wheels, "perfxl", "0.1.0", needs=["onlymac"]), "does not pin onlymac for Windows"),
        (lambda given: wheel(given.wheels, "perfxl", "0.1.0"), "the wheel of xlwings has no DLL"),
    ],
)
def test_what_does_not_fit_is_said_in_a_line_and_nothing_is_left(
    scripts: Scripts, given: Given, tmp_path: Path, spoil: Callable[[Given], object], said: str
) -> None:
    spoil(given)

    assert said in refused(scripts, given, tmp_path / "out")


def test_a_folder_that_exists_is_not_touched(scripts: Scripts, given: Given, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()

    assert "exists; name a new folder" in refused(scripts, given, tmp_path / "out")
    assert files(tmp_path / "out") == ["mine.txt"]


@pytest.mark.parametrize("page", ["install.md", "install.zh-CN.md"])
def test_the_page_gives_a_command_that_the_script_takes(scripts: Scripts, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (SCRIPTS.parents[1] / "docs" / page).read_text(encoding="utf-8")
    [command] = [line for line in text.splitlines() if "assemble.py" in line]
    asked: list[object] = []
    monkeypatch.setattr(scripts["assemble"], "assemble", lambda out, **rest: asked.extend([out, *rest]))

    assert scripts["assemble"].main(command.split()[2:]) == 0
    assert asked == [Path("perfxl-windows"), "python", "pango", "font", "wheels"]
    assert "`--wheels`" in text


# The start


def started(folder: Path, language: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PERFXL_LANG": language, "CI": "1"}  # CI: nothing is opened
    command = [sys.executable, "-X", "utf8", str(SCRIPTS / "start.py"), f"{folder}/."]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_first_start_makes_the_workbook_and_the_next_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "人 力"
    folder.mkdir()

    first = started(folder, "zh")
    made = (folder / "绩效管理.xlsm").read_bytes()
    second = started(folder, "en")

    assert (first.returncode, first.stdout) == (0, f"已建立工作簿：{folder / '绩效管理.xlsm'}\n")
    assert (second.returncode, second.stdout) == (0, "")
    assert [(path.name, path.read_bytes() == made) for path in folder.iterdir()] == [("绩效管理.xlsm", True)]


def test_what_is_lacking_is_listed_with_its_fix(tmp_path: Path) -> None:
    started(tmp_path, "en")
    (tmp_path / "performance.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")

    answer = started(tmp_path, "en")

    assert answer.returncode == 1
    assert "■ Mark of the Web: from the internet, macros are blocked\n  → In Explorer right-click the file" in answer.stdout
    assert "○" not in answer.stdout


def test_a_folder_that_does_not_exist_is_a_fault_in_one_line(tmp_path: Path) -> None:
    answer = started(tmp_path / "none", "en")

    assert answer.returncode == 3
    assert len(answer.stderr.splitlines()) == 1
