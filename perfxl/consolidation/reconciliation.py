"""Does everything add up? For each department and sheet: what was sent out, what came back, what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.consolidation.assembly import Assembled
from perfxl.consolidation.merging import Fate, Merged
from perfxl.cycle.cells import CellStatus
from perfxl.workbook.reading.columns_as_typed import Array, texts


@dataclass(frozen=True)
class Line:
    """One department ('' for raters' own workbooks) and sheet. sent: rows that were sent out
    for its people; came: rows in its returns, of which taken,
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
    """One line for each department and sheet that sent out or brought anything, in order of sheet and department."""
    lines = [line for merge in assembled.sheets.values() for line in _lines(merge, assembled)]
    return [line for line in lines if line.sent or line.came]


def _lines(merge: Merged, assembled: Assembled) -> list[Line]:
    sent, came = _sent(merge, assembled), _came(merge, [source.department for source in assembled.sources])
    nothing = _Came()
    return [
        Line(
            department=one,
            table=merge.joining.sheet.key,
            sent=sent.get(one, (0, 0))[0],
            filled=sent.get(one, (0, 0))[1],
            **vars(came.get(one, nothing)),
        )
        for one in sorted({*sent, *came})
    ]


@dataclass
class _Came:
    files: int = 0
    came: int = 0
    taken: int = 0
    added: int = 0
    repeated: int = 0
    left: int = 0
    sum_came: float = 0.0
    sum_used: float = 0.0
    sum_not_used: float = 0.0


def _sent(merge: Merged, assembled: Assembled) -> dict[str, tuple[int, int]]:
    """Rows of the cycle workbook by department of their people, and how many of them say something now."""
    arrays, company = merge.arrays, assembled.company
    if "employee_id" in arrays:
        codes, people = pd.factorize(arrays["employee_id"][: merge.own])
        departments = texts([company.department_of(one) for one in people])[codes].tolist()
    else:
        departments = arrays["department"][: merge.own].tolist()
    filled = _says(merge, arrays)[: merge.own].tolist()
    whole, full = Counter(departments), Counter(d for d, says in zip(departments, filled, strict=True) if says)
    return {one: (count, full[one]) for one, count in whole.items()}


def _says(merge: Merged, arrays: dict[str, Array]) -> Array:
    main = merge.joining.main
    if f"{main}.status" not in arrays:
        return np.asarray(arrays[main] != "")
    return np.asarray(arrays[f"{main}.status"] != CellStatus.BLANK)


def _came(merge: Merged, whose: Sequence[str]) -> dict[str, _Came]:
    """What came from each department, and what became of it."""
    together = merge.together
    if together is None:
        return {}
    names = sorted(set(whose))
    code = np.array([names.index(one) for one in whose], dtype=np.int64)[together.source]
    real = merge.fate != Fate.SPARE
    fates = np.zeros((len(names), len(Fate)), dtype=np.int64)
    np.add.at(fates, (code[real], merge.fate[real]), 1)
    values = np.nan_to_num(merge.came) if merge.came is not None else np.zeros(len(together))
    used = _used(merge) & np.isin(merge.fate, (Fate.TAKEN, Fate.ADDED))
    kept = merge.arrays[merge.joining.main][merge.goes_to[used]] if merge.came is not None else values[used]
    sums = [np.bincount(code[rows], weights, len(names)) for rows, weights in
            ((real, values[real]), (used, kept), (real & ~used, values[real & ~used]))]  # fmt: skip
    files = Counter(names[code[at]] for at in np.unique(together.source[real], return_index=True)[1].tolist())
    return {
        one: _Came(files[one], int(fates[n].sum()), *map(int, fates[n][: Fate.SPARE]), *(float(total[n]) for total in sums))
        for n, one in enumerate(names)
        if fates[n].sum()
    }


def _used(merge: Merged) -> Array:
    """Rows of returns whose number is the one that the master has."""
    if merge.came is None:
        return np.ones(len(merge.fate), dtype=bool)
    if not len(merge):
        return np.zeros(len(merge.fate), dtype=bool)
    values = merge.arrays[merge.joining.main][np.maximum(merge.goes_to, 0)]
    with np.errstate(invalid="ignore"):
        return np.asarray((merge.goes_to >= 0) & (np.abs(values - merge.came) < 0.5e-9))
