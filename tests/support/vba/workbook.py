"""Holds the macros of an .xlsm against the workbook around them: content types, relations, code names, buttons."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tests.support.vba.project import Project, read_project

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BASES = {"workbook": "0{00020819-0000-0000-C000-000000000046}", "sheet": "0{00020820-0000-0000-C000-000000000046}"}
_TYPES = (
    ("/xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ("bin", "application/vnd.ms-office.vbaProject"),
)


def macro_faults(path: Path) -> list[str]:
    """What is wrong with the macros of the workbook at `path`, one line each; none in a sound workbook."""
    parts = _parts(path)
    read = read_project(parts["xl/vbaProject.bin"])
    return [*read.faults, *_package_faults(parts), *_code_name_faults(parts, read), *_button_faults(parts, read)]


def read_macros(path: Path) -> Project:
    """The project of the workbook at `path`."""
    return read_project(_parts(path)["xl/vbaProject.bin"])


def button_captions(path: Path) -> dict[str, str]:
    """The captions of the form buttons by the macro that each is bound to."""
    found = {}
    for name, part in _parts(path).items():
        if name.endswith(".vml"):
            for shape in re.findall(r"<v:shape .*?</v:shape>", part.decode(), re.DOTALL):
                macro = re.search(r"<x:FmlaMacro>(?:\[0\]!)?(.*?)</x:FmlaMacro>", shape)
                caption = re.search(r"<font[^>]*>(.*?)</font>", shape, re.DOTALL)
                if macro and caption:
                    found[macro[1]] = caption[1]
    return found


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _package_faults(parts: dict[str, bytes]) -> Iterator[str]:
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    given = {one.get("PartName") or one.get("Extension"): one.get("ContentType") for one in types}
    for part, wanted in _TYPES:
        if given.get(part) != wanted:
            yield f"content type of {part}"
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    if not any(one.get("Target") == "vbaProject.bin" and str(one.get("Type")).endswith("/vbaProject") for one in relations):
        yield "relation to vbaProject.bin"


def _code_name_faults(parts: dict[str, bytes], read: Project) -> Iterator[str]:
    """Each document module is the workbook or one sheet, by its code name, and says so in its VB_Base."""
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    properties = workbook.find(f"{_MAIN}workbookPr")
    book = properties.get("codeName") if properties is not None else None
    sheets = [
        element.get("codeName") if (element := ElementTree.fromstring(part).find(f"{_MAIN}sheetPr")) is not None else None
        for name, part in parts.items()
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
    ]
    documents = [name for name, kind in read.kinds.items() if kind == "Document"]
    if sorted(documents) != sorted(map(str, [book, *sheets])):
        yield f"code names: {sorted(set(documents) ^ set(map(str, [book, *sheets])))}"
        return
    for name in documents:
        base = _BASES["workbook" if name == book else "sheet"]
        if f'Attribute VB_Base = "{base}"\r\n' not in read.sources.get(name, ""):
            yield f"{name}: VB_Base"


def _button_faults(parts: dict[str, bytes], read: Project) -> Iterator[str]:
    """Every button is bound to a Sub that is there."""
    standard = "".join(text for name, text in read.sources.items() if read.kinds.get(name) == "Module")
    subs = set(re.findall(r"^Public Sub (\w+)\(\)\r$", standard, re.MULTILINE))
    for name, part in parts.items():
        if name.endswith(".vml"):
            for macro in re.findall(r"<x:FmlaMacro>(.*?)</x:FmlaMacro>", part.decode()):
                if macro.removeprefix("[0]!") not in subs:
                    yield f"{macro}: no such Sub"
