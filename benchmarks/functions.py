"""A worksheet function over 2,000 rows in one call against 2,000 calls, as formulas in cells would make them.

    python benchmarks/functions.py [ROWS]

What is measured is Python's share: reading the cells, the rules, the answers. In Excel every call costs a round trip to
Python on top, so the ratio there is larger. Prints wall seconds and ratios of one run.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROWS = 2_000
RULES = (("ratio_up", ""), ("on_target", "tolerance=20%"), ("bands", "<60:0; 60-80:60; 80-100:90; >=100:110"))


def columns(rows: int) -> dict[str, tuple[Callable[..., Any], list[list[Any]]]]:
    """For each function its columns: one list a column, one element a row."""
    from perfxl.excel import functions

    draw = random.Random(7)
    rule, parameters = zip(*(RULES[row % len(RULES)] for row in range(rows)), strict=True)
    target, actual = [100.0] * rows, [round(draw.uniform(40, 140), 2) for _ in range(rows)]
    blank: list[Any] = [None] * rows
    scores = [[round(draw.uniform(40, 110), 2) for _ in range(4)] for _ in range(rows)]
    return {
        "PX_KPI": (functions.PX_KPI, [list(rule), target, actual, blank, blank, blank, list(parameters)]),
        "PX_WEIGHTED": (lambda cells: functions.PX_WEIGHTED(cells, [[40, 30, 20, 10]]), [scores]),
        "PX_GRADE": (lambda cells: functions.PX_GRADE(cells, [90, 75, 60, 0], ["A", "B", "C", "D"]), [actual]),
    }


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall time of one call, and what it gave."""
    started = time.perf_counter()
    given = work()
    return time.perf_counter() - started, given


def main() -> None:
    """Print the figures of one run; the answers of both ways are the same."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    for name, (function, given) in columns(rows).items():
        function(*([cell] for cell in (column[0] for column in given)))  # first calls import
        whole, answers = seconds(lambda: function(*given))  # noqa: B023 - called at once
        single, each = seconds(lambda: [function(*cells) for cells in zip(*map(_rows, given), strict=True)])  # noqa: B023
        assert [row[0] for row in answers] == each, name
        print(
            f"{name}: {rows:,} rows in one call {whole:.3f} s, in {rows:,} calls {single:.3f} s; ratio 1/{single / whole:,.0f}"
        )


def _rows(column: list[Any]) -> list[list[Any]]:
    """Each element as a range of one row."""
    return [[cell] if isinstance(cell, list) else [[cell]] for cell in column]


if __name__ == "__main__":
    main()
