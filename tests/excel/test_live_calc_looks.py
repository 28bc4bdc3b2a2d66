"""Formats, sizes and fonts in a live spreadsheet; None where cells differ, as Excel answers."""

import pytest
import xlwings

from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.number_formats import as_excel

RED, GREEN = (255, 0, 0), (0, 128, 0)


@pytest.mark.parametrize(
    ("office", "excel"),
    [
        ("YYYY-MM-DD", "yyyy-mm-dd"),
        ('YYYY"年"M"月"D"日"', 'yyyy"年"m"月"d"日"'),
        ("[H]:MM:SS", "[h]:mm:ss"),
        ("H:MM AM/PM", "h:mm AM/PM"),
        ("NNNN", "dddd, "),
    ],
)
def test_formats_of_dates_are_spelled_as_in_excel(office: str, excel: str) -> None:
    assert as_excel(office, dates=True) == excel


@pytest.fixture
def sheet(calc: xlwings.App) -> xlwings.Sheet:
    return calc.books.add().sheets[0]


@needs_live_calc
class TestLive:
    @pytest.mark.parametrize(
        "code",
        ["General", "0", "0.00%", "@", "#,##0.00", "yyyy-mm-dd", "yyyy/m/d h:mm", 'yyyy"年"m"月"d"日"', "[h]:mm:ss",
         "0.00_);[Red](0.00)", '0"分"', "[$¥-804]#,##0.00", "0.00E+00", ";;;",
         '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "[$-804]yyyy\"年\"m\"月\"d\"日\";@"],
    )  # fmt: skip
    def test_a_number_format_comes_back_as_it_was_set(self, sheet: xlwings.Sheet, code: str) -> None:
        sheet["A1"].number_format = code

        assert sheet["A1"].number_format == code

    def test_a_number_format_of_mixed_cells_is_none(self, sheet: xlwings.Sheet) -> None:
        sheet["B2"].number_format = "0%"

        assert sheet["A1"].number_format == "General"
        assert sheet["A1:B2"].number_format is None

    def test_truth_values_stay_general(self, sheet: xlwings.Sheet) -> None:
        sheet["A1:A2"].value = [[True], ["=1>0"]]

        assert sheet["A1:A2"].number_format == "General"

    def test_what_is_no_number_format_is_refused(self, sheet: xlwings.Sheet) -> None:
        with pytest.raises(ValueError, match="not a number format"):
            sheet["A1"].number_format = "[["

    def test_colours(self, sheet: xlwings.Sheet) -> None:
        assert sheet["A1"].color is None
        sheet["A1:A2"].color = "#FF0000"
        assert sheet["A1:A2"].color == RED
        sheet["A2"].color = GREEN
        assert sheet["A1:A2"].color == (0, 0, 0)  # Excel's Interior.Color of cells that differ
        sheet["A3"].color = 0x0000FF  # Excel's own number: blue, green, red
        assert sheet["A3"].color == RED
        sheet["A1:A3"].color = None
        assert sheet["A1:A3"].color is None

    def test_fonts(self, sheet: xlwings.Sheet) -> None:
        font = sheet["A1"].font

        font.bold, font.italic, font.size, font.color, font.name = True, True, 14, "#FF0000", "Arial"

        assert (font.bold, font.italic, font.size, font.color, font.name) == (True, True, 14, RED, "Arial")
        other = sheet["B1"].font
        assert (other.bold, other.italic, other.color) == (False, False, (0, 0, 0))
        mixed = sheet["A1:B1"].font
        assert (mixed.bold, mixed.italic, mixed.size, mixed.name) == (None, None, None, None)
        with pytest.raises(TypeError):
            _ = mixed.color

    def test_wrapping_and_alignment(self, sheet: xlwings.Sheet) -> None:
        cells = sheet["A1"]
        assert (cells.wrap_text, cells.horizontal_alignment, cells.vertical_alignment) == (False, "general", "bottom")

        cells.wrap_text, cells.horizontal_alignment, cells.vertical_alignment = True, "center", "top"

        assert (cells.wrap_text, cells.horizontal_alignment, cells.vertical_alignment) == (True, "center", "top")
        mixed = sheet["A1:B1"]
        assert (mixed.wrap_text, mixed.horizontal_alignment, mixed.vertical_alignment) == (None, None, None)

    def test_heights_and_widths(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].row_height, sheet["A1:B1"].column_width = 30, 20

        assert (sheet["A1"].row_height, sheet["A1:B5"].column_width) == (30, 20)
        assert (sheet["A1:A2"].row_height, sheet["A1:C1"].column_width) == (None, None)

    def test_hidden_rows_and_columns_have_no_size(self, sheet: xlwings.Sheet) -> None:
        sheet["2:3"].rows.hidden = True
        sheet["B1"].column_width = 0

        assert [sheet[cells].rows.hidden for cells in ("A2:A3", "A1", "A1:A3")] == [True, False, None]
        assert [sheet[cells].columns.hidden for cells in ("B1", "A1", "A1:B1")] == [True, False, None]
        assert (sheet["A2"].row_height, sheet["B1"].column_width) == (0, 0)
        sheet["2:3"].rows.hidden = False
        assert sheet["A1:A3"].rows.hidden is False

    def test_fitting_makes_room_and_leaves_hidden_rows_hidden(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].value = [["a long text that does not fit into a narrow column"], ["x"], ["y"]]
        sheet["A2"].rows.hidden = True
        narrow = sheet["A1"].column_width

        sheet.autofit()

        assert sheet["A1"].column_width > narrow
        assert sheet["A1:A3"].rows.hidden is None
        assert sheet["A2"].rows.hidden
