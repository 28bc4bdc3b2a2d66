"""What is installed on this machine for this user: one small file for each schedule, outside synchronised folders."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from perfxl.whole_files import whole_file


@dataclass(frozen=True)
class Installed:
    """One schedule of this machine. id: its name in the system's timer; scheduler: the timer's key."""

    id: str
    name: str
    settings: Path
    scheduler: str


def folder() -> Path:
    """Where the user's programs keep such things."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        named = os.environ.get("XDG_STATE_HOME", "")
        home = Path(named) if os.path.isabs(named) else Path.home() / ".local" / "state"
    return home / "perfxl" / "schedules"


def all_installed() -> list[Installed]:
    """Every schedule of this machine, by name; a file that cannot be read is none."""
    there = sorted(folder().glob("*.json")) if folder().is_dir() else []
    return sorted(filter(None, map(_read, there)), key=lambda one: (one.name, str(one.settings)))


def remember(one: Installed) -> None:
    """Keep `one` in place of what was there under its id."""
    folder().mkdir(parents=True, exist_ok=True)
    content = {"name": one.name, "settings": str(one.settings), "scheduler": one.scheduler}
    with whole_file(folder() / f"{one.id}.json") as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def forget(task_id: str) -> None:
    """Forget the schedule of that id."""
    (folder() / f"{task_id}.json").unlink(missing_ok=True)


def lock_file(task_id: str) -> Path:
    """The lock of a schedule's runs on this machine; its folder is made."""
    folder().mkdir(parents=True, exist_ok=True)
    return folder() / f"{task_id}.lock"


def _read(file: Path) -> Installed | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Installed(file.stem, str(content["name"]), Path(content["settings"]), str(content["scheduler"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
