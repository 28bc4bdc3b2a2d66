"""Consolidating departments' returns (100 people x 6 KPIs each) against pandas doing the same, in one run.

    python benchmarks/consolidate.py [FILES] [GROWTH...]

Each program runs in a process of its own, its modules compiled as an installed program's are and imported before the job
(what perfxl's reader processes import counts). It has read the cycle
workbook with everybody's KPIs; the job then is to read FILES returns (200), put the actuals into the rows that were sent
out, compare weights and targets, and write one master with a formatted header and percents. perfxl also checks every file,
keeps a journal and reads the master back. CPU, wall: of the job, with all its child processes. MB: the most that the
process and its children had in memory at one moment, reading the cycle workbook included; memory that they share counts
once. whole: CPU of the whole process, with starting Python and reading the cycle workbook. "changed": one file in forty
was saved again. GROWTH: numbers of files for which perfxl alone is measured (10 100 1000).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

PEOPLE, KPIS, DAY = 100, 6, date(2026, 10, 31)
HEADERS = ("工号", "姓名", "指标名称", "权重", "计分规则", "目标值", "底线值", "挑战值", "参数", "单位", "实际值",
           "不适用原因", "数据来源", "数据提供人工号")  # fmt: skip
KEY = ["工号", "指标名称"]


class Cost(NamedTuple):
    """What one run took: CPU seconds of the job with all children, its wall seconds, peak MB, CPU of all of the process."""

    cpu: float
    wall: float
    mb: float
    whole: float


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


def write_table(
    book: Any, name: str, headers: tuple[str, ...], rows: list[tuple[object, ...]], *, top: int = 0
) -> None:
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
        write_table(
            book, "加减分", ("工号", "日期", "类型", "事项", "申报分"), [(rows[0][0], None, "加分", "值班", 1.0)]
        )


def perfxl_ready(folder: Path) -> Callable[[], int]:
    """Read the cycle workbook; what is returned does the job."""
    import perfxl.consolidation.run
    import perfxl.workbook.master.writing  # noqa: F401 - imported before the job, as pandas and openpyxl are for theirs
    from perfxl.jobs.consolidate import consolidate
    from perfxl.jobs.read import read_own_cycle

    cycle = read_own_cycle(folder / "绩效.xlsx", as_of=DAY)

    def job() -> int:
        done = consolidate(cycle, folder / "returns", into=folder / "master.xlsx")
        assert done.counts()["quarantined"] == 0, done.counts()
        return done.rows["kpis"]

    return job


def pandas_ready(folder: Path, *, engine: str, writer: str) -> Callable[[], int]:
    """The same with pandas: read, put together by key, compare, write."""
    import pandas as pd

    ids = {"工号": str, "数据提供人工号": str}
    sent = pd.read_excel(folder / "绩效.xlsx", sheet_name=None, engine=engine, dtype=ids)["指标"]

    def job() -> int:
        tables = []
        for path in sorted((folder / "returns").glob("*.xlsx")):
            raw = pd.read_excel(path, sheet_name=None, engine=engine, header=None)["指标"]
            header = raw.index[raw[0] == "工号"][0]
            table = raw.iloc[header + 1 :].set_axis(raw.loc[header].tolist(), axis=1).astype(ids)
            table["来源文件"], table["来源行"] = path.name, table.index + 1
            tables.append(table)
        master = merged_by_pandas(sent, pd.concat(tables, ignore_index=True))
        with pd.ExcelWriter(folder / f"master-{engine}.xlsx", engine=writer) as book:
            master.to_excel(book, sheet_name="指标", index=False)
            FORMATTERS[writer](book, master)
        return len(master)

    return job


def merged_by_pandas(sent: Any, returns: Any) -> Any:
    """Actuals into the rows that were sent out; weights and targets are compared, repeated rows looked for."""
    repeated = returns.duplicated(KEY, keep=False)
    theirs = returns[~repeated][[*KEY, "权重", "目标值", "实际值", "数据来源", "来源文件", "来源行"]]
    merged = sent.merge(theirs, on=KEY, how="left", suffixes=("", "（交回）"))
    for column in ("实际值", "数据来源"):
        merged[column] = merged[f"{column}（交回）"].where(merged[f"{column}（交回）"].notna(), merged[column])
    assert not repeated.any()
    assert not sum((merged[column] != merged[f"{column}（交回）"]).sum() for column in ("权重", "目标值"))
    return merged.drop(columns=[column for column in merged if column.endswith("（交回）")])


def format_openpyxl(book: Any, master: Any) -> None:
    """Header, widths, frozen row, filter, percents: what the master of perfxl has."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.sheets["指标"]
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    for number, name in enumerate(master.columns, start=1):
        head = sheet.cell(1, number)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0072B2")
        sheet.column_dimensions[get_column_letter(number)].width = 14
        code = "0.00%" if name == "权重" else "@" if name in ("工号", "姓名", "指标名称", "来源文件") else ""
        if code:
            for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
                cell.number_format = code


def format_xlsxwriter(book: Any, master: Any) -> None:
    """The same by XlsxWriter, column by column."""
    sheet, made = book.sheets["指标"], book.book
    head = made.add_format({"bold": True, "font_color": "white", "bg_color": "#0072B2"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(master), len(master.columns) - 1)
    for number, name in enumerate(master.columns):
        sheet.write_string(0, number, name, head)
        sheet.set_column(number, number, 14, made.add_format({"num_format": "0.00%"}) if name == "权重" else None)


FORMATTERS: dict[str, Callable[[Any, Any], None]] = {"openpyxl": format_openpyxl, "xlsxwriter": format_xlsxwriter}
PROGRAMS: dict[str, Callable[[Path], Callable[[], int]]] = {
    "perfxl": perfxl_ready,
    "pandas+openpyxl": lambda folder: pandas_ready(folder, engine="openpyxl", writer="openpyxl"),
    "pandas+calamine": lambda folder: pandas_ready(folder, engine="calamine", writer="xlsxwriter"),
}


def measured(program: str, folder: Path, *, rows: int) -> Cost:
    """Run a program in its own process and say what the job took."""
    command = [sys.executable, __file__, "--run", program, str(folder)]
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, memory_of(child.pid))
            time.sleep(0.04)
        merged, cpu, wall, whole = child.stdout.read().split() if child.stdout else []
    assert child.returncode == 0, program
    assert int(merged) == rows, f"{program}: {merged} rows"
    return Cost(float(cpu), float(wall), peak, float(whole))


def memory_of(pid: int) -> float:
    """MB that a process and all its children have in memory now (Linux; 0 elsewhere)."""
    parents: dict[int, int] = {}
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
    family = {pid}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    # Two looks: where a process begins or ends during one, the pages that it shares are counted twice.
    return min(sum(map(own_share, family)) for _ in range(2)) / 1024


def own_share(pid: int) -> int:
    """kB of one process; pages that several share are divided among them."""
    with suppress(OSError, ValueError, IndexError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def run(program: str, folder: Path) -> None:
    """Do the job; print rows, CPU of the job with its children, its wall time, CPU of the whole process."""
    job = PROGRAMS[program](folder)
    start, wall = sum(os.times()[:4]), time.perf_counter()
    rows = job()
    used, took = sum(os.times()[:4]) - start, time.perf_counter() - wall
    print(rows, used, took, sum(os.times()[:4]))


def line(name: str, cost: Cost, against: Cost | None = None, *, goal: str = "") -> None:
    """Print one measurement, with its ratio to another and what it should be."""
    ratio = ""
    if against:
        parts = [
            f"{name} 1/{there / here:.1f}"
            for name, here, there in zip(("CPU", "wall", "memory", "whole"), cost, against, strict=True)
        ]
        ratio = f"   ratio: {', '.join(parts)}" + (f" (goal: {goal})" if goal else "")
    figures = f"{cost.cpu:8.2f} s CPU {cost.wall:8.2f} s {cost.mb:7.0f} MB {cost.whole:8.2f} s whole"
    print(f"{name:30} {figures}{ratio}", flush=True)


def main() -> None:
    """Make the corpus, run all programs, then the growth."""
    words = [int(word) for word in sys.argv[1:]] or [200, 10, 100, 1000]
    files, growth = words[0], words[1:]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "corpus")
        make_corpus(folder, 1)
        measured("perfxl", folder, rows=PEOPLE * KPIS)  # compiles the modules
        shutil.rmtree(folder)
        make_corpus(folder, files)
        rows = files * PEOPLE * KPIS
        print(f"{files} returns of {PEOPLE} people x {KPIS} KPIs, {rows} rows")
        slow = measured("pandas+openpyxl", folder, rows=rows)
        line("pandas+openpyxl", slow)
        line("pandas+calamine, xlsxwriter", measured("pandas+calamine", folder, rows=rows), slow)
        line("perfxl, cold", measured("perfxl", folder, rows=rows), slow, goal="CPU 1/10, memory 1/4")
        again = max(1, files // 40)
        for department in range(again):
            make_return(folder / "returns" / f"部门{department:04d}.xlsx", department, changed=True)
        line(f"perfxl, {again} changed", measured("perfxl", folder, rows=rows), slow, goal="CPU 1/25")
        line("perfxl, nothing changed", measured("perfxl", folder, rows=rows), slow)
        for count in growth:
            shutil.rmtree(folder)
            make_corpus(folder, count)
            cost = measured("perfxl", folder, rows=count * PEOPLE * KPIS)
            line(f"perfxl, cold, {count} files", cost)
            print(f"{'':30} {1000 * cost.cpu / count:8.1f} ms CPU a file")


if __name__ == "__main__":
    if "--run" in sys.argv:
        run(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
