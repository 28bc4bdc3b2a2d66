"""Makes one document at a time: HTML, PDF, proof. Fonts and style are the same for all of a run."""

from collections.abc import Iterable

from weasyprint.urls import FatalURLFetchingError

from perfxl.findings.base import Finding
from perfxl.findings.documents import DocumentMismatch, DocumentNotMade, DocumentUnprintable
from perfxl.letters.documents.design import DocumentDesign
from perfxl.letters.documents.facts import DocumentFacts, texts_of
from perfxl.letters.documents.kinds import TITLES, Document
from perfxl.letters.documents.proof import DocumentProof
from perfxl.letters.engine import Engine, RenderingWarned
from perfxl.letters.fonts import coverage, letter_fonts
from perfxl.letters.proof import pdf_text
from perfxl.letters.subset import characters, small_fonts

_INVISIBLE = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])  # variation selectors


class DocumentPress:
    """Design, fonts and engine, warmed up once.

    said_by: the facts of everything that may be made with the same fonts, so that a document's bytes do not depend on
    what else a run makes. everybody: all employee ids. Raises Fault where this machine has no Chinese font.
    """

    def __init__(self, said_by: Iterable[DocumentFacts], everybody: Iterable[str]) -> None:
        self._design = DocumentDesign()
        fonts = letter_fonts()
        self._covered = coverage(fonts.regular) & coverage(fonts.bold) | _INVISIBLE
        said = [text for facts in said_by for text in texts_of(facts)]
        regular, bold = small_fonts(fonts, characters([*said, self._design.texts()]))
        self._engine = Engine(self._design.style, {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")})
        self._proof = DocumentProof(everybody)

    def make(self, document: Document) -> bytes | Finding:
        """The proved PDF, or what went wrong, so that the others go on. Texts carry no names."""
        unprintable = self._unprintable(document)
        if unprintable:
            return unprintable
        kind, about = TITLES[document.kind], document.about
        try:
            pdf = self._engine.pdf(self._design.html(document.facts))
        except RenderingWarned as warned:
            return DocumentNotMade(kind=kind, about=about, error=str(warned))
        except (Exception, FatalURLFetchingError) as error:
            return DocumentNotMade(kind=kind, about=about, error=type(error).__name__)
        text, _ = pdf_text(pdf)
        wrong = self._proof.faults(document, text)
        return DocumentMismatch(kind=kind, about=about, wrong=", ".join(wrong)) if wrong else pdf

    def _unprintable(self, document: Document) -> Finding | None:
        for text in texts_of(document.facts):
            for character in text:
                if ord(character) not in self._covered:
                    return DocumentUnprintable(
                        kind=TITLES[document.kind],
                        about=document.about,
                        character=character,
                        code_point=f"U+{ord(character):04X}",
                    )
        return None
