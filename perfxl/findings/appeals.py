"""PX8xx: appeals."""

from typing import TypedDict

from perfxl.findings.base import NOTE, WARNING, Finding
from perfxl.language import Text


class Raised(TypedDict):
    """Which appeal a finding is about, as keyword arguments of the finding."""

    employee_id: str
    item: str
    appeal_id: str


class AppealApplied(Finding):
    code = "PX801"
    severity = NOTE
    title = Text("申诉更正已计入", "A correction after an appeal counts")
    fact = Text(
        "申诉 {appeal_id}：{employee_id} 的“{item}”由 {before} 更正为 {after}（{where}）。理由：{decision}。",
        "Appeal {appeal_id}: “{item}” of {employee_id} was {before} and is now {after} ({where}). Reason: {decision}.",
    )
    remedy = Text("无需处理；得分已按更正值计算。", "Nothing to do; the score uses the corrected value.")
    appeal_id: str
    before: str
    after: str
    where: str
    decision: str


class AppealIncomplete(Finding):
    code = "PX802"
    severity = WARNING
    title = Text("申诉更正缺少决定", "A correction lacks its decision")
    fact = Text(
        "申诉 {appeal_id} 有更正值，但没有填写：{missing}；更正未计入。",
        "Appeal {appeal_id} has a corrected value, but lacks: {missing}; it does not count.",
    )
    remedy = Text("请补上处理结果、决定人和决定日期。", "Fill in the decision, who decided and when.")
    appeal_id: str
    missing: Text


class AppealUnmatched(Finding):
    code = "PX803"
    severity = WARNING
    title = Text("申诉事项对不上", "The item of an appeal cannot be found")
    fact = Text(
        "申诉 {appeal_id} 的事项“{item}”在 {employee_id} 的指标、评价、加减分和部门目标中对上 {count} 处；更正未计入。",
        "Appeal {appeal_id}: “{item}” names {count} cells among the KPIs, ratings, adjustments and department goals of "
        "{employee_id}; the correction does not count.",
    )
    remedy = Text(
        "请写指标名、加减分事项、目标编号，或“评价人工号 维度”；要恰好对上一处。",
        "Write a KPI's name, an adjustment's item, a goal's id, or “rater's id dimension”, so that one cell is meant.",
    )
    appeal_id: str
    count: int


class AppealValueUnusable(Finding):
    code = "PX804"
    severity = WARNING
    title = Text("申诉更正值不可用", "A corrected value cannot be used")
    fact = Text(
        "申诉 {appeal_id} 的更正值“{written}”不能用于“{item}”；更正未计入。",
        "Appeal {appeal_id}: the corrected value “{written}” does not fit “{item}”; it does not count.",
    )
    remedy = Text("请按该格的写法填写更正值。", "Write the value as that cell takes it.")
    appeal_id: str
    written: str


class AppealLate(Finding):
    code = "PX805"
    severity = WARNING
    title = Text("申诉超过期限", "An appeal was raised late")
    fact = Text(
        "申诉 {appeal_id} 于 {raised_on} 提出，期限为 {until}。",
        "Appeal {appeal_id} was raised on {raised_on}; appeals ended on {until}.",
    )
    remedy = Text("是否受理请在处理结果中写明。", "Say in the decision whether it is heard.")
    appeal_id: str
    raised_on: str
    until: str


class AppealOpen(Finding):
    code = "PX806"
    severity = WARNING
    title = Text("申诉尚未处理", "An appeal is not decided")
    fact = Text(
        "申诉 {appeal_id}（{employee_id}“{item}”）已提出 {workdays} 个工作日，尚无处理结果；应在 {due} 前答复。",
        "Appeal {appeal_id} ({employee_id}, “{item}”) has waited {workdays} working days for a decision, due by {due}.",
    )
    remedy = Text("请填写处理结果、决定人和决定日期。", "Fill in the decision, who decided and when.")
    appeal_id: str
    workdays: int
    due: str


class AppealTwice(Finding):
    code = "PX807"
    severity = WARNING
    title = Text("同一事项有两次更正", "One cell is corrected twice")
    fact = Text(
        "申诉 {appeal_id} 与申诉 {first} 更正同一格（{where}）；只计入 {first}。",
        "Appeals {appeal_id} and {first} correct the same cell ({where}); only {first} counts.",
    )
    remedy = Text("请保留一个更正值。", "Keep one of the two corrected values.")
    appeal_id: str
    first: str
    where: str


class ChangedAfterFinal(Finding):
    code = "PX810"
    severity = WARNING
    title = Text("结果定稿后数据改动", "Evidence changed after results were final")
    fact = Text(
        "{employee_id}，{what_changed}：{on} 定稿时为 {before}，现为 {after}；得分仍按定稿时计算。",
        "{employee_id}, {what_changed}: {before} when results became final on {on}, now {after}; the score stays as it was.",
    )
    remedy = Text(
        "请改回；确有错误的，请登记申诉，由处理结果更正。",
        "Change it back; where there was a mistake, enter an appeal, and its decision corrects it.",
    )
    what_changed: Text
    before: Text
    after: Text
    on: str


class RuleChangedAfterFinal(Finding):
    code = "PX811"
    severity = WARNING
    title = Text("结果定稿后标准改动", "A standard changed after results were final")
    fact = Text(
        "{what_changed}：{on} 定稿时为 {before}，现为 {after}；得分仍按定稿时计算。",
        "{what_changed}: {before} when results became final on {on}, now {after}; scores stay as they were.",
    )
    remedy = Text("请改回；新标准用于下一周期。", "Change it back; new standards are for the next cycle.")
    what_changed: Text
    before: Text
    after: Text
    on: str


class FinalNotKept(Finding):
    code = "PX812"
    severity = WARNING
    title = Text("定稿结果尚未保存", "Final results are not kept yet")
    fact = Text(
        "结果已于 {on} 定稿，但还没有保存定稿时的数据；此后的改动无法发现。",
        "Results became final on {on}, but what they came from is not kept yet; changes since cannot be noticed.",
    )
    remedy = Text("请运行 perfxl score 并写出结果（--out），或按“计算得分”。", "Run perfxl score with --out, or press Score.")
    on: str


class FinalOfAnotherDay(Finding):
    code = "PX813"
    severity = WARNING
    title = Text("定稿日期改动", "The day of final results changed")
    fact = Text(
        "已保存的是 {kept} 定稿的结果，“周期”表写的是 {on}；保存的结果没有使用。",
        "The results that are kept became final on {kept}, the Cycle sheet says {on}; what is kept is not used.",
    )
    remedy = Text(
        "请改回日期；确实改期的，请移走 results_final.json 后重新计算得分。",
        "Change the day back; if it was moved on purpose, move results_final.json away and score again.",
    )
    kept: str
    on: str


class FinalUnreadable(Finding):
    code = "PX814"
    severity = WARNING
    title = Text("定稿记录无法读取", "What was kept of the final results cannot be read")
    fact = Text(
        "{item} 已损坏，无法核对定稿后是否有改动。",
        "{item} is damaged; whether anything changed since results were final cannot be told.",
    )
    remedy = Text("请从备份恢复该文件。", "Bring it back from a backup.")


class AppealOverdue(Finding):
    code = "PX815"
    severity = WARNING
    title = Text("申诉逾期未答复", "An appeal is overdue")
    fact = Text(
        "申诉 {appeal_id}（{employee_id}“{item}”）应在 {due} 前答复，已超过 {over} 个工作日。",
        "Appeal {appeal_id} ({employee_id}, “{item}”) was due by {due}, {over} working days ago.",
    )
    remedy = Text("请尽快决定，并告知本人延迟的原因。", "Decide it now, and tell the person why it took longer.")
    appeal_id: str
    due: str
    over: int


class AppealDecidedLate(Finding):
    code = "PX816"
    severity = NOTE
    title = Text("申诉答复晚于期限", "An appeal was decided late")
    fact = Text(
        "申诉 {appeal_id}（{employee_id}“{item}”）应在 {due} 前答复，{decided_on} 才决定。",
        "Appeal {appeal_id} ({employee_id}, “{item}”) was due by {due} and decided on {decided_on}.",
    )
    remedy = Text("无需处理；一览表会列出。", "Nothing to do; the overview shows it.")
    appeal_id: str
    due: str
    decided_on: str


class AppealIdRepeated(Finding):
    code = "PX817"
    severity = WARNING
    title = Text("申诉编号重复", "An appeal id is used twice")
    fact = Text(
        "申诉编号 {appeal_id} 用了不止一次；按编号只能查到第一条。",
        "The appeal id {appeal_id} is used more than once; only the first can be asked for.",
    )
    remedy = Text("请改为不同的编号。", "Give each appeal its own id.")
    appeal_id: str


class AppealUndated(Finding):
    code = "PX818"
    severity = WARNING
    title = Text("申诉没有提出日期", "An appeal has no date")
    fact = Text(
        "申诉 {appeal_id}（{employee_id}“{item}”）没有提出日期，无法判断期限。",
        "Appeal {appeal_id} ({employee_id}, “{item}”) has no date on which it was raised; its deadlines cannot be told.",
    )
    remedy = Text("请填写提出日期。", "Fill in when it was raised.")
    appeal_id: str
