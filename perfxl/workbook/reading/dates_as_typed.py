"""Dates as they stand in cells: real dates, serial numbers, 20260701, 2026.7.1, 2026年7月1日."""

import math
import re
from datetime import date, datetime, timedelta

from perfxl.workbook.reading.numbers_as_typed import plain

_WRITTEN = re.compile(
    r"([0-9]{4})(?:\s*[-./年]\s*)([0-9]{1,2})(?:\s*[-./月]\s*)([0-9]{1,2})\s*日?(?:[ T]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?)?"
)
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_FIRST_DAY = date(1899, 12, 30)
_DAYS_OF_1904 = 1462
_SERIALS = range(20000, 80001)


def date_as_typed(cell: object, *, date1904: bool = False) -> date | None:
    """The day that `cell` says, its time dropped; None if it says none, or one outside 1990 to 2100.

    Whole numbers 20000 to 80000 are Excel's serial numbers (books of 1904 count from 1462 days later); numbers of
    eight digits are written dates.
    """
    day = _day(cell, date1904=date1904)
    return day if day is not None and 1990 <= day.year <= 2100 else None


def _day(cell: object, *, date1904: bool) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _written(plain(cell))
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell):
        return None
    if int(cell) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(cell) + (_DAYS_OF_1904 if date1904 else 0))
    return _written(str(int(cell))) if cell == int(cell) else None


def _written(text: str) -> date | None:
    match = _WRITTEN.fullmatch(text) or _EIGHT.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
