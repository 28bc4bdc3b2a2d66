"""Tables (ListObjects): LibreOffice has them as database ranges with a name. They can be found and read."""

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from tests.support.live_calc.areas import Area, area_of


class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: Any, ranged: Any) -> None:
        self._sheet, self._ranged = sheet, ranged

    @property
    def api(self) -> Any:
        return self._ranged

    @property
    def name(self) -> str:
        return str(self._ranged.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._ranged.Name = value

    @property
    def display_name(self) -> str:
        return self.name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def parent(self) -> Any:
        return self._sheet

    @property
    def area(self) -> Area:
        return area_of(self._ranged.DataArea)

    @property
    def range(self) -> Any:
        return self._sheet.range(self.area.address())

    @property
    def header_row_range(self) -> Any:
        area = self.area
        return self._sheet.range(Area(area.top, area.left, area.top, area.right).address())

    @property
    def data_body_range(self) -> Any:
        area = self.area
        return self._sheet.range(Area(area.top + 1, area.left, area.bottom, area.right).address())


class Tables(base_classes.Tables):
    """The tables of `sheet`."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.book.document.DatabaseRanges

    @property
    def parent(self) -> Any:
        return self._sheet

    def __iter__(self) -> Iterator[Table]:
        here = self._sheet.index - 1
        ranged = (self.api.getByName(name) for name in self.api.ElementNames)
        return (Table(self._sheet, one) for one in ranged if one.DataArea.Sheet == here)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: Any) -> Table:
        found = list(self)
        if isinstance(key, int):
            return found[key - 1]
        for table in found:
            if table.name.lower() == str(key).lower():
                return table
        raise KeyError(key)

    def __contains__(self, key: Any) -> bool:
        return any(table.name.lower() == str(key).lower() for table in self)

    def around(self, cells: Any) -> Table | None:
        """The table that the first of `cells` belongs to."""
        first = cells.at.cell(0, 0)
        return next((table for table in self if table.area.common(first) is not None), None)
