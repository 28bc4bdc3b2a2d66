"""All appeals of a cycle: an overview for HR, and the decision on each to its person."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from perfxl.faults import Fault, WrongCommand
from perfxl.findings.base import Finding, Findings
from perfxl.jobs.appeal import changed_lines, result_fingerprint
from perfxl.jobs.as_json import rows_of
from perfxl.jobs.explain import explained
from perfxl.language import Text, folded
from perfxl.rules.appeal_overview import AppealOverview, appeal_overview, only_person, without_correction
from perfxl.rules.scores import Scores, score
from perfxl.whole_files import owned_folder

_DECIDED = ("granted", "rejected")


@dataclass(frozen=True)
class AppealLetters:
    """What became of a run. written: appeal id and path (relative to the folder) of each letter."""

    folder: Path
    written: tuple[tuple[str, str], ...]
    findings: Findings

    def to_json(self, language: str) -> dict[str, Any]:
        """For `perfxl appeals --json`."""
        return {
            "folder": str(self.folder),
            "written": dict(self.written),
            "findings": self.findings.to_json(language),
        }


def appeals(scores: Scores) -> AppealOverview:
    """Every appeal with its deadline, state and outcome. Writes nothing."""
    return appeal_overview(scores)


def save_appeals(overview: AppealOverview, path: Path, *, language: str) -> Path:
    """Write the overview as a workbook (whole or not at all)."""
    from perfxl.workbook.results.appeals import write_appeals

    write_appeals(overview, path, language=language)
    return path


def save_appeals_pdf(overview: AppealOverview, path: Path, *, language: str) -> Path:
    """Write the overview as a PDF (whole or not at all)."""
    from perfxl.letters.documents.batch import appeals_pdf
    from perfxl.whole_files import whole_file

    made = appeals_pdf(overview, language)
    with whole_file(path) as new:
        new.write_bytes(made)
    return path


def save_decision(overview: AppealOverview, appeal_id: str, path: Path) -> Path:
    """Write the decision on one appeal to its person, in that person's language, to `path`.

    Raises WrongCommand where there is no such appeal or nothing usable was decided, Fault where the PDF cannot be made.
    """
    from perfxl.whole_files import whole_file

    ids = [folded(one) for one in overview.table["appeal_id"].tolist()]
    if folded(appeal_id) not in ids:
        raise WrongCommand(Text(f"没有申诉 {appeal_id}。", f"There is no appeal {appeal_id}."))
    row = ids.index(folded(appeal_id))
    if overview.table.loc[row, "state"] not in _DECIDED:
        raise WrongCommand(
            Text(
                f"申诉 {appeal_id} 尚未决定，或更正值没有计入，不能做决定书。",
                f"Appeal {appeal_id} is not decided, or its correction does not count; there is no decision to write.",
            )
        )
    made = _letter(overview, row)
    if isinstance(made, Finding):
        raise Fault(Text(*(f"{made.what(code)} {made.mend(code)}" for code in ("zh", "en"))))
    with whole_file(path) as new:
        new.write_bytes(made)
    return path


def write_decisions(overview: AppealOverview, folder: Path) -> AppealLetters:
    """Write the decision on every decided appeal into `folder`, as DEPARTMENT/APPEAL_ID_NAME.pdf for the owner only.

    One that cannot be made is a finding and does not stop the others. Raises Fault where the folder cannot be written.
    """
    from perfxl.letters.manifest import whole_bytes

    owned_folder(folder)
    written, findings = list[tuple[str, str]](), list[Finding]()
    for row, path in _places(overview):
        made = _letter(overview, row)
        if isinstance(made, Finding):
            findings.append(made)
            continue
        (folder / path).parent.mkdir(mode=0o700, exist_ok=True)
        whole_bytes(folder / path, made)
        written.append((str(overview.table.loc[row, "appeal_id"]), path.as_posix()))
    return AppealLetters(folder, tuple(written), Findings.of(findings))


def appeals_json(overview: AppealOverview, letters: AppealLetters | None, language: str) -> dict[str, Any]:
    """The answer of `perfxl appeals --json`."""
    scores = overview.scores
    own = Findings(tuple(one for one in scores.findings if one.code.startswith("PX8")))
    return {
        "cycle": scores.cycle.settings.name,
        "as_of": str(scores.cycle.as_of),
        "appeals": rows_of(overview.table, tuple(overview.table.columns)),
        "grades": rows_of(overview.grades, tuple(overview.grades.columns)),
        "letters": letters.to_json(language) if letters else None,
        "findings": own.to_json(language),
    }


def _places(overview: AppealOverview) -> Iterator[tuple[int, PurePosixPath]]:
    """Where the letter of each decided appeal goes; two that would be one file get `~2`, `~3`."""
    from perfxl.letters.filenames import safe_name

    taken: set[str] = set()
    for row, line in enumerate(overview.table.to_dict("records")):
        if line["state"] not in _DECIDED:
            continue
        folder = PurePosixPath(safe_name(line["department"] or "-"))
        name, number = safe_name(f"{line['appeal_id']}_{line['name']}"), 1
        path = folder / f"{name}.pdf"
        while str(path).casefold() in taken:
            number += 1
            path = folder / f"{name}~{number}.pdf"
        taken.add(str(path).casefold())
        yield row, path


def _letter(overview: AppealOverview, row: int) -> bytes | Finding:
    """The proved PDF of one decision, or what is wrong with it."""
    from perfxl.letters.documents.appeal_letters import Side, appeal_letter
    from perfxl.letters.documents.batch import appeal_pdf
    from perfxl.letters.evidence import Evidence

    scores, line = overview.scores, overview.table.loc[row]
    inputs, person = scores.inputs or scores.cycle, str(line["employee_id"])
    sides = [explained(score(only_person(one, person)), person) for one in (without_correction(inputs, row), inputs)]
    before, after = (Side(person=one.person, result=result_fingerprint(one)) for one in sides)
    granted = line["state"] == "granted"
    letter = appeal_letter(
        scores,
        Evidence(scores),
        row,
        before=before,
        after=after,
        changes=changed_lines(*sides),
        values=(str(line["value_before"]), str(line["value_after"])) if granted else None,
    )
    return appeal_pdf(letter, scores)
