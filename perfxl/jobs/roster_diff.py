"""Compare two rosters, cycle workbooks or plain tables, and propose what a reorganisation needs."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain, rows_of
from perfxl.language import Text
from perfxl.rules.reorganisation import COMPARED, RATER, STRETCH, Person, Reorganisation


@dataclass(frozen=True)
class RosterRead:
    """One side of the comparison. told: the columns that it has. language: '' for a plain table."""

    cycle: Cycle
    told: frozenset[str]
    findings: Findings
    language: str


@dataclass(frozen=True)
class RosterDiff:
    """The comparison, and the old side that places are named in."""

    found: Reorganisation
    old: RosterRead


def roster_diff(old: Path, new: Path, *, on: date | None, as_of: date, split_managers: bool = False) -> RosterDiff:
    """Compare the rosters at `old` and `new`. Writes nothing.

    on: the first day of the new order. Raises Fault where a file cannot be read or holds no roster, WrongCommand where `on`
    is outside the old side's cycle or after none of its days.
    """
    from perfxl.rules.reorganisation import reorganisation

    before, after = read_side(old, as_of=as_of), read_side(new, as_of=as_of)
    _inside(on, before.cycle)
    found = reorganisation(before.cycle, after.cycle, on=on, told=after.told, split_managers=split_managers)
    findings = Findings.of([*found.findings, *before.findings, *after.findings])
    return RosterDiff(replace(found, findings=findings), before)


def read_side(path: Path, *, as_of: date) -> RosterRead:
    """A cycle workbook or its folder, or a plain roster (.xlsx, .csv and what else can be read)."""
    from perfxl.cycle.settings import CycleSettings
    from perfxl.cycle.sheets import sheet_of
    from perfxl.cycle.tables import cycle_from_tables
    from perfxl.workbook.reading.cycle_files import holds_a_cycle
    from perfxl.workbook.reading.reader import read_cycle
    from perfxl.workbook.reading.roster_file import read_roster

    if path.is_dir() or (path.is_file() and holds_a_cycle(path)):
        cycle = read_cycle(path, as_of=as_of)
        told = frozenset(column.key for column in sheet_of("employees").columns)
        return RosterRead(cycle, told, _of_the_roster(cycle.findings), cycle.settings.language)
    read = read_roster(path)
    cycle = cycle_from_tables(CycleSettings(), {"employees": read.table}, as_of=as_of)
    return RosterRead(cycle, read.told, read.findings, "")


def save_roster_diff(diff: RosterDiff, path: Path, *, language: str) -> Path:
    """Write the workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.year.reorganisation import write_reorganisation

    write_reorganisation(diff.found, diff.old.cycle, path, language=language)
    return path


def roster_diff_json(diff: RosterDiff, language: str) -> dict[str, Any]:
    """The answer of `perfxl roster diff --json`."""
    found = diff.found
    return {
        "on": plain(found.on),
        "changes": [
            {
                "employee_id": one.person.employee_id,
                "name": one.person.name,
                "kinds": list(one.kinds),
                "before": _side(one.before),
                "after": _side(one.after),
            }
            for one in found.changes
        ],
        "departments": [
            {"department": one.department, "fate": one.fate.value, "into": dict(one.into), "people": one.people}
            for one in found.departments
        ],
        "assignments": rows_of(found.stretches, STRETCH),
        "raters": rows_of(found.raters.astype({"days": float}), RATER),
        "kpis": _kpis(diff),
        "findings": found.findings.to_json(language),
    }


def _side(person: Person | None) -> dict[str, Any] | None:
    if person is None:
        return None
    return {key: plain(getattr(person, key)) for key in (*COMPARED, "joined_on", "left_on")}


def _kpis(diff: RosterDiff) -> list[dict[str, Any]]:
    kpis = diff.old.cycle["kpis"].loc[list(diff.found.kpis), ["employee_id", "kpi"]]
    dated = kpis.assign(assignment_from=[diff.found.kpis[row] for row in kpis.index])
    return rows_of(dated, ("employee_id", "kpi", "assignment_from")) if len(dated) else []


def _of_the_roster(findings: Findings) -> Findings:
    """What was found on the roster of a cycle; the rest is for `perfxl check`."""
    return Findings.of(one for one in findings if one.target is not None and one.target.table == "employees")


def _inside(on: date | None, cycle: Cycle) -> None:
    first, last = cycle.settings.starts_on, cycle.settings.ends_on
    if on is None or first is None or last is None or first < on <= last:
        return
    raise WrongCommand(
        Text(
            f"--on {on} 不在考核期内（{first} 之后，至 {last}）。期初就变的，直接改员工表。",
            f"--on {on} is not within the cycle (after {first}, to {last}). What changed at its start is a change of the roster only.",
        )
    )
