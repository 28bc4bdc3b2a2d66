"""The home sheet of the live book: what the last run did, what to do next, how far each department is.

The cells are found by their names, so they may stand anywhere; a book without them (made by an older perfxl, or with
the home sheet deleted) goes without.
"""

from collections.abc import Sequence

import xlwings as xw

from perfxl.cycle.sheets import HOME
from perfxl.language import Text, folded
from perfxl.rules.scores import Scores
from perfxl.workbook.entry.buttons import NEXT_STEP, PERSON, PROGRESS, PROGRESS_HEADS, PROGRESS_ROWS, STATUS

_REST = Text("其余 {n} 个部门", "{n} more departments")


def show_status(book: xw.Book, line: str) -> None:
    """Say what the last run did."""
    _write(book, STATUS, line)


def show_next_step(book: xw.Book, line: str) -> None:
    """Say what to do next."""
    _write(book, NEXT_STEP, line)


def shown_status(book: xw.Book) -> str:
    """What the home sheet says of the last run; '' where it has no such cell."""
    cells = _cells(book, STATUS)
    return "" if cells is None else str(cells.value or "")


def is_home(sheet: xw.Sheet) -> bool:
    """Whether `sheet` is the home sheet."""
    return folded(sheet.name) in map(folded, HOME)


def chosen_person(book: xw.Book) -> object:
    """What stands in the cell for the person whose letter is previewed; None where it is blank or the sheet has none."""
    cells = _cells(book, PERSON)
    return None if cells is None else cells.value


def show_progress(book: xw.Book, scores: Scores, language: str) -> None:
    """Per department: people, how many are ready, completeness, missing pieces; the least complete first."""
    cells = _cells(book, PROGRESS)
    if cells is None:
        return
    rows = progress_rows(scores, language)
    blank = [[None] * len(PROGRESS_HEADS)] * (PROGRESS_ROWS - len(rows))
    cells.value = [*rows, *blank]


def progress_rows(scores: Scores, language: str) -> list[list[object]]:
    """At most PROGRESS_ROWS rows under PROGRESS_HEADS; the last one sums up the departments that found no room."""
    people = scores.people
    ready = people["status"] != "held"
    counts = people.assign(ready=ready).groupby("department")["ready"].agg(["size", "sum"])
    order = scores.completeness.departments.sort_values(["coverage", "department"])
    rows: list[list[object]] = [
        [f"'{one.department}", int(counts["size"][one.department]), int(counts["sum"][one.department]),
         None if one.coverage != one.coverage else float(one.coverage), int(one.missing)]
        for one in order.itertuples() if one.department in counts.index
    ]  # fmt: skip
    if len(rows) <= PROGRESS_ROWS:
        return rows
    shown, rest = rows[: PROGRESS_ROWS - 1], rows[PROGRESS_ROWS - 1 :]
    name = "'" + _REST(language).format(n=len(rest))
    return [*shown, [name, _total(rest, 1), _total(rest, 2), None, _total(rest, 4)]]


def _total(rows: Sequence[Sequence[object]], column: int) -> int:
    return sum(int(str(row[column])) for row in rows)


def _write(book: xw.Book, name: str, line: str) -> None:
    cells = _cells(book, name)
    if cells is not None:
        cells.value = f"'{line}"


def _cells(book: xw.Book, name: str) -> xw.Range | None:
    """The cells of that name on the home sheet; None where the name, the sheet or both are gone."""
    if name not in book.names:
        return None
    try:
        found = book.names[name].refers_to_range
        return found if is_home(found.sheet) else None
    except Exception:  # Excel's #REF!; each platform has an exception of its own
        return None
