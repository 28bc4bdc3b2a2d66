"""The raw XML of a sheet: proof that it is written in one strict way, then the places of what the reader does not tell.

Every row must match a strict pattern from its first to its last byte. Any other writing (other quotes, prefixes,
attribute orders, comments) is rewritten by `plain_sheets` and scanned again. So a fact is never guessed from text that
merely looks like a cell, and a search for a few cells may be short.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from perfxl.workbook.intake.cell_names import LAST_COLUMN, LAST_ROW, Position, column_number, place
from perfxl.workbook.intake.places import Places
from perfxl.workbook.intake.quarantine import DAMAGED, Unreadable
from perfxl.workbook.intake.xml_tags import surely_plain

_REFERENCE = rb'<c r="([A-Z]{1,3}+)([0-9]{1,7}+)"'
_METADATA = rb'(?: [cv]m="[0-9]++")*+ ?+'
_FORMULA = rb"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)"
_NUMBER = rb"-?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE](?:-[0-9]{1,3}+|\+?+[0-9]{1,2}+))?+"
_EMPTY = rb"<v ?/>|<v></v>"
_START = _METADATA + rb">(?:" + _FORMULA + rb")?+(?:"
_NUMBER_CELL = rb'(?: t="n")?+' + _START + rb"<v>" + _NUMBER + rb"</v>|" + _EMPTY + rb")?+"
_SHARED_CELL = rb' t="s"' + _START + rb"<v>[0-9]++</v>|" + _EMPTY + rb")?+"
_TEXT = rb'<v(?: xml:space="preserve")?+>[^<]*+</v>|<is><t(?: xml:space="preserve")?+>[^<]*+</t></is>'
_OTHER_CELL = rb' t="(?!s")[A-Za-z]++"' + _START + _TEXT + rb"|" + _EMPTY + rb")?+"
_BODY = rb"(?:" + _NUMBER_CELL + rb"|" + _SHARED_CELL + rb"|" + _OTHER_CELL + rb")</c>"
# Nearly all cells are written in one of these two ways, which are in _BODY too: tried first, they halve the time.
_USUAL = rb' t="s"><v>[0-9]++</v></c>|><v>[0-9]++(?:\.[0-9]*+)?+</v></c>|'
# The row number of each cell is that of its row; possessive quantifiers keep the match linear on any input.
_CELL = rb'<c r="%b\1"(?: s="(?:0|[1-9][0-9]{0,8})")?+(?:' + _USUAL + rb" ?+/>|" + _BODY + rb")"
_ROW = rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]++="[^"<>]*+")*+) ?+(?:/>|>%b</row>)'
_LETTERS = [bytes([letter]) for letter in range(65, 91)]
_ROWS_IN_ORDER = _ROW % b"".join(b"(?:%b)?+" % (_CELL % letter) for letter in _LETTERS)
"""Columns A to Z, each at most once and in order: then no cell occurs twice."""
_ROWS_TO_ZZ, _ROWS_TO_ZZZ = (_ROW % (b"(?:%b)*+" % (_CELL % b"[A-Z]{1,%d}" % n)) for n in (2, 3))
_compiled = cache(re.compile)  # large patterns, made when they are needed

_VALUED_CELL = re.compile(_REFERENCE + rb"[^<>/]*>(?!</c>)")
_FORMULA_AND_VALUE = re.compile(rb">" + _FORMULA + rb"(<v[^<>]*>(?:([^<]*)</v>)?)?")
_CELL_START = re.compile(_REFERENCE + rb'(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?')
_ERROR_CELL = re.compile(_REFERENCE + rb'(?: s="[0-9]+")? t="e"' + _START + rb"<v[^<>]*>([^<]*)</v>)")
_KNOWN_ERRORS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
_ANY_REFERENCE = re.compile(rb'<c r="([A-Z]+[0-9]+)"')
_ANY_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_STYLE = re.compile(rb' s="([0-9]+)"')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})" ?/>')
_BLANK_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")? ?/>)+')
_EMPTY_ROWS = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*(?:/>|></row>)')
_MANY = 2 << 20  # bytes of rows from which on styled blanks are worth taking out first


@dataclass(frozen=True)
class ScannedSheet:
    """A sheet whose rows were proved to be strictly written.

    xml: the proved rows alone, without masses of styled blanks. last_row: one-based, 0 if there is none. wide:
    columns beyond ZZ may be used. hidden_rows: zero-based. merged: first row,
    first column, last row, last column, zero-based.
    """

    xml: bytes
    last_row: int
    wide: bool
    hidden_rows: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]

    def formulas(self) -> Iterator[tuple[Position, bytes, bytes | None]]:
        """Place, type (b"n": number) and stored value (None if there is no value element) of every formula cell."""
        if b"f" not in self.xml:  # which is found sooner than `<f`
            return
        for match in _FORMULA_AND_VALUE.finditer(self.xml):
            cell = _CELL_START.match(self.xml, self.xml.rfind(b"<c ", 0, match.start()))
            if cell:
                value = None if match[1] is None else match[2] or b""
                yield place(cell[1], cell[2]), cell[3] or b"n", value

    @cached_property
    def errors(self) -> dict[Position, str]:
        """Error cells by place, as Excel writes them: `#N/A`."""
        if b"e" not in self.xml or b' t="e"' not in self.xml:
            return {}
        return {place(match[1], match[2]): match[3].decode() for match in _ERROR_CELL.finditer(self.xml)}

    def for_reader(self) -> bytes:
        """The rows, with errors younger than the reader written as old ones."""
        rows = self.xml
        if not _KNOWN_ERRORS.issuperset(self.errors.values()):
            rows = _ERROR_CELL.sub(lambda cell: cell[0].replace(b">" + cell[3] + b"<", b">#N/A<"), rows)
        return rows

    def styles(self) -> set[int]:
        """All cell styles in use, also those of rows and of cells without value; 0 is always among them."""
        return {0, *map(int, set(_STYLE.findall(self.xml)))}

    def numbers_styled(self, styles: Iterable[int]) -> Places:
        """Places of all numbers (not texts, not blanks) whose style is one of `styles`."""
        wanted = sorted(styles)
        if not wanted:
            return Places({})
        style = rb' s="(?:' + b"|".join(str(number).encode() for number in wanted) + rb')"'
        optional = rb"(?:" + style + rb")?" if 0 in wanted else style
        cells = re.compile(_REFERENCE + optional + rb'(?: t="n")?' + _METADATA + rb">(?!</c>)")
        rows: dict[bytes, list[bytes]] = {}
        for letters, row in cells.findall(self.xml):
            rows.setdefault(letters, []).append(row)
        numbers = {letters: np.array([*map(int, found)], dtype=np.int32) - 1 for letters, found in rows.items()}
        return Places({column_number(letters): found for letters, found in numbers.items()})

    def count_strings(self) -> int:
        """How many cells show a shared string."""
        return self.xml.count(b' t="s"')

    def count_values(self) -> int:
        """How many cells have a value, for judging how full a sheet is."""
        return self.xml.count(b"</v>") + self.xml.count(b"</is>")

    def valued(self) -> list[Position]:
        """Places of all cells with a value or formula."""
        return [place(*found) for found in _VALUED_CELL.findall(self.xml)]

    def widest(self) -> int:
        """An upper bound for the number of columns in use."""
        columns = set(_ANY_COLUMN.findall(self.xml))
        return 1 + max((place(column, b"1")[1] for column in columns), default=-1)


def scanned(xml: bytes) -> ScannedSheet | None:
    """Scan one sheet part; None if its writing is not the strict one (rewrite it first)."""
    if not surely_plain(xml) or b"<worksheet" not in xml[:4096] or not xml.rstrip().endswith(b"</worksheet>"):
        return None
    start, end = _row_region(xml)
    if start < 0:
        return None
    rows = _without_blank_masses(xml[start:end])
    merged = _merged(xml[end:])
    del xml  # a large sheet should not lie in memory twice
    proof = _proved(rows)
    if proof is None or merged is None:
        return None
    last_row, wide, hidden = proof.last_row, proof.wide, proof.hidden
    sheet = ScannedSheet(rows, last_row, wide, hidden, merged)
    if sheet.last_row > LAST_ROW:
        raise Unreadable(DAMAGED, f"row {sheet.last_row}")
    if not proof.in_order:
        _check_places(sheet)
    return sheet


class _Proof(NamedTuple):
    """last_row: one-based; wide: columns beyond ZZ may occur; in_order: no cell can occur twice; hidden: rows."""

    last_row: int
    wide: bool
    in_order: bool
    hidden: frozenset[int]


def _proved(rows: bytes) -> _Proof | None:
    """What the proof that all rows are strictly written tells; None if anything else is there."""
    for pattern in (_ROWS_IN_ORDER, _ROWS_TO_ZZ, _ROWS_TO_ZZZ):
        parts = _compiled(pattern).split(rows)
        if not b"".join(parts[::3]).strip():
            numbers = list(map(int, parts[1::3]))
            if len(set(numbers)) < len(numbers):
                raise Unreadable(DAMAGED, "a row occurs twice")
            hidden = _hidden(numbers, parts[2::3])
            return _Proof(max(numbers, default=0), pattern is _ROWS_TO_ZZZ, pattern is _ROWS_IN_ORDER, hidden)
    return None


def _hidden(numbers: list[int], attributes: list[bytes]) -> frozenset[int]:
    if not any(b" hidden=" in words for words in set(attributes)):
        return frozenset()
    rows = zip(numbers, attributes, strict=True)
    return frozenset(row - 1 for row, words in rows if b' hidden="1"' in words or b' hidden="true"' in words)


def _row_region(xml: bytes) -> tuple[int, int]:
    """Where the rows begin and end; (-1, -1) unless there is exactly one plainly written region."""
    tag = xml.find(b"<sheetData")
    if tag < 0 or xml.find(b"<sheetData", tag + 1) >= 0:
        return -1, -1
    if xml.startswith(b"<sheetData/>", tag):
        return tag, tag
    end = xml.rfind(b"</sheetData>")
    return (tag + 11, end) if xml.startswith(b"<sheetData>", tag) and end > tag else (-1, -1)


def _without_blank_masses(rows: bytes) -> bytes:
    if len(rows) < _MANY or rows.count(b"/>") < rows.count(b"</v>"):
        return rows
    return _EMPTY_ROWS.sub(b"", _BLANK_CELLS.sub(b"", rows))


def _merged(tail: bytes) -> tuple[tuple[int, int, int, int], ...] | None:
    if b"mergeCell" not in tail:
        return ()
    found = _MERGED.findall(tail)
    if len(found) != tail.count(b"<mergeCell "):
        return None
    return tuple((*place(a, b), *place(c, d)) for a, b, c, d in found)


def _check_places(sheet: ScannedSheet) -> None:
    """Two values for one cell, or a cell outside any sheet: nobody can say what the sheet shows."""
    references = _ANY_REFERENCE.findall(sheet.xml)
    if len(set(references)) < len(references):
        raise Unreadable(DAMAGED, "a cell occurs twice")
    if sheet.wide and sheet.widest() > LAST_COLUMN:
        raise Unreadable(DAMAGED, f"column {sheet.widest()}")
