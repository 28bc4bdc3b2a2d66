"""Reads one return: the work of a child process, or of another machine. Takes and gives what can be sent anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from perfxl.consolidation.return_read import NAMES, ReturnRead, ReturnTable, read_to_bytes
from perfxl.cycle.cells import CellStatus
from perfxl.cycle.sheets import sheet_of
from perfxl.findings.base import Finding
from perfxl.workbook.intake.grids import Book, Grid, read_book_bytes
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import NotOpened, Unreadable
from perfxl.workbook.reading.chosen_sheets import chosen_sheets
from perfxl.workbook.reading.columns_as_typed import Array, texts
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.sheet_reader import TableRead, read_table
from perfxl.workbook.reading.texts_as_typed import texts_as_typed

if TYPE_CHECKING:
    from perfxl.cycle.stated import StatedTotal
    from perfxl.workbook.forms.mapped import MappedBook
    from perfxl.workbook.forms.mapping import Mapping

TAKEN = ("goals", "kpis", "ratings", "adjustments", "check_ins", "matters")
"""The sheets that returns bring; all others are HR's."""


@dataclass(frozen=True)
class HowToRead:
    """What decides what a file gives, besides its bytes. names: of the roster by id, for mappings that look people up."""

    mappings: "tuple[Mapping, ...]" = ()
    names: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class ReturnWork:
    """One file to read. name: relative to the returns folder, as places call it."""

    name: str
    content: bytes


def read_return(work: ReturnWork, how: HowToRead) -> bytes:
    """The `ReturnRead` of one file as bytes; a file that cannot be read is one with a code, never an exception."""
    try:
        read = _read(read_book_bytes(work.content, work.name, limits=how.limits), how)
    except Unreadable as reason:
        retry = isinstance(reason, NotOpened)
        read = ReturnRead(work.name, code=reason.code, detail=reason.detail, retry=retry)
    return read_to_bytes(read)


def read_returns(works: Sequence[ReturnWork], how: HowToRead) -> list[bytes]:
    """As `read_return`, for several files at once."""
    return [read_return(work, how) for work in works]


def _read(book: Book, how: HowToRead) -> ReturnRead:
    own = _own_sheets(book, how)
    chosen = chosen_sheets(own.book)
    findings: list[Finding] = [*own.findings, *chosen.findings]
    tables: dict[str, ReturnTable] = {}
    for key in (key for key in TAKEN if key in chosen.grids):
        grid = chosen.grids[key]
        table = read_table(grid, sheet_of(key), date1904=own.book.date1904)
        if table is not None:
            findings += table.findings
            tables[key] = _return_table(grid, table)
    others = {key: _filled_rows(grid) for key, grid in chosen.grids.items() if key not in TAKEN}
    return _of_book(book, own, tables=tables, others=others, findings=findings)


@dataclass(frozen=True)
class _Own:
    """As `MappedBook`, for a book that no mapping is for."""

    book: Book
    mapping: str = ""
    findings: tuple[Finding, ...] = ()
    stated: "tuple[StatedTotal, ...]" = ()
    usable: bool = True


def _own_sheets(book: Book, how: HowToRead) -> "MappedBook | _Own":
    if not how.mappings:
        return _Own(book)
    from perfxl.workbook.forms.choosing import as_own_sheets  # noqa: PLC0415 - slow to import, seldom needed

    return as_own_sheets(book, how.mappings, roster=Roster(how.names) if how.names else None)


def _of_book(
    book: Book, own: "MappedBook | _Own", *, tables: dict[str, ReturnTable], others: dict[str, int], findings: list[Finding]
) -> ReturnRead:
    return ReturnRead(
        book.file,
        properties=book.properties,
        saved_at=book.saved_at,
        mapping=own.mapping,
        usable=own.usable,
        sheets=tuple(grid.sheet for grid in book.grids),
        others=others,
        tables=tables,
        findings=tuple(findings),
        stated=own.stated,
    )


def _return_table(grid: Grid, table: TableRead) -> ReturnTable:
    arrays = {name: _lean(name, values, table.arrays) for name, values in table.arrays.items()}
    if table.names:
        arrays[NAMES] = texts(texts_as_typed(table.names))
    return ReturnTable(grid.sheet, arrays, table.columns)


def _lean(name: str, values: Array, arrays: "dict[str, Array] | object") -> Array:
    """Texts of plain numbers are left out: they are the numbers over again."""
    key, side, _ = name.partition(".text")
    if not side:
        return values
    status = arrays[f"{key}.status"]  # type: ignore[index]
    return np.where(status == CellStatus.GIVEN, "", values)


def _filled_rows(grid: Grid) -> int:
    """Rows with content below the first one, which is a header at best."""
    return max(sum(any(cell not in ("", None) for cell in row) for row in grid.cells) - 1, 0)
