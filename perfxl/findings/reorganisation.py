"""PX540 to PX548: what a comparison of two rosters leaves for a person to decide."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class DatesToFill(Finding):
    code = "PX540"
    severity = WARNING
    title = Text("变动没有生效日期", "Changes without a day")
    fact = Text(
        "{people} 人有变动，但不知道从哪一天生效，日期空着。",
        "{people} people changed, but not from which day; the dates are blank.",
    )
    remedy = Text("请用 --on 给出生效日期，或在表中填写。", "Give the day with --on, or fill it in on the sheets.")
    people: int


class ManagerLeft(Finding):
    code = "PX541"
    severity = WARNING
    title = Text("新名单里的上级已离职", "A manager who has left")
    fact = Text(
        "{employee_id} 在新名单中的上级 {manager} 已离职。",
        "The new roster names {manager} as manager of {employee_id}, who has left.",
    )
    remedy = Text("请核对上级工号，确定由谁评价。", "Check the manager's id and settle who rates this person.")
    manager: str


class DepartmentGone(Finding):
    code = "PX542"
    severity = NOTE
    title = Text("部门不再存在", "A department that is no more")
    fact = Text(
        "部门“{item}”在新名单中没有了：{told}（原有 {people} 人）。",
        "The department “{item}” is not on the new roster: {told} ({people} people before).",
    )
    remedy = Text(
        "请核对，并在“目标”表中改好该部门目标的部门名称。",
        "Check this, and enter the department's new name for its goals on the Goals sheet.",
    )
    told: Text
    people: int


class IdentityOdd(Finding):
    code = "PX543"
    severity = WARNING
    title = Text("工号和姓名对不上", "Id and name do not go together")
    fact = Text("{employee_id}：{told}。", "{employee_id}: {told}.")
    remedy = Text(
        "请核对是否为同一个人；换了工号的，请在新名单中用回原工号，否则其前后记录会分开。",
        "Check whether this is one person; who got a new id has to keep the old one within a cycle, or the records part.",
    )
    told: Text


class StretchWithoutKpis(Finding):
    code = "PX544"
    severity = WARNING
    title = Text("新的一段任职还没有指标", "A new stretch without KPIs")
    fact = Text(
        "{employee_id} 从 {start} 起的一段任职还没有指标。",
        "The stretch of {employee_id} from {start} has no KPIs yet.",
    )
    remedy = Text(
        "请在“指标”表为这一段填写指标，任职开始日期写 {start}，权重合计 100%。",
        "Enter KPIs for it on the KPIs sheet, with assignment from {start} and weights that add up to 100 %.",
    )
    start: str


class RaterLeaves(Finding):
    code = "PX545"
    severity = WARNING
    title = Text("要评价前一段的人离职", "Who rates the first stretch is leaving")
    fact = Text(
        "{rater} 带过 {people} 人，但不在新名单里，之后难以再请其评价：{listed}。",
        "{rater} led {people} people and is not on the new roster; a rating is hard to get afterwards: {listed}.",
    )
    remedy = Text(
        "请在离职前请其评价这些人的前一段，或确定由谁代评。",
        "Get the ratings of that time before the person leaves, or settle who gives them instead.",
    )
    rater: str
    people: int
    listed: str


class SchemeToFill(Finding):
    code = "PX546"
    severity = WARNING
    title = Text("新岗位用哪个考核方案还不清楚", "The scheme of a new position is not known")
    fact = Text(
        "{employee_id} 到了新岗位“{item}”，新名单没有写考核方案。",
        "{employee_id} has a new position “{item}”, and the new roster names no scheme.",
    )
    remedy = Text("请在员工表和任职表填写考核方案。", "Enter the scheme on the roster and on the Assignments sheet.")


class TwoManagersOneStretch(Finding):
    code = "PX547"
    severity = NOTE
    title = Text("同一段任职有两位上级", "Two managers in one stretch")
    fact = Text(
        "{employee_id} 只换了上级：{before} 带 {days_before} 天，{after} 带 {days_after} 天；两人的评价平均计算，不按天数。",
        "{employee_id} changed managers only: {before} for {days_before} days, {after} for {days_after}; their ratings count equally, "
        "not by days.",
    )
    remedy = Text(
        "要按天数计算，请用 --split-managers 分成两段任职；否则不用处理。",
        "To count them by days, use --split-managers, which makes two stretches; otherwise nothing needs doing.",
    )
    before: str
    after: str
    days_before: int
    days_after: int


class LaterAssignment(Finding):
    code = "PX548"
    severity = WARNING
    title = Text("任职表里已有更晚的一段", "The Assignments sheet has a later stretch already")
    fact = Text(
        "{employee_id} 在任职表里已有从 {start} 开始的一段，与新名单的变动冲突，没有提出建议。",
        "{employee_id} has a stretch from {start} on the Assignments sheet already; nothing is proposed for the change.",
    )
    remedy = Text("请核对两处哪个正确。", "Check which of the two is right.")
    start: str
