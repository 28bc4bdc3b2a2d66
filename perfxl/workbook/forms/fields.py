"""Values that stand once on a form: beside or below a label, behind its colon, at a position, in the file's name."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from perfxl.findings.base import Finding, Place
from perfxl.findings.forms import FieldBlank, LabelMissing, LabelTwice
from perfxl.language import folded
from perfxl.workbook.forms.form_sheet import Cell, FormSheet
from perfxl.workbook.forms.label_texts import Labelled, label_key, labelled, looks_like_label
from perfxl.workbook.forms.sources import FormField
from perfxl.workbook.forms.values import constant, shown
from perfxl.workbook.intake.cell_names import Position, column_number

REACH = 12
"""How many cells beside its label a value may stand; beyond, and past another label, it is somebody else's."""
REACH_BELOW = 3


@dataclass(frozen=True)
class LabelledForm:
    """A form and the texts on it that are labels, as a mapping declares them."""

    form: FormSheet
    labels: frozenset[str]

    @cached_property
    def in_cells(self) -> Mapping[str, Sequence[tuple[Position, Labelled]]]:
        """Labels that stand in one cell with their values, or with other labels."""
        found: dict[str, list[tuple[Position, Labelled]]] = {}
        for row, column, text in self.form.each_text(self.form.first, self.form.last):
            if ":" in text or "：" in text:
                for part in labelled(text, self.labels):
                    if part.value or not part.alone:
                        found.setdefault(part.label, []).append(((row, column), part))
        return found

    def value(self, row: int, column: int) -> Cell:
        """The first filled cell on the right of a label; blank if another label comes first."""
        beside = self.form.right_of(row, column)
        return self._first([(row, one) for one in range(beside, min(beside + REACH, self.form.width))], row, beside)

    def value_below(self, row: int, column: int) -> Cell:
        """The first filled cell below a label; blank if another label comes first."""
        below = self.form.below(row, column)
        last = min(below + REACH_BELOW, self.form.last)
        return self._first([(one, column) for one in range(below, last)], below, column)

    def _first(self, places: Sequence[Position], row: int, column: int) -> Cell:
        where = next((place for place in places if not self.form.is_blank(*place)), None)
        found = self.form.cell(*where) if where else Cell()
        if where is None or (isinstance(found.value, str) and looks_like_label(found.value, self.labels)):
            return Cell(place=self.form.place(row, column))
        return found


def field_value(on: LabelledForm, source: FormField, *, name: str) -> tuple[Cell, list[Finding]]:
    """What a form says for one field, not yet converted, and what is wrong with that. name: the field's, for findings."""
    if source.value is not None:
        return constant(source.value), []
    if source.cell:
        return _at(on.form, source.cell), []
    if source.file_name or source.sheet_name:
        return _named(on.form, source)
    return _labelled_value(on, source, name=name)


def _at(form: FormSheet, cell: str) -> Cell:
    """A cell by position, counted from the form's first row."""
    letters = cell.rstrip("0123456789")
    return form.cell(form.first + int(cell[len(letters) :]) - 1, column_number(letters.encode()))


def _named(form: FormSheet, source: FormField) -> tuple[Cell, list[Finding]]:
    """The part of a file's or sheet's name that stands where the pattern has {}."""
    by_file = bool(source.file_name)
    text, pattern = (
        (PurePosixPath(form.grid.file).name, source.file_name) if by_file else (form.grid.sheet, source.sheet_name)
    )
    parts = [".*".join(map(re.escape, unicodedata.normalize("NFC", part).split("*"))) for part in pattern.split("{}")]
    found = re.fullmatch("(.+?)".join(parts), unicodedata.normalize("NFC", text), re.IGNORECASE)
    place = Place(form.grid.file, "" if by_file else form.grid.sheet)
    if found:
        return Cell(found[1].strip(), place), []
    return Cell(place=place), [] if source.optional else [LabelMissing(label=pattern, place=place)]


def _labelled_value(on: LabelledForm, source: FormField, *, name: str) -> tuple[Cell, list[Finding]]:
    label = source.label[0]
    values = [value for one in source.label for value in _values(on, one, below=source.below)]
    filled = [value for value in values if not value.is_blank]
    if not values:
        where = Place(on.form.grid.file, on.form.grid.sheet)
        return Cell(place=where), [] if source.optional else [LabelMissing(label=label, item=name, place=where)]
    if not filled:
        return values[0], [] if source.optional else [FieldBlank(label=label, item=name, place=values[0].place)]
    if len({folded(shown(value)) for value in filled}) > 1:
        places = ", ".join(value.place.cell for value in filled if value.place)
        return Cell(place=filled[0].place), [LabelTwice(label=label, places=places, item=name, place=filled[0].place)]
    return filled[0], []


def _values(on: LabelledForm, label: str, *, below: bool) -> list[Cell]:
    """The value at each place where the label stands."""
    look = on.value_below if below else on.value
    found = [look(*where) for where in on.form.labels_like(label)]
    for where, part in on.in_cells.get(label_key(label), ()):
        found.append(
            Cell(part.value, on.form.place(*where)) if part.value or not _is_last(on, where, part) else look(*where)
        )
    return found


def _is_last(on: LabelledForm, where: Position, part: Labelled) -> bool:
    """True if no other label follows in the cell, so that the value may stand beside it."""
    text = on.form.grid.cells[where[0]][where[1]]
    return labelled(str(text), on.labels)[-1] == part
