"""The real xlwings.udfs on any system: small stand-ins for the parts of pywin32 that it imports, and nothing else.

Nothing is faked but names: the decorators, the generator of the VBA wrappers and call_udf are xlwings' own.
"""

import asyncio
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

import xlwings as xw

FUNCTIONS = "perfxl.excel.functions"
_NAMES = ("func", "arg", "ret")


@contextmanager
def xlwings_as_on_windows(is_range: Any = None) -> Iterator[Any]:
    """Yield xlwings.udfs, with perfxl.excel.functions decorated as on Windows; everything is as before afterwards.

    is_range: says of an argument whether it is a range of cells, as Excel would hand it over; none is by default.
    """
    no_code = SimpleNamespace(
        sheets=()
    )  # import_udfs looks for sheets with embedded code, of which a workbook has none
    windows = _module(
        "xlwings._xlwindows",
        Book=lambda xl: no_code,
        Range=lambda xl: xl,
        is_range_instance=is_range or _never,
        BOOK_CALLER=None,
    )
    modules = {**_pywin32(), "xlwings._xlwindows": windows, "xlwings.com_server": _com_server()}
    importlib.import_module(FUNCTIONS)  # and all that it imports, which must not be imported a second time
    with (
        _modules(modules, anew=("xlwings.udfs", FUNCTIONS)),
        _attribute_kept(xw, "udfs"),
        _attribute_kept(_parent(), "functions"),
        mock.patch.object(xw, "_xlwindows", windows, create=True),
    ):
        udfs = importlib.import_module("xlwings.udfs")
        with mock.patch.multiple(xw, **{name: getattr(udfs, f"xl{name}") for name in _NAMES}):
            importlib.import_module(FUNCTIONS)
            yield udfs


@contextmanager
def _modules(stand_ins: dict[str, ModuleType], *, anew: tuple[str, ...]) -> Iterator[None]:
    """Put `stand_ins` among the imported modules and have those of `anew` imported again; give all back afterwards."""
    had = {name: sys.modules.pop(name, None) for name in (*stand_ins, *anew)}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in had.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


@contextmanager
def _attribute_kept(package: ModuleType, name: str) -> Iterator[None]:
    """Importing a module sets it on its package; give the package back what it had."""
    had = vars(package).get(name)
    try:
        yield
    finally:
        if had is None:
            vars(package).pop(name, None)
        else:
            setattr(package, name, had)


def _parent() -> ModuleType:
    return importlib.import_module(FUNCTIONS.rpartition(".")[0])


def _never(_: object) -> bool:
    return False


def _module(name: str, **content: Any) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(content)
    return made


def _pywin32() -> dict[str, ModuleType]:
    error = type("com_error", (Exception,), {})
    client = _module("win32com.client", Dispatch=lambda one: one)
    return {
        "pythoncom": _module("pythoncom", CoInitialize=lambda: None, com_error=error),
        "pywintypes": _module("pywintypes", com_error=error),
        "win32com": _module("win32com", client=client),
        "win32com.client": client,
    }


def _com_server() -> ModuleType:
    return _module("xlwings.com_server", loop=asyncio.new_event_loop())


class Recorder(SimpleNamespace):
    """A workbook that notes what xlwings imports into it: the module's text, and help by function."""

    def __init__(self, name: str = "绩效管理.xlsm", *, error: type[Exception]) -> None:
        super().__init__(Name=name, source="", help={}, Remove=None)
        self._error = error
        self.VBProject = SimpleNamespace(VBComponents=self)
        self.Application = SimpleNamespace(Version="16.0", MacroOptions=self._note_help)

    def __call__(self, name: str) -> None:
        """VBComponents("xlwings_udfs"): there is none yet."""
        raise self._error(name)

    def Import(self, path: str) -> None:
        """VBComponents.Import."""
        with open(path, encoding="utf-8") as file:
            self.source = file.read()

    def _note_help(self, macro: str, **options: Any) -> None:
        self.help[macro.rpartition("!")[2]] = options


def imported() -> Recorder:
    """What xlwings' own import of perfxl's functions puts into a workbook."""
    with xlwings_as_on_windows() as udfs:
        book = Recorder(error=sys.modules["pywintypes"].com_error)  # type: ignore[attr-defined]
        udfs.import_udfs(FUNCTIONS, book)
        return book


if __name__ == "__main__":
    from perfxl.workbook.macros import sources

    sources._FUNCTIONS_FILE.write_text(imported().source, encoding="ascii", newline="\n")
    print(sources._FUNCTIONS_FILE.name)
