"""PX5xx: adjustments, moves, decisions and scores; PX6xx: calibration."""

from perfxl.findings.about_component import AboutComponent
from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class ApprovedOverClaimed(Finding):
    code = "PX501"
    severity = BLOCKER
    title = Text("批准分高于申报分", "More is approved than claimed")
    fact = Text(
        "{employee_id} 的“{item}”申报 {claimed} 分，批准 {approved} 分。",
        "“{item}” of {employee_id}: {claimed} points claimed, {approved} approved.",
    )
    remedy = Text("请核对两个分数。", "Check the two numbers.")
    claimed: float
    approved: float


class ApproverMissing(Finding):
    code = "PX502"
    severity = BLOCKER
    title = Text("没有批准人", "There is no approver")
    fact = Text(
        "{employee_id} 的“{item}”有批准分，但没有批准人。",
        "“{item}” of {employee_id} has approved points, but no approver.",
    )
    remedy = Text("请填写批准人工号。", "Fill in who approved it.")


class SelfApproved(Finding):
    code = "PX503"
    severity = BLOCKER
    title = Text("本人批准", "Approved by oneself")
    fact = Text("{employee_id} 的“{item}”由本人批准。", "{employee_id} approved “{item}” personally.")
    remedy = Text("请由他人批准。", "Somebody else has to approve it.")


class PointsUnusable(Finding):
    code = "PX504"
    severity = BLOCKER
    title = Text("加减分不可用", "Points cannot be used")
    fact = Text(
        "{employee_id} 的“{item}”的分数应为不小于 0 的数。",
        "The points of “{item}” ({employee_id}) should be 0 or more.",
    )
    remedy = Text("扣分也填正数。", "Deductions are positive numbers, too.")


class PointsPending(Finding):
    code = "PX505"
    severity = WARNING
    title = Text("加减分待批", "Points are pending")
    fact = Text(
        "{employee_id} 的“{item}”尚未批准，未计入。",
        "“{item}” of {employee_id} is not approved yet and does not count.",
    )
    remedy = Text("请批准人填写批准分。", "Ask the approver to fill in the points.")


class PointsCapped(Finding):
    code = "PX506"
    severity = NOTE
    title = Text("加减分达到上限", "A cap limits the points")
    fact = Text(
        "{employee_id} 的“{item}”为 {points} 分，按上限计 {counted} 分。",
        "“{item}” of {employee_id}: {points} points, {counted} count.",
    )
    remedy = Text("无需处理。", "Nothing to do.")
    points: float
    counted: float


class Vetoed(Finding):
    code = "PX507"
    severity = NOTE
    title = Text("一票否决", "Veto")
    fact = Text(
        "{employee_id} 因“{item}”被否决，等级最高为 {grade}。",
        "{employee_id}: veto for “{item}”; the grade is at best {grade}.",
    )
    remedy = Text("请确认依据充分。", "Make sure that the evidence is sound.")
    grade: str


class AdjustmentRepeated(Finding):
    code = "PX509"
    severity = WARNING
    title = Text("加减分可能重复", "An adjustment may stand twice")
    fact = Text(
        "{employee_id} 的“{item}”与 {other} 完全相同，两次都已计入。",
        "“{item}” of {employee_id} is the same as {other}; both count.",
    )
    remedy = Text("若是重复登记请删去一行；若确有两次请填写不同日期。", "Delete one if it is a repeat; else give them different dates.")
    other: str


class BelowLowestGrade(Finding):
    code = "PX508"
    severity = WARNING
    title = Text("得分低于最低等级", "The score is below the lowest grade")
    fact = Text(
        "{employee_id} 得 {score} 分，低于最低等级的下限 {bound}。",
        "{employee_id} scored {score}, below the lowest bound {bound}.",
    )
    remedy = Text("请把最低等级的下限设为 0。", "Give the lowest grade the lower bound 0.")
    score: float
    bound: float


class AssignmentGap(Finding):
    code = "PX510"
    severity = WARNING
    title = Text("任职有空档", "There is a gap between assignments")
    fact = Text(
        "{employee_id} 从 {start} 到 {end} 没有任职。", "{employee_id} has no assignment from {start} to {end}."
    )
    remedy = Text("若属实无需处理；否则请补上。", "Fine if true; otherwise add it.")
    start: str
    end: str


class AssignmentOverlap(Finding):
    code = "PX511"
    severity = BLOCKER
    title = Text("任职重叠", "Assignments overlap")
    fact = Text(
        "{employee_id} 的任职在 {start} 到 {end} 重叠。",
        "The assignments of {employee_id} overlap from {start} to {end}.",
    )
    remedy = Text("请改正起止日期。", "Mend the dates.")
    start: str
    end: str


class AssignmentUnnamed(Finding):
    code = "PX512"
    severity = BLOCKER
    title = Text("指标未注明任职", "A KPI does not say to which assignment it belongs")
    fact = Text(
        "{employee_id} 有多段任职，指标“{item}”没有任职开始日期。",
        "{employee_id} moved; the KPI “{item}” names no assignment.",
    )
    remedy = Text("请填写“任职开始日期”。", "Fill in “Assignment from”.")


class AssignmentUnknown(AboutComponent):
    code = "PX513"
    severity = BLOCKER
    title = Text("没有这一段任职", "There is no such assignment")
    fact = Text(
        "{employee_id} 没有从 {start} 开始的任职（{item}）。", "{employee_id} has no assignment from {start} ({item})."
    )
    remedy = Text("请与“任职”表的开始日期一致。", "Use a starting date of the Assignments sheet.")
    start: str


class AssignmentOutside(Finding):
    code = "PX514"
    severity = WARNING
    title = Text("任职不在考核期内", "An assignment lies outside the cycle")
    fact = Text(
        "{employee_id} 从 {start} 开始的任职不在考核期内，未计入。",
        "The assignment of {employee_id} from {start} lies outside.",
    )
    remedy = Text("请核对日期。", "Check the dates.")
    start: str


class AssignmentUnusable(Finding):
    code = "PX515"
    severity = BLOCKER
    title = Text("任职日期不可用", "The dates of an assignment cannot be used")
    fact = Text("{employee_id} 没有可用的任职起止日期。", "{employee_id} has no assignment with usable dates.")
    remedy = Text("请填写起止日期，并与考核期相交。", "Give dates that meet the cycle.")


class NotEmployedThen(Finding):
    code = "PX516"
    severity = WARNING
    title = Text("考核期内不在职", "Not employed in the cycle")
    fact = Text(
        "{employee_id} 在考核期结束后入职，或在开始前离职。", "{employee_id} joined after the cycle or left before it."
    )
    remedy = Text(
        "请核对入职、离职日期；不参加考核的请填写免考核原因。",
        "Check the dates; give an exempt reason if the person is not appraised.",
    )


class DecisionApplied(Finding):
    code = "PX520"
    severity = NOTE
    title = Text("已按处理意见执行", "A decision was applied")
    fact = Text(
        "{code_decided}（{item}）：{decision}。理由：{reason}。",
        "{code_decided} ({item}): {decision}. Reason: {reason}.",
    )
    remedy = Text("无需处理。", "Nothing to do.")
    code_decided: str
    decision: Text
    reason: str


class DecisionIncomplete(Finding):
    code = "PX521"
    severity = WARNING
    title = Text("处理意见不完整", "A decision is incomplete")
    fact = Text(
        "对 {code_decided} 的处理缺少：{missing}，未执行。",
        "The decision on {code_decided} lacks {missing}; it was not applied.",
    )
    remedy = Text("请补齐决定、理由、决定人和日期。", "Complete decision, reason, who and when.")
    code_decided: str
    missing: Text


class DecisionUnmatched(Finding):
    code = "PX522"
    severity = WARNING
    title = Text("处理意见没有对应的问题", "A decision fits no finding, or several")
    fact = Text(
        "对 {code_decided} 的处理对应 {count} 个问题，未执行。",
        "The decision on {code_decided} fits {count} findings; not applied.",
    )
    remedy = Text(
        "请写明代码、工号和事项；采用的值必须恰好对应一处。",
        "Name code, person and item; a value needs exactly one place.",
    )
    code_decided: str
    count: int


class DecisionValueUnusable(Finding):
    code = "PX523"
    severity = WARNING
    title = Text("采用值不可用", "The value of a decision cannot be used")
    fact = Text(
        "对 {code_decided} 采用的值“{written}”不能用在该处。",
        "The value “{written}” decided for {code_decided} does not fit there.",
    )
    remedy = Text("请填写该栏可用的值。", "Enter a value that fits that column.")
    code_decided: str
    written: str


class AcceptedWithoutValue(Finding):
    code = "PX524"
    severity = BLOCKER
    title = Text("已接受，但仍无法计分", "Accepted, but there is still nothing to score")
    fact = Text(
        "{employee_id} 的问题已接受，但没有值就无法计分。",
        "The findings of {employee_id} are accepted, but no score can be computed.",
    )
    remedy = Text("请在“处理”中用“采用”给出一个值。", "Give a value with “use” in Decisions.")


class CalibrationUndecided(Finding):
    code = "PX601"
    severity = WARNING
    title = Text("校准未决定", "A calibration is not decided")
    fact = Text(
        "{employee_id} 的校准等级 {grade} 没有决定人、日期或理由，未采用。",
        "The grade {grade} for {employee_id} lacks who, when or why.",
    )
    remedy = Text("请填写理由、决定人和决定日期。", "Fill in reason, who and when.")
    grade: str


class CalibrationGradeUnknown(Finding):
    code = "PX602"
    severity = BLOCKER
    title = Text("校准等级不存在", "The calibrated grade does not exist")
    fact = Text(
        "{employee_id} 的校准等级“{grade}”不在等级表中。",
        "The grade “{grade}” for {employee_id} is not on the Grades sheet.",
    )
    remedy = Text("请改为已有的等级。", "Use a grade that exists.")
    grade: str


class VetoGradeUnknown(Finding):
    code = "PX603"
    severity = BLOCKER
    title = Text("否决等级不存在", "The veto grade does not exist")
    fact = Text("周期表的否决等级“{grade}”不在等级表中。", "The veto grade “{grade}” is not on the Grades sheet.")
    remedy = Text("请改为已有的等级，空白为最低等级。", "Use a grade that exists; blank means the lowest.")
    grade: str
