"""CSV files and web pages that call themselves .xls: text only, so a cell's value is what it shows."""

import csv
import io
from collections import Counter

from perfxl.workbook.intake.cell_names import Position
from perfxl.workbook.intake.facts import BookFacts, SheetFacts
from perfxl.workbook.intake.html_tables import HtmlTable, html_tables
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import DAMAGED, EMPTY_FILE, NOT_A_WORKBOOK, REFUSED, Unreadable

Cells = list[list[object]]
EXCEL_ERRORS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_SEPARATORS = (",", ";", "\t", "|")


def read_csv(raw: bytes, sheet: str, *, limits: Limits) -> tuple[dict[str, Cells], BookFacts]:
    """One sheet of texts from a file with separators; Excel's `sep=;` first line is understood.

    UTF-8 (with or without mark), UTF-16 with mark and GB18030 (which contains GBK and GB2312) are understood. A quote
    that is never closed would swallow rows, so it is `Unreadable`.
    """
    text = decoded(raw)
    if not text.strip():
        raise Unreadable(EMPTY_FILE)
    first, _, rest = text.partition("\n")
    stated = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    separator = stated if len(stated) == 1 else _separator(text)
    rows = _rows(rest if stated else text, separator)
    return {sheet: (cells := _even(rows, limits))}, BookFacts({sheet: _text_facts(cells)})


def read_html(raw: bytes, sheet: str, *, limits: Limits) -> tuple[dict[str, Cells], BookFacts]:
    """Each table of a web page as a sheet (`NAME`, `NAME 2`, ...); merged cells hold their value at the top left."""
    tables = [table for table in html_tables(decoded(raw, _stated_charset(raw)), most=limits.box) if table.rows]
    if not tables:
        raise Unreadable(NOT_A_WORKBOOK, "html")
    sheets: dict[str, Cells] = {}
    facts = {}
    for number, table in enumerate(tables, start=1):
        name = sheet if number == 1 else f"{sheet} {number}"
        sheets[name] = cells = _even(table.rows, limits)
        facts[name] = _html_facts(table, cells)
    return sheets, BookFacts(facts)


def decoded(raw: bytes, *stated: str) -> str:
    """Text in the first encoding that fits wholly: a byte order mark, UTF-8, the stated one, then GB18030."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates: tuple[str, ...] = ("utf-16",)
    else:
        candidates = ("utf-8-sig", *(name for name in stated if name), "gb18030")
    for encoding in candidates:
        try:
            return raw.decode(encoding).replace("\r\n", "\n").rstrip("\x1a")
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(NOT_A_WORKBOOK)


def _stated_charset(raw: bytes) -> str:
    head = raw[:4096].lower()
    at = head.find(b"charset=")
    if at < 0:
        return ""
    name = head[at + 8 : at + 48].lstrip(b"\"' ").split(b'"')[0].split(b"'")[0].split(b">")[0].split(b";")[0]
    word = name.strip(b" /").decode("ascii", errors="ignore")
    # A page that says gb2312 often holds letters of the larger sets of the same family.
    return "gb18030" if word.startswith("gb") else word


def _separator(text: str) -> str:
    """The separator that splits the first lines most often and most evenly."""
    lines = [line for line in text[:20_000].split("\n")[:50] if line.strip()]

    def evenness(separator: str) -> tuple[int, int]:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        width, rows = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (rows if width > 1 else 0), width

    return max(_SEPARATORS, key=evenness)


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        raise Unreadable(DAMAGED, f"line {reader.line_num}") from error
    return rows


def _even(rows: list[list[str]], limits: Limits) -> Cells:
    width = max(map(len, rows), default=0)
    if len(rows) * width > limits.box:
        raise Unreadable(REFUSED, f"{len(rows)} x {width} cells")
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _text_facts(cells: Cells) -> SheetFacts:
    return SheetFacts(errors=_taken_errors(cells))


def _taken_errors(cells: Cells) -> dict[Position, str]:
    """Errors that were written out as text; their cells become empty, as in every other kind of file."""
    errors: dict[Position, str] = {}
    for number, row in enumerate(cells):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("#") and value in EXCEL_ERRORS:
                errors[number, column] = value
                row[column] = ""
    return errors


def _html_facts(table: HtmlTable, cells: Cells) -> SheetFacts:
    return SheetFacts(
        errors=_taken_errors(cells), hidden_rows=frozenset(table.hidden_rows), merged=tuple(table.merged)
    )
