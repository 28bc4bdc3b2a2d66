"""The language in which a worksheet function answers: that of the workbook that calls it, else the system's."""

from collections.abc import Iterable

import xlwings as xw

from perfxl.cycle.sheets_of_standards import CYCLE
from perfxl.language import folded
from perfxl.terminal import system_language

_known: dict[str, str] = {}  # name of a workbook (Excel opens no two of one name) -> its language; asking Excel for every sheet's name takes time


def calling_language() -> str:
    """zh or en, for the function that is being computed."""
    book = _calling_book()
    if book is None:
        return system_language()
    name = str(book.name)
    if name not in _known:
        _known[name] = language_of_sheets(sheet.name for sheet in book.sheets)
    return _known[name] or system_language()


def language_of_sheets(names: Iterable[str]) -> str:
    """zh or en: the language in which the sheet Cycle is named; '' where there is no such sheet."""
    languages = {folded(CYCLE.title(language)): language for language in ("zh", "en")}
    return next((languages[folded(name)] for name in names if folded(name) in languages), "")


def _calling_book() -> xw.Book | None:
    """The workbook whose cell is being computed; None if it was no workbook that called."""
    try:
        return xw.Book.caller()
    except Exception:  # xlwings raises a bare Exception then
        return None
