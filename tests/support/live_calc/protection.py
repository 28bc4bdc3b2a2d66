"""Protected sheets: what Excel refuses there and what the sheet's options still permit.

LibreOffice drops forbidden changes without a word, and its interface neither knows nor keeps the options. So they are read
from the file, every change asks here first, and a permitted one is made with the protection off for that moment.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from tests.support.live_calc.bridge import mixed
from tests.support.live_calc.refused import Refused

# What a locked sheet may permit, by the attribute of the file that forbids it. "edit" is a matter of the cells alone.
_FORBIDDEN_UNLESS_0 = {
    "formatCells": "format_cells", "formatColumns": "format_columns", "formatRows": "format_rows",
    "insertColumns": "insert_columns", "insertRows": "insert_rows", "insertHyperlinks": "insert_hyperlinks",
    "deleteColumns": "delete_columns", "deleteRows": "delete_rows", "sort": "sort", "autoFilter": "autofilter",
}  # fmt: skip
_OF_UNLOCKED_CELLS = ("edit", "insert_hyperlinks", "sort", "delete_rows", "delete_columns")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LOCKED = "The cell or chart you're trying to change is on a protected sheet."


@dataclass(frozen=True)
class WrittenSheet:
    """What the file says of a sheet and LibreOffice forgets. permits: None if the sheet is not protected."""

    name: str
    very_hidden: bool
    permits: list[str] | None


def written_sheets(path: Path) -> list[WrittenSheet]:
    """The sheets of an .xlsx or .xlsm file; none for other files."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return []
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        }
        found = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        return [_written(parts, sheet, targets[sheet.get(_RELATION)]) for sheet in found]


def _written(parts: zipfile.ZipFile, sheet: Element, target: str) -> WrittenSheet:
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    protection = None
    with parts.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{_MAIN}sheetProtection":
                protection = element
                break
            if element.tag == f"{_MAIN}row":  # thousands of them are not kept
                element.clear()
    very_hidden = sheet.get("state") == "veryHidden"
    return WrittenSheet(sheet.get("name", ""), very_hidden, None if protection is None else _permits(protection))


def _permits(protection: Element) -> list[str]:
    permitted = [deed for name, deed in _FORBIDDEN_UNLESS_0.items() if protection.get(name, "1") in ("0", "false")]
    objects = protection.get("objects", "0") in ("0", "false")
    return [*permitted, "objects"] if objects else permitted


@contextmanager
def permitted(sheet: Any, *deeds: str, cells: Any = None) -> Iterator[None]:
    """Do `deeds` (edit, format_cells, objects, ...) to the UNO range `cells` of `sheet`, or raise `Refused` before it."""
    protected = sheet.table.isProtected()
    if protected:
        for deed in deeds:
            _check(sheet, deed, cells)
        sheet.table.unprotect("")
        if sheet.table.isProtected():
            raise NotImplementedError("a sheet that is protected with a password")
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith("uno"):
            raise
        raise Refused(str(error)) from None  # UNO's own exceptions cannot pass through a context manager
    finally:
        if protected:
            sheet.table.protect("")


def _check(sheet: Any, deed: str, cells: Any) -> None:
    if deed != "edit" and deed not in sheet.permits:
        raise Refused(f"{_LOCKED} It does not permit to {deed.replace('_', ' ')}.")
    if deed in _OF_UNLOCKED_CELLS and cells is not None and is_locked(cells):
        raise Refused(_LOCKED)


def is_locked(cells: Any) -> bool:
    """Whether any of the cells is locked."""
    return mixed(cells, "CellProtection") or bool(cells.CellProtection.IsLocked)
