"""Excel's newer errors, which xlwings passes on as numbers, are errors and never points."""

import pytest

from perfxl.excel.live_grid import ERRORS, _value


@pytest.mark.parametrize(("number", "error"), [(-2146826243, "#SPILL!"), (-2146826238, "#CALC!"), (-2146826239, "#FIELD!")])
def test_the_number_of_an_error_is_the_error(number: int, error: str) -> None:
    assert _value(number) == error
    assert error in ERRORS


@pytest.mark.parametrize("cell", [0.0, -2146826243.0, True, "x", 7])
def test_everything_else_stays_what_it_is(cell: object) -> None:
    assert _value(cell) == cell
