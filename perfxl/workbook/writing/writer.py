"""Sheets to write -> a new workbook.

skeleton.py makes everything but the rows of the tables; long_table.py makes the rows; here they come together. The same
sheets give the same bytes.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from perfxl.cycle.cells import column_letters
from perfxl.whole_files import whole_file
from perfxl.workbook.writing.long_table import MOST_ROWS, ColumnCells, SharedTexts, row_blocks
from perfxl.workbook.writing.page_to_write import PageToWrite
from perfxl.workbook.writing.sheet_to_write import SheetToWrite, TableToWrite
from perfxl.workbook.writing.skeleton import first_probe, write_skeleton
from perfxl.workbook.writing.widths import column_widths, row_heights

_ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_STYLE = re.compile(r'<c r="[A-Z]+\d+"(?: s="(\d+)")?')
_STRINGS = "xl/sharedStrings.xml"
_CHUNK = 1 << 20
_MANY_CELLS = 20_000_000  # about 2 GB of XML, from where the zip entry needs long fields


def write_workbook(
    path: Path,
    sheets: Sequence[SheetToWrite | PageToWrite],
    *,
    kind: str,
    language: str,
    made_on: date,
    title: str = "",
) -> None:
    """Write `sheets` to a new workbook at `path`, which is replaced as a whole.

    kind: the document property perfxl.kind. made_on, title: creation date and title in the properties; there is no
    other clock. Raises Fault where `path` cannot be written; ValueError for a sheet with more rows than Excel has.
    """
    with whole_file(path) as temporary:
        write_workbook_file(temporary, sheets, kind=kind, language=language, made_on=made_on, title=title)


Written = Mapping[str, tuple[int, int]]
"""The parts of a workbook by name, each with the length and the CRC of its content."""


def write_workbook_file(
    path: Path,
    sheets: Sequence[SheetToWrite | PageToWrite],
    *,
    kind: str,
    language: str,
    made_on: date,
    title: str = "",
    properties: Mapping[str, str] = MappingProxyType({}),
) -> Written:
    """As `write_workbook`, for a `path` that nobody reads before it is whole; returns what has to be found there.

    properties: further document properties, all of them texts.
    """
    for sheet in sheets:
        if isinstance(sheet, SheetToWrite) and sheet.end() > MOST_ROWS:
            raise ValueError(f"{sheet.title} has more rows than a sheet holds")
    skeleton = io.BytesIO()
    write_skeleton(
        skeleton, sheets, kind=kind, language=language, made_on=made_on, title=title, properties=properties
    )
    with zipfile.ZipFile(skeleton) as parts, zipfile.ZipFile(path, "w") as book:
        return _fill(parts, book, sheets)


def is_whole(path: Path, written: Written) -> bool:
    """True if the file at `path`, opened anew, holds every part exactly as it was written."""
    try:
        with zipfile.ZipFile(path) as book:
            return set(book.namelist()) == set(written) and all(
                _sums_of(book, name) == sums for name, sums in written.items()
            )
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False


def _sums_of(book: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Length and CRC of what a part gives when it is read to its end, which fails where it does not fit its entry."""
    with book.open(name) as part:
        while part.read(_CHUNK):
            pass
    entry = book.getinfo(name)
    return entry.file_size, entry.CRC


def _fill(parts: zipfile.ZipFile, book: zipfile.ZipFile, sheets: Sequence[SheetToWrite | PageToWrite]) -> Written:
    """Copy every part of the skeleton, the sheets with their rows. Entries carry no time of day."""
    written: dict[str, tuple[int, int]] = {}
    shared = SharedTexts(parts.read(_STRINGS).count(b"<si>")) if _STRINGS in parts.namelist() else None
    # The shared strings come last, when all rows have given theirs.
    in_order = sorted(parts.infolist(), key=lambda part: part.filename == _STRINGS)
    numbered = enumerate(sheets, start=1)
    names = {f"xl/worksheets/sheet{i}.xml": sheet for i, sheet in numbered if isinstance(sheet, SheetToWrite)}
    for part in in_order:
        entry = zipfile.ZipInfo(part.filename)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
        entry._compresslevel = 1  # type: ignore[attr-defined]  # fast; Python 3.13 has a public name for it
        sheet = names.get(part.filename)
        blocks = iter([parts.read(part)]) if sheet is None else _sheet_xml(parts.read(part).decode(), sheet, shared)
        if shared is not None and part.filename == _STRINGS:
            blocks = iter([shared.added_to(parts.read(part))])
        cells = sum(table.rows.size for table in sheet.tables) if sheet else 0
        with book.open(entry, "w", force_zip64=cells > _MANY_CELLS) as xml:
            xml.writelines(blocks)
        written[part.filename] = entry.file_size, entry.CRC
    return written


@dataclass(frozen=True)
class _Skeleton:
    """A sheet's XML taken apart: what is before and after the rows, and the rows by number."""

    before: str
    after: str
    rows: Mapping[int, str]

    @classmethod
    def of(cls, xml: str) -> "_Skeleton":
        before, _, rest = xml.partition("<sheetData>")
        rows, _, after = rest.partition("</sheetData>")
        return cls(before, after, {int(found[1]): found[0] for found in _ROW.finditer(rows)})

    def styles(self, row: int) -> list[int]:
        """The style numbers of the cells of a probe."""
        return [int(style or 0) for style in _STYLE.findall(self.rows[row])]

    def between(self, above: int, last: int) -> bytes:
        """The rows below `above` down to `last`."""
        return "".join(xml for number, xml in self.rows.items() if above < number <= last).encode()


def _sheet_xml(xml: str, sheet: SheetToWrite, shared: SharedTexts | None) -> Iterator[bytes]:
    """The sheet's XML with the tables' rows where they belong and without the probes."""
    skeleton, end, widths = _Skeleton.of(xml), sheet.end(), column_widths(sheet.tables)
    corner = f'<dimension ref="A1:{column_letters(sheet.widest() - 1)}{end}"/>'
    yield (re.sub("<dimension [^>]*/>", corner, skeleton.before) + "<sheetData>").encode()
    written, probe = 0, first_probe(sheet) + 1
    for table, header in zip(sheet.tables, sheet.header_rows(), strict=True):
        yield skeleton.between(written, header + 1)
        looks = table.looks()
        if len(table.rows):
            styles = {look: skeleton.styles(probe + i) for i, look in enumerate(looks)}
            marks = _row_attributes(table, widths)
            yield from row_blocks(_cells(table, styles), header + 2, attributes=marks, shared=shared)
        written, probe = header + 1 + len(table.rows), probe + len(looks)
    yield skeleton.between(written, first_probe(sheet))
    yield ("</sheetData>" + skeleton.after).encode()


def _cells(table: TableToWrite, styles: Mapping[str, list[int]]) -> list[ColumnCells]:
    columns = [_column_cells(table, number, styles) for number in range(len(table.columns))]
    used = [column for column in columns if not (table.bare and _is_blank(column))]
    return used or columns[:1]


def _is_blank(column: ColumnCells) -> bool:
    values = column.values
    if column.formulas is not None:
        return False
    if values.dtype == object:
        return bool((values.iloc[:1] == "").all() and (values == "").all())  # most say something in the first row
    return bool(values.isna().all())


def _column_cells(table: TableToWrite, number: int, styles: Mapping[str, list[int]]) -> ColumnCells:
    column, rows = table.columns[number], table.rows
    source = column.look_from or table.look_from
    looks = {look: of_columns[number] for look, of_columns in styles.items()}
    chosen = [looks[name] for name in rows[source].tolist()] if source else looks["plain"]
    formulas = rows[column.formula_from].tolist() if column.formula_from else None
    return ColumnCells(column_letters(number), rows[column.key], chosen, formulas)


def _row_attributes(table: TableToWrite, widths: Sequence[float]) -> list[str] | None:
    """Outline level and height of each row; None where no row has any."""
    heights = row_heights(table, widths)
    if not table.outline_from and heights is None:
        return None
    levels = table.rows[table.outline_from].tolist() if table.outline_from else [0] * len(table.rows)
    marks = [f' outlineLevel="{level}"' if level else "" for level in levels]
    if heights is None:
        return marks
    return [f'{mark} ht="{h}" customHeight="1"' if h else mark for mark, h in zip(marks, heights, strict=True)]
