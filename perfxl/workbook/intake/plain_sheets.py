"""Rewrite sheet and string parts of unusual writing (prefixes, quotes, comments, no references) in the plain one.

A real XML parser reads, so that the strict scan and the reader that follow need to know one way of writing only.
"""

import html
import re

from perfxl.workbook.intake.cell_names import LAST_ROW, column_letters, column_number
from perfxl.workbook.intake.quarantine import DAMAGED, REFUSED, Unreadable
from perfxl.workbook.intake.xml_tags import local, parse, safe_parser, surely_plain

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DEEPEST = 64
_STRINGS_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst(?: [^<>]*[^<>/])?>")
_STRINGS_HEAD = b'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="%s">' % MAIN[0].encode()


def plain_sheet(xml: bytes, part: str, *, most: int) -> bytes:
    """The cells, hidden rows and merged ranges of a worksheet part in plain writing; the rest is left out.

    Raises `Unreadable` if the part is not certain, or larger than `most` bytes: this way takes a minute a GiB.
    """
    if len(xml) > most:
        raise Unreadable(REFUSED, f"{part}: {len(xml) >> 20} MiB")
    return _SheetWriter(part).written(xml)


def plain_strings(xml: bytes, part: str) -> bytes:
    """A shared-strings part in plain writing: formatting and phonetic hints left out, one text per string.

    A part that is plain already keeps its strings as they are; only the stated counts go, because the reader would
    reserve memory for whatever they say.
    """
    start = _STRINGS_START.match(xml) if surely_plain(xml) else None
    if start:
        return _STRINGS_HEAD + xml[start.end() :]
    return _STRINGS_HEAD + _StringsWriter(part).written(xml) + b"</sst>"


class _Texts:
    """Collects the text of `t` elements outside phonetic runs."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.parser = safe_parser(part)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.letters
        self.pieces: list[str] = []
        self.out: list[str] = []
        self.listening = False
        self.phonetic = 0

    def written(self, xml: bytes) -> bytes:
        parse(self.parser, xml, self.part)
        return "".join(self.out).encode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.phonetic += local(name) == "rPh"
        self.listening = local(name) == "t" and not self.phonetic

    def end(self, name: str) -> None:
        self.phonetic -= local(name) == "rPh"
        self.listening = False

    def letters(self, text: str) -> None:
        if self.listening:
            self.pieces.append(text)

    def taken(self) -> str:
        text, self.pieces = "".join(self.pieces), []
        return html.escape(text, quote=False).replace("\r", "&#13;")


class _StringsWriter(_Texts):
    def end(self, name: str) -> None:
        super().end(name)
        if local(name) == "si":
            self.out.append(f'<si><t xml:space="preserve">{self.taken()}</t></si>')


class _SheetWriter(_Texts):
    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.row = 0
        self.column = -1
        self.open: list[str] = []
        self.tag = ""
        self.inside = ""
        self.rows_seen = False
        self.merged: list[str] = []

    def written(self, xml: bytes) -> bytes:
        body = super().written(xml)
        if not self.rows_seen:
            raise Unreadable(DAMAGED, self.part)
        head = f'<worksheet xmlns="{MAIN[0]}"><sheetData>'.encode()
        return head + body + b"</sheetData>" + "".join(self.merged).encode() + b"</worksheet>"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        namespace, _, word = name.rpartition(" ")
        in_rows = "sheetData" in self.open
        if in_rows and namespace not in MAIN:
            raise Unreadable(DAMAGED, f"{self.part}: {word}")
        self.open.append(word)
        if len(self.open) > _DEEPEST:
            raise Unreadable(DAMAGED, f"{self.part}: {word}")
        self.rows_seen |= word == "sheetData"
        if word == "mergeCell" and not in_rows:
            self._merge(attributes.get("ref", ""))
        elif in_rows:
            self._start_in_rows(word, attributes)

    def _start_in_rows(self, word: str, attributes: dict[str, str]) -> None:
        parent = self.open[-2]
        if (word, parent) == ("row", "sheetData"):
            self._start_row(attributes)
        elif (word, parent) == ("c", "row"):
            self._start_cell(attributes)
        elif word in ("row", "c") or (word in ("f", "v", "is") and parent != "c"):
            raise Unreadable(DAMAGED, f"{self.part}: {word}")
        elif word == "f":
            self.inside += "<f/>"
        elif word == "v":
            self.listening = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self.row + 1)).strip()
        if not number.isdecimal() or not 0 < int(number[:9]) <= LAST_ROW:
            raise Unreadable(DAMAGED, f"{self.part}: row {number[:9]}")
        self.row, self.column = int(number), -1
        hidden = ' hidden="1"' if attributes.get("hidden", "").strip() in ("1", "true") else ""
        self.out.append(f'<row r="{self.row}"{hidden}>')

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", f"{column_letters(self.column + 1)}{self.row}").strip()
        match = _REFERENCE.fullmatch(reference)
        if not match or int(match[2]) != self.row:
            raise Unreadable(DAMAGED, f"{self.part}: {reference[:20]}")
        self.column = column_number(match[1].encode())
        self.inside = ""
        self.pieces = []
        style, kind = attributes.get("s", "").strip(), attributes.get("t", "").strip()
        self.tag = f'<c r="{reference}"' + (f' s="{int(style)}"' if style.isdecimal() else "")
        self.tag += f' t="{kind}"' if kind.isascii() and kind.isalpha() else ""

    def end(self, name: str) -> None:
        super().end(name)
        word = self.open.pop()
        if "sheetData" not in self.open:
            return
        if word == "v":
            is_text = self.tag.endswith(' t="str"')
            text = self.taken()
            self.inside += f"<v>{text if is_text else text.strip()}</v>"
        elif word == "is":
            self.inside += f'<is><t xml:space="preserve">{self.taken()}</t></is>'
        elif word == "c":
            self.out.append(f"{self.tag}>{self.inside}</c>" if self.inside else f"{self.tag}/>")
        elif word == "row":
            self.out.append("</row>")

    def _merge(self, reference: str) -> None:
        if ":" in reference:
            self.merged.append(f'<mergeCell ref="{html.escape(reference.replace(chr(34), ""))}"/>')
