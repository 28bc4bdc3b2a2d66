"""The library as a workbook: what each KPI is, and sheets of the shape of kpis and goals to copy rows from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from perfxl.cycle.choices import RULES, title_of
from perfxl.cycle.sheets import KPI_LIBRARY, sheet_of
from perfxl.language import Text
from perfxl.whole_files import whole_file
from perfxl.workbook.entry.builder import CREATED, KIND_PROPERTY, OPTIONS
from perfxl.workbook.entry.formats import HEADER_FILL, LINE, QUIET, Formats, row_height
from perfxl.workbook.entry.guide_sheet import GUIDE, fill_guide, place_lists
from perfxl.workbook.entry.rules import Lists
from perfxl.workbook.entry.sheet import fill_table, set_up_page
from perfxl.workbook.library.kpi import LibraryKpi, library
from perfxl.workbook.library.rows import goal_row, kpi_row

_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("编号", "Key"), 8),
    (Text("职能", "Function"), 14),
    (Text("指标", "KPI"), 22),
    (Text("定义", "Definition"), 40),
    (Text("计算公式", "Formula"), 36),
    (Text("单位", "Unit"), 12),
    (Text("计分规则", "Rule"), 16),
    (Text("参数", "Parameters"), 24),
    (Text("示例：目标 / 底线 / 挑战", "Example: target / floor / stretch"), 20),
    (Text("常用权重", "Usual weight"), 11),
    (Text("数据来源", "Data source"), 24),
    (Text("数据责任人", "Owner of the data"), 18),
    (Text("注意事项", "Pitfalls"), 48),
)
_FORMS = {"kpis": kpi_row, "goals": goal_row}
_TOLD = Text(
    "从“指标”或“目标”表复制整行到周期工作簿；目标值请与部门商定后填写，示例只说明规则怎样算。",
    "Copy whole rows from the KPIs or Goals sheet into the cycle workbook; agree on targets first. Examples only show the rule.",
)
_HEAD = 3  # rows above the first KPI
_A3 = 8


def write_library(path: Path, kpis: Sequence[LibraryKpi], *, language: str) -> None:
    """Write `kpis` to a new workbook at `path`; the same KPIs give the same bytes. Raises Fault if it cannot be written."""
    with whole_file(path) as temporary, xlsxwriter.Workbook(str(temporary), OPTIONS) as workbook:
        workbook.set_properties({"created": CREATED, "author": "perfxl", "title": KPI_LIBRARY(language)})
        workbook.set_custom_property(KIND_PROPERTY, "library")
        workbook.set_size(2600, 1500)
        formats, lists = Formats(workbook, language), Lists(language)
        place_lists(lists, with_schemes=False)
        _fill_list(workbook.add_worksheet(KPI_LIBRARY(language)), kpis, formats=formats, language=language)
        for key, row_of in _FORMS.items():
            sheet = sheet_of(key)
            worksheet = workbook.add_worksheet(sheet.title(language))
            worksheet.set_tab_color("#5FA8D3")
            rows = [row_of(one, language) for one in kpis]
            fill_table(worksheet, sheet, rows, formats=formats, lists=lists)
        guide = workbook.add_worksheet(GUIDE(language))
        fill_guide(guide, language=language, formats=formats, schemes=None, functions=False)
        guide.hide()


def cells_of(kpi: LibraryKpi, language: str) -> list[str]:
    """What the list says about a KPI, column by column."""
    title = next(one.title for one in library() if one.key == kpi.function)
    examples = " / ".join(filter(None, (kpi.target, kpi.floor, kpi.stretch)))
    texts = (kpi.name, kpi.definition, kpi.formula, kpi.unit)
    return [
        kpi.key,
        title(language),
        *(text(language) for text in texts),
        title_of(kpi.rule, RULES, language),
        kpi.parameters(language),
        examples,
        kpi.weight_shown(),
        kpi.source(language),
        kpi.owner(language),
        kpi.pitfalls(language),
    ]


def _fill_list(worksheet: Any, kpis: Sequence[LibraryKpi], *, formats: Formats, language: str) -> None:
    worksheet.set_tab_color(HEADER_FILL)
    worksheet.set_row(0, 30)
    worksheet.write_string(0, 0, KPI_LIBRARY(language), formats(bold=True, font_size=18, font_color=HEADER_FILL))
    worksheet.write_string(1, 0, _TOLD(language), formats(font_color=QUIET))
    worksheet.set_row(2, 32)
    for number, (title, width) in enumerate(_COLUMNS):
        worksheet.set_column(number, number, width)
        worksheet.write_string(2, number, title(language), formats.header())
    plain = formats(text_wrap=True, border=1, border_color=LINE, valign="top")
    strong = formats(text_wrap=True, border=1, border_color=LINE, valign="top", bold=True)
    for line, kpi in enumerate(kpis, start=_HEAD):
        texts = cells_of(kpi, language)
        for number, text in enumerate(texts):
            worksheet.write_string(line, number, text, strong if number == 2 else plain)
        widths = [width for _, width in _COLUMNS]
        worksheet.set_row(line, row_height(list(zip(texts, widths, strict=True))))
    worksheet.freeze_panes(_HEAD, 3)
    worksheet.autofilter(2, 0, max(_HEAD, 2 + len(kpis)), len(_COLUMNS) - 1)
    worksheet.hide_gridlines(2)
    set_up_page(worksheet, repeated_rows=(2, 2))
    worksheet.set_paper(_A3)
