"""One run at a time for one master: a lock beside it that says who holds it and goes when its process ends."""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from perfxl.faults import Held
from perfxl.language import Text

_HELD = Text(
    "另一个 perfxl 正在汇总到 {master}（{who}）。请等它结束后再试。",
    "Another perfxl is writing {master} ({who}). Try again when it has finished.",
)
_UNKNOWN = "?"


@contextmanager
def only_run(folder: Path, *, master: Path) -> Iterator[None]:
    """Hold the lock in `folder` (made if it is missing); raises Held, with the holder, where another run has it."""
    lock = FileLock(folder / "lock")
    told = folder / "lock.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = _holder(told)
        raise Held(Text(*(text.format(master=master.name, who=who) for text in _HELD))) from None
    try:
        told.write_text(json.dumps(_myself(), ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            told.unlink(missing_ok=True)
        lock.release()


def _myself() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "user": _user(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _UNKNOWN


def _holder(told: Path) -> str:
    try:
        said = json.loads(told.read_text(encoding="utf-8"))
        return f"pid {said['pid']}, {said['host']}, {said['user']}, {said['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return _UNKNOWN
