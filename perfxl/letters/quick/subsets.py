"""Font subsets by the HarfBuzz of uharfbuzz.

Each letter embeds only its own glyphs. WeasyPrint asks the system's HarfBuzz for that, twice a font, or fontTools where
the library is missing, which takes longer than the rest of the letter. The HarfBuzz that perfxl brings along is newer and
does it once, in a tenth of the time, on every machine alike. Where the library is missing, that is done for any WeasyPrint
whose fonts are cut down by the same call: nothing else here depends on its sources.
"""

from collections.abc import Iterable, Iterator
from inspect import signature
from typing import Any

import uharfbuzz as hb
import weasyprint.pdf.fonts as pdf_fonts

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

# What a PDF viewer does not need: layout features (glyphs are placed already), signatures, old bitmaps.
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_FLAGS = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED


def _replacements(memory: Memory) -> Iterator[Replacement]:
    original = pdf_fonts.Font.subset

    def subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        if not to_unicode:
            return
        try:
            self.file_content = _with_glyphs(self, to_unicode, hinting)
        except (hb.HarfBuzzError, RuntimeError):
            original(self, to_unicode, hinting)

    yield Replacement(pdf_fonts.Font, "subset", subset)


def _is_needed() -> bool:
    """Whether the system has no library to cut fonts down with, and WeasyPrint's call can be answered here."""
    missing = getattr(pdf_fonts, "harfbuzz_subset", None) is None
    return missing and tuple(signature(pdf_fonts.Font.subset).parameters) == ("self", "to_unicode", "hinting")


def _with_glyphs(font: Any, glyphs: Iterable[int], hinting: bool) -> bytes:
    asked = hb.SubsetInput()
    asked.glyph_set.update(glyphs)
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    asked.flags = _FLAGS
    if font.missing:
        asked.flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    if not hinting:
        asked.flags |= hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(hb.Face(font.file_content, font.index), asked).blob.data)


GROUP = Group(
    name="subsets",
    why=Text("字体子集由 uharfbuzz 生成", "fonts are cut down by uharfbuzz"),
    files=("weasyprint/pdf/fonts.py",),
    replacements=_replacements,
    cannot_do_without=_is_needed,
)
