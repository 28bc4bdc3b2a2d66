"""Undoes the compression of [MS-OVBA] 2.4.1, strictly."""

import struct


class Broken(Exception):
    """What cannot be read as the specification says."""


def decompressed(container: bytes) -> bytes:
    """The text of a CompressedContainer; raises Broken where a rule of 2.4.1.1 is broken."""
    if container[:1] != b"\x01":
        raise Broken("compression: signature")
    at, text = 1, bytearray()
    while at < len(container):
        if len(text) % 4096:
            raise Broken("compression: a short chunk is not the last one")
        header = int.from_bytes(container[at : at + 2], "little")
        end = at + (header & 0xFFF) + 3
        if (header >> 12) & 7 != 3 or end > len(container):
            raise Broken("compression: chunk header")
        body = container[at + 2 : end]
        if header & 0x8000:
            text += _chunk(body)
        elif len(body) == 4096:
            text += body
        else:
            raise Broken("compression: a raw chunk has 4096 bytes")
        at = end
    return bytes(text)


def _chunk(body: bytes) -> bytes:
    text, at = bytearray(), 0
    while at < len(body):
        flags = body[at]
        at += 1
        for bit in range(8):
            if at >= len(body):
                break
            if flags >> bit & 1:
                _copy(text, body[at : at + 2])
                at += 2
            else:
                text.append(body[at])
                at += 1
    if len(text) > 4096:
        raise Broken("compression: a chunk of more than 4096 bytes")
    return bytes(text)


def _copy(text: bytearray, token: bytes) -> None:
    if len(token) < 2 or not text:
        raise Broken("compression: copy token")
    bits = 4
    while 1 << bits < len(text):
        bits += 1
    number = struct.unpack("<H", token)[0]
    offset, length = (number >> (16 - bits)) + 1, (number & (0xFFFF >> bits)) + 3
    if offset > len(text):
        raise Broken("compression: a copy from before the chunk")
    for _ in range(length):
        text.append(text[-offset])
