"""Where a range is, and the ranges that are found from it."""

from functools import cached_property
from typing import Any

from tests.support.live_calc.areas import COLUMNS, ROWS, Area, area_of

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Places:
    """The part of `Range` that knows places. sheet: the engine's Sheet. area: its cells; None if it has none, but a shape."""

    def __init__(self, sheet: Any, area: Area | None, empty_shape: tuple[int, int] = (0, 0)) -> None:
        self._sheet, self.area, self._empty_shape = sheet, area, empty_shape
        self.options: dict[str, Any] = {}  # xlwings keeps its own here

    def like(self, area: Area) -> Any:
        """Another range of the same sheet."""
        return type(self)(self._sheet, area)

    @property
    def sheet(self) -> Any:
        return self._sheet

    @cached_property
    def cells(self) -> Any:
        """The UNO range; of one cell the UNO cell, which is a range, too. Each costs more time than what is asked of it."""
        area, table = self.at, self._sheet.table
        if area.shape == (1, 1):
            return table.getCellByPosition(area.left, area.top)
        return table.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)

    @property
    def api(self) -> Any:
        return self.cells

    @property
    def at(self) -> Area:
        """The area, which must not be empty."""
        if self.area is None:
            raise IndexError("the range has no cells")
        return self.area

    @property
    def first(self) -> Any:
        """The UNO cell at the top left."""
        return self.cells if self.shape == (1, 1) else self.cells.getCellByPosition(0, 0)

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.shape if self.area is not None else self._empty_shape

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def row(self) -> int:
        return self.at.top + 1

    @property
    def column(self) -> int:
        return self.at.left + 1

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self._sheet.name, self.row, self.column, *self.shape

    @property
    def address(self) -> str:
        return self.at.address()

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        inner = self.at.address(rows=row_absolute, columns=col_absolute)
        if not external:
            return inner
        book, sheet = self._sheet.book.name, self._sheet.name
        plain = f"{book}{sheet}".replace(".", "").replace("_", "").isalnum()
        quoted = f"[{book}]{sheet}" if plain else "'" + f"[{book}]{sheet}".replace("'", "''") + "'"
        return f"{quoted}!{inner}"

    def __call__(self, *at: int) -> Any:
        """The cell `row, column` from 1 within the range or beyond it, or the n-th cell row by row."""
        row, column = at if len(at) == 2 else tuple(part + 1 for part in divmod(at[0] - 1, self.shape[1]))
        cell = self.at.cell(row - 1, column - 1)
        if not (0 <= cell.top < ROWS and 0 <= cell.left < COLUMNS):
            raise IndexError("the cell lies outside of the sheet")
        return self.like(cell)

    @property
    def rows(self) -> Any:
        return self

    @property
    def columns(self) -> Any:
        return self

    @property
    def current_region(self) -> Any:
        cursor = self._sheet.table.createCursorByRange(self.cells)
        cursor.collapseToCurrentRegion()
        return self.like(area_of(cursor.RangeAddress))

    def end(self, direction: str) -> Any:
        """Where Ctrl and an arrow lead: to the edge of the filled cells, or to the next filled one; hidden cells do not count."""
        down, right = _STEPS[direction]
        at = self.at.cell(0, 0)
        line = self._line(at, vertical=bool(down))
        start, step = (at.top, down) if down else (at.left, right)
        ahead = [place for place in line if (place - start) * step > 0][::step]
        place = _edge(start, step, line, ahead)
        limit = (0 if step < 0 else (ROWS if down else COLUMNS) - 1) if place is None else place
        return self.like(Area(limit, at.left, limit, at.left) if down else Area(at.top, limit, at.top, limit))

    def _line(self, at: Area, *, vertical: bool) -> dict[int, bool]:
        """The visible cells of this column or row as far as the sheet is used: place -> whether it is filled."""
        used, table = self._sheet.used_area, self._sheet.table
        if vertical:
            cells = table.getCellRangeByPosition(at.left, 0, at.left, used.bottom)
            filled = [bool(value != "") for (value,) in cells.getDataArray()]
        else:
            cells = table.getCellRangeByPosition(0, at.top, used.right, at.top)
            filled = [bool(value != "") for value in cells.getDataArray()[0]]
        seen = [area_of(address) for address in cells.queryVisibleCells().RangeAddresses]
        places = (
            place for area in seen
            for place in (range(area.top, area.bottom + 1) if vertical else range(area.left, area.right + 1))
        )  # fmt: skip
        return {place: filled[place] for place in sorted(places)}

    def select(self) -> None:
        controller = self._sheet.book.document.CurrentController
        controller.setActiveSheet(self._sheet.table)
        controller.select(self.cells)


def _edge(start: int, step: int, line: dict[int, bool], ahead: list[int]) -> int | None:
    """The last of the filled places that begin at `start`, else the next filled one; None: there is none."""
    if line.get(start) and ahead and line[ahead[0]]:
        last = start
        for place in ahead:
            if not line[place]:
                break
            last = place
        return last
    return next((place for place in ahead if line[place]), None)
