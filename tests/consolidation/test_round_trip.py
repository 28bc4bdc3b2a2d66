"""From the cycle workbook to the departments and back: scores are those of a workbook in which HR typed everything."""

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from perfxl.cycle.choices import ROLES, recognised
from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.typed import Formula, Percent
from perfxl.jobs.consolidate import consolidate
from perfxl.jobs.distribute import distribute
from perfxl.jobs.read import read_cycle, read_own_cycle
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from tests.consolidation.offices import Here, office

FILLED = {
    "kpis": ("actual", "not_applicable_reason", "evidence"),
    "goals": ("actual",),
    "ratings": ("rating", "comment", "recused_reason"),
}
BOSS = "00001"  # of no department that gets a workbook
MENDED = "01010"  # an actual of 0.913 beside a target in percent: the form's cell is one of percents, so it is 91.3 %
KEYS = {
    "kpis": ("employee_id", "kpi"),
    "goals": ("goal_id",),
    "ratings": ("employee_id", "rater_id", "role", "dimension"),
}


def typed_scores(folder: Path) -> Scores:
    """Everything typed into the cycle workbook."""
    build_workbook(folder / "whole.xlsx", sample_rows(), language="zh")
    return score(read_own_cycle(folder / "whole.xlsx", as_of=SAMPLE_AS_OF))


def blank_workbook(folder: Path) -> Path:
    """The cycle workbook as HR sends it out: nothing of what departments fill in."""
    rows = sample_rows()
    for key, columns in FILLED.items():
        for row in rows[key]:
            if key != "ratings" or (row["role"] == "manager" and row["rater_id"] != BOSS):
                row.update(dict.fromkeys(columns))
    build_workbook(folder / "绩效.xlsx", rows, language="zh")
    return folder / "绩效.xlsx"


def fill_in(path: Path) -> None:
    """Type the sample's values into the yellow cells of a workbook that was sent out, and save it."""
    book = openpyxl.load_workbook(path)
    wanted = {key: _by_key(key) for key in FILLED}
    for name in book.sheetnames:
        key = next((key for key in FILLED if sheet_of(key).title.zh == name), "")
        if key:
            _fill_sheet(book[name], key, wanted[key])
    book.save(path)


def _by_key(key: str) -> dict[tuple[str, ...], dict[str, Any]]:
    return {tuple(_plain(row.get(column)) for column in KEYS[key]): row for row in sample_rows()[key]}


def _plain(value: object) -> str:
    """A cell as a key: ids with their zeros, roles as their keys."""
    text = str(value).zfill(5) if isinstance(value, int) else str(value or "")
    return recognised(text, ROLES) or text


def _fill_sheet(sheet: Any, key: str, wanted: dict[tuple[str, ...], dict[str, Any]]) -> None:
    heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[5] if cell.value}
    columns = {column.key: heads[column.title.zh] for column in sheet_of(key).columns if column.title.zh in heads}
    for line in range(6, sheet.max_row + 1):
        said = [sheet.cell(line, columns[one]).value if one in columns else "" for one in KEYS[key]]
        row = wanted.get(tuple(map(_plain, said)))
        for one in FILLED[key] if row else ():
            _type(sheet.cell(line, columns[one]), row[one] if row and one in row else None)


def _type(cell: Any, value: object) -> None:
    if isinstance(value, Percent):
        cell.value, cell.number_format = value.shown / 100, "0.##%"
    elif isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif value is not None:
        cell.value = value


def test_departments_fill_in_and_scores_are_those_of_one_workbook(tmp_path: Path) -> None:
    expected = typed_scores(tmp_path)
    workbook = blank_workbook(tmp_path)
    sent = read_own_cycle(workbook, as_of=SAMPLE_AS_OF)
    made = distribute(sent, tmp_path / "returns", language="zh")
    for one in made.departments:
        fill_in(one.path)

    done = consolidate(sent, tmp_path / "returns", into=tmp_path / "master.xlsx", crews=Here(processes=1))
    got = score(read_cycle(workbook, as_of=SAMPLE_AS_OF))

    assert (done.missing_departments, done.counts()["quarantined"]) == ((), 0)
    here, there = (scores.people[scores.people["employee_id"] != MENDED] for scores in (got, expected))
    pd.testing.assert_frame_equal(here, there)
    assert got.fingerprints.all == expected.fingerprints.all
    blocked = [scores.findings.blocked_employees() - {MENDED} for scores in (got, expected)]
    assert blocked[0] == blocked[1]
    places = {one.place.file for one in got.findings if one.code in ("PX109", "PX110", "PX121", "PX402") and one.place}
    assert places
    assert "绩效.xlsx" not in places


def test_raters_fill_in_their_own_workbooks(tmp_path: Path) -> None:
    company = office(tmp_path)
    made = distribute(company.cycle(), company.returns, language="zh", to_raters=True)
    for one in made.raters:
        book = openpyxl.load_workbook(one.path)
        sheet = book["评价"]
        heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[5] if cell.value}
        for line in range(6, sheet.max_row + 1):
            sheet.cell(line, heads["评分"]).value = 4
        book.save(one.path)

    done = company.consolidate()

    cycle = company.with_master()
    assert cycle["ratings"]["rating.text"].tolist() == ["4", "4", "4"]
    assert {place.file for row in range(3) if (place := cycle.place("ratings", row, "rating"))} == {
        one.path.relative_to(company.returns).as_posix() for one in made.raters
    }
    assert [code for code in done.findings.codes() if code not in ("PX905",)] == []
