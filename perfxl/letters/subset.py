"""A small copy of the letters' font: only the characters of a batch. Rendering a letter with it costs a fraction."""

import io
from collections.abc import Iterable
from functools import cache

import uharfbuzz as hb

from perfxl.letters.facts import LetterFacts
from perfxl.letters.fonts import FontFace, LetterFonts, coverage

# What a design may add between facts: ASCII, no-break space, punctuation of both languages, arithmetic.
_ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F))) + " ·•–—‘’“”…　、。〈〉《》「」『』【】（），．：；？！％＋－＝×÷±≈≤≥−￥℃№☐"
)
_DROPPED_TABLES = ("vmtx", "vhea", "VORG", "BASE", "DSIG")
_VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def characters(texts: Iterable[str]) -> frozenset[int]:
    """The code points of `texts` and of what letters always need."""
    seen: set[str] = set(_ALWAYS)
    for text in texts:
        seen.update(text)
    return frozenset(ord(c) for c in seen if c >= " ")


def small_fonts(fonts: LetterFonts, wanted: frozenset[int]) -> tuple[bytes, bytes]:
    """The regular and the bold face with only the `wanted` characters, as font files."""
    return _small(fonts.regular, wanted, 400), _small(fonts.bold, wanted, 700)


def missing_glyph(facts: LetterFacts, fonts: LetterFonts) -> tuple[str, str] | None:
    """The first field and character of a letter for which the font has no glyph; None if all can be printed."""
    covered = _printable(fonts)
    for field, text in facts.texts():
        if not covered.issuperset(text):
            return field, next(character for character in text if character not in covered)
    return None


@cache
def _printable(fonts: LetterFonts) -> frozenset[str]:
    return frozenset(map(chr, coverage(fonts.regular) & coverage(fonts.bold) | _VARIATION_SELECTORS))


def _small(face: FontFace, wanted: frozenset[int], weight: int) -> bytes:
    try:
        return _by_harfbuzz(face, wanted, weight)
    except (hb.HarfBuzzError, RuntimeError):
        return _by_fonttools(face, wanted, weight)


def _by_harfbuzz(face: FontFace, wanted: frozenset[int], weight: int) -> bytes:
    whole = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
    asked = hb.SubsetInput()
    asked.unicode_set.update(wanted)
    asked.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NOTDEF_OUTLINE
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED_TABLES)
    if face.variable:
        asked.pin_axis_location(whole, "wght", weight)
    return bytes(hb.subset(whole, asked).blob.data)


def _by_fonttools(face: FontFace, wanted: frozenset[int], weight: int) -> bytes:
    # Heavy, and needed only where HarfBuzz cannot read a font.
    from fontTools import subset  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]  # noqa: PLC0415

    font = TTFont(face.path, fontNumber=face.index, lazy=True)
    options = subset.Options(hinting=False, desubroutinize=True, notdef_outline=True)
    options.drop_tables += list(_DROPPED_TABLES)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if face.variable:
        font = instantiateVariableFont(font, {"wght": weight})
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
