"""A whole VBA project, made from nothing but sources: what stands in a workbook as xl/vbaProject.bin.

Version 0xFFFF and no performance cache, as [MS-OVBA] 2.3.4.1 demands of a writer: Excel compiles the sources when it
opens the workbook. A cache would be the compiled code of one version of Excel.
"""

from collections.abc import Sequence

from perfxl.workbook.macros.compound_file import compound_file
from perfxl.workbook.macros.compression import compressed
from perfxl.workbook.macros.dir_stream import ENCODING, dir_stream
from perfxl.workbook.macros.modules import SHEET, WORKBOOK, Module, document_module
from perfxl.workbook.macros.project_stream import project_stream, project_wm_stream

WORKBOOK_CODE_NAME = "ThisWorkbook"
_NO_CACHE = bytes.fromhex("cc61ffff000000")


def vba_project(modules: Sequence[Module], *, sheet_code_names: Sequence[str]) -> bytes:
    """The project of a workbook whose sheets have these code names; the same input gives the same bytes.

    Raises ValueError if two modules share a name, whatever the case.
    """
    documents = [document_module(WORKBOOK_CODE_NAME, WORKBOOK)]
    documents += [document_module(name, SHEET) for name in sheet_code_names]
    every = [*documents, *modules]
    if len({module.name.lower() for module in every}) < len(every):
        raise ValueError(f"two modules of one name: {sorted(module.name for module in every)}")
    sources = {module.name: compressed(module.source.encode(ENCODING)) for module in every}
    vba = {"_VBA_PROJECT": _NO_CACHE, "dir": compressed(dir_stream(every)), **sources}
    return compound_file({"PROJECT": project_stream(every), "PROJECTwm": project_wm_stream(every), "VBA": vba})
