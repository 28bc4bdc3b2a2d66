"""How a letter writes numbers, dates and quantities."""

import math
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from perfxl.language import plain_number, spoken

DASH = "—"
_REPEATED = 20_000  # texts and numbers that are kept
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def clean(text: object) -> str:
    """`text` in NFC on one line: control and format characters (line ends, bidi marks, soft hyphens) leave no trace."""
    return _cleaned("" if text is None else str(text))


@lru_cache(_REPEATED)  # letters repeat names of KPIs, units and rules
def _cleaned(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in composed if unicodedata.category(c) not in _DROPPED)
    return " ".join("".join(kept).split())


# Not the unassigned and private ones: a rare name must be reported as unprintable, never shortened.
_DROPPED = frozenset({"Cf", "Cs"})


def said(written: object, language: str) -> str:
    """What HR wrote, clean, in `language` where both are given (`中文 | English`)."""
    return clean(spoken(str(written), language))


def fixed(number: float, digits: int) -> str:
    """`number` with exactly `digits` decimals, half away from zero as Excel's ROUND shows it; a dash for NaN."""
    return _fixed(number, digits) if math.isfinite(number) else DASH


@lru_cache(_REPEATED)  # the same points stand in the table, the chart and the sentences
def _fixed(number: float, digits: int) -> str:
    step = Decimal(1).scaleb(-digits)
    shown = Decimal(plain_number(number)).quantize(step, rounding=ROUND_HALF_UP)
    return f"{shown:f}".replace("-", "−") if shown else f"{abs(shown):f}"


def points(number: float) -> str:
    """Points as tables show them: two decimals."""
    return fixed(number, 2)


def exact(number: float) -> str:
    """A number as a calculation shows it: up to four decimals, no trailing zeros; a dash for NaN."""
    return _exact(float(number))


@lru_cache(_REPEATED)
def _exact(number: float) -> str:
    text = fixed(number, 4)
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(number: float, digits: int) -> str:
    """`number` with its sign: +2.00, −1.50, 0.00."""
    text = fixed(number, digits)
    return f"+{text}" if number > 0 and text.strip("0.") else text


def percent(weight: float) -> str:
    """A weight in percent as text: 33.33%; a dash for NaN."""
    return exact(weight) + "%" if math.isfinite(weight) else DASH


def day(on: date | None, language: str) -> str:
    """A date as a letter writes it: 2026年12月31日, 31 December 2026; empty if there is none."""
    if on is None:
        return ""
    if language == "en":
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def span(starts: date | None, ends: date | None, language: str) -> str:
    """A period as a letter writes it; empty if either end is unknown."""
    if starts is None or ends is None:
        return ""
    return f"{day(starts, language)}{' to ' if language == 'en' else '至'}{day(ends, language)}"


def quantity(text: str, number: float, *, is_percent: bool = False, unit: str = "") -> str:
    """A target or actual as it was typed, with its unit; from the number where nothing was typed; a dash for nothing."""
    shown = clean(text) or (exact(number) + "%" * is_percent if math.isfinite(number) else "")
    if not shown:
        return DASH
    has_unit = shown.endswith(("%", "％")) or not unit or shown.endswith(unit)
    numeric = shown[-1].isdigit()
    return shown if has_unit or not numeric else f"{shown}\u00a0{clean(unit)}"
