"""A foreign workbook as perfxl's own sheets: every form on every sheet that a mapping is for, each value with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from perfxl.cycle.sheets import NOT_READ
from perfxl.cycle.stated import StatedTotal
from perfxl.findings.base import Finding, Place
from perfxl.findings.forms import FormRowLeft, FormRowsUnused, MappingFitsNoSheet, MappingUnconfirmed
from perfxl.findings.workbook import HiddenRead, RowSkipped, SheetUnknown
from perfxl.language import folded
from perfxl.workbook.forms.fields import LabelledForm, field_value
from perfxl.workbook.forms.form_sheet import Cell, FormSheet, blocks
from perfxl.workbook.forms.mapping import Mapping, Table
from perfxl.workbook.forms.people import person_named
from perfxl.workbook.forms.row_values import RowReader
from perfxl.workbook.forms.section_weights import total_cell, weighted
from perfxl.workbook.forms.standard_grid import FormRow, standard_grids
from perfxl.workbook.forms.stated_totals import stated_total
from perfxl.workbook.forms.tables import PlacedTable, find_tables, place_table
from perfxl.workbook.forms.values import meant
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.reading.identifiers import Roster, identifier
from perfxl.workbook.reading.rows import row_ranges


@dataclass(frozen=True)
class MappedBook:
    """A workbook as perfxl reads it on.

    book: perfxl's own sheets, whose cells know where they stood; without sheets if the file must not be used. mapping:
    the name of the mapping, '' if the file has perfxl's sheets itself. stated: what its forms say about their results.
    usable: False if a finding says why nothing was read.
    """

    book: Book
    mapping: str = ""
    findings: tuple[Finding, ...] = ()
    stated: tuple[StatedTotal, ...] = ()
    usable: bool = True


@dataclass
class _Read:
    """What the forms of a file gave so far."""

    book: Book
    mapping: Mapping
    roster: Roster | None
    rows: list[FormRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stated: list[StatedTotal] = field(default_factory=list)


def mapped(book: Book, mapping: Mapping, *, roster: Roster | None = None) -> MappedBook:
    """`book` read as `mapping` says; refused, with PX941, while nobody has confirmed the mapping.

    roster: for people whom the mapping looks up by name. What is odd is a finding; nothing is dropped silently.
    """
    if not mapping.is_confirmed:
        finding = MappingUnconfirmed(mapping=mapping.name, item=mapping.name, place=Place(book.file, ""))
        return MappedBook(replace(book, grids=()), mapping.name, (finding,), usable=False)
    return tried(book, mapping, roster=roster)


def tried(book: Book, mapping: Mapping, *, roster: Roster | None = None) -> MappedBook:
    """As `mapped`, for a mapping that is still to be looked at."""
    fitting = sheets_for(book, mapping)
    read = _Read(book, mapping, roster)
    if not fitting:
        finding = MappingFitsNoSheet(mapping=mapping.name, item=mapping.name, place=Place(book.file, ""))
        return MappedBook(replace(book, grids=()), mapping.name, (finding,), usable=False)
    for grid in fitting:
        for form in blocks(grid, mapping.starts_with):
            _read_form(read, form)
    findings = [*_sheets_left(read, fitting), *read.findings]
    grids = standard_grids(book.file, read.rows)
    return MappedBook(replace(book, grids=grids), mapping.name, tuple(dict.fromkeys(findings)), tuple(read.stated))


def sheets_for(book: Book, mapping: Mapping) -> list[Grid]:
    """The sheets of `book` that `mapping` is for, by name and by a text that must stand on them."""
    return [grid for grid in book.grids if fits(grid.sheet, mapping.match.sheet) and _has_text(grid, mapping)]


def fits(name: str, patterns: Sequence[str]) -> bool:
    """True if a name fits one of the patterns, or if there are none; never if it fits one that starts with !."""
    wanted = [one for one in patterns if not one.startswith("!")]
    unwanted = [one[1:] for one in patterns if one.startswith("!")]
    return (not wanted or _any(name, wanted)) and not _any(name, unwanted)


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(folded(name), folded(pattern)) for pattern in patterns)


def _has_text(grid: Grid, mapping: Mapping) -> bool:
    texts, form = mapping.match.text or mapping.starts_with, FormSheet.whole(grid)
    return not texts or bool(form.cells_with(texts, first=0, last=form.last))


def _read_form(read: _Read, form: FormSheet) -> None:
    """Read one form; whatever is found on it is about its person, unless it names somebody itself."""
    before = len(read.findings)
    labelled = LabelledForm(form, read.mapping.labels)
    fields = _fields(read, labelled)
    person = identifier(fields["employee_id"].value) if "employee_id" in fields else ""
    tables, missing = find_tables(form, [table for table in read.mapping.tables if fits(form.grid.sheet, table.sheets)])
    read.findings += missing
    for found in tables:
        placed, wrong = place_table(found)
        read.findings += [*wrong, *_rows_findings(placed)]
        _read_rows(read, RowReader(placed, fields, read.roster, read.findings), person)
    _read_totals(read, labelled, person)
    about = [
        finding if finding.employee_id or not person else replace(finding, employee_id=person)
        for finding in read.findings[before:]
    ]
    read.findings[before:] = about


def _fields(read: _Read, form: LabelledForm) -> dict[str, Cell]:
    fields: dict[str, Cell] = {}
    for name, source in read.mapping.fields.items():
        cell, wrong = field_value(_where(read, form, source.sheet), source, name=name)
        meaning, unclear = meant(source, cell)
        fields[name], found = person_named(meaning, read.roster) if source.person else (meaning, [])
        read.findings += [*wrong, *unclear, *found]
    return fields


def _where(read: _Read, form: LabelledForm, sheet: str) -> LabelledForm:
    """Where to look for a field: on the form, or on the first other sheet of the file that the pattern names."""
    others = (grid for grid in read.book.grids if sheet and fits(grid.sheet, [sheet]))
    other = next(others, None)
    return form if other is None else LabelledForm(FormSheet.whole(other), form.labels)


def _read_rows(read: _Read, reader: RowReader, person: str) -> None:
    table: Table = reader.placed.found.table
    for output in table.outputs:
        before = len(read.findings)
        rows = weighted(reader, output, list(reader.rows(output)))
        read.rows += rows
        if not person and rows:
            read.findings[before:] = _about_rows(read.findings[before:], reader, rows)
    for what, source in table.stated.items():
        for row in reader.placed.rows.used:
            whose = _row_person(reader, row) or person
            _add_stated(read, reader.value(source, row), what, whose)
    for what, total in table.totals.items():
        cell = total_cell(reader, total.label, total.under)
        if cell is not None and what != "weight":
            _add_stated(read, cell, what, person)


def _row_person(reader: RowReader, row: int) -> str:
    """Whom a row is about, by the first of the sheets that its table gives rows to."""
    sources = [
        output.columns["employee_id"] for output in reader.placed.found.table.outputs if "employee_id" in output.columns
    ]
    return identifier(reader.value(sources[0], row).value) if sources else ""


def _about_rows(findings: Sequence[Finding], reader: RowReader, rows: Sequence[FormRow]) -> list[Finding]:
    """Findings about single cells, each with the person of its row."""
    whose = {cell.place: reader.employee_id(row.cells) for row in rows for cell in row.cells.values() if cell.place}
    return [
        replace(one, employee_id=whose.get(one.place, "")) if one.place and not one.employee_id else one
        for one in findings
    ]


def _read_totals(read: _Read, form: LabelledForm, person: str) -> None:
    for what, source in read.mapping.totals.items():
        cell, wrong = field_value(_where(read, form, source.sheet), source, name=what)
        read.findings += wrong
        _add_stated(read, meant(source, cell)[0], what, person)


def _add_stated(read: _Read, cell: Cell, what: str, person: str) -> None:
    total, wrong = stated_total(cell, what, person)
    read.stated += [total] if total else []
    read.findings += wrong


def _rows_findings(placed: PlacedTable) -> list[Finding]:
    found, rows = placed.found, placed.rows
    form, column = found.form, max(0, min((c for c in placed.columns.values() if c >= 0), default=0))
    findings: list[Finding] = [RowSkipped(text=text, place=form.place(row, column)) for row, text in rows.skipped]
    findings += [FormRowLeft(text=text, table=found.name, place=form.place(row, column)) for row, text in rows.odd]
    if rows.unused:
        where = form.place(rows.unused[0], column)
        findings.append(FormRowsUnused(table=found.name, rows=row_ranges(rows.unused), place=where))
    hidden = [row for row in rows.used if row in form.grid.facts.hidden_rows]
    if hidden:
        shown = row_ranges(hidden)
        findings.append(
            HiddenRead(hidden_zh=f"第 {shown} 行", hidden_en=f"rows {shown}", place=form.place(hidden[0], column))
        )
    return findings


def _sheets_left(read: _Read, fitting: Sequence[Grid]) -> list[Finding]:
    """A note for each sheet with content that no form or field is read from."""
    used = [source.sheet for source in read.mapping.fields.values() if source.sheet]
    left = [grid for grid in read.book.grids if grid not in fitting and not (used and _any(grid.sheet, used))]
    told = [
        grid
        for grid in left
        if folded(grid.sheet) not in NOT_READ and any(any(cell not in ("", None) for cell in row) for row in grid.cells)
    ]
    hidden = [grid for grid in fitting if grid.facts.hidden]
    notes: list[Finding] = [
        SheetUnknown(sheet=one.sheet, item=one.sheet, place=Place(one.file, one.sheet)) for one in told
    ]
    for one in hidden:
        notes.append(HiddenRead(hidden_zh="整张工作表", hidden_en="the whole sheet", place=Place(one.file, one.sheet)))
    return notes
