"""Columns of a table as bytes and back: numbers as they lie in memory, each different text once.

Safe to read from a shared folder: only JSON and numbers of known types are understood, nothing is unpickled.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from perfxl.workbook.reading.columns_as_typed import Array, same_text, texts

MOST_ROWS = 1 << 24  # sixteen sheets full
_NUMBERS = {"f": "<f8", "q": "<i8", "s": "i1", "b": "?", "d": "<M8[ns]"}
_KINDS = {"f": "f", "b": "b", "M": "d"}


class NotATable(ValueError):
    """The bytes are not what `to_bytes` gives."""


def to_bytes(columns: Mapping[str, Array], about: Mapping[str, Any]) -> bytes:
    """`columns`, all equally long, with what `about` (JSON) says of them."""
    heads, parts = [], []
    for name, values in columns.items():
        head, part = _column(values)
        heads.append([name, *head, len(part)])
        parts.append(part)
    count = len(next(iter(columns.values()), ()))
    head_bytes = json.dumps({"rows": count, "columns": heads, "about": about}, ensure_ascii=False).encode()
    return b"".join([len(head_bytes).to_bytes(8, "little"), head_bytes, *parts])


def from_bytes(content: bytes) -> tuple[dict[str, Array], dict[str, Any]]:
    """The columns and what was said of them; raises NotATable."""
    try:
        start = 8 + int.from_bytes(content[:8], "little")
        head = json.loads(content[8:start])
        columns: dict[str, Array] = {}
        rows = int(head["rows"])
        if not 0 <= rows <= MOST_ROWS:
            raise NotATable("rows")
        for name, kind, texts_or_value, length in head["columns"]:
            part = content[start : start + length]
            start += length
            columns[name] = _values(kind, texts_or_value, part, rows=rows)
        if start != len(content):
            raise NotATable("length")
        return columns, head["about"]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise NotATable(str(error)) from error


def _column(values: Array) -> tuple[list[Any], bytes]:
    """Kind, texts or constant, and the bytes of one column."""
    if values.dtype == object:
        return _text_column(values.tolist())
    kind = "s" if values.dtype == np.int8 else "q" if values.dtype.kind == "i" else _KINDS[values.dtype.kind]
    raw = np.ascontiguousarray(values, dtype=_NUMBERS[kind])
    one = raw[:1].tobytes()
    if len(raw) > 1 and raw.tobytes() == one * len(raw):
        return [kind, "same"], one
    return [kind, None], raw.tobytes()


def _text_column(values: list[str]) -> tuple[list[Any], bytes]:
    different = {text: number for number, text in enumerate(dict.fromkeys(values))}
    if len(different) <= 1:
        return ["t", list(different)], b""
    codes = np.fromiter(map(different.__getitem__, values), dtype="<u4", count=len(values))
    return ["t", list(different)], codes.tobytes()


def _values(kind: str, said: Any, part: bytes, *, rows: int) -> Array:
    if kind == "t":
        words = texts([str(word) for word in said])
        if len(words) <= 1:
            return same_text(words[0] if len(words) else "", rows)
        codes = np.frombuffer(part, dtype="<u4")
        values = words[codes]
    else:
        values = np.frombuffer(part, dtype=_NUMBERS[kind])
        if said == "same":
            if len(values) != 1:
                raise NotATable(kind)
            values = np.ndarray(rows, values.dtype, part, strides=(0,))  # takes the memory of one
    if len(values) != rows:
        raise NotATable("rows")
    return np.asarray(values)
