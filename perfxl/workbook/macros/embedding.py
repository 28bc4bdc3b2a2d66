"""Puts macros into a workbook that XlsxWriter is making: code names, VBA project, settings, stamp."""

import io
from dataclasses import dataclass
from typing import Any

from perfxl.workbook.macros.installation import NOWHERE, Installation, this_installation
from perfxl.workbook.macros.project import WORKBOOK_CODE_NAME, vba_project
from perfxl.workbook.macros.settings_sheet import SETTINGS_SHEET, fill_settings_sheet
from perfxl.workbook.macros.sources import cycle_modules, functions_source
from perfxl.workbook.macros.stamp import stamp_of_this_machine


@dataclass(frozen=True)
class Macros:
    """What the macros of a workbook need to know.

    installation: the Python that its buttons start. functions: the VBA source of the worksheet functions' wrappers; '' for
    none, None for those that come with perfxl.
    """

    installation: Installation = NOWHERE
    functions: str | None = None


def macros_of_this_machine() -> Macros:
    """Macros whose buttons start the Python that runs now."""
    return Macros(this_installation())


def embed(workbook: Any, macros: Macros) -> None:
    """Add the settings sheet, name every sheet for VBA, and add the project and the stamp; no sheet may come after it."""
    stamp = stamp_of_this_machine()
    fill_settings_sheet(workbook.add_worksheet(SETTINGS_SHEET), macros.installation)
    names = [f"Sheet{number}" for number, _ in enumerate(workbook.worksheets(), start=1)]
    for worksheet, name in zip(workbook.worksheets(), names, strict=True):
        worksheet.set_vba_name(name)
    functions = functions_source() if macros.functions is None else macros.functions
    project = vba_project(cycle_modules(stamp, functions=functions), sheet_code_names=names)
    workbook.add_vba_project(io.BytesIO(project), is_stream=True)
    workbook.set_vba_name(WORKBOOK_CODE_NAME)
    for name, value in stamp.properties().items():
        workbook.set_custom_property(name, value)
