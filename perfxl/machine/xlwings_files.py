"""The files that xlwings needs outside of Python's packages, where its module in a workbook looks for them."""

from pathlib import Path

_SCRIPTS = Path("Library/Application Scripts/com.microsoft.Excel")


def library_of(python: Path, *, version: str, bits: int) -> Path | None:
    """The DLL through which Excel reaches Python, beside that Python or one folder up; None if it is missing.

    bits: 32 or 64, those of Excel, not of Python.
    """
    name = f"xlwings{bits}-{version}.dll"
    return next((folder / name for folder in (python.parent, python.parent.parent) if (folder / name).is_file()), None)


def script_of(home: Path, *, version: str) -> Path:
    """Where RunPython on macOS finds its script, there or not."""
    return home / _SCRIPTS / f"xlwings-{version}.applescript"


def other_scripts(home: Path, *, version: str) -> list[str]:
    """Names of scripts of other versions, which RunPython does not use."""
    wanted = script_of(home, version=version)
    return sorted(one.name for one in wanted.parent.glob("xlwings-*.applescript") if one != wanted)
