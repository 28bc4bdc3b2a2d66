"""The rows that one table of a form gives on perfxl's sheets: each value from its cell, its label, or the mapping."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfxl.findings.base import Finding, Place
from perfxl.language import folded
from perfxl.workbook.forms.form_rows import is_unused
from perfxl.workbook.forms.form_sheet import Cell, FormSheet
from perfxl.workbook.forms.label_texts import number_in, without_brackets
from perfxl.workbook.forms.mapping import Output
from perfxl.workbook.forms.named_columns import NAME, field_key
from perfxl.workbook.forms.people import person_named
from perfxl.workbook.forms.sources import TableColumn
from perfxl.workbook.forms.standard_grid import FormRow
from perfxl.workbook.forms.tables import PlacedTable, across_columns
from perfxl.workbook.forms.values import constant, meant, shown
from perfxl.workbook.reading.identifiers import Roster, identifier
from perfxl.workbook.reading.rows import LABELS


@dataclass
class RowReader:
    """Reads the rows of one table. fields: the form's own values; findings: what is wrong with the values."""

    placed: PlacedTable
    fields: Mapping[str, Cell]
    roster: Roster | None
    findings: list[Finding]

    @property
    def form(self) -> FormSheet:
        """The form that the table is on."""
        return self.placed.found.form

    def rows(self, output: Output) -> Iterator[FormRow]:
        """What each used row gives on the sheet of `output`: one row, or one for each column that is an item."""
        declared = output.declared.columns
        from_form = {
            c.key: self.fields[c.key] for c in declared if c.key in self.fields and c.key not in output.columns
        }
        if "name" in self.fields and any(column.key == "employee_id" for column in declared):
            from_form.setdefault("name", self.fields["name"])
        spread = any(source.is_across for source in output.columns.values())
        labels = {key for key in output.columns if _is_label(output, key)}
        for row in self.placed.rows.used:
            if output.once and not self._is_own(output.columns[output.once], row):
                continue
            for across in across_columns(self.placed.found) if spread else [-1]:
                cells = {
                    key: self.value(source, row, across=across, label=key in labels)
                    for key, source in output.columns.items()
                }
                if output.filled and self._says_nothing(cells[output.filled]):
                    continue
                yield FormRow(
                    output.sheet, self._home(output, row, cells, across), {**from_form, **cells}, output.anchor
                )

    def value(self, source: TableColumn, row: int, *, across: int = -1, label: bool = False) -> Cell:
        """One value of a row, as it is meant. label: what a merged cell says counts for each of its rows."""
        most = self._header_cell(source.out_of, row) if isinstance(source.out_of, tuple) else None
        cell, wrong = meant(source, self._raw(source, row, across, label=label), most=most)
        self.findings += wrong
        if source.person:
            cell, found = person_named(cell, self.roster)
            self.findings += found
        return cell

    def employee_id(self, cells: Mapping[str, Cell]) -> str:
        """Whom a row is about, as far as it says so."""
        return identifier((cells.get("employee_id") or self.fields.get("employee_id") or Cell()).value)

    def _raw(self, source: TableColumn, row: int, across: int, *, label: bool) -> Cell:
        if source.value is not None:
            return constant(source.value)
        if source.field:
            return self.fields[field_key(source.field)]
        if source.join:
            return self._joined(source, row)
        if source.is_across:
            return self._across(source, row, across)
        column = self.placed.columns.get(source, -1)
        if source.down:
            row = next(
                (one for one in range(row, self.placed.found.first - 1, -1) if not self.form.is_blank(one, column)), row
            )
        return self._cell(row, column, label=label)

    def _says_nothing(self, cell: Cell) -> bool:
        words = frozenset(map(folded, self.placed.found.table.unused))
        return cell.is_blank or (cell.is_sound and is_unused(shown(cell), words))

    def _is_own(self, source: TableColumn, row: int) -> bool:
        """True if the value begins in this row: it is not merged down from above, and not left blank for `as above`."""
        column = self.placed.columns.get(source, -1)
        merged = self.form.merged_over.get((row, column))
        if merged and merged[2] > merged[0]:
            return merged[0] == row
        return not (source.down and self.form.is_blank(row, column))

    def _cell(self, row: int, column: int, *, label: bool = False) -> Cell:
        if column < 0:
            return Cell()
        merged = self.form.merged_over.get((row, column)) if label else None
        return self.form.cell(*merged[:2]) if merged else self.form.cell(row, column)

    def _header_cell(self, names: tuple[str, ...], row: int) -> Cell:
        return self._cell(row, self.placed.columns.get(names, -1), label=True)

    def _joined(self, source: TableColumn, row: int) -> Cell:
        cells = [self._header_cell((one,), row) for one in source.join]
        texts = [shown(cell) for cell in cells if not cell.is_blank]
        first = next((cell for cell in cells if not cell.is_blank), cells[0])
        return first.with_value(" · ".join(dict.fromkeys(texts)))

    def _across(self, source: TableColumn, row: int, column: int) -> Cell:
        if source.across_row:
            labelled = self.placed.rows_across.get(source.across_row, -1)
            return self.form.cell(labelled, column) if labelled >= 0 else Cell()
        if source.across == "cell":
            return self._cell(row, column)
        header = self._header_over(column)
        text = shown(header)
        if source.across == "brackets":
            number = number_in(text)
            return header.with_value("" if number is None else number)
        reads_brackets = any(one.across == "brackets" for one in self.placed.found.table.sources())
        return header.with_value(without_brackets(text) if reads_brackets else text.strip())

    def _header_over(self, column: int) -> Cell:
        """The lowest cell of the header over a column that says something."""
        header = self.placed.found.header
        last = header.last if header else self.placed.found.first - 1
        rows = range(last, (header.first if header else last) - 1, -1)
        return next((self.form.cell(row, column) for row in rows if not self.form.is_blank(row, column)), Cell())

    def _home(self, output: Output, row: int, cells: Mapping[str, Cell], across: int) -> Place:
        if across >= 0:
            return self.form.place(row, across)
        named = cells[output.anchor]
        column = self.placed.columns.get(output.columns[output.anchor], -1)
        return named.place if named.place and column >= 0 else self.form.place(row, max(column, 0))


def _is_label(output: Output, key: str) -> bool:
    """True for ids, texts, choices and dates, which a merged cell says for all of its rows; never for a number."""
    return key == NAME or output.declared.column(key).kind in LABELS
