"""The hidden sheet xlwings.conf, from which the xlwings module in the workbook takes its settings.

Its reader (GetConfigFromSheet in xlwings.bas) goes down from A1 to the first blank cell, compares the keys in upper case, and
stumbles over a key that occurs twice. A key with a blank value counts as set to ''; for a yes-or-no setting that is a type
error, so each of those has a value.
"""

from typing import Any

from perfxl.workbook.macros.installation import Installation

SETTINGS_SHEET = "xlwings.conf"
FUNCTIONS = "perfxl.excel.functions"  # the Python module of the worksheet functions
_WIDTHS = (30, 90)


def settings_rows(installation: Installation) -> tuple[tuple[str, str], ...]:
    """Keys and values as xlwings reads them.

    ADD_WORKBOOK_TO_PYTHONPATH is off: a file beside the workbook that is named like a package must not be run in its place.
    USE UDF SERVER is off: each button has a Python of its own, which ends with it.
    """
    return (
        ("Interpreter_Win", installation.windows),
        ("Interpreter_Mac", installation.macos),
        ("PYTHONPATH", installation.python_path),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("UDF Modules", FUNCTIONS),
        ("Debug UDFs", "False"),
        ("Use UDF Server", "False"),
        ("Show Console", "False"),
    )


def fill_settings_sheet(worksheet: Any, installation: Installation) -> None:
    """Write the sheet and hide it. It stays open to typing: a moved Python is mended here."""
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    for row, pair in enumerate(settings_rows(installation)):
        for number, text in enumerate(pair):
            worksheet.write_string(row, number, text)
    worksheet.hide()
