"""The records of an old Excel file's workbook stream, and the values in them ([MS-XLS] 2.1.4, 2.4, 2.5)."""

import datetime as dt
import struct
from collections.abc import Iterator
from typing import NamedTuple

from perfxl.workbook.intake.quarantine import DAMAGED, Unreadable

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
_LONGEST_TEXT = 32_767


class Record(NamedTuple):
    """kind: the record's number; body: its bytes, without those of following CONTINUE records."""

    kind: int
    body: bytes

    def numbers(self, layout: str) -> tuple[int, ...]:
        """Little-endian numbers from the start of the body, by struct's letters."""
        return struct.unpack_from("<" + layout, self.body)


def records(stream: bytes, offset: int) -> Iterator[Record]:
    """Records from a BOF up to its EOF, without those of charts embedded between."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length or (depth == 0 and kind != BOF):
            raise Unreadable(DAMAGED, "xls")
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield Record(kind, body)
        offset += 4 + length


def short_text(body: bytes, at: int, *, length: int) -> str:
    """A string of `length` letters that lies in one record; its flag byte stands at `at`."""
    wide = body[at] & 1
    letters = body[at + 1 : at + 1 + length * (2 if wide else 1)]
    if len(letters) < length * (2 if wide else 1):
        raise Unreadable(DAMAGED, "xls")
    return letters.decode("utf-16-le" if wide else "latin-1")


def shared_strings(bodies: list[bytes]) -> list[str]:
    """The strings of an SST record and its CONTINUE records; formatting and phonetic hints are left out."""
    reader = _Pieces(bodies)
    (count,) = struct.unpack("<I", reader.taken(8)[4:])
    strings: list[str] = []
    while len(strings) < count and not reader.at_end():
        strings.append(_shared_string(reader))
    return strings


def _shared_string(reader: "_Pieces") -> str:
    length, flags = struct.unpack("<HB", reader.taken(3))
    runs = struct.unpack("<H", reader.taken(2))[0] if flags & 8 else 0
    extra = struct.unpack("<I", reader.taken(4))[0] if flags & 4 else 0
    text = reader.letters(length, wide=flags & 1)
    reader.taken(4 * runs + extra)
    return text


class _Pieces:
    """Bytes that go on in the next record; letters restate there whether they are wide."""

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies = bodies
        self.piece = self.at = 0

    def at_end(self) -> bool:
        self._next_if_used_up()
        return self.piece >= len(self.bodies)

    def taken(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            if self.at_end():
                raise Unreadable(DAMAGED, "xls: strings")
            some = self.bodies[self.piece][self.at : self.at + count - len(found)]
            self.at += len(some)
            found += some
        return bytes(found)

    def letters(self, count: int, *, wide: int) -> str:
        text = ""
        while count:
            left = (len(self.bodies[self.piece]) - self.at) >> wide
            some = min(count, left)
            text += self.taken(some << wide).decode("utf-16-le" if wide else "latin-1")
            count -= some
            if count:
                if self.at_end():
                    raise Unreadable(DAMAGED, "xls: strings")
                wide = self.taken(1)[0] & 1
        return text

    def _next_if_used_up(self) -> None:
        while self.piece < len(self.bodies) and self.at >= len(self.bodies[self.piece]):
            self.piece, self.at = self.piece + 1, 0


def rk_number(rk: int) -> float:
    """The number in four bytes: an integer or the upper half of a double, perhaps in hundredths."""
    if rk & 2:
        value = float((rk >> 2) - (1 << 30 if rk & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (rk & 0xFFFFFFFC) << 32))
    return value / 100 if rk & 1 else value


def moment(serial: float, *, date1904: bool, elapsed: bool) -> object:
    """A serial number as date, datetime, time (below 1) or timedelta; the number itself outside Excel's calendar."""
    days = serial + (1462 if date1904 and serial >= 1 else 0)
    if not 0 <= days < 2_958_466:
        return serial
    length = dt.timedelta(milliseconds=round(days * 86_400_000))
    if elapsed:
        return dt.timedelta(milliseconds=round(serial * 86_400_000))
    if length < dt.timedelta(1):
        return (dt.datetime.min + length).time()
    # Excel's calendar has a 29 February 1900, so earlier days count from a day later.
    found = dt.datetime(1899, 12, 31 if days < 60 else 30) + length
    return found.date() if found.time() == dt.time() else found
