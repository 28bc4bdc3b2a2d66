"""The way back from marks: each marked cell gets its colour and note again, wherever it is now.

A mark is found by the id in its note, on whatever sheet: also after sorting, inserted rows, a renamed sheet, a copied row.
Where no note carries the id any more, the cell where the mark was made gets its colour back if it still has a mark's.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import xlwings as xw

from perfxl.excel.mark_notes import ids_in, without_mark
from perfxl.excel.marks_kept import COLOURS, Mark, remember, remembered
from perfxl.excel.own_sheet import OWN_SHEET

_RGB = frozenset(tuple(bytes.fromhex(colour.removeprefix("#"))) for colour in COLOURS.values())
Noted = dict[str, list[xw.Range]]  # the cells whose notes carry a mark's id
Notes = Iterable[tuple[xw.Range, str]]  # cells and what their notes say


@dataclass(frozen=True)
class Cleared:
    """How many cells were restored, the sheets that refused, and how many marks stand nowhere any more."""

    cells: int
    refused: tuple[str, ...]
    gone: int = 0


def clear_marks(book: xw.Book) -> Cleared:
    """Give every marked cell back its colour and note. Marks on a sheet that refuses stay, and stay remembered."""
    marks = remembered(book)
    if not marks:
        return Cleared(0, ())
    noted = _noted(book, marks)
    cleared, gone = 0, 0
    kept: dict[Mark, str] = {}
    for one in marks:
        cells = noted.get(one.id) or _where_it_was(book, one, noted)
        gone += not cells
        for cell in cells:
            if _restored(cell, one):
                cleared += 1
            else:
                kept[one] = cell.sheet.name
    remember(book, list(kept))
    return Cleared(cleared, tuple(dict.fromkeys(kept.values())), gone)


def _noted(book: xw.Book, marks: Iterable[Mark]) -> Noted:
    """The cells whose notes carry an id of `marks`.

    On macOS xlwings asks every cell of a sheet for its notes, so there the sheets are searched only if a mark has moved.
    """
    ids = {one.id for one in marks}
    if sys.platform == "darwin":
        found = _with_ids(_at_their_cells(book, marks), ids)
        if found.keys() == ids:
            return found
    sheets = [sheet for sheet in book.sheets if sheet.name != OWN_SHEET]
    return _with_ids(((note.location, note.text) for sheet in sheets for note in sheet.notes), ids)


def _at_their_cells(book: xw.Book, marks: Iterable[Mark]) -> Notes:
    for one in marks:
        cell = _cell(book, one)
        note = cell.note if cell else None
        if cell and note:
            yield cell, note.text


def _with_ids(notes: Notes, ids: set[str]) -> Noted:
    found: Noted = {}
    for cell, text in notes:
        for one in ids.intersection(ids_in(text)):
            found.setdefault(one, []).append(cell)
    return found


def _where_it_was(book: xw.Book, one: Mark, noted: Mapping[str, list[xw.Range]]) -> list[xw.Range]:
    """The cell where a mark without a note was made, if it has a mark's colour and no other mark."""
    cell = _cell(book, one)
    if cell is None or cell.color not in _RGB:
        return []
    note = cell.note
    return [] if note and noted.keys() & set(ids_in(note.text)) else [cell]


def _cell(book: xw.Book, one: Mark) -> xw.Range | None:
    return book.sheets[one.sheet].range(one.cell) if one.sheet in [sheet.name for sheet in book.sheets] else None


def _restored(cell: xw.Range, one: Mark) -> bool:
    """Restore the cell; False where its sheet refuses."""
    try:
        cell.color = one.colour or None
        note = cell.note
        if note is not None and one.id in ids_in(note.text):
            left = without_mark(note.text, one.id, one.note)
            if left:
                note.text = left
            else:
                note.delete()
    except Exception:  # protected since; each platform has an exception of its own
        return False
    return True
