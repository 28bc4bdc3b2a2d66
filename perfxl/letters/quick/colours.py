"""Colours taken apart once.

Setting a colour iterates over its channels and converts it, for every word, also where it is the current one already.
"""

from collections.abc import Iterator
from typing import Any

import weasyprint.pdf.stream as pdf_stream

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

_MOST = 500
_RGB = ("srgb", "hsl", "hwb")


def _replacements(memory: Memory) -> Iterator[Replacement]:
    parts, original = memory.memo(_MOST), pdf_stream.Stream.set_color

    def set_color(self: Any, color: Any, stroke: bool = False) -> None:
        known = parts[id(color)]
        if known is None:
            if color.space not in _RGB:
                original(self, color, stroke)
                return
            *channels, alpha = color
            # With the colour itself, so that no other one can have its id.
            known = color, alpha, (color.space, *channels), tuple(color.to("srgb").coordinates)
            parts.keep(id(color), known)
        _, alpha, key, rgb = known
        self.set_alpha(alpha, stroke)
        current = "_current_color_stroke" if stroke else "_current_color"
        if getattr(self, current) != key:
            setattr(self, current, key)
            self.set_color_rgb(*rgb, stroke)

    yield Replacement(pdf_stream.Stream, "set_color", set_color)


GROUP = Group(
    name="colours",
    why=Text("颜色只换算一次", "colours are converted once"),
    files=("weasyprint/pdf/stream.py",),
    replacements=_replacements,
)
