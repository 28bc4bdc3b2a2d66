"""Reads a compound file, version 3, and lists what in it breaks [MS-CFB]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
UNUSED, STORAGE, STREAM, ROOT = 0, 1, 2, 5
RED, BLACK = 0, 1
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")


@dataclass
class Entry:
    """One entry of the directory as it stands in the file."""

    name: str
    name_bytes: int
    kind: int
    colour: int
    left: int
    right: int
    child: int
    class_id: bytes
    state: int
    created: int
    modified: int
    start: int
    size: int
    raw: bytes


@dataclass
class CompoundFile:
    """What was read. streams: content by path from the root, such as `VBA/dir`; faults: broken rules, none in a sound file."""

    raw: bytes
    faults: list[str] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    mini_fat: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    streams: dict[str, bytes] = field(default_factory=dict)
    storages: list[str] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)
    mini_owners: dict[int, str] = field(default_factory=dict)

    def sector(self, number: int) -> bytes:
        return self.raw[SECTOR * (number + 1) : SECTOR * (number + 2)]

    def sectors(self) -> int:
        """How many sectors follow the header."""
        return len(self.raw) // SECTOR - 1

    def chain(self, start: int, owner: str, *, mini: bool = False) -> list[int]:
        """The sectors of a chain; a loop, a sector of two chains and a broken end are faults."""
        table, owners = (self.mini_fat, self.mini_owners) if mini else (self.fat, self.owners)
        found: list[int] = []
        while start != END:
            if start >= len(table) or start in found:
                self.faults.append(f"chain of {owner}: {start:#x} does not continue it")
                break
            if start in owners:
                self.faults.append(f"chain of {owner}: sector {start} belongs to {owners[start]}")
            owners[start] = owner
            found.append(start)
            start = table[start]
        return found


def read_compound_file(raw: bytes) -> CompoundFile:
    """Read all streams of `raw`, and collect its faults."""
    file = CompoundFile(raw)
    file.faults += _header_faults(raw)
    if not file.faults:
        _read_tables(file)
        _read_directory(file)
        _read_streams(file)
        file.faults += [*_allocation_faults(file), *_entry_faults(file), *_tree_faults(file)]
    return file


def _header_faults(raw: bytes) -> Iterator[str]:
    """2.2: the header."""
    if len(raw) < 2 * SECTOR or len(raw) % SECTOR:
        yield "header: the file is no whole number of sectors"
        return
    fixed = {
        "signature": (0, "d0cf11e0a1b11ae1"), "class id": (8, "00" * 16), "minor version": (24, "3e00"),
        "major version": (26, "0300"), "byte order": (28, "feff"), "sector shift": (30, "0900"), "mini sector shift": (32, "0600"),
        "reserved": (34, "00" * 6), "directory sectors": (40, "00" * 4), "transaction": (52, "00" * 4), "mini cutoff": (56, "00100000"),
    }  # fmt: skip
    for name, (at, wanted) in fixed.items():
        if raw[at : at + len(wanted) // 2] != bytes.fromhex(wanted):
            yield f"header: {name}"
    difat_start, difat_count = struct.unpack_from("<II", raw, 68)
    if (difat_start, difat_count) != (END, 0):
        yield "header: DIFAT sectors"
    fat_count = struct.unpack_from("<I", raw, 44)[0]
    listed = struct.unpack_from("<109I", raw, 76)
    used = [number for number in listed if number != FREE]
    if len(used) != fat_count or list(listed[: len(used)]) != used:
        yield "header: number of FAT sectors"


def _read_tables(file: CompoundFile) -> None:
    mini_start, mini_count = struct.unpack_from("<II", file.raw, 60)
    fat_sectors = [number for number in struct.unpack_from("<109I", file.raw, 76) if number != FREE]
    for number in fat_sectors:
        file.fat += struct.unpack("<128I", file.sector(number).ljust(SECTOR, b"\xff"))
        file.owners[number] = "FAT"
    for number in fat_sectors:
        if file.fat[number : number + 1] != [FAT]:
            file.faults.append(f"FAT: its sector {number} is not marked as one")
    chain = file.chain(mini_start, "mini FAT")
    if len(chain) != mini_count:
        file.faults.append("header: number of mini FAT sectors")
    for number in chain:
        file.mini_fat += struct.unpack("<128I", file.sector(number))


def _read_directory(file: CompoundFile) -> None:
    start = struct.unpack_from("<I", file.raw, 48)[0]
    content = b"".join(map(file.sector, file.chain(start, "directory")))
    for at in range(0, len(content), _ENTRY.size):
        raw = content[at : at + _ENTRY.size]
        name, *rest = _ENTRY.unpack(raw)
        file.entries.append(Entry(name[: max(rest[0] - 2, 0)].decode("utf-16-le", "replace"), *rest, raw=raw))


def _read_streams(file: CompoundFile) -> None:
    root = file.entries[0]
    mini_stream = b"".join(map(file.sector, file.chain(root.start, "mini stream")))
    if -(-root.size // SECTOR) * SECTOR != len(mini_stream):
        file.faults.append("mini stream: its size does not fit its chain")
    for path, entry in _paths(file, root.child, ""):
        if entry.kind == STORAGE:
            file.storages.append(path)
            continue
        mini = entry.size < CUTOFF
        chain = file.chain(entry.start, path, mini=mini)
        unit = MINI if mini else SECTOR
        if len(chain) != -(-entry.size // unit):
            file.faults.append(f"{path}: {entry.size} bytes do not fit a chain of {len(chain)}")
        parts = (mini_stream[MINI * n : MINI * (n + 1)] if mini else file.sector(n) for n in chain)
        file.streams[path] = b"".join(parts)[: entry.size]


def _paths(file: CompoundFile, number: int, prefix: str, depth: int = 0) -> Iterator[tuple[str, Entry]]:
    """Every entry below a storage, in the order of its tree."""
    if number == NONE or number >= len(file.entries) or depth > 40:
        return
    entry = file.entries[number]
    yield from _paths(file, entry.left, prefix, depth + 1)
    yield prefix + entry.name, entry
    if entry.kind == STORAGE:
        yield from _paths(file, entry.child, f"{prefix}{entry.name}/", depth + 1)
    yield from _paths(file, entry.right, prefix, depth + 1)


def _allocation_faults(file: CompoundFile) -> Iterator[str]:
    """2.3, 2.4: what no chain uses is free."""
    for number, following in enumerate(file.fat):
        if number not in file.owners and following != FREE:
            yield f"FAT: sector {number} is taken by nothing"
        if number in file.owners and number >= file.sectors():
            yield f"FAT: sector {number} lies behind the end of the file"
    if len(file.fat) < file.sectors():
        yield "FAT: shorter than the file"
    for number, following in enumerate(file.mini_fat):
        if number not in file.mini_owners and following != FREE:
            yield f"mini FAT: sector {number} is taken by nothing"
        if number in file.mini_owners and MINI * (number + 1) > file.entries[0].size:
            yield f"mini FAT: sector {number} lies behind the mini stream"


def _entry_faults(file: CompoundFile) -> Iterator[str]:
    """2.6: the fields of each directory entry."""
    root, *others = file.entries
    if root.kind != ROOT or root.name != "Root Entry" or root.size % MINI or (root.left, root.right) != (NONE, NONE):
        yield "directory: root entry"
    for entry in file.entries:
        if entry.kind == UNUSED:
            if entry.raw[:68] + entry.raw[80:] != bytes(116) or entry.raw[68:80] != b"\xff" * 12:
                yield "directory: an unused entry is not blank"
            continue
        where = f"directory: {entry.name}"
        name = entry.name.encode("utf-16-le") + b"\0\0"
        if entry.name_bytes != len(name) or entry.raw[:64] != name.ljust(64, b"\0") or set("/\\:!") & set(entry.name):
            yield f"{where}: name"
        if entry.colour not in (RED, BLACK):
            yield f"{where}: colour"
        if entry.kind == STREAM and (entry.created or entry.modified or entry.state or any(entry.class_id)):
            yield f"{where}: times, state and class id of a stream are 0"
        if entry.kind == STREAM and (entry.child != NONE or entry.size >= 0x80000000):
            yield f"{where}: stream"
        if entry.kind == STORAGE and (entry.start, entry.size) != (0, 0):
            yield f"{where}: a storage has no sectors"
    if any(entry.kind not in (UNUSED, STORAGE, STREAM) for entry in others):
        yield "directory: kind"


def _tree_faults(file: CompoundFile) -> Iterator[str]:
    """2.6.4: each storage's members form a red-black tree, ordered by length of name, then by upper case."""
    reached = {0}
    for storage in file.entries:
        if storage.kind in (STORAGE, ROOT):
            names: list[tuple[int, str]] = []
            yield from _walk(file, storage.child, names=names, reached=reached, parent_red=False)
            if names != sorted(set(names)):
                yield f"directory: the members of {storage.name} are not in order"
            if storage.child < len(file.entries) and file.entries[storage.child].colour != BLACK:
                yield f"directory: the tree of {storage.name} has a red root"
    used = {number for number, entry in enumerate(file.entries) if entry.kind != UNUSED}
    if used != reached:
        yield f"directory: entries {sorted(used ^ reached)} are not reached once"


def _walk(
    file: CompoundFile, number: int, *, names: list[tuple[int, str]], reached: set[int], parent_red: bool
) -> Iterator[str]:
    if number == NONE:
        return
    if number >= len(file.entries) or number in reached:
        yield f"directory: entry {number} is met twice, or is none"
        return
    reached.add(number)
    entry = file.entries[number]
    if parent_red and entry.colour == RED:
        yield f"directory: {entry.name} is red below red"
    red = entry.colour == RED
    yield from _walk(file, entry.left, names=names, reached=reached, parent_red=red)
    names.append((len(entry.name), entry.name.upper()))
    yield from _walk(file, entry.right, names=names, reached=reached, parent_red=red)
