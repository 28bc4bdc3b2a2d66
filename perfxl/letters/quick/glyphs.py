"""Drawn words.

To draw a line of text, WeasyPrint sets up its Pango layout again and walks over its glyphs. The same words in the same
style have the same glyphs; what differs is where they stand and which of them a letter has drawn already. And words that
no other letter has were set up once before, to be measured: their glyphs are read then.
"""

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint.draw.text as draw_text
from weasyprint.layout import inline
from weasyprint.text import line_break

from perfxl.language import Text
from perfxl.letters.quick.glyph_runs import Reader, Run, operands
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory, is_short
from perfxl.letters.quick.styles import is_kept
from perfxl.letters.quick.text_keys import TextKeys

_MOST = 1500
_SMALLEST = 1e-6


def _fonts(stream: Any, runs: tuple[Run, ...]) -> list[Any]:
    """The document's fonts of runs."""
    return [stream._fonts.get(run.face.key) or stream.add_font(run.face.font)[0] for run in runs]


def _has_pictures(font: Any) -> bool:
    return bool(font.png or font.svg or font.colr or font.bitmap)


def _draw(stream: Any, runs: tuple[Run, ...]) -> None:
    """Draw runs after the text matrix is set."""
    face, waiting = None, ""
    for font, run in zip(_fonts(stream, runs), runs, strict=True):
        if run.face is not face:
            face = run.face
            if waiting:
                stream.show_text(waiting)
            waiting = ""
            stream.set_font_size(font.hash, run.size)
        waiting += run.drawn if _has_widths(font, run) else operands(run.glyphs, run.size, font.widths)
    stream.show_text(waiting)


def _has_widths(font: Any, run: Run) -> bool:
    """Tell the document's font what is new to it; whether all glyphs have the widths there that they have in the run."""
    if run.widths.items() <= font.widths.items():
        return True
    font.to_unicode.update({number: told for number, told in run.texts.items() if number not in font.to_unicode})
    font.widths.update({number: width for number, width in run.widths.items() if number not in font.widths})
    return bool(run.widths.items() <= font.widths.items())


def _is_plain(style: Any) -> bool:
    """Whether text in this style is drawn by its glyphs alone."""
    plain = style.__dict__.get("_plain_text")
    if plain is None:
        plain = style["visibility"] == "visible" and style["text_decoration_line"] == "none"
        plain = plain and style["font_size"] >= _SMALLEST
        if is_kept(style):
            style.__dict__["_plain_text"] = plain
    return bool(plain)


class _Drawn:
    """The runs of words that were drawn, or measured to be drawn."""

    def __init__(self, memory: Memory) -> None:
        self._known, self._keys, self._reader = memory.memo(_MOST), TextKeys(memory), Reader()
        self.measuring = False  # whether text is measured that will stand on the page
        memory.on_forget(self._reader.forget)

    def note(self, layout: Any) -> None:
        """Read the runs of a layout that is to be put down; to draw it, it would have to be set up again."""
        style = layout.style
        if not self.measuring or layout.justification_spacing or not layout.text.strip() or not _is_plain(style):
            return
        number = self._keys.of(style)
        if self._known[number, layout.text, 0] is None:
            layout._measured = number, self._reader.measured_runs(layout, style["font_size"])

    def runs(self, stream: Any, textbox: Any, *, read: bool) -> tuple[Run, ...] | None:
        """The runs of a text box; () if WeasyPrint has to draw it. read: set the layout up and read it, if need be."""
        layout, number = textbox.pango_layout, self._keys.of(textbox.style)
        key = (number, layout.text, layout.justification_spacing)
        runs: tuple[Run, ...] | None = self._known[key]
        if runs is not None:
            return runs
        measured, runs = layout.__dict__.get("_measured", (0, None))
        if measured != number or layout.justification_spacing:
            runs = None
        if runs is None:
            if not read:
                return None
            runs = self._reader.runs(layout, textbox.style["font_size"]) or ()
        if any(_has_pictures(font) for font in _fonts(stream, runs)):
            runs = ()
        if is_short(layout.text) or self._known.is_wanted(key):
            self._known.keep(key, runs)
        return runs


def _whole_text(drawn: _Drawn) -> Replacement:
    original = draw_text.draw_text

    def text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
        style, runs = textbox.style, None
        if text_overflow == "clip" and block_ellipsis == "none" and _is_plain(style) and textbox.text.strip():
            runs = drawn.runs(stream, textbox, read=False)
        if not runs:
            original(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        stream.set_color(style["color"])
        stream.begin_text()
        x, y = textbox.position_x, textbox.position_y + textbox.baseline
        stream.stream.append(b"1 0 0 -1 %b %b Tm" % (pydyf._to_bytes(x), pydyf._to_bytes(y)))
        _draw(stream, runs)
        stream.end_text()

    return Replacement(draw_text, "draw_text", text)


def _first_lines(drawn: _Drawn) -> Replacement:
    original = draw_text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        if text_overflow == "ellipsis" or block_ellipsis != "none" or textbox.style["font_size"] < _SMALLEST:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        if not textbox.text.strip():
            return []
        runs = drawn.runs(stream, textbox, read=True)
        if not runs:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        _draw(stream, runs)
        return []

    return Replacement(draw_text, "draw_first_line", draw_first_line)


def _measured_text(drawn: _Drawn) -> Replacement:
    original = inline.split_text_box

    def split_text_box(*args: Any, **named: Any) -> Any:
        drawn.measuring = True
        try:
            return original(*args, **named)
        finally:
            drawn.measuring = False

    return Replacement(inline, "split_text_box", split_text_box)


def _sleeping_layouts(drawn: _Drawn) -> Iterator[Replacement]:
    """Layouts that are to be drawn are set up when they are asked for glyphs, and no sooner; most never are."""
    layout_class = line_break.Layout
    set_up, put_down = layout_class.reactivate, layout_class.deactivate

    def reactivate(self: Any, style: Any) -> None:
        self.style, self._sleeps = style, True

    def deactivate(self: Any) -> None:
        if self.__dict__.pop("_sleeps", False):
            del self.style
        else:
            drawn.note(self)
            put_down(self)

    def wake_up(self: Any, name: str) -> Any:
        if name in ("layout", "language") and self.__dict__.pop("_sleeps", False):
            set_up(self, self.style)
            return self.__dict__[name]
        raise AttributeError(name)

    yield Replacement(layout_class, "reactivate", reactivate)
    yield Replacement(layout_class, "deactivate", deactivate)
    yield Replacement(layout_class, "__getattr__", wake_up)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    drawn = _Drawn(memory)
    yield _whole_text(drawn)
    yield _first_lines(drawn)
    yield _measured_text(drawn)
    yield from _sleeping_layouts(drawn)


GROUP = Group(
    name="glyphs",
    why=Text("相同文字的字形只取一次", "the glyphs of the same words are read once"),
    files=(
        "weasyprint/draw/text.py", "weasyprint/text/line_break.py", "weasyprint/text/fonts.py",
        "weasyprint/pdf/stream.py", "weasyprint/pdf/fonts.py", "weasyprint/svg/text.py", "weasyprint/layout/inline.py",
    ),
    replacements=_replacements,
)  # fmt: skip
