"""The sheet 首页: at a glance which cycle this is, how far it is, what to press next. It holds no input."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.columns import Sheet
from perfxl.workbook.entry.formats import Formats
from perfxl.workbook.entry.home_agenda import fill_agenda
from perfxl.workbook.entry.home_buttons import fill_buttons, fill_progress, fill_status, missing_cells
from perfxl.workbook.entry.home_lists import fill_advice, fill_sheets, fill_steps
from perfxl.workbook.entry.home_page import WIDTHS, HomePage
from perfxl.workbook.entry.home_stage import AFTER, fill_stage
from perfxl.workbook.entry.sheet import Row, set_up_page


def fill_home(
    workbook: Any,
    worksheet: Any,
    sheets: Sequence[Sheet],
    *,
    rows: Mapping[str, Sequence[Row]],
    formats: Formats,
    language: str,
    buttons: bool,
) -> None:
    """Write the overview of `sheets`: stage, dates, buttons, last run, progress, sheets, and how to work with them.

    buttons: draw them (the macros come with perfxl.workbook.macros.embedding). The cells that they keep up to date have
    names and are open although the sheet is protected.
    """
    settings = rows["cycle"][0] if rows.get("cycle") else {}
    page = HomePage(worksheet, formats, language, settings, buttons)
    for number, width in enumerate(WIDTHS):
        worksheet.set_column(number, number, width, formats())
    row = fill_buttons(page, workbook, AFTER) if buttons else AFTER
    progress = fill_status(page, workbook, row)
    fill_stage(page, missing=missing_cells(progress))
    row = fill_progress(page, workbook, progress)
    fill_steps(page, progress)
    if {"calendar", "matters"} <= {sheet.key for sheet in sheets}:
        row = fill_agenda(page, row)
    row = fill_sheets(page, row, sheets=sheets, rows=rows)
    fill_advice(page, row)
    worksheet.hide_gridlines(2)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    set_up_page(worksheet)
    worksheet.set_portrait()
    worksheet.fit_to_pages(1, 1)
