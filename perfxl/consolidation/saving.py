"""Putting a master in place: backup of the old one, the whole new one or nothing, a sibling where it is open."""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.whole_files import dated_sibling, sweep_folder, whole_file
from perfxl.workbook.writing.writer import Written, is_whole

BACKUPS = "backups"
MOST_BACKUPS = 10
_NOT_AS_WRITTEN = Text(
    "{master} 写入后核对不符，已放弃，原文件未动。请检查磁盘后重试。",
    "{master} did not read back as it was written; the old file is untouched. Check the disk and try again.",
)


@dataclass(frozen=True)
class Place:
    """Where a master goes. folder: beside it, for the journal and backups."""

    master: Path
    folder: Path


def save(
    place: Place, *, write: Callable[[Path], Written], before_rename: Callable[[Path, Path], None], as_of: date
) -> Path:
    """Write the master and return its path: the one asked for, or a dated sibling if that is open elsewhere.

    write: writes a whole workbook. before_rename: is told the finished temporary file and the path that it will take.
    Raises Fault where neither can be written; then the old master is as it was.
    """
    try:
        return _save(place, place.master, write=write, before_rename=before_rename)
    except Fault as fault:
        if not _open_elsewhere(fault):
            raise
        return _save(place, dated_sibling(place.master, as_of), write=write, before_rename=before_rename)


def _save(
    place: Place, target: Path, *, write: Callable[[Path], Written], before_rename: Callable[[Path, Path], None]
) -> Path:
    with whole_file(target) as temporary:
        written = write(temporary)
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        if not is_whole(temporary, written):
            raise Fault(Text(*(text.format(master=target.name) for text in _NOT_AS_WRITTEN)))
        before_rename(temporary, target)
        if target == place.master:
            back_up(place)
    return target


def _open_elsewhere(fault: Fault) -> bool:
    return isinstance(fault.__cause__, PermissionError)


def back_up(place: Place) -> None:
    """Keep the master that is there now; of all kept ones, the last ten stay."""
    if not place.master.exists():
        return
    backups = place.folder / BACKUPS
    backups.mkdir(exist_ok=True)
    kept = kept_backups(place)
    number = (_number(kept[-1]) if kept else 0) + 1
    target = backups / f"{place.master.stem} {number:05d}{place.master.suffix}"
    with whole_file(target) as temporary:
        try:
            os.link(place.master, temporary)  # the file itself: the new master takes its name, not its place
        except OSError:
            shutil.copy2(place.master, temporary)
    for old in kept_backups(place)[:-MOST_BACKUPS]:
        with suppress(OSError):
            old.unlink()


def kept_backups(place: Place) -> list[Path]:
    """The kept masters, the oldest first."""
    pattern = f"{place.master.stem} *{place.master.suffix}"
    return sorted((place.folder / BACKUPS).glob(pattern), key=_number)


def _number(path: Path) -> int:
    found = re.search(r" (\d+)$", path.stem)
    return int(found[1]) if found else 0


def sweep(place: Place) -> None:
    """Remove what killed runs left; the caller holds the lock, so no other run is writing."""
    sweep_folder(place.master.parent, ending=f"-{place.master.name}")
    sweep_folder(place.folder / BACKUPS)
