"""The committee's workbook: 校准概览, 校准会议, 校准名额, 校准提案."""

from dataclasses import replace
from pathlib import Path

from perfxl.language import Text, spoken
from perfxl.rules.committee import Committee
from perfxl.workbook.review.committee import committee_sheets, rows_sheet
from perfxl.workbook.review.committee_page import committee_page
from perfxl.workbook.writing.page_to_write import PageToWrite
from perfxl.workbook.writing.sheet_to_write import SheetToWrite
from perfxl.workbook.writing.writer import write_workbook


def write_committee(found: Committee, path: Path, *, language: str) -> None:
    """Write the meeting's sheets to a new workbook of kind results at `path`; the same figures give the same bytes.

    Raises Fault where `path` cannot be written.
    """
    cycle = found.scores.cycle
    told = Text(f"截至 {cycle.as_of}", f"As of {cycle.as_of}")(language)
    footer = " · ".join(filter(None, (spoken(cycle.settings.name, language), told)))
    page = committee_page(found, language)
    sheets: list[SheetToWrite | PageToWrite] = [
        replace(page, footer=footer),
        *(replace(sheet, footer=footer) for sheet in (*committee_sheets(found, language), rows_sheet(found, language))),
    ]
    write_workbook(path, sheets, kind="results", language=language, made_on=cycle.as_of, title=page.heading)
