"""Glyph runs: what Pango has found for a line of text, read once and kept as Python values."""

import re
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key

_FONT_SIZE_IS_RIGHT = 14802  # the first Pango whose fonts know their size
_PARAGRAPH_ENDS = re.compile("[\n\r\u2029]")


class Face(NamedTuple):
    """A Pango font. widths: of its glyphs, in thousandths of its size. layout: keeps the font, and its address."""

    font: Any
    key: Any
    size: float
    widths: dict[int, int]
    layout: Any


class Glyph(NamedTuple):
    """One glyph; its number is None for space without ink. offset: in font sizes, to the left."""

    number: int | None
    advance: int
    offset: float


class Run(NamedTuple):
    """Glyphs of one font. texts: what each glyph stands for, the first time. drawn: with the face's own widths."""

    face: Face
    size: float
    glyphs: tuple[Glyph, ...]
    texts: dict[int, str]
    widths: dict[int, int]
    drawn: str


def operands(glyphs: tuple[Glyph, ...], size: float, widths: dict[int, int]) -> str:
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


class Reader:
    """Reads the glyphs of layouts that are set up."""

    def __init__(self) -> None:
        self._faces: dict[int, Face] = {}
        self._ink, self._logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def forget(self) -> None:
        self._faces.clear()

    def runs(self, layout: Any, font_size: float) -> tuple[Run, ...] | None:
        """The runs of a layout's text, as they are drawn; None for text with glyphs out of the ordinary."""
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        return self._of_line(first_line, layout, font_size)

    def measured_runs(self, layout: Any, font_size: float) -> tuple[Run, ...] | None:
        """The runs of a layout that was measured, as it is; None if its text is more than one plain line."""
        if _PARAGRAPH_ENDS.search(layout.text):
            return None
        first_line, more = layout.get_first_line()
        return None if more is not None else self._of_line(first_line, layout, font_size)

    def _of_line(self, line: Any, layout: Any, font_size: float) -> tuple[Run, ...] | None:
        text, runs, item = layout.text.encode(), [], line.runs[0]
        while item != ffi.NULL:
            face = self._face(item.data.item.analysis.font, layout.layout)
            size = face.size if pango.pango_version() >= _FONT_SIZE_IS_RIGHT else font_size
            run = self._run(item.data, face, size, text)
            if run is None:
                return None
            runs.append(run)
            item = item.next
        return tuple(runs)

    def _face(self, font: Any, layout: Any) -> Face:
        address = int(ffi.cast("uintptr_t", font))
        face = self._faces.get(address)
        if face is None:
            key, _, size = get_pango_font_key(font)
            face = self._faces[address] = Face(font, key, size, {}, layout)
        return face

    def _run(self, item: Any, face: Face, size: float, text: bytes) -> Run | None:
        glyphs: list[Glyph] = []
        texts: dict[int, str] = {}
        for place in range(item.glyphs.num_glyphs):
            glyph = item.glyphs.glyphs[place]
            number, geometry = glyph.glyph, glyph.geometry
            if number == pango.PANGO_GLYPH_EMPTY:
                glyphs.append(Glyph(None, geometry.width, 0.0))
                continue
            if number & pango.PANGO_GLYPH_UNKNOWN_FLAG or geometry.y_offset:
                return None
            if number not in texts:
                told = text[slice(*_cluster(item, place))]
                try:
                    texts[number] = told.decode()
                except UnicodeDecodeError:
                    return None
            glyphs.append(Glyph(number, geometry.width, geometry.x_offset / size))
        widths = {number: self._width(face, number, size) for number in texts}
        whole = tuple(glyphs)
        return Run(face, size, whole, texts, widths, operands(whole, size, widths))

    def _width(self, face: Face, number: int, size: float) -> int:
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
