"""The settings of xlwings that stand in a finished workbook."""

from pathlib import Path

from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.macros.settings_sheet import SETTINGS_SHEET


def settings_in(path: Path) -> dict[str, str]:
    """Keys in upper case and their values, as xlwings.bas reads them; {} where there is no such sheet. Raises Unreadable."""
    grid = next((grid for grid in read_book(path).grids if grid.sheet == SETTINGS_SHEET), None)
    found: dict[str, str] = {}
    for row in grid.cells if grid else ():
        key, value = (str(cell) for cell in [*row, ""][:2])
        if not key:
            break
        found.setdefault(key.upper(), value)
    return found
