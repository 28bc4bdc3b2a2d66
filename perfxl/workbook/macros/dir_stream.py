"""The dir stream: what a VBA project consists of, record by record, as [MS-OVBA] 2.3.4.2 orders them."""

import struct
from collections.abc import Iterator, Sequence

from perfxl.workbook.macros.modules import Module, ModuleKind

CODE_PAGE, ENCODING = 1252, "cp1252"
PROJECT_NAME = "VBAProject"
_COOKIE = struct.pack("<H", 0xFFFF)
_WIN32, _ENGLISH = 1, 0x409
# What every project of Excel refers to; Excel finds the libraries by their ids, wherever they are installed.
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16"
        r"\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


def dir_stream(modules: Sequence[Module]) -> bytes:
    """The records of a project of `modules`, not compressed."""
    records = [*_information(), *_references(), *_modules(modules)]
    return b"".join(records) + struct.pack("<HI", 0x0010, 0)


def _information() -> Iterator[bytes]:
    yield _record(0x0001, _long(_WIN32))
    yield _record(0x0002, _long(_ENGLISH))
    yield _record(0x0014, _long(_ENGLISH))
    yield _record(0x0003, struct.pack("<H", CODE_PAGE))
    yield _record(0x0004, PROJECT_NAME.encode(ENCODING))
    yield from _twice(0x0005, 0x0040, "")  # description
    yield _record(0x0006, b"") + _record(0x003D, b"")  # help files
    yield _record(0x0007, _long(0))  # help context
    yield _record(0x0008, _long(0))  # library flags
    yield struct.pack("<HIIH", 0x0009, 4, 1, 0)  # the version 1.0 of the project; the 4 is no size
    yield from _twice(0x000C, 0x003C, "")  # constants for conditional compilation


def _references() -> Iterator[bytes]:
    for name, library in _REFERENCES:
        yield from _twice(0x0016, 0x003E, name)
        address = library.encode(ENCODING)
        yield _record(0x000D, _long(len(address)) + address + struct.pack("<IH", 0, 0))


def _modules(modules: Sequence[Module]) -> Iterator[bytes]:
    yield _record(0x000F, struct.pack("<H", len(modules)))
    yield _record(0x0013, _COOKIE)
    for module in modules:
        yield from _twice(0x0019, 0x0047, module.name)
        yield from _twice(0x001A, 0x0032, module.name)  # the name of its stream
        yield from _twice(0x001C, 0x0048, module.description)
        yield _record(0x0031, _long(0))  # the source begins at once: there is no performance cache before it
        yield _record(0x001E, _long(0))  # help context
        yield _record(0x002C, _COOKIE)
        yield _record(0x0021 if module.kind is ModuleKind.STANDARD else 0x0022, b"")
        yield _record(0x002B, b"")


def _twice(number: int, unicode_number: int, text: str) -> Iterator[bytes]:
    """A text in the project's code page and again in Unicode."""
    yield _record(number, text.encode(ENCODING))
    yield _record(unicode_number, text.encode("utf-16-le"))


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _long(number: int) -> bytes:
    return struct.pack("<I", number)
