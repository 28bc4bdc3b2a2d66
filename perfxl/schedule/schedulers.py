"""Which timer this machine uses."""

import sys

from perfxl.schedule.cron_scheduler import Cron
from perfxl.schedule.launchd_scheduler import Launchd
from perfxl.schedule.scheduler import Scheduler
from perfxl.schedule.systemd_scheduler import Systemd, user_manager_runs
from perfxl.schedule.windows_scheduler import WindowsTasks

_KINDS: dict[str, type[Scheduler]] = {one.key: one for one in (WindowsTasks, Launchd, Systemd, Cron)}


def scheduler_here() -> Scheduler:
    """The timer that this machine uses: Task Scheduler, launchd, a systemd user timer where there is one, else cron."""
    if sys.platform == "win32":
        return WindowsTasks()
    if sys.platform == "darwin":
        return Launchd()
    return Systemd() if user_manager_runs() else Cron()


def scheduler_named(key: str) -> Scheduler:
    """The timer of that key."""
    return _KINDS[key]()
