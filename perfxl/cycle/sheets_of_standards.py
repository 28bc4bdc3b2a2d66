"""The sheets that HR publishes before anybody is assessed: settings, schemes, dimensions, grades."""

from perfxl.cycle.choices import COMMENTS_SHOWN, COMPONENTS, LANGUAGES, POLICIES
from perfxl.cycle.columns import Column, Kind, Sheet, weight_column
from perfxl.language import Text

CYCLE = Sheet(
    key="cycle",
    title=Text("周期", "Cycle"),
    aliases=("考核周期", "设置", "settings"),
    required=True,
    shown_at_first=True,
    key_value=True,
    help=Text(
        "本周期的名称、日期和规则。左列是项目，右列填写。",
        "Name, dates and rules of this cycle: item left, value right.",
    ),
    columns=(
        Column(
            "name",
            Text("周期名称", "Name"),
            Kind.TEXT,
            Text("如 2026 年度；可写 中文 | English", "such as 2026; may be Chinese | English"),
            required=True,
        ),
        Column("starts_on", Text("开始日期", "Starts on"), Kind.DATE, Text("考核期第一天", "first day"), required=True),
        Column("ends_on", Text("结束日期", "Ends on"), Kind.DATE, Text("考核期最后一天", "last day"), required=True),
        Column(
            "language",
            Text("语言", "Language"),
            Kind.CHOICE,
            Text("输出的语言", "language of the outputs"),
            choices=LANGUAGES,
            default="zh",
        ),
        Column(
            "rounding_digits",
            Text("小数位数", "Rounding digits"),
            Kind.NUMBER,
            Text("得分保留几位小数", "decimals of the score"),
            default="2",
            low=0,
            high=6,
        ),
        Column(
            "extra_cap_each",
            Text("单项加分上限", "Extra cap each"),
            Kind.NUMBER,
            Text("每项加分最多计多少分，空白为不限", "most points that one item counts; blank: no limit"),
            low=0,
        ),
        Column(
            "extra_cap_total",
            Text("加分合计上限", "Extra cap total"),
            Kind.NUMBER,
            Text("全部加分最多计多少分，空白为不限", "most points of all items together; blank: no limit"),
            low=0,
        ),
        Column(
            "deduct_cap_total",
            Text("扣分合计上限", "Deduction cap total"),
            Kind.NUMBER,
            Text("全部扣分最多计多少分，空白为不限", "most points of all deductions together; blank: no limit"),
            low=0,
        ),
        Column(
            "veto_grade",
            Text("否决等级", "Veto grade"),
            Kind.TEXT,
            Text("一票否决后的最高等级，空白为最低等级", "best grade left after a veto; blank: the lowest"),
            refers_to="grades",
        ),
        Column(
            "min_raters_shown",
            Text("显示评语的最少人数", "Raters before comments show"),
            Kind.NUMBER,
            Text("同一角色评价人少于此数时不显示其评语", "fewer raters of a role: their comments are not shown"),
            default="3",
            low=1,
        ),
        Column(
            "coverage_floor",
            Text("最低完整度", "Coverage floor"),
            Kind.PERCENT,
            Text("适用指标权重低于此比例时不计分", "less applicable KPI weight than this: not scored"),
            default="70",
            low=0,
            high=100,
        ),
        Column("deadline_on", Text("数据截止日期", "Deadline"), Kind.DATE, Text("数据最晚提交日", "last day for data")),
        Column(
            "results_final_on",
            Text("结果定稿日期", "Results final on"),
            Kind.DATE,
            Text("此后只有申诉能改变得分", "from here only appeals change a score"),
        ),
        Column("letter_on", Text("反馈信日期", "Letter date"), Kind.DATE, Text("信上的日期", "date on the letters")),
        Column(
            "appeal_until", Text("申诉截止日期", "Appeal until"), Kind.DATE, Text("最晚申诉日", "last day to appeal")
        ),
        Column(
            "appeal_workdays",
            Text("申诉答复工作日", "Appeal workdays"),
            Kind.NUMBER,
            Text("提出后多少个工作日内答复", "working days within which an appeal is answered"),
            default="10",
            low=1,
        ),
        Column(
            "comments_shown",
            Text("显示评语", "Comments shown"),
            Kind.CHOICE,
            Text("信中显示谁的评语", "whose comments the letter shows"),
            choices=COMMENTS_SHOWN,
            default="manager",
        ),
        Column(
            "returns_folder",
            Text("回收文件夹", "Returns folder"),
            Kind.TEXT,
            Text("部门返回的表格所在文件夹", "folder of the departments' returns"),
            default="returns",
        ),
        Column("output_folder", Text("输出文件夹", "Output folder"), Kind.TEXT, Text("结果存放处", "where results go")),
        Column(
            "master_file",
            Text("汇总文件", "Master file"),
            Kind.TEXT,
            Text("汇总各部门数据的工作簿", "workbook with the departments' data"),
            default="master.xlsx",
        ),
        Column(
            "company",
            Text("公司", "Company"),
            Kind.TEXT,
            Text("信头上的名称；可写 中文 | English", "on the letterhead; may be Chinese | English"),
        ),
        Column("logo", Text("标志图片", "Logo"), Kind.TEXT, Text("图片文件名", "picture file")),
        Column(
            "signatory",
            Text("落款", "Signatory"),
            Kind.TEXT,
            Text("信末署名；可写 中文 | English", "who signs the letters; may be Chinese | English"),
        ),
        Column("plan_until", Text("计划截止", "Plan until"), Kind.DATE, Text("目标商定完毕", "goals are agreed")),
        Column("assess_until", Text("评价截止", "Assess until"), Kind.DATE, Text("评价完成", "ratings are done")),
        Column("calibrate_until", Text("校准截止", "Calibrate until"), Kind.DATE, Text("校准完成", "calibrated")),
        Column("feedback_until", Text("反馈截止", "Feedback until"), Kind.DATE, Text("面谈完成", "talks are done")),
    ),
)

SCHEMES = Sheet(
    key="schemes",
    title=Text("考核方案", "Schemes"),
    aliases=("方案", "scheme"),
    required=True,
    shown_at_first=True,
    help=Text(
        "每类岗位由哪些部分组成、各占多少权重。", "What each kind of position is judged by, and how much it weighs."
    ),
    columns=(
        Column(
            "scheme",
            Text("方案", "Scheme"),
            Kind.TEXT,
            Text("方案名称，如 销售岗", "name of the scheme"),
            required=True,
            aliases=("考核方案", "方案名称"),
        ),
        Column(
            "component",
            Text("组成部分", "Component"),
            Kind.CHOICE,
            Text(
                "指标、上级、同事、自评、下属、客户或部门",
                "KPI, manager, peer, self, subordinate, customer or department",
            ),
            required=True,
            aliases=("组成", "考核内容", "维度来源"),
            choices=COMPONENTS,
        ),
        weight_column(Text("同一方案合计 100%", "adds up to 100 % in a scheme")),
        Column(
            "missing_policy",
            Text("缺失处理", "Missing policy"),
            Kind.CHOICE,
            Text("数据缺失时怎么办", "what happens when evidence is missing"),
            choices=POLICIES,
            default="block",
            aliases=("缺失策略", "policy"),
        ),
        Column(
            "min_raters",
            Text("最少评价人数", "Min raters"),
            Kind.NUMBER,
            Text("少于此数视为缺失", "fewer count as missing"),
            default="1",
            low=1,
        ),
        Column("scale_min", Text("量表最低分", "Scale min"), Kind.NUMBER, Text("评价的最低值", "lowest rating")),
        Column("scale_max", Text("量表最高分", "Scale max"), Kind.NUMBER, Text("评价的最高值", "highest rating")),
        Column(
            "scale_points",
            Text("量表换算", "Scale points"),
            Kind.TEXT,
            Text("如 1=40; 2=60; 3=80; 4=95; 5=110，中间线性", "such as 1=40; 2=60; 3=80; 4=95; 5=110, linear between"),
        ),
        Column(
            "scale_labels",
            Text("量表用词", "Scale labels"),
            Kind.TEXT,
            Text("如 优秀=5; 良好=4", "such as excellent=5; good=4"),
        ),
    ),
)

DIMENSIONS = Sheet(
    key="dimensions",
    title=Text("评价维度", "Dimensions"),
    aliases=("维度", "dimension"),
    help=Text("评价时分几个方面打分；不填则只有一个总分。", "The aspects that raters rate; none: one overall rating."),
    columns=(
        Column(
            "scheme",
            Text("方案", "Scheme"),
            Kind.TEXT,
            Text("方案名称", "name of the scheme"),
            required=True,
            aliases=("考核方案", "方案名称"),
            refers_to="schemes",
        ),
        Column(
            "dimension",
            Text("维度", "Dimension"),
            Kind.TEXT,
            Text("如 协作", "such as teamwork"),
            required=True,
            aliases=("评价维度",),
        ),
        weight_column(Text("同一方案合计 100%", "adds up to 100 % in a scheme")),
        Column("meaning", Text("说明", "Meaning"), Kind.TEXT, Text("此维度评什么", "what it is about")),
    ),
)

GRADES = Sheet(
    key="grades",
    title=Text("等级", "Grades"),
    aliases=("绩效等级", "等级标准", "grade"),
    required=True,
    shown_at_first=True,
    help=Text("得分达到下限即为该等级（含下限）。", "A score at or above the lower bound earns the grade."),
    columns=(
        Column(
            "grade", Text("等级", "Grade"), Kind.TEXT, Text("如 A", "such as A"), required=True, aliases=("绩效等级",)
        ),
        Column(
            "lower_bound",
            Text("下限", "Lower bound"),
            Kind.NUMBER,
            Text("达到此分即为该等级", "lowest score of this grade"),
            required=True,
            aliases=("分数下限", "最低分"),
        ),
        Column(
            "coefficient",
            Text("系数", "Coefficient"),
            Kind.NUMBER,
            Text("用于绩效工资，如 1.2", "for performance pay, such as 1.2"),
            low=0,
            high=10,
            aliases=("绩效系数",),
        ),
        Column(
            "quota",
            Text("比例上限", "Quota"),
            Kind.PERCENT,
            Text("此等级的人数比例", "share of people with this grade"),
            aliases=("强制分布", "比例"),
        ),
        Column(
            "meaning",
            Text("说明", "Meaning"),
            Kind.TEXT,
            Text("等级的含义；可写 中文 | English", "what the grade means; may be Chinese | English"),
        ),
    ),
)
