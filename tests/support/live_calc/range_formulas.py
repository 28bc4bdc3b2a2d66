"""Formulas of a block, in Excel's words."""

import datetime as dt
import decimal
from typing import Any

from tests.support.live_calc.areas import area_of
from tests.support.live_calc.formulas import for_excel, for_office
from tests.support.live_calc.protection import permitted
from tests.support.live_calc.range_values import COM_ERRORS, Block, Values, filled_block
from tests.support.live_calc.refused import Refused
from tests.support.live_calc.typed_text import shown

_FORMULA = 16  # com.sun.star.sheet.CellFlags
_ERROR_TEXTS = {number: text for text, number in COM_ERRORS.items()}
_TRUTHS = {"=TRUE": "TRUE", "=FALSE": "FALSE"}  # LibreOffice reads a truth value in a file as this formula


class Formulas(Values):
    """The part of `Range` that reads and writes formulas."""

    @property
    def formula(self) -> Any:
        """What the formula bar shows: formulas, and constants as text; rows of a block as tuples."""
        if self.area is None:
            return None
        block = self._formulas()
        return block[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in block)

    @formula.setter
    def formula(self, value: Any) -> None:
        if self.area is not None:
            self.write(filled_block(value, self.shape))

    formula2 = formula

    def _formulas(self) -> Block:
        epoch = self._sheet.book.epoch
        block: Block = [[_as_typed(value, epoch) for value in row] for row in self.block()]
        at = self.at
        for address in self.cells.queryContentCells(_FORMULA).RangeAddresses:
            area = area_of(address)
            written = self._sheet.table.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
            for row, line in enumerate(written.getFormulaArray()):
                for column, formula in enumerate(line):
                    in_excel = for_excel(formula.removeprefix("{").removesuffix("}"))
                    block[area.top - at.top + row][area.left - at.left + column] = _TRUTHS.get(in_excel, in_excel)
        return block

    @property
    def formula_array(self) -> Any:
        """The formula that all cells share; of one cell its own formula; None if they share none."""
        if self.area is None:
            return None
        if self.shape == (1, 1):
            return self.formula
        shared = for_excel(self.cells.getArrayFormula().removeprefix("{").removesuffix("}"))
        return shared or None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        if not value.startswith("="):
            raise Refused("Unable to set the FormulaArray property of the Range class")
        with permitted(self._sheet, "edit", cells=self.cells):
            self.cells.setArrayFormula(for_office(value))

    @property
    def has_array(self) -> bool:
        """Whether all cells are one array formula."""
        return self.area is not None and bool(self.cells.getArrayFormula())


def _as_typed(value: Any, epoch: dt.datetime) -> str:
    """A constant as `Range.Formula` gives it: dates as serial numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return shown((value - epoch) / dt.timedelta(days=1))
    if isinstance(value, int) and value in _ERROR_TEXTS:
        return _ERROR_TEXTS[value]
    return shown(float(value)) if isinstance(value, float | decimal.Decimal) else str(value)
