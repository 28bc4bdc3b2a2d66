"""Values of a block: one call reads them, one call writes them."""

import datetime as dt
import decimal
import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.live_calc.areas import Area, area_of, around, rectangles
from tests.support.live_calc.bridge import each, struct
from tests.support.live_calc.formulas import for_office, shifted
from tests.support.live_calc.number_formats import Kind
from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_places import Places
from tests.support.live_calc.refused import Refused
from tests.support.live_calc.typed_text import ERRORS, Typed, shown, typed

# The numbers by which Excel's COM interface gives errors, and LibreOffice's own.
COM_ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
_OFFICE_ERRORS = {503: "#NUM!", 521: "#NULL!", 523: "#NUM!", 524: "#REF!", 525: "#NAME?", 526: "#VALUE!",
                  532: "#DIV/0!", 32767: "#N/A"}  # fmt: skip
_CONTENTS, _NOTES = 1 | 2 | 4 | 16, 8  # com.sun.star.sheet.CellFlags
_CIRCULAR = 522
_MALFORMED = (501, 507, 508, 509, 510, 511, 512, 520)  # parentheses, operators, arguments
_ERROR = 4  # com.sun.star.sheet.FormulaResult
_DAY = dt.timedelta(days=1)
_DATE_FORMAT, _MOMENT_FORMAT = "m/d/yyyy", "m/d/yyyy h:mm"
_LONGEST = 32_767

Block = list[list[Any]]


class Values(Places):
    """The part of `Range` that reads and writes values."""

    max_cells_per_read = None
    max_cells_per_write = None

    @property
    def raw_value(self) -> Any:
        """As COM gives it: numbers, text, truth values, datetimes, None; errors as their COM numbers."""
        if self.area is None:
            return None
        block = self.block()
        return block[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in block)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if self.area is not None:
            self.write(filled_block(value, self.shape))

    def block(self) -> Block:
        """The values, row by row."""
        block = [[None if value == "" else value for value in row] for row in self._numbers_and_text()]
        epoch = self._sheet.book.epoch
        for key, area in self.formats():
            kind = self._sheet.book.number_formats.kind(key)
            if kind in _MAKERS:
                _convert(block, area, kind, epoch)
        return block

    def _numbers_and_text(self) -> Block:
        block = [list(row) for row in self.cells.getDataArray()]
        for row, values in enumerate(block):
            for column, value in enumerate(values):
                if value is None:
                    error = self.cells.getCellByPosition(column, row).getError()
                    values[column] = 0.0 if error == _CIRCULAR else COM_ERRORS[_OFFICE_ERRORS.get(error, "#VALUE!")]
        return block

    def formats(self) -> list[tuple[int, Area]]:
        """The UNO keys of the number formats, by area; places from 0 within the range."""
        at = self.at
        return [
            (key, area_of(address).seen_from(at))
            for alike in each(self.cells.UniqueCellFormatRanges)
            for key in [int(alike.NumberFormat)]
            for address in alike.RangeAddresses
        ]

    def _keys(self) -> NDArray[np.int64]:
        """The UNO key of each cell's number format."""
        keys = np.zeros(self.shape, np.int64)
        for key, area in self.formats():
            keys[area.top : area.bottom + 1, area.left : area.right + 1] = key
        return keys

    def write(self, values: Sequence[Sequence[Any]]) -> None:
        """Put `values` in as Excel does: text is read as if typed unless the cell has text format."""
        formats = self._sheet.book.number_formats
        before = self._keys()
        kinds = {key: formats.kind(key) for key in np.unique(before).tolist()}
        plan = _Plan(epoch=self._sheet.book.epoch)
        content = [
            [plan.content((row, column), value, kinds[keys[column]]) for column, value in enumerate(line)]
            for row, (line, keys) in enumerate(zip(values, before.tolist(), strict=True))
        ]
        with permitted(self._sheet, "edit", cells=self.cells):
            noted = self._noted()
            self._put(content, noted)
            self._restore_formats(before)
            self._put_formulas(plan.formulas, noted)
            self._refuse_malformed(plan.formulas)
            for code, places in plan.formats.items():
                self._format(places, formats.logical() if code == _LOGICAL else formats.key(code))

    def _noted(self) -> set[tuple[int, int]]:
        """The cells with notes: UNO's writing of blocks would take the notes away."""
        if not self._sheet.annotations.Count:
            return set()
        areas = [area_of(address).seen_from(self.at) for address in self.cells.queryContentCells(_NOTES).RangeAddresses]
        return {cell for area in areas for cell in area.places()}

    def _part(self, area: Area) -> Any:
        """The UNO range of a part, counted from this range's first cell."""
        return self.cells.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)

    def _put(self, content: list[list[float | str]], noted: set[tuple[int, int]]) -> None:
        for area in around(self.shape, noted):
            lines = content[area.top : area.bottom + 1]
            part = self._part(area) if noted else self.cells
            part.setDataArray(tuple(tuple(line[area.left : area.right + 1]) for line in lines))
        for row, column in noted:
            cell, value = self.cells.getCellByPosition(column, row), content[row][column]
            if isinstance(value, float):
                cell.setValue(value)
            elif value:
                cell.setString(value)
            else:
                cell.clearContents(_CONTENTS)

    def _restore_formats(self, before: NDArray[np.int64]) -> None:
        """LibreOffice gives text format to cells whose text could be read as a number, so that it stays text; Excel does not."""
        changed = self._keys() != before
        for key in np.unique(before[changed]).tolist():
            self._format([(row, column) for row, column in np.argwhere(changed & (before == key)).tolist()], key)

    def _put_formulas(self, formulas: dict[tuple[int, int], str], noted: set[tuple[int, int]]) -> None:
        for run in rectangles([place for place in formulas if place not in noted]):
            lines = [
                tuple(formulas[row, column] for column in range(run.left, run.right + 1))
                for row in range(run.top, run.bottom + 1)
            ]
            self._part(run).setFormulaArray(tuple(lines))
        for row, column in noted & formulas.keys():
            self.cells.getCellByPosition(column, row).setFormula(formulas[row, column])

    def _refuse_malformed(self, formulas: dict[tuple[int, int], str]) -> None:
        """Excel does not take what is no formula; LibreOffice does, with an error that says so. The other cells are written."""
        if not formulas:
            return
        for address in self.cells.queryFormulaCells(_ERROR).RangeAddresses:
            area = area_of(address)
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    cell = self._sheet.table.getCellByPosition(column, row)
                    if cell.getError() in _MALFORMED:
                        formula = cell.Formula
                        cell.setFormula("")
                        raise Refused(f"There's a problem with this formula: {formula}")

    def _format(self, places: list[tuple[int, int]], key: int) -> None:
        """Give the cells at `places` the number format with this UNO key, in one call."""
        at, sheet = self.at, self._sheet.index - 1
        addresses = tuple(
            struct(
                "table.CellRangeAddress", Sheet=sheet, StartRow=at.top + run.top, EndRow=at.top + run.bottom,
                StartColumn=at.left + run.left, EndColumn=at.left + run.right,
            )
            for run in rectangles(places)
        )  # fmt: skip
        many = self._sheet.book.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        many.addRangeAddresses(addresses, False)
        many.NumberFormat = key


_LOGICAL = "BOOLEAN"


class _Plan:
    """What is to be written: the content of each cell at once, and what must follow it."""

    def __init__(self, *, epoch: dt.datetime) -> None:
        self.formulas: dict[tuple[int, int], str] = {}
        self.formats: dict[str, list[tuple[int, int]]] = {}
        self._epoch = epoch

    def content(self, place: tuple[int, int], value: Any, kind: Kind) -> float | str:
        """What LibreOffice gets for `value`; formulas and formats that it needs besides are noted."""
        if type(value) is float and kind in (Kind.GENERAL, Kind.NUMBER):  # most cells by far
            return value
        if isinstance(value, str) and len(value) > _LONGEST:
            raise Refused(f"a cell holds at most {_LONGEST} characters")
        if kind is Kind.TEXT:
            return _as_text(value)
        if isinstance(value, str) and ((value.startswith("=") and len(value) > 1) or value in ERRORS):
            self.formulas[place] = for_office(value if value.startswith("=") else f"={value}")
            return ""
        made = typed(value) if isinstance(value, str) else _given(value)
        number_format = _LOGICAL if isinstance(made.content, bool) else made.number_format
        if number_format == _LOGICAL or (number_format and kind in (Kind.GENERAL, Kind.LOGICAL)):
            self.formats.setdefault(number_format, []).append(place)
        elif kind is Kind.LOGICAL and made.content != "":  # LibreOffice's truth values are numbers with this format
            self.formats.setdefault("General", []).append(place)
        return self._number(made.content)

    def _number(self, content: Any) -> float | str:
        if isinstance(content, dt.datetime):
            return float((content - self._epoch) / _DAY)
        return content if isinstance(content, str) else float(content)


def _given(value: Any) -> Typed:
    """A value that is no text, as COM takes it."""
    if value is None:
        return Typed("")
    if isinstance(value, dt.datetime):
        return Typed(value, _DATE_FORMAT if value.time() == dt.time() else _MOMENT_FORMAT)
    if isinstance(value, bool):
        return Typed(value)
    if isinstance(value, numbers.Real | decimal.Decimal):
        return Typed(float(value))
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def _as_text(value: Any) -> str:
    """What a cell with text format holds when it is given `value`."""
    if isinstance(value, str):
        return value.removeprefix("'")
    content = _given(value).content
    if isinstance(content, bool):
        return str(content).upper()
    if isinstance(content, dt.datetime):
        day = f"{content.month}/{content.day}/{content.year}"
        return day if content.time() == dt.time() else f"{day} {content:%H:%M:%S}"
    return content if isinstance(content, str) else shown(content)


def filled_block(value: Any, shape: tuple[int, int]) -> list[list[Any]]:
    """`value` as rows of `shape`: a scalar fills them, a formula with its references moving along; a list is one row."""
    rows, columns = shape
    if not isinstance(value, list | tuple):
        if isinstance(value, str) and value.startswith("="):
            return [[shifted(value, down=row, right=column) for column in range(columns)] for row in range(rows)]
        return [[value] * columns for _ in range(rows)]
    lines = [list(line) for line in value] if value and isinstance(value[0], list | tuple) else [list(value)]
    if len(lines) != rows or any(len(line) != columns for line in lines):
        raise Refused(f"{len(lines)} rows do not fit a range of {rows} x {columns} cells")
    return lines


def _convert(block: Block, area: Area, kind: Kind, epoch: dt.datetime) -> None:
    make = _MAKERS[kind]
    for line in block[area.top : area.bottom + 1]:
        for column in range(area.left, area.right + 1):
            if isinstance(line[column], float):
                line[column] = make(line[column], epoch)


def _moment(number: float, epoch: dt.datetime) -> Any:
    """The date and time of a serial number, to the millisecond; what is no date stays a number."""
    if not 0 <= number < 2_958_466:  # year 10000
        return number
    return epoch + dt.timedelta(milliseconds=round(number * 86_400_000))


def _truth(number: float, _: dt.datetime) -> bool:
    return bool(number)


def _money(number: float, _: dt.datetime) -> decimal.Decimal:
    """COM gives cells with a currency format as decimals of four digits."""
    return decimal.Decimal(f"{number:.4f}").normalize()


_MAKERS = {Kind.DATE: _moment, Kind.LOGICAL: _truth, Kind.CURRENCY: _money}
