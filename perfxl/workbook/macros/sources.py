"""The modules of a cycle workbook: its buttons, and what the installed xlwings needs in a workbook without add-in."""

from importlib.util import find_spec
from pathlib import Path

from perfxl.workbook.entry.buttons import BUTTONS
from perfxl.workbook.macros.modules import Module, class_module, standard_module
from perfxl.workbook.macros.stamp import Stamp

BUTTONS_MODULE, XLWINGS_MODULE, DICTIONARY_CLASS = "PerfxlButtons", "xlwings", "Dictionary"
FUNCTIONS_MODULE = "xlwings_udfs"  # the name under which xlwings itself would import them
# The wrappers of the worksheet functions, if this perfxl has any: a golden file, made from perfxl.excel.functions.
_FUNCTIONS_FILE = Path(__file__).with_name(f"{FUNCTIONS_MODULE}.bas")
_HEAD = """\
Option Explicit
' The buttons of a cycle workbook: each runs the job of the perfxl command with its name.
' Made by perfxl {stamp.perfxl} for xlwings {stamp.xlwings}.
"""
_SUB = """
Public Sub {button.macro}()
    RunPython "from perfxl.excel import buttons; buttons.{button.key}()"
End Sub
"""


def buttons_module(stamp: Stamp) -> Module:
    """One Sub for each button, which has Python run the function of its key."""
    subs = (_SUB.format(button=button) for button in BUTTONS)
    return standard_module(BUTTONS_MODULE, _HEAD.format(stamp=stamp) + "".join(subs))


def xlwings_modules() -> list[Module]:
    """The standalone module of the installed xlwings and the class that it needs on a Mac, unchanged."""
    folder = xlwings_folder()
    module = (folder / "xlwings.bas").read_text(encoding="ascii")
    dictionary = (folder / "addin" / "Dictionary.cls").read_text(encoding="ascii")
    return [standard_module(XLWINGS_MODULE, module), class_module(DICTIONARY_CLASS, dictionary)]


def functions_source() -> str:
    """The source of the worksheet functions' wrappers; '' while there are none."""
    return _FUNCTIONS_FILE.read_text(encoding="ascii") if _FUNCTIONS_FILE.is_file() else ""


def cycle_modules(stamp: Stamp, *, functions: str) -> list[Module]:
    """All modules of a cycle workbook. functions: the source of the worksheet functions' wrappers, '' for none."""
    wrappers = [standard_module(FUNCTIONS_MODULE, functions)] if functions else []
    return [buttons_module(stamp), *wrappers, *xlwings_modules()]


def xlwings_folder() -> Path:
    """Where xlwings is installed; found without importing it, which looks for Excel."""
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("xlwings", name="xlwings")
    return Path(found.origin).parent
