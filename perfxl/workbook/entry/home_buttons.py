"""The middle of the home sheet: the buttons in the order of work, what the last run said, progress per department."""

from typing import Any

from perfxl.language import Text
from perfxl.workbook.entry.buttons import (
    BUTTONS,
    NEXT_STEP,
    PERSON,
    PROGRESS,
    PROGRESS_HEADS,
    PROGRESS_ROWS,
    STATUS,
    Button,
)
from perfxl.workbook.entry.formats import LINE, QUIET
from perfxl.workbook.entry.home_page import AMBER, BOXES, FIRST, HAIRLINE, LAST, NAVY, PALE, SPACE, HomePage, cell
from perfxl.workbook.entry.rules import rows_of

# Each step of the work: its name, what it is about, and the keys of its buttons.
GROUPS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (
        Text("① 计划", "1  Plan"),
        Text("先定目标、公布标准，再下发", "Goals and standards first, then distribute"),
        ("goals", "publish", "distribute"),
    ),
    (
        Text("② 收集", "2  Collect"),
        Text("收回合并，改正问题，催办缺的数据", "Merge, mend what is wrong, remind"),
        ("consolidate", "check", "remind"),
    ),
    (
        Text("③ 计分", "3  Score"),
        Text("先计分，再开校准会议", "Score first, then the meeting"),
        ("score", "calibrate"),
    ),
    (
        Text("④ 反馈", "4  Feed back"),
        Text("预览谁？在右侧选工号", "Whose letter? Pick an id at the right"),
        ("preview_letter", "letters", "documents"),
    ),
    (
        Text("⑤ 申诉与改进", "5  Appeals, improve"),
        Text("答复申诉，复盘，接着下一期", "Answer appeals, review, then the next cycle"),
        ("appeals", "review", "rollover"),
    ),
    (
        Text("工具", "Tools"),
        Text("随时可用", "At any time"),
        ("open_output_folder", "show_more_sheets", "clear_marks"),
    ),
)
_ROW = 30.0  # points
# A button leaves a gap at its left and above it, and ends where its column ends, however wide a program draws that.
_GAP, _WIDTH, _ABOVE, _HEIGHT = 8, 144, 4, 32  # pixels
_TYPED = "#FFFFFF"
_PERSON_TITLE, _PERSON_HELP = Text("预览谁", "Whose letter"), Text("从列表中选工号，或直接输入。", "Pick an employee id from the list, or type it.")
_COMPLETE = FIRST + 3  # the column of percents
_SHARE = "[=1]0%;0.0%"  # 99.6 % is not shown as 100 %
_LAST_RUN, _NEXT = Text("上次运行", "Last run"), Text("下一步", "Next step")
_NEVER_RUN = Text("还没有运行过", "Nothing has been run yet")
_FIRST_STEP = Text(
    "填好 周期、考核方案、等级、员工、指标，然后按“检查数据”。",
    "Fill in Cycle, Schemes, Grades, Employees and KPIs, then press Check.",
)
_FIRST_STEP_PLAIN = Text(
    "填好 周期、考核方案、等级、员工、指标，保存后运行 perfxl check。",
    "Fill in Cycle, Schemes, Grades, Employees and KPIs, save, then run perfxl check.",
)
_PROGRESS = Text("各部门进度", "Progress of the departments")
_NO_PROGRESS = Text(
    "还没有进度：按“检查数据”后显示在这里。", "Nothing yet: press Check, and it shows here."
)
_NO_PROGRESS_PLAIN = Text(
    "还没有进度：运行 perfxl attach 并选择检查后显示在这里。", "Nothing yet: run perfxl attach, choose Check, and it shows here."
)


def fill_buttons(page: HomePage, workbook: Any, row: int) -> int:
    """Draw the buttons, a row for each step of the work; returns the row below."""
    for line, (name, about, keys) in enumerate(GROUPS, start=row):
        page.height(line, _ROW)
        for number in range(FIRST, LAST + 1):
            page.worksheet.write_blank(line, number, None, page.formats(bg_color=PALE))
        look = page.formats(bold=True, font_color=NAVY, bg_color=PALE, indent=1)
        page.worksheet.write_string(line, FIRST, name(page.language), look)
        for (number, _), key in zip(BOXES[1:], keys, strict=False):
            _draw(page, line, number, button=button_of(key))
        quiet = page.formats(bg_color=PALE, font_color=QUIET, font_size=9, text_wrap=True, indent=1)
        if "preview_letter" in keys:
            page.text(line, BOXES[4], about(page.language), quiet)
            _fill_person(page, workbook, line)
        else:
            page.text(line, (BOXES[4][0], LAST), about(page.language), quiet)
    page.height(row + len(GROUPS), SPACE)
    return row + len(GROUPS) + 1


def button_of(key: str) -> Button:
    """The button of that key; KeyError if there is none."""
    return {button.key: button for button in BUTTONS}[key]


def _draw(page: HomePage, row: int, number: int, *, button: Button) -> None:
    look = {"width": _WIDTH, "height": _HEIGHT, "x_offset": _GAP, "y_offset": _ABOVE}
    told = {"caption": button.caption(page.language), "description": button.help(page.language)}
    page.worksheet.insert_button(row, number, {"macro": button.macro, **told, **look})


def _fill_person(page: HomePage, workbook: Any, row: int) -> None:
    """The open cell with the id of the person whose letter is previewed; its list has everybody on the roster."""
    edge = {"border": 1, "border_color": LINE}
    first, last = BOXES[5]
    page.text(row, (first, last), "", page.formats(bg_color=_TYPED, align="center", num_format="@", locked=False, **edge))
    told = {"input_title": _PERSON_TITLE(page.language), "input_message": _PERSON_HELP(page.language)}
    roster = {"validate": "list", "source": rows_of("employees", page.language), "error_type": "warning"}
    page.worksheet.data_validation(row, first, row, first, {**roster, **told})
    workbook.define_name(PERSON, f"='{page.worksheet.get_name()}'!{cell(row, first)}")


def fill_status(page: HomePage, workbook: Any, row: int) -> int:
    """What the last run did and what comes next, each in a cell with a name of its own; returns the row below."""
    first_step = _FIRST_STEP if page.buttons else _FIRST_STEP_PLAIN
    line: dict[str, object] = {"top": 1, "top_color": LINE, "bottom": 1, "bottom_color": LINE}
    for label, name, text in ((_LAST_RUN, STATUS, _NEVER_RUN), (_NEXT, NEXT_STEP, first_step)):
        look = page.formats(bold=True, font_color=NAVY, indent=1, **line)
        page.worksheet.write_string(row, FIRST, label(page.language), look)
        page.text(row, (FIRST + 1, LAST), text(page.language), page.formats(text_wrap=True, locked=False, **line))
        workbook.define_name(name, f"='{page.worksheet.get_name()}'!{cell(row, FIRST + 1)}")
        page.height(row, 32)
        row += 1
    page.height(row, SPACE)
    return row + 1


def fill_progress(page: HomePage, workbook: Any, row: int) -> int:
    """The table that the buttons fill, open to them; returns the row below."""
    top, bottom, last = row + 2, row + 1 + PROGRESS_ROWS, FIRST + len(PROGRESS_HEADS) - 1
    page.heading(row, _PROGRESS(page.language), (FIRST, last))
    for number, head in enumerate(PROGRESS_HEADS, start=FIRST):
        align = "left" if number == FIRST else "center"
        look = page.formats(bold=True, font_color=QUIET, align=align, bottom=1, bottom_color=LINE)
        page.worksheet.write_string(row + 1, number, head(page.language), look)
    for line in range(top, bottom + 1):
        for number in range(FIRST, last + 1):
            page.worksheet.write_blank(line, number, None, _progress_look(page, number))
        page.height(line, 16)
    hint = (_NO_PROGRESS if page.buttons else _NO_PROGRESS_PLAIN)(page.language)
    page.worksheet.write_string(top, FIRST, hint, _progress_look(page, FIRST))
    workbook.define_name(PROGRESS, f"='{page.worksheet.get_name()}'!{cell(top, FIRST)}:{cell(bottom, last)}")
    _mark_progress(page, top, bottom, last)
    page.height(bottom + 1, SPACE)
    return bottom + 2


def missing_cells(row: int) -> str:
    """The last column of the progress table whose heading is in `row`."""
    number = FIRST + len(PROGRESS_HEADS) - 1
    return f"{cell(row + 2, number)}:{cell(row + 1 + PROGRESS_ROWS, number)}"


def _progress_look(page: HomePage, number: int) -> Any:
    line: dict[str, object] = {"locked": False, "bottom": 4, "bottom_color": HAIRLINE}
    if number == FIRST:
        return page.formats(**line)
    return page.formats(align="center", num_format=_SHARE if number == _COMPLETE else "0", **line)


def _mark_progress(page: HomePage, top: int, bottom: int, last: int) -> None:
    """A bar of completeness, amber where something is missing, grey words until there are numbers."""
    blue = "#9CC5E0"
    bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": blue, "bar_border_color": blue}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    page.worksheet.conditional_format(top, _COMPLETE, bottom, _COMPLETE, {**bar, **ends})
    owing = {"type": "cell", "criteria": ">", "value": 0, "format": page.formats.mark(bg_color=AMBER, bold=True)}
    page.worksheet.conditional_format(top, last, bottom, last, owing)
    nothing = f"=COUNT({cell(top, FIRST)}:{cell(bottom, last)})=0"
    grey = page.formats.mark(font_color=QUIET, italic=True)
    page.worksheet.conditional_format(top, FIRST, top, FIRST, {"type": "formula", "criteria": nothing, "format": grey})
