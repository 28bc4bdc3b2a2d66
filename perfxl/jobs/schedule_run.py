"""perfxl schedule run: the due work once, then the end. What the timer starts; without Excel, without questions."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from perfxl import run_log
from perfxl.exits import FAULT, WRONG, stop_of
from perfxl.faults import Held
from perfxl.findings.base import Findings
from perfxl.findings.schedule import WorkdaysUnknown
from perfxl.jobs.scheduled_steps import ScheduledWork
from perfxl.language import Text
from perfxl.schedule.installed import lock_file
from perfxl.schedule.last_run import LastRun, Step, read_last_run, write_last_run
from perfxl.schedule.settings import Schedule


@dataclass(frozen=True)
class Ran:
    """A run that ended. due: False where there was nothing to do; last is then the run that did it."""

    schedule: Schedule
    due: bool
    last: LastRun | None
    next_run: datetime
    findings: Findings

    @property
    def code(self) -> int:
        """The exit code: the worst of the steps; 0 where nothing was due."""
        return (self.last.code or 0) if self.due and self.last else 0

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl schedule run --json`."""
        steps = self.last.steps if self.due and self.last else ()
        return {
            "name": self.schedule.name,
            "due": self.due,
            "code": self.code,
            "steps": [step.model_dump() for step in steps],
            "next_run": self.next_run.isoformat(),
            "findings": self.findings.to_json(language),
        }


def run_schedule(schedule: Schedule, *, now: datetime, even_if_done: bool = False) -> Ran:
    """Do the schedule's work if it is due at `now` (or even_if_done); raises Held while another run does it.

    A step that stops does not stop those after it, except that without a consolidation there is nothing to check.
    """
    timing = schedule.timing
    findings = workday_findings(schedule, now)
    last = read_last_run(schedule.last_run_file)
    following = timing.following(now)
    since = max(filter(None, (schedule.since, last.done if last else None)))
    if not even_if_done and not timing.is_due(now, since=since):
        return Ran(schedule, False, last, following, findings)
    with _alone(schedule, last):
        started = LastRun(
            started=now, host=socket.gethostname(), process=os.getpid(), done=last.done if last else None
        )
        write_last_run(schedule.last_run_file, started)
        ended = started.finished(ended=max(datetime.now(), now), steps=tuple(_work(schedule, now)))
        write_last_run(schedule.last_run_file, ended)
    return Ran(schedule, True, ended, following, findings)


def workday_findings(schedule: Schedule, now: datetime) -> Findings:
    """The years whose workdays the calendar lacks."""
    return Findings.of(WorkdaysUnknown(year=year) for year in schedule.timing.unknown_years(now))


def _work(schedule: Schedule, now: datetime) -> list[Step]:
    work = ScheduledWork(schedule, now.date())
    run_id = secrets.token_hex(3)
    steps: list[Step] = []
    for name, do in work.steps():
        try:
            steps.append(do())
        except Exception as error:  # an entry point: a step that fails is told, and the others are still done
            message, code = stop_of(error)
            reason = message(schedule.language)
            steps.append(Step(step=name, code=FAULT if code == WRONG else code, reason=reason))
            _log(schedule, run_id, name, "stopped", type(error).__name__, error=error)
            if name == "consolidate":
                break
        else:
            counted = ", ".join(f"{what} {n}" for what, n in steps[-1].counts.items())
            _log(schedule, run_id, name, f"ended {steps[-1].code}", counted)
    return steps


def _log(schedule: Schedule, run_id: str, step: str, how: str, told: str, *, error: Exception | None = None) -> None:
    with suppress(OSError):  # a log that cannot be written stops nobody
        run_log.enter(schedule.into.parent, run_id, f"{schedule.id} {step}", how, told, error=error)


@contextmanager
def _alone(schedule: Schedule, last: LastRun | None) -> Iterator[None]:
    """One run of a schedule at a time; the system frees the lock of a killed run."""
    from filelock import FileLock, Timeout

    lock = FileLock(lock_file(schedule.id), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _held(schedule, read_last_run(schedule.last_run_file) or last) from None
    try:
        yield
    finally:
        lock.release()


def _held(schedule: Schedule, running: LastRun | None) -> Held:
    who = f"{running.host}, {running.process}, {running.started:%Y-%m-%d %H:%M}" if running else "-"
    return Held(
        Text(
            f"“{schedule.name}”正在运行（{who}）。这次不做，下次再做。",
            f"“{schedule.name}” is running already ({who}). The next run does what is due.",
        )
    )


