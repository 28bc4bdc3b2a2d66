"""Small and large companies in workbooks with buttons, and what can be seen in them after a button was pressed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from perfxl.cycle.typed import Typed
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.entry.buttons import BUTTONS, NEXT_STEP, PERSON, PROGRESS, STATUS
from perfxl.workbook.macros.embedding import Macros
from tests.jobs.asking import company_rows

Rows = Mapping[str, Sequence[dict[str, Typed]]]


def with_buttons(path: Path, rows: Rows | None = None, *, language: str = "zh", actuals: Sequence[Typed] = (90, 120)) -> Path:
    """An .xlsm with buttons; of a company with one person for each actual unless rows are given."""
    build_workbook(path, rows or company_rows(actuals=actuals), language=language, macros=Macros())
    return path


def caption(key: str, language: str = "zh") -> str:
    """What stands on the button."""
    return next(one.caption(language) for one in BUTTONS if one.key == key)


def named(book: xw.Book, name: str) -> Any:
    """What stands in the cells of that defined name."""
    return book.names[name].refers_to_range.value


def status(book: xw.Book) -> str:
    return str(named(book, STATUS))


def next_step(book: xw.Book) -> str:
    return str(named(book, NEXT_STEP))


def progress(book: xw.Book) -> list[list[Any]]:
    """The rows of the progress table that are filled."""
    return [row for row in named(book, PROGRESS) if row[0]]


def choose(book: xw.Book, person: str) -> None:
    """Pick an employee id on the home sheet, as a person does."""
    book.names[PERSON].refers_to_range.value = person


def table(book: xw.Book, sheet: str, header: str) -> list[dict[str, Any]]:
    """The rows below the row that starts with `header`."""
    rows = book.sheets[sheet].used_range.value
    top = next(number for number, row in enumerate(rows) if row[0] == header)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if any(cell is not None for cell in row)]


def notes(book: xw.Book, sheet: str) -> dict[str, str]:
    """The notes of a sheet by cell."""
    return {note.location.get_address(False, False): note.text for note in book.sheets[sheet].notes}


def looks(book: xw.Book, sheet: str, cells: Sequence[str]) -> list[tuple[Any, str | None]]:
    """Colour and note of each cell."""
    ranges = [book.sheets[sheet].range(cell) for cell in cells]
    return [(one.color, one.note.text if one.note else None) for one in ranges]
