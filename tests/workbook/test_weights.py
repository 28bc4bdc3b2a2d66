"""Weights: one meaning per column, or a finding."""

from collections.abc import Sequence
from math import isnan

import pytest

from perfxl.cycle.sheets import sheet_of
from perfxl.workbook.reading.cells import typed_column
from perfxl.workbook.reading.columns_as_typed import ColumnAsTyped

WEIGHT = sheet_of("kpis").column("weight")


def weights(
    cells: Sequence[object], *, percent: set[int] | None = None, groups: str = ""
) -> tuple[list[object], list[str]]:
    """The weights read (None is none) and the codes; groups: one letter for each row."""
    typed = ColumnAsTyped(column=WEIGHT, cells=cells, percent=percent or set(), groups=[(g,) for g in groups])
    read = typed_column(typed)
    values = [None if isnan(value) else value for value in read.arrays["weight"].tolist()]
    return values, [remark.finding.code for remark in read.remarks]


@pytest.mark.parametrize(
    ("cells", "percent"),
    [
        ([0.25, 0.75], {0, 1}),
        ([25.0, 75.0], set()),
        (["25%", "75％"], set()),
        ([0.25, 0.75], set()),
        (["0.25", 0.75], set()),
        ([0.25, "75%"], {0}),
        ([0.25, 0.75], {0}),
    ],
)
def test_one_weight_however_it_is_written(cells: list[object], percent: set[int]) -> None:
    assert weights(cells, percent=percent) == ([25.0, 75.0], [])


def test_thirds_as_percent_cells_have_no_binary_noise() -> None:
    assert weights([0.3333, 0.3333, 0.3334], percent={0, 1, 2})[0] == [33.33, 33.33, 33.34]


def test_percents_beside_plain_numbers_are_certain_with_one_warning() -> None:
    assert weights([0.25, 75.0, 40.0, 60.0], percent={0}, groups="aabb") == ([25.0, 75.0, 40.0, 60.0], ["PX306"])


def test_a_group_that_adds_up_as_written_is_right_whatever_stands_elsewhere() -> None:
    assert weights([0.5, 99.5, 60.0, 40.0], groups="aabb") == ([0.5, 99.5, 60.0, 40.0], [])


def test_a_group_of_fractions_in_a_column_of_percents_is_reported() -> None:
    assert weights([0.25, 0.75, 60.0, 40.0], groups="aabb") == ([None, None, 60.0, 40.0], ["PX305"])


def test_percent_cells_and_fractions_in_one_column_are_decided_by_their_sum() -> None:
    assert weights([0.5, 0.5, 0.6, 0.4], percent={0, 1}, groups="aabb") == ([50.0, 50.0, 60.0, 40.0], [])
    assert weights([0.5, 0.5, 0.6, 0.3], percent={0, 1}, groups="aabb") == ([50.0, 50.0, None, None], ["PX305"])


def test_a_zero_weight_is_zero_in_every_way_of_writing() -> None:
    assert weights([0.0, 100.0]) == ([0.0, 100.0], [])
    assert weights([0.0, 1.0]) == ([0.0, 100.0], [])


def test_a_zero_stays_certain_in_a_group_that_is_not() -> None:
    assert weights([0.25, 0.75, 0.0, 60.0, 40.0], groups="aaabb")[0] == [None, None, 0.0, 60.0, 40.0]


def test_what_is_no_weight_is_reported() -> None:
    assert weights(["高", True, "25分", 140.0])[1] == ["PX110", "PX110", "PX110", "PX128"]


def test_a_blank_weight_is_reported_and_not_zero() -> None:
    assert weights(["", 100.0]) == ([None, 100.0], ["PX107"])
