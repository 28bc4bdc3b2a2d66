"""File names that every operating system takes: DEPARTMENT/ID_NAME."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from perfxl.letters.facts import LetterFacts

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
    ]
)
_MOST_BYTES = 150  # of a folder's name and of a file's stem, in UTF-8; file systems take 255


def safe_name(text: str, *, most_bytes: int = _MOST_BYTES) -> str:
    """`text` as one part of a path: NFC, forbidden characters as `_`, never reserved, hidden or empty, not too long."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join("_" if c in _FORBIDDEN or not _printable(c) else c for c in composed)
    cut = _cut(" ".join(kept.split()), most_bytes).rstrip(" .").lstrip(" ")
    if cut.startswith("."):
        cut = "_" + cut[1:]
    if cut.split(".")[0].strip().lower() in _RESERVED:
        cut = "_" + cut
    return cut or "_"


def letter_paths(letters: Iterable[LetterFacts]) -> dict[str, PurePosixPath]:
    """Where each letter goes, without its suffix, by employee id; two that would be one file get `~2`, `~3`."""
    paths: dict[str, PurePosixPath] = {}
    taken: set[str] = set()
    for facts in letters:
        folder, stem = safe_name(facts.department), safe_name(f"{facts.employee_id}_{facts.name}")
        path, number = PurePosixPath(folder, stem), 1
        while str(path).casefold() in taken:
            number += 1
            path = PurePosixPath(folder, f"{stem}~{number}")
        taken.add(str(path).casefold())
        paths[facts.employee_id] = path
    return paths


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _cut(text: str, most_bytes: int) -> str:
    """The longest beginning of `text` within the bytes that does not tear a letter from its accents."""
    encoded = text.encode("utf-8")
    if len(encoded) <= most_bytes:
        return text
    kept = encoded[:most_bytes].decode("utf-8", "ignore")
    return kept[:-1] if kept and unicodedata.combining(text[len(kept)]) else kept
