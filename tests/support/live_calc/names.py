"""Defined names of a book or of one sheet."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from xlwings import base_classes

from tests.support.live_calc.areas import area_of
from tests.support.live_calc.bridge import struct
from tests.support.live_calc.formulas import for_excel, for_office
from tests.support.live_calc.refused import Refused

_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.]*")
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*|[RrCc]")


class Names(base_classes.Names):
    """The names of `book`, with those of its sheets behind; of `sheet` alone if one is given."""

    def __init__(self, book: Any, sheet: Any = None) -> None:
        self._book, self._sheet = book, sheet

    @cached_property
    def api(self) -> Any:
        """The UNO names."""
        return (self._sheet.table if self._sheet else self._book.document).NamedRanges

    def _all(self) -> Iterator["Name"]:
        own = self.api
        yield from (Name(self._book, own, name, self._sheet) for name in own.ElementNames)
        if self._sheet is None:
            for sheet in self._book.sheets:
                yield from sheet.names

    def __iter__(self) -> Iterator["Name"]:
        return self._all()

    def snapshot(self) -> list[tuple[str, "Name"]]:
        return [(name.name, name) for name in self._all()]

    def __len__(self) -> int:
        return len(list(self._all()))

    def _find(self, wanted: str) -> "Name | None":
        if self.api.hasByName(wanted):
            return Name(self._book, self.api, wanted, self._sheet)
        plain = wanted.lower().replace("'", "")
        found = [name for name in self._all() if plain in (name.name.lower().replace("'", ""), name.own_name.lower())]
        return found[0] if found else None

    def contains(self, name_or_index: Any) -> bool:
        return self._find(str(name_or_index)) is not None

    def __call__(self, name_or_index: Any) -> "Name":
        if isinstance(name_or_index, int):
            return list(self._all())[name_or_index - 1]
        found = self._find(name_or_index)
        if found is None:
            raise Refused(f"There is no name {name_or_index}.")
        return found

    def add(self, name: str, refers_to: str) -> "Name":
        """Define `name`; an old definition of it is replaced."""
        if not _NAME.fullmatch(name) or _LIKE_AN_ADDRESS.fullmatch(name):
            raise Refused(f"The name {name!r} is not valid.")
        old = next((own for own in self.api.ElementNames if own.lower() == name.lower()), None)
        if old is not None:
            self.api.removeByName(old)
        self.api.addNewByName(name, content_of(refers_to), struct("table.CellAddress"), 0)
        return Name(self._book, self.api, name, self._sheet)

    def of(self, cells: Any) -> "Name | None":
        """The name of exactly these cells."""
        for name in self._all():
            found = name.range_or_none
            if found is not None and (found.sheet.name, found.at) == (cells.sheet.name, cells.at):
                return name
        return None


def content_of(refers_to: str) -> str:
    """What LibreOffice calls the content of a name: the formula without =."""
    return for_office(refers_to if refers_to.startswith("=") else f'="{refers_to}"').removeprefix("=")


class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, book: Any, container: Any, name: str, sheet: Any = None) -> None:
        self._book, self._container, self.own_name, self._sheet = book, container, name, sheet

    @property
    def api(self) -> Any:
        return self._container.getByName(self.own_name)

    @property
    def name(self) -> str:
        """Of a sheet's name with the sheet before it: 指标!here."""
        if self._sheet is None:
            return self.own_name
        sheet = self._sheet.name
        return f"{sheet}!{self.own_name}" if sheet.isidentifier() else f"'{sheet}'!{self.own_name}"

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self.own_name = value

    def delete(self) -> None:
        self._container.removeByName(self.own_name)

    @property
    def range_or_none(self) -> Any:
        """The cells; None if it means something else."""
        cells = self.api.getReferredCells()
        if cells is None:
            return None
        return self._book.sheets(cells.Spreadsheet.Name).range(area_of(cells.RangeAddress).address())

    @property
    def refers_to_range(self) -> Any:
        found = self.range_or_none
        if found is None:
            raise Refused(f"The name {self.name} does not mean cells: {self.refers_to}")
        return found

    @property
    def refers_to(self) -> str:
        return "=" + for_excel(self.api.getContent())

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(content_of(value))
