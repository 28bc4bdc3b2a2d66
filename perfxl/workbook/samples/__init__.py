"""The sample company's foreign returns: two departments that send forms of their own, and the mappings that read them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from perfxl.cycle.sample import sample_rows
from perfxl.cycle.sample.standards import Row
from perfxl.workbook.samples.finance_table import FINANCE, write_finance_table
from perfxl.workbook.samples.sample_mappings import SAMPLE_MAPPINGS
from perfxl.workbook.samples.service_form import SERVICE, write_service_forms

__all__ = ["FOREIGN_DEPARTMENTS", "write_foreign_returns", "write_sample_mappings"]

FOREIGN_DEPARTMENTS = (SERVICE, FINANCE)
"""The departments of the sample that send their own forms; the others send perfxl's workbooks."""


def write_foreign_returns(
    folder: Path,
    language: str,
    *,
    rows: Mapping[str, Sequence[Row]] | None = None,
    stated: Mapping[str, float] | None = None,
) -> list[Path]:
    """Write the forms of FOREIGN_DEPARTMENTS into `folder`; returns their paths.

    rows: the sample's rows by sheet key (default: those of sample_rows, defects included), whose KPIs and whose ratings
    by the person and the manager the forms show. stated: the final score that a form states, by employee id; without
    one it is left blank.
    """
    rows = rows or sample_rows()
    folder.mkdir(parents=True, exist_ok=True)
    forms = write_service_forms(folder, language, rows=rows, stated=stated or {})
    return [*forms, write_finance_table(folder, language, rows=rows, stated=stated or {})]


def write_sample_mappings(folder: Path) -> list[Path]:
    """Write the mappings of those forms into `folder` (`mappings` beside the cycle workbook); they read both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in SAMPLE_MAPPINGS.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths
