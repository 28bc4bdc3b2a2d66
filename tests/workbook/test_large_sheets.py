"""A sheet that is read in pieces says what it says when it is read whole, in less memory."""

import io
import re
import zipfile
from collections.abc import Mapping

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cycle.sheets import sheet_of
from perfxl.workbook.intake import xlsx_cells
from perfxl.workbook.intake.cells import ColumnwiseCells, cell_at, column_of, columns_of
from perfxl.workbook.intake.grids import Book, read_book_bytes
from perfxl.workbook.intake.places import Places, rows_by_column
from perfxl.workbook.reading.sheet_reader import read_table

Sheet = Mapping[tuple[int, int], object]
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))
VALUES = st.one_of(
    st.text("甲A1 ", min_size=1, max_size=3),
    st.floats(-9, 9).map(lambda number: round(number, 2)),
    st.sampled_from([0.0, -0.0, 1.0, True, "1", "0"]),
)


def workbook(*sheets: Sheet) -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        percent = book.add_format({"num_format": "0%"})
        for cells in sheets:
            sheet = book.add_worksheet()
            for (row, column), value in cells.items():
                sheet.write(row, column, value, percent if column == 3 else None)
    return whole.getvalue()


def read(raw: bytes, *, piece: int) -> Book:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx_cells, "PIECE", piece)
        return read_book_bytes(raw, "a.xlsx")


def told(book: Book) -> list[tuple[str, str, object]]:
    """Values with their types, so that 1, 1.0 and True, or 0.0 and -0.0, are not the same."""
    return [(grid.sheet, repr([list(row) for row in grid.cells]), grid.facts) for grid in book.grids]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(PLACES, VALUES, max_size=60), min_size=1, max_size=3), st.sampled_from([1, 150, 900]))
def test_pieces_give_what_the_whole_gives(sheets: list[Sheet], piece: int) -> None:
    raw = workbook(*sheets)

    assert told(read(raw, piece=piece)) == told(read(raw, piece=1 << 30))


def test_rows_that_are_not_in_order_are_read_at_once() -> None:
    raw = workbook({(row, column): float(row * 10 + column) for row in range(6) for column in range(3)})
    mixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(mixed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = re.findall(rb"<row .*?</row>", part)
                part = part.replace(b"".join(rows), b"".join(rows[3:] + rows[:3]))
            new.writestr(name, part)

    assert told(read(mixed.getvalue(), piece=100)) == told(read(mixed.getvalue(), piece=1 << 30))


@pytest.mark.parametrize(("different", "workbooks"), [(3, range(15, 30)), (300, range(1, 3))])
def test_strings_are_not_read_again_for_every_piece(different: int, workbooks: range) -> None:
    """The reader reads all of them for each workbook, so it gets few workbooks where there are many strings."""
    raw = workbook({(row, column): f"{row % different}-{column}" for row in range(300) for column in range(3)})
    made: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        make = xlsx_cells.checked_workbook
        patch.setattr(xlsx_cells, "checked_workbook", lambda parts, rows: made.append(len(rows)) or make(parts, rows))
        book = read(raw, piece=1000)

    assert told(book) == told(read(raw, piece=1 << 30))
    assert sum(made) > 20
    assert len(made) in workbooks


def test_each_different_value_is_kept_once() -> None:
    raw = workbook({(row, column): f"文字{row % 2}" for row in range(200) for column in range(3)})

    (grid,) = read(raw, piece=500).grids

    assert isinstance(grid.cells, ColumnwiseCells)
    assert len({id(cell) for row in grid.cells for cell in row}) == 2


def test_cells_by_columns_are_rows_for_everybody_else() -> None:
    cells = ColumnwiseCells()
    cells.append([["a", "b"], [1.0, 2.0]])
    cells.pad(3, 1)
    cells.append([["c"]], left=2)

    rows = [["a", 1.0, ""], ["b", 2.0, ""], ["", "", ""], ["", "", "c"]]
    assert list(cells) == rows
    assert cells[1:3] == rows[1:3]
    assert cells[-1] == rows[-1]
    assert list(column_of(cells, 0)) == column_of(rows, 0)
    for wanted in (range(4), [0, 2, 3], []):
        assert [list(column) for column in columns_of(cells, wanted)] == [
            [rows[row][number] for row in wanted] for number in range(3)
        ]
    assert [[cell_at(some, row, 1) for row in range(4)] for some in (cells, rows)] == [[1.0, 2.0, "", ""]] * 2
    with pytest.raises(IndexError):
        cells[4]


@given(st.frozensets(PLACES, max_size=30), PLACES)
def test_places_are_a_set_of_places(places: frozenset[tuple[int, int]], one: tuple[int, int]) -> None:
    lean = Places({column: np.array(rows, dtype=np.int32) for column, rows in _by_column(places).items()})

    assert lean == places
    assert len(lean) == len(places)
    assert (one in lean) == (one in places)
    assert "A1" not in lean
    assert {column: rows.tolist() for column, rows in rows_by_column(lean).items()} == {
        column: rows.tolist() for column, rows in rows_by_column(places).items()
    }


def _by_column(places: frozenset[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in places:
        found.setdefault(column, []).append(row)
    return found


def test_a_table_is_read_from_pieces() -> None:
    """The same through the whole reader: gaps, an offset header, percents and a total at the end."""
    cells: dict[tuple[int, int], object] = {(2, 1): "工号", (2, 2): "指标名称", (2, 3): "权重", (2, 4): "实际值"}
    for row in range(3, 60):
        if row % 7:
            cells |= {(row, 1): f"{row // 3:05d}", (row, 2): f"指标{row % 3}", (row, 3): 0.25, (row, 4): row / 4}
    cells |= {(61, 1): "合计", (61, 4): 99.0}
    raw = workbook(cells)

    pieces, whole = (read_table(read(raw, piece=size).grids[0], sheet_of("kpis")) for size in (300, 1 << 30))
    assert pieces is not None
    assert whole is not None

    assert [str(finding) for finding in pieces.findings] == [str(finding) for finding in whole.findings]
    assert pieces.table().equals(whole.table())
    assert pieces.arrays["weight"].tolist()[:3] == [25.0, 25.0, 25.0]
