"""Which results a live book shows: all of them, but a trace only as far as a person can read it there."""

from perfxl.rules.scores import Scores
from perfxl.workbook.results import book as results
from perfxl.workbook.writing.sheet_to_write import SheetToWrite

MOST_ROWS = 5_000  # of a trace that a person follows on the screen; a longer one is in the results workbook only


def check_sheets(scores: Scores, language: str, *, book: str) -> list[SheetToWrite]:
    """问题清单, with jumps to the cells of the live book named `book`, and 完整度."""
    return results.check_sheets(scores, language, beside=book)


def trace_shown(scores: Scores) -> bool:
    """Whether the live book shows the trace."""
    return len(scores.trace) <= MOST_ROWS


def score_sheets(scores: Scores, language: str, *, book: str) -> list[SheetToWrite]:
    """得分, 得分明细 with its sums as formulas, 问题清单, 完整度, and 加减分台账 and 申诉一览 if there are any.

    A trace too long for a live sheet is left out.
    """
    as_of = scores.cycle.as_of
    sheets = results.results_sheets(scores, language, as_of=as_of, beside=book, longest_trace=MOST_ROWS)
    return [*sheets, *results.more_sheets(scores, language, as_of=as_of)]
