"""Cells as Excel hands them to a function, and as it takes them back."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isnan
from typing import Any

import numpy as np

from perfxl.cycle.columns import Column
from perfxl.findings.base import BLOCKER, Finding
from perfxl.rules.exact import Bools
from perfxl.workbook.intake.foreign_files import EXCEL_ERRORS
from perfxl.workbook.reading.cells import typed_column
from perfxl.workbook.reading.columns_as_typed import ColumnAsTyped

Array = np.ndarray[Any, Any]
Block = Array  # two dimensions of raw cells, '' where empty


class Unlike(Exception):
    """The ranges of one call do not fit together."""


def block(given: object) -> Block:
    """What a function was given, as rows of cells: a value is one cell, a list is a column, None is an empty cell."""
    rows = given.tolist() if hasattr(given, "tolist") else given
    if not isinstance(rows, (list, tuple)):
        rows = [[rows]]
    elif not rows or not isinstance(rows[0], (list, tuple)):
        rows = [[cell] for cell in rows] or [[""]]
    cells = np.empty((len(rows), len(rows[0])), dtype=object)
    for number, row in enumerate(rows):
        cells[number] = [_plain(cell) for cell in row]
    return cells


def _plain(cell: object) -> object:
    """Money comes from Excel as Decimal, an empty cell as None; NaN is how Python says empty."""
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return ""
    return float(cell) if isinstance(cell, Decimal) else cell


def alike(*blocks: Block) -> list[Block]:
    """The blocks in one shape: a single cell counts for every row and column. Raises Unlike if that is impossible."""
    try:
        return list(np.broadcast_arrays(*blocks))
    except ValueError:
        raise Unlike from None


def as_rows(entries: Block) -> Block:
    """A single column is one list, as a single row is; anything else has one list in each row."""
    return entries.reshape(1, -1) if entries.shape[1] == 1 else entries


def answered(answers: Array) -> object:
    """Answers as Excel takes them: one cell is a value, more are rows."""
    return answers.item() if answers.size == 1 else answers.tolist()


@dataclass(frozen=True)
class Cells:
    """The cells of one column as a sheet of that column would be read, and the first blocker at each position."""

    arrays: dict[str, Array]
    wrong: dict[int, type[Finding]]


def read_cells(column: Column, cells: Sequence[object], *, groups: Sequence[Hashable] = ()) -> Cells:
    """Read raw cells as perfxl reads them in a sheet. Numbers are taken as they are handed over, so 85 % is 0.85.

    groups: for weights, what each of them adds up within.
    """
    errors = {position: str(cell) for position, cell in enumerate(cells) if is_error(cell)}
    optional = replace(column, required=False)
    read = typed_column(ColumnAsTyped(column=optional, cells=cells, errors=errors, groups=groups))
    blockers = [remark for remark in read.remarks if remark.finding.severity == BLOCKER]
    return Cells(read.arrays, {remark.position: type(remark.finding) for remark in reversed(blockers)})


def is_error(cell: object) -> bool:
    """True for #N/A and its like."""
    return isinstance(cell, str) and cell in EXCEL_ERRORS


def blanks(cells: Array) -> Bools:
    """True for each cell that is empty or looks empty."""
    flat = [isinstance(cell, str) and not cell.strip() for cell in cells.flat]
    return np.array(flat, dtype=bool).reshape(cells.shape)
