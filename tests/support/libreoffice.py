"""LibreOffice without a window: recalculate workbooks and read the values back, or print them as PDF."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import python_calamine

_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
_SECONDS_A_CALL = 300
# 0 is "always": without this LibreOffice believes the values that stand in the file.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Sheets = dict[str, list[list[object]]]


def soffice() -> str | None:
    """Where LibreOffice's program is; None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


needs_libreoffice = pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")


def recalculated(path: Path, folder: Path) -> Sheets:
    """The values of every sheet of `path` after LibreOffice recalculated it; '' is a blank cell.

    folder: an empty folder of the test; LibreOffice's profile and copies go there. Row and column 0 are cell A1.
    """
    return all_recalculated([path], folder)[0]


def all_recalculated(paths: Sequence[Path], folder: Path) -> list[Sheets]:
    """The same for many files with one start of LibreOffice; files may share a name."""
    copies = folder / "given"
    copies.mkdir(parents=True)
    numbered = [Path(shutil.copy(path, copies / f"{number}.xlsx")) for number, path in enumerate(paths)]
    made = converted(numbered, folder, to="xlsx:Calc MS Excel 2007 XML")
    return [values(path) for path in made]


def converted(paths: Sequence[Path], folder: Path, *, to: str) -> list[Path]:
    """Let LibreOffice convert `paths` (names must differ) to `to`, such as pdf; the results lie in folder/made."""
    program = soffice()
    assert program is not None, "LibreOffice is not installed"
    profile, made = folder / "profile", folder / "made"
    _write_profile(profile)
    made.mkdir(parents=True, exist_ok=True)
    command = [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", to, "--outdir", str(made), *map(str, paths)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_SECONDS_A_CALL)
    results = [made / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    missing = [path.name for path in results if not path.is_file()]
    assert not missing, f"LibreOffice made no {missing}: {done.stdout}{done.stderr}"
    return results


def typed_into(path: Path, saved: Path, folder: Path, cells: Sequence[tuple[str, str, str]]) -> list[str]:
    """Type `cells` (sheet, cell, text) into `path` in a live LibreOffice and save as `saved`; the cells that refused."""
    program = soffice()
    assert program is not None, "LibreOffice is not installed"
    profile, pipe = folder / "profile", f"perfxl{os.getpid()}{abs(hash(str(folder)))}"
    _write_profile(profile)
    office = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore", "--invisible",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        command = [SYSTEM_PYTHON, str(Path(__file__).with_name("typist.py")), pipe, str(path), str(saved)]
        done = subprocess.run(
            command, input=json.dumps(cells), capture_output=True, text=True, timeout=_SECONDS_A_CALL, check=False,
            env={"PATH": os.environ.get("PATH", "")},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [str(place) for place in json.loads(done.stdout)]
    finally:
        office.terminate()
        office.wait(timeout=60)


@dataclass(frozen=True)
class Uno:
    """The system's Python binding of LibreOffice. python: the cache tag of the Python it is built for (cpython-311)."""

    module: Path  # uno.py
    binding: Path  # the compiled pyuno
    python: str


_ASK_FOR_UNO = "import uno, pyuno, sys; print(uno.__file__, pyuno.__file__, sys.implementation.cache_tag, sep='\\n')"


def _system_uno() -> Uno | None:
    if not SYSTEM_PYTHON or soffice() is None:
        return None
    asked = subprocess.run([SYSTEM_PYTHON, "-c", _ASK_FOR_UNO], capture_output=True, text=True, check=False)
    if asked.returncode:
        return None
    module, binding, python = asked.stdout.splitlines()
    return Uno(Path(module), Path(binding), python)


SYSTEM_PYTHON = next((place for place in ("/usr/bin/python3",) if Path(place).is_file()), "")
SYSTEM_UNO = _system_uno()
needs_uno = pytest.mark.skipif(SYSTEM_UNO is None, reason="python3-uno is not installed")
# A live spreadsheet answers this very Python, so python3-uno must be built for it.
needs_live_calc = pytest.mark.skipif(
    SYSTEM_UNO is None or SYSTEM_UNO.python != sys.implementation.cache_tag,
    reason=f"python3-uno is not installed for {sys.implementation.cache_tag}",
)


def values(path: Path) -> Sheets:
    """The values that stand in the file, sheet by sheet, from cell A1 on."""
    with python_calamine.load_workbook(str(path)) as book:
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
