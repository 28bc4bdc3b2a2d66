"""The top of the home sheet: whose cycle this is, which stage it is in, its dates and what is overdue. Live formulas."""

from datetime import date

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.typed import Typed
from perfxl.language import Text, spoken
from perfxl.workbook.entry.formats import LINE, QUIET, shown_text
from perfxl.workbook.entry.home_page import AMBER, BOXES, FIRST, LAST, NAVY, PALE, RED, ROSE, SKY, SPACE, HomePage, cell

_TITLE = Text("绩效管理", "Performance management")
_FILL_IN = Text("请先填写“周期”表：公司、周期名称和日期。", "Fill in the sheet Cycle first: company, name and dates.")
_NOW = Text("当前阶段：", "Stage: ")
_UNTIL = Text("至 ", "until ")
# Each stage with the settings that may say when it ends; the first one that is filled in counts.
STAGES: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("计划", "Plan"), ("plan_until", "starts_on")),
    (Text("收集数据", "Collect"), ("deadline_on", "assess_until", "ends_on")),
    (Text("计分", "Score"), ("results_final_on", "calibrate_until")),
    (Text("反馈", "Feed back"), ("feedback_until", "letter_on")),
    (Text("申诉", "Appeal"), ("appeal_until",)),
    (Text("结束", "Closed"), ()),
)
_DATES = ("starts_on", "ends_on", "deadline_on", "results_final_on", "letter_on", "appeal_until")
_NEED_DATA = ("deadline_on", "results_final_on", "letter_on")  # overdue when they pass while evidence is missing
_BLANK, _TODAY = Text("未填", "not set"), Text("今天", "today")
_AHEAD = Text('"还有 "&{n}&" 天"', '"in "&{n}&IF({n}=1," day"," days")')
_PAST = Text('"已过 "&{n}&" 天"', '{n}&IF({n}=1," day"," days")&" ago"')
_LATE = Text('"逾期 "&{n}&" 天"', '{n}&IF({n}=1," day"," days")&" overdue"')
_DAY_ZERO = date(1899, 12, 30)
_TITLE_ROW, _NAME_ROW, _STAGE_ROW, _DATE_ROW = 0, 1, 3, 6
_UNTIL_ROW, _DAY_ROW, _REMARK_ROW = _STAGE_ROW + 1, _DATE_ROW + 1, _DATE_ROW + 2
AFTER = _REMARK_ROW + 2  # the first row that is free below
_ENDS = [cell(_UNTIL_ROW, first) for first, _ in BOXES[: len(STAGES) - 1]]


def fill_stage(page: HomePage, *, missing: str) -> None:
    """Write title, stages and dates. missing: the cells with the numbers of what is still missing."""
    _fill_title(page)
    for number in range(len(STAGES)):
        _fill_stage(page, number)
    for columns, key in zip(BOXES, _DATES, strict=True):
        _fill_date(page, columns, key=key, missing=missing if key in _NEED_DATA else "")
    for row, points in ((_STAGE_ROW, 24), (_UNTIL_ROW, 16), (_DAY_ROW, 18)):
        page.height(row, points)
    for row in (_STAGE_ROW - 1, _DATE_ROW - 1, AFTER - 1):
        page.height(row, SPACE)


def _fill_title(page: HomePage) -> None:
    language, formats = page.language, page.formats
    page.worksheet.write_string(
        _TITLE_ROW, FIRST, _TITLE(language), formats(bold=True, font_size=20, font_color=NAVY)
    )
    names = [_spoken_formula(page.setting_cell(key), language) for key in ("company", "name")]
    both = f'{names[0]}&IF(AND(LEN({names[0]})>0,LEN({names[1]})>0)," · ","")&{names[1]}'
    words = [spoken(shown_text(page.settings.get(key)), language) for key in ("company", "name")]
    shown = " · ".join(word for word in words if word) or _FILL_IN(language)
    formula = f'=IF(LEN({both})=0,"{_FILL_IN(language)}",{both})'
    page.worksheet.write_formula(_NAME_ROW, FIRST, formula, formats(font_size=12, font_color=QUIET), shown)
    stages = ",".join(f'"{name(language)}"' for name, _ in STAGES)
    formula = f'=IF({_no_dates()},"","{_NOW(language)}"&CHOOSE({_stage_number()},{stages}))'
    look = formats(bold=True, font_size=14, font_color=NAVY, align="right")
    page.formula(_TITLE_ROW, (LAST - 4, LAST), formula, look, "")
    page.height(_TITLE_ROW, 36)
    page.height(_NAME_ROW, 20)


def _spoken_formula(place: str, language: str) -> str:
    """In Excel's words what perfxl.language.spoken does: one side of `超出目标 | Above target`, or all of it."""
    sign = f'FIND(" | ",{place})'
    side = f"MID({place},{sign}+3,LEN({place}))" if language == "en" else f"LEFT({place},{sign}-1)"
    return f'IFERROR(TRIM({side}),{place}&"")'


def _no_dates() -> str:
    return f"COUNT({','.join(_ENDS)})=0"


def _stage_number() -> str:
    """1 for the first stage; one more than the last stage whose last day is over."""
    over = (f"ISNUMBER({end})*(TODAY()>{end})*{number}" for number, end in enumerate(_ENDS, start=1))
    return f"1+MAX({','.join(over)})"


def _fill_stage(page: HomePage, number: int) -> None:
    """The name of a stage over its last day; dark blue if it is the current one, light blue if it is over."""
    (name, settings), columns = STAGES[number], BOXES[number]
    edge: dict[str, object] = {"left": 2, "right": 2, "left_color": "#FFFFFF", "right_color": "#FFFFFF"}
    box: dict[str, object] = {"bg_color": PALE, "font_color": QUIET, "align": "center", **edge}
    page.text(_STAGE_ROW, columns, name(page.language), page.formats(font_size=12, **box))
    look = page.formats(font_size=9, num_format=f'"{_UNTIL(page.language)}"yyyy-mm-dd', **box)
    formula, value = '""', None
    for key in reversed(settings):
        place = page.setting_cell(key)
        formula, value = f"IF(ISNUMBER({place}),{place},{formula})", page.settings.get(key) or value
    page.formula(_UNTIL_ROW, columns, f"={formula}", look, _serial(value))
    current = page.formats.mark(bg_color=NAVY, font_color="#FFFFFF", bold=True)
    over = page.formats.mark(bg_color=SKY, font_color=NAVY)
    for sign, mark in (("=", current), (">", over)):
        rule = f"=AND(NOT({_no_dates()}),{_stage_number()}{sign}{number + 1})"
        cells = (_STAGE_ROW, columns[0], _UNTIL_ROW, columns[1])
        page.worksheet.conditional_format(*cells, {"type": "formula", "criteria": rule, "format": mark})


def _fill_date(page: HomePage, columns: tuple[int, int], *, key: str, missing: str) -> None:
    """Label, date, and how far away it is, which only Excel can say; red if overdue, amber if due within a week."""
    language = page.language
    edge: dict[str, object] = {"align": "center", "left": 1, "right": 1, "left_color": LINE, "right_color": LINE}
    small: dict[str, object] = {"font_color": QUIET, "font_size": 9, **edge}
    label = sheet_of("cycle").column(key).title(language)
    page.text(_DATE_ROW, columns, label, page.formats(top=1, top_color=LINE, **small))
    place, day = page.setting_cell(key), cell(_DAY_ROW, columns[0])
    look = page.formats(bold=True, num_format="yyyy-mm-dd", **edge)
    page.formula(_DAY_ROW, columns, f'=IF(ISNUMBER({place}),{place},"")', look, _serial(page.settings.get(key)))
    look = page.formats(bottom=1, bottom_color=LINE, **small)
    page.formula(_REMARK_ROW, columns, _remark(day, language, missing=missing), look, "")
    late = f"=AND(ISNUMBER({day}),{day}<TODAY(),SUM({missing})>0)" if missing else ""
    soon = f"=AND(ISNUMBER({day}),{day}>=TODAY(),{day}<=TODAY()+7)"
    for rule, mark in ((late, {"bg_color": ROSE, "font_color": RED, "bold": True}), (soon, {"bg_color": AMBER})):
        if rule:
            marked = {"type": "formula", "criteria": rule, "format": page.formats.mark(**mark)}
            page.worksheet.conditional_format(_DATE_ROW, columns[0], _REMARK_ROW, columns[1], marked)


def _serial(day: Typed) -> int | str:
    """A date as Excel keeps it, in days; '' for anything else."""
    return (day - _DAY_ZERO).days if isinstance(day, date) else ""


def _remark(day: str, language: str, *, missing: str) -> str:
    past = _PAST(language).format(n=f"(TODAY()-{day})")
    if missing:
        past = f"IF(SUM({missing})>0,{_LATE(language).format(n=f'(TODAY()-{day})')},{past})"
    ahead = _AHEAD(language).format(n=f"({day}-TODAY())")
    told = f'IF({day}=TODAY(),"{_TODAY(language)}",IF({day}>TODAY(),{ahead},{past}))'
    return f'=IF(ISNUMBER({day}),{told},"{_BLANK(language)}")'
