"""The rows of one sheet from all returns together, ids as the roster writes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from perfxl.consolidation.return_read import NAMES, ReturnRead, ReturnTable
from perfxl.cycle.cells import column_letters
from perfxl.cycle.columns import Kind, Sheet
from perfxl.cycle.row_places import place_of
from perfxl.findings.base import Finding, Place, Target
from perfxl.findings.workbook import NameDiffers
from perfxl.language import folded
from perfxl.workbook.reading.columns_as_typed import Array
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.references import PEOPLE, linked

Columns = dict[str, Array]


@dataclass(frozen=True)
class Source:
    """A return that is used. department: whose it is, '' if nobody's; rater: the id of a rater's workbook."""

    read: ReturnRead
    department: str = ""
    rater: str = ""

    @property
    def asked(self) -> bool:
        """True if perfxl sent this workbook out, so that its rows are known beforehand."""
        return self.read.kind in ("return", "rater")


@dataclass
class Gathered:
    """arrays: as in `ReturnTable`, the rows of all sources after each other; starts: where those of each source begin.

    source: for each row the number of its return in `sources`. findings: of reading and linking, with a target whose row
    counts in `arrays`.
    """

    sheet: Sheet
    sources: Sequence[Source]
    arrays: Columns
    source: Array
    starts: Sequence[int]
    findings: list[Finding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.source)

    def table(self, number: int) -> ReturnTable | None:
        """The table of that source."""
        return self.sources[number].read.tables.get(self.sheet.key)

    def place(self, row: int, column: str = "") -> Place:
        """Where a row, or one of its values, stands."""
        file, sheet = str(self.arrays["_file"][row]), str(self.arrays["_sheet"][row])
        if self.arrays["_cells"][row]:
            return place_of(str(self.arrays["_cells"][row]), column, file=file, sheet=sheet)
        table = self.table(int(self.source[row]))
        number = table.columns.get(column, 0) if table else 0
        return Place(file, sheet, f"{column_letters(number)}{int(self.arrays['_row'][row])}")

    def has(self, column: str) -> Array:
        """For each row, whether its sheet has that column."""
        there = [bool(table and column in table.columns) for table in map(self.table, range(len(self.sources)))]
        return np.array(there, dtype=bool)[self.source] if there else np.zeros(0, dtype=bool)


def gathered(sheet: Sheet, sources: Sequence[Source], roster: Roster | None) -> Gathered | None:
    """All rows of `sheet`; None if no return has any."""
    tables = [source.read.tables.get(sheet.key) for source in sources]
    lengths = [len(table) if table else 0 for table in tables]
    if not any(lengths):
        return None
    filled = [table for table in tables if table is not None and len(table)]
    names = [name for name in filled[0].arrays if name != NAMES]
    arrays = {name: _after_each_other([table.arrays[name] for table in filled]) for name in names}
    source = np.repeat(np.arange(len(sources)), lengths)
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    together = Gathered(sheet, sources, arrays, source, starts)
    together.findings += _read_findings(together)
    if roster is not None:
        _link(together, roster)
        together.findings += _differing_names(together, roster)
    return together


def _after_each_other(parts: Sequence[Array]) -> Array:
    """One array of all parts; where every part says one thing only, and all the same, it stays one value in memory."""
    if not any(part.strides[0] for part in parts):
        first = np.array([part[0] for part in parts], dtype=parts[0].dtype)
        same = (first == first[0]).all() if first.dtype == object else len({value.tobytes() for value in first}) == 1
        if same:
            return np.broadcast_to(first[:1], sum(map(len, parts)))
    return np.concatenate(parts)


def _read_findings(together: Gathered) -> Iterator[Finding]:
    """What reading found in the rows of this sheet, its targets counted over all returns."""
    for start, source in zip(together.starts, together.sources, strict=True):
        for finding in source.read.findings:
            target = finding.target
            if target is not None and target.table == together.sheet.key:
                yield replace(finding, target=Target(target.table, target.row + start, target.column))


def _link(together: Gathered, roster: Roster) -> None:
    """Complete ids that name people; ids that the roster does not know stay, for the merge to judge."""
    for column in together.sheet.columns:
        if column.kind is not Kind.ID or column.key not in PEOPLE:
            continue
        ids = together.arrays[column.key]
        if not roster.strangers(ids.tolist()):
            continue
        for rows in _by_source(together):
            outsiders = _customers(together, rows) if column.key == "rater_id" else ()
            own, remarks = linked(column, ids[rows], roster=roster, outsiders=outsiders)
            if remarks or own is not ids:
                together.arrays[column.key] = ids = _with(ids, rows, own)
            together.findings += [
                _placed(together, rows.start + remark.position, column.key, remark.finding) for remark in remarks
            ]


def _by_source(together: Gathered) -> Iterator[slice]:
    ends = [*together.starts[1:], len(together)]
    for start, end in zip(together.starts, ends, strict=True):
        if end > start:
            yield slice(start, end)


def _customers(together: Gathered, rows: slice) -> list[int]:
    found: list[int] = np.flatnonzero(together.arrays["role"][rows] == "customer").tolist()
    return found


def _with(values: Array, rows: slice, own: Array) -> Array:
    changed = values.copy()
    changed[rows] = own
    return changed


def _placed(together: Gathered, row: int, column: str, finding: Finding) -> Finding:
    ids = together.arrays.get("employee_id")
    return replace(
        finding,
        place=together.place(row, column),
        target=Target(together.sheet.key, row, column),
        employee_id="" if ids is None else str(ids[row]),
    )


def _differing_names(together: Gathered, roster: Roster) -> Iterator[Finding]:
    """One finding for each id of a return beside which another name stands than on the roster."""
    if "employee_id" not in together.arrays:
        return
    for start, table in _tables(together):
        if NAMES not in table.arrays:
            continue
        ids = together.arrays["employee_id"][start : start + len(table)].tolist()
        for number, pair in _first_of(zip(ids, table.arrays[NAMES].tolist(), strict=True)).items():
            known, typed = roster.names.get(pair[0], ""), pair[1]
            if known and typed and known != typed and folded(known) != folded(typed):
                differs = NameDiffers(typed=typed, roster=known)
                yield _placed(together, start + number, "employee_id", differs)


def _tables(together: Gathered) -> Iterator[tuple[int, ReturnTable]]:
    for number, start in enumerate(together.starts):
        table = together.table(number)
        if table is not None and len(table):
            yield start, table


def _first_of(pairs: "Iterator[tuple[str, str]] | zip[tuple[str, str]]") -> Mapping[int, tuple[str, str]]:
    """Each different pair once, by the position of its first."""
    first: dict[tuple[str, str], int] = {}
    for number, pair in enumerate(pairs):
        first.setdefault(pair, number)
    return {number: pair for pair, number in first.items()}


def name_beside(together: Gathered, row: int) -> str:
    """The name that stands beside the id of a row, '' if none does."""
    number = int(together.source[row])
    table = together.table(number)
    if table is None or NAMES not in table.arrays:
        return ""
    return str(table.arrays[NAMES][row - together.starts[number]])
