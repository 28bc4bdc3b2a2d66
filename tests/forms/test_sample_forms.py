"""The sample's two foreign departments: what their forms show is what is read, as from perfxl's own sheets."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.cycle.sheets import sheet_of
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapped import MappedBook
from perfxl.workbook.forms.mapping_file import mappings_in
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.reading.sheet_reader import read_table
from perfxl.workbook.samples import FOREIGN_DEPARTMENTS, write_foreign_returns, write_sample_mappings
from tests.support.libreoffice import converted, needs_libreoffice

KPI_COLUMNS = ["employee_id", "kpi", "weight", "weight.status"]
KPI_COLUMNS += [f"{key}{side}" for key in ("target", "actual") for side in ("", ".status", ".percent", ".text")] + [
    "evidence"
]
RATING_COLUMNS = ["employee_id", "rater_id", "role", "dimension", "rating", "rating.status", "rating.text"]


def read_all(folder: Path, mappings: Path, names: list[Path]) -> list[MappedBook]:
    usable = mappings_in(mappings).usable
    return [as_own_sheets(read_book(path), usable) for path in names]


def typed_rows(read: list[MappedBook], key: str, roster: Roster, columns: list[str]) -> pd.DataFrame:
    tables = [
        table.table()
        for mapped in read
        for grid in mapped.book.grids
        if grid.sheet == sheet_of(key).title.zh and (table := read_table(grid, sheet_of(key), roster=roster))
    ]
    return pd.concat(tables)[columns].sort_values(columns[:4], ignore_index=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_forms_give_exactly_what_the_cycle_workbook_says(tmp_path: Path, language: str) -> None:
    build_workbook(tmp_path / "cycle.xlsx", sample_rows(), language=language)
    cycle = read_cycle(tmp_path / "cycle.xlsx", as_of=date(2026, 10, 31))
    people = cycle["employees"]
    theirs = people[people["department"].isin(FOREIGN_DEPARTMENTS) & (people["exempt_reason"] == "")]
    ids = set(theirs["employee_id"])
    roster = Roster(dict(zip(people["employee_id"], people["name"], strict=True)))

    forms = write_foreign_returns(tmp_path / "returns", language)
    write_sample_mappings(tmp_path / "mappings")
    read = read_all(tmp_path, tmp_path / "mappings", forms)

    kpis = cycle["kpis"][cycle["kpis"]["employee_id"].isin(ids)]
    expected = kpis[KPI_COLUMNS].sort_values(KPI_COLUMNS[:4], ignore_index=True)
    pd.testing.assert_frame_equal(typed_rows(read, "kpis", roster, KPI_COLUMNS), expected)
    ratings = cycle["ratings"]
    by_boss = (ratings["role"] == "manager") & ((ratings["dimension"] == "") | (ratings["employee_id"] == "03001"))
    shown = ratings["employee_id"].isin(ids) & (by_boss | (ratings["role"] == "self")) & (ratings["rating.text"] != "")
    expected = ratings[shown][RATING_COLUMNS].sort_values(RATING_COLUMNS[:4], ignore_index=True)
    pd.testing.assert_frame_equal(typed_rows(read, "ratings", roster, RATING_COLUMNS), expected)


def test_every_form_is_read_by_one_mapping_and_nothing_is_odd(tmp_path: Path) -> None:
    forms = write_foreign_returns(tmp_path / "returns", "zh", stated={"03004": 101.5, "05002": 98.25})
    names = [path.name for path in write_sample_mappings(tmp_path / "mappings")]

    read = read_all(tmp_path, tmp_path / "mappings", forms)

    assert names == ["客服部考核表.toml", "财务部汇总表.toml"]
    assert [mapped.mapping for mapped in read] == ["客服部考核表"] * 9 + ["财务部汇总表"]
    assert {finding.code for mapped in read for finding in mapped.findings} == {"PX950"}
    stated = [(one.employee_id, one.value, str(one.place)) for mapped in read for one in mapped.stated]
    assert stated == [
        ("03004", 101.5, "[客服部-桐向晚.xlsx]考核表!E30"),
        ("05002", 98.25, "[财务部绩效汇总.xlsx]汇总!N12"),
    ]


def test_the_forms_are_the_same_on_every_day(tmp_path: Path) -> None:
    one, other = (write_foreign_returns(tmp_path / name, "zh") for name in ("a", "b"))

    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@needs_libreoffice
def test_old_workbooks_give_the_same(tmp_path: Path) -> None:
    forms = [
        path
        for path in write_foreign_returns(tmp_path / "returns", "zh")
        if "松行舟" in path.name or "财务" in path.name
    ]
    write_sample_mappings(tmp_path / "mappings")
    old = converted(forms, tmp_path, to="xls")
    ours = [path.with_name(path.stem + ".xlsx") for path in old]
    for path, name in zip(old, ours, strict=True):
        path.rename(name)  # what a file is, is decided by its content

    new, again = read_all(tmp_path, tmp_path / "mappings", forms), read_all(tmp_path, tmp_path / "mappings", ours)

    for mapped, other in zip(new, again, strict=True):
        assert [(grid.sheet, grid.cells, grid.facts.percent, grid.origins) for grid in mapped.book.grids] == [
            (grid.sheet, grid.cells, grid.facts.percent, grid.origins) for grid in other.book.grids
        ]
        assert mapped.findings == other.findings


def test_a_csv_file_gives_what_it_can_say(tmp_path: Path) -> None:
    """A CSV file has no merged cells: ids that stand once are as above."""
    write_sample_mappings(tmp_path / "mappings")
    text = (tmp_path / "mappings" / "财务部汇总表.toml").read_text(encoding="utf-8")
    text = text.replace('"财务部绩效汇总*.xlsx"', '"财务部绩效汇总*.csv"').replace('sheet = ["汇总*", "Summary*"]', "")
    text = text.replace('employee_id = ["工号", "Employee ID"]', 'employee_id = { header = "工号", down = true }')
    (tmp_path / "mappings" / "财务部汇总表.toml").write_text(text, encoding="utf-8")
    write_foreign_returns(tmp_path / "returns", "zh")
    (sheet,) = read_book(tmp_path / "returns" / "财务部绩效汇总.xlsx").grids
    path = tmp_path / "财务部绩效汇总.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(
            [f"{value:.12g}" if isinstance(value, float) else value for value in row] for row in sheet.cells
        )

    (mapped,) = read_all(tmp_path, tmp_path / "mappings", [path])

    grids = {grid.sheet: grid.cells for grid in mapped.book.grids}
    assert [row[1] for row in grids["指标"][1:6]] == ["05001"] * 4 + ["05002"]
    assert (len(grids["指标"]), len(grids["评价"])) == (30, 11)
