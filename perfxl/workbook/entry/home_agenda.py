"""On the home sheet: the next tasks of the calendar, and what became of the matters that departments raised. Live formulas."""

from perfxl.cycle.cells import column_letters
from perfxl.cycle.sheets import sheet_of
from perfxl.language import Text
from perfxl.workbook.entry.formats import LINE, QUIET
from perfxl.workbook.entry.home_page import AMBER, FIRST, HAIRLINE, LAST, RED, RIGHT_HALF, ROSE, SPACE, HomePage, cell

_NEXT, _RAISED = Text("日程：接下来", "Calendar: what is next"), Text("  任务和部门事项", "  Tasks and matters raised")
_HEADS = (Text("截止日期", "Due"), Text("任务", "Task"), Text("负责人", "Owner"))
_DUE, _TASK, _OWNER = (FIRST, FIRST), (FIRST + 1, FIRST + 3), (FIRST + 4, FIRST + 4)
_LINES = 5
_KEY = LAST + 1  # a hidden column: due day and row of each line, in one number
_SCALE = 100_000  # rows of the calendar in the decimals of a day
_LAST_ROW = 600
_NONE = Text("“日程”表还没有未完成的任务。", "The Calendar sheet has no open task.")
# What is counted: the words, the sheet, which rows, and how the number looks if it is not 0.
_COUNTS: tuple[tuple[Text, str, str, dict[str, object]], ...] = (
    (Text("任务逾期", "Tasks overdue"), "calendar", "late", {"bg_color": ROSE, "font_color": RED, "bold": True}),
    (Text("任务 7 天内到期", "Tasks due within 7 days"), "calendar", "soon", {"bg_color": AMBER}),
    (Text("事项逾期", "Matters overdue"), "matters", "late", {"bg_color": ROSE, "font_color": RED, "bold": True}),
    (Text("事项办理中", "Matters open"), "matters", "open", {}),
    (Text("事项已办结", "Matters closed"), "matters", "closed", {}),
)
# For each sheet the columns that say whether there is a row, when it is due, and when it was done.
_COLUMNS = {"calendar": ("task", "due_on", "done_on"), "matters": ("issue", "due", "closed_on")}


def fill_agenda(page: HomePage, row: int) -> int:
    """The open tasks that are due first, and counts of tasks and matters; returns the row below."""
    page.heading(row, _NEXT(page.language), (FIRST, _OWNER[1]))
    page.heading(row, _RAISED(page.language), (RIGHT_HALF, LAST))
    page.worksheet.set_column(_KEY, _KEY, None, None, {"hidden": True})
    look = page.formats(bold=True, font_color=QUIET, bottom=1, bottom_color=LINE)
    for columns, head in zip((_DUE, _TASK, _OWNER), _HEADS, strict=True):
        page.text(row + 1, columns, head(page.language), look)
    for number in range(_LINES):
        _fill_task(page, row + 2 + number, number)
        _fill_count(page, row + 1 + number, number)
    _mark(page, row + 2)
    page.height(row + 2 + _LINES, SPACE)
    return row + 3 + _LINES


def _range(page: HomePage, sheet: str, key: str, *, whole: bool = False) -> str:
    declared = sheet_of(sheet)
    letter = column_letters(declared.columns.index(declared.column(key)))
    first = 1 if whole else 2
    return f"'{declared.title(page.language)}'!${letter}${first}:${letter}${_LAST_ROW}"


def _fill_task(page: HomePage, row: int, number: int) -> None:
    """One line: the key in the hidden column, and day, task and owner that follow from it."""
    due, done = (_range(page, "calendar", key) for key in ("due_on", "done_on"))
    key = cell(row, _KEY)
    nth = f"SMALL(IF(ISNUMBER({due})*(LEN({done})=0),{due}+ROW({due})/{_SCALE}),{number + 1})"
    page.worksheet.write_array_formula(row, _KEY, row, _KEY, f'{{=IFERROR({nth},"")}}', page.formats(), "")
    line: dict[str, object] = {"bottom": 4, "bottom_color": HAIRLINE}
    missing = f'"{_NONE(page.language)}"' if number == 0 else '""'
    at = f"ROUND(({key}-INT({key}))*{_SCALE},0)"
    page.formula(row, _DUE, f'=IF(ISNUMBER({key}),INT({key}),"")', page.formats(num_format="yyyy-mm-dd", align="left", **line), "")
    for columns, column, otherwise in ((_TASK, "task", missing), (_OWNER, "owner_id", '""')):
        told = f'INDEX({_range(page, "calendar", column, whole=True)},{at})&""'
        page.formula(row, columns, f"=IF(ISNUMBER({key}),{told},{otherwise})", page.formats(**line), "")


def _fill_count(page: HomePage, row: int, number: int) -> None:
    words, sheet, which, look = _COUNTS[number]
    line: dict[str, object] = {"bottom": 4, "bottom_color": HAIRLINE}
    page.text(row, (RIGHT_HALF, LAST - 1), words(page.language), page.formats(indent=1, **line))
    page.formula(row, (LAST, LAST), f"={_count(page, sheet, which)}", page.formats(align="center", **line), "")
    if look:
        mark = {"type": "cell", "criteria": ">", "value": 0, "format": page.formats.mark(**look)}
        page.worksheet.conditional_format(row, LAST, row, LAST, mark)


def _count(page: HomePage, sheet: str, which: str) -> str:
    there, due, done = (_range(page, sheet, key) for key in _COLUMNS[sheet])
    state = f"(LEN({done})>0)" if which == "closed" else f"(LEN({done})=0)"
    late, soon = f"*ISNUMBER({due})*({due}<TODAY())", f"*ISNUMBER({due})*({due}>=TODAY())*({due}<=TODAY()+7)"
    more = {"late": late, "soon": soon}.get(which, "")
    return f"SUMPRODUCT((LEN({there})>0)*{state}{more})"


def _mark(page: HomePage, top: int) -> None:
    """Red where a day has passed, amber where it is within a week."""
    day = f"${column_letters(FIRST)}{top + 1}"
    late, soon = f"=AND(ISNUMBER({day}),{day}<TODAY())", f"=AND(ISNUMBER({day}),{day}<=TODAY()+7)"
    for rule, look in ((late, {"bg_color": ROSE, "font_color": RED, "bold": True}), (soon, {"bg_color": AMBER})):
        marked = {"type": "formula", "criteria": rule, "format": page.formats.mark(**look), "stop_if_true": True}
        page.worksheet.conditional_format(top, FIRST, top + _LINES - 1, FIRST, marked)
