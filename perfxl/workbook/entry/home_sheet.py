"""The sheet 首页: which cycle this is, which sheet holds what, and what to do next. It holds no input."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets import sheet_of
from perfxl.language import Text, spoken
from perfxl.workbook.entry.buttons import BUTTONS
from perfxl.workbook.entry.formats import LINE, LINK, QUIET, Formats, row_height, shown_text
from perfxl.workbook.entry.guide_sheet import ADVICE, GUIDE
from perfxl.workbook.entry.marks import MISSING, count_required_blanks, required_blanks
from perfxl.workbook.entry.sheet import Row, set_up_page

_TITLE = Text("绩效管理", "Performance management")
_HEADS = (
    Text("工作表", "Sheet"),
    Text("内容", "What it holds"),
    Text("行数", "Rows"),
    Text("必填还缺", "Required, still blank"),
)
_HIDDEN = Text("已隐藏", "hidden")
_UNHIDE = Text(
    "标“已隐藏”的表暂不需要；右键任一表名可取消隐藏。",
    "Sheets marked as hidden are not needed yet; right-click any sheet tab to show them.",
)
_WIDTHS = (24, 84, 10, 14)
_SETTINGS = ("company", "name", "starts_on", "ends_on", "deadline_on", "appeal_until")
_STEPS_HEAD = Text("怎样使用", "How to work with it")
_STEPS = (
    Text("填好 周期、考核方案、等级、员工、指标。", "Fill in Cycle, Schemes, Grades, Employees and KPIs."),
    Text(
        "运行 perfxl distribute：给每个部门一份要填的工作簿；收回后放入回收文件夹。",
        "Run perfxl distribute: one workbook to fill in for each department; put what comes back into the returns folder.",
    ),
    Text(
        "保存后运行 perfxl check 本文件：列出问题和缺什么、由谁补。",
        "Save, then run perfxl check on this file: it lists what is wrong or missing, and whose it is.",
    ),
    Text(
        "按清单改正后运行 perfxl score：得分、等级和逐行算式。",
        "Mend it, then run perfxl score: scores, grades and every sum as a formula.",
    ),
    Text(
        "运行 perfxl letters：每人一封反馈信（PDF）。", "Run perfxl letters: one feedback letter (PDF) for each person."
    ),
)
_ADVICE_HEAD = Text("填写要点", "Good to know")
_MORE = (
    "各计分规则的算法和参数示例在“{0}”表（已隐藏，右键任一表名可取消隐藏）。",
    "How each rule counts, with examples of parameters: on the sheet {0} (hidden; right-click any sheet tab to show it).",
)


def fill_home(
    worksheet: Any, sheets: Sequence[Sheet], *, rows: Mapping[str, Sequence[Row]], formats: Formats, language: str,
    buttons: bool
) -> None:
    """Write the overview of `sheets`; their numbers of rows are live formulas."""
    for number, width in enumerate(_WIDTHS):
        worksheet.set_column(number, number, width)
    worksheet.write_string(0, 0, _TITLE(language), formats(bold=True, font_size=20, font_color="#1B4965"))
    worksheet.set_row(0, 36)
    row = _fill_settings(worksheet, rows, formats=formats, language=language)
    row = _fill_lines(worksheet, row + 1, head=_STEPS_HEAD, lines=_STEPS, formats=formats, language=language)
    _fill_sheets(worksheet, row + 1, sheets=sheets, rows=rows, formats=formats, language=language)
    row += len(sheets) + 3
    advice = [*ADVICE, _UNHIDE, Text(*(text.format(name) for text, name in zip(_MORE, GUIDE, strict=True)))]
    _fill_lines(worksheet, row, head=_ADVICE_HEAD, lines=advice, formats=formats, language=language)
    if buttons:
        for n, button in enumerate(BUTTONS):
            worksheet.insert_button(1 + n * 2, 5, {"macro": button.macro, "caption": button.caption(language), "width": 140, "height": 30, "description": button.help(language)})
    worksheet.hide_gridlines(2)
    worksheet.protect("", {"objects": True, "format_columns": True, "format_rows": True})
    set_up_page(worksheet)
    worksheet.fit_to_pages(1, 1)


def _fill_settings(worksheet: Any, rows: Mapping[str, Sequence[Row]], *, formats: Formats, language: str) -> int:
    """Repeat what the cycle sheet says, as live formulas; returns the row below."""
    cycle = sheet_of("cycle")
    settings = rows["cycle"][0] if rows.get("cycle") else {}
    for row, key in enumerate(_SETTINGS, start=1):
        column = cycle.column(key)
        cell = f"'{cycle.title(language)}'!$B${cycle.columns.index(column) + 2}"
        shown = f'TEXT({cell},"yyyy-mm-dd")' if key.endswith(("_on", "_until")) else _spoken_formula(cell, language)
        worksheet.write_string(row, 0, column.title(language), formats(font_color=QUIET))
        formula = f'=IF({cell}="","",{shown})'
        worksheet.write_formula(row, 1, formula, formats(align="left"), spoken(shown_text(settings.get(key)), language))
    return len(_SETTINGS) + 1


def _spoken_formula(cell: str, language: str) -> str:
    """In Excel's words what perfxl.language.spoken does: one side of `超出目标 | Above target`, or all of it."""
    sign = f'FIND(" | ",{cell})'
    side = f"MID({cell},{sign}+3,LEN({cell}))" if language == "en" else f"LEFT({cell},{sign}-1)"
    return f'IFERROR(TRIM({side}),{cell}&"")'


def _fill_lines(
    worksheet: Any, row: int, *, head: Text, lines: Sequence[Text], formats: Formats, language: str
) -> int:
    """A heading and numbered lines; returns the row below."""
    worksheet.write_string(row, 0, head(language), formats(bold=True, font_size=12))
    for number, line in enumerate(lines, start=1):
        worksheet.write_string(row + number, 0, f"{number}. {line(language)}", formats())
    return row + len(lines) + 1


def _fill_sheets(
    worksheet: Any,
    top: int,
    *,
    sheets: Sequence[Sheet],
    rows: Mapping[str, Sequence[Row]],
    formats: Formats,
    language: str,
) -> None:
    for number, head in enumerate(_HEADS):
        worksheet.write_string(top, number, head(language), formats.header())
    worksheet.set_row(top, 32)
    framed: dict[str, object] = {"border": 1, "border_color": LINE}
    for row, sheet in enumerate(sheets, start=top + 1):
        filled = rows.get(sheet.key, ())
        hidden = hidden_at_first(sheet, len(filled))
        _fill_line(worksheet, row, sheet=sheet, hidden=hidden, formats=formats, language=language)
        if sheet.key_value:
            worksheet.write_blank(row, 2, None, formats(**framed))
        else:
            formula = f"=COUNTA('{sheet.title(language)}'!$A$2:$A$20000)"
            worksheet.write_formula(row, 2, formula, formats(align="center", **framed), len(filled))
        formula = f"={required_blanks(sheet, language)}"
        blanks = count_required_blanks(sheet, filled)
        worksheet.write_formula(row, 3, formula, formats(align="center", **framed), blanks)
    missing = {"type": "cell", "criteria": ">", "value": 0, "format": formats.mark(bg_color=MISSING, bold=True)}
    worksheet.conditional_format(top + 1, 3, top + len(sheets), 3, missing)


def _fill_line(worksheet: Any, row: int, *, sheet: Sheet, hidden: bool, formats: Formats, language: str) -> None:
    """Name and content of one sheet; Excel cannot follow a link to a hidden one, so that has none."""
    name, text = sheet.title(language), sheet.help(language)
    look: dict[str, object] = {"border": 1, "border_color": LINE}
    if hidden:
        text = Text("{0}（{1}）", "{0} ({1})")(language).format(text, _HIDDEN(language))
        look["font_color"] = QUIET
        worksheet.write_string(row, 0, name, formats(**look))
        worksheet.set_row(row, row_height([(text, _WIDTHS[1])]))
    else:
        link = formats(**{**look, "font_color": LINK, "underline": 1})
        worksheet.write_url(row, 0, f"internal:'{name}'!A1", link, string=name)
    worksheet.write_string(row, 1, text, formats(text_wrap=True, **look))


def hidden_at_first(sheet: Sheet, n_rows: int) -> bool:
    """True for a sheet that a small company does not need to see yet."""
    return n_rows == 0 and not sheet.shown_at_first
