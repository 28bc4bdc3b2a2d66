"""Builds the workbooks that people fill in, from the declaration of the sheets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets import HOME, SHEETS, sheet_of
from perfxl.whole_files import whole_file
from perfxl.workbook.entry.formats import Formats
from perfxl.workbook.entry.guide_sheet import GUIDE, fill_guide, place_lists
from perfxl.workbook.entry.home_lists import hidden_at_first
from perfxl.workbook.entry.home_sheet import fill_home
from perfxl.workbook.entry.rules import Lists, rows_of
from perfxl.workbook.entry.sheet import Row, fill_settings, fill_table
from perfxl.workbook.macros.embedding import Macros, embed

KIND_PROPERTY = "perfxl.kind"
CREATED = datetime(2000, 1, 1)  # a constant, so that the same content gives the same bytes
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_TAB_COLOURS = {"standards": "#1B4965", "people": "#5FA8D3", "evidence": "#E69F00"}


def build_workbook(
    path: Path,
    rows: Mapping[str, Sequence[Row]],
    *,
    language: str,
    kind: str = "cycle",
    sheets: Sequence[str] | None = None,
    macros: Macros | None = None,
) -> None:
    """Write a new workbook with the declared sheets, filled with `rows`; the same input gives the same bytes.

    rows: for each sheet key its rows, column key to value (perfxl.cycle.typed); the cycle sheet has one row.
    kind: what the workbook is (cycle, return, rater, master); readers find it as the property perfxl.kind.
    sheets: the keys of the sheets it has; None: all. Sheets that are empty and not needed at first are hidden.
    macros: what the buttons of an .xlsm need; None: an .xlsx without buttons.
    Raises Fault if the file cannot be written; then an older file of this name is untouched.
    """
    chosen = [sheet for sheet in SHEETS if sheets is None or sheet.key in sheets]
    with whole_file(path) as temporary, xlsxwriter.Workbook(str(temporary), OPTIONS) as workbook:
        workbook.set_properties({"created": CREATED, "author": "perfxl"})
        workbook.set_custom_property(KIND_PROPERTY, kind)
        workbook.set_size(2600, 1500)
        _fill(workbook, chosen, rows=rows, language=language, kind=kind, buttons=macros is not None)
        if macros is not None:
            embed(workbook, macros)


def _fill(
    workbook: Any,
    chosen: Sequence[Sheet],
    *,
    rows: Mapping[str, Sequence[Row]],
    language: str,
    kind: str,
    buttons: bool,
) -> None:
    formats, lists = Formats(workbook, language), _lists(chosen, language)
    home = workbook.add_worksheet(HOME(language)) if kind == "cycle" else None
    for sheet in chosen:
        worksheet = workbook.add_worksheet(sheet.title(language))
        worksheet.set_tab_color(_tab_colour(sheet))
        _fill_sheet(worksheet, sheet, rows.get(sheet.key, ()), formats=formats, lists=lists)
    guide = workbook.add_worksheet(GUIDE(language))
    schemes = _scheme_names(chosen, rows)
    fill_guide(guide, language=language, formats=formats, schemes=schemes, functions=buttons)
    if home is not None:
        guide.hide()  # its words are for drop-downs; the home sheet says how to fill in and leads to it
        fill_home(workbook, home, chosen, rows=rows, formats=formats, language=language, buttons=buttons)
        home.activate()


def _fill_sheet(worksheet: Any, sheet: Sheet, rows: Sequence[Row], *, formats: Formats, lists: Lists) -> None:
    if sheet.key_value:
        fill_settings(worksheet, sheet, rows[0] if rows else {}, formats=formats, lists=lists)
    else:
        fill_table(worksheet, sheet, rows, formats=formats, lists=lists)
    if hidden_at_first(sheet, len(rows)):
        worksheet.hide()


def _lists(chosen: Sequence[Sheet], language: str) -> Lists:
    """Where drop-downs find employees, grades, schemes and rules, as far as this workbook has them."""
    keys = {sheet.key for sheet in chosen}
    lists = Lists(language)
    lists.ranges |= {key: rows_of(key, language) for key in ("employees", "grades") if key in keys}
    place_lists(lists, with_schemes="schemes" in keys)
    return lists


def _scheme_names(chosen: Sequence[Sheet], rows: Mapping[str, Sequence[Row]]) -> list[str] | None:
    if sheet_of("schemes") not in chosen:
        return None
    return [str(row.get("scheme") or "") for row in rows.get("schemes", ())]


def _tab_colour(sheet: Sheet) -> str:
    if sheet.key in ("cycle", "schemes", "dimensions", "grades"):
        return _TAB_COLOURS["standards"]
    return _TAB_COLOURS["people" if sheet.key in ("employees", "assignments", "goals", "kpis") else "evidence"]
