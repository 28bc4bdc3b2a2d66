"""Workbooks to fill in: what is declared stands in them, and what was typed is read back as it was."""

import re
import runpy
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import Kind, Sheet
from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.cycle.sheets import SHEETS, TABLES
from perfxl.cycle.tables import column_letters
from perfxl.cycle.typed import Formula, Percent
from perfxl.resources import workbooks_folder
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.reading.reader import read_cycle
from tests.support.libreoffice import needs_libreoffice, recalculated, values

_CHINESE = re.compile("[\u4e00-\u9fff]")
_CYCLE = [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}]
_FEW = {
    "cycle": _CYCLE,
    "schemes": [{"scheme": "销售岗", "component": "kpi", "weight": Percent(100), "missing_policy": "renormalise"}],
    "grades": [{"grade": "A", "lower_bound": 60}, {"grade": "B", "lower_bound": 0}],
    "employees": [{"employee_id": "00123", "name": "=1+1", "department": "@销售", "joined_on": date(2020, 2, 29)}],
    "kpis": [
        {"employee_id": "00123", "kpi": "收入", "weight": Percent(33.33), "rule": "ratio_up", "target": 1234567, "actual": -0.5},
        {"employee_id": "00123", "kpi": "回款", "weight": Percent(66.67), "rule": "ratio_up", "target": Percent(92), "actual": "+3"},
    ],
}


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, language: str) -> Path:
    path = tmp_path_factory.mktemp(language) / "few.xlsx"
    build_workbook(path, _FEW, language=language)
    return path


@pytest.fixture(scope="module")
def opened(few: Path) -> Any:
    return openpyxl.load_workbook(few)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for path in (one, two):
        build_workbook(path, sample_rows(), language="zh")

    assert one.read_bytes() == two.read_bytes()


def test_what_was_typed_is_read_back_as_it_was(few: Path) -> None:
    cycle = read_cycle(few, as_of=date(2026, 12, 31))

    person, kpis = cycle["employees"].iloc[0], cycle["kpis"]
    assert cycle.findings.codes() == []
    assert (person["employee_id"], person["name"], person["department"]) == ("00123", "=1+1", "@销售")
    assert person["joined_on"].date() == date(2020, 2, 29)
    assert list(kpis["weight"]) == [33.33, 66.67]
    assert list(zip(kpis["target"], kpis["target.percent"], strict=True)) == [(1234567, False), (92, True)]
    assert list(kpis["actual"]) == [-0.5, 3]
    assert cycle["schemes"]["missing_policy"].tolist() == ["renormalise"]
    assert (cycle.settings.name, cycle.settings.ends_on) == ("2026", date(2026, 12, 31))


def test_the_whole_sample_survives_writing_and_reading_in_both_languages(tmp_path: Path, language: str) -> None:
    rows = sample_rows()
    build_workbook(tmp_path / "a.xlsx", rows, language=language)

    cycle = read_cycle(tmp_path / "a.xlsx", as_of=SAMPLE_AS_OF)

    lengths = {sheet.key: len(rows.get(sheet.key, ())) for sheet in TABLES}
    assert {sheet.key: len(cycle[sheet.key]) for sheet in TABLES} == lengths | {"kpis": lengths["kpis"] - 1}  # 合计
    for table, column in (("kpis", "rule"), ("ratings", "role"), ("schemes", "missing_policy"), ("goals", "level")):
        typed = [str(row.get(column) or "") for row in rows[table] if row.get("employee_id") != "合计"]
        assert list(cycle[table][column]) == typed


def test_a_formula_is_carried_with_its_value_its_error_or_as_never_calculated(tmp_path: Path) -> None:
    typed = (Formula("1+1", 2), Formula("NA()", "#N/A"), Formula("2+2"))
    kpis = [{"employee_id": "1", "kpi": str(number), "actual": value} for number, value in enumerate(typed)]
    build_workbook(tmp_path / "a.xlsx", {"kpis": kpis}, language="zh")

    (grid,) = [grid for grid in read_book(tmp_path / "a.xlsx").grids if grid.sheet == "指标"]

    actual = next(number for number, header in enumerate(grid.cells[0]) if header == "实际值")
    assert grid.cells[1][actual] == 2
    assert grid.facts.errors == {(2, actual): "#N/A"}
    assert grid.facts.uncalculated == {(3, actual)}


def test_text_stays_text_and_nothing_but_declared_formulas_is_a_formula(opened: Any) -> None:
    own = {sheet.title(language) for sheet in SHEETS for language in ("zh", "en")}
    cells = [cell for name in opened.sheetnames if name in own for row in opened[name].iter_rows() for cell in row]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []


def test_every_declared_column_has_its_header_mark_and_note(opened: Any, language: str) -> None:
    for sheet in TABLES:
        heads = opened[sheet.title(language)][1]
        wanted = [column.title(language) + ("*" if column.required else "") for column in sheet.columns]
        assert [cell.value for cell in heads] == wanted
        assert [cell.value for cell in heads if cell.comment is None] == []


def test_every_choice_and_every_rule_can_be_picked(opened: Any, language: str) -> None:
    for sheet, column, formula in _drop_downs(opened, language):
        if column.choices == RULES:
            assert _words_at(opened, formula) == [choice.title(language) for choice in RULES]
        elif column.choices:
            assert formula == '"' + ",".join(choice.title(language) for choice in column.choices) + '"'
        else:
            assert sheet.key == "cycle" or column.refers_to


def _drop_downs(opened: Any, language: str) -> Iterator[tuple[Sheet, Any, str]]:
    """Every choice column with the source of its drop-down, which it must have, and every reference."""
    for sheet in SHEETS:
        worksheet = opened[sheet.title(language)]
        for number, column in enumerate(sheet.columns):
            cell = worksheet.cell(number + 2, 2) if sheet.key_value else worksheet.cell(2, number + 1)
            rules = [rule for rule in worksheet.data_validations.dataValidation if cell.coordinate in rule.sqref]
            if column.choices or (column.refers_to and not sheet.key_value):
                assert [rule.type for rule in rules] == ["list"], (sheet.key, column.key)
                yield sheet, column, rules[0].formula1
            elif column.kind in (Kind.DATE, Kind.PERCENT, Kind.NUMBER):
                assert [rule.type for rule in rules] == ["date" if column.kind is Kind.DATE else "decimal"]


def _words_at(opened: Any, formula: str) -> list[object]:
    name, cells = formula.lstrip("=").replace("'", "").replace("$", "").split("!")
    return [row[0].value for row in opened[name][cells]]


def test_empty_sheets_that_are_not_needed_yet_are_hidden(opened: Any, language: str) -> None:
    hidden = [name for name in opened.sheetnames if opened[name].sheet_state == "hidden"]

    unneeded = [sheet.title(language) for sheet in SHEETS if not (sheet.shown_at_first or sheet.key in _FEW)]
    assert hidden == [*unneeded, "填写说明" if language == "zh" else "Instructions"]
    assert opened.active.title == ("首页" if language == "zh" else "Home")


def test_headers_are_locked_entries_are_open_and_there_is_no_password(opened: Any, language: str) -> None:
    for sheet in TABLES:
        page = opened[sheet.title(language)]
        assert (page.protection.sheet, page.protection.password) == (True, None)
        assert (page.protection.insertRows, page.protection.deleteRows, page.protection.sort) == (False, False, False)
        assert {cell.protection.locked for cell in page[1]} == {True}
        blank = [page.column_dimensions[column_letters(number)] for number in range(len(sheet.columns))]
        assert {cell.protection.locked for row in page.iter_rows(min_row=2) for cell in row if cell.has_style} <= {False}
        assert {column.protection.locked for column in blank if column.has_style} <= {False}


def test_blank_required_cells_of_a_begun_row_are_tinted_and_counted(tmp_path: Path, opened: Any, language: str) -> None:
    for sheet in TABLES:
        page = opened[sheet.title(language)]
        tinted = {str(cells.sqref).split(":")[0] for cells in page.conditional_formatting}
        required = {f"{column_letters(n)}2" for n, column in enumerate(sheet.columns) if column.required}
        assert required <= tinted

    rows = {"employees": [{"employee_id": "1", "name": "甲"}, {"employee_id": "2"}]}
    build_workbook(tmp_path / "a.xlsx", rows, language="zh")
    home = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["首页"]
    counted = {row[1].value: row[9].value for row in home.iter_rows() if isinstance(row[9].value, int)}
    assert {name: n for name, n in counted.items() if n} == {"周期": 3, "员工": 3}


def test_notes_carry_an_example(opened: Any, language: str) -> None:
    note = opened["指标" if language == "zh" else "KPIs"]["B1"].comment.text

    assert note.endswith("例：销售收入" if language == "zh" else "Example: Revenue")


def test_pages_are_a4_landscape_one_page_wide_with_the_header_on_each(opened: Any, language: str) -> None:
    for sheet in TABLES:
        page = opened[sheet.title(language)]
        assert (page.page_setup.paperSize, page.page_setup.orientation, page.page_setup.fitToHeight) == (9, "landscape", 0)
        assert page.print_title_rows == "$1:$1"
        assert page.freeze_panes in ("B2", "C2")


@pytest.mark.parametrize("kind", ["cycle", "return", "rater"])
def test_the_kind_is_a_property_and_only_a_cycle_has_a_home_sheet(tmp_path: Path, kind: str) -> None:
    build_workbook(tmp_path / "a.xlsx", {}, language="zh", kind=kind, sheets=["employees", "kpis"])

    book = read_book(tmp_path / "a.xlsx")
    names = ["员工", "指标", "填写说明"]
    assert book.kind == kind
    assert [grid.sheet for grid in book.grids] == (["首页", *names] if kind == "cycle" else names)


def test_an_english_workbook_has_no_chinese_and_a_chinese_one_no_english_headers(tmp_path: Path) -> None:
    build_workbook(tmp_path / "en.xlsx", {}, language="en")
    with zipfile.ZipFile(tmp_path / "en.xlsx") as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".vml"))}
    del texts["xl/theme/theme1.xml"]  # names fonts for many scripts
    assert [name for name, text in texts.items() if _CHINESE.search(text)] == []

    build_workbook(tmp_path / "zh.xlsx", {}, language="zh")
    book = openpyxl.load_workbook(tmp_path / "zh.xlsx")
    heads = [cell.value for sheet in TABLES for cell in book[sheet.title.zh][1]]
    assert [head for head in heads if not _CHINESE.search(head)] == []


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
@pytest.mark.parametrize("stem", ["绩效管理-样例", "绩效管理-空白"])
def test_the_workbooks_of_the_project_are_what_the_builder_makes(tmp_path: Path, stem: str, suffix: str) -> None:
    committed, name = workbooks_folder(), stem + suffix
    made = runpy.run_path(str(committed / "build.py"))["build"](tmp_path)

    assert tmp_path / name in made
    with zipfile.ZipFile(committed / name) as old, zipfile.ZipFile(tmp_path / name) as new:
        assert old.namelist() == new.namelist()
        stale = [part for part in new.namelist() if old.read(part) != new.read(part)]
    assert stale == [], "run: python workbooks/build.py"


@needs_libreoffice
def test_the_live_formulas_give_the_values_that_the_file_carries(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    build_workbook(path, sample_rows(), language="zh")

    carried, live = values(path), recalculated(path, tmp_path / "live")

    home, written = _filled(live["首页"]), _filled(carried["首页"])
    assert {place: home[place] for place in written} == written
    assert len(home.keys() - written.keys()) == 32  # the stage, six remarks, five tasks in four cells and five counts: they depend on the day
    assert _filled(live["填写说明"]) == _filled(carried["填写说明"])


def _filled(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    return {(row, number): cell for row, cells in enumerate(rows) for number, cell in enumerate(cells) if cell != ""}
