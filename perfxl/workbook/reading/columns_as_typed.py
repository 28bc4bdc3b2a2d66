"""One column of a sheet before and after reading: raw cells in, typed arrays and remarks out."""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column
from perfxl.findings.base import Finding

Array = np.ndarray[Any, Any]


class ColumnNames(TypedDict):
    """A column's titles, as findings name them."""

    column_zh: str
    column_en: str


def names_of(column: Column) -> ColumnNames:
    """The titles of `column` for its findings."""
    return ColumnNames(column_zh=column.title.zh, column_en=column.title.en)


class Remark(NamedTuple):
    """A finding about one cell, before it is known where the cell stands."""

    position: int
    finding: Finding


@dataclass(frozen=True, kw_only=True)
class ColumnAsTyped:
    """The raw cells of one column, '' where empty, with what only the file tells about them.

    percent, uncalculated: positions in `cells`; errors: position -> error value. units: the unit of each row, if the
    sheet says it. groups: for weights, what each row's weights add up within.
    """

    column: Column
    cells: Sequence[object]
    percent: Set[int] = frozenset()
    errors: Mapping[int, str] = field(default_factory=dict)
    uncalculated: Set[int] = frozenset()
    date1904: bool = False
    units: Sequence[object] = ()
    groups: Sequence[Hashable] = ()

    @property
    def names(self) -> ColumnNames:
        """The column's titles for its findings."""
        return names_of(self.column)

    def unit(self, position: int) -> str:
        """The unit of that row, '' if the sheet says none."""
        return str(self.units[position]) if self.units else ""

    def without(self, positions: Set[int]) -> "ColumnAsTyped":
        """This column with the cells at `positions` empty."""
        cells = ["" if position in positions else cell for position, cell in enumerate(self.cells)]
        return replace(self, cells=cells)


@dataclass(frozen=True)
class ColumnRead:
    """The typed column and its side columns by name, each of the rows' length, and what was found in its cells."""

    arrays: dict[str, Array]
    remarks: list[Remark]


def numbers(values: Sequence[float]) -> Array:
    """float64 values, NaN is none."""
    return np.array(values, dtype=np.float64)


def statuses(values: Sequence[CellStatus]) -> Array:
    """int8 statuses."""
    return np.array(values, dtype=np.int8)


def texts(values: Sequence[str]) -> Array:
    """str objects."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


@lru_cache(maxsize=256)  # empty columns repeat, from file to file
def same_text(text: str, count: int) -> Array:
    """`count` times `text`, read-only; takes the memory of one."""
    return np.broadcast_to(texts([text]), count)
