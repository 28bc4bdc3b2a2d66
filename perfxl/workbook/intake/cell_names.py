"""Places of cells: A1-style names and zero-based numbers."""

from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
Position = tuple[int, int]


def place(letters: bytes, row: bytes) -> Position:
    """Zero-based (row, column) of a cell's column letters and one-based row number."""
    return int(row) - 1, column_number(letters)


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: bytes) -> int:
    """Zero-based column: A is 0, XFD is 16383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def column_letters(column: int) -> str:
    """Letters of a zero-based column: 0 is A, 16383 is XFD."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A1-style name of a zero-based place."""
    return f"{column_letters(column)}{row + 1}"


def cell_row(name: str) -> int:
    """The one-based row of an A1-style name; 1 for '', which names a whole sheet."""
    return int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 1)
