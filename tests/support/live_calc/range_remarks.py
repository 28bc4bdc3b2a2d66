"""Notes (the yellow ones) and hyperlinks of cells."""

from typing import Any

from xlwings import base_classes

from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_places import Places

_ANNOTATION = 8  # com.sun.star.sheet.CellFlags
_LINK_COLOUR, _SINGLE_LINE = 0x0563C1, 1


class Note(base_classes.Note):
    """The note of one cell, a `Range`."""

    def __init__(self, cell: Any, annotation: Any = None) -> None:
        self._cell, self._annotation = cell, annotation

    @property
    def api(self) -> Any:
        return self._annotation or self._cell.first.Annotation

    @property
    def text(self) -> str:
        return str(self.api.String)

    @text.setter
    def text(self, value: str) -> None:
        with permitted(self._cell.sheet, "objects"):
            self.api.setString(value)

    @property
    def author(self) -> str:
        return str(self.api.Author)

    @property
    def location(self) -> Any:
        return self._cell

    def delete(self) -> None:
        with permitted(self._cell.sheet, "objects"):
            self._cell.first.clearContents(_ANNOTATION)


class Remarks(Places):
    """The part of `Range` that knows notes and hyperlinks; of its first cell."""

    @property
    def note(self) -> Note | None:
        """None without text. UNO's notes do not notice that they were taken away, so none is kept."""
        found = self.first.Annotation
        return Note(self, found) if found.String else None

    def add_note(self, text: str) -> Note:
        """A new note; xlwings has seen to it that there is none."""
        with permitted(self._sheet, "objects"):
            self._sheet.annotations.insertNew(self.first.CellAddress, text)
        return Note(self)

    # Threaded comments: LibreOffice has none.
    comment = None

    def add_comment(self, text: str) -> Any:
        raise NotImplementedError("LibreOffice has no threaded comments")

    @property
    def hyperlink(self) -> str:
        """The address; '' for a place in this workbook, which Excel keeps apart from the address."""
        return self.link_target if not self.link_target.startswith("#") else ""

    @property
    def link_target(self) -> str:
        """Where the cell's hyperlink leads: an address, or # and a place as Excel writes it: #指标!C2."""
        fields = self.first.getTextFields()
        if not fields.Count:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        target = str(fields.getByIndex(0).URL)
        if not target.startswith("#"):
            return target
        sheet, dot, cell = target[1:].rpartition(".")
        return f"#{sheet.removeprefix('$')}!{cell}" if dot else target

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """A link in the cell with its text, blue and underlined. LibreOffice keeps no screen tip."""
        target = address
        if address.startswith("#"):
            sheet, mark, cell = address[1:].rpartition("!")
            target = f"#{sheet}.{cell}" if mark else address
        with permitted(self._sheet, "insert_hyperlinks", cells=self.cells):
            cell = self.first
            cell.setString("")
            field = self._sheet.book.document.createInstance("com.sun.star.text.TextField.URL")
            field.URL, field.Representation = target, text_to_display or address
            cell.insertTextContent(cell.createTextCursor(), field, False)
            cell.CharColor, cell.CharUnderline = _LINK_COLOUR, _SINGLE_LINE
