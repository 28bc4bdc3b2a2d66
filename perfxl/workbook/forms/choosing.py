"""Which mapping a file is read with: none for perfxl's own sheets, the one that fits, never one of several."""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.findings.base import Place
from perfxl.findings.forms import MappingsOverlap
from perfxl.workbook.forms.mapped import MappedBook, fits, mapped, sheets_for
from perfxl.workbook.forms.mapping import Mapping
from perfxl.workbook.intake.grids import Book
from perfxl.workbook.reading.identifiers import Roster


def as_own_sheets(book: Book, mappings: Sequence[Mapping], *, roster: Roster | None = None) -> MappedBook:
    """`book` as perfxl's own sheets: as it is, or read with the one of `mappings` that fits it.

    A workbook that perfxl wrote is never a foreign one. Where several mappings fit, or the one that does is not
    confirmed, the result is not `usable` and its finding says why (PX942, PX941).
    """
    fitting = [] if book.kind else [one for one in mappings if is_for(book, one)]
    if not fitting:
        return MappedBook(book)
    if len(fitting) > 1:
        names = ", ".join(sorted(one.name for one in fitting))
        finding = MappingsOverlap(mappings=names, place=Place(book.file, ""))
        return MappedBook(replace(book, grids=()), findings=(finding,), usable=False)
    return mapped(book, fitting[0], roster=roster)


def is_for(book: Book, mapping: Mapping) -> bool:
    """True if everything that the mapping's `match` says holds for `book`."""
    names = {book.file.replace("\\", "/"), book.file.replace("\\", "/").rpartition("/")[2]}
    by_name = not mapping.match.file or any(fits(name, mapping.match.file) for name in names)
    return by_name and bool(sheets_for(book, mapping))
