"""Sheets of a book."""

import numbers
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from xlwings import base_classes

from tests.support.live_calc.areas import COLUMNS, ROWS, Area, area_at, area_of
from tests.support.live_calc.bridge import each
from tests.support.live_calc.names import Names
from tests.support.live_calc.range_remarks import Note
from tests.support.live_calc.ranges import Range
from tests.support.live_calc.refused import Refused
from tests.support.live_calc.tables import Tables

VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2  # XlSheetVisibility: what xlwings gives for `visible` on Windows
_FORBIDDEN_IN_NAMES = set("[]:*?/\\")


class Sheets(base_classes.Sheets):
    """The sheets of `book`. `name in sheets` is False as on Windows, where xlwings compares names with sheets."""

    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.tables

    @property
    def active(self) -> "Sheet":
        return Sheet(self._book, self._book.document.CurrentController.ActiveSheet)

    def __call__(self, name_or_index: Any) -> "Sheet":
        tables = self.api
        if isinstance(name_or_index, int):
            return Sheet(self._book, tables.getByIndex(name_or_index - 1))
        if tables.hasByName(name_or_index):
            return Sheet(self._book, self._book.table(name_or_index))
        for name in tables.ElementNames:
            if name.lower() == str(name_or_index).lower():
                return Sheet(self._book, tables.getByName(name))
        raise Refused(f"Subscript out of range: there is no sheet {name_or_index}.")

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator["Sheet"]:
        return iter([Sheet(self._book, self._book.table(name)) for name in self.api.ElementNames])

    def add(self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None) -> "Sheet":
        """A new sheet, which becomes the active one; without a place it comes before the active one."""
        place = after.index if after is not None else (before or self.active).index - 1
        self.api.insertNewByName(_checked(name) if name else self.unused("Sheet", ""), place)
        made = Sheet(self._book, self.api.getByIndex(place))
        made.activate()
        return made

    def unused(self, start: str, end: str) -> str:
        """`start`, a number and `end` that no sheet is called: Sheet2, 指标 (2)."""
        taken = {name.lower() for name in self.api.ElementNames}
        first = 2 if end else 1
        return next(
            name for name in (f"{start}{number}{end}" for number in range(first, ROWS)) if name.lower() not in taken
        )


class Sheet(base_classes.Sheet):
    """One sheet. table: its UNO spreadsheet."""

    def __init__(self, book: Any, table: Any) -> None:
        self.book, self.table = book, table

    book: Any = None  # the base class has a property here

    @property
    def api(self) -> Any:
        return self.table

    @property
    def name(self) -> str:
        return str(self.table.Name)

    @name.setter
    def name(self, value: str) -> None:
        old, others = self.name, {name.lower() for name in self.book.tables.ElementNames} - {self.name.lower()}
        if value.lower() in others:
            raise Refused(f"There is a sheet {value} already.")
        self.table.Name = _checked(value)
        self.book.rename_sheet(old, value)

    @property
    def index(self) -> int:
        return int(self.table.RangeAddress.Sheet) + 1

    @property
    def permits(self) -> list[str]:
        """What may be done while the sheet is protected, by the options in its file."""
        return list(self.book.remembered("permits").get(self.name) or [])

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @cached_property
    def annotations(self) -> Any:
        """The UNO notes."""
        return self.table.Annotations

    @property
    def notes(self) -> list[Note]:
        found = ((note, note.Position) for note in each(self.annotations))
        return [Note(self.range((place.Row + 1, place.Column + 1)), note) for note, place in found]

    comments: Any = ()  # LibreOffice has no threaded comments

    @property
    def tables(self) -> Tables:
        return Tables(self)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """The range of an address, a name, a (row, column), two of those, or (row, column, rows, columns)."""
        if isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            empty = not (rows and columns)
            area = None if empty else Area(row - 1, column - 1, row + rows - 2, column + columns - 2)
            return Range(self, area, (rows, columns))
        if isinstance(arg1, numbers.Number) and isinstance(arg2, numbers.Number):
            arg1, arg2 = (arg1, arg2), None
        first = self._area(arg1)
        if isinstance(first, Range):
            return first
        return Range(self, first if arg2 is None else first.with_(self._area(arg2)))

    def _area(self, of: Any) -> Any:
        """The area of `of`; a whole Range for a name of cells on another sheet."""
        if isinstance(of, Range):
            return of.at
        if isinstance(of, tuple):
            if 0 in of:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Area(of[0] - 1, of[1] - 1, of[0] - 1, of[1] - 1)
        area = area_at(of)
        if area is not None:
            return area
        scope = next((names for names in (self.names, self.book.names) if names.contains(of)), None)
        if scope is None:
            raise Refused(f"{of} is neither an address nor a name.")
        found = scope(of).refers_to_range
        return found.at if found.sheet.name == self.name else found

    @property
    def cells(self) -> Range:
        return Range(self, Area(0, 0, ROWS - 1, COLUMNS - 1))

    @property
    def used_area(self) -> Area:
        """From the first to the last used cell; A1 on an empty sheet."""
        cursor = self.table.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return area_of(cursor.RangeAddress)

    @property
    def used_range(self) -> Range:
        return Range(self, self.used_area)

    def activate(self) -> None:
        if not self.table.IsVisible:
            raise Refused("A hidden sheet cannot be activated.")
        self.book.document.CurrentController.setActiveSheet(self.table)

    select = activate

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Take the sheet away; a workbook keeps at least one visible sheet."""
        self._leave_one_visible("deleted")
        self.book.tables.removeByName(self.name)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        """A copy in this book or another one; called like this one with (2) behind if the name is taken."""
        beside = before or after
        assert beside is not None
        place = beside.index - 1 if before else beside.index
        to, sheets = beside.book, beside.book.sheets
        if to.uid != self.book.uid:
            to.tables.importSheet(self.book.document, self.name, place)
        else:
            to.tables.copyByName(self.name, sheets.unused(f"{self.name} (", ")"), place)
        copied = Sheet(to, to.tables.getByIndex(place))
        to.remember("permits", {**to.remembered("permits"), copied.name: self.permits})
        copied.activate()

    def move(self, before: "Sheet | None", after: "Sheet | None") -> None:
        place = before.index - 1 if before else after.index if after else 0
        self.book.tables.moveByName(self.name, place)

    @property
    def visible(self) -> int:
        """-1 visible, 0 hidden, 2 hidden all the way, as Excel counts on Windows; so `if sheet.visible` is true for 2."""
        if self.table.IsVisible:
            return VISIBLE
        return VERY_HIDDEN if self.name in self.book.remembered("very_hidden") else HIDDEN

    @visible.setter
    def visible(self, value: int) -> None:
        if not value or value == VERY_HIDDEN:
            self._leave_one_visible("hidden")
        self.table.IsVisible = bool(value) and value != VERY_HIDDEN
        others = {name: True for name in self.book.remembered("very_hidden") if name != self.name}
        self.book.remember("very_hidden", {**others, self.name: True} if value == VERY_HIDDEN else others)

    def _leave_one_visible(self, deed: str) -> None:
        if self.table.IsVisible and sum(bool(table.IsVisible) for table in each(self.book.tables)) == 1:
            raise Refused(f"A workbook must contain at least one visible worksheet; {self.name} cannot be {deed}.")


def _checked(name: str) -> str:
    if not 1 <= len(name) <= 31 or _FORBIDDEN_IN_NAMES & set(name) or name.startswith("'") or name.endswith("'"):
        raise Refused(f"{name!r} is not a name for a sheet.")
    return name
