"""What Excel makes of text that is put into a cell with General format, as if a person typed it there."""

import datetime as dt
import re
from dataclasses import dataclass

Content = str | float | bool | dt.datetime

_SURELY_TEXT = re.compile(r"[^\s\d'+\-.$TtFf]")  # nothing else begins like this
_NUMBER = re.compile(r"\s*([-+]?)\s*([$]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d{1,3})?\s*(%?)\s*")
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\s+(.+))?")
_US_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:\s+(.+))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
ERRORS = ("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


@dataclass(frozen=True)
class Typed:
    """What is in the cell then. number_format: what a General cell takes on; None: it stays General."""

    content: Content
    number_format: str | None = None


def typed(text: str) -> Typed:
    """`text` as a number, date, truth value or text; a leading apostrophe makes the rest text. Formulas are not for here."""
    if _SURELY_TEXT.match(text):
        return Typed(text)
    if text.startswith("'"):
        return Typed(text[1:])
    if text.strip().upper() in ("TRUE", "FALSE"):
        return Typed(text.strip().upper() == "TRUE")
    return _number(text) or _moment(text.strip()) or Typed(text)


def _number(text: str) -> Typed | None:
    parts = _NUMBER.fullmatch(text)
    if parts is None or not (parts[3] or (parts[4] or ".") != "."):
        return None
    sign, currency, whole, fraction, power, percent = (part or "" for part in parts.groups())
    value = float(f"{sign}{whole.replace(',', '') or '0'}{fraction}{power}")
    digits = "0.00" if fraction.strip(".") else "0"
    if percent:
        return Typed(value / 100, f"{digits}%")
    if currency:
        return Typed(value, f"$#,##{digits}")
    if power:
        return Typed(value, "0.00E+00")
    return Typed(value, f"#,##{digits}" if "," in whole else None)


def _moment(text: str) -> Typed | None:
    """A date with or without a time, or a time."""
    iso, american, time = _ISO_DATE.fullmatch(text), _US_DATE.fullmatch(text), _TIME.fullmatch(text)
    try:
        if iso:
            return _dated(int(iso[1]), int(iso[2]), int(iso[3]), iso[4])
        if american:
            return _dated(int(american[3]), int(american[1]), int(american[2]), american[4])
        if time:
            moment = dt.timedelta(hours=int(time[1]), minutes=int(time[2]), seconds=int(time[3] or 0))
            return Typed(moment / dt.timedelta(days=1), "h:mm:ss" if time[3] else "h:mm")
    except ValueError:  # no such day
        return None
    return None


def _dated(year: int, month: int, day: int, time: str | None) -> Typed | None:
    date = dt.datetime(year, month, day)
    if time is None:
        return Typed(date, "m/d/yyyy")
    parts = _TIME.fullmatch(time)
    if parts is None:
        return None
    return Typed(date.replace(hour=int(parts[1]), minute=int(parts[2]), second=int(parts[3] or 0)), "m/d/yyyy h:mm")


def shown(number: float) -> str:
    """A number as General shows it, with at most 15 digits: 90, 0.1, 1E+20."""
    return f"{number:.15g}".upper()
