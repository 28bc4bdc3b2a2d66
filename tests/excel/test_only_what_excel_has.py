"""perfxl asks xlwings only for what its engines for Excel on Windows and on macOS really have.

xlwings' own classes offer more than these two engines do (the rest is for other programs), and a live LibreOffice could
hide that.
"""

import ast
from pathlib import Path

import pytest
import xlwings

import perfxl.excel

XLWINGS, EXCEL = Path(xlwings.__file__).parent, Path(perfxl.excel.__file__).parent


def defined(path: Path) -> set[str]:
    """The names of all functions in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def asked_for() -> dict[str, str]:
    """Attributes that the live side uses, with a file that does."""
    return {
        node.attr: path.name
        for path in EXCEL.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("engine", ["_xlwindows.py", "_xlmac.py"])
def test_the_engine_for_excel_has_everything_that_perfxl_asks_for(engine: str) -> None:
    of_engines = defined(XLWINGS / "base_classes.py")

    lacking = {name: file for name, file in asked_for().items() if name in of_engines - defined(XLWINGS / engine)}

    assert lacking == {}


def test_the_check_would_see_frozen_panes() -> None:
    assert "freeze_panes" in defined(XLWINGS / "base_classes.py") - defined(XLWINGS / "_xlwindows.py")
