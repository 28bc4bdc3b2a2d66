"""Weights: 0.25 shown as 25 %, 25 as a number and '25%' as text are the same weight, if the column says so.

A percent-formatted cell and a text with % are certain. Plain numbers have one meaning per column: all of them up to 1
are fractions, all of them above 1 are percents. Where both occur, a group (a person, a scheme, a department) that adds
up to 100 is understood; any other is reported and its plain numbers are unreadable.
"""

from collections.abc import Hashable

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.findings.workbook_cells import NumberUnreadable, WeightsBesidePercents, WeightsMixed
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, ColumnRead, Remark, numbers, statuses
from perfxl.workbook.reading.numbers_as_typed import number_as_typed
from perfxl.workbook.reading.texts_as_typed import text_as_typed


def read_weights(typed: ColumnAsTyped) -> ColumnRead:
    """The weights in percent, 0..100 as typed."""
    values, status, certain, remarks = _as_written(typed)
    plain = (status == CellStatus.GIVEN) & ~certain
    small = plain & (np.abs(values) <= 1) & (values != 0)
    large = plain & (np.abs(values) > 1)
    if small.any() and (large.any() or certain.any()):
        remarks += _by_group(typed, values=values, status=status, certain=certain)
    elif small.any():
        values[plain] = np.round(values[plain] * 100, 9)
    elif large.any() and certain.any():
        remarks.append(_beside(typed, certain=certain, large=large))
    return ColumnRead({typed.column.key: values, f"{typed.column.key}.status": status}, remarks)


def _as_written(typed: ColumnAsTyped) -> tuple[Array, Array, Array, list[Remark]]:
    """Numbers as they stand (percents times 100), their statuses, whether each is certainly percent, and remarks."""
    if set(map(type, typed.cells)) == {float}:
        return _plain_numbers(typed)
    found: list[float] = []
    status: list[CellStatus] = []
    certain: list[bool] = []
    remarks: list[Remark] = []
    for position, cell in enumerate(typed.cells):
        value, state, percent = _weight(cell, percent=position in typed.percent)
        found.append(value)
        status.append(state)
        certain.append(percent)
        if state == CellStatus.UNREADABLE:
            remarks.append(Remark(position, NumberUnreadable(typed=text_as_typed(cell), **typed.names)))
    return numbers(found), statuses(status), np.array(certain, dtype=bool), remarks


def _plain_numbers(typed: ColumnAsTyped) -> tuple[Array, Array, Array, list[Remark]]:
    """As `_as_written` for a column of numbers only, at once."""
    values = numbers(typed.cells)  # type: ignore[arg-type]
    certain = np.zeros(len(values), dtype=bool)
    certain[sorted(typed.percent)] = True
    values[certain] = np.round(values[certain] * 100, 9)
    return values, np.full(len(values), CellStatus.GIVEN, dtype=np.int8), certain, []


def _weight(cell: object, *, percent: bool) -> tuple[float, CellStatus, bool]:
    if isinstance(cell, str):
        number = number_as_typed(cell)
        if number.status == CellStatus.BLANK:
            return np.nan, CellStatus.BLANK, False
        sure = number.status == CellStatus.GIVEN and not number.unit
        return (number.value, CellStatus.GIVEN, number.percent) if sure else (np.nan, CellStatus.UNREADABLE, False)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not np.isfinite(cell):
        return np.nan, CellStatus.UNREADABLE, False
    return (round(cell * 100, 9), CellStatus.GIVEN, True) if percent else (float(cell), CellStatus.GIVEN, False)


def _by_group(typed: ColumnAsTyped, *, values: Array, status: Array, certain: Array) -> list[Remark]:
    """Settle each group of a column that mixes ways of writing; `values` and `status` are changed in place."""
    large = ((np.abs(values) > 1) & ~certain).any()
    remarks = []
    for group, positions in _groups(typed).items():
        rows = np.array([position for position in positions if status[position] == CellStatus.GIVEN], dtype=int)
        plain = rows[~certain[rows] & (values[rows] != 0)]
        total = round(float(values[rows].sum()), 9)
        if not len(plain) or total == 100:
            continue
        if not large and round(total + float(values[plain].sum()) * 99, 9) == 100:
            values[plain] = np.round(values[plain] * 100, 9)
            continue
        values[plain], status[plain] = np.nan, CellStatus.UNREADABLE
        remarks.append(Remark(int(plain[0]), WeightsMixed(group=_shown(group, typed), total=total)))
    return remarks


def _groups(typed: ColumnAsTyped) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for position in range(len(typed.cells)):
        groups.setdefault(typed.groups[position] if typed.groups else None, []).append(position)
    return groups


def _shown(group: Hashable, typed: ColumnAsTyped) -> str:
    if group is None:
        return typed.column.title.zh
    return " ".join(filter(None, map(str, group))) if isinstance(group, tuple) else str(group)


def _beside(typed: ColumnAsTyped, *, certain: Array, large: Array) -> Remark:
    finding = WeightsBesidePercents(percents=int(certain.sum()), plain=int(large.sum()), **typed.names)
    return Remark(int(large.argmax()), finding)
