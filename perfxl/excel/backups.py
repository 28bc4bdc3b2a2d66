"""A dated copy of the workbook before a run writes into it; the last ten are kept."""

import filecmp
import re
import shutil
from datetime import datetime
from pathlib import Path

from perfxl.language import Text
from perfxl.whole_files import whole_file

FOLDER = Text("备份", "backups")
KEPT = 10


def back_up(workbook: Path, folder: Path, *, now: datetime) -> Path:
    """Copy `workbook`, as it was saved last, to NAME 2026-12-31 093000.xlsm in `folder`; returns the copy.

    Where the newest copy has the same bytes, it is the copy: pressing without saving pushes no older one out.
    The oldest copies of this workbook beyond the last ten are deleted, and nothing else. Raises Fault where the folder
    cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    earlier = _copies(workbook, folder)
    if earlier and filecmp.cmp(workbook, earlier[-1], shallow=False):
        return earlier[-1]
    copy = folder / f"{workbook.stem} {now:%Y-%m-%d %H%M%S}{workbook.suffix}"
    with whole_file(copy) as temporary:
        shutil.copyfile(workbook, temporary)
    for old in _copies(workbook, folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return copy


def _copies(workbook: Path, folder: Path) -> list[Path]:
    """This workbook's copies, the oldest first; their names sort by time."""
    dated = re.compile(re.escape(workbook.stem) + r" \d{4}-\d\d-\d\d \d{6}" + re.escape(workbook.suffix))
    return sorted(file for file in folder.iterdir() if dated.fullmatch(file.name))
