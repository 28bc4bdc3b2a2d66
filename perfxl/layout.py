"""Text in cells of a terminal: a Chinese character takes two. Wrapping between words, tables of aligned columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

GAP = "  "
_NARROWEST = 6  # cells; a column of words is not made narrower
# What stays on one line: white space, or a word, or one Chinese character; with the punctuation that belongs to it.
_UNBROKEN = re.compile(r"\s+|[“（《]*(?:[^\s⺀-￿“（《]+|[⺀-￿])[，。；：、！？”）》]*|[“（《]+")


def cells(text: str) -> int:
    """How many cells `text` takes."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(line: str, width: int) -> list[str]:
    """`line` in pieces of at most `width` cells; words, numbers and ids stay whole, Chinese breaks between characters.

    The indent of the line holds for all pieces. A word longer than `width` stands out.
    """
    if cells(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    pieces = [indent]
    for part in _UNBROKEN.findall(line.strip()):
        if cells(pieces[-1] + part.rstrip()) > width and pieces[-1].strip():
            pieces.append(indent)
        pieces[-1] += part.lstrip() if pieces[-1] == indent else part
    return [piece.rstrip() for piece in pieces]


def column_widths(rows: Sequence[Sequence[str]], *, limit: int | None, whole: set[int]) -> list[int]:
    """Cells per column: what the contents take; where that is over `limit`, less in all columns but `whole`."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cells, column)) for column in columns]
    least = [
        width if number in whole else min(width, max(map(_longest_word, column)))
        for number, (width, column) in enumerate(zip(widths, columns, strict=True))
    ]
    while limit is not None and sum(widths) + len(GAP) * (len(widths) - 1) > limit:
        spare = [number for number, width in enumerate(widths) if width > least[number]]
        if not spare:
            break
        widths[max(spare, key=lambda number: widths[number])] -= 1
    return widths


def row_lines(row: Sequence[str], widths: Sequence[int], *, right: Sequence[int]) -> Iterator[str]:
    """The lines that one row of a table takes; right: numbers of the columns that are aligned to the right."""
    parts = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for pieces in zip_longest(*parts, fillvalue=""):
        sized = (_sized(piece, widths[number], to_right=number in right) for number, piece in enumerate(pieces))
        yield GAP.join(sized).rstrip()


def _longest_word(cell: str) -> int:
    """Cells of the longest word that must stay whole; Chinese may break anywhere."""
    indent = len(cell) - len(cell.lstrip())
    return max([_NARROWEST, *(indent + len(word) for word in cell.split() if word.isascii())])


def _sized(text: str, width: int, *, to_right: bool) -> str:
    blank = " " * max(width - cells(text), 0)
    return blank + text if to_right else text + blank
