"""The sample company: a cycle workbook, its results and its letters, to look at and to try things on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.jobs.letters import write_letters
from perfxl.jobs.read import read_cycle
from perfxl.jobs.score import save_results
from perfxl.rules.scores import Scores, score

if TYPE_CHECKING:
    from perfxl.letters.batch import LettersReport

NAMES = {
    "zh": ("绩效管理.xlsm", "考核结果.xlsx", "反馈信"),
    "en": ("performance.xlsm", "results.xlsx", "letters"),
}


@dataclass(frozen=True)
class Demo:
    """Where everything is, and what was found."""

    workbook: Path
    results: Path
    letters_folder: Path
    scores: Scores
    letters: "LettersReport"


def make_demo(
    folder: Path, *, language: str, jobs: int, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> Demo:
    """Make the sample company in `folder` and run check, score and letters on it, as a user would."""
    from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
    from perfxl.workbook.entry.builder import build_workbook
    from perfxl.workbook.macros.embedding import macros_of_this_machine

    folder.mkdir(parents=True, exist_ok=True)
    workbook, results, letters_folder = (folder / name for name in NAMES[language])
    rows = sample_rows()
    rows["cycle"] = [{**rows["cycle"][0], "language": language}]
    build_workbook(workbook, rows, language=language, macros=macros_of_this_machine())
    cycle = read_cycle(workbook, as_of=SAMPLE_AS_OF)
    scores = score(cycle)
    save_results(scores, results, language=language)
    letters = write_letters(cycle, scores, letters_folder, language=language, jobs=jobs, on_progress=on_progress)
    return Demo(workbook, results, letters_folder, scores, letters)
