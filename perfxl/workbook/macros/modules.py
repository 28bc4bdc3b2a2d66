"""The modules of a VBA project: their source as it stands in their streams, with the attributes that Excel writes."""

import re
from dataclasses import dataclass
from enum import Enum

WORKBOOK, SHEET = "{00020819-0000-0000-C000-000000000046}", "{00020820-0000-0000-C000-000000000046}"
_CLASS = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_LONGEST_NAME = 31
_EXPORTED_HEAD = re.compile(r"\AVERSION [^\r]*\r\nBEGIN\r\n.*?\r\nEND\r\n", re.DOTALL)
_ATTRIBUTE = re.compile(r'Attribute VB_(?P<name>\w+) = (?P<value>[^\r]*)\r\n')


class ModuleKind(Enum):
    """How the PROJECT stream lists a module."""

    DOCUMENT = "Document"
    STANDARD = "Module"
    CLASS = "Class"


@dataclass(frozen=True)
class Module:
    """One module. source: its whole text with CRLF, ASCII. description: what the object browser shows."""

    name: str
    kind: ModuleKind
    source: str
    description: str = ""


def document_module(name: str, base: str) -> Module:
    """The module of the workbook (base WORKBOOK) or of a sheet (base SHEET); `name` is its code name."""
    return Module(name, ModuleKind.DOCUMENT, _header(name, base, predeclared=True, exposed=True, customizable=True))


def standard_module(name: str, source: str) -> Module:
    """A module of Subs and Functions, from its text with or without the line `Attribute VB_Name`.

    Raises ValueError if the text is not ASCII (VBA has code pages) or names another module.
    """
    text = _checked(name, source)
    attributes = _ATTRIBUTE.match(text)
    if attributes is None:
        return Module(name, ModuleKind.STANDARD, f'Attribute VB_Name = "{name}"\r\n{text}')
    if attributes["name"] != "Name" or attributes["value"] != f'"{name}"':
        raise ValueError(f"the source of {name} begins with {attributes[0]!r}")
    return Module(name, ModuleKind.STANDARD, text)


def class_module(name: str, exported: str) -> Module:
    """A class, from the text of a .cls file: a stream has other lines at its head than an exported file."""
    text = _EXPORTED_HEAD.sub("", _checked(name, exported))
    given: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(text):
        given[attribute["name"]] = attribute["value"]
        text = text[attribute.end() :]
    header = _header(name, _CLASS, predeclared=False, exposed=given.get("Exposed") == "True", customizable=False)
    described = given.get("Description", "")
    if described:
        header += f"Attribute VB_Description = {described}\r\n"
    return Module(name, ModuleKind.CLASS, header + text, described.strip('"').replace(r"\r\n", "\r\n"))


def _header(name: str, base: str, *, predeclared: bool, exposed: bool, customizable: bool) -> str:
    attributes = {
        "Name": f'"{name}"', "Base": f'"0{base}"', "GlobalNameSpace": False, "Creatable": False,
        "PredeclaredId": predeclared, "Exposed": exposed, "TemplateDerived": False, "Customizable": customizable,
    }  # fmt: skip
    return "".join(f"Attribute VB_{key} = {value}\r\n" for key, value in attributes.items())


def _checked(name: str, source: str) -> str:
    """`source` with CRLF at the end of every line."""
    if not (source.isascii() and name.isascii() and name.isidentifier() and len(name) <= _LONGEST_NAME):
        raise ValueError(f"module {name}: name and source must be ASCII")
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return text if text.endswith("\r\n") else text + "\r\n"
