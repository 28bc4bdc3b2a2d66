"""Old Excel files (.xls): values by calamine, facts by one walk over the records ([MS-XLS] 2.3 and 2.4)."""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import olefile  # type: ignore[import-untyped]
import python_calamine

from perfxl.workbook.cell_names import Position
from perfxl.workbook.extent import check_extent
from perfxl.workbook.facts import BookFacts, SheetFacts
from perfxl.workbook.number_formats import percent_styles
from perfxl.workbook.preflight import Limits
from perfxl.workbook.quarantine import DAMAGED, NOT_A_WORKBOOK, OLD_FORMAT, PASSWORD, Unreadable

Cells = list[list[object]]
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOF, _EOF, _ENCRYPTED, _EPOCH, _SHEET, _FORMAT, _STYLE = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x41E, 0xE0
_ROW, _MERGED, _FORMULA, _ERROR_OR_BOOL, _RK_NUMBERS = 0x208, 0xE5, 0x06, 0x205, 0xBD
_NUMBERS = frozenset({0x203, 0x27E})
_TEXTS = frozenset({0x204, 0xFD, 0xD6})
_BROKEN = (struct.error, IndexError, UnicodeDecodeError, KeyError)


class _Record(NamedTuple):
    kind: int
    body: bytes

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack_from("<" + layout, self.body)


@dataclass
class _Sheet:
    valued: list[Position] = field(default_factory=list)
    styles: dict[Position, int] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class _Outline:
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)  # name, hidden, offset
    codes: dict[int, str] = field(default_factory=dict)
    format_ids: list[int] = field(default_factory=list)
    date1904: bool = False


def read_xls(raw: bytes, limits: Limits) -> tuple[dict[str, Cells], BookFacts]:
    """Sheets and facts of an .xls file; raises `Unreadable`, also for password-protected .xlsx files.

    A formula whose stored result is 0 counts as not calculated: some programs store 0 for results they never wrote.
    """
    stream = _workbook_stream(raw)
    try:
        outline = _outline(stream)
        scans = {name: _scan(stream, offset) for name, _, offset in outline.sheets}
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "xls") from error
    if len(scans) < len(outline.sheets):
        raise Unreadable(DAMAGED, "a sheet occurs twice")
    for name, scan in scans.items():
        check_extent(scan.valued, limits, sheet=name)
    percent = percent_styles(outline.format_ids, outline.codes)
    facts = {name: _facts(scans[name], percent, hidden=hidden) for name, hidden, _ in outline.sheets}
    return _values(raw, list(scans)), BookFacts(facts, date1904=outline.date1904)


def _workbook_stream(raw: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as file:
            if file.exists("EncryptedPackage"):
                raise Unreadable(PASSWORD)
            if file.exists("Workbook"):
                return bytes(file.openstream("Workbook").read())
            old = file.exists("Book")
    except Unreadable:
        raise
    except Exception as error:  # olefile raises a dozen kinds on broken files
        raise Unreadable(DAMAGED, "ole") from error
    raise Unreadable(OLD_FORMAT if old else NOT_A_WORKBOOK, "ole")


def _values(raw: bytes, names: list[str]) -> dict[str, Cells]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            cells: dict[str, Any] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
            }
            return cells
    except python_calamine.PasswordError as error:
        raise Unreadable(PASSWORD) from error
    except python_calamine.CalamineError as error:
        raise Unreadable(DAMAGED, str(error)[:200]) from error


def _records(stream: bytes, offset: int) -> Iterator[_Record]:
    """Records from a BOF up to its EOF, without those of charts embedded between."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length:
            raise Unreadable(DAMAGED, "xls")
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield _Record(kind, body)
        offset += 4 + length


def _outline(stream: bytes) -> _Outline:
    outline = _Outline()
    for record in _records(stream, 0):
        if record.kind == _BOF and record.numbers("HH") != (0x0600, 0x0005):
            raise Unreadable(OLD_FORMAT, "xls")
        if record.kind == _ENCRYPTED:
            raise Unreadable(PASSWORD)
        if record.kind == _EPOCH:
            outline.date1904 = record.numbers("H") == (1,)
        elif record.kind == _FORMAT:
            number, length = record.numbers("HH")
            outline.codes[number] = _text(record.body, 4, length=length)
        elif record.kind == _STYLE:
            outline.format_ids.append(record.numbers("HH")[1])
        elif record.kind == _SHEET:
            offset, state, kind, length = record.numbers("IBBB")
            if kind == 0:
                outline.sheets.append((_text(record.body, 7, length=length), state & 3 != 0, offset))
    return outline


def _text(body: bytes, at: int, *, length: int) -> str:
    """A string of `length` letters whose flag byte stands at `at`."""
    wide = body[at] & 1
    letters = body[at + 1 : at + 1 + length * (2 if wide else 1)]
    return letters.decode("utf-16-le" if wide else "latin-1")


def _scan(stream: bytes, offset: int) -> _Sheet:
    sheet = _Sheet()
    for record in _records(stream, offset):
        if record.kind in _READERS:
            _READERS[record.kind](sheet, record)
        elif record.kind in _NUMBERS:
            _number(sheet, *record.numbers("HHH"))
        elif record.kind in _TEXTS:
            row, column = record.numbers("HH")
            sheet.valued.append((row, column))
    return sheet


def _number(sheet: _Sheet, row: int, column: int, style: int) -> None:
    sheet.valued.append((row, column))
    sheet.styles[row, column] = style


def _row(sheet: _Sheet, record: _Record) -> None:
    row, *_, flags = record.numbers("HHHHHHH")
    if flags & 0x20:
        sheet.hidden_rows.add(row)


def _merge(sheet: _Sheet, record: _Record) -> None:
    (count,) = record.numbers("H")
    corners = struct.unpack_from(f"<{4 * count}H", record.body, 2)
    for first_row, last_row, first_column, last_column in zip(*[iter(corners)] * 4, strict=True):
        sheet.merged.append((first_row, first_column, last_row, last_column))


def _rk_numbers(sheet: _Sheet, record: _Record) -> None:
    row, column = record.numbers("HH")
    for number in range((len(record.body) - 6) // 6):
        (style,) = struct.unpack_from("<H", record.body, 4 + 6 * number)
        _number(sheet, row, column + number, style)


def _error_or_bool(sheet: _Sheet, record: _Record) -> None:
    row, column, _, value, is_error = record.numbers("HHHBB")
    sheet.valued.append((row, column))
    if is_error:
        sheet.errors[row, column] = _ERRORS.get(value, "#ERROR")


def _formula(sheet: _Sheet, record: _Record) -> None:
    row, column, style = record.numbers("HHH")
    result = record.body[6:14]
    sheet.formulas.add((row, column))
    sheet.valued.append((row, column))
    if result[6:] != b"\xff\xff":
        sheet.styles[row, column] = style
        if struct.unpack("<d", result)[0] == 0:
            sheet.uncalculated.add((row, column))
    elif result[0] == 2:
        sheet.errors[row, column] = _ERRORS.get(result[2], "#ERROR")


_READERS: dict[int, Callable[[_Sheet, _Record], None]] = {
    _ROW: _row,
    _MERGED: _merge,
    _RK_NUMBERS: _rk_numbers,
    _ERROR_OR_BOOL: _error_or_bool,
    _FORMULA: _formula,
}


def _facts(scan: _Sheet, percent: frozenset[int], *, hidden: bool) -> SheetFacts:
    return SheetFacts(
        percent=frozenset(place for place, style in scan.styles.items() if style in percent),
        errors=scan.errors,
        uncalculated=frozenset(scan.uncalculated),
        formulas=frozenset(scan.formulas),
        hidden_rows=frozenset(scan.hidden_rows),
        hidden=hidden,
        merged=tuple(scan.merged),
    )
