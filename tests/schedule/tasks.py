"""Tasks for the tests: plain ones, and ones whose paths have everything that a timer could take for something else."""

from datetime import time

from perfxl.schedule.days import Days
from perfxl.schedule.task import Task
from perfxl.schedule.timing import Timing

PLAIN = "/opt/perfxl/bin/python"
NASTY_PATHS = (
    "/数据/绩效 管理/2026/schedule-甲.json",
    "/data/100%/50%% off/%h/%n %i.json",
    "/data/it's \"quoted\"/a 'b' \"c\".json",
    "/data/$HOME/${PATH}/$(id)/`id`.json",
    "/data/a;b&c|d>e<f(g)h[i]j{k}l*m?n#o~p!q.json",
    "/data/ends with blank .json ",
    "/data/-starts/--like=option",
    "/data/é\u0301ü𠮷.json",
)


def task(
    settings: str = "/data/schedule-a.json",
    *,
    daily: str = "07:30",
    days: Days = Days.EVERY,
    program: str = PLAIN,
    name: str = "perfxl-a-0123abcd",
    title: str = "perfxl 汇总：甲",
) -> Task:
    """A task that runs the schedule in `settings`."""
    command = (program, "-P", "-m", "perfxl", "schedule", "run", "--settings", settings)
    return Task(name, title, command, Timing(time.fromisoformat(daily), days))
