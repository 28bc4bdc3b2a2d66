"""Heights of rows in points and widths of columns in characters; 0 where hidden, None where they differ."""

from typing import Any

from tests.support.live_calc.areas import COLUMNS, ROWS, area_of
from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_places import Places

_POINT = 2540 / 72  # hundredths of a millimetre
_PIXEL = 2540 / 96
_DIGIT, _MARGIN = 7, 5  # pixels of a digit of Calibri 11, and of a cell's margins


def _characters(width: int) -> float:
    pixels = round(width / _PIXEL)
    if pixels < _DIGIT + _MARGIN:
        return round(pixels / (_DIGIT + _MARGIN), 2)
    return round((pixels - _MARGIN) / _DIGIT, 2)


def _width(characters: float) -> int:
    pixels = characters * _DIGIT + _MARGIN if characters >= 1 else characters * (_DIGIT + _MARGIN)
    return round(round(pixels) * _PIXEL)


def _same(found: Any) -> Any:
    """The value that all of `found` share; None if they differ. Stops at the first that differs."""
    values = iter(found)
    first = next(values)
    return first if all(value == first for value in values) else None


class Sizes(Places):
    """The part of `Range` that knows rows and columns."""

    @property
    def row_height(self) -> float | None:
        height: float | None = _same(
            round(row.Height / _POINT * 4) / 4 if row.IsVisible else 0.0 for row in self._rows()
        )
        return height

    @row_height.setter
    def row_height(self, points: float) -> None:
        with permitted(self._sheet, "format_rows"):
            rows = self.cells.Rows
            if points:
                rows.Height = round(points * _POINT)
            rows.IsVisible = bool(points)

    @property
    def column_width(self) -> float | None:
        width: float | None = _same(_characters(one.Width) if one.IsVisible else 0.0 for one in self._columns())
        return width

    @column_width.setter
    def column_width(self, characters: float) -> None:
        with permitted(self._sheet, "format_columns"):
            columns = self.cells.Columns
            if characters:
                columns.Width = _width(characters)
            columns.IsVisible = bool(characters)

    @property
    def row_hidden(self) -> bool | None:
        """Asked of a column that is shown, in one call; the cells of a hidden column are all hidden."""
        rows, table = self._used_rows(), self._sheet.table
        column = next(number for number in range(COLUMNS) if table.Columns.getByIndex(number).IsVisible)
        cells = table.getCellRangeByPosition(column, rows.start, column, rows.stop - 1)
        shown = sum(area.EndRow - area.StartRow + 1 for area in cells.queryVisibleCells().RangeAddresses)
        return None if 0 < shown < len(rows) else not shown

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Any]:
        """The areas of visible cells; LibreOffice has no counterpart that Excel's users would know for the other kinds."""
        if cell_type != "visible":
            raise NotImplementedError(cell_type)
        return [self.like(area_of(address)) for address in self.cells.queryVisibleCells().RangeAddresses]

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        with permitted(self._sheet, "format_rows"):
            self.cells.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        hidden: bool | None = _same(not column.IsVisible for column in self._columns())
        return hidden

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        with permitted(self._sheet, "format_columns"):
            self.cells.Columns.IsVisible = not value

    def _used_rows(self) -> range:
        """The rows of the range; of whole columns as far as the sheet is used."""
        at = self.at
        last = at.bottom if at.bottom < ROWS - 1 else max(at.top, self._sheet.used_area.bottom)
        return range(at.top, last + 1)

    def _rows(self) -> Any:
        rows = self._sheet.table.Rows
        return (rows.getByIndex(number) for number in self._used_rows())

    def _columns(self) -> Any:
        columns, at = self._sheet.table.Columns, self.at
        last = at.right if at.right < COLUMNS - 1 else max(at.left, self._sheet.used_area.right)
        return (columns.getByIndex(number) for number in range(at.left, last + 1))

    @property
    def width(self) -> float:
        return float(self.cells.Size.Width / _POINT)

    @property
    def height(self) -> float:
        return float(self.cells.Size.Height / _POINT)

    @property
    def left(self) -> float:
        return float(self.cells.Position.X / _POINT)

    @property
    def top(self) -> float:
        return float(self.cells.Position.Y / _POINT)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns to their content ("c", "columns"), rows ("r", "rows"), or both; hidden ones stay hidden."""
        if axis in (None, "c", "columns"):
            with permitted(self._sheet, "format_columns"):
                for cells in self._visible():
                    cells.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            with permitted(self._sheet, "format_rows"):
                for cells in self._visible():
                    cells.Rows.OptimalHeight = True

    def _visible(self) -> list[Any]:
        """The parts that are shown: LibreOffice shows what it fits."""
        parts = (area_of(address) for address in self.cells.queryVisibleCells().RangeAddresses)
        table = self._sheet.table
        return [table.getCellRangeByPosition(part.left, part.top, part.right, part.bottom) for part in parts]
