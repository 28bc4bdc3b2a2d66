"""Remind those who owe evidence: drafts of e-mails and a list, made and not sent."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.findings.base import Findings
from perfxl.findings.reminders import DraftKept
from perfxl.jobs.targets import folder_target, written_results
from perfxl.language import Text
from perfxl.rules.reminders import HR, Reminders
from perfxl.rules.scores import Scores

LIST_NAME = Text("催办清单.xlsx", "reminders.xlsx")
_PLACE = re.compile(r"\[(?P<file>[^\]]+)\](?P<sheet>.+)!(?P<cell>[A-Z]+[0-9]+)")
_UNLINKABLE = re.compile(r"[#%:?*\[\]\x00-\x1f]")


@dataclass(frozen=True)
class Reminded:
    """What was made. drafts: the path of each recipient's draft; findings: addresses that lack, drafts that stayed."""

    reminders: Reminders
    folder: Path
    list: Path
    drafts: Mapping[str, Path]
    findings: Findings

    @property
    def pieces_of_hr(self) -> int:
        """How many pieces HR has to find somebody for."""
        return len(self.reminders.of(HR))

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl remind --json`."""
        cycle = self.reminders.cycle
        return {
            "cycle": cycle.settings.name,
            "as_of": str(cycle.as_of),
            "reminders": [self._one(row, language) for row in self.reminders.recipients.to_dict("records")],
            "list": str(self.list),
            "findings": self.findings.to_json(language),
        }

    def _one(self, row: dict[Any, Any], language: str) -> dict[str, Any]:
        from perfxl.rules.reminder_words import piece

        recipient = row["recipient"]
        draft = self.drafts.get(recipient)
        return {
            "recipient_id": recipient or None,
            "address": row["address"] or None,
            "draft": str(draft) if draft else None,
            "missing": [
                {
                    "employee_id": one["employee_id"] or None,
                    "owner_id": one["owner_id"] or None,
                    "what": piece(one["kind"], one["what"], language),
                    "place": one["place"] or None,
                    "why": one["why"],
                }
                for one in self.reminders.of(recipient).to_dict("records")
            ],
        }


def remind(scores: Scores, folder: Path, *, language: str) -> Reminded:
    """Write a draft for everybody who owes something, and the list of all, into `folder`; nothing is sent.

    Drafts of earlier days that are no longer true are taken away; what somebody changed stays. Raises WrongCommand where
    `folder` is a file or another workbook has the list's name, Fault where the folder cannot be written.
    """
    from perfxl.letters.reminders.draft import draft
    from perfxl.letters.reminders.folder import draft_names, keep_drafts
    from perfxl.letters.reminders.note import notes
    from perfxl.rules.reminders import reminders
    from perfxl.workbook.results.reminders import reminder_sheets
    from perfxl.workbook.writing.writer import write_workbook

    target = reminder_target(folder, language=language)
    found = reminders(scores)
    told = notes(found)
    drafts = {note.recipient: draft(note, as_of=scores.cycle.as_of) for note in told}
    kept = keep_drafts(folder, drafts, draft_names(told))
    names = {recipient: path.name for recipient, path in kept.paths.items()}
    sheets = reminder_sheets(found, language, drafts=names, link=place_links(scores.cycle, folder))
    heading = sheets[0].heading
    write_workbook(target, sheets, kind="results", language=language, made_on=scores.cycle.as_of, title=heading)
    stayed = Findings.of(DraftKept(file=name) for name in kept.changed)
    return Reminded(found, folder, target, kept.paths, found.findings + stayed)


def reminder_target(folder: Path, *, language: str) -> Path:
    """Where the list goes; WrongCommand if `folder` is a file, or something of the list's name there is not perfxl's."""
    target = folder_target(folder, "--out") / LIST_NAME(language)
    if not written_results(target):
        raise WrongCommand(
            Text(
                f"{target} 已存在，且不是 perfxl 写的，不能覆盖。请换一个文件夹。",
                f"{target} exists and was not written by perfxl; it is not overwritten. Choose another folder.",
            )
        )
    return target


def place_links(cycle: Cycle, folder: Path) -> Callable[[str], str]:
    """What a place links to from a workbook in `folder`: the cell of the file, where that is found; else ''."""
    base = Path(cycle.folder) if cycle.folder else None
    around = [base, base / cycle.settings.returns_folder] if base else []

    def link(place: str) -> str:
        found = _PLACE.fullmatch(place)
        if found is None or _UNLINKABLE.search(found["file"] + found["sheet"]):
            return ""
        file = next((path for one in around if (path := one / found["file"]).is_file()), None)
        if file is None:
            return ""
        try:
            relative = Path(os.path.relpath(file, folder)).as_posix()
        except ValueError:  # another drive of Windows
            return ""
        sheet = found["sheet"].replace("'", "''")
        return f"{relative}#'{sheet}'!{found['cell']}"

    return link
