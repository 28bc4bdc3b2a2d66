"""contact-list.csv: whom no letter could be written to yet, what is missing, and who owes it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from perfxl.findings.base import Findings
from perfxl.language import Text
from perfxl.letters.csv_text import csv_bytes
from perfxl.letters.evidence import ScoresLike
from perfxl.letters.manifest import whole_bytes

NAME = "contact-list.csv"
_COLUMNS = (
    Text("工号", "employee id"),
    Text("姓名", "name"),
    Text("部门", "department"),
    Text("上级工号", "manager id"),
    Text("缺少什么", "what is missing"),
    Text("由谁提供（工号）", "who owes it (id)"),
    Text("位置", "place"),
)
_BY_HR = Text("人力资源部", "HR")
_OWED = frozenset({"PX201", "PX205", "PX206", "PX208"})  # evidence that is missing; the completeness tables name it


class Contact(NamedTuple):
    """One thing that holds one person."""

    employee_id: str
    name: str
    department: str
    manager_id: str
    missing: str
    owner_id: str
    place: str


def contacts(scores: ScoresLike, language: str) -> list[Contact]:
    """One row for each thing that holds somebody, in roster order; everybody held stands there at least once."""
    people = scores.people
    employees = scores.cycle["employees"]
    managers = dict(zip(employees["employee_id"], employees["manager_id"], strict=True))
    owed = _owed(scores, language)
    found = []
    for one in people[people["status"] == "held"].itertuples(index=False):
        who = (str(one.employee_id), str(one.name), str(one.department), str(managers.get(one.employee_id, "")))
        pieces = [*owed.get(one.employee_id, ()), *_to_mend(scores.findings, str(one.employee_id), language)]
        found += [Contact(*who, *piece) for piece in dict.fromkeys(pieces or [("", "", "")])]
    return found


def keep_contact_list(folder: Path, found: list[Contact], language: str) -> Path | None:
    """Write the list, or take an old one away where nobody is held. UTF-8 with a mark, as Excel needs it."""
    path = folder / NAME
    if not found:
        path.unlink(missing_ok=True)
        return None
    whole_bytes(path, csv_bytes([title(language) for title in _COLUMNS], found))
    return path


def _owed(scores: ScoresLike, language: str) -> Mapping[str, list[tuple[str, str, str]]]:
    """What evidence each person lacks; a department's goals hold everybody who is judged by them."""
    of_person: dict[str, list[tuple[str, str, str]]] = {}
    for row in scores.completeness.owed(language).itertuples(index=False):
        of_person.setdefault(str(row.employee_id), []).append((str(row.what), str(row.owner_id), str(row.place)))
    return of_person


def _to_mend(findings: Findings, employee_id: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Blockers that HR has to mend in a sheet."""
    for finding in findings:
        if finding.blocks and finding.employee_id == employee_id and finding.code not in _OWED:
            yield f"{finding.code} {finding.what(language)}", _BY_HR(language), str(finding.place or "")
