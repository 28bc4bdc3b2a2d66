"""Write managers' summaries, interview sheets and the standards of each scheme."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.rules.scores import Scores

if TYPE_CHECKING:
    from perfxl.letters.documents.batch import DocumentsReport

KINDS = ("manager", "interview", "standards")


def kinds_asked(wanted: Iterable[str]) -> tuple[str, ...]:
    """The kinds of `wanted` in their usual order, all of them if nothing is wanted; WrongCommand for another word."""
    asked = list(wanted)
    unknown = [kind for kind in asked if kind not in KINDS]
    if unknown:
        zh, en = "、".join(KINDS), ", ".join(KINDS)
        raise WrongCommand(
            Text(f"--kind 没有 {unknown[0]}，只有 {zh}。", f"--kind knows no {unknown[0]}; there are {en}.")
        )
    return tuple(kind for kind in KINDS if not asked or kind in asked)


def write_documents(
    cycle: Cycle,
    scores: Scores,
    folder: str | Path,
    *,
    language: str = "",
    kinds: Collection[str] = KINDS,
    only: Collection[str] = (),
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> "DocumentsReport":
    """Write the documents of these kinds into `folder`; of everybody, or of the people in `only` and their schemes.

    language: of folder names and standards (the cycle's if it is not given); personal documents are in their reader's.
    Raises Fault where this machine has no Chinese font or the folder cannot be written.
    """
    from perfxl.letters.documents.batch import write_documents as write

    chosen = language or cycle.settings.language
    return write(scores, Path(folder), language=chosen, kinds=kinds, only=only, on_progress=on_progress)


def documents_json(report: "DocumentsReport", cycle: Cycle, language: str) -> dict[str, Any]:
    """The answer of `perfxl documents --json`."""
    return {"cycle": cycle.settings.name, "as_of": str(cycle.as_of), **report.to_json(language)}
