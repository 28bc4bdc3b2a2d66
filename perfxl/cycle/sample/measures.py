"""What each post of the sample is measured by: five to seven KPIs with the rules that fit them."""

from dataclasses import dataclass

from perfxl.language import Text


@dataclass(frozen=True)
class Measure:
    """One KPI of a post. Quantities are in `unit`, or in percent where the unit is %.

    spread: how far people's actuals lie from the target (relative; in units for a target of 0).
    easy: how much better than average people do, in spreads. personal: targets differ from person to person.
    owner: who supplies the actual (head of department, finance, hr or quality).
    """

    name: Text
    unit: str
    rule: str
    weight: float
    target: float | None = None
    floor: float | None = None
    stretch: float | None = None
    parameters: str = ""
    spread: float = 0.1
    easy: float = 0.0
    better: int = 1
    digits: int = 0
    personal: bool = False
    goal: int = 0
    owner: str = "head"
    evidence: str = "部门台账"
    parameters_en: str = ""


_REVENUE = Measure(
    Text("销售收入", "Revenue"), "万元", "ratio_up", 30, target=400, spread=0.11, personal=True, goal=1,
    owner="finance", evidence="财务系统收入明细"
)
_COLLECTION = Measure(
    Text("回款率", "Collection rate"), "%", "interpolate", 20, target=92, floor=70, stretch=100,
    spread=0.045, digits=1, goal=2, owner="finance", evidence="应收账款账龄表"
)
_FORECAST = Measure(
    Text("季度预测准确度", "Forecast accuracy"), "万元", "on_target", 15, target=110, parameters="tolerance=60%",
    spread=0.07, personal=True, owner="finance", evidence="预测与实际对照表"
)

SALES_KEY = (
    _REVENUE,
    _COLLECTION,
    Measure(
        Text("重点客户续约数", "Renewals"), "家", "step", 15, target=12,
        parameters="base=95; each=1; points=4; up=16; down=40; whole=yes", spread=0.15, goal=3,
        evidence="合同台账"
    ),
    _FORECAST,
    Measure(
        Text("合同毛利排名", "Margin rank"), "名", "rank", 10, parameters="of=12", owner="finance",
        evidence="毛利分析表"
    ),
    Measure(Text("客户档案完整", "Complete customer files"), "", "yes_no", 10, easy=1.2, evidence="客户系统抽查"),
)
SALES_REGION = (
    _REVENUE,
    _COLLECTION,
    Measure(
        Text("新客户数", "New customers"), "家", "step", 15, target=10,
        parameters="base=95; each=1; points=3; up=15; down=30", spread=0.2, goal=3, evidence="客户系统"
    ),
    Measure(
        Text("新区域利润", "Profit of the new region"), "万元", "deviation_up", 15, target=-50, spread=0.13,
        digits=1, goal=4, owner="finance", evidence="区域损益表"
    ),
    _FORECAST,
    Measure(
        Text("费用差错", "Expense errors"), "次", "deduct", 5, floor=40, parameters="each=8", spread=1.0,
        owner="finance", evidence="报销系统"
    ),
)
DEVELOPER = (
    Measure(
        Text("项目里程碑", "Project milestones"), "", "milestone", 30, parameters="需求=20; 设计=25; 开发=30; 上线=30",
        parameters_en="Specification=20; Design=25; Build=30; Launch=30", easy=0.6, goal=1,
        evidence="项目计划与验收单"
    ),
    Measure(
        Text("按期交付率", "On-time delivery"), "%", "interpolate", 25, target=90, floor=60, stretch=100,
        spread=0.06, digits=1, goal=1, evidence="任务系统"
    ),
    Measure(
        Text("千行代码缺陷", "Defects per 1,000 lines"), "个", "inverse_down", 20, target=2, spread=0.12,
        better=-1, digits=2, goal=2, owner="quality", evidence="缺陷系统"
    ),
    Measure(
        Text("代码评审及时率", "Reviews on time"), "%", "bands", 15,
        parameters="<60:40; 60-75:70; 75-85:85; 85-95:100; >=95:110", target=85, spread=0.09, digits=1,
        evidence="代码平台"
    ),
    Measure(Text("技术分享", "Tech talks"), "次", "ratio_up", 10, target=4, spread=0.25, goal=4, evidence="分享记录"),
)
TESTER = (
    Measure(
        Text("测试里程碑", "Test milestones"), "", "milestone", 25, parameters="计划=25; 用例=35; 回归=45",
        parameters_en="Plan=25; Cases=35; Regression=45", easy=0.6, goal=1, evidence="测试报告"
    ),
    Measure(
        Text("用例覆盖率", "Case coverage"), "%", "ratio_up", 25, target=88, spread=0.06, digits=1, goal=2,
        evidence="测试平台"
    ),
    Measure(
        Text("上线后漏测缺陷", "Escaped defects"), "个", "deduct", 20, floor=30, parameters="each=6", spread=1.3,
        goal=2, owner="quality", evidence="缺陷系统"
    ),
    Measure(
        Text("平均回归用时", "Regression time"), "小时", "ratio_down", 20, target=6, spread=0.1, better=-1,
        digits=1, evidence="流水线记录"
    ),
    Measure(
        Text("自动化用例数", "Automated cases"), "条", "ratio_up", 10, target=180, spread=0.13, personal=True,
        evidence="代码平台"
    ),
)
AGENT = (
    Measure(
        Text("平均响应时间", "Mean response time"), "秒", "ratio_down", 25, target=30, spread=0.12, better=-1,
        digits=1, goal=1, evidence="客服系统"
    ),
    Measure(
        Text("客户满意度", "Customer satisfaction"), "%", "ratio_up", 25, target=92, spread=0.05, digits=1,
        goal=2, owner="quality", evidence="回访问卷"
    ),
    Measure(
        Text("首次解决率", "First-contact resolution"), "%", "interpolate", 20, target=80, floor=50,
        stretch=95, spread=0.07, digits=1, goal=3, evidence="客服系统"
    ),
    Measure(
        Text("有效投诉", "Justified complaints"), "件", "deduct", 15, floor=40, parameters="each=5",
        spread=1.2, goal=4, owner="quality", evidence="投诉登记表"
    ),
    Measure(
        Text("质检得分", "Quality check"), "分", "manual", 15, spread=7, digits=1, owner="quality",
        evidence="质检记录"
    ),
)
OPERATOR = (
    Measure(
        Text("生产节拍", "Cycle time"), "秒/件", "ratio_down", 20, target=45, spread=0.08, better=-1, digits=1,
        goal=1, evidence="生产管理系统"
    ),
    Measure(
        Text("产量", "Output"), "件", "ratio_up", 20, target=11800, spread=0.06, personal=True, goal=1,
        evidence="生产管理系统"
    ),
    Measure(
        Text("报废率", "Scrap rate"), "%", "deviation_down", 20, target=1.5, spread=0.15, better=-1,
        digits=2, goal=3, owner="quality", evidence="质检日报"
    ),
    Measure(
        Text("安全事故", "Safety incidents"), "起", "deduct", 15, parameters="each=20", spread=0.45, easy=0.8,
        goal=4, owner="quality", evidence="安全台账"
    ),
    Measure(
        Text("5S 检查", "5S audit"), "分", "bands", 15,
        parameters="<60:30; 60-75:70; 75-85:90; 85-95:100; >=95:110", target=85, spread=0.08,
        evidence="现场检查表"
    ),
    Measure(Text("技能证书", "Skill certificate"), "", "yes_no", 10, easy=1.1, owner="hr", evidence="证书复印件"),
)
TECHNICIAN = (
    Measure(
        Text("设备可用率", "Equipment availability"), "%", "interpolate", 30, target=93, floor=80, stretch=98,
        spread=0.02, digits=1, goal=2, evidence="设备系统"
    ),
    Measure(
        Text("平均修复时间", "Mean time to repair"), "小时", "inverse_down", 20, target=2.5, spread=0.12,
        better=-1, digits=2, goal=2, evidence="维修工单"
    ),
    Measure(
        Text("保养计划完成率", "Maintenance done"), "%", "ratio_up", 20, target=100, spread=0.05, digits=1,
        goal=2, evidence="保养记录"
    ),
    Measure(
        Text("备件费用", "Spare parts cost"), "万元", "on_target", 15, target=18, parameters="tolerance=50%",
        spread=0.09, digits=1, owner="finance", evidence="领料单"
    ),
    Measure(
        Text("安全事故", "Safety incidents"), "起", "deduct", 15, parameters="each=20", spread=0.45, easy=0.8,
        goal=4, owner="quality", evidence="安全台账"
    ),
)
ACCOUNTANT = (
    Measure(
        Text("月结天数", "Days to close"), "天", "ratio_down", 25, target=5, spread=0.1, better=-1, digits=1,
        goal=1, evidence="结账日历"
    ),
    Measure(
        Text("预算偏差率", "Budget deviation"), "%", "on_target", 20, target=0, parameters="tolerance=12",
        spread=0.9, digits=1, goal=2, evidence="预算执行表"
    ),
    Measure(Text("审计无重大问题", "Clean audit"), "", "yes_no", 20, easy=1.4, goal=3, evidence="审计报告"),
    Measure(
        Text("凭证差错", "Booking errors"), "笔", "deduct", 20, floor=40, parameters="each=3", spread=1.5,
        goal=3, evidence="稽核记录"
    ),
    Measure(
        Text("税务申报及时率", "Tax filings on time"), "%", "ratio_up", 15, target=100, spread=0.03, digits=1,
        evidence="申报回执"
    ),
)
HR = (
    Measure(
        Text("招聘完成人数", "Hires"), "人", "step", 25, target=14,
        parameters="base=95; each=5%; points=2; up=16; down=40", spread=0.13, personal=True, goal=1,
        evidence="入职登记"
    ),
    Measure(
        Text("关键岗位流失率", "Turnover in key posts"), "%", "deviation_down", 20, target=8, spread=0.13,
        better=-1, digits=1, goal=2, evidence="离职台账"
    ),
    Measure(
        Text("人均培训课时", "Training hours per head"), "小时", "bands", 20, target=24,
        parameters="<60%:30; 60%-80%:70; 80%-100%:92; >=100%:108", spread=0.12, digits=1, goal=3,
        evidence="培训签到表"
    ),
    Measure(Text("员工满意度排名", "Satisfaction rank"), "名", "rank", 10, parameters="of=8", evidence="年度调查"),
    Measure(
        Text("薪酬核算差错", "Payroll errors"), "次", "deduct", 25, floor=40, parameters="each=6", spread=0.9,
        owner="finance", evidence="薪酬复核记录"
    ),
)
_HEAD = (
    Measure(
        Text("部门费用", "Department costs"), "万元", "ratio_down", 30, target=260, spread=0.07, better=-1,
        personal=True, owner="finance", evidence="费用明细"
    ),
    Measure(
        Text("关键人才保留率", "Key staff retained"), "%", "ratio_up", 25, target=95, spread=0.03, digits=1,
        owner="hr", evidence="人员异动表"
    ),
    Measure(
        Text("跨部门项目", "Cross-department project"), "", "milestone", 25,
        parameters="立项=20; 方案=30; 试点=30; 推广=30", easy=0.5, evidence="项目简报"
    ),
    Measure(
        Text("下属绩效面谈完成率", "Staff talks held"), "%", "bands", 20,
        parameters="<60:30; 60-80:70; 80-100:92; >=100:108", target=97, spread=0.04, owner="hr",
        evidence="沟通记录"
    ),
)
MEASURES: dict[str, tuple[Measure, ...]] = {
    "key_account": SALES_KEY,
    "region": SALES_REGION,
    "developer": DEVELOPER,
    "tester": TESTER,
    "agent": AGENT,
    "operator": OPERATOR,
    "technician": TECHNICIAN,
    "accountant": ACCOUNTANT,
    "hr": HR,
    **dict.fromkeys(("head_sales", "head_rd", "head_service", "head_plant", "head_finance", "head_hr"), _HEAD),
}

# Units and evidence of the posts whose people read English.
IN_ENGLISH = {
    "个": "defects", "次": "talks", "小时": "hours", "条": "cases", "秒": "seconds", "件": "complaints", "分": "points",
    "天": "days", "笔": "entries",
    "部门台账": "Department log",
    "项目计划与验收单": "Project plan and acceptance",
    "任务系统": "Task tracker",
    "缺陷系统": "Defect tracker",
    "代码平台": "Code platform",
    "分享记录": "Talk log",
    "测试报告": "Test reports",
    "测试平台": "Test platform",
    "流水线记录": "Pipeline log",
    "客服系统": "Service desk system",
    "回访问卷": "Call-back survey",
    "投诉登记表": "Complaint register",
    "质检记录": "Quality records",
    "结账日历": "Closing calendar",
    "预算执行表": "Budget report",
    "审计报告": "Audit report",
    "稽核记录": "Review records",
    "申报回执": "Filing receipts",
}
