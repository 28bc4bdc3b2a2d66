"""The steps of a scheduled run: consolidate, check, remind. Counts and codes come back; names stay in the outputs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from perfxl.cycle.tables import Cycle
from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.schedule.last_run import Step
from perfxl.schedule.settings import Schedule

_DONE, _BLOCKED = 0, 1


class Consolidated(Protocol):
    """What a run needs to know of a consolidation.

    blocks: whether something is left to mend. master: what was written, a sibling where the master itself could not be.
    counts: read, unchanged, skipped, quarantined.
    """

    @property
    def blocks(self) -> bool: ...
    @property
    def master(self) -> Path: ...
    @property
    def missing_departments(self) -> Sequence[str]: ...
    def counts(self) -> Mapping[str, int]: ...


class ScheduledWork:
    """The work of one run. Each step may raise Fault or OSError; the cycle is read with the master that the first made."""

    def __init__(self, schedule: Schedule, today: date) -> None:
        self.schedule = schedule
        self.today = today

    def steps(self) -> list[tuple[str, Callable[[], Step]]]:
        """The steps that are wanted, by name, in order."""
        wanted = [("consolidate", self.consolidate), ("check", self.check)]
        return wanted + ([("remind", self.remind)] if self.schedule.reminders else [])

    @cached_property
    def scores(self) -> Scores:
        """The cycle as it is now, scored."""
        from perfxl.jobs.read import read_cycle
        from perfxl.jobs.score import score

        return score(read_cycle(self.schedule.cycle, as_of=self.today))

    def consolidate(self) -> Step:
        """Merge the returns into the master."""
        cycle = own_cycle(self.schedule.cycle, as_of=self.today)
        check_master(self.schedule, cycle)
        done = consolidation()(cycle, self.schedule.returns, into=self.schedule.into, language=self.schedule.language)
        if done.master != self.schedule.into:
            raise _not_replaced(self.schedule.into, done.master)
        counts = {**done.counts(), "missing_departments": len(done.missing_departments)}
        return Step(step="consolidate", code=_BLOCKED if done.blocks else _DONE, counts=counts)

    def check(self) -> Step:
        """Score, so that everything wrong or missing is known; write the results workbook if one is wanted."""
        from perfxl.jobs.score import save_results
        from perfxl.jobs.targets import results_target

        findings, out = self.scores.findings, self.schedule.check_out
        blocked = any(finding.blocks for finding in findings)
        if out is not None:
            results_target(out, workbook=self.schedule.cycle, master_file=str(self.schedule.into))
            save_results(self.scores, out, language=self.schedule.language)
        people = Counter(self.scores.people["status"].tolist())
        counts = {
            "blockers": findings.count("blocker"),
            "warnings": findings.count("warning"),
            **{status: people.get(status, 0) for status in ("scored", "held", "exempt")},
        }
        return Step(step="check", code=_BLOCKED if blocked else _DONE, counts=counts)

    def remind(self) -> Step:
        """Write the drafts and the list of reminders."""
        from perfxl.jobs.remind import remind

        assert self.schedule.reminders is not None
        made = remind(self.scores, self.schedule.reminders, language=self.schedule.language)
        counts = {"drafts": len(made.drafts), "pieces": len(made.reminders.pieces), "warnings": len(made.findings)}
        return Step(step="remind", code=_DONE, counts=counts)


def consolidation() -> Callable[..., Consolidated]:
    """The job that merges returns into a master."""
    from perfxl.jobs.consolidate import consolidate

    return consolidate


def own_cycle(workbook: Path, *, as_of: date) -> Cycle:
    """The cycle workbook alone, as it was distributed, without its master."""
    from perfxl.workbook.reading.cycle_files import opened
    from perfxl.workbook.reading.reader import cycle_of

    return replace(cycle_of(opened(workbook, name=workbook.name), as_of=as_of), folder=str(workbook.parent))


def check_master(schedule: Schedule, cycle: Cycle) -> None:
    """Fault where the cycle reads another master than the one that the schedule writes: results would stay old."""
    read = Path(cycle.folder) / cycle.settings.master_file
    if not cycle.settings.master_file or read.resolve() != schedule.into.resolve():
        raise Fault(
            Text(
                f"汇总写入 {schedule.into}，而周期工作簿读取的是 {read}。请让“周期”表的汇总文件与 --into 一致。",
                f"The schedule writes {schedule.into}, but the cycle workbook reads {read}. "
                "Make the master file on the Cycle sheet and --into the same.",
            )
        )


def _not_replaced(master: Path, sibling: Path) -> Fault:
    """The master is open in Excel: what would be checked is the old one, so the work stays due."""
    return Fault(
        Text(
            f"{master.name} 不能替换（可能正在 Excel 中打开），已另写 {sibling.name}。请关闭它，下一次运行会替换。",
            f"{master.name} could not be replaced (open in Excel?); {sibling.name} was written beside it. Close it; "
            "the next run replaces it.",
        )
    )
