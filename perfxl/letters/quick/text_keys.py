"""What Pango can see of a style, as a number: two styles with the same number measure and draw text alike."""

from itertools import count
from typing import Any

from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.pictures import SvgStyle
from perfxl.letters.quick.styles import is_kept

_SEEN_BY_PANGO = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "white_space", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "hyphens",
    "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "text_decoration_line", "tab_size",
)  # fmt: skip


class TextKeys:
    """Numbers of styles, for one memory."""

    def __init__(self, memory: Memory) -> None:
        self._numbers: dict[Any, int] = {}
        self._fonts: dict[int, Any] = {}  # kept, so that no other can have their ids
        self._next = count(1)
        self._mark = f"_text_key_{id(self)}"
        memory.on_forget(self._numbers.clear)

    def of(self, style: Any) -> int:
        """The number of a style; never the number of another one."""
        number: int | None = style.__dict__.get(self._mark)
        if number is None:
            own = sorted(style.items()) if type(style) is SvgStyle else [style[name] for name in _SEEN_BY_PANGO]
            seen = (id(style.font_config), repr(own))
            number = self._numbers.get(seen)
            if number is None:
                number = self._numbers[seen] = next(self._next)
                self._fonts[id(style.font_config)] = style.font_config
            if type(style) is SvgStyle or is_kept(style):
                style.__dict__[self._mark] = number
        return number
