"""Finds what may be a return in a folder and its subfolders; says what is passed over."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfxl.findings.base import Finding, Place
from perfxl.findings.returns import NoTable
from perfxl.findings.workbook_files import LockFile

TABLES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".et", ".ods", ".fods", ".csv", ".tsv", ".txt",
                    ".html", ".htm", ".mht", ".mhtml", ".xml", ""})  # fmt: skip
"""Endings that may hold a table; what the file really is, its content says."""
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")
BESIDE_MASTER = ".perfxl"
"""The ending of the folder beside a master that holds its journal and backups."""


@dataclass(frozen=True)
class Found:
    """Files to read by their name relative to the folder, in order of name, and what was passed over."""

    files: dict[str, Path]
    passed_over: tuple[Finding, ...]


def find_returns(folder: Path, *, but: frozenset[Path] = frozenset()) -> Found:
    """Every file below `folder` that may hold a table, but the resolved paths `but`; links to folders are not followed.

    Lock files, unfinished downloads and files of other kinds are passed over, each with a note; hidden files and those
    of the system without one.
    """
    files: dict[str, Path] = {}
    passed: list[Finding] = []
    for path in _below(folder):
        name = path.relative_to(folder).as_posix()
        lowered = path.name.lower()
        if path.resolve() in but or lowered in _OF_THE_SYSTEM:
            continue
        if lowered.startswith(("~$", ".~lock.")):
            passed.append(LockFile(detail="", place=Place(name, "")))
        elif lowered.endswith(_UNFINISHED) or lowered.startswith("~wr"):
            passed.append(LockFile(detail=path.suffix, place=Place(name, "")))
        elif lowered.startswith("."):
            continue
        elif path.suffix.lower() not in TABLES:
            passed.append(NoTable(suffix=path.suffix, place=Place(name, "")))
        else:
            files[name] = path
    return Found(files, tuple(passed))


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and not one.endswith(BESIDE_MASTER))
        for name in sorted(names):
            yield Path(where, name)
