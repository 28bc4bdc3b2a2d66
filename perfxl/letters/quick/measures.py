"""Measured and broken text.

Where a line of text ends, and how wide it is, takes a Pango layout to find out. The same words in the same style and
width are broken alike in every letter.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory, is_short
from perfxl.letters.quick.styles import is_kept
from perfxl.letters.quick.text_keys import TextKeys

_MOST = 1500


def copy_of(layout: Any) -> Any:
    """A layout of its own for a box: boxes set up and put down theirs separately."""
    copy = layout.__class__.__new__(layout.__class__)
    copy.__dict__.update(layout.__dict__)
    return copy


def _first_lines(memory: Memory) -> Replacement:
    first_lines, keys, original = memory.memo(_MOST), TextKeys(memory), line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any,
        is_line_start: bool = True, minimum: bool = False,
    ) -> Any:  # fmt: skip
        key = (keys.of(style), text, max_width, justification_spacing, is_line_start, minimum)
        found = first_lines[key]
        if found is None:
            found = original(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            if is_short(text) or first_lines.is_wanted(key):
                first_lines.keep(key, (copy_of(found[0]), *found[1:]))
            return found
        return copy_of(found[0]), *found[1:]

    return Replacement(line_break, "split_first_line", split_first_line)


def _struts() -> Replacement:
    original = line_break.strut

    def strut(style: Any) -> Any:
        found = style.__dict__.get("_strut")
        if found is None:
            found = original(style)
            if is_kept(style):
                style.__dict__["_strut"] = found
        return found

    return Replacement(line_break, "strut", strut)


def _descriptions() -> Replacement:
    """Pango copies a description of a font that it is given, so one can be given to many layouts."""
    original = line_break.get_font_description

    def get_font_description(style: Any) -> Any:
        found = style.__dict__.get("_font_description")
        if found is None:
            found = original(style)
            if is_kept(style):
                style.__dict__["_font_description"] = found
        return found

    return Replacement(line_break, "get_font_description", get_font_description, only_here=True)


def _breaks(memory: Memory) -> Replacement:
    breaks, original = memory.memo(_MOST), line_break.can_break_text

    def can_break_text(text: str, lang: Any) -> bool:
        found = breaks[text, lang]
        if found is None:
            found = original(text, lang)
            breaks.keep((text, lang), found)
        return bool(found)

    return Replacement(line_break, "can_break_text", can_break_text)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    yield _first_lines(memory)
    yield _struts()
    yield _descriptions()
    yield _breaks(memory)
    yield Replacement(inline, "create_layout", _put_down, only_here=True)


def _put_down(text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any) -> Any:
    """A layout for justified text, which inline layout puts down at once: it is set up only to draw, if ever."""
    return _Waiting(text, style, max_width, justification_spacing)


class _Waiting(line_break.Layout):  # type: ignore[misc]
    """A layout that was not set up."""

    def __init__(self, text: str, style: Any, max_width: Any, justification_spacing: Any) -> None:
        self.justification_spacing, self.max_width, self.style = justification_spacing, max_width, style
        self.first_line_direction = 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        end = text.find("\n")
        self.text = text if end < 0 else text[: end + 2]
        if self.text == " " and style["word_spacing"] != 0:
            self.text = " \u200b"  # as a layout that is set up says it
        if style["text_decoration_line"] != "none":
            self._read_decorations()
        self._waits = True

    def _read_decorations(self) -> None:
        full = line_break.Layout(self.style, self.justification_spacing, self.max_width)
        for name, value in vars(full).items():
            if name == "ascent" or name.startswith(("underline_", "strikethrough_")):
                setattr(self, name, value)

    def deactivate(self) -> None:
        if self.__dict__.pop("_waits", False):
            del self.style
        else:
            super().deactivate()


GROUP = Group(
    name="measures",
    why=Text("相同文字只测量一次", "the same words are measured once"),
    files=("weasyprint/text/line_break.py", "weasyprint/text/fonts.py", "weasyprint/layout/inline.py"),
    replacements=_replacements,
)  # fmt: skip
