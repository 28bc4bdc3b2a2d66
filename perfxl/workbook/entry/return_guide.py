"""The first sheet of a workbook to hand out: whose it is, by when, how far it is, and what the words mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfxl.cycle.choices import RULES, title_of
from perfxl.cycle.settings import CycleSettings
from perfxl.language import Text, spoken
from perfxl.workbook.entry.formats import HEADER_FILL, LINE, LINK, QUIET, Formats, row_height
from perfxl.workbook.entry.guide_sheet import GUIDE
from perfxl.workbook.entry.return_forms import Form
from perfxl.workbook.entry.return_marks import DONE, MISSING, WRONG
from perfxl.workbook.entry.return_progress import progress
from perfxl.workbook.entry.return_rows import day_text
from perfxl.workbook.entry.return_sheet import ENTRY, FACT, FIRST
from perfxl.workbook.entry.rule_guide import RULE_GUIDES
from perfxl.workbook.entry.sheet import set_up_page

WIDTHS = (24, 58, 40)
_DEADLINE, _RETURN_TO = Text("最晚交回", "Return by"), Text("交给", "Return to")
_CYCLE, _OFFICE = Text("考核周期", "Cycle"), Text("绩效管理员", "the performance administrator")
_SHEETS = (Text("工作表", "Sheet"), Text("要做什么", "What to do"), Text("进度", "Progress"))
_COLOURS = (
    (ENTRY, Text("请填写，或可以填写", "to fill in, or free to fill in")),
    (MISSING, Text("还没有填", "still missing")),
    (WRONG, Text("写了“—”等却没有原因，或两格只应填一格", "a dash without a reason, or both cells filled")),
    (DONE, Text("这一行已填好", "this row is done")),
    (FACT, Text("已锁定，供核对；有误请告诉绩效管理员", "locked, to check; tell the administrator what is wrong")),
)
_COLOUR_HEAD = Text("颜色", "Colours")
_ADVICE_HEAD = Text("填写要点", "Good to know")
_RULE_HEAD = Text("本表用到的计分规则（A 实际值，T 目标值）", "Rules that are used here (A actual, T target)")
_PEOPLE = (Text("工号", "Employee ID"), Text("姓名", "Name"))
_SCALE_HEAD = Text("评分量表", "Rating scales")


@dataclass(frozen=True)
class GuideFacts:
    """owner: whose workbook it is, as label and text; owner_id: a rater's id, beside it. people: id and name of everybody whom drop-downs offer.

    scales: what each scale says, by its name. advice: what this kind of workbook needs.
    """

    owner: tuple[Text, str]
    settings: CycleSettings
    advice: Sequence[Text]
    people: Sequence[tuple[str, str]] = ()
    scales: Sequence[tuple[str, str]] = ()
    owner_id: str = ""


OWNER_CELL = "$B$2"
IDS, NAMES = "E", "F"  # the list of people stands beside the text, where its length moves nothing
PEOPLE_ROW = 5  # zero-based row of its first line


def list_range(column: str, facts: GuideFacts, language: str) -> str:
    """The cells of one column of the list of people on this sheet."""
    last = PEOPLE_ROW + max(1, len(facts.people))
    return f"='{GUIDE(language)}'!${column}${PEOPLE_ROW + 1}:${column}${last}"


def rules_used(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The keys of the scoring rules of `rows`, in the order of the declaration."""
    used = {row.get("rule") for row in rows}
    return [rule.key for rule in RULES if rule.key in used]


def fill_return_guide(
    worksheet: Any, facts: GuideFacts, forms: Sequence[Form], *, formats: Formats, language: str
) -> None:
    """Write the sheet; its progress cells repeat those of the forms."""
    page = _Page(worksheet, formats, language)
    for number, width in enumerate(WIDTHS):
        worksheet.set_column(number, number, width)
    worksheet.set_row(0, 30)
    worksheet.write_string(0, 0, GUIDE(language), formats(bold=True, font_size=18, font_color=HEADER_FILL))
    _fill_facts(page, facts)
    _fill_forms(page, forms)
    _fill_colours(page)
    page.section(_ADVICE_HEAD, [(f"{n}. {line(language)}", "") for n, line in enumerate(facts.advice, start=1)])
    rules = rules_used([row for form in forms for row in form.rows])
    guides = [(title_of(key, RULES, language), _rule_text(key, language)) for key in rules]
    for head, lines in ((_RULE_HEAD, guides), (_SCALE_HEAD, list(facts.scales))):
        if lines:
            page.section(head, lines, framed=True)
    _fill_people(page, facts)
    worksheet.hide_gridlines(2)
    worksheet.print_area(0, 0, page.row, len(WIDTHS) - 1)
    worksheet.protect("", {"objects": True, "format_columns": True, "format_rows": True})
    set_up_page(worksheet)
    worksheet.fit_to_pages(1, 1)


class _Page:
    """The sheet and the next free row."""

    def __init__(self, worksheet: Any, formats: Formats, language: str) -> None:
        self.worksheet, self.formats, self.language = worksheet, formats, language
        self.row = 1

    def section(self, head: Text, lines: Sequence[tuple[str, str]], *, framed: bool = False) -> None:
        """A blank row, a heading, and lines of two columns; what stands alone may run over both."""
        self.worksheet.write_string(self.row + 1, 0, head(self.language), self.formats(bold=True, font_size=12))
        self.row += 2
        for first, second in lines:
            look = self.formats(text_wrap=True, border=1, border_color=LINE) if framed else self.formats()
            self.worksheet.write_string(self.row, 0, first, look)
            if framed:
                self.worksheet.write_string(self.row, 1, second, look)
                self.worksheet.set_row(self.row, row_height([(first, WIDTHS[0]), (second, WIDTHS[1])]))
            self.row += 1


def _fill_facts(page: _Page, facts: GuideFacts) -> None:
    settings, language = facts.settings, page.language
    company, name, signatory = (
        spoken(text, language) for text in (settings.company, settings.name, settings.signatory)
    )
    lines = (
        (facts.owner[0], facts.owner[1]),
        (_CYCLE, f"{company} {name}".strip()),
        (_DEADLINE, day_text(settings.deadline_on)),
        (_RETURN_TO, signatory or _OFFICE(language)),
    )
    for label, text in lines:
        page.worksheet.write_string(page.row, 0, label(language), page.formats(font_color=QUIET))
        page.worksheet.write_string(page.row, 1, text, page.formats(bold=True))
        page.row += 1
    page.worksheet.write_string(1, 2, facts.owner_id, page.formats(num_format="@", font_color=QUIET))


def _fill_people(page: _Page, facts: GuideFacts) -> None:
    """Ids and names, from which drop-downs choose."""
    if not facts.people:
        return
    page.worksheet.set_column(f"{IDS}:{NAMES}", 14)
    for column, title in enumerate(_PEOPLE, start=4):
        page.worksheet.write_string(PEOPLE_ROW - 1, column, title(page.language), page.formats.header())
    for row, person in enumerate(facts.people, start=PEOPLE_ROW):
        for column, text in enumerate(person, start=4):
            look = page.formats(num_format="@", border=1, border_color=LINE)
            page.worksheet.write_string(row, column, text, look)


def _fill_forms(page: _Page, forms: Sequence[Form]) -> None:
    page.row += 1
    for number, head in enumerate(_SHEETS):
        page.worksheet.write_string(page.row, number, head(page.language), page.formats.header())
    framed: dict[str, object] = {"border": 1, "border_color": LINE, "text_wrap": True}
    link = page.formats(**{**framed, "font_color": LINK, "underline": 1})
    for form in forms:
        page.row += 1
        name, task = form.sheet.title(page.language), form.task(page.language)
        told = progress(form, language=page.language, first=FIRST)
        page.worksheet.write_url(page.row, 0, f"internal:'{name}'!A{FIRST + 1}", link, string=name)
        page.worksheet.write_string(page.row, 1, task, page.formats(**framed))
        page.worksheet.write_formula(page.row, 2, f"='{name}'!$A$3", page.formats(bold=True, **framed), told.value)
        page.worksheet.set_row(page.row, row_height([(task, WIDTHS[1])]) or 20)
    page.row += 1


def _fill_colours(page: _Page) -> None:
    page.section(_COLOUR_HEAD, [])
    for colour, meaning in _COLOURS:
        look = page.formats(bg_color=colour, border=1, border_color=LINE)
        page.worksheet.write_blank(page.row, 0, None, look)
        page.worksheet.write_string(page.row, 1, meaning(page.language), page.formats())
        page.row += 1


def _rule_text(key: str, language: str) -> str:
    guide = RULE_GUIDES[key]
    return Text("{0}。{1}", "{0} ({1})")(language).format(guide.formula(language), guide.needs(language))
