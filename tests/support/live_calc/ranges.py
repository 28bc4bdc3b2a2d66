"""Ranges: the engine's Range is put together from its parts."""

from typing import Any

from xlwings import base_classes

from tests.support.live_calc.filters import AutoFilter
from tests.support.live_calc.range_edits import Edits
from tests.support.live_calc.range_formulas import Formulas
from tests.support.live_calc.range_looks import Looks
from tests.support.live_calc.range_remarks import Remarks
from tests.support.live_calc.range_sizes import Sizes


class Range(Formulas, Looks, Sizes, Remarks, Edits, base_classes.Range):
    """Cells of a sheet. What is not here raises NotImplementedError by its base class."""

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
