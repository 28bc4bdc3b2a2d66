"""Where ranges are and what is found from them, in a live spreadsheet."""

import pytest
import xlwings

from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.areas import Area, area_at, around, rectangles
from tests.support.live_calc.refused import Refused


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("A1", Area(0, 0, 0, 0)),
        ("$B$2:c4", Area(1, 1, 3, 2)),
        ("C4:B2", Area(1, 1, 3, 2)),
        ("B:D", Area(0, 1, 1_048_575, 3)),
        ("2:2", Area(1, 0, 1, 16_383)),
        ("XFD1048576", Area(1_048_575, 16_383, 1_048_575, 16_383)),
        ("A", None),
        ("指标", None),
        ("A1:B", None),
    ],
)
def test_addresses(address: str, area: Area | None) -> None:
    assert area_at(address) == area


def test_cells_are_gathered_into_few_runs() -> None:
    cells = [(row, column) for column in (0, 1) for row in (0, 1, 2)] + [(5, 0), (1, 3)]

    assert sorted(map(str, rectangles(cells))) == sorted(
        map(str, [Area(0, 0, 2, 1), Area(5, 0, 5, 0), Area(1, 3, 1, 3)])
    )


def test_what_lies_around_holes() -> None:
    assert around((3, 4), set()) == [Area(0, 0, 2, 3)]
    assert around((4, 4), {(1, 0), (1, 2), (3, 3)}) == [
        Area(0, 0, 0, 3), Area(1, 1, 1, 1), Area(1, 3, 1, 3), Area(2, 0, 2, 3), Area(3, 0, 3, 2),
    ]  # fmt: skip


@pytest.fixture
def sheet(calc: xlwings.App) -> xlwings.Sheet:
    return calc.books.add().sheets[0]


@needs_live_calc
class TestLive:
    def test_ranges_are_reached_in_every_way(self, sheet: xlwings.Sheet) -> None:
        cells = sheet["B2:D5"]

        assert cells.address == "$B$2:$D$5"
        assert (cells.row, cells.column, cells.shape, cells.count) == (2, 2, (4, 3), 12)
        assert sheet.range((2, 2), (5, 4)) == cells == sheet.range("B2", "D5") == sheet[1:5, 1:4]
        assert (cells.last_cell.address, cells(1, 2).address, cells[0, 0].address) == ("$D$5", "$C$2", "$B$2")
        assert (cells.offset(1, 1).address, cells.resize(1, 2).address) == ("$C$3:$E$6", "$B$2:$C$2")
        assert cells.rows[1].address == "$B$3:$D$3"
        assert cells.columns[-1].address == "$D$2:$D$5"
        assert cells.get_address(False, False) == "B2:D5"
        assert cells.get_address(True, False, include_sheetname=True) == "Sheet1!B$2:D$5"
        assert cells.get_address(external=True) == "[Book1]Sheet1!$B$2:$D$5"
        assert (sheet["A:B"].address, sheet["3:4"].address) == ("$A:$B", "$3:$4")
        with pytest.raises(IndexError):
            sheet.range((0, 1))
        with pytest.raises(Refused):
            sheet.range("no such name")

    def test_the_used_range_has_formatted_cells_too(self, sheet: xlwings.Sheet) -> None:
        assert sheet.used_range.address == "$A$1"
        sheet["B3"].value = "x"
        assert sheet.used_range.address == "$B$3"
        sheet["D7"].color = (255, 0, 0)
        assert sheet.used_range.address == "$B$3:$D$7"

    def test_a_region_ends_at_blank_rows_and_columns(self, sheet: xlwings.Sheet) -> None:
        sheet["B2"].value = [[1, 2], [3, None]]
        sheet["E9"].value = 5

        assert sheet["B3"].current_region.address == "$B$2:$C$3"
        assert sheet["B2"].expand().address == "$B$2:$C$3"
        assert sheet["B2"].expand("down").address == "$B$2:$B$3"
        assert sheet["B2"].expand("right").address == "$B$2:$C$2"

    def test_the_ends_that_ctrl_and_an_arrow_lead_to(self, sheet: xlwings.Sheet) -> None:
        sheet["B2"].options(transpose=True).value = [1, 2, 3, None, None, 6]

        def ends(cell: str) -> list[str]:
            return [sheet[cell].end(way).get_address(False, False) for way in ("down", "up", "left", "right")]

        assert ends("B2") == ["B4", "B1", "A2", "XFD2"]
        assert ends("B4") == ["B7", "B2", "A4", "XFD4"]
        assert ends("B5") == ["B7", "B4", "A5", "XFD5"]
        assert ends("B7") == ["B1048576", "B4", "A7", "XFD7"]
        assert sheet["A1"].end("down").get_address(False, False) == "A1048576"
        assert sheet["XFD3"].end("left").get_address(False, False) == "B3"
        assert sheet["B1048576"].end("up").get_address(False, False) == "B7"

    def test_hidden_rows_do_not_count_for_the_ends(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].options(transpose=True).value = [1, 2, 3, 4]
        sheet["4:4"].rows.hidden = True

        assert sheet["A1048576"].end("up").row == 3
        assert sheet["A1"].end("down").row == 3

    def test_rows_and_columns_come_and_go(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].value = [[1, 10], [2, 20], [3, 30]]

        sheet["2:3"].insert("down")
        assert sheet["A1:A5"].value == [1, None, None, 2, 3]
        sheet["2:3"].delete()
        sheet["A1:A2"].insert("down")
        assert sheet["A1:B5"].value == [[None, 10], [None, 20], [1, 30], [2, None], [3, None]]
        sheet["A1:A2"].delete("up")
        sheet["A:A"].delete()
        assert sheet["A1:B3"].value == [[10, None], [20, None], [30, None]]

    def test_merged_cells(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].value = [["kept", "lost"], ["lost", "lost"]]

        sheet["A1:B2"].merge()

        assert sheet["A1:B2"].value == [["kept", None], [None, None]]
        assert [sheet[cells].merge_cells for cells in ("A1", "B2", "A1:B1", "C1", "A1:C1", "A1:B2", "A1:C9")] == [
            True, True, True, False, None, True, None,
        ]  # fmt: skip
        assert (sheet["B2"].merge_area.address, sheet["C1"].merge_area.address) == ("$A$1:$B$2", "$C$1")
        sheet["B2"].unmerge()
        assert sheet["A1:B2"].merge_cells is False

    def test_merging_across_makes_one_cell_of_each_row(self, sheet: xlwings.Sheet) -> None:
        sheet["A1:B2"].merge(across=True)

        assert [sheet[cell].merge_area.address for cell in ("A1", "B2")] == ["$A$1:$B$1", "$A$2:$B$2"]
        assert sheet["A1:B2"].merge_cells is True

    def test_copies_take_formats_and_notes_along(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].value = [[1, "=A1*2"]]
        sheet["A1"].color = (255, 0, 0)
        sheet["A1"].add_note("note")

        sheet["A1:B1"].copy(sheet["A5"])

        assert sheet["A5:B5"].formula == (("1", "=A5*2"),)
        assert (sheet["A5"].color, sheet["A5"].note.text) == ((255, 0, 0), "note")

    @pytest.mark.parametrize(
        ("paste", "expected"),
        [("formats", (None, (255, 0, 0), None)), ("comments", (None, None, "note")), ("values", (1, None, None)),
         ("all", (1, (255, 0, 0), "note"))],
    )  # fmt: skip
    def test_parts_can_be_pasted(self, sheet: xlwings.Sheet, paste: str, expected: tuple[object, ...]) -> None:
        sheet["A1"].value, sheet["A1"].color = 1, (255, 0, 0)
        sheet["A1"].add_note("note")

        sheet["A1"].copy()
        sheet["C3"].paste(paste)

        cell = sheet["C3"]
        assert (cell.value, cell.color, cell.note and cell.note.text) == expected
