"""Which rows of a live sheet are hidden: by hand or by a filter, also where heights differ, asked in few calls."""

from collections.abc import Sequence

import pytest
import xlwings as xw

from perfxl.excel import live_hidden
from perfxl.excel.live_grid import live_grid
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc


@pytest.fixture
def sheet(calc: xw.App) -> xw.Sheet:
    """200 rows of odd heights; every seventh without content, and the first column blank in every second."""
    sheet = calc.books.add().sheets[0]
    sheet["A1"].value = [[None if r % 2 else f"E{r}", None if r % 7 == 6 else r] for r in range(200)]
    sheet["A6:A9"].row_height = 40
    return sheet


def hide(sheet: xw.Sheet, rows: Sequence[int]) -> None:
    for row in rows:
        sheet[f"{row + 1}:{row + 1}"].rows.hidden = True


def test_rows_hidden_by_hand(sheet: xw.Sheet) -> None:
    hide(sheet, [3, 7, 8, 150, 199])

    assert live_grid(sheet, file="x").facts.hidden_rows == {3, 7, 8, 150, 199}


def test_rows_hidden_by_a_filter(sheet: xw.Sheet) -> None:
    sheet["A1:B200"].autofilter.apply_comparison(2, "between", 20, 150)

    filled = {row for row in range(1, 200) if not (row % 2 and row % 7 == 6)}
    shown = filled - live_grid(sheet, file="x").facts.hidden_rows
    assert shown == {row for row in range(20, 151) if row % 7 != 6}


def test_all_rows_of_one_height_are_one_question(calc: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = calc.books.add().sheets[0]
    sheet["A1"].value = [[r] for r in range(300)]
    monkeypatch.delattr(live_hidden, "_asked_in_one_block")

    assert live_grid(sheet, file="x").facts.hidden_rows == frozenset()


@pytest.mark.parametrize("way", ["_asked_in_one_block", "_asked_by_halves"])
def test_both_ways_say_the_same(sheet: xw.Sheet, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """In one block, or by halves where the book takes no sheet of perfxl's."""
    hide(sheet, [0, 3, 4, 100])
    other = {"_asked_in_one_block", "_asked_by_halves"} - {way}
    monkeypatch.setattr(live_hidden, other.pop(), refused)

    assert live_grid(sheet, file="x").facts.hidden_rows == {0, 3, 4, 100}


def test_rows_of_content_alone_are_sure_to_be_told(sheet: xw.Sheet) -> None:
    """A hidden row without any content counts for nothing, so nobody needs to know."""
    hide(sheet, range(200))

    content = {row for row in range(200) if not (row % 2 and row % 7 == 6)}
    assert content <= live_grid(sheet, file="x").facts.hidden_rows


def refused(*_: object) -> None:
    raise RuntimeError("not this way")
