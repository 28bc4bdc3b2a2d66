"""What a system's timer is told: which command, when, under which name."""

import sys
from dataclasses import dataclass
from pathlib import Path

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.timing import Timing


@dataclass(frozen=True)
class Task:
    """One timer. id: ASCII letters, digits and dashes, the name in the system. command: program and words, absolute."""

    id: str
    title: str
    command: tuple[str, ...]
    timing: Timing


def run_command(settings: Path, *, interpreter: Path) -> tuple[str, ...]:
    """The command that does the due work of the schedule in `settings`.

    -P: nothing is imported from the folder in which the timer happens to start it.
    """
    words = (str(interpreter), "-P", "-m", "perfxl", "schedule", "run", "--settings", str(settings))
    if any(not word.isprintable() for word in words):
        raise Fault(
            Text(
                f"路径 {settings.parent} 含有换行等控制字符，不能定时运行。请改名。",
                f"The path {settings.parent!r} has a control character; no timer can run it. Rename the folder.",
            )
        )
    return words


def own_interpreter(*, platform: str = sys.platform, executable: str = sys.executable) -> Path:
    """The Python that runs now, by its absolute path; on Windows the one beside it that opens no window."""
    running = Path(executable).absolute()
    quiet = running.with_name("pythonw.exe")
    return quiet if platform == "win32" and quiet.is_file() else running
