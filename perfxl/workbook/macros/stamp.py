"""Which perfxl made a workbook's macros, and for which xlwings: its module and the installed package must agree."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from perfxl import __version__
from perfxl.workbook.intake.preflight import Limits, opened_package, whole_file
from perfxl.workbook.intake.xlsx_parts import custom_properties

_PERFXL, _XLWINGS = "perfxl.version", "xlwings.version"


@dataclass(frozen=True)
class Stamp:
    """The versions that stand in a workbook's custom document properties; '' where there is none."""

    perfxl: str
    xlwings: str

    def properties(self) -> dict[str, str]:
        """As they stand in the document."""
        return {_PERFXL: self.perfxl, _XLWINGS: self.xlwings}


def stamp_of_this_machine() -> Stamp:
    """The versions that run now."""
    return Stamp(__version__, version("xlwings"))


def stamp_of(path: Path) -> Stamp:
    """The stamp of the workbook at `path`. Raises Unreadable if it is no sound workbook."""
    written = custom_properties(opened_package(whole_file(path, Limits()), Limits()))
    return Stamp(written.get(_PERFXL, ""), written.get(_XLWINGS, ""))
