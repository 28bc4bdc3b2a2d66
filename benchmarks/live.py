"""The cost of a live book: a block of 5,000 x 12 cells against single cells, and a whole check of as many people.

    python benchmarks/live.py [ROWS]

The spreadsheet is a headless LibreOffice Calc behind xlwings (tests/support/live_calc); Excel's own figures differ, the
ratio of one block to many cells is what counts. Prints wall seconds and ratios of one run.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROWS, COLUMNS, SINGLE = 5_000, 12, 200


def seconds(work: Callable[[], Any]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def blocks(sheet: Any, rows: int) -> None:
    """A block written and read, against the same for single cells, scaled to as many cells."""
    values = [[f"E{row:05d}", *(row * column / 7 for column in range(1, COLUMNS))] for row in range(rows)]
    block = sheet.range((1, 1), (rows, COLUMNS))

    def write() -> None:
        block.value = values

    def cells() -> None:
        for row in range(single):
            sheet.range((row + 1, 1)).value = values[row][0]
            sheet.range((row + 1, 1)).value  # noqa: B018 - reading is what is measured

    single = min(SINGLE, rows)
    written, read = seconds(write), seconds(lambda: block.value)
    one_by_one = seconds(cells) / single * rows * COLUMNS
    print(f"block of {rows} x {COLUMNS}: write {written:.2f} s, read {read:.2f} s; ratio to single cells "
          f"1/{one_by_one / (written + read):,.0f} ({one_by_one:,.0f} s, from {single} cells)")  # fmt: skip


def check(app: Any, folder: Path, rows: int) -> None:
    """The button Check on a book of as many people, with the share that Excel's side takes."""
    from perfxl.excel import buttons
    from perfxl.excel.live_book import live_cycle
    from tests.excel.pressing import with_buttons

    book = app.books.open(str(with_buttons(folder / "live.xlsm", actuals=[60.0 + n % 60 for n in range(rows)])))
    from datetime import date

    read = seconds(lambda: live_cycle(book, as_of=date(2026, 12, 31)))
    whole = seconds(lambda: buttons.check(book))
    print(f"check of {rows} people: {whole:.2f} s, of which reading the live book {read:.2f} s (ratio {read / whole:.2f})")


def main() -> None:
    """Print the figures of one run."""
    from tests.support.live_calc import engine, office

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    started = office.started()
    try:
        app = engine.activate(started)
        blocks(app.books.add().sheets[0], rows)
        with tempfile.TemporaryDirectory() as folder:
            check(app, Path(folder), rows)
    finally:
        engine.deactivate(started)
        started.end()


if __name__ == "__main__":
    main()
