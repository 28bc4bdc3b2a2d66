"""The words of the results workbook, in both languages."""

from collections.abc import Mapping

import pandas as pd

from perfxl.language import Text

STATUS = {"scored": Text("已计分", "scored"), "held": Text("暂缓计分", "held"), "exempt": Text("免考核", "exempt")}
STATUS_LOOKS = {"scored": "plain", "held": "blocker", "exempt": "muted"}

# The symbol tells the severity apart on a black and white print.
SEVERITY = {
    "blocker": Text("■ 阻止计分", "■ blocks"),
    "warning": Text("▲ 提醒", "▲ warning"),
    "note": Text("● 说明", "● note"),
}
ACCEPTED = Text("○ 已接受", "○ accepted")

KINDS = {
    "kpi": Text("指标", "KPI"),
    "goal": Text("部门目标", "department goal"),
    "rating": Text("评价", "rating"),
    "component": Text("组成部分", "component"),
    "assignment": Text("任职", "assignment"),
    "base": Text("基础分", "base score"),
    "extra": Text("加分", "extra points"),
    "deduct": Text("扣分", "deduction"),
    "extra_total": Text("加分合计", "extra points, total"),
    "deduct_total": Text("扣分合计", "deductions, total"),
    "period": Text("考核期", "period"),
    "score": Text("最终得分", "score"),
}
HOW = {
    "given": Text("", ""),
    "sum": Text("贡献之和", "sum of contributions"),
    "scale": Text("平均后按量表换算", "mean, then by the scale"),
    "capped": Text("合计，不超过上限", "sum, at most the cap"),
    "score": Text("合计，不低于 0，四舍五入", "sum, at least 0, rounded"),
}
NOTES = {
    "missing": Text("缺失", "missing"),
    "refused": Text("不能用于此规则", "the rule cannot use it"),
    "unusable": Text("规则、权重或数据不可用", "rule, weight or evidence unusable"),
    "not_applicable": Text("不适用", "not applicable"),
    "corrected": Text("原评价与宽严校正", "as rated, and the correction for strictness"),
    "zeroed": Text("逾期未交，按 0 分计", "still missing after the deadline: 0 points"),
    "held": Text("暂缓计分", "held"),
    "absent": Text("不在当期员工表", "not on that roster"),
}
SAME, DIFFERENT = Text("一致", "same"), Text("不一致", "differs")
YES, NO = Text("是", "yes"), Text("否", "no")


def worded(values: pd.Series, words: Mapping[str, Text], language: str) -> pd.Series:
    """`values` in words; a value without a word stands as it is."""
    return _replaced(values, {value: words[value](language) if value in words else value for value in values.unique()})


def noted(notes: pd.Series, language: str) -> pd.Series:
    """The trace's notes in words; `not_applicable: 全年未开展` keeps its reason."""
    return _replaced(notes, {note: _noted(note, language) for note in notes.unique()})


def looked_up(ids: pd.Series, found: Mapping[str, str]) -> pd.Series:
    """What is found under each id; '' where nothing is."""
    return _replaced(ids, {one: found.get(one, "") for one in ids.unique()})


def _replaced(values: pd.Series, words: Mapping[str, str]) -> pd.Series:
    return pd.Series([words[value] for value in values.tolist()], index=values.index, dtype=object)


def _noted(note: str, language: str) -> str:
    state, colon, reason = note.partition(": ")
    if state not in NOTES:
        return note
    between = Text("：", ": ")(language) if colon else ""
    return f"{NOTES[state](language)}{between}{reason}"


def yes_no(values: pd.Series, language: str) -> pd.Series:
    """True and False as 是 and 否."""
    return values.astype(bool).map({True: YES(language), False: NO(language)})


def rounded_format(digits: int) -> str:
    """Excel's number format of a score rounded to `digits` decimals."""
    return "0." + "0" * digits if digits else "0"
