"""Ids are text: 00123 keeps its zeros, and 123 finds its way to 00123 of the roster."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

from perfxl.workbook.reading.numbers_as_typed import plain
from perfxl.workbook.reading.texts_as_typed import text_as_typed

EXACT_BELOW = 1e15  # Excel keeps 15 digits


def identifier(cell: object) -> str:
    """The id in `cell` as text: NFKC, without any white space; whole numbers without a decimal point."""
    text = cell if isinstance(cell, str) else text_as_typed(cell)
    return text if text.isascii() and text.isalnum() else "".join(plain(text).split())


def lost_digits(cell: object) -> bool:
    """True if `cell` is a number of 16 or more digits: Excel has put zeros where the last digits were."""
    return isinstance(cell, (int, float)) and abs(cell) >= EXACT_BELOW


def bare(employee_id: str) -> str:
    """What two spellings of one id have in common: no leading zeros, no case."""
    return unicodedata.normalize("NFKC", employee_id).casefold().lstrip("0")


class Roster:
    """The ids and names of the employees sheet, for looking up who is meant."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._known = frozenset(names) | {""}

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for employee_id in self.names:
            found.setdefault(bare(employee_id), []).append(employee_id)
        return found

    def strangers(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are not on the roster as they are written; blanks are nobody."""
        return set(ids) - self._known

    def meant(self, typed: str) -> str:
        """The one roster id that equals `typed` but for leading zeros and case; '' if none or several do."""
        spellings = self._spellings.get(bare(typed), [])
        return spellings[0] if len(spellings) == 1 else ""
