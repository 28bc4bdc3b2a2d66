"""Workbooks to hand out, as bytes: one of a department with its people, one of a rater with what that person owes."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from perfxl.cycle.sheets import KPI_LIBRARY
from perfxl.workbook.entry.builder import CREATED, KIND_PROPERTY, OPTIONS
from perfxl.workbook.entry.formats import Formats
from perfxl.workbook.entry.guide_sheet import GUIDE
from perfxl.workbook.entry.return_forms import Form
from perfxl.workbook.entry.return_guide import GuideFacts, fill_return_guide
from perfxl.workbook.entry.return_sheet import fill_form
from perfxl.workbook.entry.rules import Lists
from perfxl.workbook.library.kpi import LibraryKpi
from perfxl.workbook.library.shelf import fill_shelf

_TAB = "#E69F00"


def workbook_bytes(
    facts: GuideFacts,
    forms: Sequence[Form],
    *,
    lists: Lists,
    kind: str,
    properties: dict[str, str],
    shelf: Sequence[LibraryKpi] = (),
) -> bytes:
    """A whole .xlsx with the instructions and the forms; the same content gives the same bytes.

    kind: return or rater, kept as the property perfxl.kind; properties: further ones, such as whose workbook it is.
    shelf: KPIs of the library that drop-downs of the forms offer.
    """
    target = io.BytesIO()
    with _LockedWorkbook(target, OPTIONS) as workbook:
        workbook.set_properties({"created": CREATED, "author": "perfxl"})
        workbook.set_custom_property(KIND_PROPERTY, kind)
        for name, text in properties.items():
            workbook.set_custom_property(name, text[:255])
        workbook.set_size(2600, 1500)
        formats = Formats(workbook, lists.language)
        guide = workbook.add_worksheet(GUIDE(lists.language))
        fill_return_guide(guide, facts, forms, formats=formats, language=lists.language)
        for form in forms:
            worksheet = workbook.add_worksheet(form.sheet.title(lists.language))
            worksheet.set_tab_color(_TAB)
            title = f"{facts.owner[1]} · {form.sheet.title(lists.language)}"
            fill_form(worksheet, form, title=title, formats=formats, lists=lists)
        if shelf:
            fill_shelf(workbook.add_worksheet(KPI_LIBRARY(lists.language)), shelf, lists.language)
        guide.activate()
    return target.getvalue()


class _LockedWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook whose sheets cannot be renamed, moved or deleted by accident; there is no password."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])

    def __enter__(self) -> Any:
        return self
