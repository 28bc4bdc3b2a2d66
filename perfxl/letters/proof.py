"""Read a finished PDF back: is it this person's letter, and nobody else's?"""

import re
import unicodedata
from collections.abc import Iterable

import pypdfium2

from perfxl.letters.facts import LetterFacts

_TOKEN = re.compile(r"[0-9A-Za-z_\-]+")
_SHORT_NUMBER = 4  # ids such as 100 are also points; longer ones are never there by chance


def bare(text: str) -> str:
    """`text` as PDFs and letters are compared: NFKC, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pdf_text(pdf: bytes) -> tuple[str, int]:
    """The text of all pages and their number."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n".join(pages), len(pages)


class Proof:
    """Knows everybody's id, so that a letter with somebody else's is noticed."""

    def __init__(self, everybody: Iterable[str]) -> None:
        self._ids = frozenset(bare(employee_id) for employee_id in everybody) - {""}
        self._odd = tuple(employee_id for employee_id in self._ids if not _TOKEN.fullmatch(employee_id))

    def faults(self, facts: LetterFacts, text: str) -> list[str]:
        """What is wrong with `text` as the letter of `facts`: names of fields that are missing, or 'foreign_id'."""
        page = bare(text)
        needed = {field: bare(getattr(facts, field)) for field in ("employee_id", "name", "score", "grade")}
        missing = [field for field, wanted in needed.items() if wanted not in page]
        return [*missing, "foreign_id"] if self._foreign(facts, text) else missing

    def _foreign(self, facts: LetterFacts, text: str) -> bool:
        own = bare(facts.employee_id)
        here = set(_TOKEN.findall(unicodedata.normalize("NFKC", text))) & self._ids - {own}
        by_chance = {found for found in here if found.isdigit() and len(found) <= _SHORT_NUMBER}
        if here - by_chance or any(odd in bare(text) for odd in self._odd if odd != own and odd not in own):
            return True
        said = " ".join(unicodedata.normalize("NFKC", told) for _, told in facts.texts())
        return bool(by_chance - set(_TOKEN.findall(said)) - set(re.findall(r"\d+", said)))
