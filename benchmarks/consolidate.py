"""Consolidating departments' returns (100 people x 6 KPIs each) against pandas doing the same, in one run.

    python benchmarks/consolidate.py [FILES] [GROWTH...]

Each program runs in a process of its own, from its start to its end: it reads the cycle workbook with everybody's KPIs
and FILES returns, puts the actuals into the rows that were sent out, compares weights and targets, and writes one master
with a formatted header, percents and dates. perfxl also checks every file, keeps a journal and reads the master back.
"changed": one file in forty was saved again. GROWTH: numbers of files for which perfxl alone is measured.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

PEOPLE, KPIS, DAY = 100, 6, date(2026, 10, 31)
HEADERS = ("工号", "姓名", "指标名称", "权重", "计分规则", "目标值", "底线值", "挑战值", "参数", "单位", "实际值",
           "不适用原因", "数据来源", "数据提供人工号")  # fmt: skip
KEY = ["工号", "指标名称"]


class Cost(NamedTuple):
    """What one run took: CPU seconds with all children, wall seconds, MB of the process and its largest child."""

    cpu: float
    wall: float
    mb: float


def kpi_rows(department: int, *, filled: bool) -> list[tuple[object, ...]]:
    """The KPI rows of a department as a person sees them."""
    rows: list[tuple[object, ...]] = []
    for person in range(PEOPLE):
        one = f"{department:04d}{person:03d}"
        for kpi in range(KPIS):
            actual = round(90 + (department + person * 7 + kpi * 3) % 40 + 0.25, 2) if filled else None
            weight = 0.2 if kpi < 4 else 0.1
            source = "系统导出，已核对" if filled else None
            rows.append((one, f"示例{one}", f"指标{kpi + 1}", weight, "越大越好", 100 + kpi, None, None, None, "件",
                         actual, None, source, f"{department:04d}000"))  # fmt: skip
    return rows


def write_table(book: Any, name: str, headers: tuple[str, ...], rows: list[tuple[object, ...]], *, top: int = 0) -> None:
    """A sheet with a header and rows; weights are percents."""
    sheet, percent = book.add_worksheet(name), book.add_format({"num_format": "0%"})
    for number, header in enumerate(headers):
        sheet.write_string(top, number, header)
    for line, row in enumerate(rows, start=top + 1):
        for number, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, number, value)
            elif value is not None:
                sheet.write_number(line, number, value, percent if headers[number] == "权重" else None)


def make_corpus(folder: Path, files: int) -> None:
    """A cycle workbook and the returns of `files` departments."""
    import xlsxwriter

    (folder / "returns").mkdir(parents=True)
    with xlsxwriter.Workbook(str(folder / "绩效.xlsx"), {"constant_memory": False}) as book:
        book.set_custom_property("perfxl.kind", "cycle", "text")
        settings = [("周期名称", "2026"), ("开始日期", "2026-01-01"), ("结束日期", "2026-12-31")]
        write_table(book, "周期", ("项目", "填写"), list(settings))
        write_table(book, "考核方案", ("方案", "组成部分", "权重"), [("岗位", "指标", 1.0)])
        write_table(book, "等级", ("等级", "下限"), [("A", 90), ("B", 0)])
        people = [
            (f"{department:04d}{person:03d}", f"示例{department:04d}{person:03d}", f"部门{department:04d}")
            for department in range(files)
            for person in range(PEOPLE)
        ]
        write_table(book, "员工", ("工号", "姓名", "部门"), people)
        write_table(book, "指标", HEADERS, [row for one in range(files) for row in kpi_rows(one, filled=False)])
    for department in range(files):
        make_return(folder / "returns" / f"部门{department:04d}.xlsx", department)


def make_return(path: Path, department: int, *, changed: bool = False) -> None:
    """The return of a department; changed: with one other actual."""
    import xlsxwriter

    rows = kpi_rows(department, filled=True)
    if changed:
        rows[0] = (*rows[0][:10], 77.5, *rows[0][11:])
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_custom_property("perfxl.kind", "return", "text")
        book.set_custom_property("perfxl.department", f"部门{department:04d}", "text")
        guide = book.add_worksheet("填写说明")
        guide.write_string(0, 0, "请填写“指标”表的实际值。")
        write_table(book, "指标", HEADERS, rows, top=4)
        write_table(book, "加减分", ("工号", "日期", "类型", "事项", "申报分"), [(rows[0][0], None, "加分", "值班", 1.0)])


def by_perfxl(folder: Path) -> int:
    """The command's work."""
    from perfxl.jobs.consolidate import consolidate
    from perfxl.jobs.read import read_own_cycle

    cycle = read_own_cycle(folder / "绩效.xlsx", as_of=DAY)
    done = consolidate(cycle, folder / "returns", into=folder / "master.xlsx")
    assert done.counts()["quarantined"] == 0, done.counts()
    return done.rows["kpis"]


def by_pandas(folder: Path, *, engine: str, writer: str) -> int:
    """The same with pandas: read, put together by key, compare, write."""
    import pandas as pd

    ids = {"工号": str, "数据提供人工号": str}
    cycle = pd.read_excel(folder / "绩效.xlsx", sheet_name=None, engine=engine, dtype=ids)
    tables = []
    for path in sorted((folder / "returns").glob("*.xlsx")):
        sheets = pd.read_excel(path, sheet_name=None, engine=engine, header=None)
        raw = sheets["指标"]
        header = raw.index[raw[0] == "工号"][0]
        table = raw.iloc[header + 1 :].set_axis(raw.loc[header].tolist(), axis=1).astype(ids)
        table["来源文件"], table["来源行"] = path.name, table.index + 1
        tables.append(table)
    returns = pd.concat(tables, ignore_index=True)
    repeated = returns.duplicated(KEY, keep=False)
    theirs = returns[~repeated][[*KEY, "权重", "目标值", "实际值", "数据来源", "来源文件", "来源行"]]
    merged = cycle["指标"].merge(theirs, on=KEY, how="left", suffixes=("", "（交回）"))
    for column in ("实际值", "数据来源"):
        merged[column] = merged[f"{column}（交回）"].where(merged[f"{column}（交回）"].notna(), merged[column])
    differs = [(merged[c] != merged[f"{c}（交回）"]).sum() for c in ("权重", "目标值")]
    assert sum(differs) == 0
    assert not repeated.any()
    master = merged.drop(columns=[column for column in merged if column.endswith("（交回）")])
    with pd.ExcelWriter(folder / "master-pandas.xlsx", engine=writer) as book:
        master.to_excel(book, sheet_name="指标", index=False)
    return len(master)


PROGRAMS: dict[str, Callable[[Path], int]] = {
    "perfxl": by_perfxl,
    "pandas+openpyxl": lambda folder: by_pandas(folder, engine="openpyxl", writer="openpyxl"),
    "pandas+calamine": lambda folder: by_pandas(folder, engine="calamine", writer="xlsxwriter"),
}


def measured(program: str, folder: Path, *, rows: int) -> Cost:
    """Run a program in its own process and say what it took."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, __file__, "--run", program, str(folder)], stdout=subprocess.PIPE, text=True)
    output = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    assert status == 0, f"{program} failed"
    merged, own, children = output.split()
    assert int(merged) == rows, f"{program}: {merged} rows"
    return Cost(used.ru_utime + used.ru_stime, wall, float(own) + float(children))


def run(program: str, folder: Path) -> None:
    """Run and print the rows, the peak memory of this process, and that of its children together (MB)."""
    import resource

    rows = PROGRAMS[program](folder)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(rows, own, 2 * largest if program == "perfxl" else largest)


def line(name: str, cost: Cost, against: Cost | None = None) -> None:
    """Print one measurement, with its ratio to another."""
    ratio = ""
    if against:
        ratio = f"   ratio: CPU 1/{against.cpu / cost.cpu:.1f}, wall 1/{against.wall / cost.wall:.1f}, memory 1/{against.mb / cost.mb:.1f}"
    print(f"{name:32} {cost.cpu:8.2f} s CPU {cost.wall:8.2f} s {cost.mb:7.0f} MB{ratio}", flush=True)


def main() -> None:
    """Make the corpus, run all programs, then the growth."""
    words = [int(word) for word in sys.argv[1:]] or [200]
    files, growth = words[0], words[1:]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "corpus")
        make_corpus(folder, files)
        rows = files * PEOPLE * KPIS
        print(f"{files} returns of {PEOPLE} people x {KPIS} KPIs, {rows} rows")
        slow = measured("pandas+openpyxl", folder, rows=rows)
        line("pandas+openpyxl", slow)
        line("pandas+calamine, xlsxwriter", measured("pandas+calamine", folder, rows=rows), slow)
        line("perfxl, cold", measured("perfxl", folder, rows=rows), slow)
        again = max(1, files // 40)
        for department in range(again):
            make_return(folder / "returns" / f"部门{department:04d}.xlsx", department, changed=True)
        line(f"perfxl, {again} changed", measured("perfxl", folder, rows=rows), slow)
        line("perfxl, nothing changed", measured("perfxl", folder, rows=rows), slow)
        for count in growth:
            shutil.rmtree(folder)
            make_corpus(folder, count)
            cost = measured("perfxl", folder, rows=count * PEOPLE * KPIS)
            line(f"perfxl, cold, {count} files", cost)
            print(f"{'':32} {1000 * cost.cpu / count:8.1f} ms CPU a file")


if __name__ == "__main__":
    if "--run" in sys.argv:
        run(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
