"""Builds the two workbooks of this folder: a filled sample and a blank one. Run it after changing the declaration."""

from collections.abc import Callable, Mapping
from pathlib import Path

from perfxl.cycle.sample import blank_rows, sample_rows
from perfxl.cycle.sample.standards import Row
from perfxl.workbook.entry.builder import build_workbook

WORKBOOKS: Mapping[str, Callable[[], dict[str, list[Row]]]] = {
    "绩效管理-样例.xlsx": sample_rows,
    "绩效管理-空白.xlsx": blank_rows,
}


def build(folder: Path) -> list[Path]:
    """Write the workbooks into `folder`; the same perfxl gives the same bytes."""
    for name, rows in WORKBOOKS.items():
        build_workbook(folder / name, rows(), language="zh")
    return [folder / name for name in WORKBOOKS]


if __name__ == "__main__":
    for path in build(Path(__file__).resolve().parent):
        print(path.name)
