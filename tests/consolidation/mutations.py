"""Damage as files really get it: bytes of the archive, and the structure of the XML inside. Seeded, so each can be had again."""

import io
import random
import re
import zipfile

PARTS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
         "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "docProps/custom.xml")  # fmt: skip
_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb' ([\w:]+)="([^"]*)"')


def with_damaged_bytes(content: bytes, draw: random.Random) -> bytes:
    """Some bytes of the archive changed, zeroed, cut, doubled or moved."""
    damaged = bytearray(content)
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        at, length = draw.randrange(len(damaged)), draw.choice((1, 1, 2, 8, 64, 512))
        match draw.randrange(7):
            case 0:
                damaged[at] ^= 1 << draw.randrange(8)
            case 1:
                damaged[at : at + length] = draw.randbytes(len(damaged[at : at + length]))
            case 2:
                damaged[at : at + length] = bytes(len(damaged[at : at + length]))
            case 3:
                del damaged[at : at + length]
            case 4:
                damaged[at:at] = damaged[at : at + length]
            case 5:
                del damaged[at:]
            case _:
                damaged[at:] = bytes(len(damaged) - at)
        if not damaged:
            break
    return bytes(damaged)


def with_damaged_structure(content: bytes, draw: random.Random) -> bytes:
    """One part with tags or attributes dropped, doubled, swapped or changed; what stands between the tags stays."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = draw.choice([part for part in PARTS if part in parts] + [PARTS[0]] * 4)
    if draw.random() < 0.03:
        del parts[name]
    else:
        parts[name] = _damaged(parts[name], draw)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part, xml in parts.items():
            new.writestr(zipfile.ZipInfo(part), xml)
    return target.getvalue()


def _damaged(xml: bytes, draw: random.Random) -> bytes:
    tags = list(_TAG.finditer(xml))
    tag = draw.choice(tags)
    start, end, text = tag.start(), tag.end(), tag.group()
    match draw.randrange(9):
        case 0:
            return xml[:start] + xml[end:]
        case 1:
            return xml[:end] + text + xml[end:]
        case 2:
            other = draw.choice(tags)
            return xml[:start] + other.group() + xml[end:]
        case 3:
            return xml[:start] + _ATTRIBUTE.sub(b"", text, count=1) + xml[end:]
        case 4 | 5 | 6:
            return xml[:start] + _other_value(text, draw) + xml[end:]
        case 7:
            return _without_an_element(xml, draw)
        case _:
            return xml[:start] + text.replace(b"<", b"<x:", 1).replace(b"<x:/", b"</x:") + xml[end:]


def _other_value(tag: bytes, draw: random.Random) -> bytes:
    """An attribute with another value of its kind."""
    found = list(_ATTRIBUTE.finditer(tag))
    if not found:
        return tag
    one = draw.choice(found)
    value, name = one[2], one[1]
    others = {
        b"t": (b"n", b"s", b"str", b"b", b"e", b"inlineStr", b"d", b"zz"),
        b"numFmtId": (b"0", b"9", b"10", b"14", b"49"),
    }
    if name in others:
        new = draw.choice(others[name])
    elif value.isdigit():
        new = draw.choice(
            (b"0", b"1", str(int(value) + 1).encode(), str(max(0, int(value) - 1)).encode(), b"99999", b"")
        )
    elif re.fullmatch(rb"[A-Z]+[0-9]+", value):
        letters, digits = re.fullmatch(rb"([A-Z]+)([0-9]+)", value).groups()  # type: ignore[union-attr]
        new = draw.choice(
            (bytes([letters[0] + 1]) + digits, letters + str(int(digits) + 1).encode(), b"XFD1048576", b"A0", letters)
        )
    else:
        new = draw.choice((b"", value[:-1], value + b"x", value[::-1]))
    return tag[: one.start(2)] + new + tag[one.end(2) :]


def _without_an_element(xml: bytes, draw: random.Random) -> bytes:
    elements = [match for name in (b"c", b"row", b"si", b"xf", b"sheet", b"numFmt")
                for match in re.finditer(rb"<%s[ >/].*?(?:</%s>|/>)" % (name, name), xml, re.DOTALL)]  # fmt: skip
    if not elements:
        return xml[: len(xml) // 2]
    one = draw.choice(elements)
    if draw.random() < 0.5:
        return xml[: one.start()] + xml[one.end() :]
    return xml[: one.end()] + one.group() + xml[one.end() :]
