"""Streams deflated as far as it pays, and numbers written by their type.

pydyf deflates at level 9, which takes twice as long for letters that are 0.3 % smaller. In fonts little repeats, so that
looking for it takes three times as long for 4 %. And pydyf finds out what each number
is by asking for each kind in turn, thousands of times a letter.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

_LEVEL = 6
_MOST_NUMBERS = 20_000
_IS_FONT = "/OpenType"


class _Written(dict[float, bytes]):
    """Numbers as they stand in a PDF. The same ones come again and again: letters stand on one grid."""

    def __missing__(self, number: float) -> bytes:
        if len(self) >= _MOST_NUMBERS:
            self.clear()
        whole = type(number) is int or number.is_integer()
        written = self[number] = b"%d" % number if whole else (b"%f" % number).rstrip(b"0")
        return written


def _numbers() -> Replacement:
    original, written_numbers = pydyf._to_bytes, _Written()

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is float or kind is int:
            return written_numbers[item]
        written: bytes = item if kind is bytes else item.encode("ascii") if kind is str else original(item)
        return written

    return Replacement(pydyf, "_to_bytes", to_bytes)


def _data(self: Any) -> bytes:
    """A stream as it stands in the file, with what describes it."""
    to_bytes = pydyf._to_bytes
    content = b"\n".join([part if type(part) is bytes else to_bytes(part) for part in self.stream])
    about = pydyf.Dictionary(dict(self.extra))
    if self.compress:
        content = _deflated(content, zlib.Z_RLE if about.get("Subtype") == _IS_FONT else zlib.Z_DEFAULT_STRATEGY)
        about["Filter"] = "/FlateDecode"
    about["Length"] = len(content)
    described: bytes = about.data
    return described + b"\nstream\n" + content + b"\nendstream"


def _replacements(memory: Memory) -> Iterator[Replacement]:
    yield _numbers()
    yield Replacement(pydyf.Stream, "data", property(_data))


def _deflated(content: bytes, strategy: int) -> bytes:
    deflater = zlib.compressobj(_LEVEL, strategy=strategy)
    return deflater.compress(content) + deflater.flush()


GROUP = Group(
    name="streams",
    why=Text("压缩适可而止", "streams are deflated as far as it pays"),
    files=("pydyf/__init__.py",),
    replacements=_replacements,
)
