"""The journal beside a master: what each run read and wrote, each entry chained to the one before by its hash.

An entry that is changed, taken out or cut off at the end no longer fits: the hashes of the chain, and the digest of the
master that the last entry names, say so.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perfxl import __version__
from perfxl.faults import Fault
from perfxl.language import Text

NAME = "journal.sqlite"
START = "0" * 64
_TABLE = "CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, content TEXT NOT NULL, hash TEXT NOT NULL)"
_NOT_WRITTEN = Text(
    "日志 {path} 无法读写（{why}），总表未动。请检查磁盘空间和权限后重试。",
    "The journal {path} cannot be used ({why}); the master is untouched. Check disk space and rights and try again.",
)
_DAMAGED = Text(
    "日志 {path} 已损坏（{why}）。请先备份它，再移走后重新汇总；perfxl doctor --journal 可查看哪里不对。",
    "The journal {path} is damaged ({why}). Keep a copy, move it away and run again; perfxl doctor --journal says more.",
)


@dataclass(frozen=True)
class Entry:
    """One entry. content: kind (run, written), at (UTC), perfxl (version) and what the kind has."""

    number: int
    content: dict[str, Any]
    hash: str


class Journal:
    """The journal in the folder beside a master."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def head(self) -> str:
        """The hash of the last entry, `START` if there is none."""
        last = self._last("")
        return last.hash if last else START

    def append(self, kind: str, **content: Any) -> Entry:
        """Add an entry; it is on the disk when this returns."""
        said = {"kind": kind, "at": datetime.now(UTC).isoformat(timespec="seconds"), "perfxl": __version__, **content}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            number, before = db.execute("SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1").fetchone() or (
                0,
                START,
            )
            entry = Entry(number + 1, said, chained(before, number + 1, text))
            db.execute("INSERT INTO entries VALUES (?, ?, ?)", (entry.number, text, entry.hash))
            db.execute("COMMIT")
        return entry

    def last_run(self) -> Entry | None:
        """The last run whose master was written; None for the first."""
        written = self._last("written")
        if written is None:
            return None
        return next((one for one in self.entries() if one.number == written.content["run"]), None)

    def entries(self) -> list[Entry]:
        """All entries in order, unchecked."""
        if not self.path.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT number, content, hash FROM entries ORDER BY number").fetchall()
        return [Entry(number, _content(self.path, text), hashed) for number, text, hashed in rows]

    def _last(self, kind: str) -> Entry | None:
        fitting = [one for one in self.entries() if not kind or one.content.get("kind") == kind]
        return fitting[-1] if fitting else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = None
        try:
            db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            db.execute("PRAGMA synchronous=FULL")
            db.execute(_TABLE)
            yield db
        except sqlite3.OperationalError as error:
            raise Fault(Text(*(text.format(path=self.path, why=error) for text in _NOT_WRITTEN))) from error
        except sqlite3.DatabaseError as error:
            raise damaged(self.path, str(error)) from error
        finally:
            if db is not None:
                db.close()


def chained(before: str, number: int, text: str) -> str:
    """The hash of an entry: 64 hex digits that depend on all entries before it."""
    return hashlib.blake2b(f"{before}\n{number}\n{text}".encode(), digest_size=32).hexdigest()


def _content(path: Path, text: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(text)
        return content
    except ValueError as error:
        raise damaged(path, "JSON") from error


def damaged(path: Path, why: str) -> Fault:
    """What is said when a journal cannot be read."""
    return Fault(Text(*(text.format(path=path, why=why) for text in _DAMAGED)))
