"""The one hidden sheet that perfxl keeps in the live book.

Its first columns hold what marked cells looked like (marks.py), column WRITTEN_COLUMN and the next the titles of the
sheets that perfxl wrote with what stands in their first cell, and the columns from ROOM on are room to ask Excel something (live_percent.py).
"""

import xlwings as xw

from perfxl.faults import Fault
from perfxl.language import Text

OWN_SHEET = "perfxl.marks"  # the reader knows that it holds no data
WRITTEN_COLUMN, ROOM = 6, 8  # from 0
_MOST_WRITTEN = 100
_NO_NEW_SHEET = Text(
    "工作簿不允许新增工作表。请在“审阅”中取消“保护工作簿”，再点一次按钮。",
    "The workbook takes no new sheet. On the Review tab, unprotect the workbook, then press again.",
)


def own_sheet(book: xw.Book) -> xw.Sheet:
    """The hidden sheet of `book`, made where there is none yet; the sheet on the screen stays on the screen."""
    names = [sheet.name for sheet in book.sheets]
    if OWN_SHEET in names:
        return book.sheets[OWN_SHEET]
    shown = book.sheets.active
    sheet = new_sheet(book, OWN_SHEET)
    sheet.visible = False
    shown.activate()
    return sheet


def new_sheet(book: xw.Book, title: str) -> xw.Sheet:
    """A new sheet behind all others. Raises Fault where the book takes none, because its structure is protected."""
    last = list(book.sheets)[-1]
    try:
        return book.sheets.add(title, after=last)
    except Exception as error:  # each platform has an exception of its own
        raise Fault(_NO_NEW_SHEET) from error


def written_sheets(book: xw.Book) -> dict[str, str]:
    """The titles (in small letters) of the sheets of `book` that perfxl wrote, with what it wrote into their first cells."""
    if OWN_SHEET not in [sheet.name for sheet in book.sheets]:
        return {}
    return {str(title).casefold(): str(first or "") for title, first in _written(book).value if title is not None}


def note_written(book: xw.Book, title: str, first: str) -> None:
    """Remember that perfxl wrote the sheet of that title, with `first` in its first cell."""
    known = {**written_sheets(book), title.casefold(): first}
    rows: list[list[str | None]] = [[one, told] for one, told in known.items()]
    rows = rows[-_MOST_WRITTEN:]
    cells = _written(book)
    cells.number_format = "@"
    cells.value = [*rows, *[[None, None]] * (_MOST_WRITTEN - len(rows))]


def _written(book: xw.Book) -> xw.Range:
    return own_sheet(book).range((1, WRITTEN_COLUMN + 1), (_MOST_WRITTEN, WRITTEN_COLUMN + 2))
