"""The values of one sheet, row by row; those of a large one are kept column by column, in a third of the memory."""

from collections.abc import Sequence
from itertools import repeat
from typing import overload

Cells = Sequence[list[object]]


class ColumnwiseCells(Sequence[list[object]]):
    """Rows of cells that are made when they are asked for. All are equally long; "" is empty."""

    def __init__(self) -> None:
        self.columns: list[list[object]] = []
        self._rows = 0
        self._last: tuple[int | None, list[object]] = None, []  # rows are asked for cell by cell

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, row: int) -> list[object]: ...
    @overload
    def __getitem__(self, row: slice) -> list[list[object]]: ...
    def __getitem__(self, row: int | slice) -> list[object] | list[list[object]]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(self._rows))]
        if not -self._rows <= row < self._rows:
            raise IndexError(row)
        if row != self._last[0]:
            self._last = row, [column[row] for column in self.columns]
        return self._last[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def append(self, columns: Sequence[Sequence[object]], *, left: int = 0) -> None:
        """Add rows, given as equally long columns that begin after `left` empty ones."""
        self.pad(self._rows, left + len(columns))
        for column, values in zip(self.columns[left:], columns, strict=False):
            column.extend(values)
        self.pad(max(map(len, self.columns), default=0), len(self.columns))

    def pad(self, rows: int, width: int) -> None:
        """Make it at least so large, with empty cells."""
        self._rows, self._last = max(self._rows, rows), (None, [])
        self.columns.extend([] for _ in range(width - len(self.columns)))
        for column in self.columns:
            column.extend(repeat("", self._rows - len(column)))


def cell_at(cells: Cells, row: int, column: int) -> object:
    """One cell."""
    return cells.columns[column][row] if isinstance(cells, ColumnwiseCells) else cells[row][column]


def padded(cells: Cells, *, rows: int, width: int) -> Cells:
    """`cells` with equally long rows, at least so many and so long."""
    if isinstance(cells, ColumnwiseCells):
        cells.pad(rows, width)
        return cells
    width = max(width, max(map(len, cells), default=0))
    whole = [*cells, *([] for _ in range(rows - len(cells)))]
    return [row if len(row) == width else row + [""] * (width - len(row)) for row in whole]


def column_of(cells: Cells, number: int) -> Sequence[object]:
    """One column, all rows."""
    return cells.columns[number] if isinstance(cells, ColumnwiseCells) else [row[number] for row in cells]


def columns_of(cells: Cells, rows: Sequence[int]) -> Sequence[Sequence[object]]:
    """All columns, of those rows in order."""
    if not isinstance(cells, ColumnwiseCells):
        return list(zip(*[cells[row] for row in rows], strict=True)) or [()] * max(map(len, cells), default=0)
    if rows and rows[-1] - rows[0] == len(rows) - 1:
        return [column[rows[0] : rows[-1] + 1] for column in cells.columns]
    return [[column[row] for row in rows] for column in cells.columns]
