"""Types into a workbook in a live LibreOffice, as a person does, and saves it. Runs under the system's Python, which has uno.

    python3 typist.py PIPE WORKBOOK SAVED < cells.json        [[sheet, cell, text], ...]

Prints the cells that refused the text because they are protected.
"""

import contextlib
import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def connected(pipe: str):
    """The desktop of the LibreOffice that listens on `pipe`; tried for 60 seconds."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def named(**values: object) -> tuple:
    """Arguments as uno wants them."""
    found = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        found.append(one)
    return tuple(found)


def main() -> None:
    pipe, workbook, saved = sys.argv[1:]
    desktop = connected(pipe)
    book = desktop.loadComponentFromURL(Path(workbook).resolve().as_uri(), "_blank", 0, named(Hidden=True))
    refused = []
    for sheet, cell, text in json.load(sys.stdin):
        place = book.Sheets.getByName(sheet).getCellRangeByName(cell)
        if place.CellProtection.IsLocked and book.Sheets.getByName(sheet).isProtected():
            refused.append(f"{sheet}!{cell}")
            continue
        place.setFormula(text)
    book.storeToURL(Path(saved).resolve().as_uri(), named(FilterName="Calc MS Excel 2007 XML"))
    book.close(True)
    with contextlib.suppress(Exception):  # it is gone before it can answer
        desktop.terminate()
    print(json.dumps(refused), flush=True)
    os._exit(0)  # uno may crash when it is taken down after its office has gone


main()
