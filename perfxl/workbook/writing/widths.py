"""Column widths and row heights that fit Chinese text: a Chinese character takes the room of two Latin letters."""

import math
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, TableToWrite

NARROWEST = 7.0
_LINE, _HIGHEST = 14.0, 409.0  # points; Excel's rows end at 409
_LOOSE = 1.1  # words do not fill the lines they are broken into
_FILTER_BUTTON = 2.5
_ROUNDED = 0.1
_ENOUGH = 5_000  # texts of so many rows stand for those of all
# A4 across is 297 mm less the margins; print smaller than 60 % cannot be read.
SMALLEST_PRINT = 0.60
_PAPER = (297 - 20.4) / SMALLEST_PRINT
_MILLIMETRES = 25.4 / 96  # of a pixel; a Latin letter has 7 of them and a cell's edges 5


def column_widths(tables: Sequence[TableToWrite]) -> list[float]:
    """The width of each column of a sheet on which `tables` stand below each other, in Excel's characters."""
    count = max(len(table.columns) for table in tables)
    return [_width([t for t in tables if number < len(t.columns)], number) for number in range(count)]


def printed_columns(widths: Sequence[float], wanted: int) -> int:
    """How many of the first `wanted` columns (0: all) fit across A4 in landscape at 60 % or more; at least one."""
    across = np.cumsum([(7 * width + 5) * _MILLIMETRES for width in widths[: wanted or None]])
    return max(int((across <= _PAPER).sum()), 1)


def row_heights(table: TableToWrite, widths: Sequence[float]) -> list[float] | None:
    """The height in points of each row whose text wraps, 0 for one line; None if no row has more.

    Excel would find the heights itself, but LibreOffice and WPS do not always.
    """
    lines = np.ones(len(table.rows), dtype=int)
    for column, width in zip(table.columns, widths, strict=False):
        if column.wrap:
            texts = table.rows[column.key].fillna("").astype(str)
            needed = {text: _lines(text, width) for text in texts.unique()}
            lines = np.maximum(lines, texts.map(needed).to_numpy(dtype=int))
    if not (lines > 1).any():
        return None
    heights = np.where(lines > 1, np.minimum(_LINE * lines + 2, _HIGHEST), 0)
    return [float(height) for height in heights]


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(text_width(line) * _LOOSE / width)) for line in text.split("\n"))


def header_height(table: TableToWrite, widths: Sequence[float]) -> float:
    """The height in points of the table's header row."""
    columns = zip(table.columns, widths, strict=False)
    return 4 + _LINE * max(_lines(column.title, width - _FILTER_BUTTON + _ROUNDED) for column, width in columns)


def text_width(text: str) -> float:
    """The room that the longest line of `text` takes: Chinese 2, Latin 1 (half of characters plus bytes in UTF-8)."""
    return max((len(line) + len(line.encode("utf-8", "replace"))) / 2 for line in text.split("\n"))


def _width(tables: Sequence[TableToWrite], number: int) -> float:
    wanted = []
    for table in tables:
        column = table.columns[number]
        content = _content_width(column, table.rows[column.key]) * (_LOOSE if column.wrap else 1)
        wanted.append(max(min(content + 2, column.widest), _header_width(column.title), NARROWEST))
    return round(max(wanted), 1)


def _header_width(title: str) -> float:
    """Headers wrap between words; a Chinese one stays whole up to eight characters."""
    longest_word = max((text_width(word) for word in title.split()), default=0)
    return min(longest_word * _LOOSE, 16) + _FILTER_BUTTON


def _content_width(column: ColumnToWrite, values: pd.Series) -> float:
    if pd.api.types.is_datetime64_any_dtype(values):
        return 10
    if pd.api.types.is_numeric_dtype(values):
        return _number_width(column, values.to_numpy(dtype=float, na_value=np.nan))
    return max((text_width(str(text)) for text in values.iloc[:_ENOUGH].dropna().unique()), default=0)


def _number_width(column: ColumnToWrite, values: np.ndarray) -> float:
    numbers = values[~np.isnan(values)]
    if not len(numbers):
        return 0
    extremes = [float(numbers.min()), float(numbers.max())]
    if column.number_format == "General":
        return max(len(f"{number:.8g}") for number in numbers[:200].tolist() + extremes)
    decimals = len(re.sub(r"[^0#]", "", column.number_format.partition(".")[2]))
    percent = 100 if "%" in column.number_format else 1
    return max(len(f"{number * percent:,.{decimals}f}") for number in extremes) + (percent > 1)
