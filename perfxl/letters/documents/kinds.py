"""The kinds of documents, and one document before it is made: what it says, where it goes, what proves it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from perfxl.language import Text
from perfxl.letters.documents.books import standards_book
from perfxl.letters.documents.facts import DocumentFacts
from perfxl.letters.documents.interviews import interview_sheets
from perfxl.letters.documents.receipts import receipt_sheets
from perfxl.letters.documents.summaries import manager_summaries
from perfxl.letters.evidence import Evidence
from perfxl.letters.filenames import safe_name
from perfxl.rules.scores import Scores

KINDS = {
    "manager": Text("主管摘要", "manager's summary"),
    "interview": Text("面谈表", "interview sheet"),
    "standards": Text("考核标准", "standards"),
}
TITLES = {
    **KINDS,
    "receipt": Text("签收表", "receipt sheet"),
    "appeal": Text("申诉决定", "decision on an appeal"),
    "appeals": Text("申诉一览", "overview of appeals"),
    "review": Text("复盘报告", "report of the review"),
    "committee": Text("校准会议材料", "calibration paper"),
    "goals": Text("目标分解", "cascade of goals"),
}
_FOLDERS = {
    "manager": Text("主管摘要", "managers"),
    "interview": Text("面谈表", "interviews"),
    "standards": Text("考核标准", "standards"),
    "receipt": Text("签收表", "receipts"),
}


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document to make.

    about: an employee's id or a scheme. path: in the folder, with suffix. needed: texts that its PDF must show.
    allowed: the employee ids that it may show; None where it is about no person.
    """

    kind: str
    about: str
    path: PurePosixPath
    facts: DocumentFacts
    needed: tuple[str, ...]
    allowed: frozenset[str] | None


def all_documents(scores: Scores, language: str) -> list[Document]:
    """Every document of every kind: managers first, then sheets in roster order, then schemes.

    language: of the folders and the standards; personal documents are in their reader's language.
    """
    evidence = Evidence(scores)
    return _placed(
        [*_managers(scores, evidence), *_interviews(scores, evidence), *_standards(scores, evidence, language)],
        language,
    )


def published_parts(scores: Scores, language: str) -> list[Document]:
    """What goes with a publication: the standards of each scheme, and a sheet to sign for each department."""
    evidence = Evidence(scores)
    return _placed([*_standards(scores, evidence, language), *_receipts(scores, evidence, language)], language)


def wanted(
    documents: Iterable[Document], scores: Scores, *, kinds: Collection[str], only: Collection[str]
) -> list[Document]:
    """Those of the kinds and, if `only` is given, about these people or their schemes."""
    people = scores.people
    schemes = set(people.loc[people["employee_id"].isin(list(only)), "scheme"])
    return [
        one
        for one in documents
        if one.kind in kinds and (not only or one.about in (schemes if one.kind == "standards" else only))
    ]


def _managers(scores: Scores, evidence: Evidence) -> list[Document]:
    return [
        Document(
            kind="manager",
            about=manager_id,
            path=PurePosixPath(safe_name(f"{manager_id}_{one.name}" if one.name else manager_id)),
            facts=one,
            needed=(manager_id, *(text for person in one.people for text in (person.employee_id, person.name))),
            allowed=frozenset([manager_id, *one.named, *(person.employee_id for person in one.people)]),
        )
        for manager_id, one in manager_summaries(scores, evidence).items()
    ]


def _interviews(scores: Scores, evidence: Evidence) -> list[Document]:
    return [
        Document(
            kind="interview",
            about=employee_id,
            path=PurePosixPath(safe_name(one.department), safe_name(f"{employee_id}_{one.name}")),
            facts=one,
            needed=(employee_id, one.name, one.score, one.grade),
            allowed=frozenset([employee_id]),
        )
        for employee_id, one in interview_sheets(scores, evidence).items()
    ]


def _standards(scores: Scores, evidence: Evidence, language: str) -> list[Document]:
    books = [standards_book(scores, evidence, language, only=[scheme.name]) for scheme in scores.spans.schemes]
    return [
        Document(
            kind="standards",
            about=book.schemes[0].scheme,
            path=PurePosixPath(safe_name(book.schemes[0].scheme)),
            facts=book,
            needed=(book.schemes[0].scheme, book.schemes[0].fingerprint),
            allowed=None,
        )
        for book in books
    ]


def _receipts(scores: Scores, evidence: Evidence, language: str) -> list[Document]:
    return [
        Document(
            kind="receipt",
            about=department,
            path=PurePosixPath(safe_name(one.department)),
            facts=one,
            needed=(one.department, one.fingerprint, *(person.employee_id for person in one.people)),
            allowed=frozenset(person.employee_id for person in one.people),
        )
        for department, one in receipt_sheets(scores, evidence, language).items()
    ]


def _placed(documents: list[Document], language: str) -> list[Document]:
    """Each with its kind's folder and suffix; two that would be one file get `~2`, `~3`."""
    taken: set[str] = set()
    placed = []
    for one in documents:
        folder, number = PurePosixPath(_FOLDERS[one.kind](language)) / one.path.parent, 1
        path = folder / f"{one.path.name}.pdf"
        while str(path).casefold() in taken:
            number += 1
            path = folder / f"{one.path.name}~{number}.pdf"
        taken.add(str(path).casefold())
        placed.append(replace(one, path=path))
    return placed
