"""Read a finished document back: does it show what it must, and nobody whom it must not show?"""

import re
import unicodedata
from collections.abc import Iterable

from perfxl.letters.documents.facts import texts_of
from perfxl.letters.documents.kinds import Document
from perfxl.letters.proof import bare

_TOKEN = re.compile(r"[0-9A-Za-z_\-]+")
_SHORT_NUMBER = 4  # ids such as 100 are also points; longer ones are never there by chance


class DocumentProof:
    """Knows everybody's id, so that a document with somebody else's is noticed."""

    def __init__(self, everybody: Iterable[str]) -> None:
        self._ids = frozenset(bare(employee_id) for employee_id in everybody) - {""}
        self._odd = tuple(employee_id for employee_id in self._ids if not _TOKEN.fullmatch(employee_id))

    def faults(self, document: Document, text: str) -> list[str]:
        """What is wrong with `text` as the document: 'missing_text' or 'foreign_id'; empty if all is well."""
        page = bare(text)
        wrong = ["missing_text"] if any(bare(needed) not in page for needed in document.needed) else []
        if document.allowed is not None and self._foreign(document, frozenset(map(bare, document.allowed)), text):
            wrong.append("foreign_id")
        return wrong

    def _foreign(self, document: Document, allowed: frozenset[str], text: str) -> bool:
        here = set(_TOKEN.findall(unicodedata.normalize("NFKC", text))) & self._ids - allowed
        by_chance = {found for found in here if found.isdigit() and len(found) <= _SHORT_NUMBER}
        page = bare(text)
        others = (odd for odd in self._odd if not any(odd in own for own in allowed))
        if here - by_chance or any(odd in page for odd in others):
            return True
        said = " ".join(unicodedata.normalize("NFKC", told) for told in texts_of(document.facts))
        return bool(by_chance - set(_TOKEN.findall(said)) - set(re.findall(r"\d+", said)))
