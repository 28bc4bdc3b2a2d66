"""Merge what came back into the master: safe to run again at any time, alone or by a timer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.findings.base import Findings
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.cluster import Workers
    from perfxl.consolidation.changes import Changes
    from perfxl.consolidation.choosing import Outcome
    from perfxl.consolidation.crew import Crews
    from perfxl.consolidation.missing import Missing
    from perfxl.consolidation.standards_in_force import StandardsInForce
    from perfxl.workbook.forms.mapping import Mapping

_DISAGREE = ("PX911", "PX912", "PX916")


@dataclass(frozen=True)
class Consolidation:
    """What a run did.

    files: one outcome for each. findings: in the returns, between them and about those that are missing, accepted ones
    marked. rows: of each table of the master. master: where it stands, perhaps a sibling of the one asked for.
    written: False if nothing had changed. head: the journal's last hash. standards: in force and published.
    """

    files: tuple["Outcome", ...]
    findings: Findings
    missing_departments: tuple[str, ...]
    missing_raters: tuple[str, ...]
    missing: tuple["Missing", ...]
    changes: "Changes"
    rows: dict[str, int]
    master: Path
    asked: Path
    written: bool
    head: str
    standards: "StandardsInForce"

    @property
    def conflicts(self) -> list[dict[str, Any]]:
        """What several returns say about the same thing: code, employee id, places."""
        found = [one for one in self.findings if one.code in _DISAGREE]
        return [
            {
                "code": one.code,
                "employee_id": one.employee_id or None,
                "places": list(getattr(one, "places", ())) or [str(one.place), *filter(None, [getattr(one, "other", "")])],
            }
            for one in found
        ]

    def counts(self) -> dict[str, int]:
        """How many files were read, unchanged, skipped and quarantined."""
        counted = Counter(one.status for one in self.files)
        return {status: counted[status] for status in ("read", "unchanged", "skipped", "quarantined")}

    @property
    def blocks(self) -> bool:
        """True if a finding blocks somebody, a file was set aside, or the master could not take its place."""
        set_aside = any(one.status == "quarantined" for one in self.files)
        return set_aside or self.master != self.asked or any(one.blocks for one in self.findings)

    def to_json(self, cycle: Cycle, language: str) -> dict[str, Any]:
        """The answer of `perfxl consolidate --json` (CONTRACT.md)."""
        changes = self.changes
        return {
            "cycle": cycle.settings.name,
            "as_of": str(cycle.as_of),
            "files": [one.to_json(language) for one in self.files],
            "conflicts": self.conflicts,
            "missing_departments": list(self.missing_departments),
            "missing_raters": list(self.missing_raters),
            "rows": self.rows,
            "master": str(self.master),
            "written": self.written,
            "journal_head": self.head,
            "standards": self.standards.to_json(language),
            "changes": {
                "first": changes.first,
                "came": list(changes.came),
                "changed": list(changes.changed),
                "gone": list(changes.gone),
                "cells": [{**vars(one), "place": str(one.place)} for one in changes.cells],
            },
            "missing": [{**vars(one), "what": one.what(language)} for one in self.missing],
            "findings": self.findings.to_json(language),
        }


def consolidate(
    cycle: Cycle,
    returns: Path,
    *,
    into: Path,
    language: str = "",
    mappings: Sequence["Mapping"] = (),
    jobs: int = 2,
    settle_seconds: float = 0.0,
    workers: "Workers | None" = None,
    crews: "Crews | None" = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Consolidation:
    """Merge the returns in the folder `returns` into the master at `into`.

    cycle: as it was sent out, without its master. mappings: for foreign files, besides those in `mappings` beside the
    cycle workbook. jobs: processes that read; workers: those of a cluster, which read instead. settle_seconds: files
    that changed more recently are left for the next run. crews: how the processes are made, and their limits.
    Raises Held where another run is writing this master, WrongCommand where `returns` is no folder or `into` no .xlsx,
    Fault where the master cannot be written or is newer.
    """
    from perfxl.consolidation.run import Run

    returns, into = Path(returns), Path(into)
    _check(returns, into)
    run = Run(
        cycle=cycle,
        returns=returns,
        master=into,
        language=language or cycle.settings.language,
        mappings=tuple(mappings),
        crews=crews or _crews(jobs, workers),
        settle_seconds=settle_seconds,
        on_progress=on_progress,
    )
    done = run.done()
    return Consolidation(
        files=tuple(done.outcomes),
        findings=done.findings,
        missing_departments=tuple(done.silent.departments),
        missing_raters=tuple(done.silent.raters),
        missing=tuple(done.missing),
        changes=done.changes,
        rows=done.rows,
        master=done.master,
        asked=into,
        written=done.written,
        head=done.head,
        standards=done.standards,
    )


def _crews(jobs: int, workers: "Workers | None") -> "Crews":
    from perfxl.consolidation.crew import Crews, FarCrews

    processes = max(1, jobs)
    return Crews(processes) if workers is None else FarCrews(processes, workers=workers)


def _check(returns: Path, into: Path) -> None:
    if not returns.is_dir():
        raise WrongCommand(
            Text(f"找不到回收文件夹 {returns}。请核对路径。", f"There is no folder {returns}. Check the path.")
        )
    if into.suffix.lower() != ".xlsx":
        raise WrongCommand(
            Text(f"--into {into} 不是 .xlsx，请写成 master.xlsx。", f"--into {into} is no .xlsx; write master.xlsx.")
        )
    if into.is_dir():
        raise WrongCommand(Text(f"--into {into} 是文件夹，请写文件名。", f"--into {into} is a folder; name a file."))
