"""systemd user timers: two files in the user's folder of units, then `systemctl --user`."""

import os
from pathlib import Path

from perfxl.language import Text
from perfxl.schedule.programs import is_there, run, run_or_fault
from perfxl.schedule.restoring import restored_on_error
from perfxl.schedule.scheduler import Written
from perfxl.schedule.systemd_units import service_unit, timer_unit
from perfxl.schedule.task import Task
from perfxl.whole_files import whole_file


def user_manager_runs() -> bool:
    """Whether this user has a running systemd."""
    return is_there("systemctl") and run("systemctl", "--user", "show", "--property=Version").code == 0


class Systemd:
    """See Scheduler."""

    key = "systemd"
    title = Text("systemd 用户定时器", "a systemd user timer")
    hint = Text(
        "只在您登录期间运行；要在退出后也运行：loginctl enable-linger",
        "It runs while you are logged in; to run it always: loginctl enable-linger",
    )

    def planned(self, task: Task) -> list[Written]:
        """The service and the timer."""
        texts = (service_unit(task), timer_unit(task))
        return [Written(str(path), text) for path, text in zip(_files(task.id), texts, strict=True)]

    def install(self, task: Task) -> None:
        """Write both units, have them read, start the timer."""
        with restored_on_error(*_files(task.id)):
            for planned in self.planned(task):
                path = Path(planned.where)
                path.parent.mkdir(parents=True, exist_ok=True)
                with whole_file(path) as temporary:
                    temporary.write_text(planned.text, encoding="utf-8")
            run_or_fault("systemctl", "--user", "daemon-reload")
            run_or_fault("systemctl", "--user", "enable", f"{task.id}.timer")
            run_or_fault("systemctl", "--user", "restart", f"{task.id}.timer")

    def remove(self, task_id: str) -> None:
        """Stop the timer and take both units away."""
        if not self.is_installed(task_id):
            return
        run_or_fault("systemctl", "--user", "disable", "--now", f"{task_id}.timer")
        for path in _files(task_id):
            path.unlink(missing_ok=True)
        run_or_fault("systemctl", "--user", "daemon-reload")

    def is_installed(self, task_id: str) -> bool:
        """Whether the timer's unit is there."""
        return any(path.is_file() for path in _files(task_id))


def _files(task_id: str) -> tuple[Path, Path]:
    """The service and the timer."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    folder = (Path(home) if os.path.isabs(home) else Path.home() / ".config") / "systemd" / "user"
    return folder / f"{task_id}.service", folder / f"{task_id}.timer"
