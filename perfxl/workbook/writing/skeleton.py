"""Everything of a workbook but the tables' rows, by XlsxWriter: styles, headings, headers, widths, filters, print setup.

Below the last header of each sheet stand probes: one blank cell of each column in each look. Their style numbers are
those that the rows get, and they go when the rows come.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from perfxl.cycle.cells import column_letters
from perfxl.workbook.writing.long_table import cell_text
from perfxl.workbook.writing.page_skeleton import write_page
from perfxl.workbook.writing.page_to_write import PageToWrite
from perfxl.workbook.writing.sheet_to_write import (
    BLUE,
    INK,
    LINE,
    VERMILLION,
    ColumnToWrite,
    SheetToWrite,
    TableToWrite,
    look_of,
)
from perfxl.workbook.writing.widths import column_widths, header_height, printed_columns

MOST_LINKS = 65_000  # Excel keeps 65,530 a sheet
_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
_FOOT = 120  # characters of a footer's left; Excel keeps 255 in all


def write_skeleton(
    target: io.BytesIO,
    sheets: Sequence[SheetToWrite | PageToWrite],
    *,
    kind: str,
    language: str,
    made_on: date,
    title: str,
    properties: Mapping[str, str],
) -> None:
    """Write the workbook without its tables' rows to `target`; arguments as in writer.write_workbook."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": _FONTS.get(language, "Calibri"), "font_size": 10},
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": cell_text(title), "created": datetime.combine(made_on, time())})
    for name, text in {"perfxl.kind": kind, **properties}.items():
        book.set_custom_property(name, text, "text")
    formats = _Formats(book)
    for sheet in sheets:
        if isinstance(sheet, PageToWrite):
            write_page(book, sheet, formats, footer=_footer(sheet.footer))
        else:
            _write_sheet(book.add_worksheet(sheet.title), sheet, formats)
    book.close()


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, object]], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = frozenset(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, column: ColumnToWrite, look: str, *, bare: bool = False) -> Any:
        base: dict[str, object] = {"valign": "top", "font_color": INK}
        base |= {} if bare else {"bottom": 4, "bottom_color": LINE}
        base["num_format"] = column.number_format
        if column.wrap:
            base |= {"text_wrap": True, "align": "left", "indent": 1}
        if column.align:
            base["align"] = column.align
        return self(**{**base, **look_of(look)})

    def header(self, column: ColumnToWrite) -> Any:
        """In the middle where numbers stand below: at the right the filter's button would cover it."""
        middle = column.align or column.number_format not in ("@", "General")
        return self(bold=True, font_color="#FFFFFF", bg_color=BLUE, text_wrap=True, valign="vcenter", border=1,
                    border_color="#FFFFFF", align="center" if middle else "left")  # fmt: skip


def first_probe(sheet: SheetToWrite) -> int:
    """The zero-based row of the first probe; then one row for each look of each table."""
    return sheet.header_rows()[-1] + 2  # the row between may say that there are no rows


def _write_sheet(page: Any, sheet: SheetToWrite, formats: _Formats) -> None:
    if sheet.hidden:
        page.hide()
    _write_head(page, sheet, formats)
    headers = sheet.header_rows()
    widths = column_widths(sheet.tables)
    for table, header in zip(sheet.tables, headers, strict=True):
        page.set_row(header, header_height(table, widths))
        _write_header(page, table, header=header, formats=formats)
        _write_links(page, table, header=header)
    for number, width in enumerate(widths):
        page.set_column(number, number, width)
    _write_probes(page, sheet, formats)
    _set_up_reading(page, sheet, headers)
    _set_up_printing(page, sheet, header=headers[0], columns=printed_columns(widths, sheet.printed))


def _write_head(page: Any, sheet: SheetToWrite, formats: _Formats) -> None:
    page.write_string(0, 0, cell_text(sheet.heading), formats(bold=True, font_size=14, font_color=BLUE))
    for row, line in enumerate(sheet.head, start=1):
        look = formats(**{"font_color": INK, **{k: v for k, v in look_of(line.look).items() if k != "bg_color"}})
        if line.formula:
            page.write_formula(row, 0, f"={line.formula}", look, cell_text(line.text))
        else:
            page.write_string(row, 0, cell_text(line.text), look)


def _write_header(page: Any, table: TableToWrite, *, header: int, formats: _Formats) -> None:
    if table.title:
        page.write_string(header - 1, 0, cell_text(table.title), formats(bold=True, font_size=12, font_color=BLUE))
    if table.name and len(table.rows):
        _add_table(page, table, header=header, formats=formats)
    for number, column in enumerate(table.columns):
        page.write_string(header, number, cell_text(column.title), formats.header(column))
    if not len(table.rows):
        page.write_string(header + 1, 0, cell_text(table.none), formats(font_color=INK, italic=True))
    for number, column in enumerate(table.columns):
        if column.alarm and len(table.rows):
            red = {"font_color": "#FFFFFF", "bg_color": VERMILLION, "bold": True}
            rule = {"type": "cell", "criteria": "==", "value": f'"{column.alarm}"', "format": formats(**red)}
            page.conditional_format(header + 1, number, header + len(table.rows), number, rule)


def _add_table(page: Any, table: TableToWrite, *, header: int, formats: _Formats) -> None:
    """An Excel table without a style of its own: the cells keep their looks."""
    columns = [{"header": cell_text(column.title), "header_format": formats.header(column)} for column in table.columns]
    options = {"name": table.name, "columns": columns, "style": None}
    page.add_table(header, 0, header + len(table.rows), len(columns) - 1, options)


def _write_links(page: Any, table: TableToWrite, *, header: int) -> None:
    """The links of the rows; their cells go when the rows come, the links stay."""
    for number, column in enumerate(table.columns):
        if not column.link_from:
            continue
        pairs = zip(table.rows[column.link_from].tolist(), table.rows[column.key].tolist(), strict=True)
        linked = [(row, to, text) for row, (to, text) in enumerate(pairs, start=header + 1) if to]
        for row, to, text in linked[:MOST_LINKS]:
            place = "external" if "#" in to else "internal"
            page.write_url(row, number, f"{place}:{to}", None, cell_text(str(text)))


def _write_probes(page: Any, sheet: SheetToWrite, formats: _Formats) -> None:
    """A blank cell of each column in each look; the rows that are put in later carry the same style numbers."""
    row = first_probe(sheet)
    for table in sheet.tables:
        for look in table.looks():
            for number, column in enumerate(table.columns):
                page.write_blank(row, number, None, formats.cell(column, look, bare=table.bare))
            row += 1
    levels = [
        int(table.rows[table.outline_from].max()) for table in sheet.tables if table.outline_from and len(table.rows)
    ]
    if levels:
        page.set_row(row, None, None, {"level": max(levels)})  # the sheet then says how deep its outline is


def _set_up_reading(page: Any, sheet: SheetToWrite, headers: Sequence[int]) -> None:
    page.hide_gridlines(2)
    if sheet.outline_above:
        page.outline_settings(symbols_below=False)
    if len(sheet.tables) == 1:
        page.freeze_panes(headers[0] + 1, sheet.frozen)
    if sheet.filtered is not None:
        table, header = sheet.tables[sheet.filtered], headers[sheet.filtered]
        if len(table.rows) and not table.name:
            page.autofilter(header, 0, header + len(table.rows), len(table.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:{column_letters(sheet.widest() - 1)}{sheet.end()}"})


def _set_up_printing(page: Any, sheet: SheetToWrite, *, header: int, columns: int) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.print_area(0, 0, sheet.end() - 1, columns - 1)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer(_footer(sheet.footer))
    if len(sheet.tables) == 1:
        page.repeat_rows(header)


def _footer(left: str) -> str:
    """Left what the sheet says, in the middle its name, right the page's number."""
    kept = " ".join(cell_text(left[:_FOOT]).split()).replace("&", "&&")
    return f"&L{kept}&C&A&R&P / &N"
