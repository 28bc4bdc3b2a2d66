"""公平: groups compared, departments held apart, small groups not shown; and what it does not prove."""

from perfxl.cycle.sheets import FAIRNESS
from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.rules.review_words import GROUP_FLAGS, column_title
from perfxl.rules.suppression import FEWEST
from perfxl.workbook.review.columns import POINTS, SHARE, WORTH, figures, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite


def groups_sheet(review: Review, language: str) -> SheetToWrite:
    """One row per roster column and group."""
    columns = [
        words("by_title", "按", "By", language),
        words("group", "组", "Group", language),
        figures("n", "人数", "People", language),
        figures("mean", "平均得分", "Mean score", language, POINTS),
        figures("hedges_g", "与其他人的差距（g）", "Distance to others (g)", language, "+0.00;-0.00;0.00"),
        figures("cliffs_delta", "Cliff δ", "Cliff's δ", language, "+0.00;-0.00;0.00"),
        figures(
            "selection_rate", f"{review.selected_from} 及以上", f"{review.selected_from} or better", language, SHARE
        ),
        figures("impact_ratio", "与最高组之比", "Of the highest rate", language, WORTH),
        figures("fisher_p", "偶然的可能（Fisher p）", "Chance (Fisher's p)", language, "0.000"),
        figures("within_difference", "部门内相差（分）", "Within departments (points)", language, "+0.0;-0.0;0.0"),
        figures("within_p", "偶然的可能（p）", "Chance (p)", language, "0.000"),
        figures("mh_odds_ratio", "部门内机会比（MH）", "Odds within departments (MH)", language, WORTH),
        figures("mh_p", "偶然的可能（MH p）", "Chance (MH p)", language, "0.000"),
        observations(language),
    ]
    table = review.groups
    small = Text(
        f"少于 {FEWEST} 人，或可由此推算出这样的小组：不显示",
        f"under {FEWEST} people, or would give such a group away: not shown",
    )
    told = observed(table["flags"], GROUP_FLAGS, language)
    rows = table.assign(
        by_title=[_capital(column_title(by)(language)) for by in table["by"]],
        observed=[small(language) if hidden else text for hidden, text in zip(table["suppressed"], told, strict=True)],
        look=[
            "muted" if hidden else look for hidden, look in zip(table["suppressed"], looks(table["flags"]), strict=True)
        ],
    )
    title, none = FAIRNESS(language), Text("没有可比较的组。", "There are no groups to compare.")(language)
    head = [HeadLine(line(language)) for line in _told(review)]
    return SheetToWrite(
        title=title, heading=title, head=head, tables=[TableToWrite(columns, rows, none=none)], frozen=2
    )


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
            "这里显示的是差别，不是原因：工作内容、司龄、方案不同都可能造成差别。没有提示也不证明公平：人数少时只看得出大的差别。",
            "These are differences, not their reasons: other work, fewer years, another scheme may make them. Nor does silence prove "
            "fairness: with few people only large differences show.",
        ),
    ]
