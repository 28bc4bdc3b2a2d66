"""The values of a checked workbook, by calamine. It is never given the file, but small workbooks of the checked parts.

A large sheet is read in pieces of some thousand rows, each a workbook of its own: else its values would lie in memory
three times more, as XML, as the reader's own cells, and as one text for each cell that shows it.
"""

import html
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import python_calamine

from perfxl.workbook.intake.cells import Cells, ColumnwiseCells
from perfxl.workbook.intake.plain_sheets import MAIN
from perfxl.workbook.intake.quarantine import DAMAGED, Unreadable
from perfxl.workbook.intake.xlsx_parts import Styles, XlsxParts

Rows = bytes | memoryview
HEAD, TAIL = b'<worksheet xmlns="%s"><sheetData>' % MAIN[0].encode(), b"</sheetData></worksheet>"
PIECE = 2 << 20  # bytes of rows, of which calamine needs three times as many for its cells
AT_ONCE = 2  # pieces in one workbook, or more
_REPEATED = (str, float)


def cells_of(parts: XlsxParts) -> dict[str, Cells]:
    """The cells of each sheet by its name, from A1 on; rows may differ in length. Raises `Unreadable`."""
    sheets = [sheet.scan.for_reader() for sheet in parts.sheets]
    names = [sheet.name for sheet in parts.sheets]
    try:
        return dict(zip(names, _read(parts, sheets), strict=True))
    except python_calamine.CalamineError as error:
        raise Unreadable(DAMAGED, str(error)[:200]) from error


def _read(parts: XlsxParts, sheets: Sequence[bytes]) -> Iterator[Cells]:
    small = list(map(_from_a1, _opened(parts, [rows for rows in sheets if len(rows) <= PIECE])))
    for rows in sheets:
        yield small.pop(0) if len(rows) <= PIECE else _in_pieces(parts, rows) or _from_a1(*_opened(parts, [rows]))


def _in_pieces(parts: XlsxParts, rows: bytes) -> Cells | None:
    """The cells of a large sheet, each different value once. None if its rows are not in order."""
    known: dict[object, object] = {}
    cells = ColumnwiseCells()
    pieces, at_once = _pieces(rows), _at_once(len(rows), len(parts.strings or b""))
    while several := list(islice(pieces, at_once)):
        for sheet in _opened(parts, several):
            if sheet.start is None:
                continue
            row, column = sheet.start
            if row < len(cells):
                return None
            cells.pad(row, column)
            columns = zip(*sheet.to_python(skip_empty_area=True), strict=True)
            cells.append([_once(values, known) for values in columns], left=column)
    return cells


def _at_once(rows: int, strings: int) -> int:
    """How many pieces go into one workbook. The reader reads all strings again for each, which may take half as long
    again as the rows at the most."""
    workbooks = 1 + rows // (2 * strings) if strings else rows
    return max(AT_ONCE, -(-rows // (PIECE * workbooks)))


def _pieces(rows: bytes) -> Iterator[Rows]:
    """`rows` cut before some of them (in rows that were proved, `<` never stands in a text)."""
    start = 0
    while start < len(rows):
        end = rows.find(b"<row ", start + PIECE)
        end = len(rows) if end < 0 else end
        yield memoryview(rows)[start:end]
        start = end


def _once(values: Sequence[object], known: dict[object, object]) -> list[object]:
    """`values` with one object for each different text and number (but 0, which may be -0)."""
    once = known.setdefault
    if set(map(type, values)) == {str}:
        return list(map(once, values, values))
    return [once(value, value) if type(value) in _REPEATED and value else value for value in values]


def _opened(parts: XlsxParts, sheets: Sequence[Rows]) -> Iterator[python_calamine.CalamineSheet]:
    """Each of `sheets`, read; the reader has only one of them in memory."""
    if not sheets:
        return
    with python_calamine.CalamineWorkbook.from_filelike(checked_workbook(parts, sheets)) as book:
        for number in range(len(sheets)):
            yield book.get_sheet_by_index(number)


def _from_a1(sheet: python_calamine.CalamineSheet) -> Cells:
    cells: list[Any] = sheet.to_python(skip_empty_area=False)
    return cells


def checked_workbook(parts: XlsxParts, sheets: Sequence[Rows]) -> io.BytesIO:
    """An uncompressed workbook of checked rows with the styles and strings of `parts`, for the reader."""
    files: dict[str, Sequence[Rows]] = {"xl/styles.xml": (_styles(parts.styles),)}
    files["xl/workbook.xml"] = (_workbook(len(sheets), date1904=parts.date1904),)
    relations = []
    for number, rows in enumerate(sheets, start=1):
        files[f"xl/worksheets/sheet{number}.xml"] = (HEAD, rows, TAIL)
        relations.append(_relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    relations.append(_relation("rIdStyles", "styles", "styles.xml"))
    if parts.strings is not None:
        files["xl/sharedStrings.xml"] = (parts.strings,)
        relations.append(_relation("rIdStrings", "sharedStrings", "sharedStrings.xml"))
    files["xl/_rels/workbook.xml.rels"] = (_relations(relations),)
    files["_rels/.rels"] = (_relations([_relation("rId1", "officeDocument", "xl/workbook.xml")]),)
    files["[Content_Types].xml"] = (_CONTENT_TYPES,)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in files.items():
            with archive.open(zipfile.ZipInfo(name), "w") as part:
                part.writelines(pieces)
    whole.seek(0)
    return whole


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode()


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(relations: list[str]) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'.encode()


def _workbook(count: int, *, date1904: bool) -> bytes:
    epoch = '<workbookPr date1904="1"/>' if date1904 else ""
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    head = f'<workbook xmlns="{MAIN[0]}" xmlns:r="{_OFFICE}">'
    return f"{head}{epoch}<sheets>{sheets}</sheets></workbook>".encode()


def _styles(styles: Styles) -> bytes:
    codes = "".join(f'<numFmt numFmtId="{n}" formatCode="{html.escape(code)}"/>' for n, code in styles.codes.items())
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in styles.format_ids)
    head = f'<styleSheet xmlns="{MAIN[0]}"><numFmts>{codes}</numFmts>'
    return f"{head}<cellXfs>{cells}</cellXfs></styleSheet>".encode()
