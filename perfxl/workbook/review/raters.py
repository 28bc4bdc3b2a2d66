"""评价人: how strictly each one rates where that can be told, and what the ratings show."""

from perfxl.cycle.choices import ROLES, title_of
from perfxl.cycle.sheets import RATERS
from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.rules.review_words import RATER_FLAGS, RATINGS, SEPARABLE, UNITS
from perfxl.workbook.results.words import looked_up
from perfxl.workbook.review.columns import WORTH, figures, letter, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_QUIET = ("not_separable",)


def raters_sheet(review: Review, names: dict[str, str], language: str) -> SheetToWrite:
    """Raters with something to talk about first; self ratings have a sheet of their own."""
    title = RATERS(language)
    tables = [_raters(review, names, language)]
    return SheetToWrite(title=title, heading=title, head=_head(review, language), tables=tables, frozen=2)


def _head(review: Review, language: str) -> list[HeadLine]:
    lines = [
        Text(
            "严格度：给同样的人打分时比各评价人的平均低多少（正数偏严，负数偏宽），已向平均收缩；“从”“到”是 95% 区间。",
            "Strictness: how much lower than the mean rater this one rates the same people (positive: stricter, negative: "
            "milder), drawn towards the mean; from and to are its 95% interval.",
        ),
        Text(
            "这些是可以谈一谈的情况，不是对任何人的指责；数据分不清的，不作调整。",
            "These are things to talk about, no accusation of anybody; what the data cannot tell is not adjusted.",
        ),
    ]
    for role, how in review.separable.items():
        if role == "self":
            continue
        name = RATINGS[role]
        lines.append(Text(f"{name.zh}：{SEPARABLE[how].zh}。", f"{name.en.capitalize()}: {SEPARABLE[how].en}."))
    return [HeadLine(line(language), look="plain" if i < 2 else "muted") for i, line in enumerate(lines)]


def _raters(review: Review, names: dict[str, str], language: str) -> TableToWrite:
    columns = [
        words("rater_id", "评价人工号", "Rater ID", language),
        words("name", "姓名", "Name", language),
        words("role", "评价关系", "Role", language),
        observations(language, widest=40),
        figures("n", "评价人数", "People rated", language),
        letter("unit", "单位", "Unit", language),
        figures("mean", "平均评分", "Mean rating", language, WORTH),
        figures("sd", "标准差", "Spread (SD)", language, WORTH),
        figures("severity", "严格度", "Strictness", language, "+0.00;-0.00;0.00"),
        figures("severity_low", "从", "From", language, "+0.00;-0.00;0.00"),
        figures("severity_high", "到", "To", language, "+0.00;-0.00;0.00"),
        figures("group", "相连的组", "Linked group", language),
        ColumnToWrite("adjustable", Text("可调整", "Adjustable")(language), align="center"),
    ]
    table = review.raters[review.raters["role"] != "self"].reset_index(drop=True)
    rank = [-len([flag for flag in flags if flag not in _QUIET]) for flags in table["flags"]]
    rows = table.assign(
        rank=rank,
        name=looked_up(table["rater_id"], names),
        role=[title_of(role, ROLES, language) for role in table["role"]],
        unit=[UNITS[unit](language) for unit in table["unit"]],
        adjustable=[Text("是", "yes")(language) if one else Text("否", "no")(language) for one in table["adjustable"]],
        observed=observed(table["flags"], RATER_FLAGS, language),
        look=looks(table["flags"], quiet=_QUIET),
    )
    rows = rows.sort_values("rank", kind="stable", ignore_index=True)
    none = Text("没有评分。", "No ratings.")(language)
    return TableToWrite(columns, rows, none=none, name="perfxl_raters")
