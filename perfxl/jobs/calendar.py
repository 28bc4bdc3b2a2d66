"""The process through the year: what is due, overdue and next, as a workbook, as JSON, and as drafts of reminders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from perfxl.findings.base import Findings
from perfxl.findings.reminders import DraftKept
from perfxl.jobs.as_json import rows_of
from perfxl.rules.agenda import AHEAD, ITEM, TALK, Agenda


@dataclass(frozen=True)
class Drafted:
    """The drafts by recipient, and what stayed because somebody changed it."""

    drafts: Mapping[str, Path] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)


def agenda_of(path: Path, *, as_of: date | None = None, ahead: int = AHEAD) -> Agenda:
    """The agenda of the cycle at `path`. Writes nothing. Raises Fault where it cannot be read."""
    from perfxl.jobs.read import read_cycle
    from perfxl.rules.agenda import agenda

    return agenda(read_cycle(path, as_of=as_of), ahead=ahead)


def save_agenda(found: Agenda, path: Path, *, language: str) -> Path:
    """Write the agenda's workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.year.agenda import write_agenda

    write_agenda(found, path, language=language)
    return path


def draft_agenda(found: Agenda, folder: Path) -> Drafted:
    """A draft for everybody who owns something that is overdue or soon due, into `folder`; nothing is sent.

    Drafts of earlier days that are no longer true go; what somebody changed stays. Raises Fault where it cannot be written.
    """
    from perfxl.letters.reminders.agenda_note import agenda_notes
    from perfxl.letters.reminders.draft import draft
    from perfxl.letters.reminders.folder import draft_names, keep_drafts

    told = agenda_notes(found)
    kept = keep_drafts(folder, {note.recipient: draft(note, as_of=found.cycle.as_of) for note in told}, draft_names(told))
    return Drafted(kept.paths, Findings.of(DraftKept(file=name) for name in kept.changed))


def agenda_json(found: Agenda, drafted: Drafted, language: str) -> dict[str, Any]:
    """The answer of `perfxl calendar --json`."""
    return {
        "cycle": found.cycle.settings.name,
        "as_of": str(found.cycle.as_of),
        "declared": found.declared,
        "items": rows_of(found.items, ITEM),
        "owners": rows_of(found.owners, list(found.owners.columns)),
        "talks": rows_of(found.talks, TALK),
        "drafts": {recipient: str(path) for recipient, path in drafted.drafts.items()},
        "findings": (found.findings + drafted.findings).to_json(language),
    }
