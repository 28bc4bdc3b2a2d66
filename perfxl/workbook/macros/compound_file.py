"""A compound file (version 3), as [MS-CFB] describes it: the container of a VBA project."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Storage = Mapping[str, "bytes | Storage"]

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096  # bytes; shorter streams live in the mini stream
_FREE, _END_OF_CHAIN, _FAT_SECTOR, _NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_IN_HEADER = 109  # FAT sectors that the header lists: 7 MB
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ROOT, _STORAGE, _STREAM = 5, 1, 2
_BLACK = 1  # a tree whose nodes are all black is a valid one, [MS-CFB] 2.6.4
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")


@dataclass
class _Entry:
    """One entry of the directory; left, right and child are numbers of other entries."""

    name: str
    kind: int
    content: bytes = b""
    left: int = _NO_STREAM
    right: int = _NO_STREAM
    child: int = _NO_STREAM
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le")
        tree = (self.left, self.right, self.child)
        return _ENTRY.pack(name, len(name), self.kind, _BLACK, *tree, bytes(16), 0, 0, 0, self.start, self.size)


_UNUSED = _ENTRY.pack(b"", 0, 0, 0, _NO_STREAM, _NO_STREAM, _NO_STREAM, bytes(16), 0, 0, 0, 0, 0)


@dataclass
class _Sectors:
    """Sectors of one size, and the table that chains them."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes, *, mark: int | None = None) -> int:
        """Append `content` as a chain of sectors, or as sectors of which each is marked; returns the first one."""
        first = len(self.table)
        count = -(-len(content) // self.size)
        if not count:
            return _END_OF_CHAIN
        self.content += content.ljust(count * self.size, b"\0")
        self.table += [mark] * count if mark else [*range(first + 1, first + count), _END_OF_CHAIN]
        return first


def compound_file(root: Storage) -> bytes:
    """The streams and storages of `root` in one file; the same content gives the same bytes.

    Raises ValueError where a name has more than 31 characters or the content more than 7 MB.
    """
    entries = _directory(root)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.content)
            entry.start = (mini if entry.size < _CUTOFF else sectors).add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(mini.content)), len(mini.content)
    mini_table = _in_sectors(mini.table)
    mini_table_at = sectors.add(mini_table)
    directory = b"".join(entry.packed() for entry in entries)
    directory += _UNUSED * (-len(entries) % (_SECTOR // _ENTRY.size))
    directory_at = sectors.add(directory)
    fat = _add_fat(sectors)
    header = _header(directory_at, fat, mini_table_at=mini_table_at, mini_table_sectors=len(mini_table) // _SECTOR)
    return header + bytes(sectors.content)


def _directory(root: Storage) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    _fill(entries, root, parent=entries[0])
    return entries


def _fill(entries: list[_Entry], storage: Storage, *, parent: _Entry) -> None:
    """Append what `storage` holds, and hang it below `parent` as a balanced tree."""
    numbers = []
    for name, held in sorted(storage.items(), key=lambda item: (len(item[0]), item[0].upper())):
        if len(name) > 31:
            raise ValueError(f"{name!r} is too long for a compound file")
        numbers.append(len(entries))
        if isinstance(held, bytes):
            entries.append(_Entry(name, _STREAM, held))
        else:
            entries.append(_Entry(name, _STORAGE))
            _fill(entries, held, parent=entries[-1])
    parent.child = _tree(entries, numbers)


def _tree(entries: list[_Entry], numbers: Sequence[int]) -> int:
    """Link the sorted `numbers` as a balanced tree; returns the one at its top."""
    if not numbers:
        return _NO_STREAM
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left, top.right = _tree(entries, numbers[:middle]), _tree(entries, numbers[middle + 1 :])
    return numbers[middle]


def _add_fat(sectors: _Sectors) -> range:
    """Append the table of all sectors, which lists its own; returns the numbers of the sectors that it takes."""
    per_sector = _SECTOR // 4
    count = 1
    while count * per_sector < len(sectors.table) + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("more than the header of a compound file lists")
    at = len(sectors.table)
    table = [*sectors.table, *[_FAT_SECTOR] * count]
    sectors.add(_in_sectors(table), mark=_FAT_SECTOR)
    return range(at, at + count)


def _in_sectors(table: Sequence[int]) -> bytes:
    """A table of sector numbers, filled up with free ones to whole sectors."""
    filled = [*table, *[_FREE] * (-len(table) % (_SECTOR // 4))]
    return struct.pack(f"<{len(filled)}I", *filled)


def _header(directory_at: int, fat: range, *, mini_table_at: int, mini_table_sectors: int) -> bytes:
    versions = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)  # minor, major, byte order, sizes as powers of two
    tables = (0, len(fat), directory_at, 0, _CUTOFF, mini_table_at, mini_table_sectors, _END_OF_CHAIN, 0)
    listed = [*fat, *[_FREE] * (_IN_HEADER - len(fat))]
    return _MAGIC + bytes(16) + versions + bytes(6) + struct.pack("<9I", *tables) + struct.pack("<109I", *listed)
