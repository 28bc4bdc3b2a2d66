"""From a folder to what its files say: snapshots, unchanged files from the store, the others read by a crew."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfxl.consolidation.crew import Crews, read_all
from perfxl.consolidation.kept_reads import KeptReads, content_hash, reading_key
from perfxl.consolidation.reading import HowToRead, ReturnWork
from perfxl.consolidation.return_read import ReturnRead, read_from_bytes
from perfxl.consolidation.search import Found
from perfxl.findings.base import Finding, Place
from perfxl.findings.returns import SavedJustNow
from perfxl.workbook.intake.preflight import whole_file
from perfxl.workbook.intake.quarantine import NotOpened, Unreadable

_MOST_WAITING = 64 << 20  # bytes of files that wait to be read


@dataclass
class Intake:
    """reads: what each file gave, by name; hashes: of their bytes; modified: their times. unchanged: files that were not
    read again; young: files that are skipped this time, each with its finding. new: reads to keep, by key."""

    reads: dict[str, ReturnRead] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    modified: dict[str, float] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    young: list[Finding] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Readers:
    """How files are read, by whom, where reads are kept, and how old a file must be."""

    how: HowToRead
    crews: Crews
    store: KeptReads
    settle_seconds: float = 0.0
    on_progress: Callable[[int, int], None] = lambda done, total: None


def take_in(found: Found, readers: Readers) -> Intake:
    """Read every file that was found, each from one consistent snapshot."""
    intake, works, waiting = Intake(), [], 0
    total = len(found.files)
    for name, path in found.files.items():
        content = _snapshot(name, path, intake, readers)
        if content is None:
            continue
        works.append(ReturnWork(name, content))
        waiting += len(content)
        if waiting > _MOST_WAITING:
            _read(works, intake, readers, total=total)
            works, waiting = [], 0
    _read(works, intake, readers, total=total)
    return intake


def _snapshot(name: str, path: Path, intake: Intake, readers: Readers) -> bytes | None:
    """The bytes of a file whose size and time did not change meanwhile; None if it is not to be read."""
    try:
        modified = path.stat().st_mtime
        if readers.settle_seconds and time.time() - modified < readers.settle_seconds:
            intake.young.append(SavedJustNow(seconds=readers.settle_seconds, place=Place(name, "")))
            return None
        content = whole_file(path, readers.how.limits)
    except Unreadable as reason:
        retry = isinstance(reason, NotOpened)
        intake.reads[name] = ReturnRead(name, code=reason.code, detail=reason.detail, retry=retry)
        return None
    except OSError as error:
        intake.reads[name] = ReturnRead(name, code="PX117", detail=type(error).__name__, retry=True)
        return None
    intake.modified[name] = modified
    intake.hashes[name] = content_hash(content)
    intake.keys[name] = reading_key(name, intake.hashes[name], readers.how)
    return content


def _read(works: list[ReturnWork], intake: Intake, readers: Readers, *, total: int) -> None:
    known = readers.store.get(intake.keys[work.name] for work in works)
    for work in works:
        if read := known.get(intake.keys[work.name]):
            intake.reads[work.name] = read
            intake.unchanged.add(work.name)
    rest = [work for work in works if work.name not in intake.unchanged]
    for name, content in read_all(rest, readers.how, readers.crews):
        intake.reads[name] = read_from_bytes(content)
        if not intake.reads[name].code:  # what ended its reader is tried again next time
            intake.new[intake.keys[name]] = content
        readers.on_progress(len(intake.reads), total)
    readers.on_progress(len(intake.reads), total)


def keep(intake: Intake, store: KeptReads, *, run: int) -> None:
    """Keep what was read for the next run."""
    store.put(intake.new, used=[intake.keys[name] for name in intake.unchanged], run=run)


Reads = Mapping[str, ReturnRead]
