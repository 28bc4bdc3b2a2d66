"""Number formats: LibreOffice's spelling and kinds of them, and Excel's."""

import re
from enum import Enum
from typing import Any

from tests.support.live_calc.bridge import struct

# com.sun.star.util.NumberFormat
_DATE, _TIME, _CURRENCY, _TEXT, _LOGICAL, _DEFINED = 2, 4, 8, 256, 1024, 1
_PIECES = re.compile(r'"[^"]*"|\\.|[_*].|\[\$-[0-9A-Fa-f]+\]|\[[^\]]*\]|AM/PM|General|BOOLEAN|[A-Za-z]+|.', re.DOTALL)
_DATE_LETTERS = re.compile(r"[YMDHSNGE]+", re.IGNORECASE)
_WEEKDAYS = {"NN": "ddd", "NNN": "dddd", "NNNN": "dddd, "}
_CHINESE = "[$-804]"


class Kind(Enum):
    """What a number format makes of the number in a cell."""

    GENERAL = "general"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CURRENCY = "currency"
    LOGICAL = "logical"


class NumberFormats:
    """The number formats of one document."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._english = struct("lang.Locale", Language="en", Country="US")
        self._kinds: dict[int, Kind] = {}
        self._codes: dict[int, str] = {}

    def kind(self, key: int) -> Kind:
        """What the format with this UNO key is for."""
        if key not in self._kinds:
            found = self._formats.getByKey(key)
            self._kinds[key] = _kind(found.Type & ~_DEFINED, found.FormatString)
        return self._kinds[key]

    def code(self, key: int) -> str:
        """The format as Excel spells it."""
        if key not in self._codes:
            self._codes[key] = self._code(key)
        return self._codes[key]

    def _code(self, key: int) -> str:
        found = self._formats.getByKey(key)
        spelled = as_excel(found.FormatString, dates=bool(found.Type & (_DATE | _TIME)))
        chinese = found.Locale.Language == "zh" and self.kind(key) is Kind.DATE
        return _CHINESE + spelled if chinese else spelled

    def key(self, code: str) -> int:
        """The UNO key of Excel's format `code`, added if it is new; ValueError if it is none."""
        known = int(self._formats.queryKey(code, self._english, False))
        if known != -1:
            return known
        try:
            return int(self._formats.addNew(code, self._english))
        except Exception as wrong:
            raise ValueError(f"{code!r} is not a number format") from wrong

    def logical(self) -> int:
        """The UNO key of the format that makes 1 and 0 TRUE and FALSE."""
        return int(self._formats.getStandardFormat(_LOGICAL, self._english))


def _kind(type_: int, code: str) -> Kind:
    if type_ & (_DATE | _TIME):
        return Kind.DATE
    kinds = {_TEXT: Kind.TEXT, _LOGICAL: Kind.LOGICAL, _CURRENCY: Kind.CURRENCY}
    return kinds.get(type_, Kind.GENERAL if code == "General" else Kind.NUMBER)


def as_excel(code: str, *, dates: bool) -> str:
    """LibreOffice's `code` as Excel spells it: small date letters, [Red] for [RED], General for BOOLEAN."""
    return "".join(_spelled(piece, dates) for piece in _PIECES.findall(code))


def _spelled(piece: str, dates: bool) -> str:
    if piece == "BOOLEAN":
        return "General"
    if piece.startswith("[") and not piece.startswith("[$"):
        inner = piece[1:-1]
        return f"[{inner.lower()}]" if set(inner.upper()) <= set("HMS") else f"[{inner.capitalize()}]"
    if dates and _DATE_LETTERS.fullmatch(piece):
        return _WEEKDAYS.get(piece, piece.lower())
    return piece
