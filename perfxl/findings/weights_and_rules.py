"""PX3xx: weights, rules, parameters, schemes and grades."""

from perfxl.findings.base import BLOCKER, WARNING, Finding
from perfxl.language import Text


class KpiWeightsOff(Finding):
    code = "PX301"
    severity = BLOCKER
    title = Text("指标权重之和不是 100%", "KPI weights do not add up to 100 %")
    fact = Text(
        "{employee_id} 的指标权重合计 {total}%，相差 {difference}%。",
        "The KPI weights of {employee_id} add up to {total} %, off by {difference} %.",
    )
    remedy = Text("请改为合计 100%。", "Make them add up to 100 %.")
    total: float
    difference: float


class SchemeWeightsOff(Finding):
    code = "PX302"
    severity = BLOCKER
    title = Text("方案权重之和不是 100%", "Scheme weights do not add up to 100 %")
    fact = Text(
        "方案“{item}”的权重合计 {total}%，相差 {difference}%。",
        "The weights of scheme “{item}” add up to {total} %, off by {difference} %.",
    )
    remedy = Text("请改为合计 100%。", "Make them add up to 100 %.")
    total: float
    difference: float


class DimensionWeightsOff(Finding):
    code = "PX303"
    severity = BLOCKER
    title = Text("维度权重之和不是 100%", "Dimension weights do not add up to 100 %")
    fact = Text(
        "方案“{item}”的维度权重合计 {total}%，相差 {difference}%。",
        "The dimension weights of scheme “{item}” add up to {total} %, off by {difference} %.",
    )
    remedy = Text("请改为合计 100%。", "Make them add up to 100 %.")
    total: float
    difference: float


class GoalWeightsOff(Finding):
    code = "PX304"
    severity = BLOCKER
    title = Text("部门目标权重之和不是 100%", "Department goal weights do not add up to 100 %")
    fact = Text(
        "部门“{item}”的目标权重合计 {total}%，相差 {difference}%。",
        "The goal weights of department “{item}” add up to {total} %, off by {difference} %.",
    )
    remedy = Text("请改为合计 100%。", "Make them add up to 100 %.")
    total: float
    difference: float


class KpisConflict(Finding):
    code = "PX307"
    severity = BLOCKER
    title = Text("同一指标内容不一致", "One KPI stands twice with different contents")
    fact = Text(
        "{employee_id} 的指标“{item}”出现多次且内容不同（另见 {other}）。",
        "The KPI “{item}” of {employee_id} stands more than once with different contents (see {other}).",
    )
    remedy = Text("请只保留正确的一行。", "Keep only the right row.")
    other: str


class KpiRepeated(Finding):
    code = "PX308"
    severity = WARNING
    title = Text("指标重复", "A KPI is repeated")
    fact = Text(
        "{employee_id} 的指标“{item}”重复出现，只计一次（另见 {other}）。",
        "The KPI “{item}” of {employee_id} is repeated and counts once (see {other}).",
    )
    remedy = Text("请删去重复的行。", "Delete the repeated row.")
    other: str


class WeightMissing(Finding):
    code = "PX309"
    severity = BLOCKER
    title = Text("缺少权重", "A weight is missing")
    fact = Text("“{item}”没有可用的权重。", "“{item}” has no usable weight.")
    remedy = Text("请填写权重；不计入的请填 0。", "Enter the weight; 0 if it is not to count.")


class NotANumber(Finding):
    code = "PX310"
    severity = BLOCKER
    title = Text("应为数字", "A number is needed")
    fact = Text(
        "{employee_id} 的“{item}”在“{column}”中写的是“{written}”，此规则需要数字。",
        "“{item}” of {employee_id} says “{written}” under “{column}”; its rule needs a number.",
    )
    remedy = Text("请改为数字。", "Write a number.")
    column: Text
    written: str


class TargetNotPositive(Finding):
    code = "PX311"
    severity = BLOCKER
    title = Text("目标值必须大于 0", "The target must be above 0")
    fact = Text(
        "“{item}”的目标值是 {target_value}，比率规则不能使用。",
        "The target of “{item}” is {target_value}; a ratio cannot use it.",
    )
    remedy = Text(
        "请改用 偏差越大越好 (deviation_up) 或 偏差越小越好 (deviation_down)。",
        "Use deviation_up or deviation_down instead.",
    )
    target_value: float


class TargetMissing(Finding):
    code = "PX312"
    severity = BLOCKER
    title = Text("缺少规则需要的值", "A value that the rule needs is missing")
    fact = Text(
        "“{item}”的规则需要“{column}”，但没有可用的值。", "The rule of “{item}” needs “{column}”, which is missing."
    )
    remedy = Text("请填写该值。", "Fill it in.")
    column: Text


class ParameterMissing(Finding):
    code = "PX313"
    severity = BLOCKER
    title = Text("缺少参数", "A parameter is missing")
    fact = Text("“{item}”的规则需要参数 {parameter}。", "The rule of “{item}” needs the parameter {parameter}.")
    remedy = Text("请在“参数”中写 {example}。", "Write {example} under Parameters.")
    parameter: str
    example: str


class ParameterUnknown(Finding):
    code = "PX314"
    severity = BLOCKER
    title = Text("参数不能识别", "A parameter cannot be used")
    fact = Text(
        "“{item}”的参数“{written}”不能用于此规则。", "The parameter “{written}” of “{item}” does not fit its rule."
    )
    remedy = Text("可用的参数：{possible}。", "Possible: {possible}.")
    written: str
    possible: str


class BandsBroken(Finding):
    code = "PX315"
    severity = BLOCKER
    title = Text("阶梯有空隙、重叠或不能识别", "Bands have a gap, overlap or cannot be read")
    fact = Text("“{item}”的阶梯在“{written}”处有误。", "The bands of “{item}” are wrong at “{written}”.")
    remedy = Text(
        "请写成首尾相接的形式，如 <60:0; 60-80:60; 80-100:90; >=100:110。",
        "Write bands that join, such as <60:0; 60-80:60; 80-100:90; >=100:110.",
    )
    written: str


class PercentMixed(Finding):
    code = "PX316"
    severity = BLOCKER
    title = Text("百分数与普通数混用", "Percent and plain numbers are mixed")
    fact = Text(
        "{employee_id} 的“{item}”中，{columns} 有的是百分数，有的不是。",
        "“{item}” of {employee_id}: among {columns} some are percent and some are not.",
    )
    remedy = Text("请统一写成百分数或普通数。", "Write all of them as percent, or none.")
    columns: Text


class ActualRefused(Finding):
    code = "PX317"
    severity = BLOCKER
    title = Text("实际值超出规则范围", "The rule refuses this actual")
    fact = Text(
        "{employee_id} 的“{item}”实际值“{written}”：{why}。", "Actual “{written}” of “{item}” ({employee_id}): {why}."
    )
    remedy = Text("请核对实际值和参数。", "Check the actual and the parameters.")
    written: str
    why: Text


class NotMonotone(Finding):
    code = "PX318"
    severity = BLOCKER
    title = Text("底线、目标、挑战值次序有误", "Floor, target and stretch are out of order")
    fact = Text(
        "“{item}”的底线值、目标值、挑战值没有依次增大或减小。",
        "Floor, target and stretch of “{item}” neither rise nor fall in this order.",
    )
    remedy = Text("请按次序填写三个值。", "Put the three values in order.")


class ZeroTarget(Finding):
    code = "PX319"
    severity = BLOCKER
    title = Text("目标为 0，百分比没有基准", "A target of 0 is no base for percent")
    fact = Text("“{item}”的目标值是 0，不知道相对于多少。", "The target of “{item}” is 0: relative to what is unknown.")
    remedy = Text(
        "偏差规则请在“参数”中写 scale=…（相当于 100 分的量）；其他规则请把百分比改为单位数。",
        "Deviation: write scale=... (the amount worth 100 points) under Parameters. Other rules: write units, not percent.",
    )


class RankTooSmall(Finding):
    code = "PX320"
    severity = BLOCKER
    title = Text("排名人数太少", "Too few are ranked")
    fact = Text(
        "“{item}”只在 {count} 人中排名，少于 5 人不能使用。", "“{item}” ranks {count} people; fewer than 5 is refused."
    )
    remedy = Text("请改用其他规则。", "Use another rule.")
    count: float


class CapUnusable(Finding):
    code = "PX321"
    severity = BLOCKER
    title = Text("得分上限不可用", "The cap cannot be used")
    fact = Text("“{item}”的得分上限应为大于 0 的数。", "The cap of “{item}” should be a number above 0.")
    remedy = Text("请改正，空白表示 120。", "Mend it; blank means 120.")


class KpisWithoutComponent(Finding):
    code = "PX322"
    severity = WARNING
    title = Text("方案不含指标部分", "The scheme has no KPI component")
    fact = Text(
        "{employee_id} 有指标，但方案“{scheme}”不含指标部分，未计入。",
        "{employee_id} has KPIs, but scheme “{scheme}” has no KPI component; they do not count.",
    )
    remedy = Text("请更换方案，或删去这些指标。", "Change the scheme, or delete the KPIs.")
    scheme: str


class ComponentRepeated(Finding):
    code = "PX323"
    severity = BLOCKER
    title = Text("方案中组成部分重复", "A component stands twice in a scheme")
    fact = Text("方案“{item}”中“{component}”出现多次。", "Scheme “{item}” has “{component}” more than once.")
    remedy = Text("请合并为一行。", "Make it one row.")
    component: Text


class SchemeUnknown(Finding):
    code = "PX324"
    severity = BLOCKER
    title = Text("没有这个方案", "There is no such scheme")
    fact = Text(
        "{employee_id} 的方案“{item}”不在“考核方案”表中。",
        "Scheme “{item}” of {employee_id} is not on the Schemes sheet.",
    )
    remedy = Text("请改为已有的方案：{possible}。", "Use one that exists: {possible}.")
    possible: Text


class GradesUnusable(Finding):
    code = "PX325"
    severity = BLOCKER
    title = Text("等级表有误", "The grades cannot be used")
    fact = Text("等级“{item}”：{why}。", "Grade “{item}”: {why}.")
    remedy = Text(
        "每个等级一行，名称和下限都不能重复或空白。", "One row per grade; names and lower bounds are given once."
    )
    why: Text


class SchemeMissing(Finding):
    code = "PX326"
    severity = BLOCKER
    title = Text("没有考核方案", "No scheme is given")
    fact = Text(
        "{employee_id} 没有填写方案，而方案不止一个。", "{employee_id} has no scheme, and there is more than one."
    )
    remedy = Text("请在“员工”表填写考核方案。", "Fill in the scheme on the Employees sheet.")


class RuleMissing(Finding):
    code = "PX327"
    severity = BLOCKER
    title = Text("没有计分规则", "There is no rule")
    fact = Text("“{item}”没有可用的计分规则。", "“{item}” has no usable rule.")
    remedy = Text("请在“计分规则”中选择。", "Choose one under Rule.")


class SchemeUnusable(Finding):
    code = "PX328"
    severity = BLOCKER
    title = Text("方案不可用", "The scheme cannot be used")
    fact = Text(
        "{employee_id} 的方案“{item}”有误，见该方案的问题。",
        "Scheme “{item}” of {employee_id} is wrong; see its findings.",
    )
    remedy = Text("请先改正方案。", "Mend the scheme first.")


class DimensionRepeated(Finding):
    code = "PX329"
    severity = BLOCKER
    title = Text("维度重复", "A dimension is repeated")
    fact = Text(
        "方案“{item}”的维度“{dimension}”出现多次。", "Dimension “{dimension}” of scheme “{item}” stands more than once."
    )
    remedy = Text("请只保留一行。", "Keep one row.")
    dimension: str


class ScaleMissing(Finding):
    code = "PX330"
    severity = BLOCKER
    title = Text("缺少量表", "The scale is missing")
    fact = Text("方案“{item}”的“{component}”没有可用的量表。", "“{component}” of scheme “{item}” has no usable scale.")
    remedy = Text(
        "请填写量表最低分和最高分，或量表换算，如 1=40; 2=60; 3=80; 4=95; 5=110。",
        "Fill in scale min and max, or scale points such as 1=40; 2=60; 3=80; 4=95; 5=110.",
    )
    component: Text


class ScaleUnreadable(Finding):
    code = "PX331"
    severity = BLOCKER
    title = Text("量表不能识别", "The scale cannot be read")
    fact = Text(
        "方案“{item}”的“{component}”量表“{written}”不能识别。",
        "The scale “{written}” of “{component}” in scheme “{item}” cannot be read.",
    )
    remedy = Text("请写成 1=40; 2=60; 3=80 的形式，从小到大。", "Write it like 1=40; 2=60; 3=80, rising.")
    component: Text
    written: str


class ScaleMiddleLow(Finding):
    code = "PX332"
    severity = WARNING
    title = Text("量表中间值偏低", "The middle of the scale lands low")
    fact = Text(
        "方案“{item}”的“{component}”量表中间值 {middle} 相当于 {points} 分，低于倒数第二等级的下限 {bound}。",
        "The middle {middle} of the scale of “{component}” in “{item}” is worth {points}, below the bound {bound} of "
        "the second-lowest grade.",
    )
    remedy = Text(
        "若中间值表示“合格”，请用量表换算，如 1=40; 2=60; 3=80; 4=95; 5=110。",
        "If the middle means “fine”, use scale points such as 1=40; 2=60; 3=80; 4=95; 5=110.",
    )
    component: Text
    middle: float
    points: float
    bound: float
