"""Sheets of a live spreadsheet: order, names, visibility, protection, tables."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings

from tests.excel.conftest import Opened
from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.refused import Refused

pytestmark = needs_live_calc


@pytest.fixture
def book(calc: xlwings.App) -> xlwings.Book:
    return calc.books.add()


def test_sheets_are_added_where_they_are_wanted_and_become_active(book: xlwings.Book) -> None:
    first = book.sheets[0]

    last = book.sheets.add("得分", after=first)
    assert book.sheets.active == last
    book.sheets.add("首页", before=first)
    book.sheets.add()

    assert book.sheet_names == ["Sheet2", "首页", "Sheet1", "得分"]
    assert [sheet.index for sheet in book.sheets] == [1, 2, 3, 4]
    assert book.sheets["得分"] == last == book.sheets[-1] == book.sheets(4)


def test_a_sheet_that_is_not_there_is_an_error_and_names_are_not_members(book: xlwings.Book) -> None:
    with pytest.raises(Refused):
        _ = book.sheets["得分"]

    assert "Sheet1" not in book.sheets  # on Windows xlwings compares the name with sheets
    assert book.sheets["SHEET1"].name == "Sheet1"


def test_sheets_are_renamed_moved_copied_and_deleted(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = "x"
    sheet.name = "指标"

    copied = sheet.copy(name="指标 2026")
    copied.move(before=sheet)
    book.sheets.add("z").delete()

    assert book.sheet_names == ["指标 2026", "指标"]
    assert book.sheets["指标 2026"]["A1"].value == "x"
    for name in ("指标", "a/b", "", "x" * 32):
        with pytest.raises((Refused, ValueError)):
            copied.name = name
    book.sheets["指标"].delete()
    with pytest.raises(Refused):
        copied.delete()


def test_a_new_sheet_may_have_the_name_of_a_deleted_one(book: xlwings.Book) -> None:
    book.sheets.add("得分")["A1"].value = 1
    book.sheets["得分"].delete()

    sheet = book.sheets.add("得分")
    sheet["B2"].value = 2

    assert book.sheets["得分"]["A1:B2"].value == [[None, None], [None, 2]]


def test_visibility_counts_as_on_windows(book: xlwings.Book) -> None:
    sheet = book.sheets.add("后台")
    seen = [sheet.visible]
    for value in (False, True, 2, True, 2, False):
        sheet.visible = value
        seen.append(sheet.visible)

    assert seen == [-1, 0, -1, 2, -1, 2, 0]
    with pytest.raises(Refused):
        book.sheets["Sheet1"].visible = False
    with pytest.raises(Refused):
        sheet.activate()


def test_a_file_tells_which_sheets_are_hidden_all_the_way(opened: Opened, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as made:
        made.add_worksheet("a")
        made.add_worksheet("b").hide()
        made.add_worksheet("c").very_hidden()

    book = opened(tmp_path / "book.xlsx")

    assert [sheet.visible for sheet in book.sheets] == [-1, 0, 2]
    book.sheets["c"].name = "d"
    assert book.sheets["d"].visible == 2


def test_tables_are_found(opened: Opened, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as made:
        columns = [{"header": "工号"}, {"header": "得分"}]
        made.add_worksheet("a").add_table(
            "B2:C4", {"name": "scores", "columns": columns, "data": [["E1", 1], ["E2", 2]]}
        )

    sheet = opened(tmp_path / "book.xlsx").sheets[0]

    table = sheet.tables["scores"]
    assert (len(sheet.tables), table.range.address, table.data_body_range.value) == (
        1,
        "$B$2:$C$4",
        [["E1", 1], ["E2", 2]],
    )
    assert table.header_row_range.value == ["工号", "得分"]
    assert (sheet["C3"].table.name, sheet["A1"].table) == ("scores", None)


def protected(opened: Opened, folder: Path, **options: bool) -> xlwings.Sheet:
    """A protected sheet where A1 is locked, B1 and B2 are not, each with a value."""
    with xlsxwriter.Workbook(folder / "book.xlsx") as made:
        sheet, free = made.add_worksheet("指标"), made.add_format({"locked": False})
        sheet.write("A1", "locked")
        sheet.write("B1", "free", free)
        sheet.write("B2", 2, free)
        sheet.protect("", options)
    return opened(folder / "book.xlsx").sheets[0]


def written(sheet: xlwings.Sheet) -> list[Any]:
    cells = sheet["A1:B2"]
    return [cells.value, cells.number_format, cells.color, cells.wrap_text, sheet["A1"].row_height, sheet["A1"].note]


DEEDS = {
    "value": lambda sheet: setattr(sheet["A1"], "value", "x"),
    "block": lambda sheet: setattr(sheet["A1:B1"], "value", [1, 2]),
    "formula": lambda sheet: setattr(sheet["A1"], "formula", "=1"),
    "array": lambda sheet: setattr(sheet["A1:B1"], "formula_array", "=1"),
    "clear_contents": lambda sheet: sheet["A1:B2"].clear_contents(),
    "clear": lambda sheet: sheet["B1"].clear(),
    "format": lambda sheet: setattr(sheet["B1"], "number_format", "0%"),
    "colour": lambda sheet: setattr(sheet["B1"], "color", (255, 0, 0)),
    "bold": lambda sheet: setattr(sheet["B1"].font, "bold", True),
    "wrap": lambda sheet: setattr(sheet["B1"], "wrap_text", True),
    "width": lambda sheet: setattr(sheet["B1"], "column_width", 50),
    "height": lambda sheet: setattr(sheet["B1"], "row_height", 50),
    "hide": lambda sheet: setattr(sheet["B1"].rows, "hidden", True),
    "fit": lambda sheet: sheet.autofit(),
    "insert": lambda sheet: sheet["1:1"].insert("down"),
    "delete": lambda sheet: sheet["1:1"].delete(),
    "merge": lambda sheet: sheet["B1:B2"].merge(),
    "note": lambda sheet: sheet["A1"].add_note("x"),
    "link": lambda sheet: sheet["B1"].add_hyperlink("https://example.org"),
    "copy": lambda sheet: sheet["B1"].copy(sheet["A1"]),
    "filter": lambda sheet: sheet["B1:B2"].autofilter.apply_values(1, ["2"]),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_protected_sheet_refuses_and_nothing_changes(opened: Opened, tmp_path: Path, deed: str) -> None:
    sheet = protected(opened, tmp_path)
    before = written(sheet)

    with pytest.raises(Refused):
        DEEDS[deed](sheet)

    assert written(sheet) == before
    assert sheet.api.isProtected()


def test_unlocked_cells_of_a_protected_sheet_can_be_filled(opened: Opened, tmp_path: Path) -> None:
    sheet = protected(opened, tmp_path)

    sheet["B1:B2"].value = [["2026-01-31"], ["=1+1"]]

    assert sheet["B1:B2"].formula == (("46053",), ("=1+1",))
    assert (sheet["B1"].number_format, sheet["A1"].value) == ("m/d/yyyy", "locked")
    assert sheet.api.isProtected()


@pytest.mark.parametrize(
    ("option", "deeds"),
    [("format_cells", ["format", "colour", "bold", "wrap"]), ("format_rows", ["height", "hide"]),
     ("format_columns", ["width"]), ("objects", ["note"]), ("insert_rows", ["insert"]), ("insert_hyperlinks", ["link"]),
     ("autofilter", ["filter"])],
)  # fmt: skip
def test_a_protected_sheet_permits_what_its_options_say(
    opened: Opened, tmp_path: Path, option: str, deeds: list[str]
) -> None:
    sheet = protected(opened, tmp_path, **{option: True})

    for deed in deeds:
        DEEDS[deed](sheet)

    with pytest.raises(Refused):
        DEEDS["value"](sheet)
    assert sheet.api.isProtected()


def test_a_protected_sheet_stays_protected_in_what_is_saved(opened: Opened, tmp_path: Path) -> None:
    sheet = protected(opened, tmp_path, format_cells=True)
    sheet["A1"].color = (255, 0, 0)

    sheet.book.save(tmp_path / "saved.xlsx")

    with zipfile.ZipFile(tmp_path / "saved.xlsx") as parts:
        assert b"<sheetProtection" in parts.read("xl/worksheets/sheet1.xml")
