"""Where the tables of a form are: below which heading, under which header, down to which row, in which columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from perfxl.findings.base import Finding, Place
from perfxl.findings.forms import FormHeaderMissing, FormHeaderTwice, FormTableMissing
from perfxl.language import folded
from perfxl.workbook.forms.form_rows import FormRows, TableColumns, form_rows, rows_left, total_in
from perfxl.workbook.forms.form_sheet import FormSheet
from perfxl.workbook.forms.headers import FormHeader, Span, find_form_header
from perfxl.workbook.forms.label_texts import without_brackets
from perfxl.workbook.forms.mapping import Table
from perfxl.workbook.forms.sources import Names, TableColumn
from perfxl.workbook.intake.cell_names import Position, column_letters, column_number


@dataclass(frozen=True)
class FoundTable:
    """A table on a form. heading: the cell that names it, if one is declared; header: None where it is read by position.

    first: the first row below the header; last: the row where the search for its end stops (exclusive).
    """

    table: Table
    name: str
    form: FormSheet
    heading: Position | None
    header: FormHeader | None
    first: int
    last: int

    @property
    def top(self) -> int:
        """The first row that belongs to the table, its heading or its header."""
        if self.heading is not None:
            return self.heading[0]
        return self.header.first if self.header else self.first

    @property
    def says(self) -> str:
        """The text of the heading, '' without one."""
        return "" if self.heading is None else str(self.form.grid.cells[self.heading[0]][self.heading[1]])


@dataclass
class PlacedTable:
    """A found table with its rows and the column of each source. rows_across: the row with a label, by its label."""

    found: FoundTable
    rows: FormRows
    end: int
    columns: dict[TableColumn | Names, int]
    rows_across: dict[str, int] = field(default_factory=dict)


def find_tables(form: FormSheet, tables: Sequence[Table]) -> tuple[list[FoundTable], list[Finding]]:
    """The declared tables that stand on `form`, each reaching down to the next one; a finding for each that is missing."""
    headings = sorted({cell for table in tables for cell in _headings(form, table)})
    found: list[FoundTable] = []
    findings: list[Finding] = []
    for table in tables:
        some = _find(form, table, headings=headings)
        found += some
        if not some and not table.optional:
            findings.append(_missing(form, table))
    tops = sorted(one.top for one in found)
    return [_until_next(one, tops) for one in found], findings


def place_table(found: FoundTable) -> tuple[PlacedTable, list[Finding]]:
    """The rows and columns of a table, and what is not certain about its headers."""
    table, form = found.table, found.form
    across_rows = {
        label: _row_across(found, label) for label in {s.across_row for s in table.sources() if s.across_row}
    }
    first = max([found.first, *(row + 1 for row in across_rows.values() if row >= 0)])
    anchor = table.outputs[0].columns[table.outputs[0].anchor]
    end = _end(found, first, items=_item_columns(found, anchor))
    columns, findings = _columns(found, range(first, end))
    read = {column for source, column in columns.items() if column >= 0} | set(across_columns(found))
    known = TableColumns(read, columns.get(anchor, -1), frozenset(map(folded, table.unused)))
    rows = form_rows(form, known, range(first, end))
    rows.odd.extend(rows_left(form, known, range(end + 1, found.last)))
    return PlacedTable(found, rows, end, columns, across_rows), findings


def across_columns(found: FoundTable) -> list[int]:
    """The columns of a table that are items, from the left."""
    across, form = found.table.across, found.form
    if across is None:
        return []
    if across.first:
        return list(range(column_number(across.first.encode()), column_number(across.last.encode()) + 1))
    spans = [found.header.spans.get((one,), []) if found.header else [] for one in across.headers]
    return sorted(left for found_spans in spans for left, _ in found_spans if left < form.width)


def wanted_headers(table: Table) -> list[Names]:
    """The headers that are looked for, those of items included."""
    items = table.across.headers if table.across else ()
    return list(dict.fromkeys([*(names for names, _ in table.headers()), *((one,) for one in items)]))


def _name(form: FormSheet, table: Table, heading: Position | None) -> str:
    """How findings call a table: as the mapping does, by its heading, or by its first header."""
    if table.name:
        return table.name
    if heading is not None:
        return without_brackets(str(form.grid.cells[heading[0]][heading[1]]).strip())
    anchor = table.outputs[0].columns[table.outputs[0].anchor]
    texts = [*table.below, *table.beside, *anchor.header, *(names[0] for names in wanted_headers(table))]
    return next(iter(texts), table.outputs[0].sheet)


def _headings(form: FormSheet, table: Table) -> list[Position]:
    texts = table.below or table.beside
    return form.cells_with(texts, first=form.first, last=form.last) if texts else []


def _find(form: FormSheet, table: Table, *, headings: Sequence[Position]) -> list[FoundTable]:
    """The table at the first of its headings that has its header, or at each; it ends at the latest at another heading."""
    if not (table.below or table.beside):
        only = _found(form, table, heading=None, rows=(form.first, form.last))
        return [only] if only else []
    mine = _headings(form, table)
    others = [heading for heading in headings if table.repeated or heading not in mine]
    tables: list[FoundTable] = []
    for heading in mine:
        last = next((row for row, _ in others if row > heading[0]), form.last)
        beside = _rows_beside(form, heading) if table.beside else None
        found = _found(form, table, heading=heading, rows=beside or (heading[0] + 1, last))
        if found is not None:
            tables.append(found)
    return tables if table.repeated else tables[:1]


def _rows_beside(form: FormSheet, heading: Position) -> tuple[int, int]:
    """The rows that a merged cell is beside; of a cell that is not merged, down to the next one that says something."""
    row, column = heading
    below = form.below(row, column)
    if below == row + 1:
        below = next((one for one in range(below, form.last) if not form.is_blank(one, column)), form.last)
    return row, below


def _found(form: FormSheet, table: Table, *, heading: Position | None, rows: tuple[int, int]) -> FoundTable | None:
    """The table in these rows; its header stands in them or, for a section of a larger table, above its heading."""
    wanted = wanted_headers(table)
    needed = {names for names, optional in table.headers() if not optional}
    by_position = None if table.first_row is None else form.first + table.first_row - 1
    last = rows[1] if by_position is None else min(by_position, rows[1])
    header = None if table.beside else find_form_header(form, wanted, needed=needed, first=rows[0], last=last)
    first = header.below if header else rows[0]
    if header is None and heading is not None:
        header = find_form_header(form, wanted, needed=needed, first=form.first, last=heading[0])
    if header is None and (wanted or by_position is None):
        return None
    end = rows[1] if table.last_row is None else min(rows[1], form.first + table.last_row)
    first = first if by_position is None else by_position
    return FoundTable(table, _name(form, table, heading), form, heading, header, first, max(end, first))


def _until_next(found: FoundTable, tops: Sequence[int]) -> FoundTable:
    """Two tables that read the same rows are one region; another one that begins below ends this one."""
    following = next((top for top in tops if top >= found.first and top > found.top), found.last)
    return replace(found, last=min(found.last, following))


def _missing(form: FormSheet, table: Table) -> Finding:
    name = _name(form, table, None)
    headers = [names[0] for names in wanted_headers(table)]
    wanted = " | ".join([*(table.below or table.beside)[:1], *headers])
    return FormTableMissing(table=name, wanted=wanted, item=name, place=Place(form.grid.file, form.grid.sheet))


def _row_across(found: FoundTable, label: str) -> int:
    """The row with that label near the header; -1 if there is none."""
    start = found.header.first if found.header else found.form.first
    return next(iter(found.form.rows_with([label], first=start, last=found.last)), -1)


def _item_columns(found: FoundTable, anchor: TableColumn) -> list[int]:
    """The columns in which the items of a table may stand: those under the anchor's headers."""
    if anchor.column:
        return [column_number(anchor.column.encode())]
    names = anchor.header or anchor.join[:1]
    spans = found.header.spans.get(names, ()) if found.header else ()
    return [column for left, right in spans for column in range(left, right + 1)]


def _end(found: FoundTable, first: int, *, items: Sequence[int]) -> int:
    """The row at which a table ends: as the mapping says, else the first total, or where its header stands again."""
    table, form = found.table, found.form
    if table.last_row is not None:
        return found.last
    if table.until:
        return next(iter(form.rows_with(table.until, first=first, last=found.last)), found.last)
    ends = (
        row for row in range(first, found.last) if total_in(form, row, items=items) or _repeats(found, row, items=items)
    )
    return next(ends, found.last)


def _repeats(found: FoundTable, row: int, *, items: Sequence[int]) -> bool:
    """True for a row that says what the header says over the items: there another form begins."""
    if found.header is None:
        return False
    cells = found.form.grid.cells
    heads = {cells[one][column] for one in (found.header.first, found.header.last) for column in items} - {""}
    return any(isinstance(cells[row][column], str) and cells[row][column] in heads for column in items)


def _columns(found: FoundTable, rows: Sequence[int]) -> tuple[dict[TableColumn | Names, int], list[Finding]]:
    """The column of each source and of each header beside it; -1 where it is missing or not certain."""
    columns: dict[TableColumn | Names, int] = {}
    findings: dict[Finding, None] = {}
    for source in found.table.sources():
        for key, names in _wanted(source):
            if key not in columns:
                columns[key], wrong = _column(found, source, names, rows=rows)
                findings.update(dict.fromkeys(wrong))
    for total in found.table.totals.values():
        columns.setdefault(total.under, _only(found, total.under))
    return columns, list(findings)


def _wanted(source: TableColumn) -> list[tuple[TableColumn | Names, Names]]:
    wanted: list[tuple[TableColumn | Names, Names]] = []
    if source.header or source.column:
        wanted.append((source, source.header))
    wanted += [((one,), (one,)) for one in source.join]
    if isinstance(source.out_of, tuple):
        wanted.append((source.out_of, source.out_of))
    return wanted


def _column(found: FoundTable, source: TableColumn, names: Names, *, rows: Sequence[int]) -> tuple[int, list[Finding]]:
    spans = list(found.header.spans.get(names, ())) if found.header else []
    by_letter = column_number(source.column.encode()) if source.column and names == source.header else -1
    if by_letter >= 0:
        sure = not names or any(left <= by_letter <= right for left, right in spans)
        return (by_letter, []) if sure else (-1, [_header_missing(found, names, source)])
    if not spans:
        return -1, [] if source.optional else [_header_missing(found, names, source)]
    if source.which is not None:
        chosen = spans[source.which - 1 : source.which]
        return _within(found, names, chosen, rows) if chosen else (-1, [_header_missing(found, names, source)])
    return _within(found, names, spans, rows)


def _within(found: FoundTable, names: Names, spans: Sequence[Span], rows: Sequence[int]) -> tuple[int, list[Finding]]:
    """The one column under these headers in which something stands; the first if there is nothing."""
    candidates = [column for left, right in spans for column in range(left, right + 1)]
    if len(candidates) == 1:
        return candidates[0], []
    filled = [one for one in candidates if any(not found.form.is_blank(row, one) for row in rows)]
    if len(spans) == 1 and len(filled) <= 1:
        return (filled or candidates)[0], []
    letters = (
        ", ".join(column_letters(left) for left, _ in spans)
        if len(spans) > 1
        else ", ".join(map(column_letters, filled))
    )
    return -1, [
        FormHeaderTwice(table=found.name, header=names[0], columns=letters, item=found.name, place=_header_place(found))
    ]


def _only(found: FoundTable, names: Names) -> int:
    spans = found.header.spans.get(names, ()) if found.header else ()
    return spans[0][0] if len(spans) == 1 else -1


def _header_missing(found: FoundTable, names: Names, source: TableColumn) -> Finding:
    header = (names or (source.column,))[0]
    return FormHeaderMissing(table=found.name, header=header, item=found.name, place=_header_place(found))


def _header_place(found: FoundTable) -> Place:
    row = found.header.first if found.header else found.first
    left = min((left for spans in found.header.spans.values() for left, _ in spans), default=0) if found.header else 0
    return found.form.place(row, left)
