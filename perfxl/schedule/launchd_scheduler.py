"""launchd on macOS: a property list in the user's LaunchAgents, then `launchctl`."""

import os
from pathlib import Path

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.launch_agent import label, launch_agent
from perfxl.schedule.programs import run, run_or_fault
from perfxl.schedule.restoring import restored_on_error
from perfxl.schedule.scheduler import Written
from perfxl.schedule.task import Task
from perfxl.whole_files import whole_file


class Launchd:
    """See Scheduler."""

    key = "launchd"
    title = Text("launchd", "launchd")
    hint = Text("只在您登录期间运行；错过的，下次登录时补做。", "It runs while you are logged in; what is missed is done at the next login.")

    def planned(self, task: Task) -> list[Written]:
        """The property list."""
        return [Written(str(_file(task.id)), launch_agent(task).decode())]

    def install(self, task: Task) -> None:
        """Write the property list and have it loaded in place of an earlier one, which comes back if that fails."""
        file, earlier = _file(task.id), self.is_installed(task.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with restored_on_error(file):
                with whole_file(file) as temporary:
                    temporary.write_bytes(launch_agent(task))
                if earlier:
                    run_or_fault("launchctl", "bootout", _service(task.id))
                run_or_fault("launchctl", "bootstrap", _domain(), str(file))
        except Fault:
            if earlier:
                run("launchctl", "bootstrap", _domain(), str(file))
            raise

    def remove(self, task_id: str) -> None:
        """Unload it and take its property list away."""
        if self.is_installed(task_id):
            run_or_fault("launchctl", "bootout", _service(task_id))
        _file(task_id).unlink(missing_ok=True)

    def is_installed(self, task_id: str) -> bool:
        """Whether it is loaded."""
        return run("launchctl", "print", _service(task_id)).code == 0


def _file(task_id: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{label(task_id)}.plist"


def _service(task_id: str) -> str:
    return f"{_domain()}/{label(task_id)}"


def _domain() -> str:
    """The user's graphical session."""
    return f"gui/{getattr(os, 'getuid', lambda: 0)()}"
