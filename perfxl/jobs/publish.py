"""Publish the standards before anybody is assessed: a PDF for people, and fingerprints to compare with later."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.published import NAME, SHORT_DIGITS, Publication, Published, published_from
from perfxl.cycle.tables import Cycle
from perfxl.faults import Fault, WrongCommand
from perfxl.findings.base import Finding
from perfxl.language import Text
from perfxl.rules.goal_terms import goal_history, signed_goals
from perfxl.rules.scores import Scores
from perfxl.rules.standards_content import content

if TYPE_CHECKING:
    from perfxl.letters.documents.batch import DocumentsReport

HISTORY = "standards.history"
_STANDARDS_CODES = "PX3"  # weights and rules: what is wrong with the standards themselves


@dataclass(frozen=True)
class Publishing:
    """What was published. before: the fingerprint of all standards that stood there until now, '' for none.

    blockers: findings that make the standards unusable for somebody; they are published as they are. parts: what
    `publish_parts` wrote besides.
    """

    pdf: Path
    standards: Path
    fingerprint: str
    before: str
    published_on: str
    schemes: tuple[str, ...]
    blockers: tuple[Finding, ...]
    history: Path
    parts: "DocumentsReport | None" = None

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl publish --json`."""
        return {
            "published": True,
            "pdf": str(self.pdf),
            "standards_file": str(self.standards),
            "standards": self.fingerprint,
            "before": self.before or None,
            "published_on": self.published_on,
            "schemes": list(self.schemes),
            "history": str(self.history),
            "parts": self.parts.to_json(language)["written"] if self.parts else None,
            "findings": [finding.to_json(language) for finding in self.blockers],
        }


def blockers(scores: Scores) -> tuple[Finding, ...]:
    """What is wrong with the standards themselves; they should not be published before it is mended."""
    return tuple(filter(_about_standards, scores.findings))


def refused_json(scores: Scores, language: str) -> dict[str, Any]:
    """The answer of `perfxl publish --json` where blockers kept it from publishing anything."""
    return {
        "published": False,
        "standards": scores.fingerprints.all,
        "findings": [finding.to_json(language) for finding in blockers(scores)],
    }


def publish(scores: Scores, pdf: Path, *, folder: Path, language: str = "") -> Publishing:
    """Write the standards of all schemes to `pdf`, what stands in them to standards.json in `folder`, and both to its history.

    folder: where the cycle workbook lies. language: the cycle's if it is not given. All files are written whole or
    not at all, and none before all could be made; what was published earlier stays in the folder standards.history.
    Raises Fault where one cannot be written, WrongCommand where something else would be overwritten.
    """
    from perfxl.letters.documents.batch import standards_pdf
    from perfxl.whole_files import whole_file

    cycle, kept = scores.cycle, folder / NAME
    _refuse_other_files(pdf)
    before = _published_before(kept)
    made = standards_pdf(scores, language or cycle.settings.language)
    goals = goal_history(_goals_before(kept), signed_goals(cycle), on=cycle.as_of.isoformat())
    text = laid_out({**published_content(scores, before), **goals})
    history = folder / HISTORY / f"{cycle.as_of}_{scores.fingerprints.all[:SHORT_DIGITS]}"
    history.parent.mkdir(exist_ok=True)
    with ExitStack() as files:
        paths = (pdf, kept, history.with_suffix(".pdf"), history.with_suffix(".json"))
        new = [files.enter_context(whole_file(path)) for path in paths]
        for path in new[::2]:
            path.write_bytes(made)
        for path in new[1::2]:
            path.write_text(text, encoding="utf-8", newline="\n")
    return Publishing(
        pdf=pdf,
        standards=kept,
        fingerprint=scores.fingerprints.all,
        before=before.last.all if before else "",
        published_on=cycle.as_of.isoformat(),
        schemes=tuple(scheme.name for scheme in scores.spans.schemes),
        blockers=blockers(scores),
        history=history.parent,
    )


def publish_parts(scores: Scores, folder: Path, *, language: str = "") -> "DocumentsReport":
    """Write into `folder` a PDF of each scheme and, for each department, the sheet on which its people sign.

    Raises Fault where the folder cannot be written.
    """
    from perfxl.letters.documents.batch import write_parts

    return write_parts(scores, folder, language=language or scores.cycle.settings.language)


def published_content(scores: Scores, before: Published | None) -> dict[str, Any]:
    """All that standards.json says; before: what it said until now."""
    return {**standards_json(scores), "content": content(scores.cycle), "earlier": _earlier(before, scores)}


def standards_json(scores: Scores) -> dict[str, Any]:
    """What standards.json says first: fingerprints (64 hex digits) of all, by scheme and by employee id, and the day."""
    found = scores.fingerprints
    return {
        "all": found.all,
        "schemes": dict(sorted(found.schemes.items())),
        "employees": dict(sorted(found.employees.items())),
        "published_on": scores.cycle.as_of.isoformat(),
    }


def _earlier(before: Published | None, scores: Scores) -> list[dict[str, Any]]:
    """The publications before this one, each person's fingerprint in short."""
    if before is None:
        return []
    known = [one for one in (*before.earlier, before.last) if (one.on, one.all) != (scores.cycle.as_of, scores.fingerprints.all)]
    return [_in_short(one) for one in known]


def _in_short(one: Publication) -> dict[str, Any]:
    own = {person: fingerprint[:SHORT_DIGITS] for person, fingerprint in one.employees.items()}
    return {"published_on": one.on.isoformat(), "all": one.all, "employees": own}


def laid_out(kept: Mapping[str, Any], depth: int = 3) -> str:
    """JSON with a line for each scheme and each person, so that people and version control can read it."""
    return _object(kept, depth, " ") + "\n"


def _object(value: object, depth: int, indent: str) -> str:
    if not isinstance(value, Mapping) or not value or depth == 0:
        return json.dumps(value, ensure_ascii=False)
    lines = [
        f"{indent}{json.dumps(key, ensure_ascii=False)}: {_object(one, depth - 1, indent + ' ')}"
        for key, one in value.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n" + indent[:-1] + "}"


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


def _published_before(kept: Path) -> Published | None:
    """What the file says was published; None for no file. A file that is not perfxl's is left alone."""
    if not kept.exists():
        return None
    try:
        return published_from(json.loads(kept.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _kept(kept) from None


def _goals_before(kept: Path) -> dict[str, Any]:
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
