"""What stands in a `parameters` cell: `base=90; each=3%; points=1.5`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from perfxl.cycle.choices import NO, YES
from perfxl.language import folded

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")


class Amount(NamedTuple):
    """A number, in units or as percent of the target."""

    value: float
    percent: bool


@dataclass(frozen=True)
class Parameters:
    """The `name=value` pairs of one cell in order; `broken` holds the pieces that are no pair."""

    pairs: tuple[tuple[str, str], ...]
    broken: tuple[str, ...]

    def names(self) -> list[str]:
        """The names given, folded."""
        return [folded(name) for name, _ in self.pairs]

    def text(self, name: str) -> str | None:
        """The text given for `name` (in lower case); None if it is not given."""
        return next((text for key, text in self.pairs if folded(key) == name), None)

    def amount(self, name: str) -> Amount | None:
        """The number given for `name`; None if it is not given or is no number."""
        text = self.text(name)
        return None if text is None else amount(text)

    def number(self, name: str) -> float:
        """The plain number given for `name`; NaN if it is not given, no number, or a percent."""
        given = self.amount(name)
        return float("nan") if given is None or given.percent else given.value


@cache
def parsed(text: str) -> Parameters:
    """Split a parameters cell at semicolons and line breaks, each piece at its first equals sign."""
    pairs: list[tuple[str, str]] = []
    broken: list[str] = []
    for piece in pieces(text):
        name, sign, value = piece.partition("=")
        if sign and name.strip() and value.strip():
            pairs.append((name.strip(), value.strip()))
        else:
            broken.append(piece)
    return Parameters(tuple(pairs), tuple(broken))


def pieces(text: str) -> list[str]:
    """The parts of a parameters cell, full-width signs read as plain ones."""
    plain = unicodedata.normalize("NFKC", text)
    return [piece.strip() for piece in re.split(r"[;\n]", plain) if piece.strip()]


def amount(text: str) -> Amount | None:
    """`3%` as Amount(3, True), `3` as Amount(3, False); None if it is no finite number."""
    bare = unicodedata.normalize("NFKC", text).strip().replace(",", "").lower()
    percent = bare.endswith("%")
    bare = bare.rstrip("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    value = float(bare)
    return None if value in (float("inf"), float("-inf")) else Amount(value, percent)


def yes_or_no(text: str) -> bool | None:
    """True for 是, yes, 1...; False for 否, no, 0...; None for anything else."""
    word = folded(text)
    return True if word in YES else False if word in NO else None
