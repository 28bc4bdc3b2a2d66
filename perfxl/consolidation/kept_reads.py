"""What returns gave when they were read, kept beside the master, so that an unchanged file is not read again."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from perfxl import __version__
from perfxl.consolidation.reading import HowToRead
from perfxl.consolidation.return_read import ReturnRead, read_from_bytes
from perfxl.consolidation.table_bytes import NotATable
from perfxl.cycle.sheets import SHEETS

NAME = "reads.sqlite"
FORMAT = 1
_TABLE = "CREATE TABLE IF NOT EXISTS reads (key TEXT PRIMARY KEY, content BLOB NOT NULL, run INTEGER NOT NULL)"
_KEPT_RUNS = 2


@cache
def declaration() -> str:
    """Changes with every declared sheet, column and choice."""
    return hashlib.blake2b(repr(SHEETS).encode(), digest_size=16).hexdigest()


def content_hash(content: bytes) -> str:
    """64 hex digits of a file's bytes."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def reading_key(name: str, hashed: str, how: HowToRead) -> str:
    """What decides what a file gives: its name and bytes, the mappings, the roster if one of them needs it, perfxl."""
    mappings = [mapping.fingerprint + str(mapping.is_confirmed) for mapping in how.mappings]
    names = sorted(how.names.items())
    said = [str(FORMAT), __version__, declaration(), name, hashed, *mappings, repr(names) if names else ""]
    return hashlib.blake2b("\x1f".join(said).encode(), digest_size=32).hexdigest()


class KeptReads:
    """The kept reads in the folder beside a master. A broken store is thrown away: everything is read anew."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def get(self, keys: Iterable[str]) -> dict[str, ReturnRead]:
        """What is kept under these keys."""
        found: dict[str, ReturnRead] = {}
        with self._open() as db:
            for key in keys:
                row = db.execute("SELECT content FROM reads WHERE key = ?", (key,)).fetchone()
                if row:
                    with suppress(NotATable):
                        found[key] = read_from_bytes(row[0])
        return found

    def put(self, reads: Mapping[str, bytes], *, used: Iterable[str], run: int) -> None:
        """Keep new reads; forget those that neither this nor the last run used."""
        with self._open() as db:
            db.execute("BEGIN")
            db.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?, ?)", [(key, read, run) for key, read in reads.items()])
            db.executemany("UPDATE reads SET run = ? WHERE key = ?", [(run, key) for key in used])
            db.execute("DELETE FROM reads WHERE run <= ?", (run - _KEPT_RUNS,))
            db.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The store, made anew where it is broken."""
        db = self._connected()
        try:
            yield db
        except sqlite3.DatabaseError:
            db.close()
            self.path.unlink(missing_ok=True)
        finally:
            db.close()

    def _connected(self) -> sqlite3.Connection:
        try:
            return self._made()
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)
            return self._made()

    def _made(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        db.execute("PRAGMA synchronous=OFF")  # it can be made again
        db.execute(_TABLE)
        return db
