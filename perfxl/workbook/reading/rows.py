"""Which rows of a sheet are data: not blank ones, not totals and remarks, not a second table; merged labels filled."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from perfxl.cycle.columns import Kind, Sheet
from perfxl.language import folded
from perfxl.workbook.intake.cells import column_of
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.headers import Header, column_named

LABELS = frozenset({Kind.ID, Kind.TEXT, Kind.CHOICE, Kind.DATE})
_TOTAL = re.compile(r".*(合计|小计|总计|共计|总和|subtotal|total)数?[:：]?")
_ONLY_TOTAL = re.compile(r"(合计|小计|总计|共计|总和|subtotal|total)数?[:：]?")
_MAY_BE_TOTAL_OR_REMARK = re.compile(r"[:：]|[计和数lLｌＬ]\s*$").search  # cheap, and true for every one of them
_REMARK = re.compile(
    r"(备注|说明|注|填表人|填报人|制表人|审核人|notes?|prepared by)\s*[:：].*", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class Rows:
    """Zero-based row numbers of a table. skipped: (row, its text) of totals and remarks. second_table: where another
    header starts. filled: (row, column) -> the label that a merged cell gives to this row. merged: those ranges."""

    data: list[int]
    skipped: list[tuple[int, str]]
    second_table: int | None
    filled: Mapping[tuple[int, int], object]
    merged: list[tuple[int, int, int, int]]


def data_rows(grid: Grid, header: Header, sheet: Sheet) -> Rows:
    """Find the data rows below `header`."""
    repeats = set(_repeated_headers(grid, header, sheet))
    second = next((row for row in sorted(repeats) if not _same(grid, row, header)), None)
    reported = {row for row, column in grid.facts.errors.keys() | grid.facts.uncalculated if column in _mapped(header)}
    first = min(_mapped(header))
    labelled = _below_merged(grid, header, sheet)
    data: list[int] = []
    skipped: list[tuple[int, str]] = []
    starts = column_of(grid.cells, 0)
    plain = _plain_starts(starts) if first == 0 else frozenset()
    for row in range(header.last_row + 1, len(grid.cells) if second is None else second):
        if starts[row] in plain and row not in repeats:
            data.append(row)
            continue
        cells = grid.cells[row]
        if row in repeats or (_says_nothing(cells[first]) and row not in reported and _is_blank(cells, header)):
            continue
        text = _not_data(cells, header, sheet)
        if text and not (row in labelled and _names_an_item(text)):
            skipped.append((row, text))
        else:
            data.append(row)
    filled, merged = _filled(grid, header, sheet, rows=set(data))
    return Rows(data, skipped, second, filled, merged)


def _plain_starts(starts: Sequence[object]) -> frozenset[str]:
    """Texts in column A that say something and are surely no total or remark: their rows need no second look."""
    texts = [cell for cell in set(starts) if isinstance(cell, str) and cell.strip()]
    return frozenset(text for text in texts if not _MAY_BE_TOTAL_OR_REMARK(text))


def row_ranges(rows: list[int]) -> str:
    """Zero-based rows in order as people write them: 3-5, 9."""
    starts = [row for before, row in pairwise([-2, *rows]) if row != before + 1]
    ends = [row for row, after in pairwise([*rows, -2]) if after != row + 1]
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in zip(starts, ends, strict=True))


def _mapped(header: Header) -> set[int]:
    return set(header.columns.values())


def _is_blank(row: list[object], header: Header) -> bool:
    return all(_says_nothing(row[number]) for number in header.columns.values())


def _says_nothing(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _not_data(row: list[object], header: Header, sheet: Sheet) -> str:
    """The text of a total or remark row, '' for a row of data: its first filled cell says so and it names nobody."""
    cell = next((cell for cell in row if cell not in ("", None)), "")
    if not isinstance(cell, str) or not _MAY_BE_TOTAL_OR_REMARK(cell):
        return ""
    text = cell.strip()
    if not (_TOTAL.fullmatch(folded(text)) or _REMARK.fullmatch(text)):
        return ""
    labels = [column.key for column in sheet.columns if column.required and column.kind in LABELS]
    numbers = [header.columns[key] for key in labels if key in header.columns]
    first = row.index(cell)
    bare = [number for number in numbers if number != first and _says_nothing(row[number])]
    return text if bare or numbers == [first] else ""


def _below_merged(grid: Grid, header: Header, sheet: Sheet) -> set[int]:
    """Rows that a merged label above belongs to, although their own label cell is blank."""
    labels = _label_columns(header, sheet)
    return {
        row
        for first, left, last, _ in grid.facts.merged
        if left in labels and first > header.last_row and not _says_nothing(grid.cells[first][left])
        for row in range(first + 1, last + 1)
    }


def _names_an_item(text: str) -> bool:
    """True for 回款合计, which may be the name of a KPI; not for a bare 合计 or a remark."""
    return bool(_TOTAL.fullmatch(folded(text))) and not _ONLY_TOTAL.fullmatch(folded(text))


def _repeated_headers(grid: Grid, header: Header, sheet: Sheet) -> list[int]:
    """Rows below the header that name its first column again, and another one: the start of another table or page."""
    columns = sorted(header.columns.values())
    cells = column_of(grid.cells, columns[0])
    words = {cell for cell in set(cells) if isinstance(cell, str) and cell and column_named(cell.strip(), sheet)}
    rows = [row for row in range(header.last_row + 1, len(cells)) if words and cells[row] in words]
    return [row for row in rows if _named(grid.cells[row], sheet) >= min(2, len(columns))]


def _named(row: list[object], sheet: Sheet) -> int:
    return sum(isinstance(cell, str) and column_named(cell.strip(), sheet) != "" for cell in row)


def _same(grid: Grid, row: int, header: Header) -> bool:
    """True if a repeated header says what the first one said, column by column."""
    return grid.cells[row] in (grid.cells[header.first_row], grid.cells[header.last_row])


def _label_columns(header: Header, sheet: Sheet) -> set[int]:
    keys = [column.key for column in sheet.columns if column.kind in LABELS and column.key in header.columns]
    found = {header.columns[key] for key in keys}
    return found if header.names is None else {*found, header.names}


def _filled(
    grid: Grid, header: Header, sheet: Sheet, *, rows: Set[int]
) -> tuple[dict[tuple[int, int], object], list[tuple[int, int, int, int]]]:
    labels = _label_columns(header, sheet)
    filled: dict[tuple[int, int], object] = {}
    merged = []
    for first, left, last, right in grid.facts.merged:
        if last == first or left not in labels or first <= header.last_row or _says_nothing(grid.cells[first][left]):
            continue
        below = [row for row in range(first + 1, last + 1) if row in rows and _says_nothing(grid.cells[row][left])]
        filled.update({(row, left): grid.cells[first][left] for row in below})
        merged += [(first, left, last, right)] if below else []
    return filled, merged
