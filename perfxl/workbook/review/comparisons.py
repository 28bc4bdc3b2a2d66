"""调整对照 and 自评对照: scores beside what equally strict raters would have made of them; self ratings beside others'."""

import pandas as pd

from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.rules.review_words import RATER_FLAGS
from perfxl.workbook.results.words import looked_up, rounded_format
from perfxl.workbook.review.columns import WORTH, figures, letter, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite

_ADJUSTED = Text("调整对照", "Adjusted")
_SELVES = Text("自评对照", "Self ratings")


def comparison_sheets(review: Review, names: dict[str, str], language: str) -> list[SheetToWrite]:
    """Those of the two sheets that have rows."""
    sheets = []
    if len(review.adjusted):
        told = Text(
            "若各评价人同样严格，得分会是多少。仅供比较：得分和等级都没有改变。",
            "What scores would be if all raters were equally strict. For comparison: no score and no grade has changed.",
        )
        sheets.append(_sheet(_ADJUSTED, told, _adjusted(review, names, language), language))
    if len(review.selves):
        told = Text(
            "自评与他人（同一量表）评价的平均相比；明显不同于大家的，面谈时可以问一问。",
            "Self ratings against the mean of others' on the same scale; where the gap is unlike everybody's, ask in the talk.",
        )
        sheets.append(_sheet(_SELVES, told, _selves(review, names, language), language))
    return sheets


def _sheet(title: Text, told: Text, table: TableToWrite, language: str) -> SheetToWrite:
    name = title(language)
    return SheetToWrite(title=name, heading=name, head=[HeadLine(told(language))], tables=[table], frozen=2)


def _adjusted(review: Review, names: dict[str, str], language: str) -> TableToWrite:
    shown = rounded_format(review.scores.cycle.settings.rounding_digits)
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        figures("score", "得分", "Score", language, shown),
        letter("computed_grade", "计算等级", "Computed grade", language),
        figures("adjusted_score", "若评价人同样严格", "If raters were equally strict", language, shown),
        letter("adjusted_grade", "那时的等级", "Grade then", language),
        figures("change", "差", "Difference", language, "+0.00;-0.00;0.00"),
    ]
    rows = review.adjusted.assign(name=looked_up(review.adjusted["employee_id"], names))
    rows = rows.iloc[(-rows["change"].abs()).argsort(kind="stable")].reset_index(drop=True)
    return TableToWrite(columns, rows)


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
    return TableToWrite(columns, rows)
