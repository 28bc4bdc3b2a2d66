"""May this Python control Excel on macOS? The system tells only who tries, and Excel is asked only if it runs already."""

import subprocess
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

_IS_RUNNING = ("pgrep", "-x", "Microsoft Excel")
_ASK_VERSION = ("osascript", "-e", 'tell application id "com.microsoft.Excel" to get version')
_REFUSED = ("-1743", "not authorized", "not authorised")
_SECONDS = 5.0


class Permission(Enum):
    """What came of asking."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ASKED = "not asked"  # Excel does not run, or does not answer
    UNCLEAR = "unclear"


class Ended(NamedTuple):
    """How a program ended: its exit code, None if it did not end in time or does not exist, and what it complained."""

    code: int | None
    complaint: str


def ended(command: Sequence[str]) -> Ended:
    """Run a program, for five seconds at most."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return Ended(None, "")
    return Ended(done.returncode, done.stderr)


def automation(run: Callable[[Sequence[str]], Ended] = ended) -> Permission:
    """Ask a running Excel for its version."""
    if run(_IS_RUNNING).code != 0:
        return Permission.NOT_ASKED
    answer = run(_ASK_VERSION)
    if answer.code == 0:
        return Permission.GIVEN
    return Permission.REFUSED if any(sign in answer.complaint.lower() for sign in _REFUSED) else Permission.UNCLEAR
