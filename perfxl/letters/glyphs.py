"""Can the font print what a design itself says? A character without a glyph would be a box in every letter."""

from perfxl.letters.design_folder import WORDS, DesignFiles
from perfxl.letters.fonts import LetterFonts, coverage
from perfxl.letters.letter_toml import line_of
from perfxl.letters.template_faults import wrong_file


def check_glyphs(files: DesignFiles, fonts: LetterFonts) -> None:
    """Raise a Fault with file, line and character for the first one of the words or templates that has no glyph."""
    covered = coverage(fonts.regular) & coverage(fonts.bold)
    for code, file in WORDS.items():
        for key, said in files.words[code].items():
            _check(said, covered, file=file, line=line_of(files.sources.get(file, ""), key))
    for file in sorted(name for name in files.sources if name.endswith(".html.j2")):
        for number, line in enumerate(files.sources[file].splitlines(), start=1):
            _check(line, covered, file=file, line=number)


def _check(text: str, covered: frozenset[int], *, file: str, line: int) -> None:
    for character in text:
        if character >= " " and ord(character) not in covered:
            point = f"U+{ord(character):04X}"
            zh, en = f"字体中没有字符“{character}”（{point}）", f"the font lacks the character “{character}” ({point})"
            raise wrong_file(file, zh, en, line=line)
