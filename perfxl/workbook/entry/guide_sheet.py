"""The sheet 填写说明: how to fill in the workbook, what each rule and worksheet function does, the words of two drop-downs."""

from collections.abc import Sequence
from typing import Any

from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import FilledBy
from perfxl.language import Text
from perfxl.workbook.entry.formats import LINE, QUIET, TINTS, Formats, row_height
from perfxl.workbook.entry.functions_guide import GUIDES
from perfxl.workbook.entry.rule_guide import RULE_GUIDES
from perfxl.workbook.entry.rules import Lists, first_column
from perfxl.workbook.entry.sheet import set_up_page

GUIDE = Text("填写说明", "Instructions")
ADVICE = (
    Text(
        "带 * 的列必填。把鼠标移到表头上可看到这一列的说明。",
        "Columns marked * are required. Point at a header to read about its column.",
    ),
    Text("空白表示缺失，不是 0；没有发生请写 0。", "Blank means missing, never 0; write 0 for none."),
    Text("工号是文本，前面的 0 要保留。", "Employee IDs are text; leading zeros stay."),
    Text(
        "权重写成百分比，同一人、同一方案合计 100%。",
        "Weights are percents and add up to 100 % per person and per scheme.",
    ),
    Text(
        "同一指标的目标值和实际值写法一致：都带 % 或都不带。",
        "Target and actual of one KPI are written alike: both with % or both without.",
    ),
    Text(
        "不适用的指标在“不适用原因”里写明原因，不要写“—”。",
        "Say why a KPI does not apply in its own column instead of typing a dash.",
    ),
    Text(
        "可以增减行、排序、筛选；要移动列，先取消工作表保护（没有密码）。请勿改动工作表名。",
        "Add, remove, sort and filter rows freely; to move columns, unprotect the sheet first (there is no password). "
        "Keep the names of the sheets.",
    ),
)
_COLOURS = (
    (FilledBy.DEPARTMENT, Text("由部门填写的列", "columns that departments fill in")),
    (FilledBy.RATER, Text("由评价人填写的列", "columns that raters fill in")),
)
_HEADS = (
    Text("计分规则", "Rule"),
    Text("怎样得分（A 实际值，T 目标值）", "Points (A actual, T target)"),
    Text("需要填写", "What it needs"),
    Text("参数示例", "Example of parameters"),
)
_FUNCTION_HEADS = (
    Text("工作表函数（Windows）", "Worksheet function (Windows)"),
    Text("得到什么", "What it gives"),
    Text("参数", "Arguments"),
    Text("例子", "Example"),
)
_SCHEME_HEAD = Text("方案一览", "Schemes")
_WIDTHS = (26, 52, 44, 44, 3, 20)
_SCHEME_COLUMN, _SCHEME_ROWS = 5, 30  # F; how many schemes a drop-down can offer


def place_lists(lists: Lists, *, with_schemes: bool) -> None:
    """Tell the drop-downs where this sheet will hold the rules and the schemes."""
    name = GUIDE(lists.language)
    first = _rules_row() + 2  # one-based, below the head
    lists.ranges["rules"] = f"='{name}'!$A${first}:$A${first + len(RULES) - 1}"
    if with_schemes:
        cells = f"'{name}'!$F${first}:$F${first + _SCHEME_ROWS - 1}"
        lists.ranges["schemes"] = f"=OFFSET('{name}'!$F${first},0,0,MAX(1,COUNTIF({cells},\"?*\")),1)"


def _rules_row() -> int:
    """The zero-based row of the rules' head."""
    return 1 + len(ADVICE) + len(_COLOURS) + 1


def fill_guide(
    worksheet: Any, *, language: str, formats: Formats, schemes: Sequence[str] | None, functions: bool
) -> None:
    """Write the sheet. schemes: the names of the schemes in their order; None: the workbook has no such sheet.

    functions: whether the workbook has the worksheet functions.
    """
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    worksheet.write_string(0, 0, GUIDE(language), formats(bold=True, font_size=16))
    worksheet.set_row(0, 28)
    for row, advice in enumerate(ADVICE, start=1):
        worksheet.write_string(row, 0, f"{row}. {advice(language)}", formats())
    for row, (filled_by, meaning) in enumerate(_COLOURS, start=1 + len(ADVICE)):
        worksheet.write_string(
            row, 0, meaning(language), formats(bg_color=TINTS[filled_by], border=1, border_color=LINE)
        )
    last = _fill_rules(worksheet, language, formats=formats)
    if functions:
        last = _fill_functions(worksheet, last + 2, language=language, formats=formats)
    if schemes is not None:
        _list_schemes(worksheet, schemes, language=language, formats=formats)
    worksheet.hide_gridlines(2)
    worksheet.print_area(0, 0, last, len(_HEADS) - 1)
    worksheet.protect("", {"objects": True, "format_columns": True, "format_rows": True})
    set_up_page(worksheet)


def _fill_rules(worksheet: Any, language: str, *, formats: Formats) -> int:
    rows = [(rule.title(language), *(text(language) for text in RULE_GUIDES[rule.key])) for rule in RULES]
    return _fill_texts(worksheet, _rules_row(), [head(language) for head in _HEADS], rows, formats=formats)


def _fill_functions(worksheet: Any, top: int, *, language: str, formats: Formats) -> int:
    rows = []
    for guide in GUIDES.values():
        arguments = "\n".join(f"{one.name}: {one.help(language)}" for one in guide.arguments)
        rows.append((guide.call(), guide.help(language), arguments, guide.example))
    return _fill_texts(worksheet, top, [head(language) for head in _FUNCTION_HEADS], rows, formats=formats)


def _fill_texts(
    worksheet: Any, top: int, heads: Sequence[str], rows: Sequence[Sequence[str]], *, formats: Formats
) -> int:
    """Heads in the row `top`, texts below; returns the last row."""
    worksheet.set_row(top, 24)
    cell = formats(text_wrap=True, border=1, border_color=LINE)
    for number, head in enumerate(heads):
        worksheet.write_string(top, number, head, formats.header())
    for row, texts in enumerate(rows, start=top + 1):
        for number, text in enumerate(texts):
            worksheet.write_string(row, number, text, cell)
        worksheet.set_row(row, row_height([(text, _WIDTHS[number]) for number, text in enumerate(texts)]))
    return top + len(rows)


def _list_schemes(worksheet: Any, schemes: Sequence[str], *, language: str, formats: Formats) -> None:
    """Each scheme once, as live formulas over the sheet of schemes, for the drop-downs."""
    top, number = _rules_row(), _SCHEME_COLUMN
    worksheet.write_string(top, number, _SCHEME_HEAD(language), formats.header())
    names = list(dict.fromkeys(name for name in schemes if name))
    source = first_column("schemes", language)
    for step in range(_SCHEME_ROWS):
        above = f"F${top + 1}:F{top + 1 + step}"
        seen = f'INDEX(COUNTIF({above},{source})+({source}=""),0)'
        formula = f'=IFERROR(INDEX({source},MATCH(0,{seen},0)),"")'
        value = names[step] if step < len(names) else ""
        worksheet.write_formula(top + 1 + step, number, formula, formats(font_color=QUIET), value)
