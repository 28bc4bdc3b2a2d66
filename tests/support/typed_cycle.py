"""Cycles from text, read by perfxl's own reader: what stands in a test is what would stand in a sheet."""

from collections.abc import Mapping, Sequence
from datetime import date

from perfxl.cycle.sheets import SHEETS, sheet_named
from perfxl.cycle.tables import Cycle
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.reading.reader import cycle_of

Rows = Sequence[Mapping[str, str]]
NOTHING = SheetFacts(
    percent=frozenset(),
    errors={},
    uncalculated=frozenset(),
    formulas=frozenset(),
    hidden_rows=frozenset(),
    hidden=False,
    merged=(),
)


def cycle_of_rows(sheets: Mapping[str, Rows], settings: Mapping[str, str], *, as_of: date) -> Cycle:
    """The cycle whose sheets hold these rows, every value as a person typed it."""
    grids = [_grid("cycle", [["", ""], *([key, value] for key, value in settings.items())])]
    for sheet in SHEETS:
        rows = sheets.get(sheet.key, [])
        if sheet.key_value or not rows:
            continue
        columns = [column.key for column in sheet.columns if any(column.key in row for row in rows)]
        grids.append(_grid(sheet.key, [columns, *([row.get(key, "") for key in columns] for row in rows)]))
    return cycle_of(Book(file="cycle.xlsx", grids=tuple(grids), date1904=False, kind=None), as_of=as_of)


def _grid(sheet: str, cells: list[list[str]]) -> Grid:
    return Grid(file="cycle.xlsx", sheet=sheet, cells=[list(row) for row in cells], facts=NOTHING)


SETTINGS = {"name": "2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
ONE_SCHEME = [{"scheme": "岗位", "component": "kpi", "weight": "100"}]
GRADES = [
    {"grade": "A", "lower_bound": "90"},
    {"grade": "B", "lower_bound": "75"},
    {"grade": "C", "lower_bound": "60"},
    {"grade": "D", "lower_bound": "0"},
]


def cycle_from(text: str, *, as_of: date = date(2026, 12, 31), **settings: str) -> Cycle:
    """A cycle from sheets written as text: `# 指标`, a header line, one line a row, cells between bars.

    What the text leaves out is plain: one scheme of 100 % KPIs, grades A to D, and everybody who has a KPI or a
    rating is on the roster.
    """
    sheets: dict[str, Rows] = {"schemes": ONE_SCHEME, "grades": GRADES, **_sheets(text)}
    ids = {row["employee_id"] for rows in sheets.values() for row in rows if row.get("employee_id")}
    ids |= {row[key] for rows in sheets.values() for row in rows for key in ("rater_id", "approver_id") if row.get(key)}
    if "employees" not in sheets:
        sheets["employees"] = [{"employee_id": one, "name": one, "department": "部门"} for one in sorted(ids)]
    return cycle_of_rows(sheets, {**SETTINGS, **settings}, as_of=as_of)


def _sheets(text: str) -> dict[str, list[dict[str, str]]]:
    sheets: dict[str, list[dict[str, str]]] = {}
    key, header = "", list[str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            sheet = sheet_named(line.lstrip("# "))
            assert sheet is not None, line
            key, header = sheet.key, []
            sheets[key] = []
        elif not header:
            header = [cell.strip() for cell in line.split("|")]
        else:
            cells = [cell.strip() for cell in line.split("|")]
            sheets[key].append(dict(zip(header, cells + [""] * len(header), strict=False)))
    return sheets
