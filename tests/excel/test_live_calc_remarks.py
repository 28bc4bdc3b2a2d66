"""Notes, hyperlinks and filters in a live spreadsheet."""

import pytest
import xlwings

from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc


@pytest.fixture
def sheet(calc: xlwings.App) -> xlwings.Sheet:
    return calc.books.add().sheets[0]


def test_a_note_is_added_changed_and_taken_away(sheet: xlwings.Sheet) -> None:
    cell = sheet["B2"]
    assert cell.note is None

    cell.add_note("权重合计 95 %\n请改为 100 %")
    assert cell.note.text == "权重合计 95 %\n请改为 100 %"
    cell.note.text = "second"
    assert (sheet["B2"].note.text, cell.value, sheet["A1"].note) == ("second", None, None)
    cell.note.delete()
    assert sheet["B2"].note is None
    cell.add_note("third")
    assert sheet["B2"].note.text == "third"


def test_notes_stay_when_values_change(sheet: xlwings.Sheet) -> None:
    for cell in ("A1", "B2", "C2", "C3"):
        sheet[cell].add_note(f"note {cell}")

    sheet["A1"].value = [["007", "b", 3], ["=1+1", True, None], ["x", "'01", "=A2*2"]]
    sheet["B2"].value = "2026-01-31"
    sheet["A1:C3"].color = (255, 0, 0)
    sheet["C2"].clear_contents()

    assert sheet["A1:C3"].formula == (("7", "b", "3"), ("=1+1", "46053", ""), ("x", "01", "=A2*2"))
    assert {note.location.get_address(False, False): note.text for note in sheet.notes} == {
        cell: f"note {cell}" for cell in ("A1", "B2", "C2", "C3")
    }


def test_a_second_note_is_refused(sheet: xlwings.Sheet) -> None:
    sheet["A1"].add_note("first")

    with pytest.raises(ValueError, match="already has a note"):
        sheet["A1"].add_note("second")

    assert sheet["A1"].note.text == "first"


def test_a_sheet_tells_all_its_notes(sheet: xlwings.Sheet) -> None:
    sheet["A1"].add_note("one")
    sheet["C3"].add_note("two")

    assert {note.location.address: note.text for note in sheet.notes} == {"$A$1": "one", "$C$3": "two"}


def test_a_hyperlink_has_its_text_and_address(sheet: xlwings.Sheet) -> None:
    sheet["A1"].add_hyperlink("https://example.org/a?b=1", "see", "tip")

    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("see", "https://example.org/a?b=1")
    with pytest.raises(Exception, match="hyperlink"):
        _ = sheet["A2"].hyperlink


def test_a_link_to_a_cell_has_no_address_of_its_own(sheet: xlwings.Sheet) -> None:
    sheet["A1"].add_hyperlink("#'工作 表'!C2", "E1042")

    assert (sheet["A1"].value, sheet["A1"].hyperlink, sheet["A1"].impl.link_target) == ("E1042", "", "#'工作 表'!C2")


def test_a_link_by_formula_tells_its_target(sheet: xlwings.Sheet) -> None:
    sheet["A1"].value = '=HYPERLINK("#Sheet1!C2","E1042")'

    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("E1042", "#Sheet1!C2")


@pytest.fixture
def filtered(sheet: xlwings.Sheet) -> xlwings.Sheet:
    sheet["A1"].value = [["部门", "分数"], ["销售", 80], ["研发", 90], ["销售", 70], ["生产", 60]]
    sheet["A1:B5"].autofilter.apply_values(1, ["销售"])
    return sheet


def hidden(sheet: xlwings.Sheet) -> list[int]:
    return [row for row in range(1, 6) if sheet.range((row, 1)).rows.hidden]


def test_a_filter_hides_the_rows_that_do_not_match(filtered: xlwings.Sheet) -> None:
    cells = filtered["A1:B5"]
    assert hidden(filtered) == [3, 5]

    cells.autofilter.apply_comparison(2, "greater_than_or_equal", 75)
    assert hidden(filtered) == [3, 4, 5]
    assert [(one.type, one.values, one.value1) for one in cells.autofilter.criteria] == [
        ("values", ["销售"], None), ("comparison", None, "75"),
    ]  # fmt: skip
    cells.autofilter.clear(1)
    assert hidden(filtered) == [4, 5]
    cells.autofilter.clear()
    assert hidden(filtered) == []


def test_hidden_rows_are_read_and_written_and_stay_hidden(filtered: xlwings.Sheet) -> None:
    cells = filtered["A1:B5"]

    cells.value = [["部门", "分数"], *[["研发\n二部", score] for score in (1, 2, 3, 4)]]
    cells.color, cells.font.bold, cells.wrap_text = (255, 0, 0), True, True
    filtered["A3"].add_note("note")
    filtered.autofit()

    assert filtered["B2:B5"].value == [1, 2, 3, 4]
    assert hidden(filtered) == [3, 5]
