"""Typed arrays -> columns of cells to write: numbers as numbers, words as words, what is unreadable as such."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind
from perfxl.workbook.master.kept import NOT_APPLICABLE
from perfxl.workbook.master.layout import Columns
from perfxl.workbook.reading.columns_as_typed import Array

UNREADABLE = "NA()"
"""Without a stored result it is read as a formula that was never calculated; Excel shows #N/A, never a number."""
DATE, PERCENT = "yyyy-mm-dd", "0.00%"


@dataclass(frozen=True)
class Cells:
    """One column to write. formulas, percent: for each row, or None if no row has any."""

    values: pd.Series
    formulas: list[str] | None = None
    percent: Array | None = None
    number_format: str = "General"


def cells_of(column: Column, arrays: Columns, *, language: str) -> Cells:
    """The cells of one declared column."""
    key, values = column.key, arrays[column.key]
    if f"{key}.status" not in arrays:
        if column.kind is Kind.CHOICE:
            names = {choice.key: choice.title(language) for choice in column.choices}
            values = np.array([names.get(one, one) for one in values.tolist()], dtype=object)
        return Cells(_series(values), number_format="@")
    if column.kind is Kind.DATE:
        return _with_words(_series(values), arrays, key, number_format=DATE)
    if column.kind is Kind.PERCENT:
        return _with_words(_series(values / 100), arrays, key, number_format=PERCENT)
    percent = arrays.get(f"{key}.percent")
    if percent is not None and percent.any():
        return _with_words(_series(np.where(percent, values / 100, values)), arrays, key, percent=percent)
    return _with_words(_series(values), arrays, key)


def _series(values: Array) -> pd.Series:
    return pd.Series(values, dtype=object if values.dtype == object else None, copy=False)


def _with_words(
    series: pd.Series, arrays: Columns, key: str, *, percent: Array | None = None, number_format: str = "General"
) -> Cells:
    """Put the words in where a cell holds no number; a cell that cannot be read again as what it is gets a formula."""
    status = arrays[f"{key}.status"]
    odd = np.flatnonzero((status != CellStatus.GIVEN) & (status != CellStatus.BLANK))
    if not len(odd):
        return Cells(series, None, percent, number_format)
    words = arrays.get(f"{key}.text")
    mixed, formulas = series.astype(object), None
    for row in odd.tolist():
        word = "" if words is None else str(words[row])
        if status[row] == CellStatus.NOT_APPLICABLE:
            mixed.iloc[row] = word or NOT_APPLICABLE
        elif word:
            mixed.iloc[row] = word
        else:
            formulas = formulas or [""] * len(series)
            formulas[row], mixed.iloc[row] = UNREADABLE, None
    return Cells(mixed, formulas, percent, number_format)
