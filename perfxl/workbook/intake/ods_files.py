"""OpenDocument spreadsheets (.ods), read by their own stated values (OpenDocument 1.3 part 3, 9.1 and 19.385)."""

import datetime as dt
import re
from dataclasses import dataclass, field

from perfxl.workbook.intake.cell_names import LAST_COLUMN, LAST_ROW, Position, cell_name
from perfxl.workbook.intake.extent import check_extent
from perfxl.workbook.intake.facts import BookFacts, SheetFacts
from perfxl.workbook.intake.preflight import Limits, Package
from perfxl.workbook.intake.quarantine import DAMAGED, NOT_A_WORKBOOK, OLD_FORMAT, PASSWORD, REFUSED, Unreadable
from perfxl.workbook.intake.xml_tags import local, parse, safe_parser, tags

Cells = list[list[object]]
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d{1,6})\d*)?S)?)?")
_NUMBERS = ("float", "percentage", "currency")


@dataclass
class _Sheet:
    name: str
    hidden: bool
    values: dict[Position, object] = field(default_factory=dict)
    percent: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    formulas: set[Position] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def facts(self) -> SheetFacts:
        return SheetFacts(
            percent=frozenset(self.percent),
            errors=self.errors,
            uncalculated=frozenset(self.uncalculated),
            formulas=frozenset(self.formulas),
            hidden_rows=frozenset(self.hidden_rows),
            hidden=self.hidden,
            merged=tuple(self.merged),
        )


def read_ods(package: Package) -> tuple[dict[str, Cells], BookFacts]:
    """Sheets and facts of an .ods file; raises `Unreadable`."""
    limits = package.limits
    if "META-INF/manifest.xml" in package:
        manifest = tags(package.part("META-INF/manifest.xml", most=limits.outline_part), "manifest.xml")
        if any(tag.name == "encryption-data" for tag in manifest):
            raise Unreadable(PASSWORD)
    reader = _Content(limits)
    parse(reader.parser, package.part("content.xml", most=limits.uncertain_part), "content.xml")
    if not reader.spreadsheet:
        raise Unreadable(NOT_A_WORKBOOK, "content.xml")
    sheets: dict[str, Cells] = {}
    for sheet in reader.sheets:
        if sheet.name in sheets:
            raise Unreadable(DAMAGED, "a sheet occurs twice")
        sheets[sheet.name] = _laid_out(sheet, limits)
    return sheets, BookFacts({sheet.name: sheet.facts() for sheet in reader.sheets})


def _laid_out(sheet: _Sheet, limits: Limits) -> Cells:
    places = [*sheet.values, *sheet.errors, *sheet.uncalculated]
    check_extent(places, limits, sheet=sheet.name)
    rows = 1 + max((row for row, _ in places), default=-1)
    columns = 1 + max((column for _, column in places), default=-1)
    cells: Cells = [[""] * columns for _ in range(rows)]
    for (row, column), value in sheet.values.items():
        cells[row][column] = value
    return cells


class _Content:
    """Follows content.xml: tables, rows and cells with their repetitions."""

    def __init__(self, limits: Limits) -> None:
        self.parser = safe_parser("content.xml")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.sheets: list[_Sheet] = []
        self.spreadsheet = False
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.path: list[str] = []
        self.row = self.column = 0
        self.cell: dict[str, str] | None = None
        self.row_repeats = 1
        self.row_cells: list[tuple[int, dict[str, str], str]] = []
        self.lines: list[str] = []
        self.aside = 0  # inside a note or a drawing within a cell
        self.cells_left = limits.box

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        word = local(name)
        words = {local(key): value for key, value in attributes.items()}
        self.path.append(word)
        if len(self.path) > 200:
            raise Unreadable(DAMAGED, "content.xml")
        if self.cell is not None:
            self._start_in_cell(word, words)
        elif word == "spreadsheet":
            self.spreadsheet = True
        elif word == "style":
            self.style = words.get("name", "")
        elif word == "table-properties" and words.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif word == "table" and self.spreadsheet:
            self.sheets.append(_Sheet(words.get("name", ""), words.get("style-name") in self.hidden_styles))
            self.row = 0
        elif word == "table-row" and self.sheets:
            self._start_row(words)
        elif word in ("table-cell", "covered-table-cell") and self.sheets:
            self.cell, self.lines, self.aside = words, [], 0

    def _start_row(self, words: dict[str, str]) -> None:
        self.column, self.row_cells = 0, []
        self.row_repeats = _repeats(words, "number-rows-repeated", LAST_ROW)
        if words.get("visibility", "visible") != "visible":
            self.sheets[-1].hidden_rows.update(range(self.row, min(self.row + self.row_repeats, LAST_ROW)))

    def _start_in_cell(self, word: str, words: dict[str, str]) -> None:
        if word in ("annotation", "shapes", "table"):
            self.aside += 1
        elif self.aside:
            return
        elif word in ("p", "h"):
            self.lines.append("")
        elif word == "s" and self.lines:
            self.lines[-1] += " " * _repeats(words, "c", 32_767)
        elif word in ("tab", "line-break") and self.lines:
            self.lines[-1] += "\t" if word == "tab" else "\n"

    def _letters(self, text: str) -> None:
        if self.cell is not None and self.lines and not self.aside and len(self.lines[-1]) < 1_000_000:
            self.lines[-1] += text

    def _end(self, name: str) -> None:
        word = self.path.pop()
        if self.cell is not None and word in ("annotation", "shapes", "table"):
            self.aside -= 1
        elif self.cell is not None and not self.aside and word in ("table-cell", "covered-table-cell"):
            self._end_cell(self.cell)
        elif self.cell is None and word == "table-row" and self.sheets:
            self._end_row()

    def _end_cell(self, words: dict[str, str]) -> None:
        repeats = _repeats(words, "number-columns-repeated", LAST_COLUMN)
        if words.get("value-type") or words.get("formula") or self.lines:
            text = "\n".join(self.lines)
            self._spend(repeats)
            self.row_cells += [(self.column + step, words, text) for step in range(repeats)]
        self._merge(words)
        self.column += repeats
        self.cell = None

    def _end_row(self) -> None:
        self._spend(len(self.row_cells) * self.row_repeats)
        for row in range(self.row, self.row + (self.row_repeats if self.row_cells else 0)):
            for column, words, text in self.row_cells:
                _put(self.sheets[-1], (row, column), words, text=text)
        self.row += self.row_repeats

    def _spend(self, cells: int) -> None:
        self.cells_left -= cells
        if self.cells_left < 0:
            raise Unreadable(REFUSED, "content.xml")

    def _merge(self, words: dict[str, str]) -> None:
        columns = _repeats(words, "number-columns-spanned", LAST_COLUMN)
        rows = _repeats(words, "number-rows-spanned", LAST_ROW)
        if rows > 1 or columns > 1:
            corner = (self.row, self.column, self.row + rows - 1, self.column + columns - 1)
            self.sheets[-1].merged.append(corner)


def _repeats(words: dict[str, str], name: str, most: int) -> int:
    text = words.get(name, "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Unreadable(DAMAGED, f"content.xml: {name}")
    return min(max(int(text), 1), most)


def _put(sheet: _Sheet, place: Position, words: dict[str, str], *, text: str) -> None:
    kind = words.get("value-type", "")
    formula = "formula" in words
    if formula:
        sheet.formulas.add(place)
    if kind == "error" or (formula and _is_error(text)):
        sheet.errors[place] = text or "#ERROR"
    elif formula and not kind:
        sheet.uncalculated.add(place)
    else:
        sheet.values[place] = _value(kind, words, text, where=cell_name(*place))
        if kind == "percentage":
            sheet.percent.add(place)


def _is_error(text: str) -> bool:
    return re.fullmatch(r"#[A-Z/0-9]+[!?]?|Err:\d{3}", text) is not None


def _value(kind: str, words: dict[str, str], text: str, *, where: str) -> object:
    try:
        if kind in _NUMBERS:
            number = float(words["value"])
            if number - number != 0:
                raise ValueError(words["value"])
            return number
        if kind == "date":
            return _moment(words["date-value"])
        if kind == "time":
            return _duration(words["time-value"])
        if kind == "boolean":
            return words["boolean-value"] == "true"
    except (KeyError, ValueError) as error:
        raise Unreadable(DAMAGED, where) from error
    if kind not in ("", "string"):
        raise Unreadable(OLD_FORMAT, f"{where}: {kind}")
    return words.get("string-value", text)


def _moment(text: str) -> dt.date | str:
    """A date or moment; one that no calendar knows (year 10113) stays text, so that its cell can be named."""
    try:
        return dt.date.fromisoformat(text) if "T" not in text else dt.datetime.fromisoformat(text[:26])
    except ValueError:
        return text


def _duration(text: str) -> dt.timedelta | dt.time:
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:5])
    length = dt.timedelta(days, seconds, int((match[6] or "0").ljust(6, "0")), 0, minutes, hours)
    if match[1]:
        return -length
    return (dt.datetime.min + length).time() if length < dt.timedelta(1) else length
