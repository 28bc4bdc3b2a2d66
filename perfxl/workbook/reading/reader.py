"""From a path to a typed Cycle: the cycle workbook, its master if there is one, every sheet as a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from perfxl.cycle.columns import Sheet
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import SHEETS, TABLES
from perfxl.cycle.tables import Cycle
from perfxl.faults import Fault
from perfxl.findings.base import Finding, Findings, Place
from perfxl.findings.workbook import SheetEmpty, SheetMissing
from perfxl.language import Text
from perfxl.spare_memory import give_back
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.master.joining import with_master
from perfxl.workbook.master.reading import read_master
from perfxl.workbook.reading.chosen_sheets import ChosenSheets, chosen_sheets
from perfxl.workbook.reading.cycle_files import cycle_workbook, master_of, opened
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.kept_beside import in_its_folder
from perfxl.workbook.reading.settings_sheet import read_settings
from perfxl.workbook.reading.sheet_reader import TableRead, read_table, roster_of

FROM_MASTER = frozenset({"goals", "kpis", "ratings", "adjustments", "check_ins"})
_NO_CYCLE = Text(
    "{file}：不是考核周期工作簿，没有“周期”表和“考核方案”表。请选择绩效管理工作簿。",
    "{file}: no cycle workbook, it has neither a Cycle nor a Schemes sheet. Choose the performance workbook.",
)


@dataclass
class _Tables:
    """What the tables were read into so far."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    columns: dict[tuple[str, str, str], Mapping[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    roster: Roster | None = None

    def add(self, grid: Grid, sheet: Sheet, *, date1904: bool) -> None:
        read = read_table(grid, sheet, roster=self.roster, date1904=date1904)
        if read is None:
            return
        if len(read.arrays["_row"]):
            self.tables[sheet.key] = read.table()
        self.columns[sheet.key, grid.file, grid.sheet] = read.columns
        self.findings += read.findings
        if sheet.key == "employees":
            self.roster = _roster(read)


def read_cycle(path: Path, *, as_of: date) -> Cycle:
    """Read the cycle workbook at `path` (a file, or a folder with one) and its master.

    as_of: the day on which deadlines are judged. Everything that a person can mend is in `findings`; places name files
    relative to the workbook's folder. Raises Fault if there is no cycle workbook, or it or the master is unreadable.
    """
    workbook = cycle_workbook(Path(path))
    return _read(workbook, as_of=as_of, master_named=master_beside(workbook))


def read_own_cycle(path: Path, *, as_of: date) -> Cycle:
    """As `read_cycle`, without the master: what the cycle workbook itself says."""
    return _read(cycle_workbook(Path(path)), as_of=as_of)


def _read(
    workbook: Path, *, as_of: date, master_named: Callable[[CycleSettings], Book | None] | None = None
) -> Cycle:
    cycle = cycle_of(opened(workbook, name=workbook.name), as_of=as_of, master_named=master_named)
    give_back()  # what the cells of a large workbook took
    return in_its_folder(cycle, workbook.parent)


def master_beside(workbook: Path) -> Callable[[CycleSettings], Book | None]:
    """Opens the master that the settings of the cycle in `workbook` name; None if there is none."""

    def master_named(settings: CycleSettings) -> Book | None:
        master = master_of(workbook, settings)
        return None if master is None else opened(master, name=_name_beside(master, workbook))

    return master_named


def cycle_of(book: Book, *, as_of: date, master_named: Callable[[CycleSettings], Book | None] | None = None) -> Cycle:
    """The cycle that `book` and its master hold, wherever their grids came from.

    master_named: opens the master that the settings name; None if there is none. Goals, KPIs, ratings, adjustments and
    check-ins come from the master where it has that sheet, with the places and findings that it kept.
    Raises Fault if `book` has neither a Cycle nor a Schemes sheet.
    """
    own = chosen_sheets(book)
    if not own.grids.keys() & {"cycle", "schemes"}:
        raise Fault(Text(*(text.format(file=book.file) for text in _NO_CYCLE)))
    settings, findings = _settings(book, own)
    master = master_named(settings) if master_named else None
    kept = read_master(master) if master else None
    if kept is not None:
        return with_master(cycle_of(book, as_of=as_of), kept)
    masters = chosen_sheets(master) if master else ChosenSheets({}, [])
    tables = _Tables()
    for sheet in _roster_first():
        if master and sheet.key in FROM_MASTER & masters.grids.keys():
            tables.add(masters.grids[sheet.key], sheet, date1904=master.date1904)
        elif sheet.key in own.grids:
            tables.add(own.grids[sheet.key], sheet, date1904=book.date1904)
    doubles = [finding for finding in masters.findings if finding.item in FROM_MASTER]
    found = [*own.findings, *doubles, *_missing(book, own), *_without_rows(own, tables), *findings, *tables.findings]
    return Cycle(
        settings=settings,
        tables=tables.tables,
        as_of=as_of,
        file=book.file,
        columns=tables.columns,
        findings=Findings.of(found),
    )


def _settings(book: Book, sheets: ChosenSheets) -> tuple[CycleSettings, list[Finding]]:
    """The settings of the book's cycle sheet; the defaults if it has none (the missing sheet is reported elsewhere)."""
    grid = sheets.grids.get("cycle")
    return (CycleSettings(), []) if grid is None else read_settings(grid, date1904=book.date1904)


def _roster_first() -> list[Sheet]:
    return sorted(TABLES, key=lambda sheet: sheet.key != "employees")


def _roster(employees: TableRead) -> Roster | None:
    """None where the roster names nobody: then unknown ids say nothing."""
    roster = roster_of(employees.arrays)
    return roster if roster.names.keys() - {""} else None


def _missing(book: Book, chosen: ChosenSheets) -> list[Finding]:
    absent = [sheet for sheet in SHEETS if sheet.required and sheet.key not in chosen.grids]
    return [
        SheetMissing(sheet_zh=sheet.title.zh, sheet_en=sheet.title.en, item=sheet.key, place=Place(book.file, ""))
        for sheet in absent
    ]


def _without_rows(chosen: ChosenSheets, read: _Tables) -> list[Finding]:
    """Required sheets that nobody has filled although others are: what refers to them would be lost silently."""
    if not read.tables:
        return []
    bare = [sheet for sheet in TABLES if sheet.required and sheet.key in chosen.grids.keys() - read.tables.keys()]
    grids = [(sheet, chosen.grids[sheet.key]) for sheet in bare]
    return [
        SheetEmpty(
            sheet_zh=sheet.title.zh, sheet_en=sheet.title.en, item=sheet.key, place=Place(grid.file, grid.sheet)
        )
        for sheet, grid in grids
        if read.columns.get((sheet.key, grid.file, grid.sheet)) != {}  # without header: PX102 says so
    ]


def _name_beside(master: Path, workbook: Path) -> str:
    folder = workbook.parent.resolve()
    resolved = master.resolve()
    return resolved.relative_to(folder).as_posix() if resolved.is_relative_to(folder) else master.name
