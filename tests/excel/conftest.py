"""A live spreadsheet for the tests of this folder: started once per worker, always ended, empty at each test's start."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc import engine, office

Opened = Callable[..., xlwings.Book]


@pytest.fixture(scope="session")
def _office() -> Iterator[xlwings.App]:
    if needs_live_calc.args[0]:
        pytest.skip(needs_live_calc.kwargs["reason"])
    started = office.started()
    try:
        yield engine.activate(started)
    finally:
        engine.deactivate(started)
        started.end()


@pytest.fixture
def calc(_office: xlwings.App) -> Iterator[xlwings.App]:
    """The application; without open books and with its settings as Excel starts with them."""
    _office.impl.reset()
    yield _office
    _office.impl.reset()
    if hasattr(xlwings.Book, "_mock_caller"):  # that a button set
        del xlwings.Book._mock_caller


@pytest.fixture
def opened(calc: xlwings.App, tmp_path: Path) -> Opened:
    """Open a copy of a workbook in a folder of its own, or a new workbook if no path is given."""
    numbers = itertools.count()

    def open_copy(path: Path | None = None) -> xlwings.Book:
        if path is None:
            return calc.books.add()
        folder = tmp_path / f"opened{next(numbers)}"
        folder.mkdir()
        return calc.books.open(shutil.copy(path, folder / path.name))

    return open_copy
