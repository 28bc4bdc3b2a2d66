"""Small XML parts (workbook, relations, styles, properties) as a flat list of tags, without DTDs and entities."""

import re
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from perfxl.workbook.intake.quarantine import DAMAGED, REFUSED, Unreadable

_UTF_8 = re.compile(rb"""encoding=["'](?:utf-8|us-ascii)["']""")
_LONGEST_TEXT = 10_000  # names and settings are short; growing a longer text piece by piece would take hours


@dataclass
class Tag:
    """A start tag without namespace, its attributes by local name, and the text up to the next start tag."""

    name: str
    attributes: dict[str, str]
    text: str = ""


def tags(raw: bytes, part: str) -> list[Tag]:
    """All start tags of `raw` in document order; raises `Unreadable` if it is not well-formed or has a DTD."""
    found: list[Tag] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append(Tag(local(name), {local(key): value for key, value in attributes.items()}))

    def text(letters: str) -> None:
        if found and len(found[-1].text) < _LONGEST_TEXT:
            found[-1].text += letters

    parser = safe_parser(part)
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parse(parser, raw, part)
    return found


def surely_plain(xml: bytes) -> bool:
    """True if the bytes are UTF-8 without comments, CDATA, DTD or instructions: then every `<` starts an element."""
    declaration = xml[: xml.find(b"?>") + 2].lower() if b"<?" in xml[:8] else b""
    if b"\0" in xml or _occurs(b"<!", xml) or _occurs(b"<?", xml, start=len(declaration)):
        return False
    if b"encoding" in declaration and not _UTF_8.search(declaration):
        return False
    try:
        xml.decode()
    except UnicodeDecodeError:
        return False
    return True


def _occurs(mark: bytes, xml: bytes, *, start: int = 0) -> bool:
    """Whether `mark` is there; its second letter is rare, and by itself is found many times sooner."""
    return xml.find(mark[1:], start) >= 0 and xml.find(mark, start) >= 0


def local(name: str) -> str:
    """`name` without the namespace that the parser put before it."""
    return name.rpartition(" ")[2]


def safe_parser(part: str) -> expat.XMLParserType:
    """A parser that refuses document types, so that no entity can grow or fetch anything."""

    def refuse(*_: object) -> NoReturn:
        raise Unreadable(REFUSED, f"{part}: DTD")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, raw: bytes, part: str) -> None:
    """Run `parser` over `raw`; broken XML raises `Unreadable` with the part and the line."""
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise Unreadable(DAMAGED, f"{part}:{error.lineno}") from error
    except (ValueError, LookupError) as error:  # an encoding that the parser does not know
        raise Unreadable(DAMAGED, part) from error
