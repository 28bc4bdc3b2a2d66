"""The home sheet: the stage follows from the dates and today, what is overdue is said, the buttons' cells are open."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.entry.buttons import BUTTONS, NEXT_STEP, PROGRESS, PROGRESS_HEADS, PROGRESS_ROWS, STATUS
from perfxl.workbook.entry.home_buttons import GROUPS
from tests.support.libreoffice import all_recalculated, needs_libreoffice, needs_uno, typed_into, values
from tests.support.vba.workbook import button_captions
from tests.workbook.macros.books import macro_book

_TODAY = date.today()
_DATES = ("plan_until", "deadline_on", "results_final_on", "feedback_until", "appeal_until")
# The stage on the day after the first `over` of these dates; each is ten days after the one before.
_STAGES = ("计划", "收集数据", "计分", "反馈", "申诉", "结束")


def _in_days(**days: int) -> dict[str, list[dict[str, object]]]:
    """A cycle with these settings, as days from today."""
    return {"cycle": [{key: _TODAY + timedelta(days=number) for key, number in days.items()}]}


def _home(rows: Mapping[str, Any], path: Path, language: str = "zh", sheets: Sequence[str] | None = None) -> Path:
    build_workbook(path, rows, language=language, sheets=sheets)
    return path


def _texts(rows: list[list[object]]) -> set[str]:
    return {cell for row in rows for cell in row if isinstance(cell, str)}


@needs_libreoffice
def test_the_stage_follows_from_the_dates(tmp_path: Path) -> None:
    over = [_in_days(**{key: 10 * (place - n) + 5 for place, key in enumerate(_DATES)}) for n in range(6)]
    last_day = [_in_days(**{key: 10 * (place - n) for place, key in enumerate(_DATES)}) for n in range(5)]
    others = [
        {},  # no date at all
        _in_days(starts_on=-400, ends_on=-1),  # nobody said when scores are due
        _in_days(starts_on=3, ends_on=300),
        _in_days(starts_on=-40, ends_on=-30, letter_on=-1),  # no appeals yet
    ]
    books = [
        _home(rows, tmp_path / f"{number}.xlsx", sheets=["cycle"])
        for number, rows in enumerate([*over, *last_day, *others])
    ]

    stages = [rows["首页"][0][6] for rows in all_recalculated(books, tmp_path / "live")]

    wanted = [*_STAGES, *_STAGES[:5], "", "计分", "计划", "申诉"]
    assert stages == [f"当前阶段：{stage}" if stage else "" for stage in wanted]


@needs_libreoffice
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_date_says_how_far_away_it_is(language: str, tmp_path: Path) -> None:
    rows = _in_days(starts_on=-1, ends_on=0, deadline_on=1, letter_on=12)
    path = _home(rows, tmp_path / "a.xlsx", language, sheets=["cycle"])

    home = next(iter(all_recalculated([path], tmp_path / "live")[0].values()))

    told = {"zh": ["已过 1 天", "今天", "还有 1 天", "未填", "还有 12 天", "未填"],
            "en": ["1 day ago", "today", "in 1 day", "not set", "in 12 days", "not set"]}  # fmt: skip
    assert [home[8][number] for number in (1, 2, 4, 6, 7, 9)] == told[language]


@needs_uno
def test_a_deadline_that_passed_while_something_is_missing_is_overdue(tmp_path: Path) -> None:
    path = _home(_in_days(starts_on=-90, ends_on=-60, deadline_on=-3, letter_on=-1, appeal_until=9), tmp_path / "a.xlsx", sheets=["cycle"])
    top = _named(openpyxl.load_workbook(path), PROGRESS)[0][0]

    refused = typed_into(path, tmp_path / "b.xlsx", tmp_path, [("首页", f"F{top.row}", "4"), ("首页", "B2", "x")])

    assert refused == ["首页!B2"]
    assert {"逾期 3 天", "逾期 1 天", "已过 60 天", "还有 9 天"} <= _texts(values(tmp_path / "b.xlsx")["首页"])


def _named(book: Any, name: str) -> Any:
    """The cells of a defined name, row by row."""
    title, cells = book.defined_names[name].attr_text.replace("'", "").replace("$", "").split("!")
    found = book[title][cells]
    return found if isinstance(found, tuple) else ((found,),)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
def test_the_cells_that_buttons_write_have_names_and_are_open(suffix: str, language: str, tmp_path: Path) -> None:
    path = macro_book(language) if suffix == ".xlsm" else _home({}, tmp_path / "a.xlsx", language)
    book = openpyxl.load_workbook(path, keep_vba=suffix == ".xlsm")
    progress = _named(book, PROGRESS)

    assert (len(progress), {len(row) for row in progress}) == (PROGRESS_ROWS, {len(PROGRESS_HEADS)})
    heads = [progress[0][0].offset(-1, number).value for number in range(len(PROGRESS_HEADS))]
    assert heads == [head(language) for head in PROGRESS_HEADS]
    own = [cell for name in (STATUS, NEXT_STEP, PROGRESS) for row in _named(book, name) for cell in row]
    assert {cell.protection.locked for cell in own} == {False}
    assert all(_named(book, name)[0][0].value for name in (STATUS, NEXT_STEP))
    home = book.worksheets[0]
    others = {cell.coordinate for row in home.iter_rows() for cell in row if not cell.protection.locked}
    merged = {cell for area in home.merged_cells.ranges for row in home[area.coord] for cell in (c.coordinate for c in row)}
    assert others - {cell.coordinate for cell in own} <= merged
    assert (home.protection.sheet, home.protection.password) == (True, None)


def test_every_button_stands_in_one_step_of_the_work() -> None:
    keys = [key for _, _, keys in GROUPS for key in keys]

    assert sorted(keys) == sorted(button.key for button in BUTTONS)
    assert max(len(keys) for _, _, keys in GROUPS) <= 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_there_are_buttons_the_steps_name_them_and_elsewhere_the_commands(language: str, tmp_path: Path) -> None:
    with_buttons = _texts(values(macro_book(language))["首页" if language == "zh" else "Home"])
    plain = _texts(values(_home({}, tmp_path / "a.xlsx", language))["首页" if language == "zh" else "Home"])

    assert [text for text in with_buttons if "perfxl " in text] == []
    commands = ("publish", "distribute", "consolidate", "check", "score", "letters", "attach")
    assert [command for command in commands if not any(f"perfxl {command}" in text for text in plain)] == []
    assert button_captions(tmp_path / "a.xlsx") == {}


def test_a_file_says_its_stage_only_when_somebody_opens_it(tmp_path: Path) -> None:
    """The builder has no clock: what depends on today is blank in the file, so the same content gives the same bytes."""
    path = _home(sample_rows(), tmp_path / "a.xlsx")

    home = values(path)["首页"]
    assert (home[0][6], home[1][1]) == ("", "示例制造有限公司 · 2026 年度")
    assert home[4][1:3] == [date(2025, 10, 31), date(2026, 10, 15)]
