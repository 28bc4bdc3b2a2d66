"""What the calibration meeting needs: places, proposals with reasons, a workbook and a paper. Decides nothing itself."""

from pathlib import Path
from typing import Any

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.jobs.as_json import plain, rows_of
from perfxl.rules.committee import PEOPLE, POOLS, Committee, committee
from perfxl.rules.scores import Scores
from perfxl.rules.scores import score as scored


def calibrate(source: Cycle | Scores) -> Committee:
    """Look at a cycle's grades, or at those of its scores, as the meeting does; see rules/committee.py. Writes nothing."""
    return committee(scored(source) if isinstance(source, Cycle) else source)


def save_committee(found: Committee, path: Path, *, language: str) -> Path:
    """Write the meeting's workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.review.committee_book import write_committee

    write_committee(found, path, language=language)
    return path


def save_committee_paper(found: Committee, path: Path, *, language: str) -> Path:
    """Write the meeting's paper as a PDF to `path` (whole or not at all) and return where it stands.

    Raises Fault where the PDF cannot be made.
    """
    from perfxl.letters.documents.batch import committee_pdf
    from perfxl.whole_files import whole_file

    content = committee_pdf(found, language)
    with whole_file(path) as new:
        new.write_bytes(content)
    return path


def calibrate_json(found: Committee, language: str) -> dict[str, Any]:
    """The answer of `perfxl calibrate --json`."""
    cycle = found.scores.cycle
    return {
        "cycle": cycle.settings.name,
        "as_of": str(cycle.as_of),
        "pool": found.pool,
        "least": found.least,
        "pools": rows_of(found.pools.assign(pool=_named(found.pools)), POOLS),
        "people": rows_of(
            found.people.assign(pool=_named(found.people), why=[why(language) for why in found.people["why"]]), PEOPLE
        ),
        "findings": (found.of_decisions + found.findings).to_json(language),
    }


def _named(table: pd.DataFrame) -> pd.Series:
    """The pool of each row; None for the whole company."""
    return table["pool"].map(plain)
