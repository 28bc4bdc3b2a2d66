"""PX41x and PX65x: what a review of the whole cycle observes. Observations to look into, never accusations."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class RatersNotSeparable(Finding):
    code = "PX410"
    severity = NOTE
    title = Text("评价人与被评价人无法区分", "Raters and the people they rate cannot be separated")
    fact = Text(
        "{role}中{why}，无法判断分数高低是由人还是由评价人造成的，因此不作调整。",
        "In the {role} {why}; whether a score is high because of the person or the rater cannot be told, so nothing is "
        "adjusted.",
    )
    remedy = Text(
        "下次请让评价人之间有共同评价的人：每人至少两位评价人，且各组之间有人相互连接。",
        "Next time let raters share people: two raters or more for each person, and some who link the groups.",
    )
    role: Text
    why: Text


class HiddenDifference(Finding):
    code = "PX651"
    severity = WARNING
    title = Text("总体看不出的组间差异", "A difference that the overall figures hide")
    fact = Text(
        "按{by}看，“{group}”在同一部门内比其他人平均低 {points} 分，但总体比较看不出来（辛普森悖论）。",
        "By {by}, “{group}” scores {points} points lower than others of the same department, which the overall "
        "comparison does not show (Simpson's paradox).",
    )
    remedy = Text(
        "请逐个部门查看这一组的指标、目标和评价；差异本身不说明原因。",
        "Look at the KPIs, targets and ratings of this group department by department; a difference does not say why.",
    )
    by: Text
    group: str
    points: float


class FourFifths(Finding):
    code = "PX652"
    severity = WARNING
    title = Text("高等级比例不足最高组的五分之四", "A group's share of good grades is below four fifths of the highest")
    fact = Text(
        "按{by}看，“{group}”获得 {grade} 及以上的比例为 {rate}%，只有最高组的 {ratio}%，且不像是偶然。",
        "By {by}, {rate}% of “{group}” have grade {grade} or better, {ratio}% of the highest group's share, and chance "
        "does not explain it.",
    )
    remedy = Text(
        "请核对标准和评价对这一组是否合适，并记录原因；比例低本身不等于不公平。",
        "Check that standards and ratings suit this group, and record the reason; a low share alone is no proof.",
    )
    by: Text
    group: str
    grade: str
    rate: float
    ratio: float
