"""The sample company from the cycle workbook to the letters, to look at and to try things on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.jobs.letters import write_letters
from perfxl.jobs.read import read_cycle
from perfxl.jobs.score import save_results
from perfxl.jobs.targets import sweep_samples
from perfxl.rules.scores import Scores, score

if TYPE_CHECKING:
    from perfxl.jobs.consolidate import Consolidation
    from perfxl.letters.batch import LettersReport

NAMES = {
    "zh": ("绩效管理.xlsm", "考核结果.xlsx", "反馈信"),
    "en": ("performance.xlsm", "results.xlsx", "letters"),
}
STANDARDS = {"zh": "考核标准.pdf", "en": "standards.pdf"}
REVIEW = {"zh": ("复盘.xlsx", "复盘.pdf"), "en": ("review.xlsx", "review.pdf")}
MEETING = {"zh": ("校准.xlsx", "校准.pdf"), "en": ("calibration.xlsx", "calibration.pdf")}


@dataclass(frozen=True)
class Demo:
    """Where everything is, and what was found. review, meeting: workbook and PDF."""

    workbook: Path
    returns: Path
    consolidation: "Consolidation"
    results: Path
    standards: Path
    review: tuple[Path, Path]
    meeting: tuple[Path, Path]
    letters_folder: Path
    scores: Scores
    letters: "LettersReport"


def make_demo(
    folder: Path, *, language: str, jobs: int, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> Demo:
    """Make the sample company in `folder`: what HR sends out, what comes back, and all that perfxl makes of it."""
    from perfxl.cycle.sample import PUBLISHED_ON, SAMPLE_AS_OF, sample_rows
    from perfxl.jobs.consolidate import consolidate
    from perfxl.jobs.publish import publish
    from perfxl.jobs.read import read_own_cycle
    from perfxl.workbook.entry.builder import build_workbook
    from perfxl.workbook.macros.embedding import macros_of_this_machine
    from perfxl.workbook.samples import write_sample_mappings
    from perfxl.workbook.samples.sample_returns import sent_out, write_sample_returns

    folder.mkdir(parents=True, exist_ok=True)
    workbook, results, letters_folder = (folder / name for name in NAMES[language])
    rows = sample_rows()
    rows["cycle"] = [{**rows["cycle"][0], "language": language}]
    sweep_samples(folder, but=workbook, names=[name for name, _, _ in NAMES.values()])
    build_workbook(workbook, sent_out(rows), language=language, macros=macros_of_this_machine())
    sent = read_own_cycle(workbook, as_of=SAMPLE_AS_OF)
    returns, master = folder / sent.settings.returns_folder, folder / sent.settings.master_file
    write_sample_mappings(folder / "mappings")
    write_sample_returns(returns, sent, rows, language)
    merged = consolidate(sent, returns, into=master, language=language)
    planned = score(read_cycle(workbook, as_of=PUBLISHED_ON))
    standards = publish(planned, folder / STANDARDS[language], folder=folder, language=language).pdf
    cycle = read_cycle(workbook, as_of=SAMPLE_AS_OF)
    scores = score(cycle)
    save_results(scores, results, language=language)
    looked_back, met = _review(scores, folder, language)
    letters = write_letters(cycle, scores, letters_folder, language=language, jobs=jobs, on_progress=on_progress)
    return Demo(workbook, returns, merged, results, standards, looked_back, met, letters_folder, scores, letters)


def _review(scores: Scores, folder: Path, language: str) -> tuple[tuple[Path, Path], tuple[Path, Path]]:
    """The review of the appraisal, and what its calibration meeting looks at; each as a workbook and a PDF."""
    from perfxl.jobs.calibrate import save_committee, save_committee_paper
    from perfxl.jobs.review import review, save_report, save_review

    found = review(scores)
    book, report, meeting, paper = (folder / name for name in (*REVIEW[language], *MEETING[language]))
    return (
        (save_review(found, book, language=language), save_report(found, report, language=language)),
        (
            save_committee(found.committee, meeting, language=language),
            save_committee_paper(found.committee, paper, language=language),
        ),
    )
