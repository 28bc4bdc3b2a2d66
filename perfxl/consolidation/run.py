"""One run from the folder to the master, under the lock: every step in order."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfxl import __version__
from perfxl.consolidation.assembly import Assembled, assembled, merged_cycle
from perfxl.consolidation.changes import Changes, changes
from perfxl.consolidation.choosing import Before, Chosen, Outcome, chosen
from perfxl.consolidation.company import Company
from perfxl.consolidation.crew import Crews
from perfxl.consolidation.intake import Intake, Readers, keep, take_in
from perfxl.consolidation.journal import Entry, Journal
from perfxl.consolidation.kept_reads import KeptReads, content_hash, declaration, reading_key
from perfxl.consolidation.lock import only_run
from perfxl.consolidation.master_reports import Report, report_sheets
from perfxl.consolidation.missing import Missing, missing_pieces
from perfxl.consolidation.reading import HowToRead
from perfxl.consolidation.reconciliation import reconciled
from perfxl.consolidation.return_read import ReturnRead
from perfxl.consolidation.saving import Place, save, sweep
from perfxl.consolidation.search import BESIDE_MASTER, find_returns
from perfxl.consolidation.silent import Silent, silent
from perfxl.consolidation.standards_in_force import StandardsInForce, standards_in_force
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.findings.base import Place as Where
from perfxl.findings.returns import ReturnGone
from perfxl.findings.scores import DecisionApplied
from perfxl.language import spoken
from perfxl.rules.decisions import decided
from perfxl.spare_memory import no_search_for_cycles
from perfxl.workbook.forms.mapping import Mapping as Form
from perfxl.workbook.forms.mapping_file import FOLDER, mappings_in
from perfxl.workbook.intake.facts import book_properties
from perfxl.workbook.intake.quarantine import Unreadable
from perfxl.workbook.master.joining import own_findings
from perfxl.workbook.master.reading import check_format
from perfxl.workbook.master.writing import MasterFile, write_master
from perfxl.workbook.writing.writer import Written


@dataclass(frozen=True)
class Done:
    """What a run found and did."""

    outcomes: Sequence[Outcome]
    findings: Findings
    silent: Silent
    missing: Sequence[Missing]
    changes: Changes
    rows: dict[str, int]
    master: Path
    written: bool
    head: str
    standards: StandardsInForce


@dataclass(frozen=True)
class Run:
    """What is asked for; `jobs.consolidate.consolidate` says what each means."""

    cycle: Cycle
    returns: Path
    master: Path
    language: str
    crews: Crews
    mappings: tuple[Form, ...] = ()
    settle_seconds: float = 0.0
    on_progress: Callable[[int, int], None] = lambda done, total: None
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folder", self.master.with_name(self.master.stem + BESIDE_MASTER))

    def done(self) -> Done:
        """Hold the lock and do it all."""
        self.folder.mkdir(exist_ok=True)
        with only_run(self.folder, master=self.master), no_search_for_cycles():
            sweep(Place(self.master, self.folder))
            self._refuse_newer()
            return self._done()

    def _refuse_newer(self) -> None:
        if self.master.exists():
            try:
                check_format(self.master.name, book_properties(self.master))
            except Unreadable:
                return  # what is there is no master; it goes to the backups

    def _done(self) -> Done:
        journal, store = Journal(self.folder), KeptReads(self.folder)
        company, last = Company(self.cycle), journal.last_run()
        forms = mappings_in(Path(self.cycle.folder) / FOLDER, also=self.mappings)
        how = HowToRead(forms.usable, _names(forms.usable, company))
        found = find_returns(self.returns, but=self._own_files())
        intake = take_in(found, Readers(how, self.crews, store, self.settle_seconds, self.on_progress))
        before = _before(last, store, how, intake)
        choice = chosen(found, intake, cycle_name=self.cycle.settings.name, before=before)
        whole = assembled(self.cycle, choice.reads, company)
        merged = merged_cycle(self.cycle, whole.content)
        missing = missing_pieces(merged, whole)
        quiet = silent(whole, missing)
        change = _changes(choice, intake, last, before)
        extra = [*forms.findings, *choice.findings, *quiet.findings, *_gone(change)]
        whole = _with_findings(whole, extra)
        merged = replace(merged, findings=Findings.of([*own_findings(self.cycle), *whole.content.findings]))
        findings = _decided(merged, whole.content.findings)
        report = Report(
            merged, whole, choice.outcomes, findings, change, missing, reconciled(whole), quiet.departments
        )
        standards = standards_in_force(merged)
        master, written, head = self._save(report, intake, journal, last, standards=standards)
        keep(intake, store, run=_number(last) + 1)
        rows = {key: len(table["_row"]) for key, table in whole.content.tables.items()}
        return Done(choice.outcomes, findings, quiet, missing, change, rows, master, written, head, standards)

    def _own_files(self) -> frozenset[Path]:
        own = {self.master.resolve()}
        if self.cycle.folder:
            own.add((Path(self.cycle.folder) / self.cycle.file).resolve())
        return frozenset(own)

    def _save(
        self, report: Report, intake: Intake, journal: Journal, last: Entry | None, *, standards: StandardsInForce
    ) -> tuple[Path, bool, str]:
        """Write the master unless nothing has changed since it was written; returns its path, whether, and the head."""
        inputs = self._inputs(report)
        run = {
            "inputs": inputs,
            "files": _files(report.outcomes, intake),
            "as_of": str(self.cycle.as_of),
            "standards": standards.to_json(),
        }
        if last is not None and last.content["inputs"] == inputs and _is_that(self.master, last.content["digest"]):
            entry = journal.append("run", **run, digest=last.content["digest"], master=self.master.name, changed=False)
            journal.append("written", run=entry.number)
            return self.master, False, journal.head()
        numbers: list[int] = []

        def write(path: Path) -> Written:
            about = MasterFile(self.language, self.cycle.as_of, spoken(self.cycle.settings.name, self.language))
            return write_master(path, report.assembled.content, report_sheets(report, self.language), about)

        def note(temporary: Path, target: Path) -> None:
            digest = content_hash(temporary.read_bytes())
            entry = journal.append("run", **run, digest=digest, master=target.name, changed=True)
            numbers.append(entry.number)

        place = Place(self.master, self.folder)
        master = save(place, write=write, before_rename=note, as_of=self.cycle.as_of)
        journal.append("written", run=numbers[-1])
        return master, True, journal.head()

    def _inputs(self, report: Report) -> str:
        """A digest of everything that decides what the master says, but for what it says about the last run."""
        said = {
            "perfxl": __version__,
            "declaration": declaration(),
            "language": self.language,
            "as_of": str(self.cycle.as_of),
            "standards": dict(report.assembled.content.standards),
            "findings": [[one.code, str(one.place or ""), one.what("en"), one.accepted] for one in report.findings],
            "files": [[one.file, one.status.replace("unchanged", "read"), one.hash] for one in report.outcomes],
        }
        return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=32).hexdigest()


def _names(forms: Iterable[Form], company: Company) -> dict[str, str]:
    """The roster, if a mapping looks people up by name."""
    return dict(company.names) if any(one.needs_roster for one in forms) else {}


def _number(last: Entry | None) -> int:
    return last.number if last else 0


def _files(outcomes: Iterable[Outcome], intake: Intake) -> list[dict[str, object]]:
    return [
        {
            "file": one.file,
            "status": one.status,
            "code": one.finding.code if one.finding else "",
            "hash": one.hash or intake.hashes.get(one.file, ""),
            "rows": dict(one.rows),
        }
        for one in outcomes
    ]


def _used(last: Entry | None) -> dict[str, str]:
    """The hashes of the files that the last run used."""
    files = last.content["files"] if last else []
    return {one["file"]: one["hash"] for one in files if one["status"] in ("read", "unchanged")}


def _before(last: Entry | None, store: KeptReads, how: HowToRead, intake: Intake) -> Before:
    """What the last run knows of the files that are different now, or that cannot be opened."""
    used = _used(last)
    busy = frozenset(one["file"] for one in (last.content["files"] if last else []) if one["code"] == "PX910")
    wanted = {
        name: reading_key(name, hashed, how)
        for name, hashed in used.items()
        if intake.hashes.get(name) != hashed and name in intake.reads
    }
    kept = store.get(wanted.values())
    return Before(busy, {name: kept[key] for name, key in wanted.items() if key in kept})


def _changes(choice: Chosen, intake: Intake, last: Entry | None, before: Before) -> Changes:
    reads: Mapping[str, ReturnRead] = {read.file: read for read in choice.reads}
    return changes(reads, intake.hashes, last=_used(last) if last else None, last_reads=before.reads)


def _gone(change: Changes) -> list[Finding]:
    return [ReturnGone(place=Where(name, ""), item=name) for name in change.gone]


def _with_findings(whole: Assembled, extra: Sequence[Finding]) -> Assembled:
    findings = Findings.of([*whole.content.findings, *extra]).all
    return replace(whole, content=replace(whole.content, findings=findings))


def _decided(merged: Cycle, findings: Sequence[Finding]) -> Findings:
    """The findings with decisions applied: accepted ones marked, decided ones gone, and a note for each decision."""
    found = Findings(tuple(findings))
    settled = decided(merged, found)
    open_ones = set(settled.cycle.findings)
    kept = [settled.acceptance.mark(finding) for finding in found if finding in open_ones]
    notes = [finding for finding in settled.findings if isinstance(finding, DecisionApplied)]
    return Findings.of([*kept, *notes])


def _is_that(master: Path, digest: str) -> bool:
    try:
        return content_hash(master.read_bytes()) == digest
    except OSError:
        return False
