"""Reading a cycle: a workbook, or a folder with one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from perfxl.cycle.tables import Cycle
from perfxl.jobs.agreed_goals import agreed_goals
from perfxl.workbook.reading import reader
from perfxl.workbook.reading.cycle_files import cycle_workbook


def read_cycle(path: str | Path, *, as_of: date | None = None) -> Cycle:
    """Read the cycle workbook (or the folder with one) at `path`, with its master if there is one.

    as_of: the day on which deadlines are judged; today if it is not given. What a person can mend in a sheet stands in
    `cycle.findings`. Raises Fault where there is no cycle workbook or it cannot be read.
    """
    cycle = reader.read_cycle(Path(path), as_of=as_of or date.today())
    return replace(cycle, agreed=agreed_goals(Path(cycle.folder)))


def read_own_cycle(path: str | Path, *, as_of: date | None = None) -> Cycle:
    """As `read_cycle`, but what the cycle workbook itself says, as it was sent out, whatever its master says."""
    cycle = reader.read_own_cycle(Path(path), as_of=as_of or date.today())
    return replace(cycle, agreed=agreed_goals(Path(cycle.folder)))


def workbook_of(path: Path) -> Path:
    """The cycle workbook that `path`, a file or a folder, means; Fault if there is none or several."""
    return cycle_workbook(path)
