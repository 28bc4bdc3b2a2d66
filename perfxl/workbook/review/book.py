"""The review workbook: 建议, 评价人, 一致性, 等级把握, 校准, 权重, 公平, 体检, and comparisons where there are any."""

from dataclasses import replace
from pathlib import Path

from perfxl.language import Text, spoken
from perfxl.rules.review import Review
from perfxl.workbook.review.agreement import agreement_sheet
from perfxl.workbook.review.certainty import certainty_sheet
from perfxl.workbook.review.committee import committee_sheets
from perfxl.workbook.review.comparisons import comparison_sheets
from perfxl.workbook.review.groups import groups_sheet
from perfxl.workbook.review.health import health_sheet
from perfxl.workbook.review.proposals import proposals_sheet
from perfxl.workbook.review.raters import raters_sheet
from perfxl.workbook.review.weights import weights_sheet
from perfxl.workbook.writing.sheet_to_write import SheetToWrite
from perfxl.workbook.writing.writer import write_workbook


def write_review(review: Review, path: Path, *, language: str) -> None:
    """Write `review` to a new workbook of kind results at `path`; the same review gives the same bytes.

    Raises Fault where `path` cannot be written.
    """
    sheets = review_sheets(review, language)
    made_on = review.scores.cycle.as_of
    write_workbook(path, sheets, kind="results", language=language, made_on=made_on, title=sheets[0].heading)


def review_sheets(review: Review, language: str) -> list[SheetToWrite]:
    """The sheets in `language`, before they are a file or stand in a live book."""
    names = dict(zip(review.scores.people["employee_id"], review.scores.people["name"], strict=True))
    sheets = [
        proposals_sheet(review, names, language),
        health_sheet(review, language),
        weights_sheet(review, language),
        raters_sheet(review, names, language),
        agreement_sheet(review, language),
        certainty_sheet(review, names, language),
        *_calibration(review, language),
        groups_sheet(review, language),
        *comparison_sheets(review, names, language),
    ]
    return [replace(sheet, footer=_footer(review, language)) for sheet in sheets]


def _calibration(review: Review, language: str) -> list[SheetToWrite]:
    """What the calibration meeting looks at, where there is anything to calibrate by or a decision."""
    meeting = review.committee
    wanted = meeting.has_quotas or bool((meeting.people["status"] == "decided").any())
    return committee_sheets(meeting, language) if wanted else []


def _footer(review: Review, language: str) -> str:
    cycle = review.scores.cycle
    told = Text(f"截至 {cycle.as_of}", f"As of {cycle.as_of}")(language)
    return " · ".join(filter(None, (spoken(cycle.settings.name, language), told)))
