"""公平: groups compared, departments held apart, small groups not shown; and what it does not prove."""

import pandas as pd

from perfxl.cycle.sheets import FAIRNESS
from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.rules.review_words import GROUP_FLAGS, column_title
from perfxl.rules.suppression import FEWEST
from perfxl.workbook.review.columns import POINTS, SHARE, WORTH, figures, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_SMALL = Text("人数太少，不显示", "too few people: not shown")


def groups_sheet(review: Review, language: str) -> SheetToWrite:
    """One row per roster column and group."""
    table = review.groups
    told = observed(table["flags"], GROUP_FLAGS, language)
    rows = table.assign(
        by_title=[_capital(column_title(by)(language)) for by in table["by"]],
        observed=[_SMALL(language) if hidden else text for hidden, text in zip(table["suppressed"], told, strict=True)],
        look=[_look(hidden, look) for hidden, look in zip(table["suppressed"], looks(table["flags"]), strict=True)],
        place=pd.factorize(table["by"])[0],
    ).sort_values(["place", "suppressed"], kind="stable", ignore_index=True)
    title, none = FAIRNESS(language), Text("没有可比较的组。", "There are no groups to compare.")(language)
    head = [HeadLine(line(language)) for line in _told(review)]
    return SheetToWrite(
        title=title,
        heading=title,
        head=head,
        tables=[TableToWrite(_columns(review, language), rows, none=none)],
        frozen=2,
    )


def _columns(review: Review, language: str) -> list[ColumnToWrite]:
    """What everybody can read first, tests and effect sizes after it."""
    grade = review.selected_from
    return [
        words("by_title", "按", "By", language),
        words("group", "组", "Group", language),
        observations(language, widest=40),
        figures("n", "人数", "People", language),
        figures("mean", "平均得分", "Mean score", language, POINTS),
        figures("within_difference", "部门内相差（分）", "Within departments (points)", language, "+0.0;-0.0;0.0"),
        figures("selection_rate", f"{grade} 及以上", f"{grade} or better", language, SHARE),
        figures("impact_ratio", "与最高组之比", "Of the highest rate", language, WORTH),
        figures("hedges_g", "与其他人的差距（g）", "Distance to others (g)", language, "+0.00;-0.00;0.00"),
        figures("cliffs_delta", "Cliff δ", "Cliff's δ", language, "+0.00;-0.00;0.00"),
        figures("fisher_p", "Fisher p", "Fisher's p", language, "0.000"),
        figures("within_p", "部门内 p", "p within departments", language, "0.000"),
        figures("mh_odds_ratio", "部门内机会比（MH）", "Odds within departments (MH)", language, WORTH),
        figures("mh_p", "MH p", "MH p", language, "0.000"),
    ]


def _look(hidden: bool, look: str) -> str:
    return "muted" if hidden else look


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(review: Review) -> list[Text]:
    grade = review.selected_from
    return [
        Text(
            "每组与其余所有人比较。差距 g：0.2 小，0.5 中，0.8 大；负数表示低于其他人。“部门内”把不同部门分开来比。",
            "Each group against everybody else. Distance g: 0.2 is small, 0.5 medium, 0.8 large; negative is lower. Within "
            "departments compares only people of the same department.",
        ),
        Text(
            f"比例看的是 {grade} 及以上；低于最高组的五分之四（0.80）且不像偶然时才提示。",
            f"The share counts grade {grade} or better; below four fifths (0.80) of the highest is named only where chance does "
            "not explain it.",
        ),
        Text(
            f"少于 {FEWEST} 人的组不显示；由其他组可以推算出这样的小组时，也不显示。p：差别只是偶然的可能。",
            f"Groups under {FEWEST} people are not shown, nor are groups through which they could be worked out. p: how easily chance "
            "makes such a difference.",
        ),
        Text(
            "这里显示的是差别，不是原因：工作内容、司龄、方案不同都可能造成差别。没有提示也不证明公平：人数少时只看得出大的差别。",
            "These are differences, not their reasons: other work, fewer years, another scheme may make them. Nor does silence prove "
            "fairness: with few people only large differences show.",
        ),
    ]
