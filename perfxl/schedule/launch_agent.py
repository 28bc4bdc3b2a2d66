"""A launchd agent of macOS as a property list. Pure; keys as launchd.plist(5) says."""

import plistlib

from perfxl.schedule.days import Days
from perfxl.schedule.task import Task

LABEL_PREFIX = "io.perfxl."
_MONDAY, _FRIDAY = 1, 5


def label(task_id: str) -> str:
    """The agent's label, which is also the name of its file."""
    return LABEL_PREFIX + task_id


def launch_agent(task: Task) -> bytes:
    """The agent: at each try, and when the user logs in, which does what was missed; quiet and in the background."""
    times = [{"Hour": one.hour, "Minute": one.minute} for one in task.timing.tries()]
    if task.timing.days is Days.WORKDAYS:
        times = [{"Weekday": day, **one} for day in range(_MONDAY, _FRIDAY + 1) for one in times]
    agent = {
        "Label": label(task.id),
        "ProgramArguments": list(task.command),
        "StartCalendarInterval": times,
        "RunAtLoad": True,
        "ProcessType": "Background",
    }
    return plistlib.dumps(agent, sort_keys=False)
