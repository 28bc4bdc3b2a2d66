"""Columns that several sheets of the review have."""

from collections.abc import Mapping, Sequence

import pandas as pd

from perfxl.language import Text
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite

WORTH, SHARE, POINTS, PERCENT = "0.00", "0%", "0.0", '0.0"%"'


def words(key: str, zh: str, en: str, language: str, *, widest: float = 20, wrap: bool = False) -> ColumnToWrite:
    """A column of text, kept as text."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", widest=widest, wrap=wrap)


def figures(key: str, zh: str, en: str, language: str, number_format: str = "0") -> ColumnToWrite:
    """A column of numbers."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format=number_format, widest=14)


def letter(key: str, zh: str, en: str, language: str) -> ColumnToWrite:
    """A column of grades and other short words between numbers."""
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", align="center")


def observations(language: str, *, widest: float = 44) -> ColumnToWrite:
    """The column of flags in words."""
    title = Text("观察到的情况", "What is observed")(language)
    return ColumnToWrite("observed", title, number_format="@", widest=widest, wrap=True, look_from="look")


def observed(flags: Sequence[Sequence[str]] | pd.Series, words_of: Mapping[str, Text], language: str) -> list[str]:
    """Each row's flags in words, one below the other."""
    return ["\n".join(words_of[flag](language) for flag in own) for own in flags]


def looks(flags: Sequence[Sequence[str]] | pd.Series, *, quiet: Sequence[str] = ()) -> list[str]:
    """How the observations of each row look; those in `quiet` stay grey."""
    found = []
    for own in flags:
        loud = [flag for flag in own if flag not in quiet]
        found.append("warning" if loud else "muted" if own else "plain")
    return found
