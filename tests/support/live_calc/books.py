"""Open workbooks."""

import datetime as dt
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from xlwings import base_classes

from tests.support.live_calc.bridge import named, uno
from tests.support.live_calc.macros import run_macro, with_real_module
from tests.support.live_calc.names import Names
from tests.support.live_calc.number_formats import NumberFormats
from tests.support.live_calc.protection import written_sheets
from tests.support.live_calc.refused import Refused
from tests.support.live_calc.sheets import Sheets

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".xls": "MS Excel 97", ".ods": "calc8",
}  # fmt: skip
_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


class Books(base_classes.Books):
    """The workbooks that are open in `app`'s office, whichever Python opened them."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.office.desktop

    @property
    def active(self) -> "Book":
        books = list(self)
        if not books:
            raise Refused("No workbook is open.")
        last = self.app.office.memory.get("active_book")
        return next((book for book in books if book.uid == last), books[-1])

    def __call__(self, name_or_index: Any) -> "Book":
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == str(name_or_index).lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.app.office.documents())

    def __iter__(self) -> Iterator["Book"]:
        return (Book(self.app, document) for document in self.app.office.documents())

    def add(self) -> "Book":
        return self._loaded("private:factory/scalc")

    def open(
        self, fullname: str, update_links: Any = None, read_only: Any = None, format: Any = None, password: Any = None,
        *_: Any, **__: Any,
    ) -> "Book":  # fmt: skip
        """Open a file; its protection options and sheets hidden all the way are read beside LibreOffice."""
        options: dict[str, Any] = {"ReadOnly": True} if read_only else {}
        if password:
            options["Password"] = password
        book = self._loaded(Path(fullname).resolve().as_uri(), **options)
        sheets = written_sheets(Path(fullname))
        book.remember("permits", {sheet.name: sheet.permits for sheet in sheets if sheet.permits is not None})
        book.remember("very_hidden", {sheet.name: True for sheet in sheets if sheet.very_hidden})
        return book

    def _loaded(self, url: str, **options: Any) -> "Book":
        document = self.api.loadComponentFromURL(
            url, "_blank", 0, named(Hidden=True, MacroExecutionMode=_RUN_MACROS, **options)
        )
        if document is None:
            raise Refused(f"LibreOffice could not open {url}; a lock file beside it may be a reason.")
        book = Book(self.app, document)
        book.activate()
        self.app.apply_calculation(document)
        return book


class Book(base_classes.Book):
    """One workbook. document: its UNO model. uid: what all attached Pythons know it by."""

    def __init__(self, app: Any, document: Any) -> None:
        self.app, self.document = app, document
        self.uid = str(document.RuntimeUID)
        self._tables: dict[str, Any] = {}

    app: Any = None  # the base class has a property here

    @cached_property
    def number_formats(self) -> NumberFormats:
        return NumberFormats(self.document)

    @cached_property
    def tables(self) -> Any:
        """The UNO spreadsheets."""
        return self.document.Sheets

    def table(self, name: str) -> Any:
        """The UNO spreadsheet of an exact name; one that was found before still has that name or is looked up again."""
        known = self._tables.get(name)
        if known is None or known.Name != name:
            self._tables[name] = self.tables.getByName(name)
        return self._tables[name]

    @property
    def epoch(self) -> dt.datetime:
        """The day of serial number 0."""
        return _day(self.document.NullDate)

    @property
    def api(self) -> Any:
        return self.document

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        """Path, or just the name of a workbook that was never saved."""
        url = self.document.URL
        return str(uno().fileUrlToSystemPath(url)) if url else f"Book{self.document.Title.rpartition(' ')[2]}"

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.app.office.memory.put("active_book", self.uid)

    def close(self) -> None:
        self.document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place or as `path`, by its extension; a workbook without a file goes to the current folder.

        LibreOffice writes what it knows: options of protected sheets and sheets hidden all the way come out plainer, and it
        adds a line to class modules. So what it saved is for tests to read, not for Excel.
        """
        if path is None and self.document.URL:
            with with_real_module(self):
                self.document.store()
            return
        target = Path(path or f"{self.name}.xlsx").absolute()
        if target.suffix.lower() not in _FILTERS:
            raise Refused(f"Excel does not save {target.suffix or 'files without an extension'} here.")
        options = {"FilterName": _FILTERS[target.suffix.lower()], **({"Password": password} if password else {})}
        with with_real_module(self):
            self.document.storeAsURL(Path(os.path.realpath(target)).as_uri(), named(**options))

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        self.document.storeToURL(Path(path).absolute().as_uri(), named(FilterName="calc_pdf_Export"))

    def run_macro(self, name: str, arguments: Any = ()) -> Any:
        """Run a VBA Sub or Function, such as "PerfxlScore" or "PerfxlButtons.PerfxlScore"."""
        return run_macro(self, name, arguments)

    # What LibreOffice forgets of a file, kept by the office for all who are attached.

    def remembered(self, what: str) -> dict[str, Any]:
        """`what` by name: "permits" and "very_hidden" of sheets, the "real modules" of a library."""
        found: dict[str, Any] = self.app.office.memory.get(f"{what} of book {self.uid}") or {}
        return found

    def remember(self, what: str, by_name: dict[str, Any]) -> None:
        self.app.office.memory.put(f"{what} of book {self.uid}", by_name)

    def rename_sheet(self, old: str, new: str) -> None:
        """Keep what is remembered under the sheet's new name."""
        for what in ("permits", "very_hidden"):
            found = self.remembered(what)
            if old in found:
                self.remember(what, {(new if name == old else name): value for name, value in found.items()})


def _day(date: Any) -> dt.datetime:
    return dt.datetime(date.Year, date.Month, date.Day)
