"""perfxl schedule install, show, remove: a timer of this machine for the daily run of a cycle."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal

from perfxl.faults import Fault, WrongCommand
from perfxl.findings.base import Findings
from perfxl.jobs.schedule_run import workday_findings
from perfxl.jobs.scheduled_steps import check_master, own_cycle
from perfxl.language import Text, listed
from perfxl.schedule.days import Days
from perfxl.schedule.installed import Installed, all_installed, forget, remember
from perfxl.schedule.last_run import LastRun, read_last_run
from perfxl.schedule.restoring import restored_on_error
from perfxl.schedule.scheduler import Scheduler, Written
from perfxl.schedule.schedulers import scheduler_here, scheduler_named
from perfxl.schedule.settings import Schedule, name_of, read_schedule, write_schedule
from perfxl.schedule.task import Task, own_interpreter, run_command

_TITLE = Text("perfxl 汇总：{name}", "perfxl: {name}")


@dataclass(frozen=True)
class Wanted:
    """What a person asked for; None: the cycle's own."""

    cycle: Path
    daily: time
    days: Days
    returns: Path | None = None
    into: Path | None = None
    name: str = ""
    check_out: Path | None = None
    reminders: Path | None = None
    language: str = ""


@dataclass(frozen=True)
class Plan:
    """A timer before it is registered."""

    schedule: Schedule
    task: Task
    scheduler: Scheduler
    next_run: datetime
    findings: Findings

    @property
    def written(self) -> list[Written]:
        """What registering writes."""
        return self.scheduler.planned(self.task)

    def to_json(self, language: str, *, registered: bool) -> dict[str, Any]:
        """The answer of `perfxl schedule install --json`."""
        return {
            "name": self.schedule.name,
            "id": self.schedule.id,
            "scheduler": self.scheduler.key,
            "registered": registered,
            "settings": str(self.schedule.file),
            "writes": [{"where": one.where, "text": one.text} for one in self.written],
            "next_run": self.next_run.isoformat(),
            "findings": self.findings.to_json(language),
        }


@dataclass(frozen=True)
class Shown:
    """One schedule of this machine. schedule: None where its settings cannot be read, then fault says why."""

    installed: Installed
    scheduler: Scheduler
    schedule: Schedule | None
    registered: bool
    last: LastRun | None
    next_run: datetime | None
    fault: Text | None = None

    def to_json(self, language: str) -> dict[str, Any]:
        """One of the schedules that `perfxl schedule show --json` lists."""
        settings = self.schedule.model_dump(mode="json", exclude={"since"}) if self.schedule else {}
        return {
            "name": self.installed.name,
            "id": self.installed.id,
            "settings": str(self.installed.settings),
            **{key: settings.get(key) for key in ("cycle", "into", "returns", "daily", "days", "check_out", "reminders")},
            "scheduler": self.installed.scheduler,
            "registered": self.registered,
            "last_run": self.last.model_dump(mode="json") if self.last else None,
            "next_run": self.next_run.isoformat() if self.next_run else None,
            "fault": self.fault(language) if self.fault else None,
        }


def plan(wanted: Wanted, *, now: datetime) -> Plan:
    """What would be installed; nothing is written. WrongCommand or Fault where it could not work."""
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.targets import folder_target, results_target

    workbook = workbook_of(wanted.cycle).resolve()
    cycle = own_cycle(workbook, as_of=now.date())
    settings = cycle.settings
    language: Literal["zh", "en"] = "en" if (wanted.language or settings.language) == "en" else "zh"
    schedule = Schedule(
        name=name_of(wanted.name) if wanted.name else _usual_name(workbook.stem),
        cycle=workbook,
        returns=_existing_folder(wanted.returns or workbook.parent / settings.returns_folder),
        into=(wanted.into or workbook.parent / settings.master_file).absolute(),
        daily=wanted.daily,
        days=wanted.days,
        check_out=wanted.check_out.absolute() if wanted.check_out else None,
        reminders=wanted.reminders.absolute() if wanted.reminders else None,
        language=language,
        since=now.replace(microsecond=0),
    )
    check_master(schedule, cycle)
    if schedule.check_out:
        results_target(schedule.check_out, workbook=workbook, master_file=str(schedule.into))
    if schedule.reminders:
        folder_target(schedule.reminders, "--reminders")
    command = run_command(schedule.file, interpreter=own_interpreter())
    task = Task(schedule.id, _TITLE(language).format(name=schedule.name), command, schedule.timing)
    return Plan(schedule, task, scheduler_here(), schedule.timing.following(now), workday_findings(schedule, now))


def install(planned: Plan) -> None:
    """Keep the settings and register the timer; an earlier schedule of that name and folder goes.

    Where the system refuses, everything is as before.
    """
    _ = planned.written  # a command that the timer cannot carry is refused before anything is touched
    schedule = planned.schedule
    earlier = [one for one in all_installed() if one.id == schedule.id]
    with restored_on_error(schedule.file):
        write_schedule(schedule)
        planned.scheduler.install(planned.task)
    for one in earlier:
        if one.scheduler != planned.scheduler.key:
            scheduler_named(one.scheduler).remove(one.id)
        if one.settings != schedule.file:
            one.settings.unlink(missing_ok=True)
    remember(Installed(schedule.id, schedule.name, schedule.file, planned.scheduler.key))


def show(*, now: datetime) -> list[Shown]:
    """Every schedule of this machine."""
    return [_shown(one, now) for one in all_installed()]


def _shown(one: Installed, now: datetime) -> Shown:
    scheduler = scheduler_named(one.scheduler)
    try:
        registered = scheduler.is_installed(one.id)
    except Fault:  # the system's program is gone, and its timer with it
        registered = False
    try:
        schedule = read_schedule(one.settings)
    except Fault as fault:
        return Shown(one, scheduler, None, registered, None, None, fault.message)
    following = schedule.timing.following(now) if registered else None
    return Shown(one, scheduler, schedule, registered, read_last_run(schedule.last_run_file), following)


def remove(name: str) -> Installed:
    """Take the schedule's timer and its settings away; how its last run went and the log stay."""
    one = chosen(name)
    scheduler_named(one.scheduler).remove(one.id)
    one.settings.unlink(missing_ok=True)
    forget(one.id)
    return one


def chosen(name: str) -> Installed:
    """The installed schedule of that name or id; the only one where no name is given. WrongCommand otherwise."""
    there = all_installed()
    found = [one for one in there if name in ("", one.name, one.id)]
    if len(found) == 1:
        return found[0]
    raise _not_one(name, found or there, several=bool(found))


def _not_one(name: str, there: Sequence[Installed], *, several: bool) -> WrongCommand:
    if not there:
        return WrongCommand(
            Text("没有安装任何定时。见 perfxl schedule install --help",
                 "No schedule is installed. See perfxl schedule install --help")
        )  # fmt: skip
    names = listed(f"{one.name} ({one.id})" for one in there)
    if several:
        return WrongCommand(
            Text(f"有几个定时：{names.zh}。请用 --name 加括号里的编号指明。",
                 f"There are several schedules: {names.en}. Choose one by --name and the id in brackets.")
        )  # fmt: skip
    return WrongCommand(Text(f"没有定时“{name}”，只有 {names.zh}。", f"There is no schedule “{name}”; there are {names.en}."))


def _usual_name(stem: str) -> str:
    """The cycle workbook's name, as far as a schedule can be called so."""
    return name_of(re.sub(r"[^\w .()（）-]+", "-", stem)[:40].strip(" .(（-") or "perfxl")


def _existing_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise WrongCommand(
            Text(
                f"没有回收文件夹 {folder}。请先建立，或用 --returns 指明。",
                f"There is no folder of returns {folder}. Create it, or name it with --returns.",
            )
        )
    return folder.resolve()
