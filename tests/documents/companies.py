"""Companies to make documents of: the sample, and a small one with hostile texts."""

import dataclasses
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import perfxl
from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.cycle.typed import Percent
from perfxl.rules.scores import Scores
from perfxl.workbook.entry.builder import build_workbook

AS_OF = date(2026, 12, 31)
HOSTILE = ("</table><script>x</script>", "=1+1", "{{ 7*7 }}", "../../x", "{n}{name}")


@cache
def sample(language: str = "zh") -> Scores:
    """The sample company, scored; `language` is that of the cycle."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cycle.xlsx"
        build_workbook(path, sample_rows(), language="zh")
        cycle = perfxl.read_cycle(path, as_of=SAMPLE_AS_OF)
    settings = cycle.settings.model_copy(update={"language": language})
    return perfxl.score(dataclasses.replace(cycle, settings=settings))


def small_rows(**changes: Any) -> dict[str, list[dict[str, Any]]]:
    """Rows of a company of a manager and two people; `changes` are merged into the person E2."""
    script, formula, template, path, braces = HOSTILE
    person = {"employee_id": "E2", "name": script, "department": path, "position": template, "manager_id": "E1"}
    kpis = [
        {"kpi": formula, "weight": Percent(60), "rule": "ratio_up", "target": 100, "actual": 80},
        {"kpi": braces, "weight": Percent(40), "rule": "deduct", "actual": 1, "parameters": "each=2"},
    ]
    return {
        "cycle": [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": AS_OF, "company": "R&D <Co>"}],
        "schemes": [{"scheme": "<i>岗</i>", "component": "kpi", "weight": Percent(100)}],
        "grades": [{"grade": "A", "lower_bound": 90}, {"grade": "B", "lower_bound": 0, "meaning": "<b>"}],
        "employees": [
            {"employee_id": "E1", "name": "云一帆", "department": "销售部"},
            {**person, **changes},
            {"employee_id": "E3", "name": "何静", "department": "销售部", "manager_id": "E9"},
        ],
        "kpis": [{"employee_id": one, **kpi} for one in ("E1", "E2", "E3") for kpi in kpis],
        "check_ins": [
            {"employee_id": "E2", "on": date(2026, 6, 1), "kind": "agreement", "notes": script, "next_step": formula}
        ],
    }


def small(folder: Path, rows: dict[str, list[dict[str, Any]]] | None = None) -> Scores:
    """The small company, written into `folder`, read and scored."""
    rows = small_rows() if rows is None else rows
    build_workbook(folder / "cycle.xlsx", rows, language="zh", sheets=list(rows))
    return perfxl.score(perfxl.read_cycle(folder / "cycle.xlsx", as_of=AS_OF))
