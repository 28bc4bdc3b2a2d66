"""The sentences of the standards document, for somebody who has never met an appraisal."""

from perfxl.language import Text

PARTS = {
    "kpi": Text("事先约定的业绩指标，用实际值按规则计分", "KPIs agreed beforehand; actuals earn points by rule"),
    "manager": Text("直属上级按量表评分", "the direct manager rates on a scale"),
    "peer": Text("一起工作的同事按量表评分", "colleagues who work with the person rate on a scale"),
    "self": Text("本人按同一量表评分", "the person rates on the same scale"),
    "subordinate": Text("下属按量表评分", "the people who report to the person rate on a scale"),
    "customer": Text("内部或外部客户按量表评分", "customers inside or outside the company rate on a scale"),
    "department": Text("本部门共同目标的得分", "the score of the department's own goals"),
}
MISSING = {
    "block": Text("缺数据时暂缓计分，补齐后再计", "held until the evidence is there"),
    "zero": Text("截止日期后仍缺的，计 0 分", "0 points if still missing after the deadline"),
    "renormalise": Text(
        "确不适用的指标不计，权重按比例分给其余指标；缺数据仍暂缓",
        "KPIs that do not apply leave their weight to the others; missing evidence still holds",
    ),
}
BY_RATERS = {
    "manager": Text("直属上级", "the direct manager"),
    "peer": Text("同事", "peers"),
    "self": Text("本人", "the person"),
    "subordinate": Text("下属", "reports"),
    "customer": Text("客户", "customers"),
}
AT_LEAST = Text("{who}，至少 {n} 人", "{who}, at least {n}")
SCALE = Text("{low} 至 {high}", "{low} to {high}")
LABELS = Text("：{labels}", ": {labels}")
LABEL = Text("{value}＝{word}", "{value} = {word}")
KNOT = Text("{value}＝{points} 分", "{value} is {points} points")
LINEAR = Text("，中间按比例", ", in proportion between")
SUM = Text("例：{terms}＝{total} 分。", "Example: {terms} = {total} points.")
TERM = Text("{title} {points} 分×{weight}", "{title} {points} × {weight}")
PERSONAL = Text("按个人约定", "agreed with each person")
SPREAD = Text("{low} 至 {high}", "{low} to {high}")
AND_ABOVE = Text("{low} 分及以上", "{low} and above")
FROM_TO = Text("{low} 分至不满 {high} 分", "{low} to below {high}")
ROUNDED = Text(
    "综合得分四舍五入到 {digits} 位小数后再定等级；正好达到下限即得该等级。",
    "The score is rounded to {digits} decimals first; a score exactly on a lower bound earns the grade.",
)
QUOTA = Text(
    "{grade} 的人数不超过 {percent}%（按{pool}计算）。名额不够时由校准会议决定，理由写在反馈信中；得分不变。",
    "At most {percent}% of people ({pool}) can have {grade}. Where places do not suffice the calibration meeting decides, and the "
    "letter gives the reason; the score stays.",
)
CORRECTION = Text(
    "评价人的宽严不同：凡能分清的，先校正宽严再计分，校正前后的分数写在反馈信中；分不清的按原样计分。",
    "Raters differ in how strict they are: where this can be told, ratings are corrected for it before they count, and the letter "
    "shows the points before and after; where it cannot, ratings count as they were given.",
)
COEFFICIENT = Text("系数用于计算绩效工资。", "The coefficient is for performance pay.")
COVERAGE = Text(
    "适用指标的权重低于 {floor}% 时，不计分。", "With less than {floor}% of the KPI weight applicable, nothing is scored."
)
NEVER_ZERO = Text("空白表示缺失，从不当作 0。", "A blank means missing; it is never taken as 0.")
DEADLINE = Text("数据截止日期：{on}。", "Last day for evidence: {on}.")
EXTRA = Text(
    "本职以外的工作可以申报加分，须经本人以外的批准人批准；未批准的不计。",
    "Work beyond the job may claim extra points; somebody else must approve them, or they do not count.",
)
EACH_CAP = Text("每一项至多计 {points} 分。", "Each item counts at most {points} points.")
TOTAL_CAP = Text("全部加分合计至多计 {points} 分。", "All extra points together count at most {points}.")
UNCAPPED = Text("加分不设上限。", "Extra points have no cap.")
DEDUCT_CAP = Text("扣分合计至多 {points} 分。", "Deductions together are at most {points} points.")
DEDUCT_UNCAPPED = Text("扣分不设上限，但综合得分不低于 0 分。", "Deductions have no cap, but no score is below 0.")
EXTRA_EXAMPLE = Text(
    "例：一项批准 {approved} 分，计入 {counted} 分。", "Example: an item approved with {approved} points counts {counted}."
)
VETO = Text(
    "严重违反规定的，可一票否决：等级不高于 {grade}，得分照常列出。",
    "A serious breach may bring a veto: the grade is then {grade} at best; the score is still shown.",
)
APPEAL_UNTIL = Text(
    "对任何一个数字有疑问，可在 {on} 前（含当日）向人力资源部提出复核。",
    "Whoever doubts any number may ask HR for a re-check until {on}.",
)
APPEAL = Text("对任何一个数字有疑问，可向人力资源部提出复核。", "Whoever doubts any number may ask HR for a re-check.")
APPEAL_HOW = Text(
    "写明是哪一项、应为多少、有什么凭证；人力资源部重新计算，在 {n} 个工作日内书面告知前后结果和理由。",
    "Say which item, what it should be, and the evidence; HR computes anew and answers in writing within {n} working days: "
    "before, after, and why.",
)
APPEAL_SAFE = Text("提出复核不会影响评价。", "Asking never counts against anybody.")
COMMENTS = {
    "manager": Text("反馈信只列上级的评语。", "Letters show the manager's comments only."),
    "all": Text("同一角色至少 {n} 人评价时，反馈信才列其评语，不写姓名。",
                "Letters show a role's comments only if at least {n} people of it rated, without names."),
    "none": Text("反馈信不列评语。", "Letters show no comments."),
}  # fmt: skip
DATES = {
    "plan_until": Text("商定目标", "Goals agreed"),
    "assess_until": Text("完成评价", "Ratings done"),
    "deadline_on": Text("数据截止", "Evidence due"),
    "calibrate_until": Text("校准", "Calibration"),
    "results_final_on": Text("结果定稿", "Results final"),
    "letter_on": Text("反馈信", "Letters"),
    "feedback_until": Text("完成面谈", "Talks done"),
    "appeal_until": Text("申诉截止", "Appeals until"),
}
SAMPLE_POINTS = {
    "kpi": 95.0,
    "manager": 80.0,
    "peer": 85.0,
    "self": 90.0,
    "subordinate": 85.0,
    "customer": 90.0,
    "department": 100.0,
}
