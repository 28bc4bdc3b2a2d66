"""Findings on their own cells: a colour, and a note with fact and remedy; and the way back to what was there.

What a cell looked like before is written to the hidden sheet of own_sheet.py before the cell is touched, with the id that the
note carries. So marks that a killed run left can be cleared, and marks that moved with their cells (sorting, inserted
rows) are found by their notes.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlwings as xw

from perfxl.excel.own_sheet import OWN_SHEET, own_sheet
from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text

MOST_MARKS = 1_000  # cells; the findings sheet lists everything
COLOURS = {BLOCKER: "#F4B183", WARNING: "#FFE699", NOTE: "#BDD7EE"}
_ORDER = (BLOCKER, WARNING, NOTE)
_SIGN = "— perfxl "
_LONGEST_NOTE = 1_000  # characters
_HEAD = ("id", "sheet", "cell", "colour", "note")


@dataclass(frozen=True)
class Mark:
    """One marked cell and what it was: its colour (#RRGGBB, '' for none) and its note ('' for none)."""

    id: str
    sheet: str
    cell: str
    colour: str
    note: str


@dataclass(frozen=True)
class Marked:
    """How many cells were marked, how many had no room, and the sheets that refused (protected)."""

    cells: int
    left_out: int
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Cleared:
    """How many marks were taken away, and the sheets that refused."""

    cells: int
    refused: tuple[str, ...]


def mark(book: xw.Book, findings: Iterable[Finding], *, language: str) -> Marked:
    """Mark the cells of `book` that `findings` name, instead of earlier marks; the worst findings first."""
    refused = dict.fromkeys(clear_marks(book).refused)
    wanted = _by_cell(book, findings)
    chosen = dict([(place, found) for place, found in wanted.items() if place[0] not in refused][:MOST_MARKS])
    notes = {name: _notes(book.sheets[name]) for name in {sheet for sheet, _ in chosen}}
    marks = [_before(book, sheet, cell, notes[sheet]) for sheet, cell in chosen]
    _remember(book, [*_remembered(book), *marks])
    done = 0
    for one, found in zip(marks, chosen.values(), strict=True):
        if one.sheet in refused:
            continue
        try:
            _mark(book.sheets[one.sheet].range(one.cell), one, found, language)
            done += 1
        except Exception:  # Excel refuses on a protected sheet; each platform has an exception of its own
            refused[one.sheet] = None
    return Marked(done, len(wanted) - done, tuple(refused))


def clear_marks(book: xw.Book) -> Cleared:
    """Give every marked cell back its colour and note. Marks on a sheet that refuses stay, and stay remembered."""
    marks = _remembered(book)
    cleared, kept = 0, list[Mark]()
    for name in dict.fromkeys(one.sheet for one in marks):
        own = [one for one in marks if one.sheet == name]
        try:
            cleared += _clear_sheet(book, name, own)
        except Exception:  # protected since; each platform has an exception of its own
            kept += own
    if marks:
        _remember(book, kept)
    return Cleared(cleared, tuple(dict.fromkeys(one.sheet for one in kept)))


def _by_cell(book: xw.Book, findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Findings by sheet and cell, as far as they name a cell of this book; accepted ones need no mark."""
    sheets = {sheet.name for sheet in book.sheets}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        place = finding.place
        if place and place.cell and place.file == book.name and place.sheet in sheets and not finding.accepted:
            found.setdefault((place.sheet, place.cell), []).append(finding)
    return found


def _before(book: xw.Book, sheet: str, cell: str, notes: dict[str, xw.main.Note]) -> Mark:
    colour = book.sheets[sheet].range(cell).color
    return Mark(
        id=secrets.token_hex(4),
        sheet=sheet,
        cell=cell,
        colour="" if colour is None else "#{:02X}{:02X}{:02X}".format(*map(int, colour)),
        note=notes[cell].text if cell in notes else "",
    )


def _mark(cell: xw.Range, was: Mark, findings: Sequence[Finding], language: str) -> None:
    """The note first: it carries the id by which the mark is found again."""
    text = _note_text(findings, language)
    _set_note(cell, f"{was.note}\n\n{text}{was.id}" if was.note else f"{text}{was.id}")
    cell.color = COLOURS[findings[0].severity]


def _note_text(findings: Sequence[Finding], language: str) -> str:
    parts = [f"{one.code} {one.title(language)}\n{one.what(language)}\n→ {one.mend(language)}" for one in findings]
    text = "\n\n".join(parts)
    if len(text) > _LONGEST_NOTE:
        rest = Text("…（全文见“问题清单”）", "... (in full on the sheet Findings)")(language)
        text = text[: _LONGEST_NOTE - len(rest)] + rest
    return f"{text}\n{_SIGN}"


def _set_note(cell: xw.Range, text: str) -> None:
    note = cell.note
    if note is None:
        cell.add_note(text)
    else:
        note.text = text


def _clear_sheet(book: xw.Book, name: str, marks: Sequence[Mark]) -> int:
    """Restore the cells of one sheet; a mark whose note is gone (a deleted row, a note taken away) is only forgotten."""
    if name not in [sheet.name for sheet in book.sheets]:
        return 0
    carried = {_id_of(note.text): (cell, note) for cell, note in _notes(book.sheets[name]).items()}
    cleared = 0
    for one in marks:
        if one.id not in carried:
            continue
        cell, note = carried[one.id]
        book.sheets[name].range(cell).color = one.colour or None
        if one.note:
            note.text = one.note
        else:
            note.delete()
        cleared += 1
    return cleared


def _id_of(text: str) -> str:
    return text.rpartition(_SIGN)[2].strip() if _SIGN in text else ""


def _notes(sheet: xw.Sheet) -> dict[str, xw.main.Note]:
    """The notes of `sheet` by cell."""
    return {note.location.get_address(False, False): note for note in sheet.notes}


def _remember(book: xw.Book, marks: Sequence[Mark]) -> None:
    """Write the hidden sheet anew, in one block."""
    sheet = own_sheet(book)
    sheet.range((1, 1), (max(sheet.used_range.last_cell.row, 1), len(_HEAD))).clear_contents()
    rows = [_HEAD, *((one.id, one.sheet, one.cell, one.colour, one.note) for one in marks)]
    cells = sheet.range((1, 1), (len(rows), len(_HEAD)))
    cells.number_format = "@"
    cells.value = [list(row) for row in rows]


def _remembered(book: xw.Book) -> list[Mark]:
    if OWN_SHEET not in [sheet.name for sheet in book.sheets]:
        return []
    used = book.sheets[OWN_SHEET].used_range.last_cell
    if used.row < 2:
        return []
    rows = book.sheets[OWN_SHEET].range((2, 1), (used.row, len(_HEAD))).options(ndim=2, empty="").value
    return [Mark(*map(str, row)) for row in rows if row[0]]
