"""The head of a document, and the words that all documents share."""

from perfxl.language import Text
from perfxl.letters.documents.facts import Heading
from perfxl.letters.evidence import Evidence, Row
from perfxl.letters.wording import clean, day, said, span

STATUS = {
    "scored": Text("已计分", "scored"),
    "held": Text("暂缓计分", "held"),
    "exempt": Text("免考核", "exempt"),
}
COMPARABLE = 5  # people; fewer are not compared with anybody


def heading(evidence: Evidence, language: str) -> Heading:
    """Company, cycle and dates."""
    settings = evidence.settings
    return Heading(
        company=said(settings.company, language),
        cycle=said(settings.name, language),
        period=span(settings.starts_on, settings.ends_on, language),
        as_of=day(evidence.as_of, language),
        created=evidence.as_of.isoformat(),
    )


def names_by_id(evidence: Evidence) -> dict[str, str]:
    """Everybody's name."""
    return {str(row["employee_id"]): clean(row["name"]) for row in evidence.people}


def joined(items: list[str], language: str) -> str:
    """A list in one line."""
    return (", " if language == "en" else "、").join(items)


def status_of(person: Row, language: str) -> str:
    """The status of a row of Scores.people in words."""
    return STATUS[str(person["status"])](language)
