"""Columns of numbers and of quantities: numbers in their own unit, perhaps percent, perhaps words."""

import math
from typing import NamedTuple

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.findings.base import Finding
from perfxl.findings.workbook_cells import NumberUnreadable, UnitChangesValue, UnitDropped
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, ColumnRead, Remark, numbers, texts
from perfxl.workbook.reading.numbers_as_typed import NumberAsTyped, number_as_typed, plain
from perfxl.workbook.reading.texts_as_typed import number_shown, percent_shown, text_as_typed
from perfxl.workbook.reading.units import agrees, contradicts, is_known

_BLANK, _GIVEN, _WORDS, _UNREADABLE = CellStatus.BLANK, CellStatus.GIVEN, CellStatus.WORDS, CellStatus.UNREADABLE


class _Quantity(NamedTuple):
    value: float
    status: CellStatus
    percent: bool
    text: str


_NOT_FINITE = (math.inf, -math.inf)


def read_quantities(typed: ColumnAsTyped) -> ColumnRead:
    """Numbers, percents as the shown number with `.percent`, words with `.text`; only a unit that changes the value is
    reported here, because the rules know which words they take."""
    return _read(typed)


def read_numbers(typed: ColumnAsTyped) -> ColumnRead:
    """Numbers; a percent is the shown number; words are unreadable."""
    read = _read(typed)
    key = typed.column.key
    status = read.arrays[f"{key}.status"]
    reported = {remark.position for remark in read.remarks if remark.finding.code == UnitChangesValue.code}
    for position in np.flatnonzero((status == _WORDS) | (status == _UNREADABLE)).tolist():
        status[position] = _UNREADABLE
        if position not in reported:
            shown = text_as_typed(typed.cells[position])
            read.remarks.append(Remark(position, NumberUnreadable(typed=shown, **typed.names)))
    return ColumnRead({key: read.arrays[key], f"{key}.status": status}, read.remarks)


def _read(typed: ColumnAsTyped) -> ColumnRead:
    """Plain numbers and empty cells at once, every other cell on its own."""
    arrays = _plain_numbers(typed)
    remarks: list[Remark] = []
    dropped: dict[str, list[int]] = {}
    for position in _odd_cells(typed):
        quantity, unit = _quantity(typed, position)
        for array, part in zip(arrays.values(), quantity, strict=True):
            array[position] = part
        if unit and quantity.status == _GIVEN:
            dropped.setdefault(unit, []).append(position)
        elif unit and quantity.status == _UNREADABLE:
            remarks.append(Remark(position, _changed(typed, position, unit)))
    remarks += [Remark(positions[0], _dropped(typed, unit, positions)) for unit, positions in dropped.items()]
    return ColumnRead(arrays, remarks)


def _quantity(typed: ColumnAsTyped, position: int) -> tuple[_Quantity, str]:
    """One cell, and the unit that is written in it."""
    cell = typed.cells[position]
    if not isinstance(cell, str):
        return _from_other(cell, percent=position in typed.percent), ""
    number = number_as_typed(cell)
    return _from_text(cell, number, typed.unit(position)), number.unit


def _plain_numbers(typed: ColumnAsTyped) -> dict[str, Array]:
    """The value, its status, percent and text, in the order of `_Quantity`; cells that are no plain number are blank."""
    key, cells = typed.column.key, typed.cells
    values = numbers([cell if type(cell) is float else math.nan for cell in cells])
    shown = {cell: number_shown(cell) for cell in {cell for cell in cells if type(cell) is float}}
    return {
        key: values,
        f"{key}.status": np.where(np.isnan(values), _BLANK, _GIVEN).astype(np.int8),
        f"{key}.percent": np.zeros(len(cells), dtype=bool),
        f"{key}.text": texts([shown[cell] if type(cell) is float else "" for cell in cells]),
    }


def _odd_cells(typed: ColumnAsTyped) -> list[int]:
    if not typed.percent and set(map(type, typed.cells)) == {float} and all(map(math.isfinite, set(typed.cells))):  # type: ignore[arg-type]
        return []
    return [
        position
        for position, cell in enumerate(typed.cells)
        if (type(cell) is not float and cell != "" and cell is not None)
        or position in typed.percent
        or cell in _NOT_FINITE
    ]


def _from_number(number: float, *, percent: bool) -> _Quantity:
    if not math.isfinite(number):
        return _Quantity(math.nan, _UNREADABLE, False, str(number))
    if percent:
        return _Quantity(round(number * 100, 9), _GIVEN, True, percent_shown(number))
    return _Quantity(number, _GIVEN, False, number_shown(number))


def _from_text(cell: str, number: NumberAsTyped, row_unit: str) -> _Quantity:
    if number.status != _GIVEN:
        return _Quantity(math.nan, number.status, False, cell.strip() if number.status != _BLANK else "")
    unit = number.unit
    if unit and contradicts(unit, row_unit):
        return _Quantity(math.nan, _UNREADABLE, False, cell.strip())
    if unit and not is_known(unit) and not agrees(unit, row_unit):
        return _Quantity(math.nan, _WORDS, False, cell.strip())
    return _Quantity(number.value, _GIVEN, number.percent, plain(cell))


def _from_other(cell: object, *, percent: bool) -> _Quantity:
    """Whole numbers of other readers, truth values, dates and durations."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(float(cell), percent=percent)
    return _Quantity(math.nan, _WORDS, False, text_as_typed(cell))


def _dropped(typed: ColumnAsTyped, unit: str, positions: list[int]) -> Finding:
    shown = text_as_typed(typed.cells[positions[0]])
    return UnitDropped(unit=unit, typed=shown, cells=len(positions), **typed.names)


def _changed(typed: ColumnAsTyped, position: int, unit: str) -> Finding:
    shown = text_as_typed(typed.cells[position])
    return UnitChangesValue(typed=shown, unit=unit, row_unit=typed.unit(position), **typed.names)
