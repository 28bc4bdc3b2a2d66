"""Several returns speak about one row: what they agree on counts, what they contradict each other in does not."""

from dataclasses import dataclass, field

import numpy as np

from perfxl.consolidation.exceptions import Left
from perfxl.consolidation.gathering import Columns, Gathered
from perfxl.consolidation.rules_of_sheets import NUMBERS, Joining
from perfxl.consolidation.values import said, shown, sides, to_change
from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind
from perfxl.findings.base import Finding, Target
from perfxl.findings.consolidation import ReturnsDisagree
from perfxl.language import Text, folded
from perfxl.workbook.reading.sheet_reader import ITEMS

_DISAGREE = Text("几处填写的不同", "filled in differently in several places")
_FIRST = Text("文字采用了另一处的", "the text of another row is used")


@dataclass(frozen=True)
class SameRow:
    """rows: of the returns, in order; the first one's values are in `arrays` at `target` already."""

    joining: Joining
    arrays: Columns
    together: Gathered
    rows: list[int]
    target: int


@dataclass
class Settled:
    """repeated: rows that say nothing that another does not say."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


def settled(same: SameRow) -> Settled:
    """Put together what the rows say; `arrays` is changed at `target`."""
    done = Settled()
    for key in same.joining.given:
        _settle_column(same, same.joining.sheet.column(key), done)
    told = {entry.place for entry in done.left}
    done.repeated = [row for row in same.rows[1:] if not any(_place(same, row, key) in told for key in same.joining.given)]
    return done


def _settle_column(same: SameRow, column: Column, done: Settled) -> None:
    arrays = same.together.arrays
    speaking = [row for row in same.rows if said(column, _cell(arrays, column, row))[0]]
    if not speaking:
        return
    words = {row: folded(shown(column, arrays, row)) for row in speaking}
    if len(set(words.values())) == 1:
        _use(same, column, speaking[0])
        return
    if column.kind in NUMBERS or column.kind is Kind.CHOICE:
        _contradict(same, column, speaking, done)
        return
    _use(same, column, speaking[0])
    done.left += [_left(same, column, row, _FIRST) for row in speaking if words[row] != words[speaking[0]]]


def _use(same: SameRow, column: Column, row: int) -> None:
    keeps = same.joining.adds and same.arrays["_home_row"][same.target] > 0
    if keeps and said(column, _cell(same.arrays, column, same.target))[0]:
        return
    for name in sides(column, same.together.arrays):
        to_change(same.arrays, name)[same.target] = same.together.arrays[name][row]


def _contradict(same: SameRow, column: Column, rows: list[int], done: Settled) -> None:
    """Nothing of it counts: the cell is unreadable, not blank, until somebody decides."""
    arrays, key = same.arrays, column.key
    if f"{key}.status" in arrays:
        to_change(arrays, key)[same.target] = np.datetime64("NaT") if column.kind is Kind.DATE else np.nan
        to_change(arrays, f"{key}.status")[same.target] = CellStatus.UNREADABLE
    else:
        to_change(arrays, key)[same.target] = ""
    for side, nothing in (("text", ""), ("percent", False)):
        if f"{key}.{side}" in arrays:
            to_change(arrays, f"{key}.{side}")[same.target] = nothing
    entries = [_left(same, column, row, _DISAGREE) for row in rows]
    done.left += entries
    done.findings.append(_disagree(same, column, entries))


def _disagree(same: SameRow, column: Column, entries: list[Left]) -> Finding:
    each = [f"{entry.theirs}（{entry.place}）" for entry in entries]
    english = [f"{entry.theirs} at {entry.place}" for entry in entries]
    first = entries[0]
    return ReturnsDisagree(
        column=column.title,
        values=Text("；".join(each), "; ".join(english)),
        places=tuple(str(entry.place) for entry in entries),
        employee_id=first.employee_id,
        item=first.item,
        place=first.place,
        target=Target(same.joining.sheet.key, same.target, column.key),
    )


def _left(same: SameRow, column: Column, row: int, why: Text) -> Left:
    arrays, key = same.together.arrays, same.joining.sheet.key
    return Left(
        code=ReturnsDisagree.code,
        why=why,
        department=same.together.sources[int(same.together.source[row])].department,
        place=_place(same, row, column.key),
        table=key,
        employee_id=str(arrays["employee_id"][row]) if "employee_id" in arrays else "",
        item=str(arrays[ITEMS[key]][row]) if key in ITEMS else "",
        column=column.key,
        theirs=shown(column, arrays, row),
    )


def _place(same: SameRow, row: int, key: str):  # type: ignore[no-untyped-def]
    return same.together.place(row, key)


def _cell(arrays: Columns, column: Column, row: int) -> Columns:
    return {name: arrays[name][row : row + 1] for name in sides(column, arrays)}
