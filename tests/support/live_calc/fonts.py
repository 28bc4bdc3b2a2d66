"""The font of a range's cells; None where they differ."""

from typing import Any

from xlwings import base_classes

from tests.support.live_calc.bridge import enum
from tests.support.live_calc.colours import BLACK, Rgb, as_number, as_rgb

_BOLD, _NORMAL = 150.0, 100.0
_AUTOMATIC = -1


class Font(base_classes.Font):
    """The font of `cells`, a `Range`."""

    def __init__(self, cells: Any) -> None:
        self._of = cells

    @property
    def api(self) -> Any:
        return self._of.cells

    @property
    def bold(self) -> bool | None:
        weight = self._of.shared("CharWeight")
        return None if weight is None else bool(weight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._of.set_all("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        posture = self._of.shared("CharPosture")
        return None if posture is None else bool(posture.value == "ITALIC")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._of.set_all("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        size = self._of.shared("CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self._of.set_all("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        name = self._of.shared("CharFontName")
        return None if name is None else str(name)

    @name.setter
    def name(self, value: str) -> None:
        for script in ("CharFontName", "CharFontNameAsian", "CharFontNameComplex"):
            self._of.set_all(script, value)

    @property
    def color(self) -> Rgb:
        """Red, green, blue; TypeError where the cells differ, as xlwings raises on Windows."""
        colour = self._of.shared("CharColor")
        if colour is None:
            raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
        return BLACK if colour == _AUTOMATIC else as_rgb(colour)

    @color.setter
    def color(self, colour: Any) -> None:
        self._of.set_all("CharColor", as_number(colour))
