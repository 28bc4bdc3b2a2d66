"""The seam for writing a page that is laid out cell by cell: figures, small tables and native charts on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Area = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@dataclass(frozen=True)
class CellToWrite:
    """A cell, or `across` cells merged into one.

    value: what it shows; with a formula (without `=`), until Excel recalculates. style: XlsxWriter's properties.
    link: a cell of this workbook, `'得分'!A7`.
    """

    row: int
    column: int
    value: float | str
    style: Mapping[str, object] = field(default_factory=dict)
    across: int = 1
    formula: str = ""
    link: str = ""


@dataclass(frozen=True)
class ChartToWrite:
    """A native chart of one series, `column` or `bar`, that covers the cells of `area`.

    categories, values: cells of the same page, one below the other. told: the chart in a sentence, for screen readers.
    """

    kind: str
    title: str
    told: str
    categories: Area
    values: Area
    area: Area
    colour: str
    number_format: str = "General"


@dataclass(frozen=True)
class PageToWrite:
    """A sheet of one screen and one printed page in landscape.

    widths: of the columns, in Excel's characters. heights: of the rows that are not `row_height` high, in points.
    """

    title: str
    heading: str
    cells: Sequence[CellToWrite]
    charts: Sequence[ChartToWrite]
    widths: Sequence[float]
    heights: Mapping[int, float] = field(default_factory=dict)
    row_height: float = 16.5
    footer: str = ""

    def last_row(self) -> int:
        """The zero-based number of the last row in use."""
        return max([cell.row for cell in self.cells] + [chart.area[2] for chart in self.charts])
