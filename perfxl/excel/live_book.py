"""The live book as the reader's book, and the cycle that it holds: a button reads what stands on the screen now."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import xlwings as xw

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import NOT_READ, sheet_named
from perfxl.cycle.tables import Cycle
from perfxl.excel.live_grid import live_grid
from perfxl.faults import Fault
from perfxl.jobs.agreed_goals import agreed_goals
from perfxl.language import Text, folded
from perfxl.workbook.intake.grids import Book
from perfxl.workbook.reading.kept_beside import in_its_folder
from perfxl.workbook.reading.reader import cycle_of, master_beside
from perfxl.workbook.reading.settings_sheet import read_settings

_NOT_SAVED = Text(
    "请先把工作簿保存到本机的文件夹，再点按钮：结果和信件放在它旁边。",
    "Save the workbook in a folder of this computer first: results and letters go beside it.",
)
_IN_THE_CLOUD = Text(
    "工作簿在 OneDrive 或 SharePoint 上，找不到它在本机的位置。请另存到本机的文件夹，再点按钮。",
    "The workbook is on OneDrive or SharePoint, and where it lies on this computer cannot be told. Save it in a folder of "
    "this computer, then press again.",
)


def live_cycle(book: xw.Book, *, as_of: date, with_master: bool = True) -> Cycle:
    """The cycle in the live `book`, and in its master if there is one (and with_master).

    Raises Fault if the book was never saved, or has neither a Cycle nor a Schemes sheet.
    """
    workbook = saved_at(book)
    cycle = cycle_of(grids_of(book), as_of=as_of, master_named=master_beside(workbook) if with_master else None)
    return replace(in_its_folder(cycle, workbook.parent), agreed=agreed_goals(workbook.parent))


def live_settings(book: xw.Book) -> CycleSettings:
    """The settings on the cycle sheet of the live `book`; the defaults if it has none. Its findings come with the cycle."""
    for sheet in book.sheets:
        declared = sheet_named(sheet.name)
        if declared and declared.key == "cycle":
            return read_settings(live_grid(sheet, file=book.name), date1904=False)[0]
    return CycleSettings()


def grids_of(book: xw.Book) -> Book:
    """All sheets of `book` that hold data of the cycle; what perfxl writes is left out."""
    sheets = [sheet for sheet in book.sheets if folded(sheet.name) not in NOT_READ]
    return Book(book.name, tuple(live_grid(sheet, file=book.name) for sheet in sheets), kind="cycle")


def saved_at(book: xw.Book) -> Path:
    """Where the book lies on this computer; Fault if nowhere (never saved, or known by a web address only)."""
    try:
        path = Path(book.fullname)
    except Exception as error:  # of a book in OneDrive or SharePoint whose folder on this computer xlwings cannot tell
        raise Fault(_IN_THE_CLOUD) from error
    if not path.is_file():
        raise Fault(_NOT_SAVED)
    return path
