"""Charts.

The attributes of an SVG are read again for every mark and word: lengths and addresses. And each word copies all
initial values of CSS into a style of its own, of which it then sets a handful; here that style looks the others up, and
words of the same font are known as such.
"""

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import weasyprint.svg.text
import weasyprint.svg.utils as svg_utils
from weasyprint.css.properties import INITIAL_VALUES

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

_MOST = 2000
_MODULE = sys.modules[weasyprint.svg.text.__module__] if callable(weasyprint.svg.text) else weasyprint.svg.text


class SvgStyle(dict[str, Any]):
    """A style that holds only what differs from the initial values."""

    font_config: Any

    def update(self, *values: Any, **named: Any) -> None:
        """Take values, but not the initial ones."""
        if values != (INITIAL_VALUES,) or named:
            super().update(*values, **named)

    def __missing__(self, name: str) -> Any:
        return INITIAL_VALUES[name]


def _replacements(memory: Memory) -> Iterator[Replacement]:
    for name in ("size", "normalize", "parse_url"):  # not color: its results are changed
        reader = lru_cache(_MOST)(getattr(svg_utils, name))
        memory.on_forget(reader.cache_clear)
        yield Replacement(svg_utils, name, reader)
    yield Replacement(_MODULE, "Style", SvgStyle)


GROUP = Group(
    name="pictures",
    why=Text("图表文字的样式只记不同之处", "styles of words in charts hold only what differs"),
    files=("weasyprint/svg/text.py", "weasyprint/svg/utils.py", "weasyprint/svg/__init__.py", "weasyprint/css/properties.py"),
    replacements=_replacements,
)
