"""PX231 to PX239: the process through the year: what is due, talks that did not take place, matters that stay open."""

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class TaskOverdue(Finding):
    code = "PX231"
    severity = WARNING
    title = Text("日程中的任务逾期", "A task of the calendar is overdue")
    fact = Text(
        "“{item}”应在 {due} 前完成，已逾期 {days} 个工作日。", "“{item}” was due on {due}, {days} working days ago, and is not done."
    )
    remedy = Text("完成后填写完成日期；来不及的请改截止日期。", "Fill in when it was done, or set a later date.")
    due: str
    days: int


class TaskUndated(Finding):
    code = "PX232"
    severity = WARNING
    title = Text("日程中的任务没有期限", "A task without a date")
    fact = Text("“{item}”没有截止日期，也没有开始日期和工作日数。", "“{item}” has no due date, and no start with working days either.")
    remedy = Text("请填写截止日期，或开始日期和工作日数。", "Enter the due date, or the start and the working days.")


class StagesOutOfOrder(Finding):
    code = "PX233"
    severity = WARNING
    title = Text("阶段的先后不对", "Stages out of order")
    fact = Text(
        "“{item}”属于“{stage}”，截止 {due}，早于前一阶段“{before}”的 {due_before}。",
        "“{item}” of stage {stage} is due on {due}, before the stage {before} before it ends on {due_before}.",
    )
    remedy = Text("请核对两处日期。", "Check both dates.")
    stage: Text
    before: Text
    due: str
    due_before: str


class TaskOwnerUnknown(Finding):
    code = "PX234"
    severity = WARNING
    title = Text("日程的负责人不在职", "The owner of a task is not there")
    fact = Text("“{item}”的负责人 {owner} 不在员工表里，或已离职。", "{owner}, who owns “{item}”, is not on the roster or has left.")
    remedy = Text("请另定负责人。", "Name somebody else.")
    owner: str


class TalksMissing(Finding):
    code = "PX235"
    severity = WARNING
    title = Text("上级没有按期沟通", "Talks that are missing")
    fact = Text(
        "{manager} 应与 {of} 人按期沟通，其中 {people} 人已过期：{listed}。",
        "{manager} has {of} people to talk to; {people} of them are overdue: {listed}."
    )
    remedy = Text("请安排沟通，并记在“沟通记录”表。", "Arrange the talks, and note them on the Check-ins sheet.")
    manager: str
    people: int
    of: int
    listed: str


class PlannedTalkUnrecorded(Finding):
    code = "PX236"
    severity = NOTE
    title = Text("计划的沟通没有记录", "A planned talk without a record")
    fact = Text(
        "与 {employee_id} 计划在 {on} 沟通，之后没有任何记录。", "A talk with {employee_id} was planned for {on}; nothing is recorded since."
    )
    remedy = Text("谈过了请补记；没谈请另约。", "Record it if it took place, or arrange another.")
    on: str


class MatterOverdue(Finding):
    code = "PX237"
    severity = WARNING
    title = Text("部门提出的事项逾期", "A matter of a department is overdue")
    fact = Text("{department}提出的“{item}”应在 {due} 前答复，还没有办结。", "“{item}”, raised by {department}, was due on {due} and is still open.")
    remedy = Text("请答复部门，填写办结日期和处理结果。", "Answer the department, and enter when it was closed and with what outcome.")
    department: str
    due: str


class MatterUndated(Finding):
    code = "PX238"
    severity = NOTE
    title = Text("事项没有期限或负责人", "A matter without a date or an owner")
    fact = Text("{department}提出的“{item}”没有写期限或负责人。", "“{item}”, raised by {department}, has no due date or no owner.")
    remedy = Text("请定下由谁在何时答复。", "Settle who answers, and by when.")
    department: str


class DueOnHoliday(Finding):
    code = "PX239"
    severity = NOTE
    title = Text("截止日期不是工作日", "Due on a day off")
    fact = Text("“{item}”的截止日期 {due} 不是工作日。", "“{item}” is due on {due}, which is not a working day.")
    remedy = Text("请改为前后的工作日。", "Choose a working day.")
    due: str
