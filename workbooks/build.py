"""Builds the workbooks of this folder: a filled sample and a blank one, each with buttons (.xlsm) and without macros (.xlsx),
and the KPI library in Chinese and in English.

Run it after changing the declaration. The buttons of these files name no Python: `perfxl new` and `perfxl demo` make
workbooks whose buttons start the Python that made them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from perfxl.cycle.sample import blank_rows, sample_rows
from perfxl.cycle.sample.standards import Row
from perfxl.cycle.sheets import KPI_LIBRARY
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.library.book import write_library
from perfxl.workbook.library.kpi import all_kpis
from perfxl.workbook.macros.embedding import Macros

WORKBOOKS: Mapping[str, Callable[[], dict[str, list[Row]]]] = {
    "绩效管理-样例": sample_rows,
    "绩效管理-空白": blank_rows,
}
KINDS: Mapping[str, Macros | None] = {".xlsm": Macros(), ".xlsx": None}


def build(folder: Path) -> list[Path]:
    """Write the workbooks into `folder`; the same perfxl and xlwings give the same bytes."""
    made = []
    for name, rows in WORKBOOKS.items():
        for suffix, macros in KINDS.items():
            made.append(folder / f"{name}{suffix}")
            build_workbook(made[-1], rows(), language="zh", macros=macros)
    for language in ("zh", "en"):
        made.append(folder / f"{KPI_LIBRARY(language)}.xlsx")
        write_library(made[-1], all_kpis(), language=language)
    return made


if __name__ == "__main__":
    for path in build(Path(__file__).resolve().parent):
        print(path.name)
