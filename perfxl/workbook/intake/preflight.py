"""Before reading: is it a whole file, of a size that can be read, and what is it really?"""

import io
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from perfxl.workbook.intake.quarantine import (
    DAMAGED,
    EMPTY_FILE,
    LOCK_FILE,
    NOT_A_WORKBOOK,
    PASSWORD,
    READER_DIED,
    REFUSED,
    NotOpened,
    Unreadable,
)

MIB = 1 << 20
Content = Literal["zip", "ole", "html", "old xml", "text"]


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for. Sizes in bytes; a workbook of 120,000 rows with 14 columns needs about a third."""

    file: int = 100 * MIB
    whole: int = 300 * MIB  # all parts inflated
    part: int = 200 * MIB  # one part inflated
    outline_part: int = 32 * MIB  # workbook, styles and relations are read into memory as trees
    uncertain_part: int = 64 * MIB  # a sheet that needs the slow parser
    ratio: int = 200  # inflated to deflated; styled blanks reach 30, bombs 500 and more
    ratio_from: int = 10 * MIB  # small parts may be as dense as they like
    members: int = 10_000
    repeated_text: int = 500 * MIB  # shared strings as often as cells show them
    box: int = 12_000_000  # cells from A1 to the last used row and column, empty ones included
    sparse_box: int = 2_000_000
    sparse_rows: int = 200_000
    sparse_columns: int = 1_000
    sparse_share: float = 0.05


def whole_file(path: Path, limits: Limits) -> bytes:
    """The bytes of `path`; raises `Unreadable` if it is a lock file, empty, too large, or changes meanwhile."""
    if path.name.startswith("~$"):
        raise Unreadable(LOCK_FILE, path.name)
    try:
        raw = _read_regular(path, limits)
    except OSError as error:
        raise NotOpened(READER_DIED, type(error).__name__) from error
    if not raw:
        raise Unreadable(EMPTY_FILE)
    return raw


def _read_regular(path: Path, limits: Limits) -> bytes:
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise Unreadable(NOT_A_WORKBOOK, "not a regular file")
    with open(path, "rb") as file:
        before = os.fstat(file.fileno())
        if before.st_size > limits.file:
            raise Unreadable(REFUSED, f"{before.st_size / MIB:.0f} MiB")
        raw = file.read(limits.file + 1)
        after = os.fstat(file.fileno())
    if len(raw) != before.st_size or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise NotOpened(READER_DIED, "changing")
    return raw


def content_of(raw: bytes) -> Content:
    """What the bytes are, whatever the name says; raises `Unreadable` for what cannot hold a table."""
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if not raw.strip(b"\0"):
        raise Unreadable(DAMAGED, "zeros")
    return _kind_of_text(raw)


def _kind_of_text(raw: bytes) -> Content:
    start = _first_letters(raw)
    if start.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<div", "<body")):
        return "html"
    if start.startswith(("<?xml", "<!--")):
        return "html" if "<html" in start else "old xml"
    if start.startswith("mime-version:"):
        return "old xml"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if raw.translate(None, _TEXT_BYTES):
        damaged = b"\0" * 512 in raw
        raise Unreadable(DAMAGED, "zeros") if damaged else Unreadable(NOT_A_WORKBOOK)
    return "text"


_TEXT_BYTES = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\n\r\f\x1a\x0b")


def _first_letters(raw: bytes) -> str:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return raw[:4096].decode(encoding, errors="replace").lstrip().lower()


_NO_MEMORY = "Error -4 "  # zlib's word for it; nothing is wrong with the file then
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
    AttributeError,
    IndexError,
    KeyError,
)
"""What zipfile raises, on some input or other, for a directory or member that makes no sense."""


@dataclass(frozen=True)
class Package:
    """An opened zip whose directory was checked; parts are checked (size, checksum) as they are read."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo] = field(repr=False)
    limits: Limits

    def __contains__(self, name: str) -> bool:
        return _part_name(name) in self.members

    def part(self, name: str, *, most: int | None = None) -> bytes:
        """The inflated bytes of a part; raises `Unreadable` if it is missing, too large or damaged."""
        member = self.members.get(_part_name(name))
        if member is None:
            raise Unreadable(DAMAGED, name)
        if member.file_size > min(self.limits.part, self.limits.part if most is None else most):
            raise Unreadable(REFUSED, f"{name}: {member.file_size / MIB:.0f} MiB")
        try:
            # zipfile stops at the size the directory states, so a lying directory fails the checksum.
            return self.archive.read(member)
        except _BROKEN_ZIP as error:
            if str(error).startswith(_NO_MEMORY):
                raise MemoryError from error
            raise Unreadable(DAMAGED, name) from error


def opened_package(raw: bytes, limits: Limits) -> Package:
    """Open a zip in memory; raises `Unreadable` if the directory is broken, encrypted, doubled or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = archive.infolist()
    except _BROKEN_ZIP as error:
        raise Unreadable(DAMAGED, "zip") from error
    _refuse_bombs(members, limits)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(PASSWORD)
    by_name = {_part_name(member.filename): member for member in members}
    if len(by_name) < len(members):
        raise Unreadable(DAMAGED, "a part occurs twice")
    return Package(archive, by_name, limits=limits)


def _refuse_bombs(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise Unreadable(REFUSED, f"{len(members)} parts")
    whole = sum(member.file_size for member in members)
    if whole > limits.whole:
        raise Unreadable(REFUSED, f"{whole / MIB:.0f} MiB")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > limits.ratio_from and ratio > limits.ratio:
            raise Unreadable(REFUSED, f"{member.filename}: {ratio:.0f}:1")


def _part_name(name: str) -> str:
    # Part names ignore case (ECMA-376 part 2); some writers use backslashes or a leading slash.
    return name.replace("\\", "/").lstrip("/").lower()
