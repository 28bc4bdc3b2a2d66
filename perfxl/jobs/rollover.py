"""Make the next cycle's workbook from this one: what goes on goes on, the rest is history."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.faults import WrongCommand
from perfxl.jobs.as_json import plain
from perfxl.jobs.new import new_target
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.cycle.tables import Cycle
    from perfxl.rules.scores import Scores
    from perfxl.workbook.year.rollover import NextCycle


@dataclass(frozen=True)
class RolledOver:
    """The workbook that was made and what it holds."""

    path: Path
    next: "NextCycle"

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl rollover --json`."""
        settings = self.next.settings
        return {
            "workbook": str(self.path),
            "cycle": settings.name,
            "starts_on": plain(settings.starts_on),
            "ends_on": plain(settings.ends_on),
            "rows": {key: len(rows) for key, rows in self.next.rows.items() if key != "cycle"},
            "development_goals": self.next.development_goals,
            "findings": self.next.findings.to_json(language),
        }


def roll_over(
    cycle: Path,
    target: Path,
    *,
    name: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    as_of: date | None = None,
    language: str = "",
) -> RolledOver:
    """Make the workbook of the next cycle at `target`, an .xlsm with buttons or an .xlsx; nothing is overwritten.

    name, starts_on, ends_on: of the next cycle; by default they follow from this one. language: of the workbook, by default the
    cycle's. Raises WrongCommand where `target` is taken or dates cannot be used, Fault where a file cannot be read or written.
    """
    from perfxl.jobs.read import read_cycle
    from perfxl.rules.scores import score

    new_target(target)
    read = read_cycle(cycle, as_of=as_of)
    return next_workbook(read, score(read), target, name=name, starts_on=starts_on, ends_on=ends_on, language=language)


def next_workbook(
    read: "Cycle",
    scores: "Scores",
    target: Path,
    *,
    name: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    language: str = "",
) -> RolledOver:
    """The same of a cycle that is read and scored already, as in an open workbook."""
    from perfxl.workbook.entry.builder import build_workbook
    from perfxl.workbook.macros.embedding import macros_of_this_machine
    from perfxl.workbook.year.rollover import next_cycle

    new_target(target)
    language = language or read.settings.language
    try:
        made = next_cycle(read, scores, name=name, starts_on=starts_on, ends_on=ends_on, language=language)
    except ValueError:
        raise WrongCommand(
            Text(
                "下一周期的日期不可用：这一周期要有开始和结束日期，下一周期要在其后开始。请核对“周期”表或 --starts-on、--ends-on。",
                "No usable dates for the next cycle: this one needs its first and last day, and the next has to begin after it. Check the "
                "Cycle sheet, or --starts-on and --ends-on.",
            )
        ) from None
    macros = macros_of_this_machine() if target.suffix.lower() == ".xlsm" else None
    build_workbook(target, made.rows, language=language, macros=macros)
    return RolledOver(target, made)
