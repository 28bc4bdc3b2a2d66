"""Opens a file or a folder as a double click would, where somebody sits at a desktop."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def opening_command(path: Path, *, platform: str, surroundings: Mapping[str, str]) -> list[str]:
    """The command that opens `path`; [] where there is no desktop: no display, a build server.

    platform: as sys.platform. surroundings: the environment variables. Windows has no command: see `open_in_desktop`.
    """
    if surroundings.get("CI"):
        return []
    if platform == "darwin":
        return [] if surroundings.get("SSH_CONNECTION") else ["open", str(path)]
    if not (surroundings.get("DISPLAY") or surroundings.get("WAYLAND_DISPLAY")):
        return []
    opener = shutil.which("xdg-open")
    return [opener, str(path)] if opener else []


def open_in_desktop(path: Path) -> bool:
    """Open `path` with the system's program for it and go on at once; whether it was tried."""
    if sys.platform == "win32":
        if os.environ.get("CI"):
            return False
        os.startfile(path)
        return True
    command = opening_command(path, platform=sys.platform, surroundings=os.environ)
    if command:
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    return bool(command)
