"""Reading cycle workbooks (100 people x 6 KPIs each) against pandas with openpyxl, in one run, each in its own process.

    python benchmarks/reading.py [FILES]

perfxl's time holds the preflight, the scan for what calamine does not tell (number formats, errors, formulas without
results, hidden rows) and typed tables with findings; the peer only gets cells.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

PEOPLE, KPIS = 100, 6


def make_workbooks(folder: Path, files: int) -> None:
    """Write the workbooks that both readers read."""
    from perfxl.cycle.typed import Percent
    from perfxl.workbook.entry.builder import build_workbook

    for number in range(files):
        ids = [f"{number:03d}{person:03d}" for person in range(PEOPLE)]
        rows = {
            "cycle": [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}],
            "schemes": [{"scheme": "岗位", "component": "指标", "weight": Percent(100)}],
            "grades": [{"grade": "A", "lower_bound": 90}, {"grade": "B", "lower_bound": 0}],
            "employees": [{"employee_id": one, "name": f"示例{one}", "department": "部门"} for one in ids],
            "kpis": [
                {
                    "employee_id": one,
                    "kpi": f"指标{kpi}",
                    "weight": Percent(20 if kpi < 4 else 10),
                    "rule": "越大越好",
                    "target": 100 + kpi,
                    "actual": 90 + (person + kpi) % 30,
                    "unit": "件",
                }
                for person, one in enumerate(ids)
                for kpi in range(KPIS)
            ],
        }
        build_workbook(folder / f"{number:03d}.xlsx", rows, language="zh")


def by_perfxl(path: Path) -> int:
    """Typed tables with findings; the number of KPI rows."""
    import perfxl

    return len(perfxl.read_cycle(path, as_of=date(2026, 12, 31))["kpis"])


def by_pandas_openpyxl(path: Path) -> int:
    """Every sheet as pandas reads it by default for .xlsx."""
    return sum(map(len, pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl").values()))


READERS: dict[str, Callable[[Path], int]] = {"perfxl": by_perfxl, "pandas+openpyxl": by_pandas_openpyxl}


def measure(reader: str, folder: Path) -> None:
    """Print CPU seconds and peak memory (MB) of reading every file; one file is read before the clock starts."""
    paths = sorted(folder.glob("*.xlsx"))
    READERS[reader](paths[0])
    start = time.process_time()
    for path in paths:
        READERS[reader](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - start, peak)


def main() -> None:
    """Make the files, run both readers, print both and the ratio."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as folder:
        make_workbooks(Path(folder), files)
        figures = {}
        print(f"{files} workbooks of {PEOPLE} people x {KPIS} KPIs")
        for reader in READERS:
            command = [sys.executable, __file__, "--measure", reader, folder]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            figures[reader] = float(answer[0])
            print(f"{reader:16} {figures[reader]:8.2f} s CPU   {1000 * figures[reader] / files:7.1f} ms a file   "
                  f"{float(answer[1]):6.0f} MB")  # fmt: skip
        print(f"ratio            1/{figures['pandas+openpyxl'] / figures['perfxl']:.1f}")


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
