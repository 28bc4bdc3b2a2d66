"""Documents of a cycle into a folder, and the standards of all schemes as one PDF."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from perfxl.faults import Fault
from perfxl.findings.base import Finding, Findings
from perfxl.findings.documents import DocumentNotMade
from perfxl.language import Text, spoken
from perfxl.letters import manifest as files
from perfxl.letters.documents.appeal_letters import texts_needed
from perfxl.letters.documents.appeal_report import appeals_report
from perfxl.letters.documents.books import standards_book
from perfxl.letters.documents.committee import committee_paper
from perfxl.letters.documents.facts import AppealLetter, DocumentFacts
from perfxl.letters.documents.goals import goal_report
from perfxl.letters.documents.kinds import KINDS, TITLES, Document, all_documents, published_parts, wanted
from perfxl.letters.documents.press import DocumentPress
from perfxl.letters.documents.report import review_report
from perfxl.letters.evidence import Evidence
from perfxl.rules.appeal_overview import AppealOverview
from perfxl.rules.committee import Committee
from perfxl.rules.goals import Cascade
from perfxl.rules.review import Review
from perfxl.rules.scores import Scores
from perfxl.whole_files import owned_folder


@dataclass(frozen=True)
class DocumentsReport:
    """What became of a run. written: kind and path (relative to the folder) of each document, in order."""

    folder: Path
    written: tuple[tuple[str, str], ...]
    findings: Findings
    seconds: float

    def to_json(self, language: str) -> dict[str, Any]:
        """The report as `perfxl documents --json` gives it."""
        return {
            "folder": str(self.folder),
            "written": {kind: [file for of, file in self.written if of == kind] for kind in KINDS},
            "findings": self.findings.to_json(language),
            "seconds": round(self.seconds, 3),
        }


def write_documents(
    scores: Scores,
    folder: Path,
    *,
    language: str,
    kinds: Collection[str] = tuple(KINDS),
    only: Collection[str] = (),
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> DocumentsReport:
    """Write the documents of these kinds (of everybody, or of `only`) into `folder`, each whole or not at all.

    language: of folder names and standards; personal documents are in their reader's language. Files and folders are
    for their owner only. Raises Fault where this machine has no Chinese font or the folder cannot be written.
    """
    everything = all_documents(scores, language)
    chosen = wanted(everything, scores, kinds=kinds, only=only)
    return _all_written(chosen, scores, folder, everything=everything, on_progress=on_progress)


def write_parts(scores: Scores, folder: Path, *, language: str) -> DocumentsReport:
    """Write into `folder` the standards of each scheme, and for each department the sheet on which people sign for them.

    Raises Fault as `write_documents` does.
    """
    parts = published_parts(scores, language)
    return _all_written(parts, scores, folder, everything=parts, on_progress=lambda done, total: None)


def _all_written(
    chosen: Sequence[Document],
    scores: Scores,
    folder: Path,
    *,
    everything: Sequence[Document],
    on_progress: Callable[[int, int], None],
) -> DocumentsReport:
    started = time.perf_counter()
    written: list[tuple[str, str]] = []
    findings: list[Finding] = []
    owned_folder(folder)
    if chosen:
        press = DocumentPress((one.facts for one in everything), scores.people["employee_id"].tolist())
        for done, one in enumerate(chosen, start=1):
            outcome = _made(press, one, folder)
            if isinstance(outcome, Finding):
                findings.append(outcome)
            else:
                written.append((one.kind, outcome))
            on_progress(done, len(chosen))
    return DocumentsReport(folder, tuple(written), Findings.of(findings), time.perf_counter() - started)


def standards_pdf(scores: Scores, language: str) -> bytes:
    """The standards of all schemes in one PDF, each scheme from a new page, its fingerprint on each of its pages.

    Raises Fault where the PDF cannot be made.
    """
    book = standards_book(scores, Evidence(scores), language)
    needed = tuple(text for scheme in book.schemes for text in (scheme.scheme, scheme.fingerprint))
    about = spoken(scores.cycle.settings.name, language) or scores.cycle.file
    document = Document(kind="standards", about=about, path=PurePosixPath(), facts=book, needed=needed, allowed=None)
    return _alone(document, scores)


def appeals_pdf(overview: AppealOverview, language: str) -> bytes:
    """The overview of all appeals as a PDF. Raises Fault where it cannot be made."""
    report, scores = appeals_report(overview, language), overview.scores
    about = spoken(scores.cycle.settings.name, language) or scores.cycle.file
    needed = tuple(text for one in report.appeals for text in (one.appeal_id, one.employee_id))
    return _alone(_document("appeals", about, report, needed, allowed=None), scores)


def appeal_pdf(letter: AppealLetter, scores: Scores) -> bytes | Finding:
    """The decision on an appeal as a PDF that is proved to be its person's, or what went wrong with it."""
    press = DocumentPress([letter], scores.people["employee_id"].tolist())
    own = frozenset([letter.employee_id])
    return press.make(_document("appeal", letter.appeal_id, letter, tuple(texts_needed(letter)), allowed=own))


def _document(
    kind: str, about: str, facts: DocumentFacts, needed: tuple[str, ...], *, allowed: frozenset[str] | None
) -> Document:
    return Document(kind=kind, about=about, path=PurePosixPath(), facts=facts, needed=needed, allowed=allowed)


def review_pdf(review: Review, language: str) -> bytes:
    """The report of a review as a PDF that shows no employee's id. Raises Fault where it cannot be made."""
    scores, report = review.scores, review_report(review, language)
    about = spoken(scores.cycle.settings.name, language) or scores.cycle.file
    needed = tuple(section.title for section in report.sections)
    document = Document(
        kind="review", about=about, path=PurePosixPath(), facts=report, needed=needed, allowed=frozenset()
    )
    return _alone(document, scores)


def committee_pdf(found: Committee, language: str) -> bytes:
    """The paper of a calibration meeting as a PDF. Raises Fault where it cannot be made."""
    scores, paper = found.scores, committee_paper(found, language)
    about = spoken(scores.cycle.settings.name, language) or scores.cycle.file
    needed = tuple(section.title for section in paper.sections)
    document = Document(kind="committee", about=about, path=PurePosixPath(), facts=paper, needed=needed, allowed=None)
    return _alone(document, scores)


def goals_pdf(scores: Scores, cascade: Cascade, findings: Findings, language: str) -> bytes:
    """The cascade of goals as a PDF with pictures of the tree. Raises Fault where it cannot be made."""
    report = goal_report(scores, cascade, findings, language)
    about = spoken(scores.cycle.settings.name, language) or scores.cycle.file
    needed = (report.coverage.title, *(section.title for section in report.sections))
    document = Document(kind="goals", about=about, path=PurePosixPath(), facts=report, needed=needed, allowed=None)
    return _alone(document, scores)


def _alone(document: Document, scores: Scores) -> bytes:
    outcome = DocumentPress([document.facts], scores.people["employee_id"].tolist()).make(document)
    if isinstance(outcome, Finding):
        zh, en = (f"{outcome.what(code)} {outcome.mend(code)}" for code in ("zh", "en"))
        raise Fault(Text(zh, en))
    return outcome


def _made(press: DocumentPress, document: Document, folder: Path) -> str | Finding:
    outcome = press.make(document)
    if isinstance(outcome, Finding):
        return outcome
    goal = folder / document.path
    try:
        for part in reversed(document.path.parents[:-1]):
            (folder / part).mkdir(mode=0o700, exist_ok=True)
        files.whole_bytes(goal, outcome)
    except OSError as error:
        return DocumentNotMade(kind=TITLES[document.kind], about=document.about, error=type(error).__name__)
    return document.path.as_posix()
