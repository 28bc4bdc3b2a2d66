"""Everything that this machine needs, each with its fix."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from perfxl import __version__
from perfxl.jobs.doctor_macos import macos
from perfxl.jobs.doctor_windows import windows
from perfxl.jobs.doctor_workbook import workbook_examined
from perfxl.jobs.examined import NO_FIX, Examined, in_short, tried
from perfxl.language import Text

_PACKAGES = ("xlwings", "openpyxl", "pandas", "jinja2", "weasyprint", "python-calamine", "xlsxwriter")
_PANGO_FIX = Text(
    "安装 Pango：Debian/Ubuntu `apt install libpango-1.0-0 libpangoft2-1.0-0`；macOS `brew install pango`；"
    "Windows 安装 MSYS2 后 `pacman -S mingw-w64-x86_64-pango`。",
    "Install Pango: Debian/Ubuntu `apt install libpango-1.0-0 libpangoft2-1.0-0`; macOS `brew install pango`; "
    "Windows: MSYS2, then `pacman -S mingw-w64-x86_64-pango`.",
)
_FONT_FIX = Text(
    "安装 Noto Sans CJK（Debian/Ubuntu `apt install fonts-noto-cjk`），或用 PERFXL_FONTS 指定字体文件夹。",
    "Install Noto Sans CJK (Debian/Ubuntu `apt install fonts-noto-cjk`), or name a font folder in PERFXL_FONTS.",
)
_WRITE_FIX = Text("请选择可以写入的文件夹，或检查磁盘空间。", "Choose a folder that can be written, or check the disk space.")
_ENGINE_FIX = Text(
    "信不受影响，只是慢一些。要恢复速度，请安装 perfxl 所要求的 WeasyPrint 版本，或升级 perfxl。",
    "The letters are not affected, they only take longer. For speed, install the WeasyPrint that perfxl asks for, or a "
    "newer perfxl.",
)
_PYTHON_FIX = Text("请安装 Python 3.11 到 3.13。", "Install Python 3.11 to 3.13.")


def doctor(folder: Path, workbook: Path | None = None) -> Iterator[Examined]:
    """Look at Python, packages, Pango, fonts, whether `folder` can be written, and what Excel needs on this system.

    workbook: a workbook with macros, to be compared with this installation. One answer after the other.
    """
    yield _python()
    yield Examined(Text("Python 程序", "Interpreter"), sys.executable or "-", ok=True)
    yield Examined(Text("perfxl", "perfxl"), __version__, ok=True)
    yield from map(_package, _PACKAGES)
    yield tried(Text("Pango 排版库", "Pango"), _pango, _PANGO_FIX)
    yield tried(Text("中文字体", "Chinese fonts"), _fonts, _FONT_FIX)
    yield _engine()
    yield tried(Text("写入权限", "Write access"), lambda: _written(folder), _WRITE_FIX)
    yield tried(Text("临时文件夹", "Temporary folder"), lambda: _written(Path(tempfile.gettempdir())), _WRITE_FIX)
    if sys.platform == "win32":
        yield from windows(Path(sys.executable), xlwings=version("xlwings"))
    if sys.platform == "darwin":
        yield from macos(Path.home(), xlwings=version("xlwings"))
    if workbook is not None:
        yield from workbook_examined(workbook, platform=sys.platform)
    office = shutil.which("soffice") or ""
    yield Examined(Text("LibreOffice（仅测试用）", "LibreOffice (tests only)"), office or "-", ok=True, needed=False)


def _python() -> Examined:
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Examined(Text("Python", "Python"), platform.python_version(), ok, _PYTHON_FIX)


def _package(name: str) -> Examined:
    fix = Text(f"请运行 `pip install {name}`。", f"Run `pip install {name}`.")
    try:
        return Examined(Text(name, name), version(name), ok=True)
    except PackageNotFoundError:
        return Examined(Text(name, name), "-", ok=False, fix=fix)


def _pango() -> str:
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _fonts() -> str:
    from perfxl.letters.fonts import letter_fonts

    return letter_fonts().regular.path.name


def _engine() -> Examined:
    """Letters are right either way, so a slow engine is nothing that is needed."""
    what = Text("制信引擎", "Letters' engine")
    try:
        from perfxl.letters.engine_report import engine_standing
    except (ImportError, OSError) as reason:
        return Examined(what, in_short(reason), ok=False, fix=_PANGO_FIX, needed=False)
    told, ok = engine_standing()
    return Examined(what, told, ok=ok, fix=NO_FIX if ok else _ENGINE_FIX, needed=False)


def _written(folder: Path) -> str:
    handle, name = tempfile.mkstemp(prefix=".perfxl-", dir=folder)
    os.close(handle)
    os.unlink(name)
    return str(folder)
