"""Does everything add up? For each department and sheet: what was sent out, what came back, what became of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from perfxl.consolidation.assembly import Assembled
from perfxl.consolidation.gathering import Gathered
from perfxl.consolidation.merging import Fate, Merged
from perfxl.cycle.cells import CellStatus
from perfxl.workbook.reading.columns_as_typed import Array

RATERS = ""  # the line of ratings that came from raters' own workbooks


@dataclass(frozen=True)
class Line:
    """One department and sheet. sent: rows that were sent out for its people; came: rows in its returns, of which taken,
    added, repeated and left add up to `came`; filled: of those sent out, how many say something now. sum_came, sum_used,
    sum_not_used: of the numbers in the main column (actuals, ratings, claimed points)."""

    department: str
    table: str
    files: int
    sent: int
    filled: int
    came: int
    taken: int
    added: int
    repeated: int
    left: int
    sum_came: float
    sum_used: float
    sum_not_used: float

    @property
    def adds_up(self) -> bool:
        """True if every row and every number that came is accounted for."""
        rows = self.came == self.taken + self.added + self.repeated + self.left
        return rows and abs(self.sum_came - self.sum_used - self.sum_not_used) < 1e-6 * max(1.0, abs(self.sum_came))


def reconciled(assembled: Assembled) -> list[Line]:
    """One line for each department and sheet that sent out or brought anything."""
    lines: list[Line] = []
    for merge in assembled.sheets.values():
        sent = _sent(merge, assembled)
        whose = [source.department for source in assembled.sources]
        departments = sorted({*sent, *_departments(merge.together, whose)})
        lines += [_line(merge, one, sent.get(one, (0, 0)), whose) for one in departments]
    return [line for line in lines if line.sent or line.came]


def _departments(together: Gathered | None, whose: Sequence[str]) -> Iterator[str]:
    if together is not None:
        yield from {whose[number] for number in np.unique(together.source).tolist()}


def _sent(merge: Merged, assembled: Assembled) -> dict[str, tuple[int, int]]:
    """Rows of the cycle workbook by department of their people, and how many of them say something now."""
    arrays, company = merge.arrays, assembled.company
    if "employee_id" in arrays:
        departments = [company.department_of(one) for one in arrays["employee_id"][: merge.own].tolist()]
    else:
        departments = arrays["department"][: merge.own].tolist()
    filled = _says(merge, arrays)[: merge.own].tolist()
    all_rows, full = Counter(departments), Counter(d for d, says in zip(departments, filled, strict=True) if says)
    return {one: (count, full[one]) for one, count in all_rows.items()}


def _says(merge: Merged, arrays: dict[str, Array]) -> Array:
    main = merge.joining.main
    if f"{main}.status" not in arrays:
        return np.asarray(arrays[main] != "")
    return np.asarray(arrays[f"{main}.status"] != CellStatus.BLANK)


def _line(merge: Merged, department: str, sent: tuple[int, int], whose: Sequence[str]) -> Line:
    together, main = merge.together, merge.joining.main
    if together is None:
        return Line(department, merge.joining.sheet.key, 0, *sent, 0, 0, 0, 0, 0, 0.0, 0.0, 0.0)
    mine = np.array([one == department for one in whose], dtype=bool)[together.source]
    mine &= merge.fate != Fate.SPARE
    fates = Counter(merge.fate[mine].tolist())
    numbers = np.nan_to_num(merge.came) if merge.came is not None else np.zeros(len(together))
    used = mine & np.isin(merge.fate, (Fate.TAKEN, Fate.ADDED)) & _used(merge)
    return Line(
        department=department,
        table=merge.joining.sheet.key,
        files=len(np.unique(together.source[mine])),
        sent=sent[0],
        filled=sent[1],
        came=int(mine.sum()),
        taken=fates[Fate.TAKEN],
        added=fates[Fate.ADDED],
        repeated=fates[Fate.REPEATED],
        left=fates[Fate.LEFT],
        sum_came=float(numbers[mine].sum()),
        sum_used=float(merge.arrays[main][merge.goes_to[used]].sum()) if merge.came is not None else 0.0,
        sum_not_used=float(numbers[mine & ~used].sum()),
    )


def _used(merge: Merged) -> Array:
    """Rows of returns whose number is the one that the master has."""
    if merge.came is None:
        return np.ones(len(merge.fate), dtype=bool)
    values = merge.arrays[merge.joining.main][np.maximum(merge.goes_to, 0)]
    with np.errstate(invalid="ignore"):
        return np.asarray((merge.goes_to >= 0) & (np.abs(values - merge.came) < 0.5e-9))
