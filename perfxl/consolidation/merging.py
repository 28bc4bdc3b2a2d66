"""One sheet: the rows that HR sent out with what came back in them, and the rows that only returns have."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from perfxl.consolidation.authority import other_departments, refusals
from perfxl.consolidation.company import Company
from perfxl.consolidation.comparing import replaced_values, standards_changed
from perfxl.consolidation.exceptions import REPEATED, Left
from perfxl.consolidation.gathering import Columns, Gathered
from perfxl.consolidation.keys import key_codes, only_positions, positions
from perfxl.consolidation.rules_of_sheets import Joining
from perfxl.consolidation.same_row import SameRow, settled
from perfxl.consolidation.values import said, sides, to_change
from perfxl.cycle.tables import PLACE_COLUMNS, CellStatus, Cycle
from perfxl.findings.base import Finding, Place, Target
from perfxl.findings.consolidation import NewRowsTaken, RowNotExpected, SentTwice
from perfxl.language import Text
from perfxl.workbook.reading.columns_as_typed import Array, same_text
from perfxl.workbook.reading.sheet_reader import ITEMS

HOME = ("_home_file", "_home_sheet", "_home_row")  # where what HR filled in stands


class Fate(IntEnum):
    """What became of a row of a return."""

    TAKEN = 0  # into a row that was sent out
    ADDED = 1  # as a row of its own
    REPEATED = 2  # it says what another one says
    LEFT = 3
    SPARE = 4  # a blank row of a form, nothing was typed


@dataclass
class Merged:
    """arrays: the rows of the cycle workbook in their order, then those that only returns have. own: how many the
    former are. fate, goes_to: of each row of `together`, what became of it and its row in `arrays` (-1: none)."""

    joining: Joining
    together: Gathered | None
    arrays: Columns
    own: int
    fate: Array
    goes_to: Array
    findings: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    spoken: dict[str, Array] = field(default_factory=dict)  # by column, the rows that a return has filled in
    came: Array | None = None  # the numbers of the main column as they came, NaN for none

    def __len__(self) -> int:
        return len(self.arrays["_row"])


def merged(joining: Joining, cycle: Cycle, together: Gathered | None, company: Company) -> Merged:
    """The rows of one sheet; every row of every return is in it, or among `left`."""
    own = _own_rows(cycle, joining.sheet.key)
    count = len(together) if together else 0
    nowhere = np.full(count, -1, dtype=np.int64)
    merge = Merged(joining, together, own, len(own["_row"]), np.full(count, Fate.LEFT), nowhere)
    if together is None:
        return merge
    merge.came = _came(joining, together)
    _refuse(merge, together, company)
    _match(merge, together)
    _append(merge, together)
    _fill(merge, together)
    merge.findings += [*_of_reading(merge, together), *_of_people(merge, together, company), *_new_rows(merge, together)]
    return merge


def _came(joining: Joining, together: Gathered) -> Array | None:
    values = together.arrays[joining.main]
    if values.dtype.kind != "f":
        return None
    return np.where(together.arrays[f"{joining.main}.status"] == CellStatus.GIVEN, values, np.nan)


def _own_rows(cycle: Cycle, key: str) -> Columns:
    """The cycle's columns, read-only: `to_change` makes a copy of one."""
    table = cycle[key]
    arrays = {name: table[name].to_numpy().view() for name in table.columns}
    for values in arrays.values():
        values.flags.writeable = False
    return arrays | {home: arrays[name] for home, name in zip(HOME, PLACE_COLUMNS, strict=False)}


def left_row(merge: Merged, together: Gathered, row: int, finding: Finding, *, why: Text | None = None) -> Left:
    """An entry for a whole row of a return."""
    arrays, key = together.arrays, merge.joining.sheet.key
    return Left(
        code=finding.code,
        why=why or Text(finding.what("zh"), finding.what("en")),
        department=together.sources[int(together.source[row])].department,
        place=together.place(row),
        table=key,
        employee_id=str(arrays["employee_id"][row]) if "employee_id" in arrays else "",
        item=str(arrays[ITEMS[key]][row]) if key in ITEMS else "",
    )


def _refuse(merge: Merged, together: Gathered, company: Company) -> None:
    merge.goes_to[:] = -1
    merge.fate[:] = Fate.ADDED  # until something else is found
    for refusal in refusals(together, company):
        if refusal.finding is None:
            merge.fate[refusal.rows] = Fate.SPARE
            continue
        merge.fate[refusal.rows] = Fate.LEFT
        merge.findings.append(refusal.finding)
        merge.left += [left_row(merge, together, row, refusal.finding) for row in refusal.rows.tolist()]


def _match(merge: Merged, together: Gathered) -> None:
    """Find the row that was sent out; leave rows that nobody asked for."""
    joining, candidates = merge.joining, merge.fate == Fate.ADDED
    own, theirs = key_codes(merge.arrays, together.arrays, joining.key)
    at = positions(own, theirs)
    if joining.loose and (at < 0).any():
        rest = tuple(key for key in joining.key if key != joining.loose)
        loosely = only_positions(*key_codes(merge.arrays, together.arrays, rest))
        at = np.where((at < 0) & np.isnat(together.arrays[joining.loose]), loosely, at)
    taken = candidates & (at >= 0)
    merge.fate[taken], merge.goes_to[taken] = Fate.TAKEN, at[taken]
    if joining.adds or (at >= 0).all():
        return
    known = positions(*key_codes(merge.arrays, together.arrays, joining.within)) >= 0
    asked = np.array([source.asked for source in together.sources])[together.source]
    unasked = candidates & (at < 0) & (known | (asked if joining.sheet.key == "ratings" else False))
    merge.fate[unasked] = Fate.LEFT
    for row in np.flatnonzero(unasked).tolist():
        finding = _not_expected(merge, together, row)
        merge.findings.append(finding)
        merge.left.append(left_row(merge, together, row, finding))


def _not_expected(merge: Merged, together: Gathered, row: int) -> Finding:
    arrays, key = together.arrays, merge.joining.sheet.key
    words = " ".join(str(arrays[one][row]) for one in merge.joining.key if arrays[one].dtype == object)
    title = merge.joining.sheet.title
    return RowNotExpected(
        named=Text(f"“{title.zh}”{words}", f"{title.en} {words}"),
        employee_id=str(arrays["employee_id"][row]) if "employee_id" in arrays else "",
        item=str(arrays[ITEMS[key]][row]) if key in ITEMS else "",
        place=together.place(row, ITEMS.get(key, merge.joining.key[0])),
    )


def _append(merge: Merged, together: Gathered) -> None:
    """Rows that only returns have, each different one once."""
    rows = np.flatnonzero(merge.fate == Fate.ADDED)
    if not len(rows):
        return
    nothing = {name: values[:0] for name, values in together.arrays.items()}
    some = {name: values[rows] for name, values in together.arrays.items()}
    _, codes = key_codes(nothing, some, merge.joining.key)
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))  # in order of appearance
    merge.goes_to[rows] = merge.own + order[which]
    new = rows[np.sort(first)]
    for name, values in merge.arrays.items():
        theirs = together.arrays[name][new] if name in together.arrays else _no_home(name, len(new))
        merge.arrays[name] = np.concatenate([values, theirs])


def _no_home(name: str, count: int) -> Array:
    return np.zeros(count, dtype=np.int64) if name == HOME[2] else same_text("", count)


def _fill(merge: Merged, together: Gathered) -> None:
    """Put what returns say into the rows; where several speak about one row, they must agree."""
    rows = np.flatnonzero(merge.goes_to >= 0)
    targets, first = np.unique(merge.goes_to[rows], return_index=True)
    _compare(merge, together, rows)
    chosen = rows[first]
    several = np.delete(rows, first)
    spoken = {key: _put(merge, together, key, chosen, targets) for key in merge.joining.given}
    _place(merge, together, chosen, targets, spoken[merge.joining.main])
    merge.spoken = {key: targets[says] for key, says in spoken.items()}
    if len(several):
        _settle(merge, together, np.unique(merge.goes_to[several]))


def _compare(merge: Merged, together: Gathered, rows: Array) -> None:
    sent = rows[merge.goes_to[rows] < merge.own]
    found = standards_changed(merge.joining, merge.arrays, together, sent, merge.goes_to[sent])
    found += replaced_values(merge.joining, merge.arrays, together, sent, merge.goes_to[sent])
    for one in found:
        merge.findings += one.findings
        merge.left += one.left
        if one.refused:
            _refuse_values(together, one.refused)


def _refuse_values(together: Gathered, rows: list[int]) -> None:
    """Actuals whose unit was changed do not count; they are unreadable, not blank."""
    for name, value in (("actual", np.nan), ("actual.status", CellStatus.UNREADABLE), ("actual.text", "")):
        changed = together.arrays[name].copy()
        changed[rows] = value
        together.arrays[name] = changed


def _put(merge: Merged, together: Gathered, key: str, rows: Array, targets: Array) -> Array:
    """Put one column's values where the return says something; returns for which targets it did."""
    column = merge.joining.sheet.column(key)
    theirs = {name: together.arrays[name][rows] for name in sides(column, together.arrays)}
    says = said(column, theirs)
    if merge.joining.adds:
        own = {name: merge.arrays[name][targets] for name in theirs}
        says &= ~said(column, own) | (targets >= merge.own)
    for name, values in theirs.items():
        if says.any():
            to_change(merge.arrays, name)[targets[says]] = values[says]
    return np.asarray(says)


def _place(merge: Merged, together: Gathered, rows: Array, targets: Array, spoken: Array) -> None:
    """A row stands where its return is; where only HR has filled it in, it stands in the cycle workbook."""
    there = spoken | (targets >= merge.own) | (not merge.joining.adds)
    for name in ("_file", "_sheet", "_row", "_cells"):
        if np.any(merge.arrays[name][targets[there]] != together.arrays[name][rows[there]]):
            to_change(merge.arrays, name)[targets[there]] = together.arrays[name][rows[there]]


def _settle(merge: Merged, together: Gathered, targets: Array) -> None:
    """Rows about which several returns speak."""
    order = np.argsort(merge.goes_to, kind="stable")
    sorted_targets = merge.goes_to[order]
    repeated: dict[tuple[int, int], list[int]] = {}
    for target in targets.tolist():
        low, high = np.searchsorted(sorted_targets, [target, target + 1])
        rows = order[low:high].tolist()
        same = settled(SameRow(merge.joining, merge.arrays, together, rows, target))
        merge.findings += same.findings
        merge.left += same.left
        merge.fate[rows[1:]] = Fate.REPEATED
        for row in same.repeated:
            pair = int(together.source[rows[0]]), int(together.source[row])
            repeated.setdefault(pair, []).append(row)
    for (first, _), rows in repeated.items():
        _sent_twice(merge, together, rows, together.sources[first].read.file)


def _sent_twice(merge: Merged, together: Gathered, rows: list[int], other: str) -> None:
    finding = SentTwice(rows=len(rows), other=f"[{other}]", place=together.place(rows[0]))
    merge.findings.append(finding)
    merge.left += [left_row(merge, together, row, finding, why=REPEATED) for row in rows]


def _of_reading(merge: Merged, together: Gathered) -> Iterator[Finding]:
    """Findings about cells that count, at the rows of the master; those about cells that do not are listed as left."""
    given = {*merge.joining.given, *merge.joining.key}
    for finding in together.findings:
        target = finding.target
        if target is None or target.row >= len(together):
            continue
        goes_to = int(merge.goes_to[target.row])
        counts = goes_to >= 0 and (goes_to >= merge.own or target.column in given)
        if counts:
            yield replace(finding, target=Target(target.table, goes_to, target.column))
        elif finding.severity != "note" and merge.fate[target.row] != Fate.SPARE:
            row = left_row(merge, together, target.row, finding)
            merge.left.append(replace(row, column=target.column, place=finding.place or row.place))


def _of_people(merge: Merged, together: Gathered, company: Company) -> Iterator[Finding]:
    for finding in other_departments(together, company, merge.goes_to >= 0):
        target = finding.target
        assert target is not None
        yield replace(finding, target=Target(target.table, int(merge.goes_to[target.row]), target.column))


def _new_rows(merge: Merged, together: Gathered) -> Iterator[Finding]:
    """One note for each person whose standards came with a return."""
    if merge.joining.adds or len(merge) == merge.own or "employee_id" not in merge.arrays:
        return
    ids = merge.arrays["employee_id"][merge.own :]
    for person in dict.fromkeys(ids.tolist()):
        rows = merge.own + np.flatnonzero(ids == person)
        first = int(np.flatnonzero(merge.goes_to == rows[0])[0])
        title = merge.joining.sheet.title
        yield NewRowsTaken(sheet_title=title, rows=len(rows), employee_id=person, place=together.place(first))


def place_of_row(merge: Merged, row: int) -> Place:
    """Where a row of the cycle workbook stands."""
    return Place(str(merge.arrays[HOME[0]][row]), str(merge.arrays[HOME[1]][row]), f"A{int(merge.arrays[HOME[2]][row])}")
