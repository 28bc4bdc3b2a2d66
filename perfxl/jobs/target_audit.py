"""Audit a cycle's targets against what earlier cycles reached."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from perfxl.faults import WrongCommand
from perfxl.jobs.as_json import rows_of
from perfxl.language import Text
from perfxl.rules.target_audit import COLUMNS, MOST_CYCLES, TargetAudit


def audit_targets(cycle: Path, history: Sequence[Path], *, as_of: date | None = None) -> TargetAudit:
    """Audit the targets of the cycle at `cycle` against one to three earlier ones. Writes nothing.

    Raises WrongCommand for no or too many earlier cycles, Fault where one cannot be read.
    """
    from perfxl.jobs.read import read_cycle
    from perfxl.rules.target_audit import target_audit

    if not 1 <= len(history) <= MOST_CYCLES:
        raise WrongCommand(
            Text(
                f"请用 --history 给出 1 至 {MOST_CYCLES} 个往期工作簿（可重复）。",
                f"Name one to {MOST_CYCLES} earlier workbooks with --history (repeat it).",
            )
        )
    own, *earlier = (read_cycle(path, as_of=as_of) for path in (cycle, *history))
    return target_audit(own, earlier)


def save_audit(audit: TargetAudit, path: Path, *, language: str) -> Path:
    """Write the audit's workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.year.targets import write_audit

    write_audit(audit, path, language=language)
    return path


def audit_json(audit: TargetAudit, language: str) -> dict[str, Any]:
    """The answer of `perfxl targets --json`."""
    own = [column for column in COLUMNS if column not in ("row", "flags")]
    rows = rows_of(audit.targets, own)
    return {
        "cycle": audit.cycle.settings.name,
        "history": [one.settings.name or one.file for one in audit.history],
        "targets": [{**row, "flags": list(flags)} for row, flags in zip(rows, audit.targets["flags"], strict=True)],
        "departments": rows_of(audit.departments, list(audit.departments.columns)),
        "findings": audit.findings.to_json(language),
    }
