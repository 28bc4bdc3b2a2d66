"""Cycle workbooks with macros, built once for all tests that look at them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from perfxl.cycle.sample import blank_rows, sample_rows
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.macros.embedding import Macros
from perfxl.workbook.macros.installation import Installation

SOMEWHERE = Installation(windows=r"C:\perfxl\pythonw.exe", macos="/opt/perfxl/bin/python3", python_path="/opt/perfxl/src")

_FOLDER = TemporaryDirectory(prefix="perfxl-macros-")  # removed when the tests end


@cache
def macro_book(language: str = "zh", filled: bool = False) -> Path:
    """The .xlsm of the sample company, or of an empty cycle."""
    path = Path(_FOLDER.name) / f"{language}-{'sample' if filled else 'blank'}.xlsm"
    rows = sample_rows() if filled else blank_rows(language)
    build_workbook(path, rows, language=language, macros=Macros(SOMEWHERE))
    return path
