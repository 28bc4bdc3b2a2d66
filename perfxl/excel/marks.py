"""Findings on their own cells: a colour, and a note with fact and remedy. The way back is in marks_cleared.py.

What a cell looked like before is remembered in the hidden sheet (marks_kept.py) before the cell is touched.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlwings as xw

from perfxl.excel.mark_notes import LONGEST, SHORT, ids_in, note_text
from perfxl.excel.marks_cleared import clear_marks
from perfxl.excel.marks_kept import COLOURS, Mark, remember, remembered
from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding

MOST_MARKS = 1_000  # cells; the findings sheet lists everything
_ORDER = (BLOCKER, WARNING, NOTE)


@dataclass(frozen=True)
class Marked:
    """How many cells were marked, how many had no room, how many took no note, and the sheets that refused (protected)."""

    cells: int
    left_out: int
    refused: tuple[str, ...]
    without_note: int = 0


def mark(book: xw.Book, findings: Iterable[Finding], *, language: str) -> Marked:
    """Mark the cells of `book` that `findings` name, instead of earlier marks; the worst findings first."""
    refused = dict.fromkeys(clear_marks(book).refused)
    wanted = _by_cell(book, findings)
    chosen = dict([(place, found) for place, found in wanted.items() if place[0] not in refused][:MOST_MARKS])
    marks = [_before(book, sheet, cell) for sheet, cell in chosen]
    earlier = remembered(book)
    remember(book, [*earlier, *marks])
    done, noteless = list[Mark](), 0
    for one, found in zip(marks, chosen.values(), strict=True):
        cell = book.sheets[one.sheet].range(one.cell)
        if one.sheet in refused or not _coloured(cell, COLOURS[found[0].severity]):
            refused[one.sheet] = None
            continue
        done.append(one)
        noteless += not _noted(cell, one, found, language)
    if len(done) < len(marks):
        remember(book, [*earlier, *done])
    return Marked(len(done), len(wanted) - len(done), tuple(refused), noteless)


def _by_cell(book: xw.Book, findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Findings by sheet and cell, as far as they name a cell of this book; accepted ones need no mark."""
    sheets = {sheet.name for sheet in book.sheets}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        place = finding.place
        if place and place.cell and place.file == book.name and place.sheet in sheets and not finding.accepted:
            found.setdefault((place.sheet, place.cell), []).append(finding)
    return found


def _before(book: xw.Book, sheet: str, cell: str) -> Mark:
    place = book.sheets[sheet].range(cell)
    colour, note = place.color, place.note
    return Mark(
        id=secrets.token_hex(4),
        sheet=sheet,
        cell=cell,
        colour="" if colour is None else "#{:02X}{:02X}{:02X}".format(*map(int, colour)),
        note=note.text if note else "",
    )


def _coloured(cell: xw.Range, colour: str) -> bool:
    """Colour the cell; False where its sheet refuses."""
    try:
        cell.color = colour
    except Exception:  # Excel refuses on a protected sheet; each platform has an exception of its own
        return False
    return True


def _noted(cell: xw.Range, was: Mark, findings: Sequence[Finding], language: str) -> bool:
    """Write the note, below what stood there; False where the cell takes none, as one with a threaded comment.

    The note is read back, because a program may cut long ones: then it gets a short one, or what stood there before.
    """
    told = [_told(one, language) for one in findings]
    try:
        for longest in (LONGEST, SHORT):
            _write_note(cell, note_text(was.note, told, was.id, language=language, longest=longest))
            if (note := cell.note) and was.id in ids_in(note.text):
                return True
        _write_note(cell, was.note)
    except Exception:  # each platform has an exception of its own
        return False
    return False


def _write_note(cell: xw.Range, text: str) -> None:
    note = cell.note
    if note is None:
        cell.add_note(text)
    elif text:
        note.text = text
    else:
        note.delete()


def _told(finding: Finding, language: str) -> str:
    return f"{finding.code} {finding.title(language)}\n{finding.what(language)}\n→ {finding.mend(language)}"
