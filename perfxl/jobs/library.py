"""The KPI library: find KPIs, and put them into a new workbook to copy from."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.faults import WrongCommand
from perfxl.jobs.as_json import plain
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.workbook.library.kpi import LibraryKpi


def found_kpis(function: str = "", word: str = "", keys: Sequence[str] = ()) -> "list[LibraryKpi]":
    """The KPIs of a function that say `word`, or those of these keys; all if nothing is asked.

    Raises WrongCommand for a function or key that there is not.
    """
    from perfxl.workbook.library import kpi

    return kpi.found_kpis(function, word, keys)


def library_target(path: Path) -> Path:
    """`path` if a new workbook can be made there; WrongCommand if it is no .xlsx or something stands there."""
    if path.suffix.lower() != ".xlsx":
        raise WrongCommand(Text(f"--out {path} 不是 .xlsx，请写成 指标库.xlsx。", f"--out {path} is no .xlsx; write kpis.xlsx."))
    if path.exists():
        raise WrongCommand(
            Text(f"{path} 已存在，不会覆盖。请换一个文件名。", f"{path} exists and is not overwritten. Choose another name.")
        )
    return path


def save_library(kpis: "Sequence[LibraryKpi]", path: Path, *, language: str) -> Path:
    """Write the KPIs to a new workbook: what they are, and sheets kpis and goals to copy rows from."""
    from perfxl.workbook.library.book import write_library

    write_library(path, kpis, language=language)
    return path


def library_json(kpis: "Sequence[LibraryKpi]", language: str) -> dict[str, Any]:
    """The answer of `perfxl library --json`."""
    return {"kpis": [_one(kpi, language) for kpi in kpis]}


def _one(kpi: "LibraryKpi", language: str) -> dict[str, Any]:
    texts = ("name", "definition", "formula", "unit", "parameters", "source", "owner", "pitfalls")
    return {
        "key": kpi.key,
        "function": kpi.function,
        "rule": kpi.rule,
        "weight": list(kpi.weight),
        "example": {key: plain(getattr(kpi, key)) for key in ("target", "floor", "stretch")},
        **{key: plain(getattr(kpi, key)(language)) for key in texts},
    }
