"""PX4xx: ratings and raters."""

from perfxl.findings.about_component import AboutComponent
from perfxl.findings.base import BLOCKER, NOTE, WARNING
from perfxl.language import Text


class RatingOutsideScale(AboutComponent):
    code = "PX401"
    severity = BLOCKER
    title = Text("评分超出量表", "A rating is outside the scale")
    fact = Text(
        "{rater_id} 给 {employee_id} 的评分 {written} 不在 {lowest} 至 {highest} 之间。",
        "The rating {written} of {employee_id} by {rater_id} is not between {lowest} and {highest}.",
    )
    remedy = Text("请按量表重新评分。", "Rate within the scale.")
    rater_id: str
    written: str
    lowest: float
    highest: float


class RatingWordUnknown(AboutComponent):
    code = "PX402"
    severity = BLOCKER
    title = Text("评分用词不在量表中", "A rating's word is not on the scale")
    fact = Text(
        "{rater_id} 给 {employee_id} 的评分写的是“{written}”，量表没有这个词。",
        "The rating of {employee_id} by {rater_id} says “{written}”, which the scale does not know.",
    )
    remedy = Text("请改为量表上的数或词：{possible}。", "Use a number or word of the scale: {possible}.")
    rater_id: str
    written: str
    possible: Text


class RatingsConflict(AboutComponent):
    code = "PX403"
    severity = BLOCKER
    title = Text("同一评价有两个不同的分", "One rating stands twice with different values")
    fact = Text(
        "{rater_id} 对 {employee_id}（{item}）的评分出现两次且不同（另见 {other}），均未计入。",
        "{rater_id} rated {employee_id} twice as {item} with different values (see {other}); neither counts.",
    )
    remedy = Text("请只保留正确的一个。", "Keep the right one.")
    rater_id: str
    other: str


class RatingRepeated(AboutComponent):
    code = "PX404"
    severity = WARNING
    title = Text("评价重复", "A rating is repeated")
    fact = Text(
        "{rater_id} 对 {employee_id}（{item}）的评价重复，只计一次（另见 {other}）。",
        "The rating of {employee_id} by {rater_id} ({item}) is repeated and counts once (see {other}).",
    )
    remedy = Text("请删去重复的行。", "Delete the repeated row.")
    rater_id: str
    other: str


class DimensionUnknown(AboutComponent):
    code = "PX405"
    severity = BLOCKER
    title = Text("评价维度有误", "The dimension does not fit")
    fact = Text(
        "{rater_id} 对 {employee_id} 的评价写的维度是“{written}”，方案的维度是：{possible}。",
        "The rating of {employee_id} by {rater_id} names dimension “{written}”; the scheme has: {possible}.",
    )
    remedy = Text(
        "请改为方案中的维度；没有维度的方案请留空。", "Use a dimension of the scheme; leave it blank if it has none."
    )
    rater_id: str
    written: str
    possible: Text


class RoleNotInScheme(AboutComponent):
    code = "PX407"
    severity = WARNING
    title = Text("方案不含此评价关系", "The scheme has no such component")
    fact = Text(
        "{rater_id} 以“{item}”评价 {employee_id}，但方案“{scheme}”没有这一部分，未计入。",
        "{rater_id} rated {employee_id} as “{item}”, which scheme “{scheme}” does not count.",
    )
    remedy = Text("请核对评价关系或方案。", "Check the role or the scheme.")
    rater_id: str
    scheme: str


class SelfMismatch(AboutComponent):
    code = "PX408"
    severity = BLOCKER
    title = Text("自评与评价人不符", "Self rating and rater do not fit")
    fact = Text(
        "{rater_id} 以“{item}”评价 {employee_id}：自评只能由本人，其他评价不能由本人。",
        "{rater_id} rated {employee_id} as “{item}”: only oneself rates as self, and nobody rates oneself otherwise.",
    )
    remedy = Text("请改正评价关系或评价人工号。", "Mend the role or the rater's id.")
    rater_id: str


class RecusedRating(AboutComponent):
    code = "PX409"
    severity = NOTE
    title = Text("已回避，评分未计入", "Recused: the rating does not count")
    fact = Text(
        "{rater_id} 对 {employee_id} 填了回避原因，其评分未计入。",
        "{rater_id} is recused from rating {employee_id}; the rating given does not count.",
    )
    remedy = Text("若不回避，请删去回避原因。", "Delete the reason if the rating is to count.")
    rater_id: str
