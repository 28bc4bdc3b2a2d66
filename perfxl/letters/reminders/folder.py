"""The folder of drafts: today's are written, those that are no longer true go, those that somebody changed stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from perfxl.letters.filenames import safe_name
from perfxl.letters.manifest import whole_bytes
from perfxl.letters.reminders.draft import Draft, kind_of
from perfxl.letters.reminders.note import Note

SUFFIX = ".eml"


@dataclass(frozen=True)
class Kept:
    """What happened in the folder: the path of each draft by recipient, and the names of changed drafts that stayed."""

    paths: Mapping[str, Path]
    changed: tuple[str, ...]


def draft_names(notes: Iterable[Note]) -> dict[str, str]:
    """ID_NAME.eml for each recipient; two that would be one file get `~2`, `~3`."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for note in notes:
        stem = safe_name(note.recipient if note.name == note.recipient else f"{note.recipient}_{note.name}")
        names[note.recipient] = _free(stem, taken)
        taken.add(names[note.recipient].casefold())
    return names


def keep_drafts(folder: Path, drafts: Mapping[str, bytes], names: Mapping[str, str]) -> Kept:
    """Write the drafts of each recipient into `folder`, for its owner only; take away perfxl's own of earlier days.

    A draft that somebody changed is neither overwritten nor taken away; the new one gets another name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {file: kind_of(file.read_bytes()) for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file()}
    taken = {file.name.casefold() for file, kind in there.items() if kind is not Draft.UNTOUCHED}
    paths = {}
    for recipient, content in drafts.items():
        paths[recipient] = folder / _free(names[recipient].removesuffix(SUFFIX), taken)
        taken.add(paths[recipient].name.casefold())
        whole_bytes(paths[recipient], content)
    for file in there:
        if file.name.casefold() not in taken:
            file.unlink(missing_ok=True)
    changed = sorted(file.name for file, kind in there.items() if kind is Draft.CHANGED)
    return Kept(paths, tuple(changed))


def _free(stem: str, taken: set[str]) -> str:
    """STEM.eml, or with a number where that is taken."""
    name, number = f"{stem}{SUFFIX}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}~{number}{SUFFIX}"
    return name
