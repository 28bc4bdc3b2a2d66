"""Which number formats show a percent (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import re
from collections.abc import Iterable, Mapping

BUILT_IN_PERCENT = frozenset({9, 10})
"""`0%` and `0.00%`; built-in formats are not written out in a workbook."""

_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?', re.DOTALL)


def shows_percent(code: str) -> bool:
    """True if Excel multiplies by 100 for this format code.

    A percent sign in quotes, after a backslash, after `_` or `*`, or in brackets is only a letter; the full-width
    `％` always is.
    """
    return "%" in code and "%" in _LITERAL.sub("", code)


def percent_formats(codes: Mapping[int, str]) -> frozenset[int]:
    """The ids of all percent formats in a book; `codes` are its own format codes by id, which may replace built-ins."""
    own = {number for number, code in codes.items() if shows_percent(code)}
    return frozenset(own | (BUILT_IN_PERCENT - codes.keys()))


def percent_styles(format_ids: Iterable[int], codes: Mapping[int, str]) -> frozenset[int]:
    """Positions within `format_ids` (one format id per cell style) whose format shows a percent."""
    percent = percent_formats(codes)
    return frozenset(style for style, number in enumerate(format_ids) if number in percent)


BUILT_IN_MOMENTS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
"""Built-in formats of dates and times, the Chinese ones (27 to 36, 50 to 58) among them."""

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def shows_moment(number: int, codes: Mapping[int, str]) -> bool:
    """True if the format `number` shows a date, a time or an elapsed time."""
    if number not in codes:
        return number in BUILT_IN_MOMENTS
    bare = _LITERAL.sub("", _ELAPSED.sub("h", codes[number])).lower().replace("general", "")
    return any(letter in bare for letter in "ymdhs")


def shows_elapsed(number: int, codes: Mapping[int, str]) -> bool:
    """True if the format `number` shows elapsed time, such as `[h]:mm`."""
    return number == 46 if number not in codes else _ELAPSED.search(codes[number]) is not None
