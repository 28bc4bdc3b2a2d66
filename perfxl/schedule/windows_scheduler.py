"""Windows Task Scheduler: a task in the folder \\perfxl, registered by `schtasks`."""

import os
import tempfile
from datetime import date
from pathlib import Path

from perfxl.language import Text
from perfxl.schedule.programs import run, run_or_fault
from perfxl.schedule.scheduler import Written
from perfxl.schedule.task import Task
from perfxl.schedule.windows_task import task_xml


class WindowsTasks:
    """See Scheduler."""

    key = "task_scheduler"
    title = Text("Windows 任务计划程序", "Windows Task Scheduler")
    hint = Text(
        "只在您登录期间运行（锁屏也行）；错过的，下次登录后补做。",
        "It runs while you are logged on, locked or not; what is missed is done after the next logon.",
    )

    def planned(self, task: Task) -> list[Written]:
        """The task's XML."""
        return [Written(_task_name(task.id), _xml(task).decode("utf-16").replace("\r\n", "\n"))]

    def install(self, task: Task) -> None:
        """Register the XML; /F takes the place of an earlier task."""
        with tempfile.TemporaryDirectory(prefix="perfxl-") as folder:
            file = Path(folder) / "task.xml"
            file.write_bytes(_xml(task))
            run_or_fault("schtasks", "/Create", "/TN", _task_name(task.id), "/XML", str(file), "/F")

    def remove(self, task_id: str) -> None:
        """Delete the task."""
        if self.is_installed(task_id):
            run_or_fault("schtasks", "/Delete", "/TN", _task_name(task_id), "/F")

    def is_installed(self, task_id: str) -> bool:
        """Whether the service knows the task."""
        return run("schtasks", "/Query", "/TN", _task_name(task_id)).code == 0


def _task_name(task_id: str) -> str:
    return f"\\perfxl\\{task_id}"


def _xml(task: Task) -> bytes:
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return task_xml(task, starts_on=date.today(), user=f"{domain}\\{name}" if domain and name else "")
