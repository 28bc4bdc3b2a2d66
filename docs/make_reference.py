"""Makes the reference pages of this folder from the declaration of the sheets and functions and the catalogue of findings.

Run `python docs/make_reference.py` after changing one; a test fails while a page is stale.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import perfxl.findings
from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import Column, FilledBy, Kind, Sheet
from perfxl.cycle.sheets import SHEETS, sheet_of
from perfxl.findings import Finding
from perfxl.language import Text
from perfxl.workbook.entry.functions_guide import GENERAL, GUIDES, FunctionGuide
from perfxl.workbook.entry.guide_sheet import ADVICE
from perfxl.workbook.entry.rule_guide import RULE_GUIDES

_SUFFIXES = {"en": ".md", "zh": ".zh-CN.md"}
_SEVERITIES = {
    "blocker": Text("✖ 阻止", "✖ blocker"),
    "warning": Text("▲ 提醒", "▲ warning"),
    "note": Text("○ 说明", "○ note"),
}
_AREAS = {
    "1": Text("工作簿", "Workbooks"),
    "2": Text("完整度", "Completeness"),
    "3": Text("权重和规则", "Weights and rules"),
    "4": Text("评价和评价人", "Ratings and raters"),
    "5": Text("得分", "Scores"),
    "6": Text("校准和公平", "Calibration and fairness"),
    "7": Text("反馈信", "Letters"),
    "8": Text("申诉", "Appeals"),
    "9": Text("汇总、催办和定时", "Consolidation, reminders and schedules"),
}
_KINDS = {
    Kind.TEXT: Text("文本", "text"),
    Kind.ID: Text("编号（文本）", "id (text)"),
    Kind.NUMBER: Text("数字", "number"),
    Kind.QUANTITY: Text("数字、百分数或用词", "number, percent or words"),
    Kind.PERCENT: Text("百分比", "percent"),
    Kind.DATE: Text("日期", "date"),
    Kind.CHOICE: Text("选项", "choice"),
    Kind.YES_NO: Text("是 / 否", "yes / no"),
}
_FILLERS = {
    FilledBy.HR: Text("人力资源", "HR"),
    FilledBy.DEPARTMENT: Text("部门", "department"),
    FilledBy.RATER: Text("评价人", "rater"),
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {}
    for language, suffix in _SUFFIXES.items():
        made[f"sheets{suffix}"] = _page(_sheets_page(language))
        made[f"findings{suffix}"] = _page(_findings_page(language))
        made[f"functions{suffix}"] = _page(_functions_page(language))
    return made


def catalogue() -> dict[str, type[Finding]]:
    """Every finding by its code, from all modules of perfxl.findings."""
    for module in pkgutil.iter_modules(perfxl.findings.__path__):
        importlib.import_module(f"perfxl.findings.{module.name}")
    return {code: Finding.catalogue[code] for code in sorted(Finding.catalogue) if code.startswith("PX")}


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table."""
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(_cell(text) for text in row) + " |"
    yield ""


def _cell(text: str) -> str:
    """`text` for a cell: what Markdown would take as a tag or a border is escaped, code stays as it is."""
    parts = text.replace("|", r"\|").replace("\n", " ").split("`")
    return "`".join(part if place % 2 else part.replace("<", "&lt;") for place, part in enumerate(parts))


def _sheets_page(language: str) -> Iterator[str]:
    yield Text("# 工作表和列", "# Sheets and columns")(language)
    yield ""
    yield Text(
        "本页由声明自动生成（`python docs/make_reference.py`）。工作表名、列名和选项用中文、英文或键名都能识别，不分大小写；列的次序不限。",
        "This page is made from the declaration (`python docs/make_reference.py`). Names of sheets, columns and choices are "
        "recognised in Chinese, in English and as keys, whatever the case; columns may stand in any order.",
    )(language)
    yield ""
    yield from (f"- {advice(language)}" for advice in ADVICE)
    yield ""
    yield from _overview(language)
    for sheet in SHEETS:
        yield from _sheet_section(sheet, language)
    yield from _rules_section(language)


def _overview(language: str) -> Iterator[str]:
    heads = Text("工作表", "Sheet"), Text("键名", "Key"), Text("内容", "What it holds")
    rows = ((f"[{sheet.title(language)}](#{sheet.key})", f"`{sheet.key}`", sheet.help(language)) for sheet in SHEETS)
    yield from _table((head(language) for head in heads), rows)


def _sheet_section(sheet: Sheet, language: str) -> Iterator[str]:
    other = sheet.title("en" if language == "zh" else "zh")
    yield f'<a id="{sheet.key}"></a>'
    yield ""
    yield f"## {sheet.title(language)} · {other}"
    yield ""
    yield sheet.help(language)
    yield ""
    names = ", ".join(f"`{name}`" for name in sheet.names()[1:])
    yield (
        f"{Text('也可写作', 'Recognised as')(language)}: `{sheet.key}`, {names}"
        if language == "en"
        else f"可识别的表名：`{sheet.key}`、{names.replace(', ', '、')}"
    )
    yield ""
    heads = (
        Text("列", "Column"),
        Text("英文", "Chinese"),
        Text("键名", "Key"),
        Text("类型", "Kind"),
        Text("填写人", "Filled by"),
        Text("说明", "Meaning"),
    )
    yield from _table((head(language) for head in heads), (_column_row(column, language) for column in sheet.columns))


def _column_row(column: Column, language: str) -> tuple[str, ...]:
    star = " \\*" if column.required else ""
    other = column.title("en" if language == "zh" else "zh")
    kind, filler = _KINDS[column.kind](language), _FILLERS[column.filled_by](language)
    return column.title(language) + star, other, f"`{column.key}`", kind, filler, _meaning(column, language)


def _meaning(column: Column, language: str) -> str:
    """Help, choices, range, default and reference in one cell."""
    parts = [column.help(language)]
    if column.choices == RULES:
        parts.append(Text("见[计分规则](#rules)", "see [Rules](#rules)")(language))
    elif column.choices:
        parts.append(" / ".join(f"{choice.title(language)} `{choice.key}`" for choice in column.choices))
    if column.refers_to:
        title = sheet_of(column.refers_to).title(language)
        parts.append(Text("须在“{0}”表中", "as on {0}")(language).format(title))
    if column.low is not None:
        highest = "" if column.high is None else f" … {column.high:g}"
        parts.append(f"{'≥ ' if column.high is None else ''}{column.low:g}{highest}")
    if column.default:
        parts.append(Text("空白即 {0}", "blank: {0}")(language).format(f"`{column.default}`"))
    return Text("；", "; ")(language).join(part for part in parts if part)


def _rules_section(language: str) -> Iterator[str]:
    yield '<a id="rules"></a>'
    yield ""
    yield Text("## 计分规则", "## Rules")(language)
    yield ""
    yield Text(
        "A 是实际值，T 是目标值。得分在 0 和上限（默认 120）之间。",
        "A is the actual, T the target. Points lie between 0 and the cap (120 unless the sheet says otherwise).",
    )(language)
    yield ""
    heads = (
        Text("规则", "Rule"),
        Text("键名", "Key"),
        Text("得分", "Points"),
        Text("需要填写", "What it needs"),
        Text("参数示例", "Example of parameters"),
    )
    rows = []
    for rule in RULES:
        guide = RULE_GUIDES[rule.key]
        example = guide.example(language)
        texts = guide.formula(language), guide.needs(language), f"`{example}`" if example else ""
        rows.append((rule.title(language), f"`{rule.key}`", *texts))
    yield from _table((head(language) for head in heads), rows)


def _findings_page(language: str) -> Iterator[str]:
    yield Text("# 问题一览", "# Findings")(language)
    yield ""
    yield Text(
        "本页由问题目录自动生成（`python docs/make_reference.py`）。✖ 阻止：相关人员暂不计分；▲ 提醒：计分，但请查看；○ 说明：只是告知。"
        "“…”处是具体内容。`perfxl finding PX301` 显示同样的说明。",
        "This page is made from the catalogue (`python docs/make_reference.py`). ✖ blocker: the person is not scored yet; "
        "▲ warning: scored, but look at it; ○ note: for your information. “…” stands for the facts of the case. "
        "`perfxl finding PX301` shows the same.",
    )(language)
    yield ""
    heads = (
        Text("代码", "Code"),
        Text("级别", "Severity"),
        Text("问题", "Finding"),
        Text("事实", "Fact"),
        Text("怎样改正", "Remedy"),
    )
    found = catalogue()
    for digit, area in _AREAS.items():
        codes = [code for code in found if code[2] == digit]
        if codes:
            yield f"## PX{digit}xx {area(language)}"
            yield ""
            yield from _table(
                (head(language) for head in heads), (_finding_row(found[code], language) for code in codes)
            )


def _finding_row(finding: type[Finding], language: str) -> tuple[str, ...]:
    severity = _SEVERITIES[finding.severity](language)
    texts = (_without_facts(text(language)) for text in (finding.title, finding.fact, finding.remedy))
    return f"`{finding.code}`", severity, *texts


def _functions_page(language: str) -> Iterator[str]:
    yield Text("# 工作表函数", "# Worksheet functions")(language)
    yield ""
    yield Text(
        "本页由声明自动生成（`python docs/make_reference.py`）。在周期工作簿（.xlsm）的任何单元格里都可以使用。方括号里的参数可以省略。",
        "This page is made from the declaration (`python docs/make_reference.py`). Use them in any cell of the cycle workbook "
        "(.xlsm). Arguments in brackets may be left out.",
    )(language)
    yield ""
    heads = Text("函数", "Function"), Text("给出什么", "What it gives")
    rows = ((f"[`{guide.call()}`](#{guide.name})", guide.help(language)) for guide in GUIDES.values())
    yield from _table((head(language) for head in heads), rows)
    yield Text("## 先看这些", "## What holds for all of them")(language)
    yield ""
    yield from (f"- {text(language)}" for text in GENERAL)
    yield ""
    for guide in GUIDES.values():
        yield from _function_section(guide, language)


def _function_section(guide: FunctionGuide, language: str) -> Iterator[str]:
    yield f'<a id="{guide.name}"></a>'
    yield ""
    yield f"## {guide.name}"
    yield ""
    yield guide.help(language)
    yield ""
    heads = Text("参数", "Argument"), Text("说明", "Meaning")
    rows = ((f"`[{one.name}]`" if one.optional else f"`{one.name}`", one.help(language)) for one in guide.arguments)
    yield from _table((head(language) for head in heads), rows)
    yield f"{Text('例：', 'Example: ')(language)}`{guide.example}`"
    yield ""
    for note in guide.notes:
        yield f"- {note(language)}"
    if guide.notes:
        yield ""


def _without_facts(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "…", text)


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).resolve().parent / name).write_text(text, encoding="utf-8", newline="\n")
        print(name)
