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
def _office() -> Iterator[office.Office]:
    if needs_live_calc.args[0]:
        pytest.skip(needs_live_calc.kwargs["reason"])
    started = office.started()
    try:
        yield started
    finally:
        started.end()


@pytest.fixture
def calc(_office: office.Office) -> Iterator[xlwings.App]:
    """The application, xlwings' active one; without open books and with its settings as Excel starts with them."""
    app = engine.activate(_office)
    app.impl.reset()
    yield app
    app.impl.reset()
    engine.deactivate(_office)


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
