"""Arrays as a master keeps them: what is written and read again gives the same, to the bit."""

import hashlib
from collections.abc import Callable

import numpy as np
import pandas as pd

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.workbook.master.layout import Columns
from perfxl.workbook.reading.columns_as_typed import Array, ColumnAsTyped, texts
from perfxl.workbook.reading.numbers import read_quantities
from perfxl.workbook.reading.texts_as_typed import number_shown
from perfxl.workbook.writing.long_table import cell_text

GIVEN, BLANK, UNREADABLE = CellStatus.GIVEN, CellStatus.BLANK, CellStatus.UNREADABLE
NOT_APPLICABLE = "—"


def as_kept(sheet: Sheet, arrays: Columns) -> dict[str, Array]:
    """The declared columns of a table as a master gives them back; place columns stay as they are.

    Texts of plain numbers are left out: they are the numbers over again (`with_texts` puts them in).
    """
    kept = dict(arrays)
    for column in sheet.columns:
        _KEEPERS.get(column.kind, _keep_numbers)(column, kept)
    return kept


def digest(sheet: Sheet, arrays: Columns) -> str:
    """64 hex digits of everything that the declared columns say, however numbers are written."""
    said = hashlib.blake2b(digest_size=32)
    for column in sheet.columns:
        for name in (column.key, *(f"{column.key}.{side}" for side in ("status", "percent", "text"))):
            if name in arrays:
                values = _words(arrays, column.key) if name.endswith(".text") else arrays[name]
                said.update(f"{name}:{len(values)}\n".encode())
                said.update(_bytes_of(values))
    return said.hexdigest()


def with_texts(sheet: Sheet, arrays: Columns) -> dict[str, Array]:
    """`arrays` with the texts of plain numbers, as reading gives them."""
    whole = dict(arrays)
    for column in sheet.columns:
        key = column.key
        if f"{key}.text" in arrays:
            values, words = arrays[key], arrays[f"{key}.text"].copy()
            given, percent = arrays[f"{key}.status"] == GIVEN, arrays[f"{key}.percent"]
            words[given & ~percent] = [number_shown(value) for value in values[given & ~percent].tolist()]
            words[given & percent] = [f"{number_shown(value)}%" for value in values[given & percent].tolist()]
            whole[f"{key}.text"] = words
    return whole


def _words(arrays: Columns, key: str) -> Array:
    """What is written where no number stands."""
    return np.where(arrays[f"{key}.status"] == GIVEN, "", arrays[f"{key}.text"])


def _bytes_of(values: Array) -> bytes:
    if values.dtype == object:
        return "\x1f".join(values.tolist()).encode("utf-8", "surrogatepass")
    if values.dtype.kind == "f":
        return np.where(np.isnan(values), np.nan, values + 0.0).tobytes()  # one NaN, no negative zero
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]").astype(np.int64).tobytes()
    return np.ascontiguousarray(values).tobytes()


def _keep_texts(column: Column, kept: dict[str, Array]) -> None:
    values = kept[column.key]
    clean = {text: cell_text(text).strip() for text in dict.fromkeys(values.tolist())}
    if any(text != other for text, other in clean.items()):
        kept[column.key] = texts([clean[text] for text in values.tolist()])


def _keep_numbers(column: Column, kept: dict[str, Array]) -> None:
    key = column.key
    values = _only_given(kept[key], kept[f"{key}.status"])
    kept[key] = np.round(values / 100 * 100, 9) if column.kind is Kind.PERCENT else values


def _only_given(values: Array, status: Array) -> Array:
    """`values` with NaN or NaT where no number is given."""
    lost = (status != GIVEN) & ~pd.isna(values)
    if not lost.any():
        return values
    given = values.copy()
    given[lost] = np.datetime64("NaT") if values.dtype.kind == "M" else np.nan
    return given


def _keep_quantities(column: Column, kept: dict[str, Array]) -> None:
    key = column.key
    status = kept[f"{key}.status"].copy()
    given = status == GIVEN
    percent = kept[f"{key}.percent"] & given
    values = _only_given(kept[key], status)
    if percent.any():
        values = values.copy()
        for row in np.flatnonzero(percent).tolist():
            values[row] = round(values[row] / 100 * 100, 9)
    words = kept[f"{key}.text"]
    if (words[given | (status == BLANK)] != "").any():
        words = np.where(status == BLANK, "", _words(kept, key))
    kept.update({key: values, f"{key}.status": status, f"{key}.percent": percent, f"{key}.text": words})
    odd = np.flatnonzero(~given & (status != BLANK))
    if len(odd):
        _keep_words(column, kept, odd)


def _keep_words(column: Column, kept: dict[str, Array], odd: Array) -> None:
    """Words that would be read as something else beside the unit of their row are not kept: the cell is unreadable."""
    key = column.key
    words = [cell_text(text).strip() for text in kept[f"{key}.text"][odd].tolist()]
    units = kept["unit"][odd].tolist() if "unit" in kept else ()
    again = read_quantities(ColumnAsTyped(column=column, cells=words, units=units)).arrays
    same = again[f"{key}.status"] == kept[f"{key}.status"][odd]
    kept[f"{key}.text"] = kept[f"{key}.text"].copy()
    kept[f"{key}.text"][odd] = [word if keep else "" for word, keep in zip(words, same.tolist(), strict=True)]
    lost = odd[~same]
    kept[f"{key}.status"][lost] = UNREADABLE


_KEEPERS: dict[Kind, Callable[[Column, dict[str, Array]], None]] = {
    Kind.TEXT: _keep_texts,
    Kind.YES_NO: _keep_texts,
    Kind.ID: _keep_texts,
    Kind.CHOICE: lambda column, kept: None,
    Kind.QUANTITY: _keep_quantities,
}
