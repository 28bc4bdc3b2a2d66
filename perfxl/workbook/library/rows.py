"""KPIs of the library as rows of the sheets kpis and goals; targets stay blank, because they are agreed with people."""

from perfxl.cycle.typed import Percent, Typed
from perfxl.workbook.library.kpi import LibraryKpi

Row = dict[str, Typed]


def kpi_row(kpi: LibraryKpi, language: str) -> Row:
    """A row of the sheet kpis without its person."""
    return {
        "kpi": kpi.name(language),
        "weight": Percent(kpi.usual_weight),
        "rule": kpi.rule,
        "parameters": kpi.parameters(language) or None,
        "unit": kpi.unit(language) or None,
        "evidence": kpi.source(language),
    }


def goal_row(kpi: LibraryKpi, language: str) -> Row:
    """A row of the sheet goals: a goal of a department, without its number."""
    return {
        "level": "department",
        "goal": kpi.name(language),
        "measure": kpi.formula(language),
        "unit": kpi.unit(language) or None,
        "rule": kpi.rule,
        "parameters": kpi.parameters(language) or None,
        "weight": Percent(kpi.usual_weight),
    }
