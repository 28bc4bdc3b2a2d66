"""What is different from the last run: who came, who changed what, who is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from perfxl.consolidation.keys import key_codes, positions
from perfxl.consolidation.return_read import ReturnRead, ReturnTable
from perfxl.consolidation.rules_of_sheets import JOININGS, Joining
from perfxl.consolidation.values import differs, said, shown, sides
from perfxl.cycle.cells import column_letters
from perfxl.cycle.row_places import place_of
from perfxl.findings.base import Place
from perfxl.workbook.reading.columns_as_typed import Array
from perfxl.workbook.reading.sheet_reader import ITEMS


@dataclass(frozen=True)
class CellChange:
    """One value that a file says now and did not say last time. column '': the whole row came or went."""

    file: str
    place: Place
    table: str
    employee_id: str
    item: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Against the last run. first: there was none. came, changed, gone: files. cells: what changed in the changed ones;
    unknown: changed files whose last content is not known any more."""

    first: bool
    came: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    cells: tuple[CellChange, ...] = ()
    unknown: tuple[str, ...] = ()


def changes(
    reads: Mapping[str, ReturnRead],
    hashes: Mapping[str, str],
    *,
    last: Mapping[str, str] | None,
    last_reads: Mapping[str, ReturnRead],
) -> Changes:
    """Compare the files that are used now with those of the last run.

    hashes: of the files now; last: those of the last run, None if there was none; last_reads: what its files said.
    """
    if last is None:
        return Changes(first=True, came=tuple(sorted(reads)))
    changed = sorted(name for name in reads if name in last and hashes.get(name, "") not in ("", last[name]))
    cells = [cell for name in changed if name in last_reads for cell in changed_cells(last_reads[name], reads[name])]
    return Changes(
        first=False,
        came=tuple(sorted(reads.keys() - last.keys())),
        changed=tuple(changed),
        gone=tuple(sorted(last.keys() - reads.keys())),
        cells=tuple(cells),
        unknown=tuple(name for name in changed if name not in last_reads),
    )


def changed_cells(before: ReturnRead, after: ReturnRead) -> Iterator[CellChange]:
    """Every value of the second that differs from the first, row by row."""
    for key, joining in JOININGS.items():
        old, new = before.tables.get(key), after.tables.get(key)
        if old is not None and new is not None:
            yield from _in_table(joining, old, new)
        elif old is not None or new is not None:
            table = old if new is None else new
            assert table is not None
            yield from (_row(joining, table, row, came=old is None) for row in range(len(table)))


def _in_table(joining: Joining, old: ReturnTable, new: ReturnTable) -> Iterator[CellChange]:
    own, theirs = key_codes(old.arrays, new.arrays, joining.key)
    at = positions(own, theirs)
    both = np.flatnonzero(at >= 0)
    for column in joining.sheet.columns:
        if column.key in joining.key:
            continue
        names = sides(column, new.arrays)
        left = {name: old.arrays[name][at[both]] for name in names}
        right = {name: new.arrays[name][both] for name in names}
        different = differs(column, left, right) & (said(column, left) | said(column, right))
        for number in np.flatnonzero(different).tolist():
            pair = shown(column, left, number), shown(column, right, number)
            yield _cell(joining, new, int(both[number]), column.key, pair)
    yield from (_row(joining, new, row, came=True) for row in np.flatnonzero(at < 0).tolist())
    yield from (_row(joining, old, row, came=False) for row in np.flatnonzero(positions(theirs, own) < 0).tolist())


def _row(joining: Joining, table: ReturnTable, row: int, *, came: bool) -> CellChange:
    text = " ".join(str(table.arrays[key][row])[:40] for key in joining.key if table.arrays[key].dtype == object)
    return _cell(joining, table, row, "", ("", text) if came else (text, ""))


def _cell(joining: Joining, table: ReturnTable, row: int, column: str, values: tuple[str, str]) -> CellChange:
    arrays, key = table.arrays, joining.sheet.key
    place = _place(table, row, column)
    return CellChange(
        file=place.file,
        place=place,
        table=key,
        employee_id=_text(arrays.get("employee_id"), row),
        item=_text(arrays.get(ITEMS.get(key, "")), row),
        column=column,
        before=values[0],
        after=values[1],
    )


def _place(table: ReturnTable, row: int, column: str) -> Place:
    arrays = table.arrays
    file, sheet = str(arrays["_file"][row]), str(arrays["_sheet"][row])
    if arrays["_cells"][row]:
        return place_of(str(arrays["_cells"][row]), column, file=file, sheet=sheet)
    return Place(file, sheet, f"{column_letters(table.columns.get(column, 0))}{int(arrays['_row'][row])}")


def _text(values: Array | None, row: int) -> str:
    return "" if values is None else str(values[row])
