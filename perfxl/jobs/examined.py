"""What doctor says about one thing that it looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from perfxl.faults import Fault
from perfxl.language import Text

NO_FIX = Text("", "")


@dataclass(frozen=True)
class Examined:
    """One thing that was looked at. fix is empty where all is well; a thing that is not needed never fails."""

    what: Text
    found: str | Text
    ok: bool
    fix: Text = NO_FIX
    needed: bool = True


def tried(what: Text, look: Callable[[], str], fix: Text) -> Examined:
    """What `look` finds; not well where it cannot."""
    try:
        return Examined(what, look(), ok=True)
    except (OSError, ImportError, Fault) as reason:
        return Examined(what, in_short(reason), ok=False, fix=fix)


def in_short(reason: Exception) -> str:
    """The system's words without its error number, or the first line of what an import says."""
    told = reason.strerror if isinstance(reason, OSError) else None
    return (told or next(iter(str(reason).splitlines()), type(reason).__name__))[:120]
