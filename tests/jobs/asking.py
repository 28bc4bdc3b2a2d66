"""Ask perfxl as a terminal would, in this process; and small companies to ask about."""

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from perfxl.cli import app
from perfxl.cycle.typed import Percent, Typed
from perfxl.exits import run
from perfxl.workbook.entry.builder import build_workbook

ROOT = Path(__file__).resolve().parents[2]
AS_OF = ("--as-of", "2026-10-31")
Rows = Mapping[str, Sequence[dict[str, Typed]]]


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on stdout as JSON; NaN and infinity are not JSON."""
        return json.loads(self.out, parse_constant=_refuse)


def ask(*words: object) -> Answer:
    """Run one command line."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(app, [str(word) for word in words])
    return Answer(code, out.getvalue(), err.getvalue())


def ask_python(program: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a Python program in a process of its own."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **more)


def small_company(path: Path, *, name: str = "2026", actuals: Sequence[Typed] = (90, 120), **settings: Typed) -> Path:
    """A cycle workbook with one scheme of one KPI, target 100; one person for each actual."""
    rows = company_rows(name=name, actuals=actuals, **settings)
    build_workbook(path, rows, language="zh", sheets=list(rows))
    return path


def company_rows(*, name: str = "2026", actuals: Sequence[Typed] = (90, 120), **settings: Typed) -> Rows:
    """What stands in the sheets of the small company."""
    ids = [f"E{number}" for number in range(1, len(actuals) + 1)]
    return {
        "cycle": [{"name": name, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), **settings}],
        "schemes": [{"scheme": "岗位", "component": "kpi", "weight": Percent(100)}],
        "grades": [{"grade": "A", "lower_bound": 90}, {"grade": "B", "lower_bound": 0}],
        "employees": [{"employee_id": one, "name": f"示例{one}", "department": "销售部"} for one in ids],
        "kpis": [
            {
                "employee_id": one,
                "kpi": "收入",
                "weight": Percent(100),
                "rule": "ratio_up",
                "target": 100,
                "actual": actual,
            }
            for one, actual in zip(ids, actuals, strict=True)
        ],
    }


def _refuse(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is not JSON")
