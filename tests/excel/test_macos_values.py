"""Blocks as xlwings reads them on macOS: its own class for ranges there, on a stand-in for what Excel answers."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from perfxl.excel.live_grid import _read


class Words:
    """Any word of AppleScript, as the package for it gives them."""

    def __getattr__(self, name: str) -> str:
        return f"kw.{name}"


def stand_ins() -> dict[str, ModuleType]:
    """The packages that exist on macOS only, as far as importing xlwings' code for macOS asks for them."""
    found = {name: ModuleType(name) for name in ("aem", "osax", "appscript", "appscript.reference")}
    found["appscript"].__dict__.update(its=None, k=Words(), mactypes=None, reference=found["appscript.reference"])
    found["appscript.reference"].__dict__.update(CommandError=ValueError, Reference=object)
    return found


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    for name, module in stand_ins().items():
        monkeypatch.setitem(sys.modules, name, module)
    yield importlib.import_module("xlwings._xlmac")
    sys.modules.pop("xlwings._xlmac", None)


def block(macos: ModuleType, values: Any, texts: Any, formulas: Any) -> xw.Range:
    """A block of cells; for an error cell Excel on macOS gives no value, and its name as the text."""

    class Cells(macos.Range):  # type: ignore[name-defined, misc]
        """The real class, with answers instead of an Excel."""

        shape = formula = sheet = None  # asked of Excel in the real one

        def __init__(self, values: Any, texts: Any, formulas: Any) -> None:
            answers = {"value": values, "string_value": texts}
            self.xl = SimpleNamespace(**{name: SimpleNamespace(get=lambda told=told: told) for name, told in answers.items()})
            self.formula, self.options = formulas, {}
            app = SimpleNamespace(engine=macos.engine, pid=1)
            self.sheet = SimpleNamespace(book=SimpleNamespace(app=app))
            self.shape = (len(values), len(values[0])) if isinstance(values, list) else (1, 1)

        def __call__(self, row: int, column: int) -> "Cells":
            return Cells(*(told[row - 1][column - 1] for told in (values, texts, formulas)))

    return xw.Range(impl=Cells(values, texts, formulas))


def test_a_block_on_macos_gives_values_and_errors_by_name(macos: ModuleType) -> None:
    values = [["E1", 90.0, "k.missing"], ["E2", "", ""]]
    texts = [["E1", "90", ""], ["E2", "#DIV/0!", ""]]
    cells = block(macos, values, texts, (("E1", "90", ""), ("E2", "=1/0", '=""')))

    with pytest.raises(TypeError):
        cells.options(ndim=2, err_to_str=True).value  # noqa: B018 - what made the other way necessary
    assert _read(cells)[1] == ["E2", "#DIV/0!", ""]
    assert _read(cells)[0][:2] == ["E1", 90.0]
