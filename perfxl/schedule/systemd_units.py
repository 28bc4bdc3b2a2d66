"""A systemd user timer and its service as text. Pure; quoting as systemd.service(5) and systemd.syntax(7) say."""

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.task import Task
from perfxl.schedule.timing import Timing


def service_unit(task: Task) -> str:
    """NAME.service: runs once; exit code 1, done with findings, is a success for systemd.

    Raises Fault for a program whose path systemd refuses.
    """
    program, *words = task.command
    if set("\"'\\") & set(program):
        raise Fault(
            Text(
                f"Python 的路径 {program} 有引号或反斜杠，systemd 不接受。请换一个文件夹。",
                f"Python's path {program} has a quote or backslash, which systemd refuses. Install it elsewhere.",
            )
        )
    command = " ".join([_quoted(_percent(program)), *(_quoted(_percent(word).replace("$", "$$")) for word in words)])
    return (
        f"[Unit]\nDescription={_percent(task.title)}\n\n"
        f"[Service]\nType=oneshot\nExecStart={command}\nSuccessExitStatus=1\nTimeoutStartSec=4h\nNice=10\n"
    )


def timer_unit(task: Task) -> str:
    """NAME.timer: fires at each try; what was missed while the machine was off fires once when it is on again."""
    return (
        f"[Unit]\nDescription={_percent(task.title)}\n\n"
        f"[Timer]\nOnCalendar={calendar(task.timing)}\nPersistent=true\nAccuracySec=1min\nUnit={task.id}.service\n\n"
        f"[Install]\nWantedBy=timers.target\n"
    )


def calendar(timing: Timing) -> str:
    """`Mon..Fri *-*-* 07,08,09,10:30:00`; China's workdays can be Saturdays, so their timer fires daily."""
    hours = ",".join(f"{one:%H}" for one in timing.tries())
    days = "Mon..Fri " if timing.days is Days.WORKDAYS else ""
    return f"{days}*-*-* {hours}:{timing.at:%M}:00"


def _percent(text: str) -> str:
    """A percent sign starts a specifier."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """One word of a command line. A $ of the program's path stays single: variables are put into arguments only."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
