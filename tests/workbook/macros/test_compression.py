"""What is compressed comes back through a reader written from the specification, and is as short as its examples."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.workbook.macros.compression import compressed
from tests.support.vba.compression import decompressed

# The examples of [MS-OVBA] 3.2.
_EXAMPLES = {
    b"abcdefghijklmnopqrstuv.": "0119b000616263646566676800696a6b6c6d6e6f70007172737475762e",
    b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": (
        "012fb000236161616263646582660070616768696a013808616b6c00306d6e6f700671027004107273747576"
        "10777879 7a003c"
    ),
    b"a" * 73: "0103b002614500",
}


@pytest.mark.parametrize("text", list(_EXAMPLES), ids=["none", "normal", "most"])
def test_the_examples_of_the_specification(text: bytes) -> None:
    example = bytes.fromhex(_EXAMPLES[text])

    assert decompressed(example) == decompressed(compressed(text)) == text
    assert len(compressed(text)) == len(example)


@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"x", b" = ", b"Range", b"1", b"\r\n"]), max_size=3000))
def test_source_text_comes_back(pieces: list[bytes]) -> None:
    text = b"".join(pieces)

    assert decompressed(compressed(text)) == text


@pytest.mark.parametrize("length", [0, 1, 8, 9, 4093, 4094, 4095, 4096, 4097, 8192, 8193])
def test_every_length_around_a_chunk(length: int) -> None:
    text = (b"If x Then y = x + 1\r\n" * 400)[:length]

    assert decompressed(compressed(text)) == text


def test_noise_is_stored_as_it_is_in_a_whole_chunk_and_refused_in_a_short_one() -> None:
    noise = random.Random(1).randbytes(4096)

    assert decompressed(compressed(noise)) == noise
    assert compressed(noise) == b"\x01\xff\x3f" + noise
    with pytest.raises(ValueError, match="short last chunk"):
        compressed(noise[:4000])
