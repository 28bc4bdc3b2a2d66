"""What a typed text means: exact numbers, percents, dates, weights and `name=value` parameters."""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

Row = dict[str, str]
HUNDRED = Fraction(100)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class Unusable(ValueError):
    """The rule cannot be used at all (target, parameters): not even bounds can be given."""


class Refused(ValueError):
    """The rule is fine, but not this actual: the score lies somewhere in 0..cap."""


class Unreadable(ValueError):
    """Something was typed that is no number."""


class Quantity(NamedTuple):
    """A number as shown, and whether a percent sign stood behind it: "85%" is (85, True)."""

    value: Fraction
    percent: bool


def quantity(text: str) -> Quantity | None:
    """The number in `text`; None for a blank or a text that is no number (`blank` tells them apart)."""
    shown = text.strip()
    percent = shown.endswith("%")
    digits = shown.removesuffix("%").strip()
    return Quantity(Fraction(digits), percent) if _NUMBER.fullmatch(digits) else None


def number(text: str) -> Fraction | None:
    """As `quantity`, without the unit."""
    read = quantity(text)
    return None if read is None else read.value


def blank(text: str) -> bool:
    """Whether nothing was typed. A blank is never zero."""
    return text.strip() == ""


def day(text: str) -> date | None:
    """An ISO date, or None for a blank."""
    return None if blank(text) else date.fromisoformat(text.strip())


def rounded(value: Fraction, digits: int) -> Fraction:
    """`value` rounded half away from zero, as Excel's ROUND shows it."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def nine(value: Fraction) -> Fraction:
    """`value` at 9 decimals: what every comparison and the final rounding look at."""
    return rounded(value, 9)


def whole_hundred(weights: Iterable[Fraction]) -> bool:
    """Whether weights add up to 100 at 9 decimals: 33.33 three times does not."""
    return nine(sum(weights, Fraction(0))) == HUNDRED


def weight_factor(texts: Iterable[str]) -> Fraction:
    """100 for a column of fractions (all plain weights <= 1), else 1. Blank cells have no say.

    Raises ValueError for a mixed column: which reading is right is for a person to say.
    """
    read = [weight for text in texts if (weight := quantity(text)) is not None]
    if len({weight.percent for weight in read}) > 1:
        raise ValueError("a weight column mixes percents and plain numbers")
    fractions = bool(read) and not read[0].percent and all(weight.value <= 1 for weight in read)
    return HUNDRED if fractions else Fraction(1)


@cache
def pairs(text: str, sign: str = "=") -> tuple[tuple[str, str], ...] | None:
    """`a=1; b=2` as pairs in the order written; () for a blank; None where a part has no sign or a name comes twice."""
    parts = [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]
    if any(sign not in part for part in parts):
        return None
    split = [part.rsplit(sign, 1) for part in parts]
    found = tuple((name.strip(), value.strip()) for name, value in split)
    return found if len({name for name, _ in found}) == len(found) else None
