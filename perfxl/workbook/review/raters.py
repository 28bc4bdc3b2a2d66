"""评价人: how strictly each one rates where that can be told, and what the ratings show; what adjusting would change."""

import pandas as pd

from perfxl.cycle.choices import ROLES, title_of
from perfxl.cycle.sheets import RATERS
from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.rules.review_words import RATER_FLAGS, RATINGS, SEPARABLE, UNITS
from perfxl.workbook.results.words import looked_up, rounded_format
from perfxl.workbook.review.columns import WORTH, figures, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_QUIET = ("not_separable",)


def raters_sheet(review: Review, names: dict[str, str], language: str) -> SheetToWrite:
    """Raters with something to talk about first, then the rest; then scores beside adjusted ones; then self ratings."""
    title = RATERS(language)
    tables = [_raters(review, names, language)]
    if len(review.adjusted):
        tables.append(_adjusted(review, names, language))
    if len(review.selves):
        tables.append(_selves(review, names, language))
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
        name = RATINGS[role]
        lines.append(Text(f"{name.zh}：{SEPARABLE[how].zh}。", f"{name.en.capitalize()}: {SEPARABLE[how].en}."))
    return [HeadLine(line(language), look="plain" if i < 2 else "muted") for i, line in enumerate(lines)]


def _raters(review: Review, names: dict[str, str], language: str) -> TableToWrite:
    columns = [
        words("rater_id", "评价人工号", "Rater ID", language),
        words("name", "姓名", "Name", language),
        words("role", "评价关系", "Role", language),
        figures("n", "评价人数", "People rated", language),
        figures("mean", "平均评分", "Mean rating", language, WORTH),
        figures("sd", "标准差", "Spread (SD)", language, WORTH),
        words("unit", "单位", "Unit", language),
        figures("severity", "严格度", "Strictness", language, "+0.00;-0.00;0.00"),
        figures("severity_low", "从", "From", language, "+0.00;-0.00;0.00"),
        figures("severity_high", "到", "To", language, "+0.00;-0.00;0.00"),
        figures("group", "相连的组", "Linked group", language),
        ColumnToWrite("adjustable", Text("可调整", "Adjustable")(language), align="center"),
        observations(language),
    ]
    table = review.raters
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
    return TableToWrite(columns, rows, title=Text("评价人", "Raters")(language), none=none)


def _adjusted(review: Review, names: dict[str, str], language: str) -> TableToWrite:
    shown = rounded_format(review.scores.cycle.settings.rounding_digits)
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        figures("score", "得分", "Score", language, shown),
        words("computed_grade", "计算等级", "Computed grade", language),
        figures("adjusted_score", "若评价人同样严格", "If raters were equally strict", language, shown),
        words("adjusted_grade", "那时的等级", "Grade then", language),
        figures("change", "差", "Difference", language, "+0.00;-0.00;0.00"),
    ]
    rows = review.adjusted.assign(name=looked_up(review.adjusted["employee_id"], names))
    rows = rows.iloc[(-rows["change"].abs()).argsort(kind="stable")].reset_index(drop=True)
    title = Text(
        "若各评价人同样严格（仅供比较，不改变得分）",
        "If all raters were equally strict (for comparison; no score changes)",
    )
    return TableToWrite(columns, rows, title=title(language))


def _selves(review: Review, names: dict[str, str], language: str) -> TableToWrite:
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        figures("own", "自评", "Own rating", language, WORTH),
        figures("others", "他人评价", "Others' rating", language, WORTH),
        figures("gap", "差", "Difference", language, "+0.00;-0.00;0.00"),
        observations(language),
    ]
    keys = {1: ["self_above_others"], -1: ["self_below_others"], 0: list[str]()}
    flags = [keys[int(one)] for one in review.selves["stands_out"]]
    rows: pd.DataFrame = review.selves.assign(
        name=looked_up(review.selves["employee_id"], names),
        observed=observed(flags, RATER_FLAGS, language),
        look=looks(flags),
    ).sort_values("gap", kind="stable", ascending=False, ignore_index=True)
    return TableToWrite(columns, rows, title=Text("自评与他人评价", "Self ratings against others'")(language))
