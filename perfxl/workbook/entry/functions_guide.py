"""What the worksheet functions are, declared once: the help in Excel and the reference pages come from here."""

from dataclasses import dataclass

from perfxl.language import Text


@dataclass(frozen=True)
class Argument:
    """One argument. The name stands in VBA, so it is no word of that language."""

    name: str
    help: Text
    optional: bool = False


@dataclass(frozen=True)
class FunctionGuide:
    """One function. help: what it gives, at most 255 characters, as Excel shows it; notes: what else one may ask."""

    name: str
    arguments: tuple[Argument, ...]
    help: Text
    example: str
    notes: tuple[Text, ...] = ()

    def call(self) -> str:
        """`PX_KPI(rule, target, actual, [floor])`."""
        names = (f"[{one.name}]" if one.optional else one.name for one in self.arguments)
        return f"{self.name}({', '.join(names)})"


_SCORES = Argument(
    "scores", Text("得分：一人一行，一项一列", "the scores: a row for each person, a column for each part")
)
_WEIGHTS = Argument(
    "weights",
    Text(
        "权重，合计 100%：一行对所有人有效，或每人一行",
        "the weights, 100 % in all: one row for everybody, or a row for each person",
    ),
)
_ENTRIES = Argument(
    "entries",
    Text(
        "要检查的区域：一人一行；单独一列视为一个清单", "the range: a row for each person; a single column is one list"
    ),
)

_KPI = FunctionGuide(
    "PX_KPI",
    (
        Argument("rule", Text("计分规则，如 越大越好、ratio_up", "the rule, such as ratio_up or “more is better”")),
        Argument("target", Text("目标值", "the target")),
        Argument("actual", Text("实际值", "the actual")),
        Argument("floor", Text("底线值", "the floor"), optional=True),
        Argument("stretch", Text("挑战值", "the stretch"), optional=True),
        Argument("cap", Text("得分上限，省略为 120", "the cap, 120 if left out"), optional=True),
        Argument(
            "parameters",
            Text("规则的参数，如 tolerance=5%", "the rule's parameters, such as tolerance=5%"),
            optional=True,
        ),
    ),
    Text(
        "指标得分：按计分规则计算，在 0 和上限之间。每个区域一列即可一次算完。",
        "The points of KPIs by their rules, from 0 to the cap; whole columns in one call.",
    ),
    "=PX_KPI(F2:F200, G2:G200, L2:L200, H2:H200, I2:I200, J2:J200, K2:K200)",
    (
        Text(
            "规则和参数与“指标”表相同，见[计分规则](sheets.zh-CN.md#rules)。",
            "Rules and parameters are those of the KPIs sheet, see [Rules](sheets.md#rules).",
        ),
        Text(
            "实际值空白得 `PX201`，不按零分计；给出两个以上区域时，全空的行没有答案。",
            "A blank actual gives `PX201`, never zero points; where two or more ranges are given, rows that are blank in all of them stay empty.",
        ),
    ),
)
_WEIGHTED = FunctionGuide(
    "PX_WEIGHTED",
    (_SCORES, _WEIGHTS),
    Text(
        "加权得分：每人各项得分按权重求和。缺一项即无得分，空白不是零。",
        "The weighted score of each row. One missing score and there is none: a blank is not zero.",
    ),
    "=PX_WEIGHTED(C2:F200, C$1:F$1)",
    (
        Text(
            "一列得分配一列权重是一个人。权重可写 25、25% 或 0.25；合计不是 100% 得 `PX301`，缺权重得 `PX309`。权重和得分都空白的一项视为没有。",
            "A column of scores beside a column of weights is one person. Weights are 25, 25 % or 0.25; a sum other than 100 % "
            "gives `PX301`, a missing weight `PX309`. A part without weight and score is not there.",
        ),
        Text(
            "结果精确到 9 位小数，未四舍五入；显示几位由单元格格式决定，PX_GRADE 会自己四舍五入。",
            "Exact to 9 decimals and not rounded: the cell's format says how many are shown, and PX_GRADE rounds by itself.",
        ),
    ),
)
_BOUNDS = FunctionGuide(
    "PX_BOUNDS",
    (
        _SCORES,
        _WEIGHTS,
        Argument(
            "cap",
            Text("缺失项最高可得的分，省略为 120", "the most a missing score can become, 120 if left out"),
            optional=True,
        ),
    ),
    Text(
        "缺失时可能的最低分和最高分（两列）：缺的项按 0 到上限计。",
        "The lowest and the highest score still possible, in two columns: what is missing counts from 0 to the cap.",
    ),
    "=PX_BOUNDS(C2:F200, C$1:F$1)",
    (
        Text(
            "缺失是指空白、横线、N/A，以及 PX_KPI 给出的 `PX201`、`PX202`、`PX316`、`PX317`；其他问题没有上下限。",
            "Missing are blanks, dashes, N/A, and what PX_KPI answers with `PX201`, `PX202`, `PX316` or `PX317`; any other finding has no bounds.",
        ),
    ),
)
_GRADE = FunctionGuide(
    "PX_GRADE",
    (
        Argument("scores", Text("得分", "the scores")),
        Argument("lower_bounds", Text("各等级的下限", "the lower bound of each grade")),
        Argument("grades", Text("各等级的名称，与下限一样多", "the names of the grades, as many as bounds")),
        Argument(
            "digits",
            Text("得分先四舍五入到几位小数，省略为 2", "to how many decimals scores are rounded first, 2 if left out"),
            optional=True,
        ),
    ),
    Text(
        "等级：四舍五入后的得分达到下限即为该等级（含下限）。",
        "The grade that each score earns, rounded; lower bounds are inclusive.",
    ),
    "=PX_GRADE(G2:G200, Q$2:Q$6, P$2:P$6)",
    (
        Text(
            "与 perfxl 一样先四舍五入再比较：89.995 是 90.00。等级的次序不限，空行不计。",
            "As perfxl does, scores are rounded, then compared: 89.995 is 90.00. The grades may stand in any order; blank rows do "
            "not count.",
        ),
        Text(
            "空白得分没有等级；得分处是问题时，等级处是同一问题。",
            "A blank score has no grade; where the score is a finding, so is the grade.",
        ),
    ),
)
_COMPLETE = FunctionGuide(
    "PX_COMPLETE",
    (_ENTRIES,),
    Text(
        "完整度：每行已填的比例，0 到 1，请设为百分比格式。零算已填。",
        "How much of each row is filled in, from 0 to 1 (format it as percent). A zero is filled in.",
    ),
    "=PX_COMPLETE(C2:F200)",
    (
        Text(
            "横线、无、N/A、错误值和问题都不算已填。各格同样重要；按权重的完整度见“完整度”表。",
            "Dashes, N/A, errors and findings are not filled in. All cells count alike; the sheet Completeness counts by weight.",
        ),
    ),
)
_MISSING = FunctionGuide(
    "PX_MISSING",
    (Argument("headers", Text("各列的表头", "the header of each column")), _ENTRIES),
    Text("还缺什么：每行未填各列的表头。", "What each row still lacks: the headers of its empty cells."),
    "=PX_MISSING(C$1:F$1, C2:F200)",
)
_FINDING = FunctionGuide(
    "PX_FINDING",
    (Argument("code", Text("问题代码，或以代码开头的单元格", "a code, or a cell that begins with one")),),
    Text("问题代码的含义和处理办法。", "What a finding means and how to mend it."),
    '=PX_FINDING("PX301")',
)
GUIDES = {guide.name: guide for guide in (_KPI, _WEIGHTED, _BOUNDS, _GRADE, _COMPLETE, _MISSING, _FINDING)}

GENERAL = (
    Text(
        "每个函数一次算完整个区域：给一列得一列，给一个格得一个值；单个值对所有行有效。结果自动溢出到下方（Excel 2021、Microsoft 365）；更早的 Excel "
        "请先选中结果区域，再按 Ctrl+Shift+Enter。一次算 2,000 行比写 2,000 个公式快得多；请不要选整列（A:A）。",
        "Each function answers for a whole range in one call: a column gives a column, a cell a value; a single value counts for every "
        "row. Answers spill below (Excel 2021, Microsoft 365); in older versions select the cells first, then press Ctrl+Shift+Enter. One "
        "call over 2,000 rows is far quicker than 2,000 formulas; do not give whole columns (A:A).",
    ),
    Text(
        "有问题的行显示问题代码和标题，如 `PX301 指标权重之和不是 100%`，其他行照常计算；引用它的 PX 函数显示同一问题。`PX_FINDING` 说明怎样改正。"
        "文字使用工作簿的语言（“周期”表是中文还是英文），没有这张表时用系统的语言。",
        "A row with something wrong shows a code and a title, such as `PX301 KPI weights do not add up to 100 %`; the other rows are "
        "computed all the same, and a PX function that refers to it shows it again. `PX_FINDING` says how to mend it. Words are in the "
        "language of the workbook (that of its sheet Cycle), or the system's where there is none.",
    ),
    Text(
        "百分比：显示为 85% 的格，Excel 交给函数的是 0.85，函数就按 0.85 计算。目标和实际都是百分比格时，比率类规则结果相同；"
        "以单位写的参数、阶梯、直接评分和得分则不同，请先乘以 100，如 `IF(L2:L200=\"\", \"\", 100*L2:L200)`（空格乘 100 会变成 0）。"
        "文字 `85%` 读作 85，不能与普通数混用（`PX316`）。按钮和命令按显示的数读，即 85。",
        "Percent: a cell that shows 85 % comes from Excel as 0.85, and 0.85 is what the function computes with. Where target and "
        "actual are both percent cells, ratios are the same; parameters in units, bands, direct scores and scores are not: multiply "
        "by 100 first, as `IF(L2:L200=\"\", \"\", 100*L2:L200)`, because 100 times an empty cell is 0. The text `85%` reads as 85 and "
        "does not mix with plain numbers (`PX316`). Buttons and commands read the shown number, 85.",
    ),
    Text(
        "规则与 perfxl 计分完全相同，结果精确到 9 位小数。空白永远不是零。",
        "The rules are those by which perfxl scores, exact to 9 decimals. A blank is never zero.",
    ),
    Text(
        "函数只能在 Windows 版 Excel 的 .xlsm 工作簿中使用（通过 xlwings），并需要安装 perfxl。"
        "在 macOS、WPS 和不允许宏的地方请用按钮或 `perfxl attach`：函数能做的，按钮都能做。",
        "The functions work in an .xlsm workbook in Excel for Windows (through xlwings), where perfxl is installed. On macOS, in WPS and where "
        "macros are forbidden use the buttons or `perfxl attach`: they do all that the functions do.",
    ),
)
