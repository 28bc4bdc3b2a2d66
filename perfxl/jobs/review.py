"""Review a cycle: raters, agreement, weights, groups, health of the KPIs; a workbook and a PDF of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.jobs.as_json import plain, rows_of
from perfxl.language import Text, folded
from perfxl.rules import review as rules
from perfxl.rules.fairness import USUAL, roster_columns
from perfxl.rules.scores import Scores
from perfxl.rules.scores import score as scored
from perfxl.rules.weights import LIMIT

RATER = (
    "rater_id",
    "role",
    "n",
    "mean",
    "sd",
    "unit",
    "severity",
    "severity_low",
    "severity_high",
    "group",
    "adjustable",
    "flags",
)
WEIGHT = ("employee_id", "score", "grade", "can_flip", "to", "smallest", "shift")


def review(
    source: Cycle | Scores, *, by: Sequence[str] = USUAL, selected_from: str = "", weight_limit: float = LIMIT
) -> rules.Review:
    """Review a cycle or its scores; see rules/review.py. Writes nothing.

    Raises WrongCommand for a roster column or a grade that there is not.
    """
    scores = scored(source) if isinstance(source, Cycle) else source
    _known_columns(by)
    _known_grade(scores, selected_from)
    return rules.review(scores, by=by, selected_from=selected_from, weight_limit=weight_limit)


def save_review(found: rules.Review, path: Path, *, language: str) -> Path:
    """Write the review workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.review.book import write_review

    write_review(found, path, language=language)
    return path


def save_report(found: rules.Review, path: Path, *, language: str) -> Path:
    """Write the report for the yearly review as a PDF to `path` (whole or not at all) and return where it stands.

    Raises Fault where the PDF cannot be made.
    """
    from perfxl.letters.documents.batch import review_pdf
    from perfxl.whole_files import whole_file

    content = review_pdf(found, language)
    with whole_file(path) as new:
        new.write_bytes(content)
    return path


def review_json(found: rules.Review, language: str) -> dict[str, Any]:
    """The answer of `perfxl review --json` (CONTRACT.md)."""
    return {
        "cycle": found.scores.cycle.settings.name,
        "as_of": str(found.scores.cycle.as_of),
        "raters": rows_of(found.raters, RATER),
        "separable": dict(found.separable),
        "adjusted": _all_rows(found.adjusted),
        "self_ratings": _all_rows(found.selves),
        "agreement": _all_rows(found.agreement),
        "certainty": _all_rows(found.certainty),
        "kpis": _all_rows(found.kpis),
        "schemes": _all_rows(found.schemes),
        "weights": rows_of(found.weights, WEIGHT),
        "weight_limit": found.weight_limit,
        "components": _all_rows(found.components),
        "groups": _all_rows(found.groups),
        "selected_from": plain(found.selected_from),
        "proposals": [
            {"kind": one.kind, "scheme": plain(one.scheme), "about": one.about(language), "why": one.why(language)}
            for one in found.proposals
        ],
        "findings": found.findings.to_json(language),
    }


def _all_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return rows_of(table, list(table.columns))


def _known_columns(by: Sequence[str]) -> None:
    unknown = [key for key in by if key not in roster_columns()]
    if unknown:
        zh, en = "、".join(roster_columns()), ", ".join(roster_columns())
        raise WrongCommand(
            Text(f"--by 没有 {unknown[0]} 这一列，可用：{zh}。", f"--by knows no column {unknown[0]}; there are {en}.")
        )


def _known_grade(scores: Scores, grade: str) -> None:
    names = scores.bands.names
    if grade and folded(grade) not in map(folded, names):
        zh, en = "、".join(names), ", ".join(names)
        raise WrongCommand(Text(f"没有等级 {grade}，只有 {zh}。", f"There is no grade {grade}; there are {en}."))
