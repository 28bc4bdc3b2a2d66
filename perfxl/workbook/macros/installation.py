"""Which Python the buttons of a workbook start: the one that makes the workbook, by its absolute path."""

import os
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import perfxl


@dataclass(frozen=True)
class Installation:
    """Absolute paths for Excel; '' where there is nothing to say.

    windows, macos: the Python to start on each platform. python_path: a folder to find perfxl in, where that Python would not.
    """

    windows: str = ""
    macos: str = ""
    python_path: str = ""


NOWHERE = Installation()  # for workbooks that travel: whoever uses one fills in the path, or lets perfxl make another


def this_installation(platform: str = sys.platform, executable: str = sys.executable) -> Installation:
    """The installation that runs now, as Excel on this machine starts it; NOWHERE on a platform without Excel."""
    python = Path(os.path.abspath(executable))  # a link in a virtual environment is not followed: it names the environment
    if platform == "win32":
        return Installation(windows=str(_without_console(python)), python_path=_python_path())
    if platform == "darwin":
        return Installation(macos=str(python), python_path=_python_path())
    return NOWHERE


def _without_console(python: Path) -> Path:
    """pythonw.exe beside python.exe, which opens no black window; python.exe where there is none."""
    quiet = python.with_name("pythonw.exe")
    return quiet if quiet.is_file() else python


def _python_path() -> str:
    """The folder of a perfxl that is run from its sources; '' for one that is installed."""
    folder = Path(perfxl.__file__).resolve().parents[1]
    installed = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    return "" if folder in installed else str(folder)
