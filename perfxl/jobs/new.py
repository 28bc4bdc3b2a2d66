"""A new cycle workbook, empty or with the roster of another system."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.faults import WrongCommand
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.findings.base import Findings


@dataclass(frozen=True)
class NewWorkbook:
    """The workbook that was made, how many people are on its roster, and what was found in the roster's file."""

    path: Path
    people: int
    findings: "Findings"

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl new --json`."""
        findings = self.findings.to_json(language)
        return {"workbook": str(self.path), "employees": self.people, "findings": findings}


def new_workbook(path: Path, *, language: str, roster: Path | None = None) -> NewWorkbook:
    """Make a cycle workbook at `path` with the usual settings and grades, an .xlsm with buttons; nothing is overwritten.

    roster: a workbook or CSV file whose people come on the roster. Raises WrongCommand if `path` is no new .xlsm or .xlsx,
    Fault if the roster cannot be read or `path` cannot be written.
    """
    from perfxl.cycle.sample import blank_rows
    from perfxl.findings.base import Findings
    from perfxl.workbook.entry.builder import build_workbook
    from perfxl.workbook.macros.embedding import macros_of_this_machine
    from perfxl.workbook.reading.roster_file import read_roster

    new_target(path)
    read = read_roster(roster) if roster else None
    people = read.rows if read else []
    macros = macros_of_this_machine() if path.suffix.lower() == ".xlsm" else None
    build_workbook(path, {**blank_rows(language), "employees": people}, language=language, macros=macros)
    return NewWorkbook(path, len(people), read.findings if read else Findings())


def new_target(path: Path) -> None:
    """Refuse a `path` that is no .xlsm or .xlsx, or that is taken."""
    if path.suffix.lower() not in (".xlsm", ".xlsx"):
        raise WrongCommand(
            Text(
                f"{path} 不是 .xlsm 或 .xlsx，请写成 绩效管理.xlsm。",
                f"{path} is neither .xlsm nor .xlsx; write performance.xlsm.",
            )
        )
    if path.exists():
        raise WrongCommand(
            Text(f"{path} 已存在，不会覆盖。请换一个文件名。", f"{path} exists and is not overwritten. Choose another name.")
        )
