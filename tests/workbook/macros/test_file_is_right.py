"""The macros of a built workbook hold what [MS-CFB], [MS-OVBA] and Excel demand; each demand is broken once and seen.

The reader in tests/support/vba was written from the specifications. It also reads a project that Excel itself wrote, which the
xlwings package carries, and finds nothing there but what Excel keeps for itself: its cache.
"""

import struct
import zipfile
from collections.abc import Callable

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project

from perfxl.workbook.entry.buttons import BUTTONS
from perfxl.workbook.macros.compound_file import compound_file
from perfxl.workbook.macros.compression import compressed
from perfxl.workbook.macros.modules import standard_module
from perfxl.workbook.macros.project import vba_project
from perfxl.workbook.macros.sources import xlwings_folder
from tests.support.vba.compound_file import read_compound_file
from tests.support.vba.compression import decompressed
from tests.support.vba.project import read_project
from tests.support.vba.workbook import button_captions, macro_faults, read_macros
from tests.workbook.macros.books import macro_book

_KINDS = pytest.mark.parametrize(("language", "filled"), [("zh", True), ("zh", False), ("en", True), ("en", False)])


@_KINDS
def test_a_built_workbook_has_no_fault_and_all_its_buttons(language: str, filled: bool) -> None:
    path = macro_book(language, filled)

    assert macro_faults(path) == []
    assert button_captions(path) == {button.macro: button.caption(language) for button in BUTTONS}


def test_olevba_and_this_reader_find_the_same_sources() -> None:
    path = macro_book("zh", True)
    seen = {name.rpartition(".")[0]: text for _, _, name, text in VBA_Parser(str(path)).extract_all_macros()}

    assert seen == read_macros(path).sources
    assert {"PerfxlButtons", "xlwings", "Dictionary", "ThisWorkbook", "Sheet1"} <= seen.keys()
    assert seen["xlwings"].encode() == (xlwings_folder() / "xlwings.bas").read_bytes()


def test_another_writer_of_projects_reads_it_without_complaint() -> None:
    file = CFB.from_bytes(_project())
    project = parse_vba_project(file)

    assert project.validate(file) == []
    assert {module.name: module.source for module in project.modules} == read_macros(macro_book()).sources


def test_a_project_that_excel_wrote_differs_by_its_cache_alone() -> None:
    path = xlwings_folder() / "quickstart.xlsm"
    seen = {name.rpartition(".")[0]: text for _, _, name, text in VBA_Parser(str(path)).extract_all_macros()}

    assert macro_faults(path) == [
        "_VBA_PROJECT: version",
        "_VBA_PROJECT: a performance cache",
        "dir: cookie",
        "dir: a source begins behind a cache",
    ]
    assert read_macros(path).sources == seen


def test_the_standalone_module_that_xlwings_ships_is_the_one_in_the_workbook() -> None:
    shipped = VBA_Parser(str(xlwings_folder() / "quickstart_standalone.xlsm")).extract_all_macros()
    theirs = {name: text for _, _, name, text in shipped}
    ours = read_macros(macro_book()).sources

    for name, file in (("Dictionary", "Dictionary.cls"), ("xlwings", "xlwings.bas")):
        assert _folded(ours[name]) == _folded(theirs[file])  # the editor of VBA writes Err for err


def _folded(source: str) -> list[str]:
    return source.strip().lower().splitlines()


_COLOUR = 67


def _project() -> bytes:
    with zipfile.ZipFile(macro_book()) as package:
        return package.read("xl/vbaProject.bin")


def _patched(at: int, new: bytes) -> bytes:
    raw = bytearray(_project())
    raw[at : at + len(new)] = new
    return bytes(raw)


def _fat_at(number: int) -> int:
    """Where the FAT says what follows sector `number`; the project's FAT is one sector."""
    return 512 * (struct.unpack_from("<I", _project(), 76)[0] + 1) + 4 * number


def _mini_fat_at(number: int) -> int:
    return 512 * (struct.unpack_from("<I", _project(), 60)[0] + 1) + 4 * number


def _number_of(name: str) -> int:
    return [entry.name for entry in read_compound_file(_project()).entries].index(name)


def _field_at(number: int, field: int) -> int:
    """Where a field of a directory entry stands; the directory is one run of sectors."""
    return int(512 * (struct.unpack_from("<I", _project(), 48)[0] + 1) + 128 * number + field)


def _entry_at(name: str, field: int) -> int:
    return _field_at(_number_of(name), field)


def _start_of(name: str) -> int:
    return read_compound_file(_project()).entries[_number_of(name)].start


def _top_of(name: str) -> int:
    return read_compound_file(_project()).entries[_number_of(name)].child


def _two_reds() -> bytes:
    """The left child of a tree's top and its own left child, both red."""
    entries = read_compound_file(_project()).entries
    upper = entries[_top_of("VBA")].left
    raw = bytearray(_project())
    for number in (upper, entries[upper].left):
        raw[_field_at(number, _COLOUR)] = 0
    return bytes(raw)


def _free_sector() -> int:
    table = read_compound_file(_project()).fat
    return table.index(0xFFFFFFFF)


_BROKEN_CONTAINERS: dict[str, Callable[[], bytes]] = {
    "header: signature": lambda: _patched(0, b"\0"),
    "header: class id": lambda: _patched(8, b"\1"),
    "header: minor version": lambda: _patched(24, b"\x3b"),
    "header: major version": lambda: _patched(26, b"\4"),
    "header: byte order": lambda: _patched(28, b"\xff\xfe"),
    "header: sector shift": lambda: _patched(30, b"\x0c"),
    "header: mini sector shift": lambda: _patched(32, b"\5"),
    "header: reserved": lambda: _patched(34, b"\1"),
    "header: directory sectors": lambda: _patched(40, b"\1"),
    "header: mini cutoff": lambda: _patched(56, b"\0\x20"),
    "header: DIFAT sectors": lambda: _patched(68, bytes(4)),
    "header: number of FAT sectors": lambda: _patched(44, b"\2"),
    "header: number of mini FAT sectors": lambda: _patched(64, b"\7"),
    "header: the file is no whole number of sectors": lambda: _project()[:-1],
    "is not marked as one": lambda: _patched(_fat_at(struct.unpack_from("<I", _project(), 76)[0]), b"\xfe\xff\xff\xff"),
    "do not fit a chain": lambda: _patched(_fat_at(_start_of("xlwings")), b"\xfe\xff\xff\xff"),
    "does not continue it": lambda: _patched(
        _fat_at(_start_of("xlwings")), struct.pack("<I", _start_of("xlwings"))
    ),
    "belongs to": lambda: _patched(_entry_at("Dictionary", 116), struct.pack("<I", _start_of("xlwings"))),
    "FAT: sector": lambda: _patched(_fat_at(_free_sector()), b"\xfe\xff\xff\xff"),
    "mini FAT: sector": lambda: _patched(_mini_fat_at(127), b"\xfe\xff\xff\xff"),
    "chain of PROJECTwm": lambda: _patched(_mini_fat_at(_start_of("PROJECTwm")), b"\xff\xff\xff\xff"),
    "mini stream: its size": lambda: _patched(_entry_at("Root Entry", 120), b"\x40\0\0\0"),
    "directory: root entry": lambda: _patched(_entry_at("Root Entry", 68), b"\3\0\0\0"),
    "directory: di: name": lambda: _patched(_entry_at("dir", 64), b"\x06"),
    "directory: dir: colour": lambda: _patched(_entry_at("dir", 67), b"\2"),
    "directory: dir: times": lambda: _patched(_entry_at("dir", 100), b"\1"),
    "directory: dir: stream": lambda: _patched(_entry_at("dir", 76), b"\2\0\0\0"),
    "directory: VBA: a storage has no sectors": lambda: _patched(_entry_at("VBA", 116), b"\xfe\xff\xff\xff"),
    "are not in order": lambda: _patched(_entry_at("xlwings", 0), "aaaaaaa".encode("utf-16-le")),
    "has a red root": lambda: _patched(_field_at(_top_of("VBA"), _COLOUR), b"\0"),
    "is red below red": _two_reds,
    "is met twice": lambda: _patched(_entry_at("dir", 68), struct.pack("<I", 0)),
    "are not reached once": lambda: _patched(_entry_at("VBA", 76), b"\xff\xff\xff\xff"),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(_BROKEN_CONTAINERS))
def test_a_broken_container_is_seen(fault: str) -> None:
    faults = read_compound_file(_BROKEN_CONTAINERS[fault]()).faults

    assert [one for one in faults if fault in one], faults


def test_an_unused_entry_that_is_not_blank_is_seen() -> None:
    raw = bytearray(vba_project([standard_module("A", "Sub A()\nEnd Sub")], sheet_code_names=["Sheet1"]))
    assert read_project(bytes(raw)).faults == []
    raw[raw.index(bytes(68) + b"\xff" * 12 + bytes(48)) + 116] = 0xFF

    assert read_project(bytes(raw)).faults == ["directory: an unused entry is not blank"]


def _repacked(stream: str, change: Callable[[bytes], bytes]) -> bytes:
    """The project with one stream changed; `dir` and the sources are changed as text."""
    streams = dict(read_compound_file(_project()).streams)
    packed = stream.startswith("VBA/") and stream != "VBA/_VBA_PROJECT"
    old = decompressed(streams[stream]) if packed else streams[stream]
    new = change(old)
    assert new != old, "nothing was broken"
    streams[stream] = compressed(new) if packed else new
    vba = {name.removeprefix("VBA/"): content for name, content in streams.items() if name.startswith("VBA/")}
    return compound_file({**{name: content for name, content in streams.items() if "/" not in name}, "VBA": vba})


def _swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(old, new, 1)


def _modules() -> int:
    return len(read_project(_project()).sources)


_DIR, _MODULE = "VBA/dir", "VBA/PerfxlButtons"
_TYPE = struct.pack("<HI", 0x21, 0)
_BROKEN_PROJECTS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "_VBA_PROJECT: version": ("VBA/_VBA_PROJECT", _swap(b"\xff\xff", b"\xb5\x00")),
    "_VBA_PROJECT: a performance cache": ("VBA/_VBA_PROJECT", lambda text: text + bytes(100)),
    "dir: system kind": (_DIR, _swap(struct.pack("<HII", 1, 4, 1), struct.pack("<HII", 1, 4, 9))),
    "dir: locale": (_DIR, _swap(struct.pack("<HII", 2, 4, 0x409), struct.pack("<HII", 2, 4, 0x804))),
    "record 0x0003 expected": (_DIR, _swap(struct.pack("<HI", 3, 2), struct.pack("<HI", 4, 2))),
    "0x0005 and 0x0040 differ": (_DIR, _swap(struct.pack("<HI", 5, 0), struct.pack("<HI", 5, 1) + b"x")),
    "dir: help files differ": (_DIR, _swap(struct.pack("<HI", 6, 0), struct.pack("<HI", 6, 1) + b"x")),
    "dir: library flags": (_DIR, _swap(struct.pack("<HII", 8, 4, 0), struct.pack("<HII", 8, 4, 1))),
    "dir: version": (_DIR, _swap(struct.pack("<HI", 9, 4), struct.pack("<HI", 9, 6))),
    "0x0016 and 0x003e differ": (_DIR, _swap("stdole".encode("utf-16-le"), "stdolx".encode("utf-16-le"))),
    "dir: library of stdole": (_DIR, _swap(rb"*\G{0002", rb"*\H{0002")),
    "dir: reference stdole": (_DIR, _swap(b"#OLE Automation\0\0\0\0\0\0", b"#OLE Automation\0\0\0\0\0\1")),
    "dir: PROJECTMODULES count": (_DIR, _swap(struct.pack("<HIH", 0x0F, 2, _modules()), struct.pack("<HIH", 0x0F, 2, 7))),
    "dir: cookie": (_DIR, _swap(struct.pack("<HIH", 0x13, 2, 0xFFFF), struct.pack("<HIH", 0x13, 2, 7))),
    "dir: a source begins behind a cache": (_DIR, _swap(struct.pack("<HII", 0x31, 4, 0), struct.pack("<HII", 0x31, 4, 1))),
    "has no MODULETYPE": (_DIR, _swap(_TYPE, b"")),
    "record 0x002b expected": (_DIR, _swap(_TYPE + struct.pack("<HI", 0x2B, 0), _TYPE + struct.pack("<HI", 0x2C, 0))),
    "0x0019 and 0x0047 differ": (_DIR, _swap("PerfxlButtons".encode("utf-16-le"), "PerfxlButtonz".encode("utf-16-le"))),
    "dir: terminator": (_DIR, lambda text: text + bytes(4)),
    "dir: ends within": (_DIR, lambda text: text[:-3]),
    "PerfxlButtons: does not begin with its name": (_MODULE, _swap(b'"PerfxlButtons"', b'"PerfxlOther"')),
    "PerfxlButtons: line ends": (_MODULE, _swap(b"\r\nOption", b"\nOption")),
    "Dictionary: has the head of an exported file": ("VBA/Dictionary", _swap(b"Option Explicit\r\n", b"END\r\n")),
    "PROJECT: does not follow the grammar": ("PROJECT", _swap(b"[Workspace]", b"[Workspaces]")),
    "PROJECT: its modules are not": ("PROJECT", _swap(b"Module=xlwings", b"Class=xlwings")),
    "PROJECT: name and help context": ("PROJECT", _swap(b'Name="VBAProject"', b'Name="VBAProjects"')),
    "PROJECT: windows": ("PROJECT", _swap(b"xlwings=0, 0, 0, 0, C\r\n", b"")),
    "PROJECT: CMG": ("PROJECT", _swap(b'ID="{7', b'ID="{8')),
    "PROJECT: DPB": ("PROJECT", _swap(b'DPB="09', b'DPB="08')),
    "PROJECT: GC": ("PROJECT", _swap(b'GC="0B', b'GC="0A')),
    "PROJECTwm: its modules are not": ("PROJECTwm", lambda text: text[:-2]),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(_BROKEN_PROJECTS))
def test_a_broken_project_is_seen(fault: str) -> None:
    stream, change = _BROKEN_PROJECTS[fault]
    faults = read_project(_repacked(stream, change)).faults

    assert [one for one in faults if fault in one], faults
