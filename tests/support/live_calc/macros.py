"""VBA in an open workbook: LibreOffice runs it, but not the real module `xlwings`, which calls Windows or macOS.

In the open document that module becomes a stub whose RunPython notes the command; files are saved with the real one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.live_calc.refused import Refused

_XLWINGS = "xlwings"
_REAL = "real modules"  # what a book remembers: their sources, by library and module
_STUB = """Rem Attribute VBA_ModuleType=VBAModule
Option VBASupport 1
Private noted As String
Public Function RunPython(PythonCommand As String)
    noted = noted & PythonCommand & Chr(10)
    RunPython = 0
End Function
Public Function NotedCommands() As String
    NotedCommands = noted
    noted = ""
End Function
"""
# The class that xlwings brings for macOS does not compile in LibreOffice, and then no module of the workbook runs.
_STUBS = {
    _XLWINGS: _STUB,
    "dictionary": "Rem Attribute VBA_ModuleType=VBAClassModule\nOption VBASupport 1\nOption ClassModule\n",
}


def script(document: Any, code: str) -> Any:
    """The UNO script of a URL such as vnd.sun.star.script:VBAProject.Module.Sub?language=Basic&location=document."""
    return document.getScriptProvider().getScript(code)


def _url(library: str, module: str, name: str) -> str:
    return f"vnd.sun.star.script:{library}.{module}.{name}?language=Basic&location=document"


def _modules(document: Any) -> list[tuple[str, str, str]]:
    """Library, module and source of all Basic modules."""
    libraries = document.BasicLibraries
    return [
        (library, module, libraries.getByName(library).getByName(module))
        for library in libraries.ElementNames
        for module in libraries.getByName(library).ElementNames
    ]


def run_macro(book: Any, name: str, arguments: Any = ()) -> Any:
    """Run the Sub or Function `name`, with or without its module before it; returns what a Function returns."""
    put_stub(book)
    wanted, _, sub = name.rpartition(".")
    defined = re.compile(rf"^\s*(?:public\s+)?(?:sub|function)\s+{re.escape(sub)}\b", re.IGNORECASE | re.MULTILINE)
    for library, module, source in _modules(book.document):
        if wanted.lower() in ("", module.lower()) and defined.search(source):
            return script(book.document, _url(library, module, sub)).invoke(tuple(arguments), (), ())[0]
    raise Refused(f"Cannot run the macro '{name}'. It may not be available in this workbook.")


def put_stub(book: Any) -> None:
    """Replace xlwings' own modules, where there are any, by stubs. With the real ones no macro of the workbook would run."""
    if book.remembered(_REAL):
        return
    found = {
        f"{library}.{module}": source for library, module, source in _modules(book.document) if module.lower() in _STUBS
    }
    book.remember(_REAL, found)
    for place in found:
        _put(book, place, _stub(place))


def _stub(place: str) -> str:
    return _STUBS[place.partition(".")[2].lower()]


def _put(book: Any, place: str, source: str) -> None:
    library, _, module = place.partition(".")
    book.document.BasicLibraries.getByName(library).replaceByName(module, source)


@contextmanager
def with_real_module(book: Any) -> Iterator[None]:
    """The real module is in its place for as long as a file is saved."""
    real = book.remembered(_REAL)
    for place, source in real.items():
        _put(book, place, source)
    try:
        yield
    finally:
        for place in real:
            _put(book, place, _stub(place))


def noted_commands(book: Any) -> list[str]:
    """What RunPython was called with since the last time this was asked."""
    found: list[str] = []
    for place in book.remembered(_REAL):
        library, _, module = place.partition(".")
        if module.lower() == _XLWINGS:
            noted = script(book.document, _url(library, module, "NotedCommands")).invoke((), (), ())[0]
            found += [command for command in str(noted).split("\n") if command]
    return found
