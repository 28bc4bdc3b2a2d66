"""Brackets around what is drawn, without generators.

Every word and line is drawn inside a `with`: it is marked for readers of tagged PDFs, or keeps the state of the page. An
ordinary letter has no tags, so that most of these brackets, some four hundred, hold nothing.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import weasyprint.pdf.stream as pdf_stream

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

_NOTHING = nullcontext()


class _Stacked:
    """Saves the state of a stream, and brings it back."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        self._stream.push_state()

    def __exit__(self, *error: object) -> None:
        self._stream.pop_state()


def _replacements(memory: Memory) -> Iterator[Replacement]:
    stream = pdf_stream.Stream
    original_marked, original_artifact = stream.marked, stream.artifact

    def marked(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        return _NOTHING if self._tags is None else original_marked(self, box, tag)

    def artifact(self: Any) -> AbstractContextManager[None]:
        return _NOTHING if self._tags is None else original_artifact(self)

    def stacked(self: Any) -> _Stacked:
        return _Stacked(self)

    yield Replacement(stream, "marked", marked)
    yield Replacement(stream, "artifact", artifact)
    yield Replacement(stream, "stacked", stacked)


GROUP = Group(
    name="brackets",
    why=Text("绘图时不用空的括号", "nothing is opened and closed around a word without tags"),
    files=("weasyprint/pdf/stream.py",),
    replacements=_replacements,
)
