"""等级把握: whose grade hangs on a hair, so that calibration looks at these people first."""

import numpy as np

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.cycle.sheets import CERTAINTY
from perfxl.language import Text
from perfxl.rules.certainty import SURE
from perfxl.rules.review import Review
from perfxl.workbook.results.words import looked_up, rounded_format
from perfxl.workbook.review.columns import SHARE, WORTH, figures, letter, words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite


def certainty_sheet(review: Review, names: dict[str, str], language: str) -> SheetToWrite:
    """Everybody who has a score, the least certain grade first."""
    shown = rounded_format(review.scores.cycle.settings.rounding_digits)
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        figures("score", "得分", "Score", language, shown),
        letter("grade", "计算等级", "Computed grade", language),
        ColumnToWrite("first", Text("先看", "Look at first")(language), align="center", look_from="look"),
        figures("probability", "等级不变的把握", "Chance of the same grade", language, SHARE),
        letter("other", "另一可能", "Else", language),
        figures("bound", "最近的分数线", "Nearest bound", language, "0.##"),
        figures("distance", "差多少分", "Points from it", language, "+0.00;-0.00;0.00"),
        figures("standard_error", "标准误（分）", "Standard error (points)", language, WORTH),
        figures("measured", "误差已知的评价权重", "Rating weight whose error is known", language, SHARE),
        words(
            "flip", "权重微调能否改变等级", "Would a small shift of weights change it", language, widest=46, wrap=True
        ),
    ]
    table = review.certainty
    flips = dict(zip(review.weights["employee_id"], _flips(review, language), strict=True))
    rows = table.assign(
        name=looked_up(table["employee_id"], names),
        first=np.where(table["borderline"], Text("是", "yes")(language), ""),
        look=np.where(table["borderline"], "warning", "plain"),
        flip=looked_up(table["employee_id"], flips),
    )
    none = Text("没有人已计分。", "Nobody has a score.")(language)
    head = [HeadLine(line(language)) for line in _told(review)]
    title = CERTAINTY(language)
    return SheetToWrite(
        title=title, heading=title, head=head, tables=[TableToWrite(columns, rows, none=none)], frozen=2
    )


def _told(review: Review) -> list[Text]:
    n = int(review.certainty["borderline"].sum())
    return [
        Text(
            f"{n} 人的等级把握不到 {SURE:.0%}，校准时先看他们。",
            f"For {n} people the same grade is less than {SURE:.0%} certain; calibration looks at them first.",
        ),
        Text(
            "把握：换成另一批同样的评价人，等级仍相同的可能。误差来自同一人的几位评价人之间的差别；只有一位评价人的部分看不出误差，实际误差至少这么大。",
            "Certainty: the chance of the same grade with other raters of the same kind. The error comes from how far raters of one "
            "person differ; where there is one rater it cannot be known, so the true error is at least this.",
        ),
        Text(
            f"最后一列：各部分权重增减最多 {review.weight_limit:g} 个百分点（总和仍为 100）时，等级会不会变。",
            f"Last column: whether the grade changes if each weight moves by at most {review.weight_limit:g} percent points "
            "(still 100 in all).",
        ),
    ]


def _flips(review: Review, language: str) -> list[str]:
    found = []
    for line in review.weights.itertuples():
        if not line.can_flip:
            found.append("")
            continue
        moves = "、".join if language == "zh" else ", ".join
        parts = moves(f"{title_of(key, COMPONENTS, language)} {move:+.2f}" for key, move in line.shift.items())
        found.append(Text(f"会成为 {line.to}：{parts}", f"becomes {line.to}: {parts}")(language))
    return found
