"""Any file a department sends, as grids: raw values of each sheet from A1 on, with the facts about its cells.

The one way in is `read_book`; `xlsx_cells` says how the reader is kept from everything unchecked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfxl.findings.base import Place
from perfxl.workbook.intake import foreign_files, ods_files, xls_files
from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.cells import Cells, padded
from perfxl.workbook.intake.extent import check_scans
from perfxl.workbook.intake.facts import BookFacts, SheetFacts, facts_of
from perfxl.workbook.intake.preflight import Limits, Package, content_of, opened_package, whole_file
from perfxl.workbook.intake.quarantine import OLD_FORMAT, READER_DIED, REFUSED, Unreadable
from perfxl.workbook.intake.xlsx_cells import cells_of
from perfxl.workbook.intake.xlsx_parts import XlsxParts, xlsx_parts


@dataclass(frozen=True)
class Grid:
    """The values of one sheet. cells[0][0] is A1; all rows are equally long; "" is empty.

    file: the name as the caller gave it, for places. A value is str, float, int, bool, date, datetime, time or
    timedelta; a cell named in `facts.errors` or `facts.uncalculated` has no value that may be used.
    origins: for a grid that was made from another sheet, where the cell at each zero-based (row, column) really stands;
    the first column's says where the row does. Every other cell stands where it is.
    """

    file: str
    sheet: str
    cells: Cells
    facts: SheetFacts
    origins: Mapping[Position, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """All worksheets of a file in its order, hidden ones included.

    kind, properties: what perfxl wrote into the file about it (`perfxl.kind`, `perfxl.department`). saved_at: when a
    program says that it saved the file last; '' if it does not.
    """

    file: str
    grids: tuple[Grid, ...]
    date1904: bool = False
    kind: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: str = ""


def read_book(path: Path, *, name: str | None = None, limits: Limits | None = None) -> Book:
    """Read a workbook of any kind; `name` is what places call it (default: the file's name).

    Raises `Unreadable` for every file that must be set aside, and nothing else. The result can be pickled, so that
    a child process with limits of its own may do the same.
    """
    limits = limits or Limits()
    return _unless_unreadable(lambda: book_from(whole_file(path, limits), path.name if name is None else name, limits))


def read_book_bytes(raw: bytes, name: str, *, limits: Limits | None = None) -> Book:
    """As `read_book`, for the bytes of a file."""
    return _unless_unreadable(lambda: book_from(raw, name, limits or Limits()))


def _unless_unreadable(read: Callable[[], Book]) -> Book:
    try:
        return read()
    except Unreadable:
        raise
    except BaseException as error:
        # A panic of the compiled reader is a BaseException; a person who interrupts the run is not a bad file.
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        raise Unreadable(READER_DIED, type(error).__name__) from error


def book_from(raw: bytes, name: str, limits: Limits) -> Book:
    """Read the bytes of a workbook; what they are is decided by content, never by the name."""
    match content_of(raw):
        case "zip":
            return _from_package(opened_package(raw, limits), name, limits=limits)
        case "ole":
            sheets, facts = xls_files.read_xls(raw, limits)
        case "html":
            sheets, facts = foreign_files.read_html(raw, Path(name).stem, limits=limits)
        case "text":
            sheets, facts = foreign_files.read_csv(raw, Path(name).stem, limits=limits)
        case _:
            raise Unreadable(OLD_FORMAT)
    return _book(name, sheets, facts)


def _from_package(package: Package, name: str, *, limits: Limits) -> Book:
    if "content.xml" in package and "[Content_Types].xml" not in package:
        return _book(name, *ods_files.read_ods(package))
    if "xl/workbook.bin" in package:
        raise Unreadable(OLD_FORMAT, "xlsb")
    parts = _checked(package, limits)
    del package  # a large workbook should not lie in memory twice
    facts, cells = facts_of(parts), cells_of(parts)
    del parts
    return _book(name, cells, facts)


def _book(name: str, sheets: Mapping[str, Cells], facts: BookFacts) -> Book:
    grids = tuple(
        Grid(name, sheet, _padded(cells, facts.sheets[sheet]), facts=facts.sheets[sheet])
        for sheet, cells in sheets.items()
    )
    return Book(name, grids, facts.date1904, kind=facts.kind, properties=facts.properties, saved_at=facts.saved_at)


def _padded(cells: Cells, facts: SheetFacts) -> Cells:
    """Equally long rows that reach every error and every formula without value."""
    places = facts.errors.keys() | facts.uncalculated
    rows = max((row + 1 for row, _ in places), default=0)
    width = max((column + 1 for _, column in places), default=0)
    return padded(cells, rows=rows, width=width)


def _checked(package: Package, limits: Limits) -> XlsxParts:
    """The parts of a workbook, none of which is too much for the reader."""
    parts = xlsx_parts(package)
    check_scans({sheet.name: sheet.scan for sheet in parts.sheets}, limits)
    _check_repetition(parts, limits)
    return parts


def _check_repetition(parts: XlsxParts, limits: Limits) -> None:
    """Each cell gets its own copy of a shared string; a long one in many cells is a bomb."""
    if parts.strings is None:
        return
    most_cells = sum(len(sheet.scan.xml) for sheet in parts.sheets) // len(b'<c t="s"><v></v>')
    if len(parts.strings) * most_cells < limits.repeated_text:
        return
    shown = sum(sheet.scan.count_strings() for sheet in parts.sheets)
    longest = max(map(len, parts.strings.split(b"<si")))
    if longest * shown > limits.repeated_text:
        raise Unreadable(REFUSED, f"{longest * shown >> 20} MiB")
