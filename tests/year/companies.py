"""A small company through its workbooks: read rows back out of what perfxl wrote, change them, build them again."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from perfxl.cycle.sheets import sheet_named, sheet_of
from perfxl.cycle.typed import Percent, Typed
from perfxl.workbook.entry.builder import build_workbook

Rows = dict[str, list[dict[str, Typed]]]


def company(**settings: Typed) -> Rows:
    """Two departments with a scheme each; a KPI counts the points that its actual says."""
    people = {
        "E1": ("云一", "销售部", "销售代表", "销售", "M1"),
        "E2": ("云二", "销售部", "销售代表", "销售", "M1"),
        "E3": ("云三", "研发部", "工程师", "研发", "M2"),
        "M1": ("松一", "销售部", "销售经理", "销售", ""),
        "M2": ("松二", "研发部", "研发经理", "研发", ""),
    }
    keys = ("name", "department", "position", "scheme", "manager_id")
    return {
        "cycle": [{"name": "2026 年度", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), **settings}],
        "schemes": [
            {"scheme": scheme, "component": component, "weight": Percent(weight), "scale_min": low, "scale_max": high}
            for scheme in ("销售", "研发")
            for component, weight, low, high in (("kpi", 80, None, None), ("manager", 20, 0, 100))
        ],
        "grades": [
            {"grade": "A", "lower_bound": 90},
            {"grade": "B", "lower_bound": 70},
            {"grade": "C", "lower_bound": 0},
        ],
        "employees": [{"employee_id": one, **dict(zip(keys, row, strict=True))} for one, row in people.items()],
        "kpis": [kpi(one, 80.0) for one in people],
        "ratings": [rating(one, "M2" if one == "M1" else "M1", 70) for one in people],
    }


def kpi(employee_id: str, points: Typed, *, name: str = "产出", start: date | None = None) -> dict[str, Typed]:
    """A KPI whose actual is its points."""
    return {
        "employee_id": employee_id,
        "kpi": name,
        "assignment_from": start,
        "weight": Percent(100),
        "rule": "manual",
        "actual": points,
    }


def rating(employee_id: str, rater: str, points: Typed, *, start: date | None = None) -> dict[str, Typed]:
    """A manager's rating on a scale of 0 to 100."""
    row: dict[str, Typed] = {"employee_id": employee_id, "rater_id": rater, "role": "manager", "rating": points}
    return {**row, "assignment_from": start}


def built(path: Path, rows: Mapping[str, Sequence[Mapping[str, Typed]]]) -> Path:
    """The workbook of these rows."""
    build_workbook(path, rows, language="zh", sheets=list(rows))
    return path


def roster_csv(path: Path, rows: Sequence[Mapping[str, Typed]], keys: Sequence[str]) -> Path:
    """A roster as another system exports it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([sheet_of("employees").column(key).title.zh for key in keys])
        writer.writerows([[row.get(key) or "" for key in keys] for row in rows])
    return path


def rows_of_sheet(path: Path, title: str) -> list[dict[str, Any]]:
    """The rows that a person would copy from a sheet, under the keys of the declared headers; other columns by header."""
    cells = CalamineWorkbook.from_path(path).get_sheet_by_name(title).to_python(skip_empty_area=False)
    start = next(number for number, row in enumerate(cells) if sum(cell != "" for cell in row) > 1)
    sheet = sheet_named(title)
    names = {name: column.key for column in sheet.columns for name in column.names()} if sheet else {}
    header = [names.get(str(cell), str(cell)) for cell in cells[start]]
    found = []
    for row in cells[start + 1 :]:
        if not any(cell != "" for cell in row):
            break
        found.append({key: (None if cell == "" else cell) for key, cell in zip(header, row, strict=True)})
    return found
