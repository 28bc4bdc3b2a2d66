"""What the commands about mappings say in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.stated import WORDS
from perfxl.language import Text
from perfxl.reports.findings import print_findings
from perfxl.terminal import as_it_is, copyable, paragraph, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.mapping import Proposed, SheetOfForm, Tried, Value

_NEXT = Text(
    "下一步：打开核对，改正后填写 confirmed_by 和 confirmed_on；perfxl mapping try {file} --mapping {mapping} 显示会读到什么",
    "Next: open it, check every line, fill in confirmed_by and confirmed_on; perfxl mapping try {file} --mapping {mapping} "
    "shows what would be read",
)


def print_proposed(made: "Proposed", language: str, *, file: Path) -> None:
    """Where the proposal is, how sure it is, what to do next."""
    copyable(Text("已写出建议 {path}", "A proposal stands in {path}"), language, path=made.path)
    alike = Text(
        "认出 {named} 处，其中 {doubtful} 处只是相似，请特别核对。",
        "{named} things were recognised, {doubtful} of them are only alike.",
    )
    known = Text("认出 {named} 处，都是认识的写法。", "{named} things were recognised, all by known words.")
    say(alike if made.doubtful else known, language, named=made.named, doubtful=made.doubtful)
    copyable(_NEXT, language, file=typed(file), mapping=typed(made.path))


def print_tried(tried: "Tried", language: str) -> None:
    """Every row that would be read, each value with its cell; stated totals; findings; whether it is in use."""
    for sheet in tried.sheets:
        _print_sheet(sheet, language)
    for one in tried.mapped.stated:
        words = WORDS[one.what](language)
        copyable(Text("表单写明 {whose} {what}：{stated}  {place}", "The form states {what} of {whose}: {stated}  {place}"), language,
                 whose=one.employee_id, what=words, stated=one.text, place=one.place)  # fmt: skip
    if tried.mapped.stated:
        as_it_is("")
    print_findings(tried.findings, language, all_of_them=True)
    if not tried.fits and tried.mapped.usable:
        say(Text("这个文件不符合映射的 [match]，汇总时不会用它。", "The file does not fit [match]; consolidate would not use this mapping."),
            language, style="yellow")  # fmt: skip
    if tried.confirmed:
        say(Text("映射已确认，汇总时使用。", "The mapping is confirmed and used."), language)
    else:
        say(Text("映射尚未确认，汇总时不会使用；核对后请填写 confirmed_by 和 confirmed_on。",
                 "The mapping is not confirmed, so it is not used; fill in confirmed_by and confirmed_on when it is right."),
            language, style="yellow")  # fmt: skip


def _print_sheet(sheet: "SheetOfForm", language: str) -> None:
    title = sheet_of(sheet.key).title(language)
    paragraph(Text(f"{title}：{len(sheet.rows)} 行", f"{title}: {len(sheet.rows)} rows")(language), style="bold")
    rows = [[_shown(one) for one in row] for row in sheet.rows]
    print_table([head(language) for head in sheet.titles], rows)


def _shown(one: "Value") -> str:
    """The value and its cell: 90 [F9]."""
    return f"{one.shown} [{one.cell}]" if one.cell else one.shown
