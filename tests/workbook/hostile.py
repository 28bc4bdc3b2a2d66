"""Makes the files that departments really send: odd, broken, hostile."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

Edit = Callable[[bytes], bytes | None] | bytes | None
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEADER = ["工号", "姓名", "权重", "得分", "截止日期"]


def good_book(path: Path, **options: object) -> Path:
    """Two sheets (the second hidden) with percents, a date, errors, formulas, a hidden row and a merged title."""
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("指标")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, 4, "销售部 & <绩效>", book.add_format({"border": 1}))
    sheet.write_row(1, 0, HEADER)
    for row in range(2, 6):
        sheet.write_string(row, 0, f"{row:05d}")
        sheet.write_string(row, 1, f" 甲{row}\n乙_x000D_")
        sheet.write_number(row, 2, row / 8, percent)
        sheet.write_number(row, 4, 46200 + row, day)
    sheet.write_formula(2, 3, "=C3*100", None, 25)
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 3, '=IF(1,"优秀","x")', None, "优秀")
    sheet.write_formula(5, 3, "=NEVER()")
    sheet.write_boolean(5, 5, True)
    sheet.set_row(4, None, None, {"hidden": 1})
    book.add_worksheet("隐藏").write(1, 1, "x")
    book.get_worksheet_by_name("隐藏").hide()
    book.close()
    return path


def book_of(path: Path, write: Callable[[Any, Any], object], **options: object) -> Path:
    """A workbook with one sheet that `write` fills."""
    book = xlsxwriter.Workbook(str(path), options)
    write(book, book.add_worksheet("S"))
    book.close()
    return path


def openpyxl_book(path: Path, rows: list[list[object]]) -> Path:
    """A workbook as openpyxl saves it: formulas without values."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def edited(source: Path, target: Path, edits: Mapping[str, Edit], *, added: Mapping[str, bytes] | None = None) -> Path:
    """A copy of a workbook with parts replaced; an edit that is or gives None removes the part."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            edit = edits.get(name, old.read(name))
            content = edit(old.read(name)) if callable(edit) else edit
            if content is not None:
                new.writestr(name, content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return target


def part_of(source: Path, name: str) -> bytes:
    with zipfile.ZipFile(source) as archive:
        return archive.read(name)


def with_rows(source: Path, target: Path, rows: bytes) -> Path:
    """A copy whose first sheet holds `rows` instead of its own."""
    return edited(source, target, {SHEET: lambda xml: re.sub(rb"<sheetData>.*</sheetData>", _literal(rows), xml)})


def _literal(rows: bytes) -> Callable[[re.Match[bytes]], bytes]:
    return lambda _: b"<sheetData>" + rows + b"</sheetData>"


def single_quoted(xml: bytes) -> bytes:
    return re.sub(rb"(<[^<>]*>)", lambda tag: tag[1].replace(b'"', b"'"), xml)


def prefixed(xml: bytes) -> bytes:
    xml = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml)
    return xml.replace(b' xmlns="', b' xmlns:x="')


def reordered(xml: bytes) -> bytes:
    return re.sub(rb'<c r="([A-Z0-9]+)"((?: [a-z]+="[^"]*")+)', rb'<c\2 r="\1"', xml)


def pretty(xml: bytes) -> bytes:
    return (
        re.sub(rb"(</?(?:row|c|v|f)[ />])", rb"\n  \1", xml).replace(b"\n  </v>", b"</v>").replace(b"\n  </f>", b"</f>")
    )


def commented(xml: bytes) -> bytes:
    return xml.replace(b"<sheetData>", b'<sheetData><!-- <row r="9"><c r="A9"><v>666</v></c></row> -->')


def in_cdata(xml: bytes) -> bytes:
    return re.sub(rb"<v>([^<]+)</v>", rb"<v><![CDATA[\1]]></v>", xml)


def without_references(xml: bytes) -> bytes:
    """As some exports write: places only by order. Cells are filled up so that nothing moves."""
    return re.sub(rb'(<(?:row|c)) r="[A-Z]*[0-9]+"', rb"\1", _filled(xml))


def _filled(xml: bytes) -> bytes:
    def row(match: re.Match[bytes]) -> bytes:
        cells = dict(re.findall(rb'(<c r="([A-Z])[0-9]+".*?(?:/>|</c>))', match[2]))
        by_letter = {letter: cell for cell, letter in cells.items()}
        last = max(by_letter, default=b"@")[0]
        return match[1] + b"".join(by_letter.get(bytes([n]), b"<c/>") for n in range(65, last + 1)) + b"</row>"

    return re.sub(rb"(<row [^>]*>)(.*?)</row>", row, xml, flags=re.DOTALL)


def as_utf16(xml: bytes) -> bytes:
    return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def wrong_dimension(xml: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="XFD1048576:A1"/>', xml)


WRITINGS: dict[str, Callable[[bytes], bytes]] = {
    "single quotes": single_quoted,
    "prefixes": prefixed,
    "attributes in another order": reordered,
    "pretty-printed": pretty,
    "a comment with a cell": commented,
    "CDATA": in_cdata,
    "no references": without_references,
    "UTF-16": as_utf16,
    "a wrong dimension": wrong_dimension,
    "namespaced row attributes": lambda xml: re.sub(
        rb'<row (r="[0-9]+")',
        rb'<row \1 x14ac:dyDescent="0.25"',
        xml.replace(b"<worksheet ", b'<worksheet xmlns:x14ac="urn:x" '),
    ),
    "a byte order mark": lambda xml: b"\xef\xbb\xbf" + xml,
}
"""Ways to write the same sheet; each maps the XML of a part to another that means the same."""


def bomb(source: Path, target: Path, part: str, *, piece: bytes, times: int) -> Path:
    """A copy whose `part` inflates to `times` pieces between its own head and tail."""
    content = io.BytesIO()
    tag = b"sst" if part == STRINGS else b"sheetData"
    content.write(b'<?xml version="1.0"?><%s>' % tag + piece * times + b"</%s>" % tag)
    return edited(source, target, {part: content.getvalue()})


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
    + b"]>"
)


def with_doctype(xml: bytes, doctype: bytes, entity: bytes) -> bytes:
    """`xml` with a document type and one use of its entity in the first text."""
    head = xml.index(b"?>") + 2
    xml = xml[:head] + doctype + xml[head:]
    text = xml.index(b"<t>") + 3
    return xml[:text] + b"&" + entity + b";" + xml[text:]
