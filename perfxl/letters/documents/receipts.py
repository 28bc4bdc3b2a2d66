"""The sheet on which the people of one department sign that they have the standards. Pure: tables in, facts out."""

from perfxl.letters.documents.facts import ReceiptLine, ReceiptSheet
from perfxl.letters.documents.heading import heading
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short


def receipt_sheets(scores: Scores, evidence: Evidence, language: str) -> dict[str, ReceiptSheet]:
    """By department: everybody who is appraised, each with the fingerprint of their own standards."""
    people = scores.people[scores.people["status"] != "exempt"]
    return {
        str(department): ReceiptSheet(
            language=language,
            heading=heading(evidence, language),
            department=clean(department),
            fingerprint=short(scores.fingerprints.all),
            people=tuple(
                ReceiptLine(
                    employee_id=str(one["employee_id"]),
                    name=clean(one["name"]),
                    scheme=clean(one["scheme"]),
                    fingerprint=evidence.fingerprint_of(str(one["employee_id"])),
                )
                for one in rows.to_dict("records")
            ),
        )
        for department, rows in people.groupby("department", sort=False)
    }
