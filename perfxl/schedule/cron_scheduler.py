"""cron, where there is no systemd for the user: lines in the user's own crontab."""

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.cron_table import cron_lines, has_task, with_task, without_task
from perfxl.schedule.programs import run, run_or_fault
from perfxl.schedule.scheduler import Written
from perfxl.schedule.task import Task


class Cron:
    """See Scheduler."""

    key = "cron"
    title = Text("cron", "cron")
    hint = Text("需要 cron 服务在运行；关机时错过的，开机后补做。", "It needs the cron service; what is missed while off is done at the start.")

    def planned(self, task: Task) -> list[Written]:
        """The lines in the user's crontab."""
        return [Written("crontab", "".join(f"{line}\n" for line in cron_lines(task)))]

    def install(self, task: Task) -> None:
        """Put the lines into the crontab; it is checked by cron before it takes the place of the old one."""
        run_or_fault("crontab", "-", given=with_task(_table(), task))

    def remove(self, task_id: str) -> None:
        """Take the lines out."""
        table = _table()
        if has_task(table, task_id):
            run_or_fault("crontab", "-", given=without_task(table, task_id))

    def is_installed(self, task_id: str) -> bool:
        """Whether the crontab has the lines."""
        return has_task(_table(), task_id)


def _table() -> bytes:
    """The user's crontab, b'' if there is none. Fault where it cannot be read: writing would lose what is there."""
    listed = run("crontab", "-l")
    if listed.code == 0:
        return listed.out
    if "no crontab" in listed.said.lower():
        return b""
    raise Fault(
        Text(f"读不出 crontab（{listed.said}），没有改动。", f"The crontab cannot be read ({listed.said}); it was not changed.")
    )
