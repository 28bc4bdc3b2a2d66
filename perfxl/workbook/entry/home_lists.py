"""The bottom of the home sheet: what each sheet holds and what is still blank there, and how to work with the workbook."""

from collections.abc import Mapping, Sequence

from perfxl.cycle.columns import Sheet
from perfxl.language import Text
from perfxl.workbook.entry.formats import LINE, LINK, QUIET, row_height
from perfxl.workbook.entry.guide_sheet import ADVICE, GUIDE
from perfxl.workbook.entry.home_page import FIRST, HAIRLINE, LAST, RIGHT_HALF, SPACE, WIDTHS, HomePage
from perfxl.workbook.entry.marks import MISSING, count_required_blanks, required_blanks
from perfxl.workbook.entry.sheet import Row

_SHEETS = Text("工作表", "Sheets")
_HEADS = (
    Text("工作表", "Sheet"),
    Text("内容", "What it holds"),
    Text("行数", "Rows"),
    Text("必填还缺", "Required, still blank"),
)
_COLUMNS = _NAME, _CONTENT, _ROWS, _BLANKS = (1, 1), (2, 7), (8, 8), (9, 10)
_STEPS_HEAD = Text("怎样使用", "How to work with it")
_STEPS = (
    Text(
        "填好 周期、考核方案、等级、员工、指标；与部门商定目标后按“目标分解”核对。",
        "Fill in Cycle, Schemes, Grades, Employees and KPIs; agree on goals with the departments and press Goals to look at them.",
    ),
    Text(
        "按“公布标准”，让每个人先知道怎样考核；再按“下发部门表”，每个部门一份。",
        "Press Publish, so that everybody knows how they are judged; press Distribute: each department gets a workbook.",
    ),
    Text(
        "收回的表放入回收文件夹，按“汇总回收表”；还缺的，按“写催办邮件”。",
        "Put what comes back into the returns folder and press Consolidate; press Remind for what is still missing.",
    ),
    Text(
        "按“检查数据”：问题标在单元格上，并列出缺什么、由谁补；改正后再按一次。",
        "Press Check: what is wrong is marked on its cells, and what is missing is listed with its owner. Mend it, press again.",
    ),
    Text(
        "按“计算得分”：得分、等级和逐行算式；开校准会议后再算一次。选一个工号“预览反馈信”，再制作全部。",
        "Press Score: scores, grades and every sum; again after the meeting of Calibrate. Pick an id, Preview letter, then All letters.",
    ),
)
_STEPS_PLAIN = (
    Text("填好 周期、考核方案、等级、员工、指标。", "Fill in Cycle, Schemes, Grades, Employees and KPIs."),
    Text(
        "运行 perfxl publish：公布标准；运行 perfxl distribute：给每个部门一份要填的工作簿。",
        "Run perfxl publish to publish the standards, and perfxl distribute: one workbook to fill in for each department.",
    ),
    Text(
        "收回的表放入回收文件夹，运行 perfxl consolidate。",
        "Put what comes back into the returns folder and run perfxl consolidate.",
    ),
    Text(
        "保存后运行 perfxl check 本文件：列出问题和缺什么、由谁补。",
        "Save, then run perfxl check on this file: it lists what is wrong or missing, with its owner.",
    ),
    Text(
        "改正后运行 perfxl score：得分、等级和逐行算式；运行 perfxl letters：每人一封反馈信（PDF）。",
        "Mend it, then run perfxl score: scores, grades and every sum; run perfxl letters: a letter (PDF) for each person.",
    ),
)
_ADVICE_HEAD = Text("填写要点", "Good to know")
_UNHIDE = Text(
    "灰色的表暂不需要，因此隐藏；按“显示更多表”可显示。",
    "Sheets in grey are not needed yet and hidden; press More sheets to show them.",
)
_UNHIDE_PLAIN = Text(
    "灰色的表暂不需要，因此隐藏；右键任一表名可取消隐藏。",
    "Sheets in grey are not needed yet and hidden; right-click any sheet tab to show them.",
)
_RULES = Text(
    "各计分规则的算法和参数示例在“{0}”表（平时隐藏）。",
    "How each rule counts, with examples of parameters: on the sheet {0} (hidden at first).",
)


def fill_sheets(page: HomePage, row: int, *, sheets: Sequence[Sheet], rows: Mapping[str, Sequence[Row]]) -> int:
    """A line for each sheet; rows and blanks are live formulas. Returns the row below."""
    page.heading(row, _SHEETS(page.language))
    for columns, head in zip(_COLUMNS, _HEADS, strict=True):
        align = "center" if columns in (_ROWS, _BLANKS) else "left"
        look = page.formats(bold=True, font_color=QUIET, align=align, bottom=1, bottom_color=LINE)
        page.text(row + 1, columns, head(page.language), look)
    top, bottom = row + 2, row + 1 + len(sheets)
    for line, sheet in enumerate(sheets, start=top):
        _fill_sheet(page, line, sheet=sheet, filled=rows.get(sheet.key, ()))
    missing = {"type": "cell", "criteria": ">", "value": 0, "format": page.formats.mark(bg_color=MISSING, bold=True)}
    page.worksheet.conditional_format(top, _BLANKS[0], bottom, _BLANKS[1], missing)
    page.height(bottom + 1, SPACE)
    return bottom + 2


def _fill_sheet(page: HomePage, row: int, *, sheet: Sheet, filled: Sequence[Row]) -> None:
    """Name with a link (which works once the sheet is shown), content, rows, and required cells that are blank."""
    name, text = sheet.title(page.language), sheet.help(page.language)
    quiet = {"font_color": QUIET} if hidden_at_first(sheet, len(filled)) else {}
    line: dict[str, object] = {"bottom": 4, "bottom_color": HAIRLINE}
    link = page.formats(**{"font_color": LINK, **quiet, **line})
    page.worksheet.write_url(row, FIRST, f"internal:'{name}'!A1", link, string=name)
    page.text(row, _CONTENT, text, page.formats(text_wrap=True, **quiet, **line))
    page.height(row, row_height([(text, sum(WIDTHS[_CONTENT[0] : _CONTENT[1] + 1]))]) or 16)
    number = page.formats(align="center", **line)
    if sheet.key_value:
        page.text(row, _ROWS, "", number)
    else:
        page.formula(row, _ROWS, f"=COUNTA('{name}'!$A$2:$A$20000)", number, len(filled))
    blanks = f"={required_blanks(sheet, page.language)}"
    page.formula(row, _BLANKS, blanks, number, count_required_blanks(sheet, filled))


def fill_steps(page: HomePage, row: int) -> None:
    """The steps of the work, beside the table of progress; each takes two rows of it."""
    columns = (RIGHT_HALF, LAST)
    page.heading(row, f"  {_STEPS_HEAD(page.language)}", columns)
    look = page.formats(text_wrap=True, indent=1)
    for number, step in enumerate(_STEPS if page.buttons else _STEPS_PLAIN, start=1):
        page.text(row + 2 * number - 1, columns, f"{number}. {step(page.language)}", look, rows=2)


def fill_advice(page: HomePage, row: int) -> None:
    """What to know while filling in."""
    rules = Text(*(text.format(name) for text, name in zip(_RULES, GUIDE, strict=True)))
    page.heading(row, _ADVICE_HEAD(page.language))
    for number, line in enumerate((*ADVICE, _UNHIDE if page.buttons else _UNHIDE_PLAIN, rules), start=1):
        page.paragraph(row + number, f"{number}. {line(page.language)}")


def hidden_at_first(sheet: Sheet, n_rows: int) -> bool:
    """True for a sheet that a small company does not need to see yet."""
    return n_rows == 0 and not sheet.shown_at_first
