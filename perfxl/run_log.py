"""The log of buttons and schedules: what was run, when, how it ended. Ids and counts only, no names, comments or pay."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "perfxl.log"
_MOST_BYTES, _KEPT = 1 << 20, 5


def enter(folder: Path, run_id: str, work: str, how: str, told: str, *, error: Exception | None = None) -> None:
    """Add a line to the log in `folder`: which button or step ended how; with an error, also where in the code it
    happened, without its words."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / NAME, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    try:
        lines = [f"{run_id} {work} {how}: {told}", *(_frames(error) if error else [])]
        handler.emit(logging.LogRecord("perfxl", logging.INFO, "", 0, "\n".join(lines), None, None))
    finally:
        handler.close()


def _frames(error: Exception) -> list[str]:
    """Where the error came from; its message could quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
