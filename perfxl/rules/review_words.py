"""What the keys of a review mean, in words for people who are not statisticians."""

from perfxl.cycle.sheets import sheet_of
from perfxl.language import Text

RATER_FLAGS = {
    "severe": Text("对同样的人评分明显低于其他评价人", "rates the same people clearly lower than other raters"),
    "lenient": Text("对同样的人评分明显高于其他评价人", "rates the same people clearly higher than other raters"),
    "central_tendency": Text("评分集中在量表中间", "keeps to the middle of the scale"),
    "range_restriction": Text("评分之间差别很小", "tells people little apart"),
    "halo": Text(
        "同一人各维度的评分几乎相同，而其他评价人给的不同",
        "gives a person nearly the same on every dimension, where other raters differ",
    ),
    "identical_rows": Text("对大多数人给出完全相同的一组评分", "gives most people the very same row of ratings"),
    "recency": Text(
        "沟通记录集中在周期最后四分之一", "talks on record lie nearly all in the last quarter of the cycle"
    ),
    "self_above_others": Text("自评明显高于他人的评价", "rates oneself clearly higher than others do"),
    "self_below_others": Text("自评明显低于他人的评价", "rates oneself clearly lower than others do"),
    "not_separable": Text("无法与被评价人区分，不作调整", "not separable from the people: not adjusted"),
}
KPI_FLAGS = {
    "no_variance": Text("人人得分几乎相同，不区分高低", "everybody gets nearly the same: it tells nobody apart"),
    "ceiling": Text("半数以上的人到达得分上限", "half of the people or more are at the cap"),
    "easy_target": Text("几乎人人大幅超过目标", "nearly everybody is well beyond the target"),
    "redundant": Text("与另一指标几乎同升同降", "goes up and down with another KPI"),
    "against_the_rest": Text("与此人的其他指标反向", "goes against the person's other KPIs"),
    "missing": Text("五分之一以上的人缺数据", "a fifth of the people or more have no evidence"),
}
GROUP_FLAGS = {
    "four_fifths": Text("高等级比例不足最高组的五分之四", "share of good grades below four fifths of the highest"),
    "explained": Text(
        "高等级比例总体低于最高组的五分之四，但在各部门之内没有差别",
        "share of good grades below four fifths of the highest overall, but not within departments",
    ),
    "lower_within": Text("在同一部门内得分较低", "scores lower within the same department"),
    "higher_within": Text("在同一部门内得分较高", "scores higher within the same department"),
    "hidden": Text("总体看不出，分部门才看得出", "shows only within departments, not overall"),
}
SEPARABLE = {
    "whole": Text("可以区分评价人与被评价人", "raters and people can be told apart"),
    "groups": Text(
        "只能在各组之内区分评价人与被评价人，组之间没有共同评价的人",
        "raters and people can be told apart only within groups that share no rated people",
    ),
    "single": Text(
        "无法区分评价人与被评价人：每人只有一位评价人",
        "raters and people cannot be told apart: each person has one rater",
    ),
    "none": Text(
        "无法区分评价人与被评价人：评价人共同评价的人太少",
        "raters and people cannot be told apart: raters share too few people",
    ),
}
RATINGS = {
    "manager": Text("上级评价", "manager ratings"),
    "peer": Text("同事评价", "peer ratings"),
    "self": Text("自评", "self ratings"),
    "subordinate": Text("下属评价", "subordinate ratings"),
    "customer": Text("客户评价", "customer ratings"),
}
UNITS = {"scale": Text("量表分", "scale points"), "points": Text("换算分", "points")}


def column_title(key: str) -> Text:
    """How a roster column is called; years of service for the joining date."""
    if key == "joined_on":
        return Text("司龄（年）", "years of service")
    found = next((column.title for column in sheet_of("employees").columns if column.key == key), Text(key, key))
    return Text(found.zh, found.en[:1].lower() + found.en[1:])


WHY_NOT = {
    "single": Text("每人只有一位评价人", "each person has one rater"),
    "none": Text("评价人共同评价的人太少", "raters share too few people"),
    "groups": Text("评价人分成互不相连的几组", "raters fall into groups that share no people"),
}
