"""The place columns of a table whose cells stand elsewhere: each row's place, and each value's."""

from collections.abc import Mapping, Sequence

import numpy as np

from perfxl.cycle.row_places import places_text
from perfxl.findings.base import Place
from perfxl.workbook.intake.cell_names import cell_row
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.columns_as_typed import Array, texts


def place_columns(grid: Grid, rows: Sequence[int], columns: Mapping[str, int]) -> dict[str, Array]:
    """`_file`, `_sheet`, `_row` and `_cells` of the zero-based `rows` of a grid with origins; columns: key -> number."""
    homes = [grid.origins.get((row, 0)) or Place(grid.file, grid.sheet, f"A{row + 1}") for row in rows]
    return {
        "_file": texts([home.file for home in homes]),
        "_sheet": texts([home.sheet for home in homes]),
        "_row": np.array([cell_row(home.cell) for home in homes], dtype=np.int64),
        "_cells": texts([_cells(grid, row, columns, home=home) for row, home in zip(rows, homes, strict=True)]),
    }


def _cells(grid: Grid, row: int, columns: Mapping[str, int], *, home: Place) -> str:
    in_order = sorted(columns.items(), key=lambda item: item[1])
    found = {key: grid.origins.get((row, number)) for key, number in in_order}
    return places_text({key: place for key, place in found.items() if place}, home=home)
