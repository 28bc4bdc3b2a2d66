"""PX604 to PX64x: calibration, quotas, and scores corrected for how strict raters are."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class CalibratedAgain(Finding):
    code = "PX604"
    severity = WARNING
    title = Text("同一人有多次校准决定", "Somebody was calibrated more than once")
    fact = Text(
        "{employee_id} 有 {count} 行已决定的校准，采用日期最晚的 {grade}（{decided_on}）。",
        "{employee_id} has {count} decided calibrations; the latest counts: {grade} ({decided_on}).",
    )
    remedy = Text("请核对；只保留有效的一行，其余删去。", "Check them; keep the row that holds and delete the others.")
    count: int
    grade: str
    decided_on: str


class CalibrationsContradict(Finding):
    code = "PX605"
    severity = BLOCKER
    title = Text("校准决定互相矛盾", "Calibrations contradict each other")
    fact = Text(
        "{employee_id} 在同一天（{decided_on}）被决定为 {grades}，无法判断以哪个为准，都未采用。",
        "{employee_id} was given {grades} on the same day ({decided_on}); which holds cannot be told, so none counts.",
    )
    remedy = Text("请只保留有效的一行。", "Keep the row that holds and delete the others.")
    decided_on: str
    grades: Text


class CalibratedWithoutScore(Finding):
    code = "PX606"
    severity = WARNING
    title = Text("被校准的人没有得分", "Somebody without a score was calibrated")
    fact = Text(
        "{employee_id} {why}，校准等级 {grade} 没有作用。",
        "{employee_id} {why}; the calibrated grade {grade} has no effect.",
    )
    remedy = Text(
        "请先补齐数据，计分之后再核对这项决定；豁免的人请删去这一行。",
        "Complete the evidence and look at the decision again when there is a score; delete the row of somebody exempt.",
    )
    grade: str
    why: Text


class QuotasUnusable(Finding):
    code = "PX607"
    severity = WARNING
    title = Text("等级比例不成立", "The quotas of the grades do not hold together")
    fact = Text(
        "等级表的比例合计 {total}%，不采用。",
        "The quotas on the Grades sheet add up to {total} %; none is used.",
    )
    remedy = Text(
        "请使合计不超过 100%；每个等级都有比例时须恰好为 100%。",
        "Make them add up to at most 100 %; to exactly 100 % if every grade has one.",
    )
    total: float


class PoolTooSmall(Finding):
    code = "PX608"
    severity = NOTE
    title = Text("人数太少，不按比例提议", "The pool is too small for quotas")
    fact = Text(
        "{pool}只有 {n} 人，少于 {least} 人：名额只是取整的结果，不据此提议任何人的等级。",
        "{pool}: people {n}, fewer than {least}; places are a matter of rounding, so no grade is proposed.",
    )
    remedy = Text(
        "请由校准会议逐人讨论，或把校准范围改为公司。",
        "Let the meeting talk about each person, or make the whole company one pool.",
    )
    pool: Text
    n: int
    least: int


class TieAtTheEdge(Finding):
    code = "PX609"
    severity = WARNING
    title = Text("名额边缘得分相同", "Equal scores at the edge of a quota")
    fact = Text(
        "{pool}的 {people} 在名额边缘不相上下：可能是 {better} 或 {worse}，perfxl 不替人决定。",
        "{pool}: {people} compete for the last places, {better} or {worse}; perfxl does not decide between them.",
    )
    remedy = Text("请由校准会议决定，并在校准表写明理由。", "Let the meeting decide and write the reason on the Calibration sheet.")
    pool: Text
    people: Text
    better: str
    worse: str


class OverQuota(Finding):
    code = "PX610"
    severity = WARNING
    title = Text("等级人数超过名额", "More people than places in a grade")
    fact = Text(
        "{pool}：{grade} 有 {count} 人，名额 {places} 个（含更高等级未用的名额）。",
        "{pool}, grade {grade}: people {count}, places {places} (free ones of better grades included).",
    )
    remedy = Text(
        "请在校准会议上讨论；没有记录的决定，任何等级都不会改变。",
        "Talk about it in the calibration meeting; no grade changes without a recorded decision.",
    )
    pool: Text
    grade: str
    count: int
    places: int


class CalibratedOneself(Finding):
    code = "PX611"
    severity = WARNING
    title = Text("校准由本人决定", "Somebody decided on the own grade")
    fact = Text(
        "{employee_id} 的校准等级 {grade} 由本人决定。", "The grade {grade} of {employee_id} was decided by that person."
    )
    remedy = Text("请由他人决定，并更正决定人。", "Let somebody else decide, and correct who decided.")
    grade: str


class CorrectionNotPublished(Finding):
    code = "PX620"
    severity = WARNING
    title = Text("评价宽严校正没有公布", "The correction of raters was not published")
    fact = Text(
        "周期表要求校正评价人的宽严，但公布的标准没有写明，因此没有校正任何得分。",
        "The Cycle sheet asks to correct for how strict raters are, but the published standards do not say so; no score was "
        "corrected.",
    )
    remedy = Text(
        "请在评价之前公布含有这一条的标准（perfxl publish），或把“评价宽严校正”改为“仅供参考”。",
        "Publish standards that say so before anybody rates (perfxl publish), or set Rater correction to beside.",
    )


class CorrectionRefused(Finding):
    code = "PX621"
    severity = WARNING
    title = Text("评价宽严无法校正", "Ratings cannot be corrected")
    fact = Text(
        "{role}中{why}，分不清宽严与高低，按原样计分。",
        "In the {role} {why}; strictness cannot be told from merit, so they count as they were given.",
    )
    remedy = Text(
        "下次请让每人至少有两位评价人，并让各组之间有人交叉；各方案使用同一量表。",
        "Next time give each person two raters or more, some of whom link the groups, and one scale for all schemes.",
    )
    role: Text
    why: Text
