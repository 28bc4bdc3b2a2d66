"""Rows that came from forms, as grids of perfxl's own sheets, each cell knowing where it stood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets import TABLES
from perfxl.findings.base import Place
from perfxl.language import Text
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.named_columns import NAME
from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Grid

_NAME_TITLE = Text("姓名", "Name")


@dataclass(frozen=True)
class FormRow:
    """One row for a sheet: its key, where it stands, the cell of each column, and the column that names it."""

    sheet: str
    home: Place
    cells: Mapping[str, Cell]
    anchor: str


def standard_grids(file: str, rows: Iterable[FormRow]) -> tuple[Grid, ...]:
    """One grid for each sheet that `rows` go to, in the order in which sheets are declared."""
    by_sheet: dict[str, list[FormRow]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    return tuple(_grid(file, sheet, by_sheet[sheet.key]) for sheet in TABLES if sheet.key in by_sheet)


def column_order(sheet: Sheet, rows: Sequence[FormRow]) -> list[str]:
    """The columns of a grid: the one that names its rows, whose place is the row's, then the others as declared."""
    used = {key for row in rows for key in row.cells}
    declared = [column.key for column in sheet.columns if column.key in used]
    extra = [NAME] if NAME in used and NAME not in declared else []
    first = rows[0].anchor
    return [first, *(key for key in [*declared, *extra] if key != first)]


def _grid(file: str, sheet: Sheet, rows: Sequence[FormRow]) -> Grid:
    columns = column_order(sheet, rows)
    percent: set[Position] = set()
    errors: dict[Position, str] = {}
    uncalculated: set[Position] = set()
    origins: dict[Position, Place] = {(0, 0): Place(file, rows[0].home.sheet)}
    cells: list[list[object]] = [[_title(sheet, key) for key in columns]]
    for number, row in enumerate(rows, start=1):
        line: list[object] = []
        for column, key in enumerate(columns):
            cell, where = row.cells.get(key, Cell()), (number, column)
            line.append(cell.value if cell.is_sound else "")
            if cell.percent:
                percent.add(where)
            if cell.error:
                errors[where] = cell.error
            if cell.uncalculated:
                uncalculated.add(where)
            place = cell.place if column else row.home
            if place is not None:
                origins[where] = place
        cells.append(line)
    facts = SheetFacts(percent=frozenset(percent), errors=errors, uncalculated=frozenset(uncalculated))
    return Grid(file, sheet.title.zh, cells, facts, origins=origins)


def _title(sheet: Sheet, key: str) -> str:
    known = next((column.title.zh for column in sheet.columns if column.key == key), "")
    return known or _NAME_TITLE.zh
