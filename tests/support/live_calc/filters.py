"""AutoFilter: rows that do not match are hidden. What is filtered by is kept by the office, LibreOffice does not tell it."""

import datetime as dt
from typing import Any

from xlwings import base_classes

from tests.support.live_calc.bridge import struct
from tests.support.live_calc.protection import permitted

_STRING, _NUMERIC = 1, 0  # com.sun.star.sheet.FilterFieldType
_OPERATORS = {
    "equal_to": 2, "not_equal_to": 3, "greater_than": 4, "greater_than_or_equal": 5, "less_than": 6,
    "less_than_or_equal": 7,
}  # fmt: skip  # com.sun.star.sheet.FilterOperator2
_EMPTY, _NOT_EMPTY = 0, 1
Criterion = dict[str, Any]


class AutoFilter(base_classes.AutoFilter):
    """The filter of a range with a header row."""

    def __init__(self, cells: Any) -> None:
        self._of = cells
        self._key = f"{cells.sheet.name}!{cells.address}"

    def _fields(self) -> dict[str, Criterion]:
        found: dict[str, Criterion] = self._of.sheet.book.remembered("filters").get(self._key) or {}
        return found

    @property
    def criteria(self) -> list[Criterion]:
        fields = self._fields()
        columns = self._of.shape[1]
        return [
            fields.get(str(field)) or base_classes.empty_autofilter_criteria(field) for field in range(1, columns + 1)
        ]

    def _apply(self, fields: dict[str, Criterion]) -> None:
        book = self._of.sheet.book
        with permitted(self._of.sheet, "autofilter"):
            descriptor = self._of.cells.createFilterDescriptor(True)
            descriptor.ContainsHeader = True
            descriptor.setFilterFields3(tuple(field for one in fields.values() for field in _filter_fields(one)))
            self._of.cells.filter(descriptor)
        book.remember("filters", {**book.remembered("filters"), self._key: fields})

    def _with(self, field: int, **criterion: Any) -> None:
        made = {**base_classes.empty_autofilter_criteria(field), **criterion}
        self._apply({**self._fields(), str(field): made})

    def apply_values(self, field: int, values: list[str]) -> None:
        self._with(field, type="values", values=list(values))

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        if operator == "not_between":
            raise NotImplementedError(operator)
        self._with(field, type="comparison", operator=operator, value1=_plain(value1), value2=_plain(value2))

    def clear(self, field: int | None) -> None:
        kept = {name: one for name, one in self._fields().items() if field is not None and name != str(field)}
        self._apply(kept)


def _plain(value: Any) -> Any:
    """A date as its serial number, text otherwise, as the cells are compared."""
    if not isinstance(value, dict):
        return value
    moment = dt.datetime.fromisoformat(value["value"])
    return str((moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1))


def _filter_fields(criterion: Criterion) -> list[Any]:
    """The UNO fields of one column's criterion."""
    column = criterion["field"] - 1
    if criterion["type"] == "values":
        values = tuple(
            struct("sheet.FilterFieldValue", FilterType=_STRING, StringValue=text) for text in criterion["values"]
        )
        return [struct("sheet.TableFilterField3", Field=column, Operator=_OPERATORS["equal_to"], Values=values)]
    operator, first, second = criterion["operator"], criterion["value1"], criterion["value2"]
    if first is None:
        code = _EMPTY if operator == "equal_to" else _NOT_EMPTY
        return [struct("sheet.TableFilterField3", Field=column, Operator=code)]
    if operator == "between":
        return [_compared(column, "greater_than_or_equal", first), _compared(column, "less_than_or_equal", second)]
    return [_compared(column, operator, first)]


def _compared(column: int, operator: str, value: str) -> Any:
    try:
        made = struct("sheet.FilterFieldValue", FilterType=_NUMERIC, IsNumeric=True, NumericValue=float(value))
    except ValueError:
        made = struct("sheet.FilterFieldValue", FilterType=_STRING, StringValue=value)
    return struct("sheet.TableFilterField3", Field=column, Operator=_OPERATORS[operator], Values=(made,))
