"""Write everybody's personal letter."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.tables import Cycle
from perfxl.rules.scores import Scores

if TYPE_CHECKING:
    from perfxl.letters.batch import LettersReport


def write_letters(
    cycle: Cycle,
    scores: Scores,
    folder: str | Path,
    *,
    language: str = "",
    only: Sequence[str] = (),
    jobs: int = 1,
    html_folder: Path | None = None,
    preset: str = "",
    templates: str | Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> "LettersReport":
    """Write the letters of everybody scored (or of `only`) as DEPARTMENT/ID_NAME.pdf into `folder`.

    Held and exempt people get none; those held stand in contact-list.csv there. language: of the report; the cycle's if
    it is not given. jobs: worker processes. preset, templates: the design and a folder that changes it, see
    docs/letter-templates.md. Raises Fault where this machine has no Chinese font, the folder cannot be written, or the
    design is wrong (file, line and variable are named).
    """
    from perfxl.letters.batch import write_letters as write

    return write(
        scores,
        Path(folder),
        language=language or cycle.settings.language,
        only=only,
        jobs=jobs,
        html_folder=html_folder,
        logo_folder=Path(cycle.folder),
        preset=preset,
        templates=None if templates is None else Path(templates),
        on_progress=on_progress,
    )


def letters_targets(out: Path, *, html: Path | None) -> None:
    """Refuse a file where a folder is to be written, before anything is computed."""
    from perfxl.jobs.targets import folder_target

    folder_target(out, "--out")
    if html is not None:
        folder_target(html, "--html")


def letters_json(report: "LettersReport", cycle: Cycle, language: str) -> dict[str, Any]:
    """The answer of `perfxl letters --json` (CONTRACT.md)."""
    return {
        "cycle": cycle.settings.name,
        "as_of": str(cycle.as_of),
        **report.to_json(language),
        "findings": report.findings.to_json(language),
    }
