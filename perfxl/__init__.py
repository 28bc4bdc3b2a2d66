"""perfxl: the performance administrator's workbench. Excel is the interface, Python keeps the scores exact."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from perfxl.jobs.calibrate import calibrate
    from perfxl.jobs.check import check
    from perfxl.jobs.letters import write_letters
    from perfxl.jobs.read import read_cycle
    from perfxl.jobs.review import review
    from perfxl.jobs.score import score

__all__ = ["calibrate", "check", "read_cycle", "review", "score", "write_letters"]

_HOMES = {
    "calibrate": "calibrate",
    "check": "check",
    "read_cycle": "read",
    "review": "review",
    "score": "score",
    "write_letters": "letters",
}


def __getattr__(name: str) -> object:
    """Import a public function when it is first used, so that `perfxl --help` starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'perfxl' has no attribute {name!r}")
    return getattr(import_module(f"perfxl.jobs.{_HOMES[name]}"), name)
