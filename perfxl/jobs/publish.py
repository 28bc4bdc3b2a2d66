"""Publish the standards before anybody is assessed: a PDF for people, and fingerprints to compare with later."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import Fault, WrongCommand
from perfxl.findings.base import Finding
from perfxl.jobs.agreed_goals import NAME
from perfxl.language import Text
from perfxl.rules.goal_terms import goal_history, signed_goals
from perfxl.rules.scores import Scores

_STANDARDS_CODES = "PX3"  # weights and rules: what is wrong with the standards themselves


@dataclass(frozen=True)
class Published:
    """What was published. before: the fingerprint of all standards that stood there until now, '' for none.

    blockers: findings that make the standards unusable for somebody; they are published as they are.
    """

    pdf: Path
    standards: Path
    fingerprint: str
    before: str
    published_on: str
    schemes: tuple[str, ...]
    blockers: tuple[Finding, ...]

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl publish --json`."""
        return {
            "pdf": str(self.pdf),
            "standards_file": str(self.standards),
            "standards": self.fingerprint,
            "before": self.before or None,
            "published_on": self.published_on,
            "schemes": list(self.schemes),
            "findings": [finding.to_json(language) for finding in self.blockers],
        }


def publish(scores: Scores, pdf: Path, *, folder: Path, language: str = "") -> Published:
    """Write the standards of all schemes to `pdf` and their fingerprints to standards.json in `folder`.

    folder: where the cycle workbook lies. language: the cycle's if it is not given. Both files are written whole or
    not at all, and neither before both could be made. Raises Fault where one cannot be written, WrongCommand where
    something else would be overwritten.
    """
    from perfxl.letters.documents.batch import standards_pdf
    from perfxl.whole_files import whole_file

    cycle, kept = scores.cycle, folder / NAME
    _refuse_other_files(pdf)
    before = _published_before(kept)
    content = standards_pdf(scores, language or cycle.settings.language)
    goals = goal_history(_content(kept), signed_goals(cycle), on=cycle.as_of.isoformat())
    text = json.dumps({**standards_json(scores), **goals}, ensure_ascii=False, indent=1) + "\n"
    with whole_file(pdf) as new_pdf, whole_file(kept) as new_json:
        new_pdf.write_bytes(content)
        new_json.write_text(text, encoding="utf-8", newline="\n")
    return Published(
        pdf=pdf,
        standards=kept,
        fingerprint=scores.fingerprints.all,
        before=before,
        published_on=cycle.as_of.isoformat(),
        schemes=tuple(scheme.name for scheme in scores.spans.schemes),
        blockers=tuple(filter(_about_standards, scores.findings)),
    )


def standards_json(scores: Scores) -> dict[str, Any]:
    """What standards.json holds: fingerprints (64 hex digits) of all, by scheme and by employee id, and the day."""
    found = scores.fingerprints
    return {
        "all": found.all,
        "schemes": dict(sorted(found.schemes.items())),
        "employees": dict(sorted(found.employees.items())),
        "published_on": scores.cycle.as_of.isoformat(),
    }


def _about_standards(finding: Finding) -> bool:
    """Whether a blocker lies in weights, rules or targets; a wrong actual is no matter of the standards."""
    is_evidence = finding.target is not None and finding.target.column == "actual"
    return finding.blocks and finding.code.startswith(_STANDARDS_CODES) and not is_evidence


def _refuse_other_files(pdf: Path) -> None:
    if pdf.suffix.lower() != ".pdf":
        raise WrongCommand(
            Text(f"--out {pdf} 不是 .pdf，请写成 考核标准.pdf。", f"--out {pdf} is no .pdf; write standards.pdf.")
        )
    if pdf.is_dir():
        raise WrongCommand(Text(f"--out {pdf} 是文件夹，请写文件名。", f"--out {pdf} is a folder; name a file."))
    if pdf.is_file() and pdf.stat().st_size > 0:
        with pdf.open("rb") as there:
            if there.read(5) != b"%PDF-":
                raise _kept(pdf)


def _published_before(kept: Path) -> str:
    """The fingerprint of all standards in the file; '' for no file. A file that is not perfxl's is left alone."""
    if not kept.exists():
        return ""
    try:
        found = json.loads(kept.read_text(encoding="utf-8"))
        return str(found["all"]) if found["published_on"] else ""
    except (ValueError, KeyError, TypeError):
        raise _kept(kept) from None


def _content(kept: Path) -> dict[str, Any]:
    """What the file says until now, which `_published_before` has found to be perfxl's; {} for no file."""
    return dict(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else {}


def _kept(path: Path) -> Fault:
    return Fault(
        Text(
            f"{path} 已存在，且不是 perfxl 公布的标准，不能覆盖。请移走该文件或换一个名字。",
            f"{path} exists and was not published by perfxl; it is not overwritten. Move it away or use another name.",
        )
    )


def cycle_folder(cycle: Cycle, workbook: Path) -> Path:
    """Where the cycle workbook lies, and so its standards.json."""
    return Path(cycle.folder) if cycle.folder else workbook.parent
