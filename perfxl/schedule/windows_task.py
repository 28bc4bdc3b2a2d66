"""A task of the Windows Task Scheduler as XML, after its published schema, version 1.3. Pure.

Elements stand in the schema's order; times are local, without an offset, so that daylight saving does not move them.
"""

import re
import subprocess
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.task import Task
from perfxl.schedule.timing import Timing

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_LONGEST_PATH = 260
_EXPANDED = re.compile(r"%[^%\s]+%|\$\(")  # the service would put a variable or an argument there
_MONDAY_TO_FRIDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def task_xml(task: Task, *, starts_on: date, user: str) -> bytes:
    """The task as `schtasks /Create /XML` takes it: UTF-16 with a byte order mark.

    user: DOMAIN\\NAME; '' leaves it to the service, which takes who registers it. It runs with that user's rights, only
    while that user is logged on, so no password is kept. Raises Fault for a path that the service would change.
    """
    _check(task.command)
    register_namespace("", NAMESPACE)
    root = Element(f"{{{NAMESPACE}}}Task", version="1.3")
    _add(root, "RegistrationInfo", ("Author", "perfxl"), ("Description", task.title))
    _add_trigger(_add(root, "Triggers"), task.timing, starts_on)
    _add_settings(root)
    principal = _add(_add(root, "Principals"), "Principal", *([("UserId", user)] if user else []))
    principal.set("id", "Author")
    _add(principal, "LogonType").text = "InteractiveToken"
    _add(principal, "RunLevel").text = "LeastPrivilege"
    actions = _add(root, "Actions")
    actions.set("Context", "Author")
    program, *words = task.command
    _add(actions, "Exec", ("Command", program), ("Arguments", subprocess.list2cmdline(words)))
    indent(root, space="  ")
    text = '<?xml version="1.0" encoding="UTF-16"?>\n' + tostring(root, encoding="unicode") + "\n"
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def _add_trigger(triggers: Element, timing: Timing, starts_on: date) -> None:
    begins = f"{starts_on}T{timing.at:%H:%M:%S}"
    trigger = _add(triggers, "CalendarTrigger", ("Enabled", "true"), ("StartBoundary", begins))
    more = len(timing.tries()) - 1
    if more:
        _add(trigger, "Repetition", ("Interval", "PT1H"), ("Duration", f"PT{more}H30M"), ("StopAtDurationEnd", "false"))
    if timing.days is Days.WORKDAYS:
        weekly = _add(trigger, "ScheduleByWeek", ("WeeksInterval", "1"))
        _add(weekly, "DaysOfWeek", *((day, "") for day in _MONDAY_TO_FRIDAY))
    else:  # China's workdays can be Saturdays: the run itself knows them
        _add(trigger, "ScheduleByDay", ("DaysInterval", "1"))


def _add_settings(root: Element) -> None:
    settings = _add(root, "Settings")
    _add(settings, "AllowStartOnDemand").text = "true"
    _add(settings, "RestartOnFailure", ("Interval", "PT15M"), ("Count", "3"))
    for name, value in (
        ("MultipleInstancesPolicy", "IgnoreNew"),
        ("DisallowStartIfOnBatteries", "false"),
        ("StopIfGoingOnBatteries", "false"),
        ("AllowHardTerminate", "true"),
        ("StartWhenAvailable", "true"),
        ("RunOnlyIfNetworkAvailable", "false"),
        ("WakeToRun", "false"),
        ("Enabled", "true"),
        ("Hidden", "false"),
        ("ExecutionTimeLimit", "PT4H"),
        ("Priority", "7"),
        ("RunOnlyIfIdle", "false"),
    ):
        _add(settings, name).text = value


def _add(parent: Element, name: str, *children: tuple[str, str]) -> Element:
    element = SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for child, text in children:
        SubElement(element, f"{{{NAMESPACE}}}{child}").text = text
    return element


def _check(command: Sequence[str]) -> None:
    if len(command[0]) > _LONGEST_PATH:
        raise Fault(
            Text(f"Python 的路径超过 260 个字符：{command[0]}。", f"Python's path is over 260 characters: {command[0]}.")
        )
    changed = next((word for word in command if _EXPANDED.search(word)), "")
    if changed:
        raise Fault(
            Text(
                f"路径 {changed} 含有 %…% 或 $(，任务计划程序会改写它。请改名。",
                f"The path {changed} has %...% or $( in it, which Task Scheduler would replace. Rename it.",
            )
        )
