"""Whole files only: whatever happens, the target is the old file or the complete new one."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from perfxl.faults import Fault
from perfxl.language import Text

_MARK = ".~perfxl-"
_LEFT_BEHIND_AFTER = 3600.0  # seconds; a younger temporary file may belong to a run that is still writing


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well, the temporary file becomes `path`.

    The file reaches the disk (fsync) before it takes the name of the target, so a killed run leaves the old target.
    After an error in the block the temporary file is removed and the target stays as it was.
    Raises Fault where the target or its folder cannot be written: open in Excel, read-only, missing folder, disk full.
    """
    path = Path(path)
    temporary = path.with_name(f"{_MARK}{os.getpid()}-{path.name}")
    _sweep(path)
    try:
        _open_for_writing(path)
        yield temporary
        _to_disk(temporary)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
        _folder_to_disk(path.parent)
    except Exception as error:
        fault = _fault_of(error, path, temporary=temporary)
        if fault is None:
            raise
        raise fault from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def dated_sibling(path: Path, on: date) -> Path:
    """A name beside `path` that nothing has yet: `master 2026-10-31.xlsx`, `master 2026-10-31 2.xlsx`."""
    number = 1
    while True:
        mark = f" {number}" if number > 1 else ""
        found = path.with_name(f"{path.stem} {on.isoformat()}{mark}{path.suffix}")
        if not found.exists():
            return found
        number += 1


def owned_folder(folder: Path) -> None:
    """Make a folder that only its owner can look into; Fault where that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Fault(
            Text(
                f"无法写入文件夹 {folder}（{why}）。请检查权限，或换一个文件夹。",
                f"The folder {folder} cannot be written ({why}). Check your rights, or name another folder.",
            )
        ) from error


def _open_for_writing(path: Path) -> None:
    """Fail early, not after minutes of work, where the target is locked or read-only."""
    if path.exists():
        with path.open("r+b"):
            pass


def _to_disk(path: Path) -> None:
    with path.open("r+b") as written:
        os.fsync(written.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Windows and some network folders cannot do this; there the rename alone has to do."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(path: Path) -> None:
    """Remove temporary files that killed runs left for this target."""
    sweep_folder(path.parent, ending=f"-{path.name}", older_than=_LEFT_BEHIND_AFTER)


def sweep_folder(folder: Path, *, ending: str = "", older_than: float = 0.0) -> None:
    """Remove temporary files that killed runs left in `folder`; for callers who know that no other run is writing there.

    ending: of their names; older_than: seconds.
    """
    with suppress(OSError):
        for other in folder.iterdir():
            left_behind = other.name.startswith(_MARK) and other.name.endswith(ending)
            if left_behind and (not older_than or time.time() - other.stat().st_mtime > older_than):
                other.unlink()


def _fault_of(error: Exception, path: Path, *, temporary: Path) -> Fault | None:
    """What the system's error means for `path`; None if it is not about writing it."""
    cause = error.__context__ if type(error).__module__.startswith("xlsxwriter") else error
    if not isinstance(cause, OSError) or cause.filename not in (None, str(path), str(temporary)):
        return None
    name, folder = path.name, path.parent
    if cause.errno == errno.ENOSPC:
        return Fault(
            Text(
                f"磁盘已满，未写入 {name}。请清出空间后重试。",
                f"The disk is full; {name} was not written. Free some space and try again.",
            )
        )
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return Fault(
            Text(
                f"没有文件夹 {folder}，未写入 {name}。请先建立该文件夹。",
                f"There is no folder {folder}; {name} was not written. Create the folder first.",
            )
        )
    if isinstance(cause, PermissionError) or cause.errno == errno.EROFS:
        return Fault(
            Text(
                f"无法写入 {name}：可能正在 Excel 中打开，或为只读。请关闭该文件或换一个文件夹后重试。",
                f"{name} cannot be written: it may be open in Excel or read-only. Close it or choose another folder.",
            )
        )
    return Fault(
        Text(
            f"无法写入 {name}（{cause.strerror}）。请换一个文件夹后重试。",
            f"{name} cannot be written ({cause.strerror}). Choose another folder.",
        )
    )
