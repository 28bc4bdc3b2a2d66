"""Processor time of writing 120,000 rows x 14 formatted cells: perfxl, plain XlsxWriter, pandas with openpyxl.

    python benchmarks/writing.py [ROWS]

Each writer runs in its own process and is charged for its whole work from the finished table to the closed file,
without starting Python and importing. The goal is at most 1/20 of pandas with openpyxl.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from openpyxl.styles import Font, PatternFill

from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook

if sys.platform != "win32":
    import resource

ROWS = 120_000
HEADERS = [
    "文件",
    "工作表",
    "行号",
    "工号",
    "姓名",
    "岗位",
    "指标名称",
    "单位",
    "权重",
    "目标值",
    "实际值",
    "完成率",
    "截止日期",
    "备注",
]
FORMATS = {"权重": "0.0%", "目标值": "#,##0.00", "实际值": "#,##0.00", "完成率": "0.0%", "截止日期": "yyyy-mm-dd"}
KPIS = ["销售额完成率", "客户满意度", "项目按期交付率", "成本节约", "培训课时", "缺陷率"]


def long_table(n: int) -> pd.DataFrame:
    """A consolidated KPI table: texts that repeat, texts that do not, numbers, dates, blanks."""
    draw, i = np.random.default_rng(1), np.arange(n)
    given = ["一", "帆", "青", "竹", "远", "山", "望", "舒"]
    columns: list[Any] = [
        [f"部门{k // 600:03d}_绩效.xlsx" for k in i],
        ["指标"] * n,
        i % 600 + 4,
        [f"{k // 6:06d}" for k in i],
        [f"云{given[k // 6 % 8]}{given[k // 48 % 8]}" for k in i],
        ["专员"] * n,
        [KPIS[k % 6] for k in i],
        ["万元"] * n,
        draw.random(n).round(4),
        draw.uniform(10, 500, n).round(2),
        draw.uniform(10, 500, n).round(2),
        (draw.random(n) * 1.3).round(4),
        pd.Timestamp("2026-09-01") + pd.to_timedelta(i % 30, unit="D"),
        [("客户原因延期，已报备" if k % 10 == 0 else None) for k in i],
    ]
    return pd.DataFrame(dict(zip(HEADERS, columns, strict=True)))


def by_perfxl(table: pd.DataFrame, path: Path) -> None:
    """perfxl's own writer, with its head, filter, widths and print setup."""
    columns = [ColumnToWrite(name, name, FORMATS.get(name, "General")) for name in table.columns]
    sheets = [SheetToWrite("指标", "指标", [TableToWrite(columns, table)])]
    write_workbook(path, sheets, kind="master", language="zh", made_on=date(2026, 12, 31))


def by_xlsxwriter(table: pd.DataFrame, path: Path) -> None:
    """One typed call per cell, as its documentation shows for speed."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("指标")
    header = book.add_format({"bold": True, "bg_color": "#0072B2", "font_color": "#FFFFFF"})
    for number, name in enumerate(table.columns):
        page.write_string(0, number, name, header)
        _write_column(page, number, table[name], look=book.add_format({"num_format": FORMATS.get(name, "General")}))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(table), table.shape[1] - 1)
    book.close()


def _write_column(page: Any, number: int, values: pd.Series, *, look: Any) -> None:
    is_date = pd.api.types.is_datetime64_any_dtype(values)
    write = page.write_datetime if is_date else page.write_number
    if not is_date and not pd.api.types.is_numeric_dtype(values):
        write = page.write_string
    for row, value in enumerate(values, start=1):
        if not pd.isna(value):
            write(row, number, value, look)


def by_pandas(table: pd.DataFrame, path: Path) -> None:
    """pandas with openpyxl; number formats cell by cell, because openpyxl has no other way."""
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        table.to_excel(writer, sheet_name="指标", index=False)
        page = writer.sheets["指标"]
        page.freeze_panes, page.auto_filter.ref = "A2", page.dimensions
        for cell in page[1]:
            cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0072B2")
        for name, look in FORMATS.items():
            number = HEADERS.index(name) + 1
            for (cell,) in page.iter_rows(min_row=2, min_col=number, max_col=number):
                cell.number_format = look


def measured(writer: Callable[[pd.DataFrame, Path], None], rows: int, answer: Any) -> None:
    """Write once and send (processor seconds, bytes, peak memory in MB)."""
    table = long_table(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xlsx"
        writer(table.head(50), path)  # late imports
        start = time.process_time()
        writer(table, path)
        seconds = time.process_time() - start
        answer.send((seconds, path.stat().st_size, _peak_megabytes()))


def _peak_megabytes() -> float:
    if sys.platform == "win32":
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def in_its_own_process(writer: Callable[[pd.DataFrame, Path], None], rows: int) -> tuple[float, int, float]:
    """What `measured` found in a fresh Python."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=measured, args=(writer, rows, sender))
    process.start()
    found: tuple[float, int, float] = receiver.recv()
    process.join()
    return found


def main() -> None:
    """Print one line per writer and the ratios to perfxl."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"{rows:,} rows x {len(HEADERS)} columns")
    own = 0.0
    for name, writer in (("perfxl", by_perfxl), ("XlsxWriter", by_xlsxwriter), ("pandas + openpyxl", by_pandas)):
        seconds, size, peak = in_its_own_process(writer, rows)
        own = own or seconds
        print(f"{name:18} {seconds:7.2f} s CPU {size / 1e6:6.1f} MB file {peak:6.0f} MB memory   ratio {seconds / own:6.1f}")


if __name__ == "__main__":
    main()
