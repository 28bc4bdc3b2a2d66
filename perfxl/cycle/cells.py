"""What stands in a cell, and how its column is called: for code that needs no tables."""

from enum import IntEnum


class CellStatus(IntEnum):
    """What stands in a cell that should hold a number or a date."""

    GIVEN = 0
    BLANK = 1
    UNREADABLE = 2  # something stands there that cannot be read; a finding says what
    NOT_APPLICABLE = 3  # a dash, 无, N/A
    WORDS = 4  # text in a quantity: right for some rules, unreadable for the others


def column_letters(number: int) -> str:
    """The letters of a zero-based column number: 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
