"""The seam for writing: a sheet as columns, rows and looks, before it is a file or a live book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from perfxl.cycle.cells import column_letters

# Okabe and Ito's colours can be told apart by people with any colour vision; words and symbols say the same.
BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7"
INK, GREY, LINE = "#1F2933", "#5F6B76", "#D5DBE1"

# How a row or cell can look, in XlsxWriter's words; looks add to what the column says.
LOOKS: Mapping[str, Mapping[str, object]] = {
    "plain": {},
    "part": {"bg_color": "#F3F6F9"},
    "total": {"bold": True, "bg_color": "#DCEAF4", "bottom": 1, "bottom_color": BLUE},
    "muted": {"font_color": GREY},
    "blocker": {"font_color": "#A34700", "bold": True, "bg_color": "#FBE9DE"},
    "warning": {"font_color": "#7A5300", "bg_color": "#FDF3DC"},
    "note": {"font_color": "#00507E", "bg_color": "#E6F3FB"},
    "percent": {"num_format": "0.00%"},
    "whole": {"num_format": "0"},  # a whole number where others have decimals
    "link": {"font_color": BLUE, "underline": 1},
}


def look_of(name: str) -> dict[str, object]:
    """The properties of a look; of several names with blanks between, the later ones win."""
    return {key: value for part in name.split() for key, value in LOOKS[part].items()}


@dataclass(frozen=True)
class ColumnToWrite:
    """A column of a written table.

    key: its column in the rows. number_format: Excel's; '@' keeps text as text when somebody edits the cell.
    widest: characters of a Latin letter's width after which the text wraps (wrap) or the next column covers it.
    look_from, formula_from, link_from: columns of the rows that hold each cell's look, formula and link ('' for none);
    a link names a cell of this workbook, `'得分'!A7`, or of a file beside it, `绩效管理.xlsx#'指标'!C2`.
    alarm: a cell with exactly this text turns red in Excel, also after a recalculation.
    """

    key: str
    title: str
    number_format: str = "General"
    widest: float = 26
    wrap: bool = False
    align: str = ""
    look_from: str = ""
    formula_from: str = ""
    link_from: str = ""
    alarm: str = ""


@dataclass(frozen=True)
class TableToWrite:
    """A table of a sheet: a header row, then rows.

    look_from, outline_from: columns of the rows with each row's look and outline level (0 to 7); a look may be several
    names of LOOKS with blanks between. title: a line above the header. none: what stands there when there are no rows.
    name: the name of the Excel table that it becomes, unique in the workbook; '' for plain cells with a filter.
    bare: without lines between the rows, so that columns in which nothing stands need no cells.
    """

    columns: Sequence[ColumnToWrite]
    rows: pd.DataFrame
    title: str = ""
    look_from: str = ""
    outline_from: str = ""
    none: str = ""
    name: str = ""
    bare: bool = False

    def looks(self) -> list[str]:
        """Every look that its cells have."""
        sources = {self.look_from, *(column.look_from for column in self.columns)} - {""}
        return sorted({"plain", *(look for source in sources for look in self.rows[source].unique())})


@dataclass(frozen=True)
class HeadLine:
    """A line above the tables; with a formula, `text` is what it shows until Excel recalculates."""

    text: str
    formula: str = ""
    look: str = "plain"


@dataclass(frozen=True)
class SheetToWrite:
    """A sheet: a title line, a few head lines, then tables below each other.

    One table: its header and the first `frozen` columns stay in sight and the header repeats on every printed page.
    filtered: the number of the table that has the filter (None: none has); a sheet can have one besides those of Excel tables.
    printed: how many of the first columns belong on paper (0: all); fewer where they would become too small to read.
    footer: what the left of each page's foot says. hidden: for programs only. outline_above: a row's own rows stand below it.
    """

    title: str
    heading: str
    tables: Sequence[TableToWrite]
    head: Sequence[HeadLine] = field(default_factory=tuple)
    frozen: int = 0
    filtered: int | None = 0
    printed: int = 0
    footer: str = ""
    hidden: bool = False
    outline_above: bool = False

    def header_rows(self) -> list[int]:
        """The zero-based row of each table's header; its rows start right below."""
        below, rows = 1 + len(self.head), []
        for table in self.tables:
            header = below + 1 + bool(table.title)
            rows.append(header)
            below = header + 1 + max(1, len(table.rows))
        return rows

    def end(self) -> int:
        """The zero-based row below the last table."""
        return self.header_rows()[-1] + 1 + max(1, len(self.tables[-1].rows))

    def widest(self) -> int:
        """The number of columns of the widest table."""
        return max(len(table.columns) for table in self.tables)

    def cells(self, column: str, *, table: int = 0) -> list[str]:
        """Where each row's cell of that column stands, as a link names it: `'得分'!A7`."""
        letters = column_letters([one.key for one in self.tables[table].columns].index(column))
        first = self.header_rows()[table] + 2
        return [f"'{self.title}'!{letters}{first + i}" for i in range(len(self.tables[table].rows))]

    def span(self, column: str, *, table: int = 0) -> str:
        """All cells of that column as a formula names them: `'得分'!$F$5:$F$66`."""
        letters = column_letters([one.key for one in self.tables[table].columns].index(column))
        first = self.header_rows()[table] + 2
        return f"'{self.title}'!${letters}${first}:${letters}${first + max(1, len(self.tables[table].rows)) - 1}"


def first_data_row(head: Sequence[HeadLine]) -> int:
    """The sheet's number (from 1) of the first row of an untitled table below `head`."""
    return len(head) + 4
