"""Letters that leave no garbage behind.

All boxes of a letter hang in one great circle through the context of its layout, so that only the garbage collector can
free them, which takes a tenth of the time. Emptied after the letter, the circle is open, and nearly all is freed at once.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import layout

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
    memory.leaves_little = True
    yield Replacement(layout.LayoutContext, "__init__", new_context)


GROUP = Group(
    name="cycles",
    why=Text("每封信用完即释放内存", "memory is freed after each letter"),
    files=("weasyprint/layout/__init__.py", "weasyprint/document.py"),
    replacements=_replacements,
)
