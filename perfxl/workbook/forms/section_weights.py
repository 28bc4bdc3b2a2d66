"""Weights of a section: one meaning for all of its rows, shares of the section turned into shares of the whole form."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cycle.stated import WORDS
from perfxl.findings.base import Finding
from perfxl.findings.forms import NotConverted, SectionWeightDiffers, SectionWeightMissing, StatedDiffers
from perfxl.language import plain_number
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.label_texts import number_in
from perfxl.workbook.forms.mapping import Output
from perfxl.workbook.forms.row_values import RowReader
from perfxl.workbook.forms.sources import TableColumn
from perfxl.workbook.forms.standard_grid import FormRow
from perfxl.workbook.forms.values import meant, number_shown, shown

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
    """`rows` for the sheet of `output` with their weights as percents, made shares of the whole form where the mapping
    says so.

    Compares the section's weight, and the total that the form states, with the sum of the rows. A blank weight stays
    blank, and what is no weight stays what it is, for the reader to report.
    """
    weighing = [row for row in rows if number_shown(row.cells.get("weight", Cell())) is not None]
    if not weighing:
        return rows
    percents = in_percent([row.cells["weight"] for row in weighing])
    of_section = reader.placed.found.table.weights_of == "section"
    if percents is None:
        return _not_certain(reader, rows, weighing[0]) if of_section else rows
    _compare_total(reader, output, weighing, percents)
    section = _section_weight(reader, weighing)
    if section is not None:
        _compare_section(reader, _HUNDRED if of_section else section, list(zip(weighing, percents, strict=True)))
    elif of_section:
        return [_without_weight(row) for row in rows]
    share = section / _HUNDRED if of_section and section is not None else Decimal(1)
    changed = {id(row): percent * share for row, percent in zip(weighing, percents, strict=True)}
    return [_with_weight(row, changed[id(row)]) if id(row) in changed else row for row in rows]


def _not_certain(reader: RowReader, rows: Sequence[FormRow], first: FormRow) -> list[FormRow]:
    """Shares of a section that mix fractions and percents cannot be multiplied: none of them is used."""
    cell = first.cells["weight"]
    reader.findings.append(NotConverted(typed=shown(cell), item="weight", place=cell.place))
    return [_without_weight(row) for row in rows]


def _compare_total(reader: RowReader, output: Output, rows: Sequence[FormRow], percents: Sequence[Decimal]) -> None:
    fractions = any(_is_fraction(row.cells["weight"]) for row in rows)
    stated, total = _stated_sum(reader, output, fractions=fractions), sum(percents, Decimal(0))
    if stated is not None and round(stated[0], 9) != round(total, 9):
        reader.findings.append(_differs(stated[1], stated[0], total))


def _compare_section(reader: RowReader, stated: Decimal, weights: Sequence[tuple[FormRow, Decimal]]) -> None:
    """A finding for each person whose rows do not add up to what the section should weigh."""
    found = reader.placed.found
    totals: dict[str, Decimal] = {}
    for row, percent in weights:
        employee_id = reader.employee_id(row.cells)
        totals[employee_id] = totals.get(employee_id, Decimal(0)) + percent
    where = found.form.place(*found.heading) if found.heading else weights[0][0].home
    for employee_id, total in totals.items():
        if round(stated, 9) != round(total, 9):
            reader.findings.append(
                SectionWeightDiffers(
                    section=found.name, stated=float(stated), total=float(total), employee_id=employee_id,
                    item=found.name, place=where,
                )
            )  # fmt: skip


def _given(cells: Sequence[Cell]) -> int:
    return sum(bool(number_shown(cell)) for cell in cells)


def _is_percent(cell: Cell) -> bool:
    return cell.percent or (isinstance(cell.value, str) and cell.value.rstrip().endswith(("%", "％")))


def _is_fraction(cell: Cell) -> bool:
    number = number_shown(cell)
    return number is not None and 0 < abs(number) <= Decimal(1) and not _is_percent(cell)


def _section_weight(reader: RowReader, rows: Sequence[FormRow]) -> Decimal | None:
    """The section's weight in percent; None where the mapping or the form says none, with a finding if it is needed."""
    found, said = reader.placed.found, reader.placed.found.table.section_weight
    if said is None or isinstance(said, float):
        return None if said is None else Decimal(str(said))
    number: Decimal | None = None
    if isinstance(said, TableColumn):
        cells = [reader.value(said, row) for row in reader.placed.rows.used]
        weights = in_percent([cell for cell in cells if not cell.is_blank][:1])
        number = weights[0] if weights else None
    else:
        heading = number_in(found.says)
        number = None if heading is None else Decimal(str(heading))
    if number is None and found.table.weights_of == "section":
        where = found.form.place(*found.heading) if found.heading else rows[0].home
        reader.findings.append(SectionWeightMissing(section=found.name, item=found.name, place=where))
    return number


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
    texts = [f"{plain_number(float(number))}%" for number in (stated, computed)]
    return StatedDiffers(
        what_zh=WORDS["weight"].zh,
        what_en=WORDS["weight"].en,
        stated=texts[0],
        computed=texts[1],
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
