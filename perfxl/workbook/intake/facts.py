"""What the fast reader does not tell about cells: number formats, errors, formulas, hidden rows, merged ranges."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from perfxl.workbook.intake.cell_names import Position, cell_name
from perfxl.workbook.intake.preflight import Limits, content_of, opened_package, whole_file
from perfxl.workbook.intake.quarantine import DAMAGED, NOT_A_WORKBOOK, Unreadable
from perfxl.workbook.intake.sheet_scan import ScannedSheet
from perfxl.workbook.intake.xlsx_parts import KIND_PROPERTY, Styles, XlsxParts, custom_properties, xlsx_parts


@dataclass(frozen=True)
class SheetFacts:
    """Facts about the cells of one sheet; all positions are zero-based (row, column).

    percent: numbers shown as percent. errors: error cells as Excel writes them (`#N/A`). uncalculated: formula cells
    whose stored value cannot be trusted. merged: (first row, first column, last row, last column).
    """

    percent: Set[Position] = frozenset()
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: frozenset[Position] = frozenset()
    formulas: frozenset[Position] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class BookFacts:
    """Facts by sheet name, in the book's order. properties, saved_at: as in `XlsxParts`."""

    sheets: dict[str, SheetFacts]
    date1904: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: str = ""

    @property
    def kind(self) -> str | None:
        """The document property perfxl.kind, None if there is none."""
        return self.properties.get(KIND_PROPERTY)


def book_facts(path: Path, limits: Limits | None = None) -> BookFacts:
    """The facts of an .xlsx or .xlsm file; raises `Unreadable` for everything else."""
    limits = limits or Limits()
    raw = whole_file(path, limits)
    if content_of(raw) != "zip":
        raise Unreadable(NOT_A_WORKBOOK)
    return facts_of(xlsx_parts(opened_package(raw, limits)))


def book_properties(path: Path, limits: Limits | None = None) -> Mapping[str, str]:
    """The custom document properties of an .xlsx or .xlsm file, its sheets unread; raises `Unreadable`."""
    limits = limits or Limits()
    raw = whole_file(path, limits)
    if content_of(raw) != "zip":
        raise Unreadable(NOT_A_WORKBOOK)
    return custom_properties(opened_package(raw, limits))


def facts_of(parts: XlsxParts) -> BookFacts:
    """The facts of a workbook that was taken apart."""
    sheets = {}
    for sheet in parts.sheets:
        sheets[sheet.name] = _sheet_facts(sheet.scan, parts, hidden=sheet.hidden)
    return BookFacts(sheets, parts.date1904, properties=parts.properties, saved_at=parts.saved_at)


def _sheet_facts(scan: ScannedSheet, parts: XlsxParts, *, hidden: bool) -> SheetFacts:
    formulas = list(scan.formulas())
    doubtful = {place for place, kind, value in formulas if not _calculated(kind, value, parts.recalculates)}
    return SheetFacts(
        percent=_percent(scan, parts.styles),
        errors=scan.errors,
        uncalculated=frozenset(doubtful),
        formulas=frozenset(place for place, _, _ in formulas),
        hidden_rows=scan.hidden_rows,
        hidden=hidden,
        merged=scan.merged,
    )


def _calculated(kind: bytes, value: bytes | None, recalculates: bool) -> bool:
    """True if a formula's stored value was computed by a spreadsheet program.

    openpyxl stores no value; XlsxWriter stores 0 and asks for a recalculation. An empty text is a result.
    """
    if not value:
        return kind == b"str" and value is not None
    if recalculates and kind == b"n":
        return re.fullmatch(rb"\s*[-+]?[0.]+(?:[eE][-+]?[0-9]+)?\s*", value) is None
    return True


def _percent(scan: ScannedSheet, styles: Styles) -> Set[Position]:
    """Numbers with a percent format; text in such a cell shows as it is typed.

    A number whose style does not exist may be a date, a percent or a plain number: nobody knows, so it is `Unreadable`.
    """
    used = scan.styles()
    unknown = {style for style in used if style >= max(len(styles.format_ids), 1)}
    for place in scan.numbers_styled(unknown):
        raise Unreadable(DAMAGED, f"{cell_name(*place)}: style")
    return scan.numbers_styled(styles.percent & used)
