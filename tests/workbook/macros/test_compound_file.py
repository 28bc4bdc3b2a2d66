"""Whatever streams are put in come out again, from a container without fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.workbook.macros.compound_file import compound_file
from tests.support.vba.compound_file import read_compound_file

_NAMES = st.text("abcABC_019", min_size=1, max_size=31)
_SIZES = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 9000, 70_000])


@given(st.dictionaries(_NAMES, _SIZES, max_size=12), st.dictionaries(_NAMES, _SIZES, max_size=12))
def test_every_stream_comes_back(top: dict[str, int], below: dict[str, int]) -> None:
    streams = {name: _content(name, size) for name, size in _distinct(top).items() if name.upper() != "VBA"}
    inner = {name: _content(name, size) for name, size in _distinct(below).items()}

    read = read_compound_file(compound_file({**streams, "VBA": inner}))

    assert read.faults == []
    assert read.streams == {**streams, **{f"VBA/{name}": content for name, content in inner.items()}}


def _distinct(sizes: dict[str, int]) -> dict[str, int]:
    """Without names that differ by case alone: a compound file takes them for one."""
    return {name.upper(): size for name, size in sizes.items()}


def _content(name: str, size: int) -> bytes:
    return (name.encode() * (size // len(name) + 1))[:size]


def test_what_a_compound_file_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        compound_file({"a" * 32: b""})
    with pytest.raises(ValueError, match="more than the header"):
        compound_file({"a": bytes(8 << 20)})
