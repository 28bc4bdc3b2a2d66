"""Scoring 100,000 employees x 6 KPIs against one pandas groupby-sum over the same rows, in one run.

    python benchmarks/scoring.py [EMPLOYEES] [RUNS]
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

import perfxl
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle, cycle_from_tables

RULES = {
    "收入": ("ratio_up", ""),
    "成本": ("ratio_down", ""),
    "利润": ("deviation_up", ""),
    "准确率": ("on_target", "tolerance=20%"),
    "满意度": ("bands", "<60:0; 60-80:60; 80-100:90; >=100:110"),
    "交付": ("step", "base=90; each=3%; points=1.5; up=12; down=20"),
}


def random_cycle(n: int) -> Cycle:
    """n people with six KPIs each, all actuals given."""
    random = np.random.default_rng(7)
    ids = np.array([f"E{number:06d}" for number in range(n)], dtype=object)
    names = list(RULES)
    kpis = pd.DataFrame(
        {
            "employee_id": np.repeat(ids, len(names)),
            "kpi": np.tile(np.array(names, dtype=object), n),
            "weight": np.tile([30.0, 10.0, 20.0, 10.0, 20.0, 10.0], n),
            "rule": np.tile(np.array([RULES[name][0] for name in names], dtype=object), n),
            "parameters": np.tile(np.array([RULES[name][1] for name in names], dtype=object), n),
            "target": np.full(len(names) * n, 100.0),
            "actual": np.round(random.uniform(60, 130, len(names) * n), 2),
        }
    )
    tables = {
        "employees": pd.DataFrame({"employee_id": ids, "name": ids, "department": np.full(n, "部门", dtype=object)}),
        "schemes": pd.DataFrame({"scheme": ["岗位"], "component": ["kpi"], "weight": [100.0]}),
        "grades": pd.DataFrame({"grade": list("ABCD"), "lower_bound": [90.0, 75.0, 60.0, 0.0]}),
        "kpis": kpis,
    }
    settings = CycleSettings(name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    return cycle_from_tables(settings, tables, as_of=date(2026, 12, 31))


def seconds(work: Callable[[], object], runs: int) -> float:
    """Median CPU seconds of `work`."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Print both times and their ratio."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    cycle = random_cycle(n)
    kpis = cycle["kpis"]
    plain = kpis.astype({"employee_id": "str"})
    peer = seconds(lambda: plain.groupby("employee_id")["actual"].sum(), runs)  # noqa: PLW0108 (the grouping counts)
    own = seconds(lambda: perfxl.score(cycle), runs)
    scored = (perfxl.score(cycle).people["status"] == "scored").sum()
    print(f"{n:,} employees x {len(RULES)} KPIs, {scored:,} scored, median of {runs}")
    print(f"pandas groupby-sum  {peer:8.3f} s CPU")
    print(f"perfxl.score        {own:8.3f} s CPU")
    print(f"ratio               {own / peer:8.1f}   (goal: at most 15)")


if __name__ == "__main__":
    main()
