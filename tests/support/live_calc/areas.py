"""Rectangles of cells: their addresses as Excel writes them, and their corners counted from 0 as UNO wants them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

ROWS, COLUMNS = 1_048_576, 16_384
_END = r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?"
_ADDRESS = re.compile(rf"{_END}(?::{_END})?")


@dataclass(frozen=True)
class Area:
    """The cells from row `top`, column `left` to row `bottom`, column `right`, all from 0 and all included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def cell(self, row: int, column: int) -> "Area":
        """One cell, `row` and `column` from 0 within this area, or outside of it."""
        return Area(self.top + row, self.left + column, self.top + row, self.left + column)

    def with_(self, other: "Area") -> "Area":
        """The smallest area that has both."""
        return Area(min(self.top, other.top), min(self.left, other.left),
                    max(self.bottom, other.bottom), max(self.right, other.right))  # fmt: skip

    def common(self, other: "Area") -> "Area | None":
        """The cells of both; None if there are none."""
        both = Area(max(self.top, other.top), max(self.left, other.left),
                    min(self.bottom, other.bottom), min(self.right, other.right))  # fmt: skip
        return both if both.top <= both.bottom and both.left <= both.right else None

    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))

    def seen_from(self, other: "Area") -> "Area":
        """The same cells, counted from the top left of `other`."""
        return Area(self.top - other.top, self.left - other.left, self.bottom - other.top, self.right - other.left)

    def address(self, *, rows: bool = True, columns: bool = True) -> str:
        """As Excel writes it, with $ before `rows` and `columns`: $A$1:$B$2, $A:$B for whole columns."""
        row, column = "$" * rows, "$" * columns
        if (self.top, self.bottom) == (0, ROWS - 1) and (self.left, self.right) != (0, COLUMNS - 1):
            return f"{column}{letters(self.left)}:{column}{letters(self.right)}"
        if (self.left, self.right) == (0, COLUMNS - 1):
            return f"{row}{self.top + 1}:{row}{self.bottom + 1}"
        first = f"{column}{letters(self.left)}{row}{self.top + 1}"
        last = f"{column}{letters(self.right)}{row}{self.bottom + 1}"
        return first if self.shape == (1, 1) else f"{first}:{last}"


def letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    text, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(ord("A") + letter) + text
    return text


def column_number(text: str) -> int:
    """The column of these letters: A is 0."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def area_at(address: str) -> Area | None:
    """The area of an address such as A1, $A$1:B2, A:C or 1:3; None if it is none."""
    ends = _ADDRESS.fullmatch(address.strip())
    if ends is None or not (ends[1] or ends[2]) or (":" not in address and not (ends[1] and ends[2])):
        return None
    first, last = (ends[1], ends[2]), (ends[3], ends[4]) if ":" in address else (ends[1], ends[2])
    if (bool(first[0]), bool(first[1])) != (bool(last[0]), bool(last[1])):
        return None
    rows = sorted(int(row) - 1 for row in (first[1], last[1]) if row) or [0, ROWS - 1]
    columns = sorted(column_number(column) for column in (first[0], last[0]) if column) or [0, COLUMNS - 1]
    return Area(rows[0], columns[0], rows[1], columns[1])


def area_of(address: Any) -> Area:
    """The area of a UNO CellRangeAddress."""
    return Area(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)


def rectangles(cells: list[tuple[int, int]]) -> list[Area]:
    """`cells` (row, column) as few runs: down each column, then columns beside each other with the same rows."""
    runs: list[Area] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        last = runs[-1] if runs else None
        if last is not None and last.left == column and last.bottom == row - 1:
            runs[-1] = Area(last.top, column, row, column)
        else:
            runs.append(Area(row, column, row, column))
    wide: dict[tuple[int, int], list[Area]] = {}
    for run in runs:
        same = wide.setdefault((run.top, run.bottom), [])
        if same and same[-1].right == run.left - 1:
            same[-1] = same[-1].with_(run)
        else:
            same.append(run)
    return [run for same in wide.values() for run in same]


def around(shape: tuple[int, int], holes: set[tuple[int, int]]) -> list[Area]:
    """All cells of `shape` but the `holes`: the rows between those that have holes, and the runs within those rows."""
    rows, columns = shape
    found, top = [], 0
    for row in [*sorted({row for row, _ in holes}), rows]:
        if row > top:
            found.append(Area(top, 0, row - 1, columns - 1))
        left = 0
        for column in [*sorted(column for at, column in holes if at == row), columns] if row < rows else []:
            if column > left:
                found.append(Area(row, left, row, column - 1))
            left = column + 1
        top = row + 1
    return found
