"""Letters that leave no garbage behind.

All boxes of a letter hang in one great circle through the context of its layout, so that only the garbage collector can
free them, which takes a tenth of the time. Emptied after the letter, the circle is open, and nearly all is freed at once.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import layout, svg

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory


def _replacements(memory: Memory) -> Iterator[Replacement]:
    original, contexts = layout.LayoutContext.__init__, []

    def new_context(self: Any, *args: Any, **named: Any) -> None:
        original(self, *args, **named)
        contexts.append(self)

    def empty_them() -> None:
        for context in contexts:
            vars(context).clear()
        contexts.clear()

    memory.after_each_letter(empty_them)
    yield Replacement(layout.LayoutContext, "__init__", new_context)
    yield _pictures()


def _pictures() -> Replacement:
    """Drawn pictures let go of the page that they were drawn on, with its fonts: parts of a picture refer to each other."""
    original = svg.SVG.draw

    def draw(self: Any, *args: Any) -> None:
        original(self, *args)
        self.stream = self.context = None

    return Replacement(svg.SVG, "draw", draw)


GROUP = Group(
    name="cycles",
    why=Text("每封信用完即释放内存", "memory is freed after each letter"),
    files=("weasyprint/layout/__init__.py", "weasyprint/document.py", "weasyprint/svg/__init__.py"),
    replacements=_replacements,
)
