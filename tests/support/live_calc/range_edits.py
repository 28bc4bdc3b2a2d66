"""Changes of shape: clear, insert, delete, merge, copy."""

from typing import Any

from tests.support.live_calc.areas import COLUMNS, ROWS, Area, area_of
from tests.support.live_calc.bridge import each, enum, named, struct
from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_places import Places
from tests.support.live_calc.refused import Refused

# com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | 16
_FORMATS = 32 | 64
_NOTES = 8
# How LibreOffice's "paste special" names the parts: strings, values, dates, formulas, formats, notes, all.
_PASTED = {None: "A", "all": "A", "formats": "T", "comments": "N", "values": "SVD", "formulas": "SVDF"}
_MODE = {"down": "DOWN", "right": "RIGHT", "up": "UP", "left": "LEFT"}


class Edits(Places):
    """The part of `Range` that changes the sheet's shape."""

    def clear_contents(self) -> None:
        """Empty the cells; formats and notes stay."""
        if self.area is not None:
            with permitted(self._sheet, "edit", cells=self.cells):
                self.cells.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        with permitted(self._sheet, "format_cells"):
            self.cells.clearContents(_FORMATS)

    def clear(self) -> None:
        """Empty the cells and take formats and notes away."""
        if self.area is not None:
            with permitted(self._sheet, "edit", "format_cells", "objects", cells=self.cells):
                self.cells.clearContents(_CONTENTS | _FORMATS | _NOTES)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """New cells here; without `shift`, those that were here go down if the range is wider than high, else right."""
        mode = self._mode(shift, wide="down", high="right")
        with permitted(self._sheet, self._deed("insert")):
            self._sheet.table.insertCells(self.cells.RangeAddress, enum("sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        """Take the cells away; without `shift`, others come up if the range is wider than high, else from the right."""
        mode = self._mode(shift, wide="up", high="left")
        with permitted(self._sheet, self._deed("delete"), cells=self.cells):
            if mode == "UP":
                self._close_from_below()
            else:
                self._sheet.table.removeRange(self.cells.RangeAddress, enum("sheet.CellDeleteMode", mode))

    def _close_from_below(self) -> None:
        """Move up what is below. (When LibreOffice itself deletes upwards, UNO's sheet objects lose their first rows.)"""
        at, table = self.at, self._sheet.table
        bottom = max(self._sheet.used_area.bottom, at.bottom)
        self.cells.clearContents(_CONTENTS | _FORMATS | _NOTES)
        if bottom > at.bottom:
            to = struct("table.CellAddress", Sheet=self._sheet.index - 1, Row=at.top, Column=at.left)
            below = self.like(Area(at.bottom + 1, at.left, bottom, at.right))
            table.moveRange(to, below.cells.RangeAddress)

    def _mode(self, shift: str | None, *, wide: str, high: str) -> str:
        if self._whole_rows:
            return "ROWS"
        if self._whole_columns:
            return "COLUMNS"
        rows, columns = self.at.shape
        return _MODE[shift or (wide if columns >= rows else high)]

    def _deed(self, verb: str) -> str:
        return f"{verb}_rows" if self._whole_rows else f"{verb}_columns" if self._whole_columns else "shift_cells"

    @property
    def _whole_rows(self) -> bool:
        return (self.at.left, self.at.right) == (0, COLUMNS - 1)

    @property
    def _whole_columns(self) -> bool:
        return (self.at.top, self.at.bottom) == (0, ROWS - 1)

    @property
    def merge_area(self) -> Any:
        return self.like(self._merged_around(self.at.cell(0, 0)))

    def _merged_around(self, area: Area) -> Area:
        """`area`, made wider by the merged cells that it touches."""
        table = self._sheet.table
        cursor = table.createCursorByRange(table.getCellRangeByPosition(area.left, area.top, area.right, area.bottom))
        cursor.collapseToMergedArea()
        return area_of(cursor.RangeAddress)

    def merged_areas(self) -> list[Area]:
        """The merged cells that this range touches, whole."""
        around = self._merged_around(self.at)
        cells = self.like(around).cells
        if not cells.IsMerged:  # none of them
            return []
        return [
            self._merged_around(area.cell(row, column))
            for alike in each(cells.UniqueCellFormatRanges)
            if alike.getByIndex(0).IsMerged
            for area in map(area_of, alike.RangeAddresses)
            for row in range(area.shape[0])
            for column in range(area.shape[1])
        ]

    @property
    def merge_cells(self) -> bool | None:
        """True if all cells belong to merged ones, False if none does, None if some do."""
        touched = [area.common(self.at) for area in self.merged_areas()]
        covered = sum(area.shape[0] * area.shape[1] for area in touched if area is not None)
        return False if not covered else True if covered == len(self) else None

    def merge(self, across: bool) -> None:
        """One cell of them, or one of each row; only the value at the top left stays, as in Excel."""
        rows = self.at.shape[0]
        with permitted(self._sheet, "merge"):
            for row in range(rows if across else 1):
                height = 1 if across else rows
                area = Area(self.at.top + row, self.at.left, self.at.top + row + height - 1, self.at.right)
                kept = self.like(area.cell(0, 0)).cells.getDataArray()
                cells = self.like(area).cells
                if kept[0][0] != "":
                    self._empty_but_first(area)
                cells.merge(True)

    def _empty_but_first(self, area: Area) -> None:
        if area.right > area.left:
            self.like(Area(area.top, area.left + 1, area.bottom, area.right)).cells.clearContents(_CONTENTS)
        if area.bottom > area.top:
            self.like(Area(area.top + 1, area.left, area.bottom, area.left)).cells.clearContents(_CONTENTS)

    def unmerge(self) -> None:
        with permitted(self._sheet, "merge"):
            self.like(self._merged_around(self.at)).cells.merge(False)

    def copy(self, destination: Any = None) -> None:
        """Copy values, formulas, formats and notes to `destination`, or mark them for `paste`."""
        if destination is None:
            self._sheet.book.app.copied = (self._sheet.book.uid, self._sheet.name, self.at.address())
            return
        to = self.as_large(destination.impl)
        with permitted(to.sheet, "edit", cells=to.cells):
            cell = struct("table.CellAddress", Sheet=to.sheet.index - 1, Row=to.at.top, Column=to.at.left)
            self._sheet.table.copyRange(cell, self.cells.RangeAddress)

    def as_large(self, there: Any) -> Any:
        """As many cells as this range has, from the first of `there` on."""
        return there.like(there.at.cell(0, 0).with_(there.at.cell(self.at.shape[0] - 1, self.at.shape[1] - 1)))

    def paste(
        self, paste: str | None = None, operation: str | None = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Paste what `copy` marked, from a sheet of the same book: all of it, "formats", "comments", "values", "formulas"."""
        if operation or paste not in _PASTED:
            raise NotImplementedError(f"paste {paste} {operation}")
        app, book = self._sheet.book.app, self._sheet.book
        if not app.copied or app.copied[0] != book.uid:
            raise Refused("PasteSpecial method of Range class failed")
        source = book.sheets(app.copied[1]).range(app.copied[2])
        flags = {"SkipEmptyCells": skip_blanks, "Transpose": transpose, "Flags": _PASTED[paste]}
        deed = {"formats": "format_cells", "comments": "objects"}.get(str(paste), "edit")
        with permitted(self._sheet, deed, cells=source.as_large(self).cells):
            self._dispatch(source, ".uno:Copy")
            self._dispatch(self, ".uno:InsertContents", FormulaCommand=0, AsLink=False, MoveMode=4, **flags)

    def _dispatch(self, selected: Any, command: str, **arguments: Any) -> None:
        """What the menu does with the selected cells."""
        book = self._sheet.book
        selected.select()
        frame = book.document.CurrentController.Frame
        book.app.office.service("frame.DispatchHelper").executeDispatch(frame, command, "", 0, named(**arguments))
