"""The sheets about people and what they set out to do: roster, assignments, goals, KPIs."""

from perfxl.cycle.choices import LANGUAGES, LEVELS, RESPONSES, RULES
from perfxl.cycle.columns import Column, FilledBy, Kind, Sheet, weight_column
from perfxl.language import Text

EMPLOYEE_ID = Column(
    "employee_id",
    Text("工号", "Employee ID"),
    Kind.ID,
    Text("与员工表一致，前面的 0 保留", "as on the roster; leading zeros stay"),
    required=True,
    aliases=("员工编号", "员工工号", "人员编号", "员工号", "被评价人工号", "被评价人", "empid", "employee", "staffid"),
    refers_to="employees",
)

QUANTITIES = (
    Column(
        "target",
        Text("目标值", "Target"),
        Kind.QUANTITY,
        Text("约定的目标", "the agreed target"),
        aliases=("目标", "指标值"),
    ),
    Column(
        "floor",
        Text("底线值", "Floor"),
        Kind.QUANTITY,
        Text("线性插值：得 0 分的值；扣分：最低得分", "interpolation: worth 0; deduction: least points"),
        aliases=("底线", "门槛值"),
    ),
    Column(
        "stretch",
        Text("挑战值", "Stretch"),
        Kind.QUANTITY,
        Text("线性插值：得满上限的值", "interpolation: worth the cap"),
        aliases=("挑战目标",),
    ),
    Column(
        "cap",
        Text("得分上限", "Cap"),
        Kind.NUMBER,
        Text("单项得分上限，空白为 120", "most points of one KPI; blank: 120"),
        default="120",
        aliases=("上限",),
        low=0,
    ),
    Column(
        "parameters",
        Text("参数", "Parameters"),
        Kind.TEXT,
        Text("规则需要的其他数，如 tolerance=5%", "what else the rule needs, such as tolerance=5%"),
        aliases=("规则参数",),
    ),
    Column(
        "actual",
        Text("实际值", "Actual"),
        Kind.QUANTITY,
        Text("空白表示缺失，不是 0", "blank means missing, never 0"),
        aliases=("实际", "完成值", "实际完成", "完成情况"),
        filled_by=FilledBy.DEPARTMENT,
    ),
)

RULE = Column(
    "rule",
    Text("计分规则", "Rule"),
    Kind.CHOICE,
    Text("实际值怎样换算成分数", "how the actual becomes points"),
    aliases=("规则", "评分规则", "计分方式"),
    choices=RULES,
)

EMPLOYEES = Sheet(
    key="employees",
    title=Text("员工", "Employees"),
    aliases=("员工名单", "花名册", "人员", "roster", "staff"),
    required=True,
    shown_at_first=True,
    help=Text("参加考核的全体人员，一人一行。", "Everybody who is appraised, one row each."),
    columns=(
        Column(
            "employee_id",
            Text("工号", "Employee ID"),
            Kind.ID,
            Text("唯一，前面的 0 保留", "unique; leading zeros stay"),
            required=True,
            aliases=EMPLOYEE_ID.aliases,
        ),
        Column(
            "name",
            Text("姓名", "Name"),
            Kind.TEXT,
            Text("信上的称呼", "as on the letter"),
            required=True,
            aliases=("员工姓名", "名字"),
        ),
        Column(
            "department",
            Text("部门", "Department"),
            Kind.TEXT,
            Text("所属部门", "where the person works"),
            required=True,
            aliases=("所属部门", "所在部门", "dept"),
        ),
        Column(
            "position", Text("岗位", "Position"), Kind.TEXT, Text("岗位名称", "job title"), aliases=("职位", "职务")
        ),
        Column(
            "scheme",
            Text("考核方案", "Scheme"),
            Kind.TEXT,
            Text("空白：只有一个方案时用它", "blank: the only one"),
            aliases=("方案",),
            refers_to="schemes",
        ),
        Column(
            "manager_id",
            Text("上级工号", "Manager ID"),
            Kind.ID,
            Text("直属上级", "direct manager"),
            aliases=("直属上级工号", "主管工号"),
        ),
        Column(
            "email", Text("邮箱", "Email"), Kind.TEXT, Text("用于发送", "for delivery"), aliases=("电子邮箱", "邮件")
        ),
        Column("joined_on", Text("入职日期", "Joined on"), Kind.DATE, Text("", ""), aliases=("入职时间",)),
        Column(
            "left_on", Text("离职日期", "Left on"), Kind.DATE, Text("最后工作日", "last day"), aliases=("离职时间",)
        ),
        Column(
            "group", Text("分组", "Group"), Kind.TEXT, Text("用于比较", "for comparisons"), aliases=("组别", "序列")
        ),
        Column(
            "exempt_reason",
            Text("免考核原因", "Exempt reason"),
            Kind.TEXT,
            Text("如 试用期、长假；填写后不计分", "such as probation, long leave; not scored then"),
            aliases=("免考原因", "不参加考核原因"),
        ),
        Column(
            "letter_language",
            Text("信件语言", "Letter language"),
            Kind.CHOICE,
            Text("空白：与周期相同", "blank: as the cycle"),
            choices=LANGUAGES,
        ),
    ),
)

ASSIGNMENTS = Sheet(
    key="assignments",
    title=Text("任职", "Assignments"),
    aliases=("任职记录", "调动", "assignment"),
    help=Text("只填期间换过岗位的人，每段一行。", "Only people who moved, one row per stretch."),
    columns=(
        EMPLOYEE_ID,
        Column(
            "department", Text("部门", "Department"), Kind.TEXT, Text("空白：员工表的部门", "blank: as on the roster")
        ),
        Column(
            "position", Text("岗位", "Position"), Kind.TEXT, Text("岗位名称", "job title"), aliases=("职位", "职务")
        ),
        Column(
            "scheme",
            Text("考核方案", "Scheme"),
            Kind.TEXT,
            Text("这一段所用的方案", "scheme of this stretch"),
            required=True,
            aliases=("方案",),
            refers_to="schemes",
        ),
        Column(
            "from_on",
            Text("开始日期", "From"),
            Kind.DATE,
            Text("这一段的第一天", "first day"),
            required=True,
            aliases=("任职开始", "起始日期", "开始"),
        ),
        Column(
            "to_on",
            Text("结束日期", "To"),
            Kind.DATE,
            Text("这一段的最后一天，空白：至今", "last day; blank: still"),
            aliases=("任职结束", "终止日期", "结束"),
        ),
    ),
)

GOALS = Sheet(
    key="goals",
    title=Text("目标", "Goals"),
    aliases=("目标分解", "goal"),
    help=Text("公司、部门、个人目标；部门目标的权重合计 100%。", "Company, department and personal goals."),
    columns=(
        Column(
            "goal_id", Text("目标编号", "Goal ID"), Kind.ID, Text("唯一", "unique"), required=True, aliases=("编号",)
        ),
        Column(
            "level",
            Text("层级", "Level"),
            Kind.CHOICE,
            Text("公司、部门或员工", "company, department or employee"),
            required=True,
            choices=LEVELS,
        ),
        Column("owner_id", Text("负责人工号", "Owner ID"), Kind.ID, Text("谁负责", "who answers for it")),
        Column("department", Text("部门", "Department"), Kind.TEXT, Text("部门目标属于哪个部门", "whose goal")),
        Column("goal", Text("目标内容", "Goal"), Kind.TEXT, Text("要达成什么", "what is to be reached"), required=True),
        Column(
            "parent_goal_id", Text("上级目标编号", "Parent goal ID"), Kind.ID, Text("支持哪个目标", "what it serves")
        ),
        Column(
            "no_parent_reason",
            Text("无上级原因", "No parent because"),
            Kind.TEXT,
            Text("没有上级目标时写明原因", "why it serves no other goal"),
        ),
        Column(
            "adds_to_parent",
            Text("计入上级", "Adds to parent"),
            Kind.YES_NO,
            Text("是：目标值计入上级目标，各下级之和应等于上级", "yes: with the others it adds up to the parent's target"),
        ),
        Column("measure", Text("衡量方法", "Measure"), Kind.TEXT, Text("怎样衡量", "how it is measured")),
        Column("unit", Text("单位", "Unit"), Kind.TEXT, Text("如 万元", "such as hours")),
        RULE,
        *QUANTITIES,
        weight_column(Text("同一部门合计 100%", "adds up to 100 % in a department"), required=False),
        Column(
            "due_on",
            Text("完成日期", "Due on"),
            Kind.DATE,
            Text("何时达成，如周期最后一天", "by when, such as the last day of the cycle"),
            aliases=("完成期限", "截止日期"),
        ),
        Column(
            "response",
            Text("部门意见", "Response"),
            Kind.CHOICE,
            Text("同意，或另提建议", "accept, or propose something else"),
            choices=RESPONSES,
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "counter_target",
            Text("建议目标值", "Counter target"),
            Kind.QUANTITY,
            Text("另提时：部门认为合适的目标值", "if you do not accept: the target that you propose"),
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "counter_kpi",
            Text("建议指标", "Counter KPI"),
            Kind.TEXT,
            Text("另提时：改用哪个指标，可从指标库选", "if another KPI fits better: its name, perhaps from the library"),
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "counter_reason",
            Text("建议理由", "Counter reason"),
            Kind.TEXT,
            Text("另提时必须写明理由", "needed with a counter-proposal"),
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "agreed_by",
            Text("确认人", "Agreed by"),
            Kind.TEXT,
            Text("商定后签名", "signed when both sides agree"),
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "agreed_on",
            Text("确认日期", "Agreed on"),
            Kind.DATE,
            Text("商定日期", "the day of the agreement"),
            filled_by=FilledBy.DEPARTMENT,
        ),
    ),
)

KPIS = Sheet(
    key="kpis",
    title=Text("指标", "KPIs"),
    aliases=("考核指标", "绩效指标", "关键绩效指标", "kpi"),
    shown_at_first=True,
    help=Text(
        "每人的指标，一行一个；同一人的权重合计 100%。", "Each person's KPIs; weights add up to 100 % per person."
    ),
    columns=(
        EMPLOYEE_ID,
        Column(
            "kpi",
            Text("指标名称", "KPI"),
            Kind.TEXT,
            Text("如 销售收入", "such as revenue"),
            required=True,
            aliases=("指标", "考核指标", "kpi name", "kpi名称"),
        ),
        Column(
            "assignment_from",
            Text("任职开始日期", "Assignment from"),
            Kind.DATE,
            Text("调动者：属于哪一段任职", "for those who moved: which stretch"),
            aliases=("所属任职",),
        ),
        Column("goal_id", Text("目标编号", "Goal ID"), Kind.ID, Text("支持哪个目标", "which goal it serves")),
        weight_column(Text("同一人合计 100%", "adds up to 100 % per person")),
        Column(RULE.key, RULE.title, RULE.kind, RULE.help, required=True, aliases=RULE.aliases, choices=RULE.choices),
        *QUANTITIES,
        Column("unit", Text("单位", "Unit"), Kind.TEXT, Text("如 万元", "such as hours")),
        Column(
            "owner_id",
            Text("数据提供人工号", "Owner ID"),
            Kind.ID,
            Text("谁提供实际值", "who supplies the actual"),
            aliases=("数据来源人", "负责人工号"),
        ),
        Column(
            "evidence",
            Text("数据来源", "Evidence"),
            Kind.TEXT,
            Text("凭证或系统", "document or system"),
            aliases=("证据", "凭证"),
            filled_by=FilledBy.DEPARTMENT,
        ),
        Column(
            "not_applicable_reason",
            Text("不适用原因", "Not applicable because"),
            Kind.TEXT,
            Text("填写后此指标不计；须说明原因", "this KPI does not count then; say why"),
            aliases=("不适用说明",),
            filled_by=FilledBy.DEPARTMENT,
        ),
    ),
)
