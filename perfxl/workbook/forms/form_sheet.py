"""One form on a sheet: its cells, its texts and where they stand, its merged ranges."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from perfxl.findings.base import Place
from perfxl.workbook.forms.label_texts import LONGEST_LABEL, label_key, without_brackets
from perfxl.workbook.intake.cell_names import Position, cell_name
from perfxl.workbook.intake.cells import cell_at
from perfxl.workbook.intake.grids import Grid

Range = tuple[int, int, int, int]
_COLON = re.compile("[:：]")


@dataclass(frozen=True)
class Cell:
    """One cell of a form, or what a mapping says instead. percent, error, uncalculated: as the file tells.

    place: where it stands; None for what stands nowhere.
    """

    value: object = ""
    place: Place | None = None
    percent: bool = False
    error: str = ""
    uncalculated: bool = False

    @property
    def is_blank(self) -> bool:
        """True if nothing stands there; an error or a formula without result is something."""
        return not (self.error or self.uncalculated) and (
            self.value is None or (isinstance(self.value, str) and not self.value.strip())
        )

    @property
    def is_sound(self) -> bool:
        """True if the value may be used."""
        return not (self.error or self.uncalculated)

    def with_value(self, value: object, *, percent: bool = False) -> "Cell":
        """This cell, saying something else."""
        return replace(self, value=value, percent=percent)


@dataclass(frozen=True)
class FormSheet:
    """The rows `first` to `last` (exclusive, zero-based) of a grid: the whole sheet, or one of several forms on it."""

    grid: Grid
    first: int
    last: int

    @classmethod
    def whole(cls, grid: Grid) -> "FormSheet":
        """All rows of `grid` as one form."""
        return cls(grid, 0, len(grid.cells))

    @cached_property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.grid.cells[0]) if self.grid.cells else 0

    @cached_property
    def texts(self) -> dict[str, list[Position]]:
        """The places of each text by its label key."""
        found: dict[str, list[Position]] = {}
        for row, column, text in self.each_text(self.first, self.last):
            if len(text) <= LONGEST_LABEL:
                found.setdefault(label_key(text), []).append((row, column))
        return found

    @cached_property
    def merged_at(self) -> Mapping[Position, Range]:
        """The merged range that begins at a cell."""
        return {(one[0], one[1]): one for one in self.grid.facts.merged}

    @cached_property
    def merged_over(self) -> Mapping[Position, Range]:
        """The merged range over each cell of the form."""
        return {
            (row, column): (top, left, bottom, right)
            for top, left, bottom, right in self.grid.facts.merged
            if top < self.last and bottom >= self.first
            for row in range(max(top, self.first), min(bottom + 1, self.last))
            for column in range(left, min(right + 1, self.width))
        }

    def each_text(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of each text cell in these rows."""
        for row in range(first, last):
            for column, cell in enumerate(self.grid.cells[row]):
                if isinstance(cell, str) and cell.strip():
                    yield row, column, cell

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a zero-based place; a blank one outside the sheet."""
        place = self.place(row, column)
        if not (0 <= row < len(self.grid.cells) and 0 <= column < self.width):
            return Cell(place=place)
        facts, where = self.grid.facts, (row, column)
        return Cell(
            cell_at(self.grid.cells, row, column),
            place,
            percent=where in facts.percent,
            error=facts.errors.get(where, ""),
            uncalculated=where in facts.uncalculated,
        )

    def place(self, row: int, column: int) -> Place:
        """The place of a cell in its file."""
        return Place(self.grid.file, self.grid.sheet, cell_name(row, column))

    def is_blank(self, row: int, column: int) -> bool:
        """True if nothing stands there."""
        if not (0 <= row < len(self.grid.cells) and 0 <= column < self.width):
            return True
        value, facts = cell_at(self.grid.cells, row, column), self.grid.facts
        if not (value is None or (isinstance(value, str) and not value.strip())):
            return False
        return (row, column) not in facts.errors and (row, column) not in facts.uncalculated

    def right_of(self, row: int, column: int) -> int:
        """The first column beside the cell, or beside the merged range that begins there."""
        return self.merged_at.get((row, column), (0, 0, 0, column))[3] + 1

    def below(self, row: int, column: int) -> int:
        """The first row below the cell, or below the merged range that begins there."""
        return self.merged_at.get((row, column), (0, 0, row, 0))[2] + 1

    def cells_with(self, texts: Iterable[str], *, first: int, last: int) -> list[Position]:
        """The cells in these rows that say one of `texts`, at most one a row."""
        wanted = tuple(texts)
        found = {
            row: (row, column)
            for row, column, text in reversed(list(self.each_text(first, last)))
            if says(text, wanted)
        }
        return sorted(found.values())

    def labels_like(self, label: str) -> list[Position]:
        """The cells that say `label` and nothing else but brackets and a colon behind it; * in it stands for anything."""
        exact = self.texts.get(label_key(label), [])
        if exact:
            return exact
        texts = (one for one in self.each_text(self.first, self.last) if len(one[2]) <= LONGEST_LABEL)
        said = ((row, column, text.strip().rstrip(":：")) for row, column, text in texts)
        return [
            (row, column)
            for row, column, text in said
            if not _COLON.search(without_brackets(text)) and says(text, (label,))
        ]

    def rows_with(self, texts: Iterable[str], *, first: int, last: int) -> list[int]:
        """The rows in which a cell says one of `texts`."""
        return [row for row, _ in self.cells_with(texts, first=first, last=last)]


def says(text: str, wanted: tuple[str, ...]) -> bool:
    """True if a cell says one of `wanted`, whatever stands in brackets or behind a colon; * stands for anything."""
    return len(text) <= LONGEST_LABEL and _says(text, wanted)


@lru_cache(maxsize=16384)
def _says(text: str, wanted: tuple[str, ...]) -> bool:
    pattern = _patterns(wanted)
    return any(pattern.fullmatch(key) for key in _spellings(text))


@lru_cache(maxsize=1024)
def _patterns(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(".*".join(re.escape(label_key(part)) for part in one.split("*")) for one in wanted) or r"(?!)"
    )


@lru_cache(maxsize=16384)
def _spellings(text: str) -> frozenset[str]:
    bare = without_brackets(text)
    return frozenset((label_key(text), label_key(bare), label_key(text.replace("：", ":").partition(":")[0])))


def blocks(grid: Grid, starts_with: Iterable[str]) -> list[FormSheet]:
    """The forms on a sheet: the whole sheet, or one from each row that says one of `starts_with` to the next."""
    whole = FormSheet.whole(grid)
    texts = list(starts_with)
    if not texts:
        return [whole]
    starts = whole.rows_with(texts, first=0, last=whole.last)
    return [FormSheet(grid, first, last) for first, last in zip(starts, [*starts[1:], whole.last], strict=True)]
