"""How cells look: number format, colour, alignment, wrapping. None where the cells differ, as Excel answers."""

from typing import Any

from tests.support.live_calc.bridge import each, enum, mixed
from tests.support.live_calc.colours import BLACK, as_number, as_rgb
from tests.support.live_calc.fonts import Font
from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_places import Places

_HORIZONTAL = {
    "general": "STANDARD", "left": "LEFT", "center": "CENTER", "right": "RIGHT", "justify": "BLOCK", "fill": "REPEAT",
    "distributed": "BLOCK", "center_across_selection": "CENTER",
}  # fmt: skip
_VERTICAL = {"bottom": 3, "top": 1, "center": 2, "justify": 4, "distributed": 4}  # com.sun.star.table.CellVertJustify2
_NO_FILL = -1


class Looks(Places):
    """The part of `Range` that knows formats."""

    def set_all(self, name: str, value: object) -> None:
        with permitted(self._sheet, "format_cells"):
            self.cells.setPropertyValue(name, value)

    def shared(self, name: str) -> Any:
        """The value of a property; None if the cells differ in it."""
        cells = self.cells
        return None if len(self) > 1 and mixed(cells, name) else cells.getPropertyValue(name)

    @property
    def number_format(self) -> str | None:
        formats = self._sheet.book.number_formats
        key = self.shared("NumberFormat")
        if key is not None:
            return str(formats.code(key))
        codes: set[str] = set()
        for alike in each(self.cells.UniqueCellFormatRanges):  # different keys may be one format to Excel
            codes.add(formats.code(alike.NumberFormat))
            if len(codes) > 1:
                return None
        return codes.pop()

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.set_all("NumberFormat", self._sheet.book.number_formats.key(code))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """None without a fill. Excel's Interior.Color is black, not None, where the cells differ."""
        fill = self.shared("CellBackColor")
        if fill is None:
            return BLACK
        return None if fill == _NO_FILL else as_rgb(fill)

    @color.setter
    def color(self, colour: Any) -> None:
        self.set_all("CellBackColor", _NO_FILL if colour is None else as_number(colour))

    def set_colors(self, colors: Any) -> None:
        """A block of colours; ... leaves a cell as it is."""
        for row, line in enumerate(colors, start=1):
            for column, colour in enumerate(line, start=1):
                if colour is not ...:
                    self(row, column).color = colour

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> bool | None:
        wrapped = self.shared("IsTextWrapped")
        return None if wrapped is None else bool(wrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.set_all("IsTextWrapped", bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        found = self.shared("HoriJustify")
        return None if found is None else next(name for name, own in _HORIZONTAL.items() if own == found.value)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.set_all("HoriJustify", enum("table.CellHoriJustify", _HORIZONTAL[value]))

    @property
    def vertical_alignment(self) -> str | None:
        found = self.shared("VertJustify")
        return None if found is None else next((name for name, own in _VERTICAL.items() if own == int(found)), "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.set_all("VertJustify", _VERTICAL[value])
