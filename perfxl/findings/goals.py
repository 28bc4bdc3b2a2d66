"""PX35x to PX37x: goals that do not hang together, cannot be checked, or were not agreed on."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class GoalIdRepeated(Finding):
    code = "PX350"
    severity = WARNING
    title = Text("目标编号重复", "A goal id stands twice")
    fact = Text("目标编号 {item} 出现了 {count} 次，下级目标不知跟哪一个。", "The goal id {item} stands {count} times.")
    remedy = Text("请给每个目标一个自己的编号。", "Give every goal an id of its own.")
    count: int


class GoalWithoutParent(Finding):
    code = "PX351"
    severity = WARNING
    title = Text("目标没有上级", "A goal serves no other")
    fact = Text("目标 {item}“{goal}”没有上级目标，也没有说明原因。", "Goal {item} “{goal}” has no parent and does not say why.")
    remedy = Text("请填写“上级目标编号”，或在“无上级原因”中说明。", "Enter the parent's id, or the reason in “No parent because”.")
    goal: str


class GoalParentUnknown(Finding):
    code = "PX352"
    severity = WARNING
    title = Text("上级目标不存在", "The parent is no goal")
    fact = Text("目标 {item} 的上级编号“{parent}”不在目标表中。", "Goal {item} names the parent “{parent}”, which is no goal.")
    remedy = Text("请改正上级目标编号，或补上这个目标。", "Mend the parent's id, or add that goal.")
    parent: str


class GoalCircle(Finding):
    code = "PX353"
    severity = BLOCKER
    title = Text("目标互为上级", "Goals are each other's parents")
    fact = Text("目标绕成了一圈：{circle}。", "These goals go round in a circle: {circle}.")
    remedy = Text("请断开其中一个上级关系。", "Take away one of these parents.")
    circle: str


class GoalParentLower(Finding):
    code = "PX354"
    severity = WARNING
    title = Text("上级目标的层级更低", "The parent is of a lower level")
    fact = Text(
        "{level}目标 {item} 的上级 {parent} 是{parent_level}目标。",
        "Goal {item} is of level {level}, its parent {parent} of level {parent_level}.",
    )
    remedy = Text("上级目标应是同级或更高层级的目标。", "A parent is a goal of the same level or a higher one.")
    level: Text
    parent: str
    parent_level: Text


class TargetsDoNotAddUp(Finding):
    code = "PX355"
    severity = WARNING
    title = Text("下级目标值之和不等于上级", "Targets do not add up to the parent's")
    fact = Text(
        "目标 {item} 的目标值是 {wanted}{unit}，计入它的 {count} 个下级合计 {total}{unit}，相差 {difference}{unit}。",
        "Goal {item} has the target {wanted}{unit}; the {count} goals that add to it make {total}{unit}, a difference of {difference}{unit}.",
    )
    remedy = Text(
        "请调整目标值，补上缺少的下级，或改“计入上级”。", "Change a target, add what is missing, or mend “Adds to parent”."
    )
    wanted: float
    total: float
    difference: float
    count: int
    unit: Text


class TargetCannotBeAdded(Finding):
    code = "PX356"
    severity = WARNING
    title = Text("目标值不能相加", "A target that cannot be added")
    fact = Text(
        "目标 {item} 要计入上级 {parent}，但{why}。", "Goal {item} is to add to its parent {parent}, but {why}."
    )
    remedy = Text("请统一单位并填写目标值，或把“计入上级”改为否。", "Use one unit and fill in the target, or set “Adds to parent” to no.")
    parent: str
    why: Text


class CompanyGoalNotCovered(Finding):
    code = "PX357"
    severity = WARNING
    title = Text("公司目标无人承接", "Nobody serves a company goal")
    fact = Text("没有部门或员工目标支持公司目标 {item}“{goal}”。", "No goal of a department or person serves the company goal {item} “{goal}”.")
    remedy = Text("请分解到部门，或说明由谁直接负责。", "Break it down to departments.")
    goal: str


class GoalIncomplete(Finding):
    code = "PX358"
    severity = WARNING
    title = Text("目标无法检验", "A goal that cannot be checked")
    fact = Text("目标 {item}“{goal}”缺少：{missing}。", "Goal {item} “{goal}” lacks: {missing}.")
    remedy = Text("请补上怎样衡量、达到多少、何时完成。", "Say how it is measured, how much, and by when.")
    goal: str
    missing: Text


class GoalVague(Finding):
    code = "PX359"
    severity = WARNING
    title = Text("目标用词含糊", "Vague words in a goal")
    fact = Text("目标 {item}“{goal}”含有不可检验的词：{words}。", "Goal {item} “{goal}” has words that nobody can check: {words}.")
    remedy = Text("请改写成能判断是否达成的话，写出数字。", "Write what can be judged, with a figure.")
    goal: str
    words: Text


class GoalWithoutOwner(Finding):
    code = "PX360"
    severity = WARNING
    title = Text("目标没有负责人", "A goal without an owner")
    fact = Text("目标 {item}“{goal}”没有负责人。", "Nobody answers for goal {item} “{goal}”.")
    remedy = Text("请填写“负责人工号”。", "Fill in the owner's id.")
    goal: str


class TooManyGoals(Finding):
    code = "PX362"
    severity = WARNING
    title = Text("目标过多", "Too many goals")
    fact = Text("“{whose}”有 {count} 个目标，超过 {most} 个。", "“{whose}” has {count} goals, more than {most}.")
    remedy = Text("请合并或删去次要目标，把权重留给最重要的。", "Merge or drop lesser ones; keep the weight for what matters.")
    whose: Text
    count: int
    most: int


class GoalWeightSmall(Finding):
    code = "PX363"
    severity = WARNING
    title = Text("目标权重过小", "A weight that moves nothing")
    fact = Text("目标 {item}“{goal}”的权重只有 {weight}%，不到 {least}%。", "Goal {item} “{goal}” weighs {weight} %, less than {least} %.")
    remedy = Text("请合并到其他目标，或提高权重。", "Merge it into another goal, or let it weigh more.")
    goal: str
    weight: float
    least: float


class GoalWeightsDoNotAddUp(Finding):
    code = "PX364"
    severity = WARNING
    title = Text("目标权重合计不是 100%", "Goal weights do not add up to 100 %")
    fact = Text("“{whose}”的目标权重合计 {total}%，相差 {difference}。", "The goals of “{whose}” weigh {total} %, a difference of {difference}.")
    remedy = Text("请调整权重，使合计为 100%。", "Make them add up to 100 %.")
    whose: Text
    total: float
    difference: float


class GoalDueOutside(Finding):
    code = "PX365"
    severity = WARNING
    title = Text("完成日期不在周期内", "A due date outside the cycle")
    fact = Text(
        "目标 {item} 的完成日期 {due} 不在周期 {starts} 至 {ends} 内。",
        "Goal {item} is due on {due}, outside the cycle from {starts} to {ends}.",
    )
    remedy = Text("请改正日期，或把目标拆到本周期能完成的部分。", "Mend the date, or set what can be done within the cycle.")
    due: str
    starts: str
    ends: str


class KpiGoalUnknown(Finding):
    code = "PX366"
    severity = WARNING
    title = Text("指标支持的目标不存在", "A KPI serves no known goal")
    fact = Text("{count} 个指标写着目标编号“{item}”，目标表中没有。", "The goal id “{item}” of {count} KPIs is no goal.")
    remedy = Text("请改正编号，或补上这个目标。", "Mend the id, or add that goal.")
    count: int


class GoalNotAgreed(Finding):
    code = "PX370"
    severity = WARNING
    title = Text("目标尚未商定", "A goal is not agreed on")
    fact = Text(
        "计划截止日 {until} 已过，目标 {item}“{goal}”还没有签字。",
        "Planning ended on {until}, and goal {item} “{goal}” is not signed.",
    )
    remedy = Text("请与“{whose}”商定，填写确认人和确认日期。", "Agree with “{whose}”; enter who agreed and when.")
    goal: str
    until: str
    whose: str


class CounterProposal(Finding):
    code = "PX371"
    severity = WARNING
    title = Text("部门另提了建议", "A department proposes something else")
    fact = Text(
        "目标 {item}“{goal}”：下发 {ours}，部门建议 {theirs}（理由：{reason}）。",
        "Goal {item} “{goal}”: proposed {ours}, the department answers {theirs} (reason: {reason}).",
    )
    remedy = Text(
        "请商定：改或不改目标值，然后填写确认人和确认日期。", "Settle it: change the target or keep it, then enter who agreed and when."
    )
    goal: str
    ours: Text
    theirs: Text
    reason: Text


class CounterIncomplete(Finding):
    code = "PX372"
    severity = WARNING
    title = Text("另提的建议不完整", "A counter-proposal lacks something")
    fact = Text("目标 {item} 另提了建议，但没有写{missing}。", "The counter-proposal to goal {item} lacks {missing}.")
    remedy = Text("请部门补上建议的目标值或指标，以及理由。", "Ask the department for the target or KPI that it proposes, and why.")
    missing: Text


class AnswerContradicts(Finding):
    code = "PX373"
    severity = WARNING
    title = Text("部门意见自相矛盾", "An answer contradicts itself")
    fact = Text("目标 {item} 填的是同意，却又写了建议（{theirs}）。", "Goal {item} is accepted, and yet something else is proposed ({theirs}).")
    remedy = Text("请部门改为另提，或删去建议。", "Ask the department: counter-propose, or take the proposal away.")
    theirs: Text


class SignatureIncomplete(Finding):
    code = "PX374"
    severity = WARNING
    title = Text("签字不完整", "Half a signature")
    fact = Text("目标 {item} 缺少{missing}。", "Goal {item} lacks {missing}.")
    remedy = Text("请同时填写确认人和确认日期。", "Enter both who agreed and when.")
    missing: Text


class GoalChangedAfterAgreement(Finding):
    code = "PX375"
    severity = WARNING
    title = Text("商定后又改了目标", "A goal was changed after it was agreed on")
    fact = Text(
        "{agreed_by} 于 {agreed_on} 确认的目标 {item} 已被改动：{changes}。",
        "Goal {item}, agreed on by {agreed_by} on {agreed_on}, was changed: {changes}.",
    )
    remedy = Text(
        "请改回，或重新商定并写上新的确认日期，再公布标准。", "Change it back, or agree anew with a new date and publish the standards."
    )
    agreed_by: str
    agreed_on: str
    changes: Text


class AgreedGoalGone(Finding):
    code = "PX376"
    severity = WARNING
    title = Text("商定的目标不见了", "A goal that was agreed on is gone")
    fact = Text(
        "{agreed_by} 于 {agreed_on} 确认的目标 {item}“{goal}”不在目标表中。",
        "Goal {item} “{goal}”, agreed on by {agreed_by} on {agreed_on}, is no longer on the sheet.",
    )
    remedy = Text("请恢复这一行，或与对方商定取消后重新公布标准。", "Put it back, or agree to drop it and publish the standards.")
    goal: str
    agreed_by: str
    agreed_on: str


class GoalAgreedAnew(Finding):
    code = "PX377"
    severity = NOTE
    title = Text("目标重新商定，尚未公布", "A goal was agreed anew and is not published yet")
    fact = Text(
        "目标 {item} 已重新商定（{agreed_by}，{agreed_on}）：{changes}。",
        "Goal {item} was agreed anew ({agreed_by}, {agreed_on}): {changes}.",
    )
    remedy = Text("请重新公布标准，使历史中有这次改动。", "Publish the standards, so that their history has it.")
    agreed_by: str
    agreed_on: str
    changes: Text


class SignedOverCounter(Finding):
    code = "PX378"
    severity = NOTE
    title = Text("签字的目标与部门的建议不同", "Signed, and not what the department proposed")
    fact = Text(
        "目标 {item} 已签字，按 {ours} 计；部门曾建议 {theirs}。", "Goal {item} is signed at {ours}; the department had proposed {theirs}."
    )
    remedy = Text(
        "若商定的是部门的建议，请改目标值；否则无须处理。", "If the proposal was agreed on, change the target; else nothing is to be done."
    )
    ours: Text
    theirs: Text
