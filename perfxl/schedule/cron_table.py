"""Lines of a crontab. Pure; a table is bytes, so that whatever others wrote stays as it is.

cron hands a command to /bin/sh, so its words are quoted; a percent sign would end it, so it gets a backslash.
"""

import shlex

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.task import Task

_LONGEST_COMMAND = 999  # characters that Vixie cron reads


def cron_lines(task: Task) -> list[str]:
    """The lines of the task: one for the times, one for a start of the machine, which does what was missed.

    Each ends with a comment that marks it as this task's. Raises Fault for a command that cron would change or cut.
    """
    command = f"{shlex.join(task.command)} >/dev/null 2>&1 {_mark(task.id)}"
    if "\\" in command:
        raise _refused("反斜杠", "a backslash")
    command = command.replace("%", "\\%")
    if len(command.encode()) > _LONGEST_COMMAND:
        raise _refused("超过 cron 能读的长度的路径", "a path longer than cron reads")
    hours = ",".join(str(one.hour) for one in task.timing.tries())
    days = "1-5" if task.timing.days is Days.WORKDAYS else "*"
    return [f"{task.timing.at.minute} {hours} * * {days} {command}", f"@reboot {command}"]


def with_task(table: bytes, task: Task) -> bytes:
    """The table with the task's lines in place of its earlier ones, at the end; other lines untouched."""
    kept = without_task(table, task.id)
    if kept and not kept.endswith(b"\n"):
        kept += b"\n"
    return kept + "".join(f"{line}\n" for line in cron_lines(task)).encode()


def without_task(table: bytes, task_id: str) -> bytes:
    """The table without the task's lines."""
    mark = _mark(task_id).encode()
    return b"".join(line for line in table.splitlines(keepends=True) if not _is_own(line, mark))


def has_task(table: bytes, task_id: str) -> bool:
    """Whether the table has a line of the task."""
    mark = _mark(task_id).encode()
    return any(_is_own(line, mark) for line in table.splitlines())


def _mark(task_id: str) -> str:
    return f"# {task_id}"


def _is_own(line: bytes, mark: bytes) -> bool:
    """A line that somebody switched off with a # of their own is theirs."""
    return line.rstrip().endswith(b" " + mark) and not line.lstrip().startswith(b"#")


def _refused(zh: str, en: str) -> Fault:
    return Fault(
        Text(f"路径中有{zh}，cron 不能运行。请改名或换一个文件夹。", f"There is {en} in the command; cron cannot run it.")
    )
