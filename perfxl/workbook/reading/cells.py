"""One column of raw cells -> typed values, statuses and remarks. A cell means the same from a file and from Excel."""

from collections.abc import Callable
from datetime import date

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.choices import recognised
from perfxl.cycle.columns import Column, Kind
from perfxl.findings.base import Finding
from perfxl.findings.workbook_cells import (
    ChoiceUnknown,
    DateUnreadable,
    ErrorCell,
    IdLostDigits,
    NotCalculated,
    OutOfRange,
    RequiredBlank,
)
from perfxl.language import plain_number
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, ColumnRead, Remark, statuses, texts
from perfxl.workbook.reading.dates_as_typed import date_as_typed
from perfxl.workbook.reading.identifiers import identifier, lost_digits
from perfxl.workbook.reading.numbers import read_numbers, read_quantities
from perfxl.workbook.reading.numbers_as_typed import NOT_APPLICABLE, plain
from perfxl.workbook.reading.texts_as_typed import percent_shown, text_as_typed, texts_as_typed
from perfxl.workbook.reading.weights import read_weights

LEFT_TO_THE_RULES = frozenset({"cap"})  # blank stays blank there; the rules know the default


def typed_column(typed: ColumnAsTyped) -> ColumnRead:
    """The column and its side columns by name, each as long as `typed.cells`, and remarks about single cells.

    An error value or a formula without result is reported and unreadable, never blank and never 0.
    """
    broken = typed.errors.keys() | typed.uncalculated
    reader = _READERS[typed.column.kind] if any(typed.cells) or broken else _read_nothing
    read = reader(typed.without(broken) if broken else typed)
    remarks = [*_broken(typed), *read.remarks]
    if broken and f"{typed.column.key}.status" in read.arrays:
        read.arrays[f"{typed.column.key}.status"][sorted(broken)] = CellStatus.UNREADABLE
    if typed.column.required:
        silent = {remark.position for remark in remarks}
        remarks += [Remark(n, RequiredBlank(**typed.names)) for n in _blanks(typed, read) if n not in silent]
    remarks += _out_of_range(typed, read)
    _put_defaults(typed, read)
    return ColumnRead(read.arrays, remarks)


def read_text_cell(column: Column, text: str) -> dict[str, object]:
    """The column and its side columns for one cell that holds `text`, as in a typed table: read_text_cell(ACTUAL,
    '85%') is {'actual': 85.0, 'actual.status': 0, 'actual.percent': True, 'actual.text': '85%'}.

    A plain weight up to 1 is a fraction. Dates are numpy datetime64. What cannot be read has status UNREADABLE or
    WORDS, and '' as a choice.
    """
    read = typed_column(ColumnAsTyped(column=column, cells=[text]))
    return {key: array[0] if array.dtype.kind in "OM" else array[0].item() for key, array in read.arrays.items()}


def _broken(typed: ColumnAsTyped) -> list[Remark]:
    remarks = [Remark(n, ErrorCell(error=error, **typed.names)) for n, error in sorted(typed.errors.items())]
    missing = sorted(typed.uncalculated - typed.errors.keys())
    return remarks + [Remark(n, NotCalculated(**typed.names)) for n in missing]


def _blanks(typed: ColumnAsTyped, read: ColumnRead) -> list[int]:
    """Positions where a required cell says nothing; an unknown choice says something."""
    key = typed.column.key
    if f"{key}.status" in read.arrays:
        status = read.arrays[f"{key}.status"]
        return np.flatnonzero((status == CellStatus.BLANK) | (status == CellStatus.NOT_APPLICABLE)).tolist()
    return np.flatnonzero(read.arrays[key] == "").tolist()


def _out_of_range(typed: ColumnAsTyped, read: ColumnRead) -> list[Remark]:
    column = typed.column
    if column.low is None and column.high is None:
        return []
    values, status = read.arrays[column.key], read.arrays[f"{column.key}.status"]
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    outside = np.flatnonzero((values < low) | (values > high)).tolist()
    remarks = [Remark(n, OutOfRange(number=float(values[n]), allowed=_range(column), **typed.names)) for n in outside]
    values[outside], status[outside] = np.nan, CellStatus.UNREADABLE
    return remarks


def _range(column: Column) -> str:
    if column.high is None:
        return f">= {plain_number(column.low or 0)}"
    return f"{plain_number(column.low or 0)} – {plain_number(column.high)}"


def _put_defaults(typed: ColumnAsTyped, read: ColumnRead) -> None:
    column = typed.column
    if not column.default or column.key in LEFT_TO_THE_RULES:
        return
    values = read.arrays[column.key]
    if column.kind is Kind.NUMBER:
        status = read.arrays[f"{column.key}.status"]
        blank = status == CellStatus.BLANK
        values[blank], status[blank] = float(column.default), CellStatus.GIVEN
    elif column.kind is Kind.CHOICE:
        said = {*typed.errors, *typed.uncalculated, *(n for n, cell in enumerate(typed.cells) if not _is_blank(cell))}
        values[[n for n in range(len(values)) if n not in said]] = column.default


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and plain(cell).casefold() in NOT_APPLICABLE | {""})


def _read_nothing(typed: ColumnAsTyped) -> ColumnRead:
    """A column where nothing is typed; a zero is something."""
    n, kind = len(typed.cells), typed.column.kind
    if n == 0 or typed.cells.count("") + typed.cells.count(None) < n:
        return _READERS[kind](typed)
    one = _READERS[kind](ColumnAsTyped(column=typed.column, cells=[""]))
    return ColumnRead({name: np.repeat(array, n) for name, array in one.arrays.items()}, [])


def _read_texts(typed: ColumnAsTyped) -> ColumnRead:
    found = texts_as_typed(typed.cells)
    for position in typed.percent:
        cell = typed.cells[position]
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            found[position] = percent_shown(cell)
    return ColumnRead({typed.column.key: texts(found)}, [])


def _read_ids(typed: ColumnAsTyped) -> ColumnRead:
    if set(map(type, typed.cells)) == {str}:
        known = {cell: identifier(cell) for cell in set(typed.cells)}
        return ColumnRead({typed.column.key: texts([known[cell] for cell in typed.cells])}, [])
    found = [identifier(cell) for cell in typed.cells]
    lost = [n for n, cell in enumerate(typed.cells) if type(cell) is not str and lost_digits(cell)]
    remarks = [Remark(n, IdLostDigits(typed=found[n], **typed.names)) for n in lost]
    return ColumnRead({typed.column.key: texts(found)}, remarks)


def _read_choices(typed: ColumnAsTyped) -> ColumnRead:
    column = typed.column
    words = texts_as_typed(typed.cells)
    keys = {word: recognised(plain(word), column.choices) if word else "" for word in set(words)}
    found = [keys[word] for word in words]
    unknown = {word for word, key in keys.items() if word and not key and (column.required or not _is_blank(word))}
    remarks = [Remark(n, _unknown_choice(typed, word)) for n, word in enumerate(words) if unknown and word in unknown]
    return ColumnRead({column.key: texts(found)}, remarks)


def _unknown_choice(typed: ColumnAsTyped, word: str) -> Finding:
    choices = typed.column.choices
    possible_zh = "、".join(choice.title.zh for choice in choices)
    possible_en = ", ".join(choice.title.en for choice in choices)
    return ChoiceUnknown(typed=word, choices_zh=possible_zh, choices_en=possible_en, **typed.names)


def _read_dates(typed: ColumnAsTyped) -> ColumnRead:
    days: list[date | None] = []
    status: list[CellStatus] = []
    remarks: list[Remark] = []
    known = {cell: date_as_typed(cell, date1904=typed.date1904) for cell in set(typed.cells)}
    for position, cell in enumerate(typed.cells):
        day = known[cell]
        state = CellStatus.GIVEN if day else _state_without_day(cell)
        if state == CellStatus.UNREADABLE:
            remarks.append(Remark(position, DateUnreadable(typed=text_as_typed(cell), **typed.names)))
        days.append(day)
        status.append(state)
    values: Array = np.array(days, dtype="datetime64[D]").astype("datetime64[ns]")
    return ColumnRead({typed.column.key: values, f"{typed.column.key}.status": statuses(status)}, remarks)


def _state_without_day(cell: object) -> CellStatus:
    if cell is None or (isinstance(cell, str) and not plain(cell)):
        return CellStatus.BLANK
    return CellStatus.NOT_APPLICABLE if _is_blank(cell) else CellStatus.UNREADABLE


_READERS: dict[Kind, Callable[[ColumnAsTyped], ColumnRead]] = {
    Kind.TEXT: _read_texts,
    Kind.YES_NO: _read_texts,
    Kind.ID: _read_ids,
    Kind.NUMBER: read_numbers,
    Kind.QUANTITY: read_quantities,
    Kind.PERCENT: read_weights,
    Kind.DATE: _read_dates,
    Kind.CHOICE: _read_choices,
}
