"""Changes of shape: clear, insert, delete, merge, copy."""

from typing import Any

from tests.support.live_calc.areas import COLUMNS, ROWS, Area, area_of
from tests.support.live_calc.bridge import each, enum, struct
from tests.support.live_calc.protection import permitted

# com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | 16
_FORMATS = 32 | 64
_NOTES = 8
_MODE = {"down": "DOWN", "right": "RIGHT", "up": "UP", "left": "LEFT"}


class Edits:
    """The part of `Range` that changes the sheet's shape."""

    _sheet: Any
    area: Area | None
    at: Area
    cells: Any
    like: Any

    def clear_contents(self) -> None:
        """Empty the cells; formats and notes stay."""
        if self.area is not None:
            with permitted(self._sheet, "edit", self.cells):
                self.cells.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        with permitted(self._sheet, "format_cells"):
            self.cells.clearContents(_FORMATS)

    def clear(self) -> None:
        """Empty the cells and take formats and notes away."""
        if self.area is not None:
            with permitted(self._sheet, "edit", self.cells), permitted(self._sheet, "format_cells"):
                self.cells.clearContents(_CONTENTS | _FORMATS | _NOTES)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """New cells here; without `shift`, those that were here go down if the range is wider than high, else right."""
        mode = self._mode(shift, wide="down", high="right")
        with permitted(self._sheet, self._deed("insert")):
            self._sheet.table.insertCells(self.cells.RangeAddress, enum("sheet.CellInsertMode", mode))

    def delete(self, shift: str | None = None) -> None:
        """Take the cells away; without `shift`, others come up if the range is wider than high, else from the right."""
        mode = self._mode(shift, wide="up", high="left")
        with permitted(self._sheet, self._deed("delete"), self.cells):
            self._sheet.table.removeRange(self.cells.RangeAddress, enum("sheet.CellDeleteMode", mode))

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
        return False if not covered else True if covered == len(self) else None  # type: ignore[arg-type]

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
            self._sheet.book.app.copied = (self._sheet.book.uid, self._sheet.name, list(vars(self.at).values()))
            return
        to = destination.impl
        with permitted(to.sheet, "edit", to.cells):
            cell = struct("table.CellAddress", Sheet=to.sheet.index - 1, Row=to.at.top, Column=to.at.left)
            self._sheet.table.copyRange(cell, self.cells.RangeAddress)
