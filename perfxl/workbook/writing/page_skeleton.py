"""A page to write -> a worksheet with its charts, by XlsxWriter."""

from typing import Any

from perfxl.workbook.writing.long_table import cell_text
from perfxl.workbook.writing.page_to_write import Area, CellToWrite, ChartToWrite, PageToWrite
from perfxl.workbook.writing.sheet_to_write import GREY, INK, LINE

_BASE: dict[str, object] = {"font_color": INK, "valign": "vcenter"}
_LETTER, _PADDING = 7, 5  # pixels of a Latin letter, and of a cell's edges
_PIXELS_A_POINT = 4 / 3
_SMALL, _GAP = 9, 8


def write_page(book: Any, page: PageToWrite, formats: Any, *, footer: str) -> None:
    """Write `page` to a new sheet of the XlsxWriter workbook `book`.

    formats: gives the cell format of XlsxWriter properties. footer: the foot of the printed page in Excel's codes.
    """
    sheet = book.add_worksheet(page.title)
    for number, width in enumerate(page.widths):
        sheet.set_column(number, number, width)
    for row in range(page.last_row() + 1):
        sheet.set_row(row, _height(page, row))
    for cell in page.cells:
        _write_cell(sheet, cell, formats)
    for chart in page.charts:
        _insert_chart(book, sheet, page, chart=chart)
    _set_up(sheet, page, footer)


def _height(page: PageToWrite, row: int) -> float:
    return page.heights.get(row, page.row_height)


def _write_cell(sheet: Any, cell: CellToWrite, formats: Any) -> None:
    look = formats(**{**_BASE, **cell.style})
    row, column = cell.row, cell.column
    if cell.across > 1:
        sheet.merge_range(row, column, row, column + cell.across - 1, "", look)
    if cell.link:
        sheet.write_url(row, column, f"internal:{cell.link}", look, cell_text(str(cell.value)) or " ")
    if cell.formula:
        sheet.write_formula(row, column, f"={cell.formula}", look, cell.value)
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell_text(cell.value), look)
    else:
        sheet.write_number(row, column, cell.value, look)


def _insert_chart(book: Any, sheet: Any, page: PageToWrite, *, chart: ChartToWrite) -> None:
    drawn = book.add_chart({"type": chart.kind})
    drawn.add_series(_series(page.title, chart))
    drawn.set_title({"name": chart.title, "name_font": {"size": 10, "color": INK, "bold": True}, "overlay": False})
    drawn.set_legend({"none": True})
    names = {"num_font": {"size": _SMALL, "color": INK}, "line": {"color": LINE}, "major_tick_mark": "none"}
    none = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if chart.kind == "bar":
        drawn.set_x_axis(none)
        drawn.set_y_axis(
            {**names, "reverse": True, "major_gridlines": {"visible": False}}
        )  # from the top, as the table
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(none)
    drawn.set_chartarea({"border": {"color": LINE}})
    width, height = _size(page, chart.area)
    drawn.set_size({"width": width - 2 * _GAP, "height": height})
    top, left, _, _ = chart.area
    sheet.insert_chart(top, left, drawn, {"x_offset": _GAP, "object_position": 1, "description": chart.told})


def _series(title: str, chart: ChartToWrite) -> dict[str, object]:
    font, where = {"size": _SMALL, "color": INK}, "inside_end" if chart.kind == "bar" else "outside_end"
    return {
        "categories": [title, *chart.categories],
        "values": [title, *chart.values],
        "fill": {"color": chart.colour},
        "gap": 45,
        "data_labels": {"value": True, "num_format": chart.number_format, "font": font, "position": where},
    }


def _size(page: PageToWrite, area: Area) -> tuple[int, int]:
    """Width and height of the cells of `area` in pixels."""
    first_row, first_column, last_row, last_column = area
    width = sum(int(one * _LETTER) + _PADDING for one in page.widths[first_column : last_column + 1])
    height = sum(_height(page, row) for row in range(first_row, last_row + 1)) * _PIXELS_A_POINT
    return width, int(height)


def _set_up(sheet: Any, page: PageToWrite, footer: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area(0, 0, page.last_row(), len(page.widths) - 1)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(footer)
    sheet.set_tab_color(GREY)
