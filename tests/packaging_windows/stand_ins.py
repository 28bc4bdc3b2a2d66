"""Small real files in place of large ones: wheels that pip installs, programs whose headers and imports are those of Windows."""

import base64
import hashlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

AMD64, I386 = 0x8664, 0x14C
_SECTION, _START = 0x1000, 0x200  # where the only section lies in memory and in the file


def program(path: Path, *, imports: Sequence[str] = (), machine: int = AMD64, late: Sequence[str] = ()) -> Path:
    """Write a PE file that loads these DLLs at once and `late`. It has headers and one section with its import tables."""
    wide = machine == AMD64
    section = _import_tables(imports, late)
    directories = [(0, 0)] * 16
    directories[1] = (_SECTION, 20 * (len(imports) + 1)) if imports else (0, 0)
    directories[13] = (_SECTION + 20 * (len(imports) + 1), 32 * (len(late) + 1)) if late else (0, 0)
    optional = struct.pack("<H", 0x20B if wide else 0x10B) + bytes(106 if wide else 90) + struct.pack("<I", 16)
    optional += b"".join(struct.pack("<II", *one) for one in directories)
    coff = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, len(optional), 0x2022)
    table = b".idata\0\0" + struct.pack("<IIII", len(section), _SECTION, len(section), _START) + bytes(16)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + coff + optional + table
    path.write_bytes(head.ljust(_START, b"\0") + section)
    return path


def _import_tables(imports: Sequence[str], late: Sequence[str]) -> bytes:
    """Both tables, then the names that they point to."""
    size = 20 * (len(imports) + 1) + 32 * (len(late) + 1)
    names, places = b"", []
    for name in (*imports, *late):
        places.append(_SECTION + size + len(names))
        names += name.encode("ascii") + b"\0"
    first = b"".join(struct.pack("<IIIII", 1, 0, 0, place, 1) for place in places[: len(imports)])
    second = b"".join(struct.pack("<IIIIIIII", 1, place, 0, 0, 0, 0, 0, 0) for place in places[len(imports) :])
    return first + bytes(20) + second + bytes(32) + names


def wheel(
    folder: Path, name: str, version: str, *, tag: str = "py3-none-any", needs: Sequence[str] = (), files: Mapping[str, str] = {}
) -> Path:
    """Write a wheel with a module of its name and `files`, as pip demands it."""
    module, info = name.replace("-", "_"), f"{name.replace('-', '_')}-{version}.dist-info"
    extras = sorted({part.split("'")[1] for part in needs if "extra ==" in part})
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    metadata += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {need}" for need in needs]
    content = {
        f"{module}.py": "",
        **files,
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: {str(tag.endswith('any')).lower()}\nTag: {tag}\n",
    }
    record = [f"{path},sha256={_digest(text)},{len(text.encode())}" for path, text in content.items()]
    path = folder / f"{module}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in content.items():
            archive.writestr(inside, text)
        archive.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,"]) + "\n")
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def lock(wheels: Sequence[Path], markers: Mapping[str, str] = {}) -> str:
    """A lock that pins these wheels, as requirements.lock is written."""
    lines = []
    for path in wheels:
        name, version = path.name.split("-")[:2]
        marker = f" ; {markers[name]}" if name in markers else ""
        lines += [
            f"{name.replace('_', '-')}=={version}{marker} \\",
            f"    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        ]
    return "\n".join(lines) + "\n"
