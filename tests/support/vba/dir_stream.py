"""Reads the records of a dir stream in the order of [MS-OVBA] 2.3.4.2; whatever comes out of order or size is Broken."""

import struct
from dataclasses import dataclass, field

from tests.support.vba.compression import Broken

_INFORMATION = ((0x02, 4, 0x409), (0x14, 4, 0x409))


@dataclass
class ModuleRecord:
    """One MODULE record. procedural: MODULETYPE 0x21; else a document, class or form."""

    name: str
    stream: str
    offset: int
    cookie: int
    procedural: bool


@dataclass
class DirStream:
    """What a dir stream says."""

    code_page: int = 0
    name: str = ""
    help_context: int = 0
    cookie: int = 0
    count: int = 0
    references: list[str] = field(default_factory=list)
    modules: list[ModuleRecord] = field(default_factory=list)


@dataclass
class _Reader:
    raw: bytes
    at: int = 0
    encoding: str = "ascii"

    def take(self, size: int, what: str) -> bytes:
        if self.at + size > len(self.raw):
            raise Broken(f"dir: ends within {what}")
        self.at += size
        return self.raw[self.at - size : self.at]

    def peek(self) -> int:
        return int.from_bytes(self.raw[self.at : self.at + 2], "little")

    def record(self, number: int, *, size: int | None = None) -> bytes:
        """The content of the next record, which must be `number`, of `size` bytes if that is given."""
        found, length = struct.unpack("<HI", self.take(6, f"{number:#06x}"))
        if found != number or (size is not None and length != size):
            raise Broken(f"dir: record {number:#06x} expected, {found:#06x} of {length} bytes found")
        return self.take(length, f"{number:#06x}")

    def number(self, number: int, size: int) -> int:
        return int.from_bytes(self.record(number, size=size), "little")

    def text(self, number: int, unicode_number: int) -> str:
        """A text in the code page and, behind it, the same in Unicode."""
        text = self.record(number).decode(self.encoding)
        if self.record(unicode_number).decode("utf-16-le") != text:
            raise Broken(f"dir: {number:#06x} and {unicode_number:#06x} differ")
        return text


def read_dir_stream(raw: bytes) -> DirStream:
    """Read the records of `raw`, not compressed; raises Broken."""
    reader, read = _Reader(raw), DirStream()
    _read_information(reader, read)
    while reader.peek() == 0x16:
        read.references.append(_reference(reader))
    read.count = reader.number(0x0F, 2)
    read.cookie = reader.number(0x13, 2)
    while reader.peek() == 0x19:
        read.modules.append(_module(reader))
    if reader.take(6, "terminator") != struct.pack("<HI", 0x10, 0) or reader.at != len(raw):
        raise Broken("dir: terminator")
    return read


def _read_information(reader: _Reader, read: DirStream) -> None:
    if reader.number(0x01, 4) not in (0, 1, 2, 3):
        raise Broken("dir: system kind")
    if reader.peek() == 0x4A:
        reader.record(0x4A, size=4)
    for number, size, wanted in _INFORMATION:
        if reader.number(number, size) != wanted:
            raise Broken(f"dir: locale {number:#06x}")
    read.code_page = reader.number(0x03, 2)
    reader.encoding = f"cp{read.code_page}"
    read.name = reader.record(0x04).decode(reader.encoding)
    if not 1 <= len(read.name) <= 128:
        raise Broken("dir: project name")
    reader.text(0x05, 0x40)
    if reader.record(0x06) != reader.record(0x3D):
        raise Broken("dir: help files differ")
    read.help_context = reader.number(0x07, 4)
    if reader.number(0x08, 4):
        raise Broken("dir: library flags")
    if reader.take(6, "version") != struct.pack("<HI", 0x09, 4):
        raise Broken("dir: version")
    reader.take(6, "version")
    if reader.peek() == 0x0C:
        reader.text(0x0C, 0x3C)


def _reference(reader: _Reader) -> str:
    """The name of a reference; a registered library has a LibidReference, 2.1.1.8."""
    name = reader.text(0x16, 0x3E)
    if reader.peek() == 0x33:  # a control, 2.3.4.2.2.3: its original library, then the one that Office made of it
        reader.record(0x33)
        reader.record(0x2F)
        if reader.peek() == 0x16:
            reader.text(0x16, 0x3E)
        reader.record(0x30)
        return name
    if reader.peek() == 0x0E:  # another workbook's project
        reader.record(0x0E)
        return name
    content = reader.record(0x0D)
    length = int.from_bytes(content[:4], "little")
    library = content[4 : 4 + length].decode(reader.encoding)
    if len(content) != length + 10 or content[4 + length :] != bytes(6):
        raise Broken(f"dir: reference {name}")
    if not library.startswith("*\\G{") or library.count("#") != 4:
        raise Broken(f"dir: library of {name}")
    return name


def _module(reader: _Reader) -> ModuleRecord:
    name = reader.text(0x19, 0x47)
    stream = reader.text(0x1A, 0x32)
    reader.text(0x1C, 0x48)
    offset = reader.number(0x31, 4)
    reader.record(0x1E, size=4)
    cookie = reader.number(0x2C, 2)
    kind = reader.peek()
    if kind not in (0x21, 0x22):
        raise Broken(f"dir: {name} has no MODULETYPE")
    reader.record(kind, size=0)
    for optional in (0x25, 0x28):  # read-only, private
        if reader.peek() == optional:
            reader.record(optional, size=0)
    reader.record(0x2B, size=0)
    return ModuleRecord(name, stream, offset, cookie, procedural=kind == 0x21)
