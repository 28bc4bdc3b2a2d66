"""What checks of the engine found, kept per user, so that a check is made once for an installation and a design.

A file that is missing, old or broken only means that the check is made again.
"""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from perfxl.whole_files import whole_file

_NAME = "letter-engine.json"
_MOST = 200  # verdicts


def kept_folder() -> Path:
    """Where perfxl keeps what it can find out again; the environment variable PERFXL_CACHE names another place."""
    own = os.environ.get("PERFXL_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "perfxl" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/perfxl"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "perfxl"


def verdict_file() -> Path:
    """The file with all verdicts."""
    return kept_folder() / _NAME


def verdict_of(key: str) -> frozenset[str] | None:
    """The groups that a check with this key left out; None if no such check is known."""
    names = _read().get(key)
    return None if names is None else frozenset(names)


def left_out_by(beginning: str) -> frozenset[str]:
    """The groups that checks whose keys begin so left out."""
    return frozenset(name for key, names in _read().items() if key.startswith(beginning) for name in names)


def keep_verdict(key: str, left_out: Sequence[str]) -> None:
    """Keep the result of a check; a folder that cannot be written is no harm."""
    kept = _read()
    kept.pop(key, None)
    kept[key] = sorted(left_out)
    newest = dict(list(kept.items())[-_MOST:])
    with suppress(Exception):
        kept_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(verdict_file()) as temporary:
            temporary.write_text(json.dumps(newest, indent=1) + "\n", encoding="utf-8")


def _read() -> dict[str, list[str]]:
    try:
        kept = json.loads(verdict_file().read_text(encoding="utf-8"))
        return {str(key): [str(name) for name in names] for key, names in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
