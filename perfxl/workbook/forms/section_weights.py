"""Weights of a section: one meaning for all of its rows, shares of the section turned into shares of the whole form."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cycle.stated import WORDS
from perfxl.findings.base import Finding
from perfxl.findings.forms import SectionWeightDiffers, SectionWeightMissing, StatedDiffers
from perfxl.language import plain_number
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.label_texts import number_in
from perfxl.workbook.forms.mapping import Output
from perfxl.workbook.forms.row_values import RowReader
from perfxl.workbook.forms.sources import TableColumn
from perfxl.workbook.forms.standard_grid import FormRow
from perfxl.workbook.forms.values import meant, number_shown

_HUNDRED = Decimal(100)


def in_percent(cells: Sequence[Cell]) -> list[Decimal] | None:
    """The weights of one table in percent: percents as shown, and plain numbers as fractions if all are at most 1.

    None where one of them is no number, or where both ways of writing are mixed.
    """
    numbers = [number_shown(cell) for cell in cells]
    if not cells or any(number is None for number in numbers):
        return None
    plain = [abs(number) for cell, number in zip(cells, numbers, strict=True) if number and not _is_percent(cell)]
    if any(number <= 1 for number in plain) and (any(number > 1 for number in plain) or len(plain) < _given(cells)):
        return None
    fractions = bool(plain) and max(plain) <= 1
    return [
        (number or Decimal(0)) * (_HUNDRED if fractions and not _is_percent(cell) else 1)
        for cell, number in zip(cells, numbers, strict=True)
    ]


def percent_written(cells: Sequence[Cell]) -> str:
    """How the weights of a table are written: as "fraction", as "percent", or "as_shown" where that is not certain."""
    given = [cell for cell in cells if number_shown(cell)]
    if not given or in_percent(given) is None or all(_is_percent(cell) for cell in given):
        return "as_shown"
    return "fraction" if _is_fraction(given[0]) else "percent"


def weighted(reader: RowReader, output: Output, rows: list[FormRow]) -> list[FormRow]:
    """`rows` for the sheet of `output` with their weights as percents, made shares of the whole form where the mapping says so.

    Compares the section's weight, and the total that the form states, with the sum of the rows; weights that cannot be
    read stay as they are, for the reader to report.
    """
    table = reader.placed.found.table
    weighing = [row for row in rows if "weight" in row.cells]
    percents = in_percent([row.cells["weight"] for row in weighing])
    if percents is None:
        return rows
    stated = _stated_sum(reader, output, fractions=any(_is_fraction(row.cells["weight"]) for row in weighing))
    if stated is not None and round(stated[0], 9) != round(sum(percents), 9):
        reader.findings.append(_differs(stated[1], stated[0], sum(percents, Decimal(0))))
    share = Decimal(1)
    if table.section_weight is not None:
        section = _section_weight(reader, weighing)
        if section is None:
            return [_without_weight(row) for row in rows] if table.weights_of == "section" else rows
        share = section / _HUNDRED if table.weights_of == "section" else share
        _compare(reader, section if table.weights_of == "form" else _HUNDRED, sum(percents, Decimal(0)))
    changed = {id(row): percent * share for row, percent in zip(weighing, percents, strict=True)}
    return [_with_weight(row, changed[id(row)]) if id(row) in changed else row for row in rows]


def _given(cells: Sequence[Cell]) -> int:
    return sum(bool(number_shown(cell)) for cell in cells)


def _is_percent(cell: Cell) -> bool:
    return cell.percent or (isinstance(cell.value, str) and cell.value.rstrip().endswith(("%", "％")))


def _is_fraction(cell: Cell) -> bool:
    number = number_shown(cell)
    return number is not None and 0 < abs(number) <= Decimal(1) and not _is_percent(cell)


def _section_weight(reader: RowReader, rows: Sequence[FormRow]) -> Decimal | None:
    """The section's weight in percent; None, with a finding, where it is not stated."""
    found, said = reader.placed.found, reader.placed.found.table.section_weight
    number: Decimal | None = None
    if isinstance(said, float):
        return Decimal(str(said))
    if isinstance(said, TableColumn):
        cells = [reader.value(said, row) for row in reader.placed.rows.used]
        weights = in_percent([cell for cell in cells if not cell.is_blank][:1])
        number = weights[0] if weights else None
    else:
        heading = number_in(found.says)
        number = None if heading is None else Decimal(str(heading))
    if number is None:
        where = found.form.place(*found.heading) if found.heading else rows[0].home
        reader.findings.append(SectionWeightMissing(section=found.name, item=found.name, place=where))
    return number


def _compare(reader: RowReader, stated: Decimal, total: Decimal) -> None:
    found = reader.placed.found
    if round(stated, 9) != round(total, 9):
        where = found.form.place(*found.heading) if found.heading else found.form.place(found.first, 0)
        reader.findings.append(
            SectionWeightDiffers(
                section=found.name, stated=float(stated), total=float(total), item=found.name, place=where
            )
        )


def _stated_sum(reader: RowReader, output: Output, *, fractions: bool) -> tuple[Decimal, Cell] | None:
    """The sum of the weights that the form states below the table, in percent, and its cell; written like the weights."""
    total = reader.placed.found.table.totals.get("weight")
    cell = total_cell(reader, total.label, total.under) if total else None
    if cell is None:
        return None
    cell, _ = meant(output.columns["weight"], cell)
    number = number_shown(cell)
    if number is None:
        return None
    return (number * _HUNDRED if fractions and not _is_percent(cell) and number <= 1 else number), cell


def total_cell(reader: RowReader, label: Sequence[str], under: tuple[str, ...]) -> Cell | None:
    """The total in the row with `label` from the table's first row on, under the header `under`; None if there is none."""
    placed, form = reader.placed, reader.form
    column = placed.columns.get(under, -1)
    rows = form.rows_with(label, first=placed.found.first, last=max(placed.found.last, placed.end))
    if column < 0 or not rows:
        return None
    cell = form.cell(rows[0], column)
    return None if cell.is_blank else cell


def _differs(cell: Cell, stated: Decimal, computed: Decimal) -> Finding:
    shown = [f"{plain_number(float(number))}%" for number in (stated, computed)]
    return StatedDiffers(
        what_zh=WORDS["weight"].zh,
        what_en=WORDS["weight"].en,
        stated=shown[0],
        computed=shown[1],
        item="weight",
        place=cell.place,
    )


def _with_weight(row: FormRow, percent: Decimal) -> FormRow:
    cell = row.cells["weight"].with_value(float(percent / _HUNDRED), percent=True)
    return replace(row, cells={**row.cells, "weight": cell})


def _without_weight(row: FormRow) -> FormRow:
    if "weight" not in row.cells:
        return row
    return replace(row, cells={**row.cells, "weight": row.cells["weight"].with_value("")})
