"""The hidden sheet of a department's workbook from which its people choose KPIs by drop-down."""

from collections.abc import Sequence
from typing import Any

from perfxl.cycle.choices import RULES, title_of
from perfxl.cycle.sheets import KPI_LIBRARY
from perfxl.language import Text
from perfxl.workbook.library.kpi import LibraryKpi, functions_of

_HEADS = (Text("指标", "KPI"), Text("说明", "What it is"))
_NAMES, _TOLD = "$A", "$B"


def kpis_for(department: str) -> list[LibraryKpi]:
    """The KPIs that a department of this name may want: those of its functions; all where its name tells nothing."""
    return [kpi for function in functions_of(department) for kpi in function.kpis]


def fill_shelf(worksheet: Any, kpis: Sequence[LibraryKpi], language: str) -> None:
    """Write names and what each KPI is, and hide the sheet."""
    for number, head in enumerate(_HEADS):
        worksheet.write_string(0, number, head(language))
    for row, kpi in enumerate(kpis, start=1):
        worksheet.write_string(row, 0, kpi.name(language))
        worksheet.write_string(row, 1, told(kpi, language))
    worksheet.set_column(0, 0, 24)
    worksheet.set_column(1, 1, 120)
    worksheet.protect("")
    worksheet.hide()


def told(kpi: LibraryKpi, language: str) -> str:
    """A KPI in one cell: what it is, its formula, rule and pitfalls."""
    rule = title_of(kpi.rule, RULES, language)
    parts = (
        kpi.definition(language),
        Text(f"公式：{kpi.formula.zh}；规则：{rule}。", f"Formula: {kpi.formula.en}; rule: {rule}.")(language),
        Text(f"注意：{kpi.pitfalls.zh}", f"Mind: {kpi.pitfalls.en}")(language),
    )
    return "\n".join(parts)


def names_range(kpis: Sequence[LibraryKpi], language: str) -> str:
    """The cells with the names, as a drop-down names them."""
    return f"='{KPI_LIBRARY(language)}'!{_NAMES}$2:{_NAMES}${len(kpis) + 1}"


def told_formula(language: str, *, chosen: str, count: int) -> str:
    """A formula that shows what the KPI named in the cell `chosen` is; blank for a name that is not in the library."""
    sheet, last = f"'{KPI_LIBRARY(language)}'!", count + 1
    names, texts = (f"{sheet}{column}$2:{column}${last}" for column in (_NAMES, _TOLD))
    return f'IF({chosen}="","",IFERROR(INDEX({texts},MATCH({chosen},{names},0)),""))'
