"""The scripts of packaging/windows, which are no package, and everything that one assembly is given."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

from tests.packaging_windows.stand_ins import lock, program, wheel

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging" / "windows"
PANGO = ("libgobject-2.0-0", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-0", "libharfbuzz-subset-0", "libfontconfig-1")


@pytest.fixture(scope="session")
def scripts() -> Iterator[dict[str, ModuleType]]:
    """assemble, locked and dll_imports by name."""
    names = ("dll_imports", "locked", "assemble")
    with mock.patch.object(sys, "path", [str(SCRIPTS), *sys.path]):
        yield {name: importlib.import_module(name) for name in names}
    for name in names:
        del sys.modules[name]


@dataclass(frozen=True)
class Given:
    """What an assembly is given."""

    python: Path
    pango: Path
    font: Path
    wheels: Path

    def arguments(self) -> dict[str, Path]:
        return {"python": self.python, "pango": self.pango, "font": self.font, "wheels": self.wheels}


@pytest.fixture
def given(scripts: dict[str, ModuleType], tmp_path: Path) -> Iterator[Given]:
    """What one test may spoil."""
    with given_in(tmp_path / "给 的", scripts) as made:
        yield made


@pytest.fixture(scope="module")
def assembled(scripts: dict[str, ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is made of it."""
    folder = tmp_path_factory.mktemp("交 付")
    with given_in(folder / "给 的", scripts) as made:
        scripts["assemble"].assemble(folder / "出 的" / "perfxl", **made.arguments())
    return folder / "出 的" / "perfxl"


@contextmanager
def given_in(folder: Path, scripts: dict[str, ModuleType]) -> Iterator[Given]:
    """An embeddable Python 3.12, Pango with one DLL that it loads and one that nobody needs, a font, and a few wheels."""
    made = Given(folder / "python", folder / "mingw", folder / "字体.otf", folder / "wheels")
    for path in (made.python, made.pango, made.wheels):
        path.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe", "python312.dll", "python3.dll"):
        program(made.python / name)
    (made.python / "python312._pth").write_bytes(b"python312.zip\r\n.\r\n\r\n# Uncomment to run site.main()\r\n#import site\r\n")
    for name in PANGO:
        program(made.pango / f"{name}.dll", imports=["KERNEL32.dll", "libglib-2.0-0.dll"])
    program(made.pango / "libglib-2.0-0.dll", late=["libintl-8.dll"])
    program(made.pango / "libintl-8.dll")
    program(made.pango / "libgtk-4-1.dll")
    made.font.write_bytes(b"font")
    (folder / "requirements.lock").write_text(lock(_wheels(made.wheels), _MARKERS), encoding="ascii")
    with mock.patch.object(scripts["assemble"], "LOCK", folder / "requirements.lock"):
        yield made


_MARKERS = {"onlywin": "sys_platform == 'win32'", "onlymac": "sys_platform == 'darwin'"}


def _wheels(folder: Path) -> list[Path]:
    dll = {f"xlwings-0.37.8.data/data/xlwings{bits}-0.37.8.dll": "MZ" for bits in (32, 64)}
    starter = {"tool-1.0.data/scripts/tool": "#!python\n"}
    wheel(folder, "perfxl", "0.1.0", needs=["xlwings==0.37.8", "tool[fast]>=1", "onlymac; sys_platform == 'darwin'"])
    return [
        wheel(folder, "xlwings", "0.37.8", tag="cp312-cp312-win_amd64", needs=["onlywin; sys_platform == 'win32'"], files=dll),
        wheel(folder, "tool", "1.0", needs=["quick-one; extra == 'fast'", "slow; extra == 'slow'", "tool"], files=starter),
        wheel(folder, "quick-one", "2.0"),
        wheel(folder, "onlywin", "3.0", tag="cp312-cp312-win_amd64"),
        wheel(folder, "onlymac", "3.0"),
        wheel(folder, "slow", "1.0"),
        wheel(folder, "testtool", "1.0"),
    ]
