"""Findings about a sheet as a whole: its headers and which of its rows are data."""

from perfxl.cycle.cells import column_letters
from perfxl.cycle.columns import Sheet
from perfxl.findings.base import Finding, Place
from perfxl.findings.workbook import (
    ColumnMissing,
    HeaderTwice,
    HeaderUnknown,
    HiddenRead,
    MergedFilled,
    RowSkipped,
    SecondTable,
)
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.headers import Header, missing_columns
from perfxl.workbook.reading.rows import Rows, row_ranges


def place_in(grid: Grid, row: int, column: int) -> Place:
    """The place of a cell by zero-based row and column; of a grid that was made from another sheet, the place there."""
    return grid.origins.get((row, column)) or Place(grid.file, grid.sheet, f"{column_letters(column)}{row + 1}")


def missing_findings(grid: Grid, header: Header | None, sheet: Sheet) -> list[Finding]:
    """One finding for each required column without header; none for a grid that was made from another sheet, because what
    such a sheet does not show is known elsewhere."""
    if grid.origins:
        return []
    where = place_in(grid, header.last_row, 0) if header else Place(grid.file, grid.sheet)
    columns = [sheet.column(key) for key in missing_columns(header, sheet)]
    return [
        ColumnMissing(place=where, item=column.key, column_zh=column.title.zh, column_en=column.title.en)
        for column in columns
    ]


def header_findings(grid: Grid, header: Header, sheet: Sheet) -> list[Finding]:
    """Findings about headers that are unknown or stand twice."""
    row = header.last_row
    findings: list[Finding] = [
        HeaderUnknown(header=text, item=text, place=place_in(grid, row, number)) for number, text in header.unknown
    ]
    for number, key in header.again:
        first = f"{column_letters(header.columns[key])}{row + 1}"
        title = sheet.column(key).title
        findings.append(HeaderTwice(header=title, first=first, item=key, place=place_in(grid, row, number)))
    return findings


def row_findings(grid: Grid, rows: Rows) -> list[Finding]:
    """Findings about rows that were skipped, filled down or hidden, and about a second table."""
    findings: list[Finding] = [RowSkipped(text=text, place=place_in(grid, row, 0)) for row, text in rows.skipped]
    if rows.second_table is not None:
        findings.append(SecondTable(row=rows.second_table + 1, place=place_in(grid, rows.second_table, 0)))
    if rows.merged:
        ranges = [f"{place_in(grid, a, b).cell}:{place_in(grid, c, d).cell}" for a, b, c, d in rows.merged]
        shown = ", ".join(ranges[:12]) + (" …" if len(ranges) > 12 else "")
        findings.append(MergedFilled(ranges=shown, place=place_in(grid, *rows.merged[0][:2])))
    hidden = [row for row in rows.data if row in grid.facts.hidden_rows]
    if grid.facts.hidden and rows.data:
        findings.append(
            HiddenRead(hidden_zh="整张工作表", hidden_en="the whole sheet", place=Place(grid.file, grid.sheet))
        )
    elif hidden:
        shown = row_ranges(hidden)
        findings.append(
            HiddenRead(hidden_zh=f"第 {shown} 行", hidden_en=f"rows {shown}", place=place_in(grid, hidden[0], 0))
        )
    return findings
