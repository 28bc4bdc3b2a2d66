"""Many places of cells in little memory: the rows of each column as one array."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from typing import Any

import numpy as np

from perfxl.workbook.intake.cell_names import Position

Rows = np.ndarray[Any, np.dtype[np.int32]]


class Places(Set[Position]):
    """Zero-based (row, column) places; `rows`: of each column, in order."""

    def __init__(self, rows: Mapping[int, Rows]) -> None:
        self.rows = {column: np.sort(numbers) for column, numbers in rows.items() if len(numbers)}

    def __contains__(self, place: object) -> bool:
        row, column = place if isinstance(place, tuple) else (-1, -1)
        numbers = self.rows.get(column, ())
        at = bisect_left(numbers, row)  # np.searchsorted would convert all numbers to the type of `row`
        return at < len(numbers) and bool(numbers[at] == row)

    def __iter__(self) -> Iterator[Position]:
        return ((row, column) for column, numbers in self.rows.items() for row in numbers.tolist())

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


def rows_by_column(places: Set[Position]) -> Mapping[int, Rows]:
    """The rows of each column."""
    if isinstance(places, Places):
        return places.rows
    found: dict[int, list[int]] = {}
    for row, column in places:
        found.setdefault(column, []).append(row)
    return {column: np.array(sorted(numbers), dtype=np.int32) for column, numbers in found.items()}
