"""manifest.json: what stands in a folder of letters, so that unchanged ones are known and stale ones are found."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from perfxl.whole_files import whole_file

NAME = "manifest.json"


@dataclass(frozen=True)
class Entry:
    """One letter. file: relative to the folder. sha256: of the PDF. content: of what it says and how it looks."""

    employee_id: str
    file: str
    sha256: str
    content: str
    fingerprint: str
    pages: int
    as_of: str


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The entries by employee id; empty if there is no manifest or it cannot be trusted."""
    try:
        listed = json.loads((folder / NAME).read_text(encoding="utf-8"))["letters"]
        entries = [Entry(**entry) for entry in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {entry.employee_id: entry for entry in entries if _inside(entry.file)}


def write_manifest(folder: Path, entries: Iterable[Entry], *, as_of: str) -> Path:
    """Write the manifest whole or not at all; the same entries give the same bytes."""
    listed = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.employee_id)]
    text = json.dumps({"as_of": as_of, "letters": listed}, ensure_ascii=False, indent=1) + "\n"
    whole_bytes(folder / NAME, text.encode("utf-8"))
    return folder / NAME


def note_journal(manifest: Path, head: str) -> None:
    """Put into a manifest which entry of the master's journal was the last when its letters were made."""
    said = json.loads(manifest.read_text(encoding="utf-8"))
    text = json.dumps({"as_of": said["as_of"], "journal": head, "letters": said["letters"]}, ensure_ascii=False, indent=1)
    whole_bytes(manifest, f"{text}\n".encode())


def is_intact(folder: Path, entry: Entry) -> bool:
    """Whether the file of `entry` is there with the bytes that were written."""
    try:
        return hashlib.sha256((folder / entry.file).read_bytes()).hexdigest() == entry.sha256
    except OSError:
        return False


def withdraw(folder: Path, entries: Mapping[str, Entry], keep: frozenset[str]) -> list[str]:
    """Remove perfxl's own letters that are true no more; a file that somebody changed stays. Returns employee ids."""
    removed = []
    for employee_id, entry in sorted(entries.items()):
        if entry.file not in keep and is_intact(folder, entry):
            (folder / entry.file).unlink()
            removed.append(employee_id)
    return removed


def whole_bytes(path: Path, content: bytes) -> None:
    """Write a file for its owner only, complete or not at all."""
    with whole_file(path) as temporary:
        temporary.touch(mode=0o600)
        temporary.write_bytes(content)


def _inside(file: str) -> bool:
    """A manifest is a file like any other: an entry that points out of the folder is ignored."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in file and ":" not in file
