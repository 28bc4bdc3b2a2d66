"""Drawn words.

To draw a line of text, WeasyPrint sets up its Pango layout again and walks over its glyphs. The same words in the same
style have the same glyphs; what differs is where they stand and which of them a letter has drawn already.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import weasyprint.draw.text as draw_text
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memo, Memory, is_short
from perfxl.letters.quick.styles import is_kept
from perfxl.letters.quick.text_keys import TextKeys

_MOST = 1500
_FONT_SIZE_IS_RIGHT = 14802  # the first Pango whose fonts know their size
_SMALLEST = 1e-6


class _Face(NamedTuple):
    """A Pango font. widths: of its glyphs, in thousandths of its size. layout: keeps the font, and its address."""

    font: Any
    key: Any
    size: float
    widths: dict[int, int]
    layout: Any


class _Glyph(NamedTuple):
    """One glyph; its number is None for space without ink. offset: in font sizes, to the left."""

    number: int | None
    advance: int
    offset: float


class _Run(NamedTuple):
    """Glyphs of one font. texts: what each glyph stands for, the first time. drawn: with the face's own widths."""

    face: _Face
    size: float
    glyphs: tuple[_Glyph, ...]
    texts: dict[int, str]
    widths: dict[int, int]
    drawn: str


def _operands(glyphs: tuple[_Glyph, ...], size: float, widths: dict[int, int]) -> str:
    """Glyphs as the operand of a PDF text operator: hexadecimal numbers, with the gaps that are not as usual between."""
    parts = ["<"]
    for number, advance, offset in glyphs:
        if number is None:
            parts.append(f">{-advance / size}<")
            continue
        if offset:
            parts.append(f">{-offset}<")
        parts.append(f"{number:04x}")
        gap = widths[number] + offset - advance * 1000 * FROM_UNITS / size
        if gap:
            parts.append(f">{int(gap)}<")
    drawn = "".join(parts)
    return drawn[:-1] if drawn.endswith("<") else f"{drawn}>"


class _Reader:
    """Reads the glyphs of layouts that are set up."""

    def __init__(self) -> None:
        self._faces: dict[int, _Face] = {}
        self._ink, self._logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def forget(self) -> None:
        self._faces.clear()

    def runs(self, textbox: Any) -> tuple[_Run, ...] | None:
        """The runs of a text box; None for text with glyphs out of the ordinary."""
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        text, runs, item = layout.text.encode(), [], first_line.runs[0]
        while item != ffi.NULL:
            face = self._face(item.data.item.analysis.font, layout.layout)
            size = face.size if pango.pango_version() >= _FONT_SIZE_IS_RIGHT else textbox.style["font_size"]
            run = self._run(item.data, face, size, text)
            if run is None:
                return None
            runs.append(run)
            item = item.next
        return tuple(runs)

    def _face(self, font: Any, layout: Any) -> _Face:
        address = int(ffi.cast("uintptr_t", font))
        face = self._faces.get(address)
        if face is None:
            key, _, size = get_pango_font_key(font)
            face = self._faces[address] = _Face(font, key, size, {}, layout)
        return face

    def _run(self, item: Any, face: _Face, size: float, text: bytes) -> _Run | None:
        glyphs: list[_Glyph] = []
        texts: dict[int, str] = {}
        for place in range(item.glyphs.num_glyphs):
            glyph = item.glyphs.glyphs[place]
            number, geometry = glyph.glyph, glyph.geometry
            if number == pango.PANGO_GLYPH_EMPTY:
                glyphs.append(_Glyph(None, geometry.width, 0.0))
                continue
            if number & pango.PANGO_GLYPH_UNKNOWN_FLAG or geometry.y_offset:
                return None
            if number not in texts:
                told = text[slice(*_cluster(item, place))]
                try:
                    texts[number] = told.decode()
                except UnicodeDecodeError:
                    return None
            glyphs.append(_Glyph(number, geometry.width, geometry.x_offset / size))
        widths = {number: self._width(face, number, size) for number in texts}
        whole = tuple(glyphs)
        return _Run(face, size, whole, texts, widths, _operands(whole, size, widths))

    def _width(self, face: _Face, number: int, size: float) -> int:
        width = face.widths.get(number)
        if width is None:
            pango.pango_font_get_glyph_extents(face.font, number, self._ink, self._logical)
            width = face.widths[number] = round(self._logical.width * 1000 * FROM_UNITS / size)
        return width


def _cluster(item: Any, place: int) -> tuple[int, int]:
    """Where the text of a glyph begins and ends, in bytes. Right-to-left text has its glyphs in the other order."""
    clusters, last = item.glyphs.log_clusters, item.glyphs.num_glyphs - 1
    if item.item.analysis.level % 2:
        end = item.item.length if place == 0 else clusters[place - 1]
    else:
        end = item.item.length if place == last else clusters[place + 1]
    return item.item.offset + clusters[place], item.item.offset + end


def _fonts(stream: Any, runs: tuple[_Run, ...]) -> list[Any]:
    """The document's fonts of runs."""
    return [stream._fonts.get(run.face.key) or stream.add_font(run.face.font)[0] for run in runs]


def _has_pictures(font: Any) -> bool:
    return bool(font.png or font.svg or font.colr or font.bitmap)


def _draw(stream: Any, runs: tuple[_Run, ...], matrix: tuple[float, ...]) -> None:
    stream.set_text_matrix(*matrix)
    before, waiting = None, ""
    for font, run in zip(_fonts(stream, runs), runs, strict=True):
        if run.face.font != before:
            before = run.face.font
            if waiting:
                stream.show_text(waiting)
            waiting = ""
            stream.set_font_size(font.hash, run.size)
        if not run.texts.keys() <= font.to_unicode.keys():
            font.to_unicode.update({number: told for number, told in run.texts.items() if number not in font.to_unicode})
        if not run.widths.keys() <= font.widths.keys():
            font.widths.update({number: width for number, width in run.widths.items() if number not in font.widths})
        usual = run.widths.items() <= font.widths.items()
        waiting += run.drawn if usual else _operands(run.glyphs, run.size, font.widths)
    stream.show_text(waiting)


def _is_plain(style: Any) -> bool:
    """Whether text in this style is drawn by its glyphs alone."""
    plain = style.__dict__.get("_plain_text")
    if plain is None:
        plain = style["visibility"] == "visible" and style["text_decoration_line"] == "none"
        plain = plain and style["font_size"] >= _SMALLEST
        if is_kept(style):
            style.__dict__["_plain_text"] = plain
    return bool(plain)


def _whole_text(drawn: Memo, keys: TextKeys) -> Replacement:
    original = draw_text.draw_text

    def text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
        style, layout, runs = textbox.style, textbox.pango_layout, None
        if text_overflow == "clip" and block_ellipsis == "none" and _is_plain(style):
            runs = drawn[keys.of(style), layout.text, layout.justification_spacing]
        if not runs or not textbox.text.strip():
            original(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        stream.set_color(style["color"])
        stream.begin_text()
        _draw(stream, runs, (1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline))
        stream.end_text()

    return Replacement(draw_text, "draw_text", text)


def _first_lines(drawn: Memo, keys: TextKeys, reader: _Reader) -> Replacement:
    original = draw_text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        style, layout = textbox.style, textbox.pango_layout
        if text_overflow == "ellipsis" or block_ellipsis != "none" or style["font_size"] < _SMALLEST:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        if not textbox.text.strip():
            return []
        key = (keys.of(style), layout.text, layout.justification_spacing)
        runs = drawn[key]
        if runs is None:
            runs = reader.runs(textbox) or ()
            if any(_has_pictures(font) for font in _fonts(stream, runs)):
                runs = ()
            if is_short(layout.text) or drawn.is_wanted(key):
                drawn.keep(key, runs)
        if runs:
            _draw(stream, runs, matrix.values)
            return []
        return original(stream, textbox, text_overflow, block_ellipsis, matrix)

    return Replacement(draw_text, "draw_first_line", draw_first_line)


def _sleeping_layouts() -> Iterator[Replacement]:
    """Layouts that are to be drawn are set up when they are asked for glyphs, and no sooner."""
    layout_class = line_break.Layout
    set_up, put_down = layout_class.reactivate, layout_class.deactivate

    def reactivate(self: Any, style: Any) -> None:
        self.style, self._sleeps = style, True

    def deactivate(self: Any) -> None:
        if self.__dict__.pop("_sleeps", False):
            del self.style
        else:
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
    drawn, keys, reader = memory.memo(_MOST), TextKeys(memory), _Reader()
    memory.on_forget(reader.forget)
    yield _whole_text(drawn, keys)
    yield _first_lines(drawn, keys, reader)
    yield from _sleeping_layouts()


GROUP = Group(
    name="glyphs",
    why=Text("相同文字的字形只取一次", "the glyphs of the same words are read once"),
    files=(
        "weasyprint/draw/text.py", "weasyprint/text/line_break.py", "weasyprint/text/fonts.py",
        "weasyprint/pdf/stream.py", "weasyprint/pdf/fonts.py", "weasyprint/svg/text.py",
    ),
    replacements=_replacements,
)  # fmt: skip
