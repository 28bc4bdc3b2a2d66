"""The results workbook: 概览, 得分, 得分明细 with live formulas, 问题清单, 完整度, and 加减分台账 and 申诉一览 if there are any."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from perfxl.language import Text, spoken
from perfxl.rules.appeal_overview import appeal_overview
from perfxl.rules.scores import Scores
from perfxl.workbook.results.appeals import appeals_sheet
from perfxl.workbook.results.completeness import EMPLOYEES, OWED, completeness_sheet
from perfxl.workbook.results.findings import findings_sheet
from perfxl.workbook.results.ledger import ledger_sheet
from perfxl.workbook.results.links import first_cells, linked
from perfxl.workbook.results.overview import overview_page
from perfxl.workbook.results.scores import scores_sheet
from perfxl.workbook.results.trace import disagreements, trace_sheets
from perfxl.workbook.results.words import rounded_format
from perfxl.workbook.writing.page_to_write import PageToWrite
from perfxl.workbook.writing.sheet_to_write import SheetToWrite
from perfxl.workbook.writing.writer import write_workbook


def write_results(scores: Scores, path: Path, *, language: str, as_of: date) -> None:
    """Write `scores` to a new workbook of kind results at `path`; the same scores give the same bytes.

    Findings are links into the cycle workbook where that stands beside `path`. Raises Fault where `path` cannot be
    written.
    """
    sheets = results_sheets(scores, language, as_of=as_of, beside=_cycle_workbook_beside(scores, Path(path)))
    more = more_sheets(scores, language, as_of=as_of)
    pages: list[SheetToWrite | PageToWrite] = [overview_page(scores, sheets, language, as_of=as_of), *sheets, *more]
    write_workbook(path, pages, kind="results", language=language, made_on=as_of, title=pages[0].heading)


def results_sheets(
    scores: Scores, language: str, *, as_of: date, beside: str = "", longest_trace: int | None = None
) -> list[SheetToWrite]:
    """The sheets behind the overview in `language`, before they are a file: 得分, 得分明细..., 问题清单, 完整度.

    beside: the name of the cycle workbook if it stands in the folder of the results. longest_trace: the most rows of
    a trace that is given; a longer one is left out.
    """
    trace = [] if longest_trace is not None and len(scores.trace) > longest_trace else trace_sheets(scores, language)
    told = disagreements(trace, language) if trace else ""
    people = scores_sheet(scores, language, as_of=as_of, disagreements=told)
    persons = first_cells([people])
    findings, complete = check_sheets(scores, language, beside=beside)
    for table in (OWED, EMPLOYEES):
        complete = linked(complete, persons, table=table)
    sheets = [
        linked(people, first_cells(trace)),
        *(linked(sheet, persons, only=sheet.tables[0].rows["outline"] == 0) for sheet in trace),
        linked(findings, persons),
        complete,
    ]
    return [replace(sheet, footer=_footer(scores, language, as_of=as_of)) for sheet in sheets]


def more_sheets(scores: Scores, language: str, *, as_of: date) -> list[SheetToWrite]:
    """加减分台账 and 申诉一览, each where the cycle has any."""
    sheets = []
    if len(scores.adjustments):
        sheets.append(ledger_sheet(scores, language))
    if len(scores.cycle["appeals"]):
        sheets.append(appeals_sheet(appeal_overview(scores), language))
    return [replace(sheet, footer=_footer(scores, language, as_of=as_of)) for sheet in sheets]


def check_sheets(scores: Scores, language: str, *, beside: str) -> list[SheetToWrite]:
    """问题清单 and 完整度: what a check finds, before there are scores to link to."""
    names = dict(zip(scores.people["employee_id"], scores.people["name"], strict=True))
    score_format = rounded_format(scores.cycle.settings.rounding_digits)
    return [
        findings_sheet(scores, language, beside=beside),
        completeness_sheet(scores.completeness, names, language, score_format=score_format),
    ]


def _footer(scores: Scores, language: str, *, as_of: date) -> str:
    told = Text(f"截至 {as_of}", f"As of {as_of}")(language)
    return " · ".join(filter(None, (spoken(scores.cycle.settings.name, language), told)))


def _cycle_workbook_beside(scores: Scores, path: Path) -> str:
    cycle = scores.cycle
    return cycle.file if cycle.folder and Path(cycle.folder).resolve() == path.resolve().parent else ""
