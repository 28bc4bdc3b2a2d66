"""Sheets to write -> sheets of the live book: formats first, then all cells in one block.

Text is always text: in a text column by its format, elsewhere by the apostrophe that Excel takes as "this is text".
Formulas are those that perfxl made; links are HYPERLINK formulas, so they come with the block.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd
import xlwings as xw

from perfxl.excel.own_sheet import new_sheet, note_written, written_sheets
from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.workbook.writing.long_table import cell_text
from perfxl.workbook.writing.sheet_to_write import INK, ColumnToWrite, SheetToWrite, TableToWrite, look_of
from perfxl.workbook.writing.widths import column_widths

TITLE_SIZE, TABLE_TITLE_SIZE = 14, 12
HEADER_FILL, HEADER_INK = "#1B4965", "#FFFFFF"
MOST_COLOURED = 400  # runs of rows or cells that get a colour; what they say stands in words too
_LONGEST_STRING = 255  # characters of a string in a formula
Block = list[list[object]]
_NOT_OURS = Text(
    "工作表“{title}”不是 perfxl 写的，没有覆盖。请把它改名，再点一次按钮。",
    "The sheet {title} was not written by perfxl and is not overwritten. Rename it, then press again.",
)
_PROTECTED = Text(
    "工作表“{title}”受保护，不能更新。请取消保护，再点一次按钮。",
    "The sheet {title} is protected and cannot be brought up to date. Unprotect it, then press again.",
)


def write_live(book: xw.Book, sheets: Sequence[SheetToWrite]) -> None:
    """Write `sheets` into `book`, each as a whole; sheets of these names are replaced, new ones come last.

    All sheets are there before the first is written, because their formulas name each other: Excel asks the user for a
    file where a formula names a sheet that does not exist. Raises Fault, before anything is emptied, where one of the
    sheets was not written by perfxl or is protected.
    """
    shown = book.sheets.active
    for one in sheets:
        _check_ours(book, one.title)
    places = [_emptied(book, one) for one in sheets]
    for place, one in zip(places, sheets, strict=True):
        _write(place, one, file=book.name)
    shown.activate()


def _check_ours(book: xw.Book, title: str) -> None:
    """Fault if a sheet of that title is somebody else's, or cannot be written."""
    sheet = _sheet_of(book, title)
    if sheet is None:
        return
    first = sheet.range((1, 1))
    own = str(first.value or "") == written_sheets(book).get(title.casefold())
    if not own and sheet.used_range.value is not None:
        raise Fault(Text(*(text.format(title=title) for text in _NOT_OURS)))
    try:
        first.formula = first.formula
    except Exception as error:  # each platform has an exception of its own
        raise Fault(Text(*(text.format(title=title) for text in _PROTECTED))) from error


def _sheet_of(book: xw.Book, title: str) -> xw.Sheet | None:
    """The sheet of that title; Excel takes no second one whose name differs by case only."""
    return next((sheet for sheet in book.sheets if sheet.name.casefold() == title.casefold()), None)


def _emptied(book: xw.Book, written: SheetToWrite) -> xw.Sheet:
    """The sheet of that title without content, made where there is none."""
    sheet = _sheet_of(book, written.title)
    if sheet is None:
        sheet = new_sheet(book, written.title)
    else:
        sheet.used_range.rows.hidden = False  # a filter that somebody set there hides rows that come to hold other people
        sheet.clear()
    note_written(book, written.title, cell_text(written.heading))
    return sheet


def _write(sheet: xw.Sheet, written: SheetToWrite, *, file: str) -> None:
    rows, columns = written.end(), written.widest()
    block: Block = [[None] * columns for _ in range(rows)]
    block[0][0] = _text(written.heading)
    for number, line in enumerate(written.head, start=1):
        block[number][0] = f"={line.formula}" if line.formula else _text(line.text)
    for table, header in zip(written.tables, written.header_rows(), strict=True):
        _place(block, table, header=header, file=file)
        _set_formats(sheet, table, header=header)
    sheet.range((1, 1), (rows, columns)).value = block
    _dress(sheet, written)


def _place(block: Block, table: TableToWrite, *, header: int, file: str) -> None:
    """Put the cells of `table` into the block."""
    if table.title:
        block[header - 1][0] = _text(table.title)
    if not len(table.rows):
        block[header + 1][0] = _text(table.none)
    for number, column in enumerate(table.columns):
        block[header][number] = _text(column.title)
        values = [_cell(value, plain=_is_text(column)) for value in table.rows[column.key].tolist()]
        for source, formula_of in ((column.formula_from, "={}".format), (column.link_from, None)):
            if not source:
                continue
            for i, made in enumerate(table.rows[source].tolist()):
                if made:
                    values[i] = formula_of(made) if formula_of else _link(made, values[i], file=file)
        for i, value in enumerate(values, start=header + 1):
            block[i][number] = value


def _is_text(column: ColumnToWrite) -> bool:
    """Whether the column gets the text format; in a cell of that format a formula would be shown, not computed."""
    return column.number_format == "@" and not (column.link_from or column.formula_from)


def _cell(value: object, *, plain: bool) -> object:
    """A value as Excel takes it; blank is None. plain: the cell has the text format, so text needs no apostrophe."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, bool | int | float):
        return value
    return cell_text(str(value)) if plain else _text(str(value))


def _text(text: str) -> str | None:
    return f"'{cell_text(text)}" if text else None


def _link(to: str, value: object, *, file: str) -> str:
    """A formula that jumps to `to`: a cell of this book, or of a file beside it."""
    target = to.removeprefix(f"{file}#") if to.startswith(f"{file}#") else to
    if "#" not in target:
        target = f"#{target}"
    shown = "" if value is None else str(value).removeprefix("'")
    if max(len(target), len(shown)) > _LONGEST_STRING:
        return f"'{shown}"  # the words without the jump are better than half of either
    return f"=HYPERLINK({_quoted(target)},{_quoted(shown)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _set_formats(sheet: xw.Sheet, table: TableToWrite, *, header: int) -> None:
    if not len(table.rows):
        return
    for number, column in enumerate(table.columns, start=1):
        cells = sheet.range((header + 2, number), (header + 1 + len(table.rows), number))
        if _is_text(column) or column.number_format not in ("General", "@"):
            cells.number_format = column.number_format
        if column.wrap:
            cells.wrap_text = True
        if column.align == "center":
            cells.horizontal_alignment = "center"
        elif column.align == "right":
            cells.horizontal_alignment = "right"


def _dress(sheet: xw.Sheet, written: SheetToWrite) -> None:
    """Widths, header colours, and the looks that tell severities and totals apart."""
    heading = sheet.range((1, 1)).font
    heading.bold, heading.size, heading.color = True, TITLE_SIZE, INK
    for number, width in enumerate(column_widths(written.tables), start=1):
        sheet.range((1, number)).column_width = width
    for table, header in zip(written.tables, written.header_rows(), strict=True):
        if table.title:
            title = sheet.range((header, 1)).font
            title.bold, title.size = True, TABLE_TITLE_SIZE
        top = sheet.range((header + 1, 1), (header + 1, len(table.columns)))
        top.color, top.font.color, top.font.bold = HEADER_FILL, HEADER_INK, True
        for first, last, columns, look in _runs(table)[:MOST_COLOURED]:
            cells = sheet.range((header + 2 + first, columns[0]), (header + 2 + last, columns[1]))
            _colour(cells, look)


def _runs(table: TableToWrite) -> list[tuple[int, int, tuple[int, int], str]]:
    """Neighbouring rows of one look: first and last row from 0, first and last column from 1, look."""
    found = []
    if table.look_from:
        across = (1, len(table.columns))
        found += [(first, last, across, look) for first, last, look in _neighbours(table.rows[table.look_from])]
    for number, column in enumerate(table.columns, start=1):
        if column.look_from and column.look_from != table.look_from:
            runs = _neighbours(table.rows[column.look_from])
            found += [(first, last, (number, number), look) for first, last, look in runs]
    return [run for run in found if run[3] != "plain"]


def _neighbours(looks: pd.Series) -> Iterator[tuple[int, int, str]]:
    row = 0
    for look, same in groupby(looks.tolist()):
        count = len(list(same))
        yield row, row + count - 1, str(look)
        row += count


def _colour(cells: xw.Range, look: str) -> None:
    properties = look_of(look)
    if fill := properties.get("bg_color"):
        cells.color = str(fill)
    if ink := properties.get("font_color"):
        cells.font.color = str(ink)
    if properties.get("bold"):
        cells.font.bold = True
