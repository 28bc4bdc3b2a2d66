"""Write everybody's personal letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.language import Text, listed
from perfxl.rules.scores import Scores

VARIANTS = ("", "pdf/ua-1", "pdf/a-3b")

if TYPE_CHECKING:
    from perfxl.cluster import Workers
    from perfxl.letters.batch import LettersReport, Locking


@dataclass(frozen=True)
class Delivery:
    """How letters go out. variant: the kind of PDF. passphrases: HR's list; encrypt: with random ones, if there is none.

    drafts_folder: also an e-mail draft for each letter; nothing is sent. merged_file: also all letters in one PDF.
    """

    variant: str = ""
    encrypt: bool = False
    passphrases: Path | None = None
    drafts_folder: Path | None = None
    merged_file: Path | None = None

    def locking(self) -> "Locking | None":
        """How letters are encrypted; None if they are not."""
        from perfxl.letters.batch import Locking

        return Locking(self.passphrases) if self.encrypt or self.passphrases is not None else None


def write_letters(
    cycle: Cycle,
    scores: Scores,
    folder: str | Path,
    *,
    language: str = "",
    only: Sequence[str] = (),
    jobs: int = 1,
    workers: "Workers | None" = None,
    html_folder: Path | None = None,
    preset: str = "",
    templates: str | Path | None = None,
    delivery: Delivery = Delivery(),
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> "LettersReport":
    """Write the letters of everybody scored (or of `only`) as DEPARTMENT/ID_NAME.pdf into `folder`.

    Held and exempt people get none; those held stand in contact-list.csv there. language: of the report; the cycle's if
    it is not given. jobs: worker processes; workers: those of a cluster, instead. preset, templates: the design and a folder that changes it, see
    docs/letter-templates.md. delivery: the kind of PDF, encryption, e-mail drafts, one file for printing. Raises Fault
    where this machine has no Chinese font, the folder cannot be written, or the design is wrong (file, line and variable
    are named).
    """
    from perfxl.letters.batch import write_letters as write
    from perfxl.letters.crew_elsewhere import made_by
    from perfxl.letters.manifest import note_journal

    report = write(
        scores,
        Path(folder),
        language=language or cycle.settings.language,
        only=only,
        jobs=jobs,
        html_folder=html_folder,
        logo_folder=Path(cycle.folder),
        preset=preset,
        templates=None if templates is None else Path(templates),
        variant=delivery.variant,
        locking=delivery.locking(),
        crew=made_by(workers),
        on_progress=on_progress,
    )
    if head := _journal_head(cycle):
        note_journal(report.manifest, head)
    if delivery.drafts_folder is None and delivery.merged_file is None:
        return report
    return _delivered(report, scores, delivery, language=language or cycle.settings.language)


def _journal_head(cycle: Cycle) -> str:
    """The last hash of the journal beside the master that the cycle was read with, '' if there is none."""
    from perfxl.consolidation.journal import Journal
    from perfxl.consolidation.search import BESIDE_MASTER

    master = Path(cycle.folder) / cycle.settings.master_file
    journal = Journal(master.with_name(master.stem + BESIDE_MASTER))
    return journal.head() if cycle.folder and master.exists() and journal.path.exists() else ""


def _delivered(report: "LettersReport", scores: Scores, delivery: Delivery, *, language: str) -> "LettersReport":
    """The report after the letters that lie in the folder were put into drafts and into one file."""
    from perfxl.letters.drafts import Letter, write_drafts
    from perfxl.letters.gathering import letter_facts
    from perfxl.letters.merged import Leaf, in_printing_order, merge

    facts = letter_facts(scores, only=report.files.keys())
    if delivery.drafts_folder is not None:
        roster = scores.cycle["employees"]
        addresses = dict(zip(roster["employee_id"], roster.get("email", [""] * len(roster)), strict=True))
        letters = [
            Letter(facts[id_], path, str(addresses.get(id_, "") or "").strip(), report.words.get(id_, ""))
            for id_, path in report.files.items()
        ]
        ids = scores.people["employee_id"].tolist()
        report = replace(report, drafts=write_drafts(letters, delivery.drafts_folder, ids, language=language))
    if delivery.merged_file is not None and report.files:
        leaves = {
            id_: Leaf(facts[id_].department, f"{id_} {facts[id_].name}", path, report.words.get(id_, ""))
            for id_, path in report.files.items()
        }
        merge(in_printing_order(leaves), delivery.merged_file)
        report = replace(report, merged=delivery.merged_file)
    return report


def letters_targets(out: Path, *, html: Path | None, delivery: Delivery) -> None:
    """Refuse what cannot be, before anything is computed: a file where a folder is to be written, an unknown variant."""
    from perfxl.jobs.targets import folder_target

    folder_target(out, "--out")
    for folder, option in ((html, "--html"), (delivery.drafts_folder, "--eml")):
        if folder is not None:
            folder_target(folder, option)
    if delivery.variant not in VARIANTS:
        known = listed(VARIANTS[1:])
        raise WrongCommand(Text(f"--variant 只能是 {known.zh}。", f"--variant is one of {known.en}."))
    words = delivery.passphrases
    if words is not None and not words.is_file():
        raise WrongCommand(Text(f"没有口令表 {words}。", f"There is no list of passphrases {words}."))


def letters_json(report: "LettersReport", cycle: Cycle, language: str) -> dict[str, Any]:
    """The answer of `perfxl letters --json` (CONTRACT.md)."""
    return {
        "cycle": cycle.settings.name,
        "as_of": str(cycle.as_of),
        **report.to_json(language),
        "findings": [*report.findings.to_json(language), *_of_drafts(report, language)],
    }


def _of_drafts(report: "LettersReport", language: str) -> list[dict[str, Any]]:
    return report.drafts.findings.to_json(language) if report.drafts is not None else []
