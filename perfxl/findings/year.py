"""PX549 to PX559: what several cycles together leave for a person to look at."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class PeriodMissing(Finding):
    code = "PX550"
    severity = BLOCKER
    title = Text("全年缺一期", "A period of the year is missing")
    fact = Text(
        "{employee_id} 不在“{period}”的员工表里，也没有入职、离职日期说明当时不在职，全年暂缓计分。",
        "{employee_id} is not on the roster of {period}, and no date says that the person was not employed then; the year is held.",
    )
    remedy = Text(
        "请在那一期的员工表加上此人，或在任一期填写入职、离职日期。缺的一期不按 0 分计。",
        "Add the person to that roster, or enter the dates of joining or leaving. A missing period never counts as 0.",
    )
    period: Text


class PeriodNotCounted(Finding):
    code = "PX551"
    severity = NOTE
    title = Text("有一期不计入全年", "A period that does not count for the year")
    fact = Text(
        "“{period}”不计入 {employee_id} 的全年：{told}；其余各期按比例分担其权重。",
        "{period} does not count for {employee_id}: {told}; the other periods share its weight.",
    )
    remedy = Text("若不应如此，请改正那一期的员工表。", "If it should count, correct the roster of that period.")
    period: Text
    told: Text


class PeriodHeld(Finding):
    code = "PX552"
    severity = BLOCKER
    title = Text("有一期暂缓计分", "A period is held")
    fact = Text(
        "{employee_id} 在“{period}”暂缓计分，全年也暂缓，只有上下限。",
        "{employee_id} is held in {period}, so the year is held too, with bounds.",
    )
    remedy = Text("请用 perfxl check 检查那一期，补齐后重做。", "Run perfxl check on that period, mend it, and run this again.")
    period: Text


class PeriodsApart(Finding):
    code = "PX553"
    severity = WARNING
    title = Text("各期之间有空档", "Days between two periods")
    fact = Text(
        "“{before}”和“{after}”之间有 {days} 天不属于任何一期。", "{days} days between {before} and {after} belong to no period."
    )
    remedy = Text("请核对是否漏了一期，或日期填错。", "Check whether a period was left out, or a date is wrong.")
    before: Text
    after: Text
    days: int


class GradesDiffer(Finding):
    code = "PX554"
    severity = NOTE
    title = Text("各期的等级或小数位数不同", "Periods with different grades or digits")
    fact = Text(
        "“{period}”的等级、下限或小数位数与最后一期不同；全年按最后一期。",
        "Grades, bounds or digits of {period} are not those of the last period, which the year uses.",
    )
    remedy = Text("请确认全年应按哪一套等级。", "Make sure which grades the year is to have.")
    period: Text


class VetoInPeriod(Finding):
    code = "PX555"
    severity = WARNING
    title = Text("有一期被一票否决", "A veto in one period")
    fact = Text(
        "{employee_id} 在“{period}”被一票否决；全年等级按分数，没有计入否决。",
        "{employee_id} had a veto in {period}; the year's grade goes by the score and does not include it.",
    )
    remedy = Text("请决定否决是否影响全年等级。", "Decide whether it bears on the year's grade.")
    period: Text


class ToCheckNext(Finding):
    code = "PX556"
    severity = NOTE
    title = Text("新周期里要核对的", "What to check in the next cycle")
    fact = Text("{told}。", "{told}.")
    remedy = Text("请在新工作簿中核对。", "Check it in the new workbook.")
    told: Text


class TargetTooEasy(Finding):
    code = "PX557"
    severity = WARNING
    title = Text("目标偏低", "A target that is too easy")
    fact = Text(
        "{employee_id} 的“{item}”：目标 {aim}，上期实际 {last}；照上期再做一次得 {points} 分，照历年平均得 {mean_points} 分。",
        "“{item}” of {employee_id}: target {aim}, last actual {last}; the same again is worth {points} points, the mean of "
        "earlier years {mean_points}.",
    )
    remedy = Text("请说明理由，或提高目标。", "Give the reason, or raise the target.")
    aim: str
    last: str
    points: float
    mean_points: float


class TargetTooHard(Finding):
    code = "PX558"
    severity = WARNING
    title = Text("目标偏高", "A target that is too hard")
    fact = Text(
        "{employee_id} 的“{item}”：目标 {aim}，历年最好实际 {best}，照此只得 {points} 分。",
        "“{item}” of {employee_id}: target {aim}; the best actual so far, {best}, is worth {points} points only.",
    )
    remedy = Text("请说明靠什么达到，或降低目标。", "Say what will make it possible, or lower the target.")
    aim: str
    best: str
    points: float


class TargetLowered(Finding):
    code = "PX559"
    severity = WARNING
    title = Text("上期超额，目标反而放低", "Exceeded last time, and made easier")
    fact = Text(
        "{employee_id} 的“{item}”：上期目标 {aim_before}、实际 {last}（{points_before} 分），本期目标 {aim}，同样的实际值得 {points} 分。",
        "“{item}” of {employee_id}: last target {aim_before}, actual {last} ({points_before} points); with the target {aim} the same "
        "actual is worth {points}.",
    )
    remedy = Text(
        "请核对是否为了留有余地而压低目标，并写明理由。", "Check whether the target was kept low on purpose, and record the reason."
    )
    aim: str
    aim_before: str
    last: str
    points: float
    points_before: float


class OtherLength(Finding):
    code = "PX549"
    severity = WARNING
    title = Text("两期长短不同", "Cycles of different length")
    fact = Text(
        "“{period}”有 {days} 天，本周期 {own_days} 天；累计数（如收入）不能直接比较。",
        "{period} has {days} days, this cycle {own_days}; totals, such as revenue, cannot be compared as they stand.",
    )
    remedy = Text("请只比较比率类指标，或换用长短相同的周期。", "Compare rates only, or name a cycle of the same length.")
    period: Text
    days: int
    own_days: int
