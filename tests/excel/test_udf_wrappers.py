"""The VBA wrappers of the worksheet functions: made by the real xlwings, fit for VBA, and answered by the real call_udf."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings as xw
from oletools.olevba import VBA_Parser

from perfxl.excel.functions import PX_WEIGHTED
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.entry.functions_guide import GUIDES
from perfxl.workbook.macros.embedding import Macros
from perfxl.workbook.macros.sources import FUNCTIONS_MODULE, functions_source
from tests.excel.conftest import Opened
from tests.support import windows_stand_ins as windows
from tests.support.libreoffice import needs_live_calc

NOT_GIVEN = -2147352572  # what pywin32 makes of an optional argument that a formula leaves out
NOT_AVAILABLE = -2146826246  # and of #N/A
CALLER = SimpleNamespace()  # the cell that asks; nobody looks at it
RESERVED = frozenset(
    re.findall(
        r"\w+",
        """addressof alias and any as base boolean byref byte byval call case cdbl cint clng compare const csng cstr currency cvar
    date debug declare defbool deftype dim do double each else elseif empty end endif enum eqv erase error event exit explicit
    false fix for friend function get global gosub goto if imp implements in input instr int integer is len let lib like line
    lock long longlong longptr loop lset me mod module new next not nothing null object on open option optional or paramarray
    preserve print private property psset public put raiseevent redim rem resume return rset seek select set sgn shared single
    spc static step stop string sub tab then to true type typeof ubound unlock until variant wend while width with withevents
    write xor""",
    )
)
USED_BY_THE_WRAPPER = frozenset({"app", "application", "array", "err", "failed", "range", "thisworkbook", "xlpy"})


@pytest.fixture(scope="module")
def imported() -> windows.Recorder:
    return windows.imported()


def test_the_wrappers_that_come_with_perfxl_are_those_that_xlwings_makes(imported: windows.Recorder) -> None:
    assert functions_source() == imported.source, "run: python -m tests.support.windows_stand_ins"


def test_excel_gets_help_for_every_function_and_argument(imported: windows.Recorder) -> None:
    assert imported.help.keys() == GUIDES.keys()
    for name, options in imported.help.items():
        helps = [one.help for one in GUIDES[name].arguments]
        assert options["Category"] == "perfxl"
        assert options["Description"] in GUIDES[name].help
        assert [text in pair for text, pair in zip(options["ArgumentDescriptions"], helps, strict=True)] == [True] * len(helps)


def test_signatures_are_those_of_the_guide() -> None:
    signatures = dict(re.findall(r"^Function (\w+)\((.*)\)$", functions_source(), re.MULTILINE))

    assert signatures == {
        name: ", ".join(f"{'Optional ' * one.optional}{one.name}" for one in guide.arguments) for name, guide in GUIDES.items()
    }


def test_the_source_is_fit_for_vba() -> None:
    lines = functions_source().splitlines()
    names = {one.name for guide in GUIDES.values() for one in guide.arguments} | GUIDES.keys()

    assert functions_source().isascii()
    assert lines[0] == f'Attribute VB_Name = "{FUNCTIONS_MODULE}"'
    assert any(line.startswith('#Const App = "Microsoft Excel"') for line in lines)
    assert {
        name for name in names if name.lower() in RESERVED | USED_BY_THE_WRAPPER or not re.fullmatch(r"[A-Za-z]\w{0,39}", name)
    } == set()
    assert max(map(len, lines)) <= 1023
    assert longest_continuation(lines) <= 24
    assert all(depths(lines))


def longest_continuation(lines: list[str]) -> int:
    """How many lines in a row end with the sign that the next belongs to them."""
    runs = "".join("_" if line.endswith(" _") else "|" for line in lines).split("|")
    return max(map(len, runs))


def depths(lines: list[str]) -> list[bool]:
    """For each function whether its #If and its End stand where they should."""
    text = "\n".join(line.strip() for line in lines)
    return [
        (body.count("#If "), body.count("#Else"), body.count("#End If")) == (1, 1, 1)
        for body in re.findall(r"^Function .*?^End Function$", text, re.MULTILINE | re.DOTALL)
    ]


def test_a_workbook_with_macros_carries_them_and_olevba_reads_them(tmp_path: Path) -> None:
    build_workbook(tmp_path / "a.xlsm", {}, language="zh", macros=Macros())

    parser = VBA_Parser(str(tmp_path / "a.xlsm"))
    sources = {name: code for _, _, name, code in parser.extract_macros()}
    parser.close()

    assert sources[f"{FUNCTIONS_MODULE}.bas"].replace("\r\n", "\n").strip() == functions_source().strip()


# Only Excel knows who calls, and only Windows has the server behind XLPy; in its place a function notes what it is handed.
ONLY_EXCEL = ("If TypeOf Application.Caller Is Range Then On Error GoTo failed", ", ThisWorkbook, Application.Caller")
NOTED = """
Function Noted(module, name, arguments)
    Noted = module & "." & name & ": " & Join(arguments, " ")
End Function
"""


@needs_live_calc
def test_a_formula_in_a_cell_runs_its_wrapper_with_every_argument(tmp_path: Path, opened: Opened) -> None:
    source = functions_source().replace("XLPy.CallUDF(", "Noted(") + NOTED
    for part in ONLY_EXCEL:
        assert source.count(part) == len(GUIDES)
        source = source.replace(part, "")
    build_workbook(tmp_path / "a.xlsm", {}, language="zh", macros=Macros(functions=source))
    book = opened(tmp_path / "a.xlsm")
    book.macro("PerfxlButtons.PerfxlCheck")()  # the stub of the xlwings module is in its place now; the buttons run, too
    cell = book.sheets.add("试算")["A1"]

    for name, guide in GUIDES.items():
        arguments = [one.name for one in guide.arguments]
        quoted = ",".join(f'"{one}"' for one in arguments)
        cell.formula = f"={name}({quoted})"
        assert cell.value == f"{windows.FUNCTIONS}.{name}: {' '.join(arguments)}"


@needs_live_calc
@pytest.mark.usefixtures("calc")
def test_call_udf_hands_over_arrays_as_excel_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")
    with windows.xlwings_as_on_windows() as udfs:

        def call(name: str, *arguments: object) -> object:
            return udfs.call_udf(windows.FUNCTIONS, name, arguments, None, CALLER)

        target, actual = ((100.0,), (0.0,), (100.0,)), ((57.0,), (3.0,), (NOT_AVAILABLE,))
        kpi = call("PX_KPI", "ratio_up", target, actual, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)
        bounds = call("PX_BOUNDS", ((90.0, None),), ((0.6, 0.4),), NOT_GIVEN)
        one = call("PX_GRADE", 95.0, ((90.0,), (0.0,)), (("A",), ("B",)), NOT_GIVEN)

    assert kpi == [[57.0], ["PX311 目标值必须大于 0"], ["PX108 单元格是错误值"]]
    assert bounds == [[54.0, 102.0]]
    assert one == [["A"]]


@needs_live_calc
def test_call_udf_reads_ranges_of_a_live_book(calc: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")
    sheet = calc.books.add().sheets[0]
    sheet["A1"].value = [["收入", "回款", "服务"], [0.5, 0.3, 0.2], [90, 80, 70], [90, None, 70], [90, "=1/0", 70]]

    with windows.xlwings_as_on_windows(is_range=lambda one: hasattr(one, "raw_value")) as udfs:

        def call(name: str, *cells: str) -> object:
            return udfs.call_udf(windows.FUNCTIONS, name, tuple(sheet[cell].impl for cell in cells), None, sheet["E3"].impl)

        weighted = call("PX_WEIGHTED", "A3:C5", "A2:C2")
        missing = call("PX_MISSING", "A1:C1", "A3:C5")

    assert weighted == [[83.0], ["PX230 缺少得分"], ["PX108 单元格是错误值"]]
    assert missing == [[""], ["回款"], ["回款"]]


@needs_live_calc
def test_a_cell_answers_in_the_language_of_its_workbook(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")
    said = []
    for language in ("en", "zh"):
        build_workbook(tmp_path / f"{language}.xlsx", {}, language=language)
        opened(tmp_path / f"{language}.xlsx").set_mock_caller()
        said.append(PX_WEIGHTED([90, 80], [60, 30]))

    assert said == ["PX301 KPI weights do not add up to 100 %", "PX301 指标权重之和不是 100%"]


def test_the_stand_ins_leave_nothing_behind() -> None:
    before = {name: sys.modules.get(name) for name in (windows.FUNCTIONS, "xlwings.udfs", "pythoncom")}

    windows.imported()

    assert {name: sys.modules.get(name) for name in before} == before
    assert not hasattr(xw, "udfs")
