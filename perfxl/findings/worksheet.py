"""What only worksheet functions find: PX191 about the ranges they are given, PX230 about scores that they weight."""

from perfxl.findings.base import BLOCKER, Finding
from perfxl.language import Text


class RangesUnlike(Finding):
    code = "PX191"
    severity = BLOCKER
    title = Text("区域大小不一致", "The ranges do not fit together")
    fact = Text("函数的几个区域行数或列数不一致。", "The ranges of a function differ in rows or columns.")
    remedy = Text(
        "请选同样多的行；权重、表头的个数要与列数相同；下限与等级要一样多。",
        "Choose the same rows in each; as many weights or headers as columns; as many bounds as grades.",
    )


class ScoreMissing(Finding):
    code = "PX230"
    severity = BLOCKER
    title = Text("缺少得分", "A score is missing")
    fact = Text("有一项得分空白，加权得分无法计算。", "One of the scores is blank, so there is no weighted score.")
    remedy = Text(
        "请补齐；空白不是零。PX_BOUNDS 给出可能的最低分和最高分。",
        "Fill it in; a blank is not zero. PX_BOUNDS gives the lowest and highest score still possible.",
    )
