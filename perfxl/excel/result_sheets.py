"""Which results a live book shows: all of them, but a trace only as far as a person can read it there."""

import pandas as pd

from perfxl.cycle.sheets import TRACE
from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.workbook.results import book as results
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, SheetToWrite, TableToWrite

_HEAD = Text("在哪里", "Where it is")
_ELSEWHERE = Text(
    "明细很长，只在输出文件夹的结果工作簿中。", "The trace is long; it is in the results workbook of the output folder only."
)
MOST_ROWS = 5_000  # of a trace that a person follows on the screen; a longer one is in the results workbook only


def check_sheets(scores: Scores, language: str, *, book: str) -> list[SheetToWrite]:
    """问题清单, with jumps to the cells of the live book named `book`, and 完整度."""
    return results.check_sheets(scores, language, beside=book)


def trace_shown(scores: Scores) -> bool:
    """Whether the live book shows the trace."""
    return len(scores.trace) <= MOST_ROWS


def score_sheets(scores: Scores, language: str, *, book: str) -> list[SheetToWrite]:
    """得分, 得分明细 with its sums as formulas, 问题清单, 完整度, and 加减分台账 and 申诉一览 if there are any.

    Instead of a trace too long for a live sheet there is a line that says where it is, so that no older one stays.
    """
    as_of = scores.cycle.as_of
    sheets = results.results_sheets(scores, language, as_of=as_of, beside=book, longest_trace=MOST_ROWS)
    long = [] if trace_shown(scores) else [_no_trace(language)]
    return [*sheets, *long, *results.more_sheets(scores, language, as_of=as_of)]


def _no_trace(language: str) -> SheetToWrite:
    table = TableToWrite(columns=[ColumnToWrite("none", _HEAD(language))], rows=pd.DataFrame({"none": []}), none=_ELSEWHERE(language))
    return SheetToWrite(TRACE(language), heading=TRACE(language), tables=[table])
