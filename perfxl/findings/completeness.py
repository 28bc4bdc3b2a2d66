"""PX2xx: evidence that is missing, not applicable, or not counted."""

from perfxl.findings.about_component import AboutComponent
from perfxl.findings.base import BLOCKER, WARNING, Finding
from perfxl.language import Text


class ActualMissing(Finding):
    code = "PX201"
    severity = BLOCKER
    title = Text("缺少实际值", "The actual is missing")
    fact = Text("{employee_id} 的指标“{item}”没有实际值。", "The KPI “{item}” of {employee_id} has no actual.")
    remedy = Text(
        "请数据提供人填写；若不适用，请在“不适用原因”中说明。",
        "Ask its owner to fill it in; if it does not apply, say why in “Not applicable because”.",
    )


class NotApplicableWithoutReason(Finding):
    code = "PX202"
    severity = BLOCKER
    title = Text("不适用但未说明原因", "Not applicable, but no reason is given")
    fact = Text(
        "{employee_id} 的指标“{item}”填了“{written}”，但没有不适用原因。",
        "The KPI “{item}” of {employee_id} says “{written}” without a reason.",
    )
    remedy = Text("请填写“不适用原因”，或填写实际值。", "Give the reason in “Not applicable because”, or the actual.")
    written: str


class NotApplicableHolds(Finding):
    code = "PX203"
    severity = BLOCKER
    title = Text("方案不允许指标不适用", "The scheme does not let a KPI be left out")
    fact = Text(
        "{employee_id} 的指标“{item}”不适用，而方案“{scheme}”的缺失处理不是重新分配权重。",
        "The KPI “{item}” of {employee_id} does not apply, but scheme “{scheme}” does not renormalise.",
    )
    remedy = Text(
        "请改换指标，或在“处理”中接受，其权重将分配给其余指标。",
        "Replace the KPI, or accept this in Decisions: its weight then goes to the other KPIs.",
    )
    scheme: str


class CoverageBelowFloor(Finding):
    code = "PX204"
    severity = BLOCKER
    title = Text("适用的指标太少", "Too few KPIs apply")
    fact = Text(
        "{employee_id} 适用指标的权重只占 {share}%，低于最低完整度 {floor}%。",
        "Only {share} % of the KPI weight of {employee_id} applies, less than the floor of {floor} %.",
    )
    remedy = Text("请补充适用的指标，或在“处理”中接受。", "Add KPIs that apply, or accept this in Decisions.")
    share: float
    floor: float


class RatingsMissing(AboutComponent):
    code = "PX205"
    severity = BLOCKER
    title = Text("评价人数不足", "Too few ratings")
    fact = Text(
        "{employee_id} 的“{item}”评价只有 {count} 人有效，至少需要 {needed} 人。",
        "{employee_id} has {count} valid ratings by “{item}”, {needed} are needed.",
    )
    remedy = Text("请催收评价：{owed}。", "Ask for the ratings that are owed: {owed}.")
    count: int
    needed: int
    owed: Text


class RatingOwed(AboutComponent):
    code = "PX206"
    severity = WARNING
    title = Text("尚欠评价", "A rating is still owed")
    fact = Text("{rater_id} 尚未评价 {employee_id}（{item}）。", "{rater_id} has not rated {employee_id} yet ({item}).")
    remedy = Text("请评价人填写，或填写回避原因。", "Ask the rater, or enter why the rater is recused.")
    rater_id: str


class DimensionMissing(AboutComponent):
    code = "PX207"
    severity = WARNING
    title = Text("评价缺少维度", "A rating lacks a dimension")
    fact = Text(
        "{rater_id} 对 {employee_id} 的评价缺少：{missing}，未计入。",
        "The rating of {employee_id} by {rater_id} lacks {missing} and does not count.",
    )
    remedy = Text("请评价人补齐所有维度。", "Ask the rater to fill in every dimension.")
    rater_id: str
    missing: Text


class GoalActualMissing(Finding):
    code = "PX208"
    severity = BLOCKER
    title = Text("部门目标缺少实际值", "A department goal has no actual")
    fact = Text("{department} 的目标“{item}”没有实际值。", "The goal “{item}” of {department} has no actual.")
    remedy = Text("请负责人填写实际值。", "Ask its owner to fill it in.")
    department: str


class MissingCountsZero(AboutComponent):
    code = "PX209"
    severity = WARNING
    title = Text("逾期未交，按零分计", "Missing after the deadline: counted as zero")
    fact = Text(
        "{employee_id} 的“{item}”在截止日 {deadline} 后仍缺失，按方案计零分（判断日 {as_of}）。",
        "“{item}” of {employee_id} is still missing after {deadline}; the scheme counts it as zero (as of {as_of}).",
    )
    remedy = Text("若能补齐，请尽快填写并重新计算。", "If it can still be supplied, fill it in and score again.")
    deadline: str
    as_of: str


class ActualBesideReason(Finding):
    code = "PX210"
    severity = WARNING
    title = Text("不适用的指标有实际值", "An actual stands beside “not applicable”")
    fact = Text(
        "{employee_id} 的指标“{item}”填了不适用原因，其实际值未计入。",
        "The KPI “{item}” of {employee_id} is marked not applicable; its actual does not count.",
    )
    remedy = Text("请删去其中一个。", "Delete one of the two.")


class NoKpis(Finding):
    code = "PX211"
    severity = BLOCKER
    title = Text("没有指标", "No KPIs")
    fact = Text(
        "{employee_id} 的方案“{scheme}”含指标部分，但没有任何指标。",
        "Scheme “{scheme}” of {employee_id} has a KPI component, but there are no KPIs.",
    )
    remedy = Text("请在“指标”表中添加，权重合计 100%。", "Add KPIs with weights that add up to 100 %.")
    scheme: str


class DepartmentNotScored(Finding):
    code = "PX212"
    severity = BLOCKER
    title = Text("部门得分不可用", "The department has no score")
    fact = Text(
        "{employee_id} 需要部门“{item}”的得分，但其部门目标缺失或有误。",
        "{employee_id} needs the score of department “{item}”, whose goals are missing or wrong.",
    )
    remedy = Text(
        "请补齐该部门的目标：层级为部门，权重合计 100%，有实际值。",
        "Complete the department's goals: level department, weights adding up to 100 %, with actuals.",
    )


class GoalMissing(Finding):
    code = "PX213"
    severity = BLOCKER
    title = Text("部门没有目标", "A department has no goals")
    fact = Text(
        "方案需要部门“{item}”的得分，但没有部门目标。", "Schemes need department “{item}”, but it has no goals."
    )
    remedy = Text("请在“目标”表中添加部门目标。", "Add department goals on the Goals sheet.")
