"""What came back against what was sent out, cell by cell, for the rows that are in both."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from perfxl.consolidation.exceptions import Left
from perfxl.consolidation.gathering import Columns, Gathered
from perfxl.consolidation.rules_of_sheets import Joining
from perfxl.consolidation.values import differs, said, shown, sides
from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column
from perfxl.findings.base import Finding, Target
from perfxl.findings.consolidation import CycleValueReplaced, StandardChanged, UnitChanged
from perfxl.language import Text
from perfxl.workbook.reading.columns_as_typed import Array
from perfxl.workbook.reading.sheet_reader import ITEMS

_COUNTS = Text("按下发的计", "what was sent out counts")
_REPLACED = Text("周期工作簿中的值被交回的替代", "replaced what the cycle workbook said")


@dataclass
class Compared:
    """findings and entries; refused: rows of the returns whose actual is uncertain."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Pair:
    """Rows of the returns beside the rows that were sent out."""

    joining: Joining
    own: Columns
    together: Gathered
    rows: Array
    targets: Array

    def changed(self, column: Column, *, only_filled: bool = False) -> list[int]:
        """Positions at which the return says something else than what was sent out.

        only_filled: a blank that the return fills in is no change.
        """
        theirs = {name: self.together.arrays[name][self.rows] for name in sides(column, self.together.arrays)}
        own = {name: self.own[name][self.targets] for name in theirs}
        speaks = said(column, theirs) & self.together.has(column.key)[self.rows]
        if only_filled:
            speaks &= said(column, own)
        at = np.flatnonzero(speaks)
        own, theirs = ({name: values[at] for name, values in arrays.items()} for arrays in (own, theirs))
        found: list[int] = at[differs(column, own, theirs)].tolist()
        return found

    def left(self, at: int, column: Column, *, code: str, why: Text) -> Left:
        arrays, row, target = self.together.arrays, int(self.rows[at]), int(self.targets[at])
        key = self.joining.sheet.key
        return Left(
            code=code,
            why=why,
            department=self.together.sources[int(self.together.source[row])].department,
            place=self.together.place(row, column.key),
            table=key,
            employee_id=str(arrays["employee_id"][row]) if "employee_id" in arrays else "",
            item=str(arrays[ITEMS[key]][row]) if key in ITEMS else "",
            column=column.key,
            theirs=shown(column, arrays, row),
            ours=shown(column, self.own, target),
        )


def standards_changed(
    joining: Joining, own: Columns, together: Gathered, rows: Array, targets: Array
) -> list[Compared]:
    """HR's columns that came back different; one finding for each column of a return, one entry for each cell."""
    pair = _Pair(joining, own, together, rows, targets)
    keys = joining.given if joining.adds else joining.standards
    return [_changed_column(pair, joining.sheet.column(key)) for key in keys]


def _changed_column(pair: _Pair, column: Column) -> Compared:
    compared, changed = Compared(), pair.changed(column, only_filled=pair.joining.adds)
    entries = [pair.left(at, column, code=StandardChanged.code, why=_COUNTS) for at in changed]
    compared.left += entries
    if column.key == "unit":
        _unit_changed(pair, changed, entries, compared)
    by_file: dict[tuple[str, str], list[Left]] = {}
    for entry in entries:
        by_file.setdefault((entry.place.file, entry.place.sheet), []).append(entry)
    compared.findings += [_finding(column, own) for own in by_file.values()]
    return compared


def _finding(column: Column, entries: list[Left]) -> Finding:
    first, rest = entries[0], len(entries) - 1
    people = {entry.employee_id for entry in entries}
    more = Text(f"（共 {rest + 1} 格）", f" ({rest + 1} cells)") if rest else Text("", "")
    return StandardChanged(
        column=column.title,
        ours=first.ours or "-",
        theirs=first.theirs,
        more=more,
        place=first.place,
        employee_id=first.employee_id if len(people) == 1 else "",
        item=first.item if len(people) == 1 else "",
    )


def _unit_changed(pair: _Pair, changed: Iterable[int], entries: list[Left], compared: Compared) -> None:
    """An actual in another unit is another number."""
    for at, entry in zip(changed, entries, strict=True):
        row, arrays = int(pair.rows[at]), pair.together.arrays
        if arrays["actual.status"][row] != CellStatus.GIVEN if "actual.status" in arrays else True:
            continue
        actual = shown(pair.joining.sheet.column("actual"), arrays, row)
        compared.refused.append(row)
        compared.findings.append(
            UnitChanged(
                ours=entry.ours,
                theirs=entry.theirs,
                actual=actual,
                employee_id=entry.employee_id,
                item=entry.item,
                place=pair.together.place(row, "actual"),
                target=Target(pair.joining.sheet.key, int(pair.targets[at]), "actual"),
            )
        )


def replaced_values(joining: Joining, own: Columns, together: Gathered, rows: Array, targets: Array) -> list[Compared]:
    """What HR had filled in of the returns' columns and a return says otherwise: the return counts."""
    if joining.adds:
        return []
    pair, compared = _Pair(joining, own, together, rows, targets), Compared()
    for column in map(joining.sheet.column, joining.given):
        for at in pair.changed(column, only_filled=True):
            entry = pair.left(at, column, code=CycleValueReplaced.code, why=_REPLACED)
            compared.left.append(entry)
            compared.findings.append(_replaced(pair, column, entry, int(pair.targets[at])))
    return [compared]


def _replaced(pair: _Pair, column: Column, entry: Left, target: int) -> Finding:
    return CycleValueReplaced(
        column=column.title,
        ours=entry.ours,
        theirs=entry.theirs,
        employee_id=entry.employee_id,
        item=entry.item,
        place=entry.place,
        target=Target(pair.joining.sheet.key, target, column.key),
    )
