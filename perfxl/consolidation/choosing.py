"""Which of the files that were read are used, and why the others are not. Every file gets one outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal

from perfxl.consolidation.intake import Intake
from perfxl.consolidation.return_read import ReturnRead
from perfxl.consolidation.search import Found
from perfxl.consolidation.versions import Version, grouped
from perfxl.findings.base import BLOCKER, Finding, Place
from perfxl.findings.returns import AnotherCycle, BusyFile, NothingRecognised, OlderVersion, OwnOutput
from perfxl.findings.workbook_files import finding_of
from perfxl.language import Text, folded, listed
from perfxl.workbook.entry.builder import CREATED

Status = Literal["read", "unchanged", "skipped", "quarantined"]
_OWN = {
    "cycle": Text("周期工作簿", "cycle workbook"),
    "master": Text("总表", "master"),
    "results": Text("结果", "results workbook"),
    "review": Text("体检报告", "review"),
}
_SAME = Text("内容相同", "with the same content")
_LAST_TIME = Text("采用了上次读到的内容。", "what it said last time is used.")
_NOTHING = Text("这次没有它的内容。", "nothing of it is in this time.")


@dataclass(frozen=True)
class Outcome:
    """What became of one file. finding: why it is not used; None if it is. rows: by table key, of files that are used."""

    file: str
    status: Status
    finding: Finding | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    hash: str = ""
    owner: str = ""

    def to_json(self, language: str) -> dict[str, Any]:
        """As `perfxl consolidate --json` gives it."""
        finding = self.finding
        return {
            "file": self.file,
            "status": self.status,
            "code": finding.code if finding else None,
            "reason": finding.what(language) if finding else None,
            "rows": dict(self.rows),
        }


@dataclass
class Chosen:
    """reads: those that are used, in order of name; outcomes: one for each file; findings: why the others are not used."""

    reads: list[ReturnRead] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [one.finding for one in self.outcomes if one.finding]


@dataclass(frozen=True)
class Before:
    """What the last run knows: files that could not be opened then, and what files said then."""

    busy: frozenset[str] = frozenset()
    reads: Mapping[str, ReturnRead] = field(default_factory=dict)


def chosen(found: Found, intake: Intake, *, cycle_name: str, before: Before) -> Chosen:
    """Judge every file that was found."""
    choice = Chosen()
    for finding in [*found.passed_over, *intake.young]:
        choice.outcomes.append(Outcome(finding.place.file if finding.place else "", "skipped", finding))
    usable: dict[str, ReturnRead] = {}
    for name, read in sorted(intake.reads.items()):
        outcome = _unusable(name, read, intake, cycle_name=cycle_name, before=before)
        if outcome is None:
            usable[name] = read
            continue
        choice.outcomes.append(outcome)
        if isinstance(outcome.finding, BusyFile) and name in before.reads:
            choice.reads.append(before.reads[name])
    versions_of = grouped(_version(read, intake.modified[name]) for name, read in usable.items())
    for versions in versions_of.values():
        for used, others in _parts([usable[one.name] for one in versions]):
            choice.reads.append(used)
            choice.outcomes.append(_used(used, intake))
            choice.outcomes += [_older(other, used, intake) for other in others]
    choice.reads.sort(key=lambda read: read.file)
    choice.outcomes.sort(key=lambda one: one.file)
    return choice


def _version(read: ReturnRead, modified: float) -> Version:
    return Version(read.file, _saved_at(read), modified)


def _saved_at(read: ReturnRead) -> str:
    """What the file says of its last saving; nothing if nobody has saved it since perfxl made it."""
    return "" if read.saved_at.startswith(f"{CREATED:%Y-%m-%d}") else read.saved_at


def _unusable(name: str, read: ReturnRead, intake: Intake, *, cycle_name: str, before: Before) -> Outcome | None:
    hashed = intake.hashes.get(name, "")
    if read.retry and name not in before.busy:
        instead = _LAST_TIME if name in before.reads else _NOTHING
        return Outcome(name, "skipped", BusyFile(why=read.detail, instead=instead, place=Place(name, "")))
    if read.code:
        finding = finding_of(read, name)
        return Outcome(name, "quarantined" if finding.severity == BLOCKER else "skipped", finding, hash=hashed)
    kind = "cycle" if {"cycle", "schemes"} <= read.others.keys() else read.kind
    if kind in _OWN:
        return Outcome(name, "skipped", OwnOutput(kind=_OWN[kind], place=Place(name, "")), hash=hashed)
    theirs = read.properties.get("perfxl.cycle", "")
    if theirs and folded(theirs) != folded(cycle_name[:255]):
        finding = AnotherCycle(theirs=theirs, ours=cycle_name, place=Place(name, ""))
        return Outcome(name, "quarantined", finding, hash=hashed)
    if not read.usable:
        return Outcome(name, "quarantined", read.findings[0], hash=hashed)
    if not read.tables and not read.kind:
        finding = NothingRecognised(sheets=listed(read.sheets[:5]), place=Place(name, ""))
        return Outcome(name, "quarantined", finding, hash=hashed)
    return None


def _parts(versions: list[ReturnRead]) -> list[tuple[ReturnRead, list[ReturnRead]]]:
    """Files with the name of one return that are about nobody in common are no versions of each other."""
    parts: list[tuple[ReturnRead, list[ReturnRead]]] = []
    for read in versions:
        for used, others in parts:
            if _same_return(used, read):
                others.append(read)
                break
        else:
            parts.append((read, []))
    return parts


def _same_return(one: ReturnRead, other: ReturnRead) -> bool:
    owners = [(read.properties.get("perfxl.department"), read.properties.get("perfxl.rater")) for read in (one, other)]
    if all(any(owner) for owner in owners):
        return owners[0] == owners[1]
    mine, theirs = _people(one), _people(other)
    return not mine or not theirs or bool(mine & theirs)


def _people(read: ReturnRead) -> set[str]:
    return {one for table in read.tables.values() for one in table.arrays.get("employee_id", ())}


def _used(read: ReturnRead, intake: Intake) -> Outcome:
    status: Status = "unchanged" if read.file in intake.unchanged else "read"
    return Outcome(read.file, status, rows=read.rows(), hash=intake.hashes[read.file])


def _older(read: ReturnRead, used: ReturnRead, intake: Intake) -> Outcome:
    same = intake.hashes[read.file] == intake.hashes[used.file]
    difference = _SAME if same else _saved(read, used)
    finding = OlderVersion(used=PurePosixPath(used.file).name, difference=difference, place=Place(read.file, ""))
    return Outcome(read.file, "skipped", finding, hash=intake.hashes[read.file])


def _saved(read: ReturnRead, used: ReturnRead) -> Text:
    if not (_saved_at(read) and _saved_at(used)):
        return Text("内容不同", "with other content")
    mine, theirs = (_saved_at(one).replace("T", " ").removesuffix("Z") for one in (read, used))
    return Text(f"内容不同（保存于 {mine}，另一份 {theirs}）", f"with other content (saved {mine}, the other {theirs})")
