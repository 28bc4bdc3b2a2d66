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
