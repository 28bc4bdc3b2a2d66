"""Compression of VBA sources and of the dir stream, as [MS-OVBA] 2.4.1 describes it."""

import struct
from functools import lru_cache

_CHUNK = 4096  # bytes of text that are compressed together
_SHORTEST = 3  # bytes that a copy replaces at least
_TRIED = 48  # earlier places that are compared; more makes hardly anything shorter
_SIGNATURE = b"\x01"
_COMPRESSED, _RAW = 0xB000, 0x3000


@lru_cache(maxsize=64)
def compressed(text: bytes) -> bytes:
    """`text` as a CompressedContainer. Raises ValueError for a last chunk that cannot be stored: noise, no text."""
    return _SIGNATURE + b"".join(_chunk(text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK))


def _chunk(text: bytes) -> bytes:
    body = _tokens(text)
    if len(body) <= _CHUNK:
        return struct.pack("<H", _COMPRESSED | (len(body) - 1)) + body
    if len(text) < _CHUNK:
        raise ValueError("a short last chunk that does not compress has no representation in [MS-OVBA] 2.4.1.1.5")
    return struct.pack("<H", _RAW | (_CHUNK - 1)) + text


def _tokens(text: bytes) -> bytes:
    """Groups of up to eight tokens, each group behind a byte that says which of them are copies."""
    seen: dict[bytes, list[int]] = {}
    body, at = bytearray(), 0
    while at < len(text):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at == len(text):
                break
            offset, length = _longest(text, at, seen.get(text[at : at + _SHORTEST], ()))
            if length:
                flags |= 1 << bit
                group += struct.pack("<H", ((offset - 1) << (16 - _offset_bits(at))) | (length - _SHORTEST))
            else:
                group.append(text[at])
            for place in range(at, at + max(length, 1)):
                seen.setdefault(text[place : place + _SHORTEST], []).append(place)
            at += max(length, 1)
        body.append(flags)
        body += group
    return bytes(body)


def _longest(text: bytes, at: int, places: "list[int] | tuple[()]") -> tuple[int, int]:
    """How far back the longest repetition of what follows `at` begins, and its length; 0, 0 if there is none."""
    best, length = 0, 0
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(text) - at)
    if most < _SHORTEST:
        return 0, 0
    for place in reversed(places[-_TRIED:]):
        same = _SHORTEST
        while same < most and text[place + same] == text[at + same]:
            same += 1
        if same > length:
            best, length = at - place, same
        if length == most:
            break
    return best, length


def _offset_bits(at: int) -> int:
    """How many of a copy token's 16 bits hold the offset, `at` bytes into the chunk: 4 to 12."""
    return max(4, (at - 1).bit_length())
