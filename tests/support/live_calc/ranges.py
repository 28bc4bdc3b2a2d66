"""Ranges: the engine's Range is put together from its parts."""

from typing import Any

from xlwings import base_classes

from tests.support.live_calc.areas import Area
from tests.support.live_calc.filters import AutoFilter
from tests.support.live_calc.range_edits import Edits
from tests.support.live_calc.range_formulas import Formulas
from tests.support.live_calc.range_looks import Looks
from tests.support.live_calc.range_places import Places
from tests.support.live_calc.range_remarks import Remarks
from tests.support.live_calc.range_sizes import Sizes
from tests.support.live_calc.range_values import Values


class Range(Places, Values, Formulas, Looks, Sizes, Remarks, Edits, base_classes.Range):  # type: ignore[misc]
    """Cells of a sheet. What is not here raises NotImplementedError by its base class."""

    def __init__(self, sheet: Any, area: Area | None, empty_shape: tuple[int, int] = (0, 0)) -> None:
        self._sheet, self.area, self.empty_shape = sheet, area, empty_shape
        self.options: dict[str, Any] = {}

    @property
    def name(self) -> Any:
        """The workbook's name for exactly these cells; None if there is none."""
        return self._sheet.book.names.of(self)

    @name.setter
    def name(self, value: str) -> None:
        sheet = self._sheet.name.replace("'", "''")
        self._sheet.book.names.add(value, f"='{sheet}'!{self.at.address()}")

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    @property
    def table(self) -> Any:
        return self._sheet.tables.around(self)
