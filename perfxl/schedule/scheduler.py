"""One interface for the timers of all systems."""

from dataclasses import dataclass
from typing import Protocol

from perfxl.language import Text
from perfxl.schedule.task import Task


@dataclass(frozen=True)
class Written:
    """One thing that installing writes: a file's path or a place in the system, and the text that goes there."""

    where: str
    text: str


class Scheduler(Protocol):
    """A timer of the system."""

    key: str
    title: Text
    hint: Text  # when it runs and when not

    def planned(self, task: Task) -> list[Written]:
        """What `install` would write."""
        ...

    def install(self, task: Task) -> None:
        """Register the task in place of an earlier one of its id; Fault where the system refuses."""
        ...

    def remove(self, task_id: str) -> None:
        """Take the task away; nothing happens where there is none."""
        ...

    def is_installed(self, task_id: str) -> bool:
        """Whether the system has the task."""
        ...
