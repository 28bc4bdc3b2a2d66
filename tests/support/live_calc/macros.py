"""VBA in an open workbook: LibreOffice runs it, but not the real module `xlwings`, which calls Windows or macOS.

In the open document that module becomes a stub whose RunPython notes the command; files are saved with the real one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.live_calc.refused import Refused

_XLWINGS = "xlwings"
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
    """Replace the module `xlwings`, if there is one, by the stub. With the real one no macro of the workbook would run."""
    for library, module, source in _modules(book.document):
        if module.lower() == _XLWINGS and source != _STUB:
            book.remember("module", {library: source})
            _put(book, library, _STUB)


def _put(book: Any, library: str, source: str) -> None:
    book.document.BasicLibraries.getByName(library).replaceByName(_XLWINGS, source)


@contextmanager
def with_real_module(book: Any) -> Iterator[None]:
    """The real module is in its place for as long as a file is saved."""
    real = book.remembered("module")
    for library, source in real.items():
        _put(book, library, source)
    try:
        yield
    finally:
        for library in real:
            _put(book, library, _STUB)


def noted_commands(book: Any) -> list[str]:
    """What RunPython was called with since the last time this was asked."""
    found: list[str] = []
    for library in book.remembered("module"):
        noted = script(book.document, _url(library, _XLWINGS, "NotedCommands")).invoke((), (), ())[0]
        found += [command for command in str(noted).split("\n") if command]
    return found
