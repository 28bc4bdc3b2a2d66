"""The sums of 得分明细 as Excel formulas; see `how` in the trace of rules/trace.py."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from perfxl.cycle.cells import column_letters
from perfxl.workbook.results.words import DIFFERENT, SAME
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite

COMPARED = "compared"  # the column with perfxl's own score
MOST_ARGUMENTS = 200  # SUM takes 255


class Letters(dict[str, str]):
    """The sheet's column letters by column key."""

    @classmethod
    def of(cls, columns: Sequence[ColumnToWrite]) -> "Letters":
        return cls({column.key: column_letters(number) for number, column in enumerate(columns)})


def live_formulas(trace: pd.DataFrame, letters: Letters, *, first_row: int, language: str) -> dict[str, list[str]]:
    """The formulas (without `=`, '' for none) of the columns value, points, contribution and check.

    trace: whole people, each one's lines together and children above what they feed. first_row: the sheet's number of
    the first line. A cell whose number is unknown has no formula.
    """
    lines = _Lines(trace, letters, first_row)
    same, differs = SAME(language), DIFFERENT(language)
    check = f'IF(ABS({letters["points"]}{{0}}-{letters[COMPARED]}{{0}})<0.000000001,"{same}","{differs}")'
    known = trace[COMPARED].notna().tolist()
    return {
        "value.formula": lines.values(),
        "points.formula": lines.points(),
        "contribution.formula": lines.contributions(),
        "check.formula": [check.format(n) if given else "" for n, given in zip(lines.numbers, known, strict=True)],
    }


class _Lines:
    """The lines of one sheet, with what each needs to become a formula."""

    def __init__(self, trace: pd.DataFrame, letters: Letters, first_row: int) -> None:
        self.letters = letters
        self.numbers = range(first_row, first_row + len(trace))
        self.how, self.kind = trace["how"].tolist(), trace["kind"].tolist()
        self.scaled = list((trace["how"] == "scale") & (trace["x1"] != trace["x0"]) & trace["x0"].notna())
        self._trace = trace
        self._has_of, self._has_weight = self._known("of"), list(trace["weight"].notna() & trace["of"].notna())
        self._line, self._starts = trace["line"].tolist(), _starts(trace, first_row)
        self._children = _children(trace, first_row)

    def values(self) -> list[str]:
        """The mean of the raters' values, where the scale turns it into points."""
        means = zip(self.numbers, self.scaled, self._known("value"), strict=True)
        return [
            self._over("AVERAGE", i, "value") if scaled and known and n in self._children else ""
            for i, (n, scaled, known) in enumerate(means)
        ]

    def points(self) -> list[str]:
        return [self._points(i) if known else "" for i, known in enumerate(self._known("points"))]

    def contributions(self) -> list[str]:
        return [self._contribution(i) if known else "" for i, known in enumerate(self._known("contribution"))]

    def _points(self, i: int) -> str:
        n, how, at = self.numbers[i], self.how[i], self.letters
        if self.scaled[i]:
            return "{p0}{n}+({p1}{n}-{p0}{n})*({value}{n}-{x0}{n})/({x1}{n}-{x0}{n})".format(n=n, **at)
        if how in ("given", "scale") or n not in self._children:
            return ""
        total = self._over("SUM", i, "contribution")
        if how == "score":
            return f"ROUND(ROUND(MAX(0,{total}),9),{at['of']}{n})"
        if how == "capped" and self._has_of[i]:
            return f"MIN({at['of']}{n},{total})"
        return total

    def _contribution(self, i: int) -> str:
        n, at = self.numbers[i], self.letters
        if self.kind[i] in ("base", "extra_total"):
            return f"{at['points']}{n}"
        if self.kind[i] == "deduct_total":
            return f"-{at['points']}{n}"
        return f"{at['points']}{n}*{at['weight']}{n}/{at['of']}{n}" if self._has_weight[i] else ""

    def _known(self, column: str) -> list[bool]:
        return list(self._trace[column].notna())

    def _over(self, function: str, i: int, column: str) -> str:
        """`function` over the cells of line i's children in `column`: SUM(N5:N9,N12)."""
        runs, letter = _runs(self._children[self.numbers[i]]), self.letters[column]
        if len(runs) > MOST_ARGUMENTS:
            first, above, feeds = self._starts[i], self.numbers[i] - 1, self.letters["parent"]
            return f"{function}IF({feeds}{first}:{feeds}{above},{self._line[i]},{letter}{first}:{letter}{above})"
        return f"{function}({','.join(_reference(letter, *run) for run in runs)})"


def _starts(trace: pd.DataFrame, first_row: int) -> list[int]:
    """For each line, the row of its person's first line."""
    ids = trace["employee_id"].to_numpy()
    begins = np.concatenate([[True], ids[1:] != ids[:-1]]) if len(ids) else np.zeros(0, dtype=bool)
    rows = np.arange(first_row, first_row + len(ids))
    return np.maximum.accumulate(np.where(begins, rows, 0)).tolist() if len(ids) else []


def _children(trace: pd.DataFrame, first_row: int) -> dict[int, list[int]]:
    """The rows that feed each row, in order."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    starts = _starts(trace, first_row)
    for row, (start, parent) in enumerate(zip(starts, trace["parent"].tolist(), strict=True), start=first_row):
        if parent:
            children[start + parent - 1].append(row)
    return children


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows as runs of neighbours: 5 6 7 9 are 5-7 and 9-9."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _reference(letter: str, first: int, last: int) -> str:
    return f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
