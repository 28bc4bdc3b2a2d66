"""The tables of a web page, laid out as Excel shows them (HTML, 4.9.12: forming a table)."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from perfxl.workbook.intake.quarantine import REFUSED, Unreadable

_WIDEST = 1_000  # HTML allows no larger colspan
_TALLEST = 65_534
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "title", "noscript", "template"})
Span = tuple[int, int, int, int]


@dataclass
class HtmlTable:
    """rows: texts; hidden_rows: zero-based; merged: first row, first column, last row, last column."""

    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)  # column -> last row that a cell from above reaches
    text: list[str] | None = None  # pieces of the cell that is open
    spans: tuple[int, int] = (1, 1)


def html_tables(text: str, *, most: int) -> list[HtmlTable]:
    """All tables in the order in which they start; a table within a cell is a table of its own.

    Raises `Unreadable` when a table would need more than `most` cells.
    """
    parser = _Tables(most)
    parser.feed(text)
    parser.close()
    while parser.open:
        parser.close_table()
    return parser.tables


class _Tables(HTMLParser):
    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self.open: list[HtmlTable] = []
        self.silent = 0
        self.cells_left = most

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(table := HtmlTable())
            self.open.append(table)
        elif tag in _SILENT:
            self.silent += 1
        elif self.open and tag == "tr":
            self._start_row(self.open[-1], words)
        elif self.open and tag in ("td", "th"):
            self._start_cell(self.open[-1], words)
        elif self.open and tag in _BREAKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.open and tag == "table":
            self.close_table()
        elif self.open and tag in ("td", "th", "tr"):
            self._close_cell(self.open[-1])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._say(re.sub(r"[ \t\r\n\f]+", " ", data))

    def close_table(self) -> None:
        """End the innermost table that is open."""
        self._close_cell(self.open.pop())

    def _say(self, text: str) -> None:
        if self.open and self.open[-1].text is not None:
            self.open[-1].text.append(text)

    def _start_row(self, table: HtmlTable, words: dict[str, str]) -> None:
        self._close_cell(table)
        if _HIDDEN.search(words.get("style", "")):
            table.hidden_rows.append(len(table.rows))
        table.rows.append([])
        self._skip_covered(table)

    def _start_cell(self, table: HtmlTable, words: dict[str, str]) -> None:
        if not table.rows:
            self._start_row(table, {})
        self._close_cell(table)
        table.text = []
        table.spans = (
            _span(words.get("rowspan", ""), most=_TALLEST),
            _span(words.get("colspan", ""), most=_WIDEST),
        )

    def _close_cell(self, table: HtmlTable) -> None:
        if table.text is None:
            return
        height, width = table.spans
        row, column = len(table.rows) - 1, len(table.rows[-1])
        lines = "".join(table.text).replace("\xa0", " ").split("\n")
        table.rows[-1].append("\n".join(line.strip() for line in lines).strip())
        self._extend(table, width - 1)
        table.text = None
        if height > 1:
            table.covered.update(dict.fromkeys(range(column, column + width), row + height - 1))
        if height > 1 or width > 1:
            table.merged.append((row, column, row + height - 1, column + width - 1))
        self._skip_covered(table)

    def _skip_covered(self, table: HtmlTable) -> None:
        """Leave out the places that cells of earlier rows reach down to."""
        row, number = table.rows[-1], len(table.rows) - 1
        while table.covered.get(len(row), -1) >= number:
            self._extend(table, 1)

    def _extend(self, table: HtmlTable, count: int) -> None:
        self.cells_left -= count + 1
        if self.cells_left < 0:
            raise Unreadable(REFUSED, "html")
        table.rows[-1].extend([""] * count)


def _span(text: str, *, most: int) -> int:
    digits = re.match(r"\s*([0-9]{1,9})", text)
    return min(max(int(digits[1]), 1), most) if digits else 1
