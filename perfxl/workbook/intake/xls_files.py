"""Old Excel files (.xls) by one walk over their records ([MS-XLS]).

The walk reads values too: the compiled reader ends the whole program on some damaged files.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

import olefile  # type: ignore[import-untyped]

from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.extent import check_extent
from perfxl.workbook.intake.facts import BookFacts, SheetFacts
from perfxl.workbook.intake.number_formats import percent_styles, shows_elapsed, shows_moment
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import DAMAGED, NOT_A_WORKBOOK, OLD_FORMAT, PASSWORD, Unreadable
from perfxl.workbook.intake.xls_records import (
    BOF,
    CONTINUE,
    Record,
    moment,
    records,
    rk_number,
    shared_strings,
    short_text,
)

Cells = list[list[object]]
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_ENCRYPTED, _EPOCH, _SHEET, _FORMAT, _STYLE, _STRINGS = 0x2F, 0x22, 0x85, 0x41E, 0xE0, 0xFC
_BROKEN = (struct.error, IndexError, ValueError, KeyError, OverflowError)


@dataclass
class _Outline:
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)  # name, hidden, offset
    codes: dict[int, str] = field(default_factory=dict)
    format_ids: list[int] = field(default_factory=list)
    strings: list[bytes] = field(default_factory=list)
    date1904: bool = False


@dataclass
class _Sheet:
    strings: list[str]
    values: dict[Position, object] = field(default_factory=dict)
    styles: dict[Position, int] = field(default_factory=dict)  # of numbers only
    errors: dict[Position, str] = field(default_factory=dict)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    awaits_text: Position = (0, 0)


def read_xls(raw: bytes, limits: Limits) -> tuple[dict[str, Cells], BookFacts]:
    """Sheets and facts of an .xls file; raises `Unreadable`, also for password-protected .xlsx files.

    A formula whose stored result is 0 counts as not calculated: some programs store 0 for results they never wrote.
    """
    stream = _workbook_stream(raw)
    try:
        outline = _outline(stream)
        names, offsets = {name for name, _, _ in outline.sheets}, {offset for _, _, offset in outline.sheets}
        if min(len(names), len(offsets)) < len(outline.sheets):
            raise Unreadable(DAMAGED, "a sheet occurs twice")
        strings = shared_strings(outline.strings) if outline.strings else []
        scans = {name: _scan(stream, offset, strings) for name, _, offset in outline.sheets}
        sheets = {name: _laid_out(scan, outline, limits, sheet=name) for name, scan in scans.items()}
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "xls") from error
    percent = percent_styles(outline.format_ids, outline.codes)
    facts = {name: _facts(scans[name], percent, hidden=hidden) for name, hidden, _ in outline.sheets}
    return sheets, BookFacts(facts, date1904=outline.date1904)


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


def _outline(stream: bytes) -> _Outline:
    outline, last = _Outline(), 0
    for record in records(stream, 0):
        if record.kind == BOF and record.numbers("HH") != (0x0600, 0x0005):
            raise Unreadable(OLD_FORMAT, "xls")
        if record.kind == _ENCRYPTED:
            raise Unreadable(PASSWORD)
        if record.kind == _STRINGS or (record.kind == CONTINUE and last == _STRINGS):
            outline.strings.append(record.body)
        else:
            _note(outline, record)
        last = last if record.kind == CONTINUE else record.kind
    return outline


def _note(outline: _Outline, record: Record) -> None:
    if record.kind == _EPOCH:
        outline.date1904 = record.numbers("H") == (1,)
    elif record.kind == _FORMAT:
        number, length = record.numbers("HH")
        outline.codes[number] = short_text(record.body, 4, length=length)
    elif record.kind == _STYLE:
        outline.format_ids.append(record.numbers("HH")[1])
    elif record.kind == _SHEET:
        offset, state, kind, length = record.numbers("IBBB")
        if kind == 0:
            outline.sheets.append((short_text(record.body, 7, length=length), state & 3 != 0, offset))


def _scan(stream: bytes, offset: int, strings: list[str]) -> _Sheet:
    sheet = _Sheet(strings)
    for record in records(stream, offset):
        if record.kind in _READERS:
            _READERS[record.kind](sheet, record)
    return sheet


def _row(sheet: _Sheet, record: Record) -> None:
    row, *_, flags = record.numbers("HHHHHHH")
    if flags & 0x20:
        sheet.hidden_rows.add(row)


def _merge(sheet: _Sheet, record: Record) -> None:
    (count,) = record.numbers("H")
    corners = struct.unpack_from(f"<{4 * count}H", record.body, 2)
    for first_row, last_row, first_column, last_column in zip(*[iter(corners)] * 4, strict=True):
        sheet.merged.append((first_row, first_column, last_row, last_column))


def _put_number(sheet: _Sheet, place: Position, value: float, *, style: int) -> None:
    if value - value != 0:
        raise Unreadable(DAMAGED, "xls: no number")
    sheet.values[place] = value
    sheet.styles[place] = style


def _number(sheet: _Sheet, record: Record) -> None:
    row, column, style = record.numbers("HHH")
    _put_number(sheet, (row, column), struct.unpack_from("<d", record.body, 6)[0], style=style)


def _rk(sheet: _Sheet, record: Record) -> None:
    row, column, style, rk = record.numbers("HHHI")
    _put_number(sheet, (row, column), rk_number(rk), style=style)


def _rk_numbers(sheet: _Sheet, record: Record) -> None:
    row, column = record.numbers("HH")
    for number, (style, rk) in enumerate(struct.iter_unpack("<HI", record.body[4:-2])):
        _put_number(sheet, (row, column + number), rk_number(rk), style=style)


def _shared_text(sheet: _Sheet, record: Record) -> None:
    row, column, _, number = record.numbers("HHHI")
    sheet.values[row, column] = sheet.strings[number]


def _own_text(sheet: _Sheet, record: Record) -> None:
    row, column, _, length = record.numbers("HHHH")
    sheet.values[row, column] = short_text(record.body, 8, length=length)


def _error_or_bool(sheet: _Sheet, record: Record) -> None:
    row, column, _, value, is_error = record.numbers("HHHBB")
    if is_error:
        sheet.errors[row, column] = _ERRORS.get(value, "#ERROR")
    else:
        sheet.values[row, column] = bool(value)


def _formula(sheet: _Sheet, record: Record) -> None:
    row, column, style = record.numbers("HHH")
    result, place = record.body[6:14], (row, column)
    sheet.formulas.add(place)
    if result[6:] != b"\xff\xff":
        _put_number(sheet, place, struct.unpack("<d", result)[0], style=style)
        if sheet.values[place] == 0:
            sheet.uncalculated.add(place)
    elif result[0] == 0:
        sheet.awaits_text = place
        sheet.uncalculated.add(place)
    elif result[0] == 1:
        sheet.values[place] = bool(result[2])
    elif result[0] == 2:
        sheet.errors[place] = _ERRORS.get(result[2], "#ERROR")


def _formula_text(sheet: _Sheet, record: Record) -> None:
    """The text result of the formula before; one that goes on in the next record stays not calculated."""
    (length,) = record.numbers("H")
    if len(record.body) >= 3 + length * (1 + (record.body[2] & 1)):
        sheet.values[sheet.awaits_text] = short_text(record.body, 2, length=length)
        sheet.uncalculated.discard(sheet.awaits_text)


_READERS: dict[int, Callable[[_Sheet, Record], None]] = {
    0x208: _row,
    0xE5: _merge,
    0x203: _number,
    0x27E: _rk,
    0xBD: _rk_numbers,
    0xFD: _shared_text,
    0x204: _own_text,
    0xD6: _own_text,
    0x205: _error_or_bool,
    0x06: _formula,
    0x207: _formula_text,
}


def _laid_out(scan: _Sheet, outline: _Outline, limits: Limits, *, sheet: str) -> Cells:
    places = [*scan.values, *scan.errors, *scan.uncalculated]
    check_extent(places, limits, sheet=sheet)
    rows = 1 + max((row for row, _ in places), default=-1)
    columns = 1 + max((column for _, column in places), default=-1)
    cells: Cells = [[""] * columns for _ in range(rows)]
    for (row, column), value in scan.values.items():
        cells[row][column] = value
    for (row, column), style in scan.styles.items():
        number, serial = outline.format_ids[style], cells[row][column]
        if shows_moment(number, outline.codes) and isinstance(serial, float):
            elapsed = shows_elapsed(number, outline.codes)
            cells[row][column] = moment(serial, date1904=outline.date1904, elapsed=elapsed)
    return cells


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
