"""Keep the results when they become final, so that afterwards only appeals change a score."""

import dataclasses
from pathlib import Path
from typing import Any

from perfxl.cycle.final import NAME
from perfxl.findings.appeals import FinalNotKept
from perfxl.findings.base import Findings
from perfxl.jobs.as_json import rows_of
from perfxl.rules.final import kept_rows, kept_settings
from perfxl.rules.scores import Scores


def due(scores: Scores) -> bool:
    """Whether results have become final and nobody has kept them yet."""
    return any(isinstance(one, FinalNotKept) for one in scores.findings)


def keep_final(scores: Scores, folder: Path) -> Scores:
    """Write results_final.json into `folder` (where the cycle workbook lies): results, and all that they came from.

    Returns the scores without the finding that this was not done. Raises Fault where the file cannot be written.
    """
    from perfxl.jobs.publish import laid_out
    from perfxl.whole_files import whole_file

    with whole_file(folder / NAME) as new:
        new.write_text(laid_out(final_content(scores)), encoding="utf-8", newline="\n")
    left = tuple(one for one in scores.findings if not isinstance(one, FinalNotKept))
    return dataclasses.replace(scores, findings=Findings(left))


def final_content(scores: Scores) -> dict[str, Any]:
    """What results_final.json says. Everybody who is scored is in it; the others may still be completed."""
    cycle = scores.inputs or scores.cycle
    scored = scores.people[scores.people["status"] == "scored"]
    results = rows_of(scored, ("employee_id", "base", "adjustment", "score", "computed_grade", "grade"))
    return {
        "final_on": str(cycle.settings.results_final_on),
        "kept_on": str(cycle.as_of),
        "cycle": cycle.settings.name,
        "standards": scores.fingerprints.all,
        "results": {row.pop("employee_id"): row for row in results},
        "settings": kept_settings(cycle),
        "rows": kept_rows(cycle),
    }
