"""Where a table's header stands and which column is which: titles above, two-line headers, marks and line breaks."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from perfxl.cycle.columns import Sheet, header_key
from perfxl.cycle.sheets import sheet_of
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.units import changes_value, is_known

SEARCHED_ROWS = 30
NAME_HEADERS = frozenset(map(header_key, ("姓名", "员工姓名", "名字", "name", "employee name", "被评价人姓名")))
ALWAYS_IGNORED = frozenset(map(header_key, ("序号", "No.", "No", "#", "评价人姓名", "rater name")))
_UNIT_IN_BRACKETS = re.compile(r"(.+)[(\[]([^()\[\]]+)[)\]]")


@dataclass(frozen=True)
class Header:
    """The header of one table; rows and columns are zero-based.

    columns: declared key -> column number. again: (column, key) of repeated headers. unknown: (column, its text).
    names: the column of names that stands beside ids on sheets about employees, if any.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    again: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    names: int | None = None

    @property
    def rank(self) -> tuple[int, bool]:
        """What makes one header better than another: more columns, then fewer lines."""
        return len(self.columns), self.first_row == self.last_row


def find_header(grid: Grid, sheet: Sheet) -> Header | None:
    """The header within the first 30 rows that names most declared columns; None if no row names enough of them.

    Enough is half of the required columns. Two lines are joined where they name more columns than one line does.
    """
    best: Header | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.cells))):
        for header in _candidates(grid, sheet, row):
            if best is None or header.rank > best.rank:
                best = header
        if best is not None and _complete(best, sheet) and best.last_row == row:
            break
    return best


def missing_columns(header: Header | None, sheet: Sheet) -> list[str]:
    """The keys of required columns that have no header."""
    found = header.columns if header else {}
    return [column.key for column in sheet.columns if column.required and column.key not in found]


def column_named(text: str, sheet: Sheet) -> str:
    """The key of the declared column that a header text names, '' if none: by name, in one of its lines, or with a
    unit in brackets (实际值（万元）)."""
    if text.isascii() and text.isalnum():  # most ids: one word without anything that is folded away but its case
        return _names(sheet.key).get(text.lower(), "")
    return _column_named(text, sheet.key)


@lru_cache(maxsize=8192)
def _column_named(text: str, sheet_key: str) -> str:
    names = _names(sheet_key)
    for spelling in (text, *text.splitlines()):
        if header_key(spelling) in names:
            return names[header_key(spelling)]
    with_unit = _UNIT_IN_BRACKETS.fullmatch(header_key(text))
    if with_unit and (is_known(with_unit[2]) or changes_value(with_unit[2])):
        return names.get(with_unit[1], "")
    return ""


@cache
def _names(sheet_key: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in sheet_of(sheet_key).columns:
        for name in column.names():
            names.setdefault(header_key(name), column.key)
    return names


def _candidates(grid: Grid, sheet: Sheet, row: int) -> list[Header]:
    """The headers that `row` alone and `row` with the next one would be."""
    alone = _header([[text] for text in _texts(grid, row)], sheet, rows=(row, row))
    found = [alone] if _enough(alone, sheet) else []
    if row + 1 < len(grid.cells) and _may_continue(grid, row, alone, sheet):
        joined = _header(_joined(grid, row), sheet, rows=(row, row + 1))
        found += [joined] if _enough(joined, sheet) else []
    return found


def _header(texts: Sequence[Sequence[str]], sheet: Sheet, *, rows: tuple[int, int]) -> Header:
    columns: dict[str, int] = {}
    again: list[tuple[int, str]] = []
    unknown: list[tuple[int, str]] = []
    names = None
    for number, spellings in enumerate(texts):
        key = next(filter(None, (column_named(text, sheet) for text in spellings if text)), "")
        if key and key not in columns:
            columns[key] = number
        elif key:
            again.append((number, key))
        elif any(spellings):
            shown = next(text for text in spellings if text)
            if header_key(shown) in NAME_HEADERS and "employee_id" in _names(sheet.key).values():
                names = number if names is None else names
            elif header_key(shown) not in ALWAYS_IGNORED:
                unknown.append((number, _one_line(shown)))
    return Header(*rows, columns=columns, again=tuple(again), unknown=tuple(unknown), names=names)


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _texts(grid: Grid, row: int) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in grid.cells[row]]


def _enough(header: Header, sheet: Sheet) -> bool:
    required = [column.key for column in sheet.columns if column.required]
    return 2 * sum(key in header.columns for key in required) >= max(len(required), 1)


def _complete(header: Header, sheet: Sheet) -> bool:
    return not missing_columns(header, sheet)


def _may_continue(grid: Grid, row: int, alone: Header, sheet: Sheet) -> bool:
    """True if the row below may be the second line of a header: only text, and nothing of its own below the headers
    found in the first line unless it names a column together with them."""
    below = grid.cells[row + 1]
    if not alone.columns or not any(below) or any(cell != "" and not isinstance(cell, str) for cell in below):
        return False
    top, bottom = _spread(grid, row), _texts(grid, row + 1)
    return all(
        not bottom[number] or any(column_named(text, sheet) for text in _spellings(top[number], bottom[number])[:2])
        for number in alone.columns.values()
    )


def _joined(grid: Grid, row: int) -> list[list[str]]:
    return [_spellings(top, bottom) for top, bottom in zip(_spread(grid, row), _texts(grid, row + 1), strict=False)]


def _spellings(top: str, bottom: str) -> list[str]:
    """What a two-line header may be called: both lines, the lower one, or the upper one if it stands alone."""
    return [f"{top}{bottom}", bottom] if bottom else [top]


def _spread(grid: Grid, row: int) -> list[str]:
    """The texts of a row, each repeated over the columns that it is merged across."""
    texts = _texts(grid, row)
    for first, left, last, right in grid.facts.merged:
        if first <= row <= last and left < len(texts):
            texts[left : right + 1] = [texts[left]] * (min(right + 1, len(texts)) - left)
    return texts
