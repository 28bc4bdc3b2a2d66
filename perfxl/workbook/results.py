"""The results workbook: 得分, 得分明细 with live formulas, 问题清单, 完整度."""

from datetime import date
from pathlib import Path

from perfxl.rules.scores import Scores
from perfxl.workbook.results_completeness import completeness_sheet
from perfxl.workbook.results_findings import findings_sheet
from perfxl.workbook.results_scores import scores_sheet
from perfxl.workbook.results_trace import disagreements, trace_sheets
from perfxl.workbook.results_words import rounded_format
from perfxl.workbook.sheet_to_write import SheetToWrite
from perfxl.workbook.writer import write_workbook


def write_results(scores: Scores, path: Path, *, language: str, as_of: date) -> None:
    """Write `scores` to a new workbook of kind results at `path`; the same scores give the same bytes.

    Raises Fault where `path` cannot be written.
    """
    sheets = results_sheets(scores, language, as_of=as_of)
    write_workbook(path, sheets, kind="results", language=language, made_on=as_of, title=sheets[0].heading)


def results_sheets(scores: Scores, language: str, *, as_of: date) -> list[SheetToWrite]:
    """The sheets of the results workbook in `language`, before they are a file."""
    people = scores.people
    names = dict(zip(people["employee_id"], people["name"], strict=True))
    trace = trace_sheets(scores, language)
    score_format = rounded_format(scores.cycle.settings.rounding_digits)
    return [
        scores_sheet(scores, language, as_of=as_of, disagreements=disagreements(trace, language)),
        *trace,
        findings_sheet(scores.findings, names, language),
        completeness_sheet(scores.completeness, names, language, score_format=score_format),
    ]
