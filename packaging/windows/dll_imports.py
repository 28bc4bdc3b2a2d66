"""Which DLLs a Windows program or DLL loads, read from the file itself (Microsoft's PE/COFF format)."""

import struct
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

AMD64 = 0x8664
_PE32_PLUS = 0x20B
_IMPORTS, _DELAYED = 1, 13  # numbers of the data directories
_ENTRY_SIZES = {_IMPORTS: (20, 12), _DELAYED: (32, 4)}  # size of an entry, and where in it the name's address stands


class NotAProgram(Exception):
    """The file is no Windows program or DLL."""


def machine_of(path: Path) -> int:
    """The processor it is for, AMD64 for a 64-bit PC. Raises NotAProgram."""
    content = path.read_bytes()
    return int(struct.unpack_from("<H", content, _header(path, content) + 4)[0])


def imports_of(path: Path) -> list[str]:
    """Names of the DLLs that it loads, in lower case, also those that it loads late. Raises NotAProgram."""
    content = path.read_bytes()
    header = _header(path, content)
    try:
        return sorted({name.casefold() for name in _names(content, header)})
    except (struct.error, ValueError) as reason:
        raise NotAProgram(str(path)) from reason


def closure(first: Iterable[str], folder: Path) -> tuple[list[Path], list[str]]:
    """The DLLs of `folder` that the `first` ones need, themselves included; and which of the first are not there.

    What a DLL loads and `folder` lacks is Windows' own.
    """
    there = {path.name.casefold(): path for path in folder.iterdir() if path.suffix.casefold() == ".dll"}
    missing = [name for name in first if name.casefold() not in there]
    waiting = deque(name.casefold() for name in first if name not in missing)
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.popleft()
        if name in there and name not in found:
            found[name] = there[name]
            waiting.extend(imports_of(there[name]))
    return list(found.values()), missing


def _header(path: Path, content: bytes) -> int:
    """Where the PE header begins."""
    if content[:2] != b"MZ" or len(content) < 64:
        raise NotAProgram(str(path))
    start = int(struct.unpack_from("<I", content, 60)[0])
    if content[start : start + 4] != b"PE\0\0":
        raise NotAProgram(str(path))
    return start


def _names(content: bytes, header: int) -> Iterator[str]:
    sections, optional_size = struct.unpack_from("<H", content, header + 6)[0], struct.unpack_from("<H", content, header + 20)[0]
    optional = header + 24
    directories = optional + (112 if struct.unpack_from("<H", content, optional)[0] == _PE32_PLUS else 96)
    count = struct.unpack_from("<I", content, directories - 4)[0]
    table = [struct.unpack_from("<4I", content, optional + optional_size + 40 * n + 8) for n in range(sections)]
    for number, (size, name_at) in _ENTRY_SIZES.items():
        address = struct.unpack_from("<I", content, directories + 8 * number)[0] if number < count else 0
        entry = _offset(address, table) if address else 0
        while entry and any(content[entry : entry + size]):
            start = _offset(struct.unpack_from("<I", content, entry + name_at)[0], table)
            yield content[start : content.index(b"\0", start)].decode("ascii")
            entry += size


def _offset(address: int, table: list[tuple[int, ...]]) -> int:
    """Where in the file an address of the loaded program stands."""
    for virtual_size, virtual, raw_size, raw in table:
        if virtual <= address < virtual + max(virtual_size, raw_size):
            return address - virtual + raw
    raise ValueError(address)
