"""Goals: which serves which, whether targets add up, what is agreed; a workbook and a PDF with the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import plain, rows_of
from perfxl.language import Text, folded
from perfxl.rules.goals import Cascade, cascade
from perfxl.rules.scores import Scores, score

NAMES = Text("目标分解", "goals")
GOAL = (
    "goal_id", "level", "depth", "parent_goal_id", "department", "owner_id", "goal", "measure", "unit", "target",
    "target_percent", "weight", "due_on", "children", "below", "kpis", "total", "adds_up", "state", "response",
    "counter_target", "counter_kpi", "counter_reason", "agreed_by", "agreed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Goals:
    """The cascade, the scores beside which it was found, and all findings about goals, decisions applied."""

    scores: Scores
    cascade: Cascade
    findings: Findings


def goals_of(cycle: Cycle) -> Goals:
    """Put the goals of `cycle` into their tree and check them, also where `check` would leave a mere list alone."""
    scores = score(cycle)
    found = cascade(scores.cycle, scored=frozenset(scores.goals["department"].map(folded)))
    accepted = {(one.code, one.target, one.item) for one in scores.findings if one.accepted}
    findings = [one for one in found.findings if (one.code, one.target, one.item) not in accepted]
    also = [one for one in scores.findings if one.target is not None and one.target.table == "goals"]
    return Goals(scores, found, Findings.of([*findings, *also]))


def goals_targets(folder: Path, language: str, *, workbook: Path, master_file: str) -> tuple[Path, Path]:
    """The workbook and the PDF in `folder`; WrongCommand if they would replace anything but what perfxl wrote."""
    from perfxl.jobs.targets import folder_target, pdf_target, results_target

    folder_target(folder, "--out")
    book, pdf = (folder / f"{NAMES(language)}{suffix}" for suffix in (".xlsx", ".pdf"))
    return results_target(book, workbook=workbook, master_file=master_file), pdf_target(pdf, "--out")


def save_goals(found: Goals, folder: Path, *, language: str) -> list[Path]:
    """Write the workbook and the PDF into `folder`, each whole or not at all; returns where they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    book, pdf = (folder / f"{NAMES(language)}{suffix}" for suffix in (".xlsx", ".pdf"))
    return [save_goal_paper(found, pdf, language=language), save_goal_book(found, book, language=language)][::-1]


def save_goal_book(found: Goals, path: Path, *, language: str) -> Path:
    """Write the workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.goals.book import write_goals

    write_goals(found.scores.cycle, found.cascade, found.findings, path, language=language)
    return path


def save_goal_paper(found: Goals, path: Path, *, language: str) -> Path:
    """Write the PDF with the tree to `path` (whole or not at all); Fault where it cannot be made."""
    from perfxl.letters.documents.batch import goals_pdf
    from perfxl.whole_files import whole_file

    content = goals_pdf(found.scores, found.cascade, found.findings, language)
    with whole_file(path) as new:
        new.write_bytes(content)
    return path


def goals_json(found: Goals, language: str, *, files: Sequence[Path] = ()) -> dict[str, Any]:
    """The answer of `perfxl goals --json`."""
    cycle, table = found.scores.cycle, found.cascade.table
    return {
        "cycle": cycle.settings.name,
        "as_of": str(cycle.as_of),
        "goals": rows_of(table, GOAL),
        "coverage": [
            {**{key: plain(line[key]) for key in ("goal_id", "goal", "below", "kpis")}, "departments": line["departments"]}
            for line in found.cascade.coverage().to_dict("records")
        ],
        "agreed": _agreed(table),
        "files": [str(file) for file in files],
        "findings": found.findings.to_json(language),
    }


def _agreed(table: pd.DataFrame) -> dict[str, int]:
    """How many goals of departments and people stand in each state of agreement."""
    return {str(state): int(n) for state, n in table.loc[table["level"] != "company", "state"].value_counts().items()}
