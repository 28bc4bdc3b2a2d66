"""Comparing and showing typed cells: what a column says in one row, whatever its kind."""

from collections.abc import Mapping

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind
from perfxl.language import folded
from perfxl.workbook.reading.columns_as_typed import Array
from perfxl.workbook.reading.texts_as_typed import number_shown

Columns = Mapping[str, Array]


def to_change(arrays: dict[str, Array], name: str) -> Array:
    """That column, as an array of its own that may be changed."""
    if not arrays[name].flags.writeable:
        arrays[name] = arrays[name].copy()
    return arrays[name]


def said(column: Column, arrays: Columns) -> Array:
    """Where the column says anything at all, readable or not."""
    if f"{column.key}.status" in arrays:
        return np.asarray(arrays[f"{column.key}.status"] != CellStatus.BLANK)
    return np.asarray(arrays[column.key] != "")


def differs(column: Column, own: Columns, theirs: Columns) -> Array:
    """Row by row, whether two aligned columns say different things; numbers are compared with 9 decimals."""
    key = column.key
    if f"{key}.status" not in own:
        return _texts_differ(own[key], theirs[key])
    given = [arrays[f"{key}.status"] == CellStatus.GIVEN for arrays in (own, theirs)]
    if column.kind is Kind.DATE:
        unequal = own[key] != theirs[key]
    else:
        with np.errstate(invalid="ignore"):
            unequal = ~(np.abs(own[key] - theirs[key]) < 0.5e-9)
    if column.kind is Kind.QUANTITY:
        unequal = unequal | (own[f"{key}.percent"] != theirs[f"{key}.percent"])
        others = _texts_differ(own[f"{key}.text"], theirs[f"{key}.text"])
    else:
        others = np.asarray(own[f"{key}.status"] != theirs[f"{key}.status"])
    both = given[0] & given[1]
    none = ~given[0] & ~given[1]
    return np.asarray(np.where(both, unequal, np.where(none, others, True)))


def shown(column: Column, arrays: Columns, row: int) -> str:
    """What stands in a cell, as a person writes it; '' for nothing, the error's place is said elsewhere."""
    key = column.key
    value = arrays[key][row]
    if f"{key}.status" not in arrays:
        return _choice(column, str(value))
    if arrays[f"{key}.status"][row] != CellStatus.GIVEN:
        text = str(arrays[f"{key}.text"][row]) if f"{key}.text" in arrays else ""
        return text or ("?" if arrays[f"{key}.status"][row] != CellStatus.BLANK else "")
    if column.kind is Kind.DATE:
        return str(value)[:10]
    percent = column.kind is Kind.PERCENT or (f"{key}.percent" in arrays and arrays[f"{key}.percent"][row])
    return number_shown(float(value)) + ("%" if percent else "")


def sides(column: Column, arrays: Columns) -> list[str]:
    """The names of the column and its side columns."""
    return [name for name in (column.key, *(f"{column.key}.{one}" for one in ("status", "percent", "text"))) if name in arrays]


def _texts_differ(own: Array, theirs: Array) -> Array:
    unequal = np.asarray(own != theirs)
    for row in np.flatnonzero(unequal & (own != "") & (theirs != "")).tolist():
        unequal[row] = folded(str(own[row])) != folded(str(theirs[row]))
    return unequal


def _choice(column: Column, key: str) -> str:
    return next((choice.title.zh for choice in column.choices if choice.key == key), key)
