"""Files that a button writes for people to read: never over one that is open, or that somebody changed since.

What perfxl wrote last is remembered by its hash, in a small file of the output folder. A file that is something else now,
or cannot be written because it is open, stays, and the new one gets a dated name beside it.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from perfxl.whole_files import dated_sibling, whole_file

_KNOWN = ".perfxl-written.json"  # file name -> hash


@contextmanager
def output_file(wanted: Path, *, on: date) -> Iterator[Path]:
    """Give the path to write to in the block: `wanted`, or a dated name beside it; it is remembered as perfxl's."""
    path = wanted if _may_replace(wanted) else dated_sibling(wanted, on)
    yield path
    known = _known(path.parent) | {path.name: _hash(path)}
    with suppress(Exception), whole_file(path.parent / _KNOWN) as new:  # not knowing costs a dated name next time
        new.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def _may_replace(path: Path) -> bool:
    """Whether there is no such file, or it is as perfxl wrote it and not open elsewhere."""
    if not path.exists():
        return True
    try:
        with path.open("r+b"):
            return _known(path.parent).get(path.name) == _hash(path)
    except OSError:  # open in Excel or a PDF viewer
        return False


def _hash(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _known(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / _KNOWN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(told) for name, told in found.items()} if isinstance(found, dict) else {}
