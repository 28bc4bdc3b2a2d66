"""Formulas in a live spreadsheet, in Excel's words both ways."""

import pytest
import xlwings

from tests.excel.conftest import Opened
from tests.support.libreoffice import needs_live_calc
from tests.support.live_calc.formulas import for_excel, for_office, shifted
from tests.support.live_calc.refused import Refused


@pytest.mark.parametrize(
    ("excel", "office"),
    [
        ("=SUM(A1:A3,B2)", "=SUM(A1:A3;B2)"),
        ("=指标!C2&\"a,b;'x'!\"", "=$指标.C2&\"a,b;'x'!\""),
        ("='工作 表'!$A$1:B2", "=$'工作 表'.$A$1:B2"),
        ("='it''s'!A1", "=$'it''s'.A1"),
        ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
        ("=IF(A1,TRUE,FALSE)", "=IF(A1;TRUE();FALSE())"),
        ("=STDEV.S(A1:A9)*1.5", "=STDEV.S(A1:A9)*1.5"),
        ('=HYPERLINK("#指标!C2","E1, x")', '=HYPERLINK("#指标!C2";"E1, x")'),
        ("=#N/A", "=#N/A"),
    ],
)
def test_formulas_go_to_the_office_and_come_back(excel: str, office: str) -> None:
    assert (for_office(excel), for_excel(office)) == (office, excel)


def test_excels_mark_of_newer_functions_is_dropped() -> None:
    assert for_office('=_xlfn.TEXTJOIN(",",TRUE,A1)') == '=TEXTJOIN(",";TRUE();A1)'


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=A1*B$2+$C3", "=B3*C$2+$C5"),
        ("=指标!C2+LOG10(A1)", "=指标!D4+LOG10(B3)"),
        ("=\"A1\"&'A1'!A1", "=\"A1\"&'A1'!B3"),
        ("=SUM(A1:A3)", "=SUM(B3:B5)"),
    ],
)
def test_references_move_along_as_excel_fills_a_formula(formula: str, moved: str) -> None:
    assert shifted(formula, down=2, right=1) == moved


@pytest.fixture
def sheet(calc: xlwings.App) -> xlwings.Sheet:
    return calc.books.add().sheets[0]


@needs_live_calc
class TestLive:
    def test_a_block_has_formulas_as_written_and_constants_as_typed(self, sheet: xlwings.Sheet) -> None:
        sheet["A1"].value = [[2, "x", "=A1*2", True, "2026-01-31", None, 0.1 + 0.2, "=SUM({1,2;3,4})"]]

        assert sheet["A1:H1"].formula == (("2", "x", "=A1*2", "TRUE", "46053", "", "0.3", "=SUM({1,2;3,4})"),)
        assert sheet["C1"].formula == "=A1*2"
        assert sheet["C1"].formula2 == "=A1*2"
        assert sheet["A1:H1"].value[2:4] == [4, True]

    def test_formulas_reach_other_sheets(self, sheet: xlwings.Sheet) -> None:
        other = sheet.book.sheets.add("工作 表", after=sheet)
        other["B2"].value = 5
        sheet["A1"].formula = [["='工作 表'!B2*2", "=SUM('工作 表'!A1:B2,1)"]]

        assert sheet["A1:B1"].value == [10, 6]
        assert sheet["A1:B1"].formula == (("='工作 表'!B2*2", "=SUM('工作 表'!A1:B2,1)"),)

    @pytest.mark.parametrize("written", ["value", "formula", "formula2"])
    def test_one_formula_fills_a_range_with_its_references_moving(self, sheet: xlwings.Sheet, written: str) -> None:
        sheet["A1:A3"].value = [[1], [2], [3]]

        setattr(sheet["B1:B3"], written, "=A1*10")

        assert sheet["B1:B3"].formula == (("=A1*10",), ("=A2*10",), ("=A3*10",))
        assert sheet["B1:B3"].value == [10, 20, 30]

    def test_an_array_formula_belongs_to_its_cells(self, sheet: xlwings.Sheet) -> None:
        sheet["A1:A3"].value = [[1], [2], [3]]

        sheet["B1:B3"].formula_array = "=A1:A3*2"

        assert sheet["B1:B3"].value == [2, 4, 6]
        assert (sheet["B1:B3"].formula_array, sheet["B1:B3"].has_array) == ("=A1:A3*2", True)
        assert (sheet["A1"].formula_array, sheet["A1:A3"].formula_array, sheet["A1"].has_array) == ("1", None, False)

    def test_what_is_no_formula_is_refused(self, sheet: xlwings.Sheet) -> None:
        with pytest.raises(Refused):
            sheet["A1"].value = "=1+"

        assert sheet["A1"].value is None

    def test_manual_calculation_waits(self, opened: Opened) -> None:
        book = opened()
        sheet = book.sheets[0]
        sheet["A1"].value, sheet["B1"].value = 1, "=A1*2"
        assert sheet["B1"].value == 2

        book.app.calculation = "manual"
        sheet["A1"].value = 5
        before = sheet["B1"].value
        book.app.calculate()

        assert (before, sheet["B1"].value) == (2, 10)
