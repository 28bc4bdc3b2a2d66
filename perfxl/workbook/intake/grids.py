"""Any file a department sends, as grids: raw values of each sheet from A1 on, with the facts about its cells.

The one way in is `read_book`. What the reader (calamine) is given is never the file itself but a small workbook made
of the parts that were checked, so nothing unchecked reaches it.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import python_calamine

from perfxl.findings.base import Place
from perfxl.workbook.intake import foreign_files, ods_files, xls_files
from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.extent import check_scans
from perfxl.workbook.intake.facts import BookFacts, SheetFacts, facts_of
from perfxl.workbook.intake.plain_sheets import MAIN
from perfxl.workbook.intake.preflight import Limits, Package, content_of, opened_package, whole_file
from perfxl.workbook.intake.quarantine import DAMAGED, OLD_FORMAT, READER_DIED, REFUSED, Unreadable
from perfxl.workbook.intake.xlsx_parts import Styles, XlsxParts, xlsx_parts

Cells = list[list[object]]


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
    facts, checked = _checked(package, limits)
    del package  # a large workbook should not lie in memory three times
    return _book(name, _cells_of(checked, list(facts.sheets)), facts)


def _book(name: str, sheets: dict[str, Cells], facts: BookFacts) -> Book:
    grids = tuple(
        Grid(name, sheet, _padded(cells, facts.sheets[sheet]), facts=facts.sheets[sheet])
        for sheet, cells in sheets.items()
    )
    return Book(
        name, grids, facts.date1904, kind=facts.kind, properties=facts.properties, saved_at=facts.saved_at
    )


def _padded(cells: Cells, facts: SheetFacts) -> Cells:
    """Equally long rows that reach every error and every formula without value."""
    places = facts.errors.keys() | facts.uncalculated
    rows = max((row + 1 for row, _ in places), default=0)
    width = max(max((column + 1 for _, column in places), default=0), max(map(len, cells), default=0))
    cells.extend([] for _ in range(rows - len(cells)))
    for row in cells:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return cells


def _checked(package: Package, limits: Limits) -> tuple[BookFacts, io.BytesIO]:
    """The facts of a workbook, and the small workbook of its checked parts for the reader."""
    parts = xlsx_parts(package)
    facts = facts_of(parts)
    check_scans({sheet.name: sheet.scan for sheet in parts.sheets}, limits)
    _check_repetition(parts, limits)
    return facts, _checked_workbook(parts)


def _cells_of(checked: io.BytesIO, names: list[str]) -> dict[str, Cells]:
    if not names:
        return {}
    try:
        with python_calamine.CalamineWorkbook.from_filelike(checked) as book:
            cells: list[Any] = [
                book.get_sheet_by_index(number).to_python(skip_empty_area=False) for number in range(len(names))
            ]
    except python_calamine.CalamineError as error:
        raise Unreadable(DAMAGED, str(error)[:200]) from error
    return dict(zip(names, cells, strict=True))


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


def _checked_workbook(parts: XlsxParts) -> io.BytesIO:
    """An uncompressed workbook of the checked parts only, for the reader."""
    files: dict[str, tuple[bytes, ...]] = {"xl/styles.xml": (_styles(parts.styles),)}
    files["xl/workbook.xml"] = (_workbook(parts),)
    relations = []
    for number, sheet in enumerate(parts.sheets, start=1):
        files[f"xl/worksheets/sheet{number}.xml"] = sheet.scan.for_reader()
        relations.append(_relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    relations.append(_relation("rIdStyles", "styles", "styles.xml"))
    if parts.strings is not None:
        files["xl/sharedStrings.xml"] = (parts.strings,)
        relations.append(_relation("rIdStrings", "sharedStrings", "sharedStrings.xml"))
    files["xl/_rels/workbook.xml.rels"] = (_relations(relations),)
    files["_rels/.rels"] = (_relations([_relation("rId1", "officeDocument", "xl/workbook.xml")]),)
    files["[Content_Types].xml"] = (_CONTENT_TYPES,)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in files.items():
            with archive.open(zipfile.ZipInfo(name), "w") as part:
                part.writelines(pieces)
    whole.seek(0)
    return whole


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode()


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(relations: list[str]) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'.encode()


def _workbook(parts: XlsxParts) -> bytes:
    epoch = '<workbookPr date1904="1"/>' if parts.date1904 else ""
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(parts.sheets) + 1))
    head = f'<workbook xmlns="{MAIN[0]}" xmlns:r="{_OFFICE}">'
    return f"{head}{epoch}<sheets>{sheets}</sheets></workbook>".encode()


def _styles(styles: Styles) -> bytes:
    codes = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for n, code in styles.codes.items())
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in styles.format_ids)
    head = f'<styleSheet xmlns="{MAIN[0]}"><numFmts>{codes}</numFmts>'
    return f"{head}<cellXfs>{cells}</cellXfs></styleSheet>".encode()
