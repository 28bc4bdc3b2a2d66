"""Everything that a person reads exists in Chinese and in English."""

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def __call__(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def filled(self, language: str, facts: dict[str, object]) -> str:
        """The sentence with its facts; numbers are shown as a person writes them."""
        return self(language).format(**{name: shown(fact, language) for name, fact in facts.items()})


def listed(names: Iterable[str | Text]) -> Text:
    """`names` as a list in each language: 甲、乙 and A, B."""
    each = [name if isinstance(name, Text) else Text(name, name) for name in names]
    return Text("、".join(name.zh for name in each), ", ".join(name.en for name in each))


def shown(fact: object, language: str = "zh") -> str:
    """A fact as text: floats without binary noise (9 decimals at most), Texts in `language`, the rest as it is."""
    if isinstance(fact, Text):
        return fact(language)
    if isinstance(fact, float):
        return plain_number(fact)
    return "" if fact is None else str(fact)


def spoken(written: str, language: str) -> str:
    """What a cell says in `language`: a person may write both, as in `超出目标 | Above target`."""
    chinese, sign, english = written.partition(" | ")
    return (english if language == "en" else chinese).strip() if sign else written


def plain_number(number: float, *, digits: int = 9) -> str:
    """`number` in plain notation, at most `digits` decimals, no trailing zeros: 99.99, 0.1, 12000000."""
    if not math.isfinite(number):
        return "" if math.isnan(number) else str(number)
    text = f"{number:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def folded(text: str) -> str:
    """`text` as names are compared: NFKC, lower case, without any white space."""
    if text.isascii():
        if text.isalnum():  # most ids: no white space to take out
            return text.lower()
        return "".join(text.lower().split())
    return _folded(text)


@lru_cache(maxsize=1 << 14)  # departments and headers are asked about for every person and row
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
