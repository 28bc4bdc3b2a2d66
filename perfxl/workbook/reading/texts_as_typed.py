"""Any cell as the text that a person sees in it."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from perfxl.language import plain_number

_SURELY_EXACT = 11  # letters: at most nine decimals, so there is nothing to round


def text_as_typed(cell: object) -> str:
    """`cell` as text: 2026.0 is 2026, a date is 2026-07-01, True is TRUE; text loses surrounding white space only."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return number_shown(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def texts_as_typed(cells: Sequence[object]) -> list[str]:
    """As `text_as_typed`, each cell of a column; texts that are alike become one."""
    if set(map(type, cells)) == {str}:
        stripped = {text: text.strip() for text in set(cells)}  # type: ignore[attr-defined]
        return [stripped[text] for text in cells]
    return [text_as_typed(cell) for cell in cells]


@lru_cache(maxsize=1 << 16)
def number_shown(number: float) -> str:
    """A number in plain notation: 85, 1234.5; nothing less than nothing is 0."""
    if number == 0:
        return "0"
    text = repr(number)
    if len(text) <= _SURELY_EXACT and "e" not in text and "n" not in text:
        return text.removesuffix(".0")
    return str(int(number)) if math.isfinite(number) and number == int(number) else plain_number(number)


def percent_shown(fraction: float) -> str:
    """A percent-formatted cell as text: 0.85 is 85%."""
    return f"{number_shown(round(fraction * 100, 9))}%"
