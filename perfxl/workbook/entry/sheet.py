"""One declared sheet as people fill it in: headers with notes, drop-downs, formats, print set-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.cycle.typed import Formula, Percent, Typed
from perfxl.workbook.entry.formats import TINTS, Formats, column_width, in_words, row_height, shown_text
from perfxl.workbook.entry.marks import mark_missing, mark_missing_settings
from perfxl.workbook.entry.notes import write_note
from perfxl.workbook.entry.rules import Lists, entry_rule, note_of
from perfxl.workbook.writing.widths import text_width

Row = Mapping[str, Typed]
SPARE_ROWS = 500  # rows below the last one that still have drop-downs
_A4 = 9
_WRAPPED = (Kind.TEXT, Kind.QUANTITY)
_LAST_COLUMN = 16_383
# The headers and the sheet's shape are kept from accidents; there is no password, and rows may come and go.
_KEPT = dict.fromkeys(
    ("objects", "format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows", "insert_hyperlinks",
     "delete_rows", "sort", "autofilter"),
    True,
)  # fmt: skip


def fill_table(worksheet: Any, sheet: Sheet, rows: Sequence[Row], *, formats: Formats, lists: Lists) -> None:
    """Write `rows` under the declared headers of `sheet`."""
    filled = [[in_words(row.get(column.key), column, lists.language) for column in sheet.columns] for row in rows]
    widths = [
        _fill_column(worksheet, number, [row[number] for row in filled], sheet=sheet, formats=formats, lists=lists)
        for number in range(len(sheet.columns))
    ]
    for line, row in enumerate(filled, start=1):
        texts = [
            shown_text(value) if column.kind in _WRAPPED else ""
            for column, value in zip(sheet.columns, row, strict=True)
        ]
        worksheet.set_row(line, row_height(list(zip(texts, widths, strict=True))))
    worksheet.set_row(0, 32)
    worksheet.freeze_panes(1, _frozen_columns(sheet))
    worksheet.autofilter(0, 0, max(1, len(rows)), len(sheet.columns) - 1)
    worksheet.print_area(0, 0, max(1, len(rows)), len(sheet.columns) - 1)
    mark_missing(worksheet, sheet, formats=formats, last=len(rows) + SPARE_ROWS)
    _unlock_the_rest(worksheet, len(sheet.columns), formats=formats)
    worksheet.protect("", _KEPT)
    set_up_page(worksheet, repeated_rows=(0, 0))


def _unlock_the_rest(worksheet: Any, first: int, *, formats: Formats) -> None:
    """Unlock the columns from `first` on: for columns of one's own, and because Excel deletes a row only if none of its
    cells is locked. XlsxWriter would count them as used and go through them all in each row."""
    last = worksheet.dim_colmax
    worksheet.set_column(first, _LAST_COLUMN, None, formats(locked=False))
    worksheet.dim_colmax = last


def _fill_column(
    worksheet: Any, number: int, values: Sequence[Typed], *, sheet: Sheet, formats: Formats, lists: Lists
) -> float:
    """Write one column with its header, note and drop-down; returns its width."""
    column = sheet.columns[number]
    header = header_of(column, lists.language)
    width = column_width(column, header, values)
    worksheet.set_column(number, number, width, formats.column(column))
    worksheet.write_string(0, number, header, formats.header(tint=TINTS[column.filled_by]))
    write_note(worksheet, 0, number, text=note_of(column, lists.language, sheet.key))
    _validate(worksheet, (1, number, len(values) + SPARE_ROWS, number), column=column, lists=lists)
    for line, value in enumerate(values, start=1):
        write_typed(worksheet, line, number, value=value, look=formats.cell(column, value))
    return width


def fill_settings(worksheet: Any, sheet: Sheet, settings: Row, *, formats: Formats, lists: Lists) -> None:
    """Write a key-value sheet: one declared setting a row, its value beside it."""
    language = lists.language
    heads = ("项目", "填写") if language == "zh" else ("Item", "Value")
    labels = [header_of(column, language) for column in sheet.columns]
    worksheet.set_column(0, 0, max(map(text_width, labels)) + 4, formats())
    worksheet.set_column(1, 1, 40, formats())
    for number, head in enumerate(heads):
        worksheet.write_string(0, number, head, formats.header())
    for line, column in enumerate(sheet.columns, start=1):
        label = formats(bold=column.required, border=1, border_color="#D0D7DE", bg_color="#F3F6F8")
        worksheet.write_string(line, 0, labels[line - 1], label)
        write_note(worksheet, line, 0, text=note_of(column, language))
        _validate(worksheet, (line, 1, line, 1), column=column, lists=lists, prompt=True)
        value = in_words(settings.get(column.key), column, language)
        look = formats.cell(column, value, align="left", indent=1)
        write_typed(worksheet, line, 1, value=value, look=look)
    worksheet.set_row(0, 24)
    worksheet.freeze_panes(1, 1)
    worksheet.print_area(0, 0, len(sheet.columns), 1)
    mark_missing_settings(worksheet, sheet, formats=formats)
    worksheet.protect("", _KEPT)
    set_up_page(worksheet, repeated_rows=(0, 0))


def header_of(column: Column, language: str) -> str:
    """The header in `language`; a required column is marked *."""
    return column.title(language) + ("*" if column.required else "")


def write_typed(worksheet: Any, row: int, number: int, *, value: Typed, look: Any) -> None:
    """Write one value as a person would have typed it; text never becomes a formula, a link or a number."""
    match value:
        case None | "":
            worksheet.write_blank(row, number, None, look)
        case Percent():
            worksheet.write_number(row, number, round(value.shown / 100, 12), look)
        case Formula():
            worksheet.write_formula(row, number, f"={value.text}", look, 0 if value.value is None else value.value)
        case str():
            worksheet.write_string(row, number, value, look)
        case bool():
            worksheet.write_boolean(row, number, value, look)
        case int() | float():
            worksheet.write_number(row, number, value, look)
        case _:
            worksheet.write_datetime(row, number, value, look)


def _frozen_columns(sheet: Sheet) -> int:
    """The leading required columns say whose row it is, so they stay in sight."""
    return 2 if all(column.required for column in sheet.columns[:2]) else 1


def _validate(
    worksheet: Any, cells: tuple[int, int, int, int], *, column: Column, lists: Lists, prompt: bool = False
) -> None:
    rule = entry_rule(column, lists)
    if rule is None and not prompt:
        return
    rule = rule or {"validate": "any"}
    if prompt:
        rule |= {
            "input_title": column.title(lists.language)[:32],
            "input_message": note_of(column, lists.language)[:255],
        }
    worksheet.data_validation(*cells, rule)


def set_up_page(worksheet: Any, *, repeated_rows: tuple[int, int] | None = None) -> None:
    """A4 landscape, one page wide, the header on every page, sheet and page number below."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&L&A&R&P / &N")
    if repeated_rows:
        worksheet.repeat_rows(*repeated_rows)
