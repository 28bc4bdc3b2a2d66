"""Sources as they stand in their streams: with the attributes that Excel writes, CRLF, ASCII."""

import pytest

from perfxl.workbook.entry.buttons import BUTTONS
from perfxl.workbook.macros.modules import class_module, standard_module
from perfxl.workbook.macros.project import vba_project
from perfxl.workbook.macros.sources import buttons_module, cycle_modules, xlwings_folder, xlwings_modules
from perfxl.workbook.macros.stamp import Stamp
from tests.support.vba.project import read_project

_EXPORTED = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Basket"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = True
Attribute VB_Description = "Holds things\\r\\nfor a while"
Option Explicit
"""


def test_a_class_gets_the_head_that_excel_keeps_in_its_stream() -> None:
    module = class_module("Basket", _EXPORTED)

    assert module.description == "Holds things\r\nfor a while"
    assert module.source.splitlines() == [
        'Attribute VB_Name = "Basket"',
        'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        "Attribute VB_PredeclaredId = False",
        "Attribute VB_Exposed = True",
        "Attribute VB_TemplateDerived = False",
        "Attribute VB_Customizable = False",
        'Attribute VB_Description = "Holds things\\r\\nfor a while"',
        "Option Explicit",
    ]


def test_each_button_has_its_sub_and_calls_the_function_of_its_key() -> None:
    source = buttons_module(Stamp("1.2", "3.4")).source

    assert source.isascii()
    assert "' Made by perfxl 1.2 for xlwings 3.4.\r\n" in source
    for button in BUTTONS:
        command = f'    RunPython "from perfxl.excel import buttons; buttons.{button.key}()"\r\n'
        assert f"Public Sub {button.macro}()\r\n{command}End Sub\r\n" in source
    assert source.count("Public Sub ") == len(BUTTONS)


def test_the_modules_of_the_installed_xlwings_are_taken_as_they_are() -> None:
    module, dictionary = xlwings_modules()
    body = (xlwings_folder() / "addin" / "Dictionary.cls").read_bytes().decode()

    assert module.source.encode() == (xlwings_folder() / "xlwings.bas").read_bytes()
    assert dictionary.source.endswith(body[body.index("''\r\n' Dictionary") :])


def test_wrappers_of_worksheet_functions_are_one_more_module() -> None:
    wrappers = 'Attribute VB_Name = "xlwings_udfs"\nFunction PX_FINDING(code)\nEnd Function\n'
    with_functions = cycle_modules(Stamp("1", "2"), functions=wrappers)

    read = read_project(vba_project(with_functions, sheet_code_names=["Sheet1"]))

    assert (read.faults, read.sources["xlwings_udfs"]) == ([], wrappers.replace("\n", "\r\n"))
    assert "xlwings_udfs" not in [module.name for module in cycle_modules(Stamp("1", "2"), functions="")]


@pytest.mark.parametrize(("name", "source"), [("A", "' 注释"), ("表", "x"), ("A b", "x"), ("A" * 32, "x")])
def test_what_vba_cannot_hold_is_refused(name: str, source: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        standard_module(name, source)


def test_two_modules_of_one_name_and_a_source_of_another_module_are_refused() -> None:
    with pytest.raises(ValueError, match="two modules"):
        vba_project([standard_module("sheet1", "")], sheet_code_names=["Sheet1"])
    with pytest.raises(ValueError, match="begins with"):
        standard_module("A", 'Attribute VB_Name = "B"\r\n')
