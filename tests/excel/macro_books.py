"""Small workbooks with buttons, macros and the real module `xlwings`: what the product builds, in miniature."""

import zipfile
from pathlib import Path

import xlsxwriter
import xlwings
from pyopenvba import ExcelFile, VBAModuleKind

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def macro_book(path: Path, subs: dict[str, str], *, captions: dict[str, str]) -> Path:
    """Write an .xlsm with the `subs` (name -> VBA lines) of module PerfxlButtons and buttons (caption -> sub) on 首页."""
    plain = path.with_suffix(".plain.xlsx")
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet("首页")
        for row, (caption, sub) in enumerate(captions.items()):
            sheet.insert_button(row * 2, 5, {"macro": sub, "caption": caption})
    with zipfile.ZipFile(plain) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(_PLAIN, _WITH_MACROS))
    plain.unlink()
    source = "\n".join(f"Public Sub {name}()\n{lines}\nEnd Sub" for name, lines in subs.items())
    with ExcelFile(str(path)) as book:
        book.add_vba_project()
        book.vba_project().add_module("PerfxlButtons", _lines(f"Option Explicit\n{source}\n"))
        book.vba_project().add_module("xlwings", _lines(xlwings_bas()))
        book.vba_project().add_module("Dictionary", _lines(dictionary_class()), kind=VBAModuleKind.other)
        book.save()
    return path


def xlwings_bas() -> str:
    """The VBA module of the installed xlwings."""
    return (Path(xlwings.__file__).parent / "xlwings.bas").read_text("cp1252")


def dictionary_class() -> str:
    """The class module that xlwings needs on macOS."""
    return (
        (Path(xlwings.__file__).parent / "addin" / "Dictionary.cls").read_text("ascii").partition("Option Explicit")[2]
    )


def macro_sources(path: Path) -> dict[str, list[str]]:
    """The lines of the modules PerfxlButtons and xlwings of an .xlsm, without attributes and blank lines."""
    with ExcelFile(str(path)) as book:
        modules = {module.name: module.source for module in book.vba_project().modules}
    return {
        name: [
            line.rstrip() for line in modules[name].splitlines() if line.strip() and not line.startswith("Attribute")
        ]
        for name in ("PerfxlButtons", "xlwings")
    }


def _lines(source: str) -> str:
    return "\r\n".join(source.splitlines()) + "\r\n"
