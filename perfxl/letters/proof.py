"""Read a finished PDF back: is it this person's letter, and nobody else's, in the letters' own font?"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

import pypdfium2

from perfxl.language import Text, listed
from perfxl.letters.design import FONT_FAMILY
from perfxl.letters.facts import LetterFacts
from perfxl.letters.filenames import safe_name

_TOKEN = re.compile(r"[0-9A-Za-z_\-]+")
_SHORT_NUMBER = 4  # ids such as 100 are also points; longer ones are never there by chance
_LONG = 12  # characters; so long an id may be broken over two lines
_GRADE = 2  # characters; B is another grade than B+ and B-
_NEEDED = ("employee_id", "name", "score", "grade")
_WORD = re.compile(r"[0-9A-Za-z_.+\-−]+")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n", re.DOTALL)
_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^/\s<>\[\]()]+)")
_OWN_FONT = FONT_FAMILY.replace(" ", "-").encode()
_TOLD = {
    "employee_id": Text("缺少本人工号", "the id is missing"),
    "name": Text("缺少本人姓名", "the name is missing"),
    "score": Text("缺少得分", "the score is missing"),
    "grade": Text("缺少等级", "the grade is missing"),
    "foreign_id": Text("写有他人工号", "another person's id is there"),
    "foreign_font": Text("用了别的字体", "another font was used"),
    "blank_page": Text("有空白页", "a page is blank"),
    "file_name": Text("文件名不是本人的", "the file name is not this person's"),
}


def bare(text: str) -> str:
    """`text` as PDFs and letters are compared: NFKC, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pdf_text(pdf: bytes) -> tuple[str, int]:
    """The text of all pages and their number."""
    pages = pdf_pages(pdf)
    return "\n".join(pages), len(pages)


def pdf_pages(pdf: bytes, passphrase: str = "") -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf, password=passphrase or None)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def fonts_in(pdf: bytes) -> frozenset[bytes]:
    """The names of all fonts that a PDF of the engine uses, without the marks of subsets."""
    unpacked = (zlib.decompressobj().decompress(pdf[found.end() :]) for found in _OBJECTS.finditer(pdf))
    return frozenset(name for part in (pdf, *unpacked) for name in _FONT.findall(part))


def told(wrong: Iterable[str]) -> Text:
    """What is wrong, in words."""
    return listed([_TOLD[name] for name in wrong])


class Proof:
    """Knows everybody's id, so that a letter with somebody else's is noticed."""

    def __init__(self, everybody: Iterable[str]) -> None:
        self._ids = frozenset(bare(employee_id) for employee_id in everybody) - {""}
        self._odd = tuple(employee_id for employee_id in self._ids if not _TOKEN.fullmatch(employee_id))

    def of_letter(self, facts: LetterFacts, pdf: bytes, file: PurePosixPath) -> tuple[list[str], int]:
        """What is wrong with `pdf` as the letter of `facts` that is to be called `file`; and how many pages it has."""
        pages = pdf_pages(pdf)
        wrong = self.faults(facts, "\n".join(pages))
        if not pages or not all(page.strip() for page in pages):
            wrong.append("blank_page")
        if not all(font.startswith(_OWN_FONT) for font in fonts_in(pdf)):
            wrong.append("foreign_font")
        if not _is_named_for(file, facts):
            wrong.append("file_name")
        return wrong, len(pages)

    def faults(self, facts: LetterFacts, text: str) -> list[str]:
        """What is wrong with `text` as the letter of `facts`: names of fields that are missing, or 'foreign_id'."""
        spaced = unicodedata.normalize("NFKC", text)
        page, words = "".join(spaced.split()), _WORD.findall(spaced)
        missing = [field for field in _NEEDED if not _stands_in(getattr(facts, field), page, words)]
        return [*missing, "foreign_id"] if self._foreign(facts, page, spaced) else missing

    def _foreign(self, facts: LetterFacts, page: str, spaced: str) -> bool:
        own = bare(facts.employee_id)
        here = self._ids.intersection(_TOKEN.findall(spaced)) - {own}
        by_chance = {found for found in here if found.isdigit() and len(found) <= _SHORT_NUMBER}
        if here - by_chance or any(odd in page for odd in self._odd if odd != own and odd not in own):
            return True
        if not by_chance:
            return False
        said = " ".join(unicodedata.normalize("NFKC", told) for _, told in facts.texts())
        return bool(by_chance - set(_TOKEN.findall(said)) - set(re.findall(r"\d+", said)))


def _stands_in(said: str, page: str, words: list[str]) -> bool:
    """Whether `said` stands on the page, however the lines break. A single word or number in Latin letters must be one of
    its `words`, too: 8.5 is not in 88.5.
    """
    wanted = bare(said)
    if wanted not in page:
        return False
    if not _WORD.fullmatch(unicodedata.normalize("NFKC", said)):
        return True
    if len(wanted) <= _GRADE:
        return any(wanted in (word, word.rstrip(".")) for word in words)
    return len(wanted) > _LONG or any(wanted in (word, word.strip("-_+.")) for word in words if wanted in word)


def _is_named_for(file: PurePosixPath, facts: LetterFacts) -> bool:
    stem = safe_name(f"{facts.employee_id}_{facts.name}")
    named, _, number = file.name.rpartition("~")
    return stem in (file.name, named) and (stem == file.name or number.isdigit()) and (
        file.parent == PurePosixPath(safe_name(facts.department))
    )  # fmt: skip

