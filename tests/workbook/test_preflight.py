"""No file kills the run: each bad one is set aside with a code, quickly and within bounds."""

import contextlib
import io
import itertools
import os
import pickle
import random
import re
import time
import types
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from perfxl.workbook.intake import preflight, xlsx_cells
from perfxl.workbook.intake.facts import book_facts
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.intake.preflight import Limits, content_of
from perfxl.workbook.intake.quarantine import NotOpened, Unreadable
from tests.workbook import hostile
from tests.workbook.hostile import SHEET, STRINGS, edited, good_book, with_doctype, with_rows

Maker = Callable[[Path, Path], object]
"""Writes the bad file at the second path, from the good one at the first."""


def _changed(change: Callable[[bytes], bytes]) -> Maker:
    return lambda good, bad: bad.write_bytes(change(good.read_bytes()))


def _rows(rows: bytes) -> Maker:
    return lambda good, bad: with_rows(good, bad, rows)


def _edits(edits: dict[str, hostile.Edit]) -> Maker:
    return lambda good, bad: edited(good, bad, edits)


def _encrypted(good: Path, bad: Path) -> None:
    with open(good, "rb") as plain, open(bad, "wb") as sealed:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", sealed)


def _doubled(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes())
    with zipfile.ZipFile(bad, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, archive.read(SHEET))


def _flagged_as_encrypted(raw: bytes) -> bytes:
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw = raw[: at + offset] + bytes([raw[at + offset] | 1]) + raw[at + offset + 1 :]
            at = raw.find(mark, at + 4)
    return raw


def _shared_part(good: Path, bad: Path) -> None:
    edited(good, bad, {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"sheet2.xml", b"sheet1.xml")})


def _doctype(doctype: bytes, entity: bytes) -> Maker:
    return _edits({STRINGS: lambda xml: with_doctype(xml, doctype, entity)})


def _far(cell: str) -> bytes:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="1"><c r="A1"><v>1</v></c></row>' + f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'.encode()


BAD: dict[str, tuple[str, Maker]] = {
    "random bytes": ("PX111", lambda _, bad: bad.write_bytes(random.Random(1).randbytes(5000))),
    "a picture": ("PX111", lambda _, bad: bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
    "a PDF": ("PX111", lambda _, bad: bad.write_bytes(b"%PDF-1.7\n\x00\x01\x02")),
    "a text document": ("PX111", lambda _, bad: zipfile.ZipFile(bad, "w").writestr("word/document.xml", "<w/>")),
    "an empty zip": ("PX111", lambda _, bad: zipfile.ZipFile(bad, "w").close()),
    "a page without a table": ("PX111", lambda _, bad: bad.write_bytes(b"<html><body>no</body></html>")),
    "a folder": ("PX111", lambda _, bad: bad.mkdir()),
    "a password": ("PX112", _encrypted),
    "a zip password": ("PX112", _changed(_flagged_as_encrypted)),
    "half a file": ("PX113", _changed(lambda raw: raw[: len(raw) // 2])),
    "a cut tail": ("PX113", _changed(lambda raw: raw[:-30])),
    "a zero-filled tail": ("PX113", _changed(lambda raw: raw[:2000] + bytes(len(raw) - 2000))),
    "only zeros": ("PX113", _changed(lambda raw: bytes(len(raw)))),
    "zeros inside a part": ("PX113", _changed(lambda raw: raw[:400] + bytes(40) + raw[440:])),
    "the same part twice": ("PX113", _doubled),
    "two sheets in one part": ("PX113", _shared_part),
    "no shared strings": ("PX113", _edits({STRINGS: None})),
    "no styles": ("PX113", _edits({"xl/styles.xml": None})),
    "no sheet": ("PX113", _edits({SHEET: None})),
    "no workbook": ("PX113", _edits({"xl/workbook.xml": None})),
    "broken workbook XML": ("PX113", _edits({"xl/workbook.xml": lambda xml: xml[:-9]})),
    "broken styles": ("PX113", _edits({"xl/styles.xml": lambda xml: xml[:300]})),
    "broken strings": ("PX113", _edits({STRINGS: lambda xml: xml[:-20]})),
    "broken sheet XML": ("PX113", _edits({SHEET: lambda xml: xml.replace(b"</row>", b"</raw>", 1)})),
    "a sheet that ends early": ("PX113", _edits({SHEET: lambda xml: xml[: xml.index(b"</sheetData>")]})),
    "bytes that are no UTF-8": ("PX113", _edits({SHEET: lambda xml: xml.replace(b"<row", b"\xff\xfe<row", 1)})),
    "a string out of range": ("PX113", _rows(b'<row r="1"><c r="A1" t="s"><v>9999</v></c></row>')),
    "a string number that is none": ("PX113", _rows(b'<row r="1"><c r="A1" t="s"><v>x</v></c></row>')),
    "a number that is none": ("PX113", _rows(b'<row r="1"><c r="A1"><v>abc</v></c></row>')),
    "not a number": ("PX113", _rows(b'<row r="1"><c r="A1"><v>NaN</v></c></row>')),
    "infinity": ("PX113", _rows(b'<row r="1"><c r="A1"><v>1e999</v></c></row>')),
    "two values for one cell": ("PX113", _rows(b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')),
    "a cell in another row": ("PX113", _rows(b'<row r="1"><c r="A2"><v>1</v></c></row>')),
    "the same row twice": ("PX113", _rows(b'<row r="1"></row><row r="1"><c r="A1"><v>1</v></c></row>')),
    "a row beyond the last": ("PX113", _rows(_far("A1048577"))),
    "a column beyond the last": ("PX113", _rows(_far("XFE2"))),
    "a column of four letters": ("PX113", _rows(_far("AAAA2"))),
    "a cell within a cell": ("PX113", _rows(b'<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>')),
    "deep nesting": ("PX113", _rows(b"<row r='1'>" + b"<x>" * 100_000 + b"</x>" * 100_000 + b"</row>")),
    "billion laughs": ("PX114", _doctype(hostile.LAUGHS, b"j")),
    "a large entity": ("PX114", _doctype(b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 100_000 + b'">]>', b"a")),
    "an entity that reads a file": ("PX114", _doctype(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>', b"a")),
    "a DTD in a sheet": ("PX114", _edits({SHEET: lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x><worksheet")})),
    "a DTD in the styles": (
        "PX114",
        _edits({"xl/styles.xml": lambda xml: xml.replace(b"<styleSheet", b"<!DOCTYPE x><styleSheet")}),
    ),
    "a string bomb": (
        "PX114",
        lambda good, bad: hostile.bomb(good, bad, STRINGS, piece=b"<si><t>" + b"A" * 1000 + b"</t></si>", times=30_000),
    ),
    "a row bomb": (
        "PX114",
        lambda good, bad: hostile.bomb(good, bad, SHEET, piece=b"<row><c><v>1</v></c></row>", times=1_000_000),
    ),
    "far at the end": ("PX115", _rows(_far("XFD1048576"))),
    "far down": ("PX115", _rows(_far("A200001"))),
    "far right": ("PX115", _rows(_far("ALM2"))),
    "far, written with prefixes": (
        "PX115",
        lambda good, bad: edited(
            with_rows(good, good.with_name("far.xlsx"), _far("XFD1048576")), bad, {SHEET: hostile.prefixed}
        ),
    ),
    "far, without value but with a formula": (
        "PX115",
        _rows(b'<row r="1048576"><c r="XFD1048576"><f>1</f></c></row>'),
    ),
    "zero bytes": ("PX116", lambda _, bad: bad.write_bytes(b"")),
    "only blanks": ("PX116", lambda _, bad: bad.write_bytes(b"\xef\xbb\xbf \r\n")),
    "no file": ("PX117", lambda _, bad: None),
    "Excel 2003 XML": ("PX119", lambda _, bad: bad.write_bytes(b'<?xml version="1.0"?><Workbook/>')),
    "a saved web archive": ("PX119", lambda _, bad: bad.write_bytes(b"MIME-Version: 1.0\r\n")),
    "a binary workbook": ("PX119", lambda _, bad: zipfile.ZipFile(bad, "w").writestr("xl/workbook.bin", b"x")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_set_aside_with_its_code(name: str, tmp_path: Path) -> None:
    code, make = BAD[name]
    good, bad = good_book(tmp_path / "good.xlsx"), tmp_path / "bad.xlsx"
    make(good, bad)
    start = time.process_time()

    with pytest.raises(Unreadable) as caught:
        read_book(bad)

    assert caught.value.code == code, caught.value
    assert time.process_time() - start < 5
    with contextlib.suppress(Unreadable):
        book_facts(bad)


@pytest.mark.parametrize("name", ["far at the end", "far down", "far right"])
def test_a_far_cell_is_named(name: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    BAD[name][1](good_book(tmp_path / "good.xlsx"), bad)

    with pytest.raises(Unreadable) as caught:
        read_book(bad)

    assert (
        caught.value.detail
        == {
            "far at the end": "指标!XFD1048576",
            "far down": "指标!A200001",
            "far right": "指标!ALM2",
        }[name]
    )


def test_a_lock_file_is_known_by_its_name(tmp_path: Path) -> None:
    path = good_book(tmp_path / "a.xlsx").rename(tmp_path / "~$a.xlsx")

    with pytest.raises(Unreadable, match="PX118"):
        read_book(path)


def test_styled_blanks_down_to_the_last_row_are_read(tmp_path: Path) -> None:
    blanks = b"".join(
        b'<row r="%d" spans="1:2"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(2, 90_000)
    )
    last = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    path = with_rows(
        good_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", b'<row r="1"><c r="A1"><v>5</v></c></row>' + blanks + last
    )

    assert read_book(path).grids[0].cells == [[5.0]]


def test_stated_counts_reserve_nothing(tmp_path: Path) -> None:
    """A reader that believes a stated number of strings or places would end the whole program."""
    good = good_book(tmp_path / "a.xlsx")
    lie = b'count="99999999999999"'
    edits: dict[str, hostile.Edit] = {
        STRINGS: lambda xml: re.sub(rb'count="\d+" uniqueCount="\d+"', lie + b' uniqueCount="99999999999999"', xml),
        SHEET: lambda xml: re.sub(rb'<mergeCells count="\d+"', b"<mergeCells " + lie, hostile.wrong_dimension(xml)),
        "xl/styles.xml": lambda xml: re.sub(rb'count="\d+"', lie, xml),
    }
    path = edited(good, tmp_path / "b.xlsx", edits)

    assert all(lie in hostile.part_of(path, part) for part in edits)
    assert read_book(path, name="a.xlsx") == read_book(good)


def test_limits_hold(tmp_path: Path) -> None:
    path = good_book(tmp_path / "a.xlsx")
    tight = {
        "file": 1000,
        "whole": 1000,
        "part": 1000,
        "outline_part": 100,
        "members": 3,
        "box": 20,
        "repeated_text": 10,
    }
    for name, limit in tight.items():
        with pytest.raises(Unreadable, match="PX114"):
            read_book(path, limits=Limits(**{name: limit}))
    slow = edited(path, tmp_path / "b.xlsx", {SHEET: hostile.prefixed})
    with pytest.raises(Unreadable, match="PX114"):
        read_book(slow, limits=Limits(uncertain_part=100))


def test_a_file_that_grows_while_it_is_read_may_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = good_book(tmp_path / "a.xlsx")
    real, grown = os.fstat, itertools.count()

    def growing(number: int) -> os.stat_result:
        found = real(number)
        return os.stat_result([*found[:6], found.st_size + next(grown), *found[7:]])

    with monkeypatch.context() as patch:
        patch.setattr(preflight, "os", types.SimpleNamespace(fstat=growing, stat=os.stat))
        with pytest.raises(NotOpened, match="changing"):
            read_book(path)
    assert read_book(path).grids


def test_a_panic_of_the_reader_is_the_files_fault_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As the compiled reader raises it: not an Exception."""

    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(xlsx_cells, "checked_workbook", panic)

    with pytest.raises(Unreadable) as caught:
        read_book(good_book(tmp_path / "a.xlsx"))

    assert (caught.value.code, caught.value.detail) == ("PX117", "PanicException")


def test_a_person_who_interrupts_is_not_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(xlsx_cells, "checked_workbook", interrupt)

    with pytest.raises(KeyboardInterrupt):
        read_book(good_book(tmp_path / "a.xlsx"))


def test_the_reason_travels_between_processes() -> None:
    sent = pickle.loads(pickle.dumps(NotOpened("PX117", "changing")))

    assert (type(sent), sent.code, sent.detail) == (NotOpened, "PX117", "changing")


def test_random_changes_never_escape(tmp_path: Path) -> None:
    """300 files with one to four changed, lost or doubled bytes: read, or set aside; nothing else."""
    rng = random.Random(20260731)
    good = good_book(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    for _ in range(300):
        path.write_bytes(_mutated(good, rng))
        _read_or_set_aside(path)


def test_random_changes_inside_the_parts_never_escape(tmp_path: Path) -> None:
    """As above, with a valid zip around the changed XML, so that the checksums do not help."""
    rng = random.Random(20260801)
    good = good_book(tmp_path / "a.xlsx")
    parts = [SHEET, STRINGS, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"]
    for _ in range(400):
        part = rng.choice(parts)
        _read_or_set_aside(edited(good, tmp_path / "b.xlsx", {part: lambda xml: _mutated(xml, rng)}))


def _mutated(raw: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(raw))
        middle = rng.choice([b"", bytes([rng.randrange(256)]), bytes([rng.randrange(32, 127)]), raw[at : at + 9] * 2])
        raw = raw[:at] + middle + raw[at + rng.randint(0, 2) :]
    return raw


def _read_or_set_aside(path: Path) -> None:
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        read_book(path)
    assert time.process_time() - start < 5


def test_content_is_told_by_bytes() -> None:
    kinds = {
        b"PK\x03\x04": "zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
        b"\xef\xbb\xbf\r\n<HTML>": "html",
        b"<?xml version='1.0'?><html>": "html",
        "<table>".encode("utf-16"): "html",
        b"a,b": "text",
        "工号".encode("gb18030"): "text",
    }
    assert {raw: content_of(raw) for raw in kinds} == kinds


def test_a_lying_directory_is_found(tmp_path: Path) -> None:
    """A directory that states a small size for a large part cannot smuggle it past the limits."""
    good = good_book(tmp_path / "a.xlsx")
    large = hostile.bomb(good, tmp_path / "b.xlsx", SHEET, piece=b'<row r="1"/>', times=100_000)
    with zipfile.ZipFile(large) as archive:
        size = archive.getinfo(SHEET).file_size
    raw = large.read_bytes().replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert zipfile.ZipFile(io.BytesIO(raw)).getinfo(SHEET).file_size == 500
    large.write_bytes(raw)

    with pytest.raises(Unreadable, match="PX113"):
        read_book(large)


def test_memory_that_the_system_refuses_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As zlib says it; the reader's own limit of memory does it."""
    path = good_book(tmp_path / "a.xlsx")

    def refused(*_: object) -> bytes:
        raise zlib.error("Error -4 while decompressing data: insufficient memory")

    monkeypatch.setattr(zipfile.ZipFile, "read", refused)
    with pytest.raises(Unreadable) as told:
        read_book(path)

    assert (told.value.code, told.value.detail) == ("PX117", "MemoryError")
