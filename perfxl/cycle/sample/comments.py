"""What the sample's raters write: about the work, concrete, and each with something to do next."""

from random import Random

from perfxl.cycle.sample.people import Person

_STRENGTHS = {
    "销售部": (
        "大客户拜访前准备充分，方案能对准客户的痛点",
        "回款跟进及时，逾期账款明显下降",
        "对新区域市场摸得细，渠道名单质量高",
        "报价和合同条款把关仔细，少有返工",
        "遇到客户异议能沉住气，先弄清事实再答复",
        "主动把竞品信息整理成表，全组受益",
    ),
    "研发部": (
        "设计文档写得清楚，评审时能讲明取舍",
        "疑难缺陷定位快，并把原因写进了知识库",
        "按期交付稳定，提前说明风险",
        "代码评审认真，意见具体可改",
        "主动补齐了关键模块的自动化用例",
        "上线前的检查清单做得扎实",
    ),
    "客服部": (
        "响应快，语气平和，客户常点名感谢",
        "能把复杂问题拆开讲明白，首次解决率高",
        "高峰时段主动补位，排班配合好",
        "常见问题话术更新及时，新人照着就能用",
        "投诉处理有始有终，回访到位",
    ),
    "生产部": (
        "节拍稳定，换线动作规范",
        "能提前发现设备异响并报修，避免了停机",
        "现场 5S 保持得好，是班组的样板",
        "带新人耐心，标准作业讲得清楚",
        "报废原因记录完整，便于追查",
        "保养计划执行到位，备件准备充分",
    ),
    "财务部": (
        "月结节奏把握好，关键科目核对仔细",
        "预算分析能说清差异原因，业务部门听得懂",
        "凭证附件齐全，稽核差错少",
        "对新税务口径学习快，申报无延误",
    ),
    "人力资源部": (
        "招聘渠道拓展有办法，到岗质量好",
        "培训组织细致，课后跟踪到位",
        "薪酬核算复核严谨，沟通有分寸",
        "员工来访接待耐心，反馈及时",
    ),
}
_NEXT_STEPS = {
    "销售部": (
        "下期可把季度预测拆到周，减少月底集中修正",
        "建议多走访沉睡客户，续约提前一个季度启动",
        "客户档案请随访随记，便于交接",
        "费用报销请附齐单据，减少差错",
    ),
    "研发部": (
        "下期可把大任务拆小，让进度更早可见",
        "建议每季度做一次技术分享，带动组内",
        "评审请在一个工作日内响应",
        "边界条件的用例还可以再补一些",
    ),
    "客服部": (
        "下期可在结束语前多确认一次问题是否解决",
        "建议把高频问题整理给产品，减少重复来电",
        "通话记录请当天补全",
        "遇到升级投诉请更早请值班长介入",
    ),
    "生产部": (
        "下期重点是降低换线后的首件报废",
        "建议参加一次设备点检培训",
        "安全隐患请随手拍照上报",
        "交接班记录可再写细一点",
    ),
    "财务部": (
        "下期可把对账提前到每周，月底更从容",
        "建议多到业务现场了解费用背景",
        "重复性核对可试用模板自动化",
    ),
    "人力资源部": (
        "下期可提前一个月启动关键岗位的储备",
        "建议把培训效果与岗位指标对应起来",
        "面谈记录请在三天内归档",
    ),
}
_MIDDLE = ("，整体达到预期。", "，表现稳定。", "，值得肯定。", "，对团队帮助很大。")
_LOW = ("，但结果与目标还有差距。", "，不过几项指标未达标，需要一起找原因。", "，下半年有起色，仍需加把劲。")
_HIGH = ("，超出预期，谢谢你的付出。", "，堪为榜样。", "，是本期的突出贡献。")
_PEER = (
    "配合顺畅，问到的事当天就有回音。",
    "乐于分享经验，帮我少走了弯路。",
    "任务交接清楚，文档齐全。",
    "讨论时能听取不同意见，偶尔可以更早同步进度。",
    "工作认真，赶工期时若能提前说一声会更好。",
    "评审意见具体，语气友善。",
    "遇到问题愿意一起查，责任心强。",
)
_SUBORDINATE = (
    "目标讲得清楚，遇到困难愿意出面协调。",
    "会定期一对一沟通，反馈直接而不伤人。",
    "授权充分，希望决策依据能多讲一些。",
    "关心新人成长，培训机会分配公平。",
    "会议可以再短一些，其余都好。",
    "出了问题先担责，再带大家复盘。",
)
_CUSTOMER = (
    "服务态度好，答复及时。",
    "问题解决得彻底。",
    "专业，交货前后都有跟进。",
    "整体满意，希望响应再快一点。",
    "",
)
_SELF = (
    "完成了主要目标，预测和计划能力还要加强。",
    "今年在效率上有进步，下期希望多承担一个项目。",
    "对自己的质量指标比较满意，沟通上还需更主动。",
    "部分指标没有达到，已和主管商定改进办法。",
)
_ENGLISH_MANAGER = {
    "02004": "Clear designs and steady delivery; reviews are specific and kind. Next cycle, split large tasks earlier.",
    "02011": "The regression suite is far more reliable thanks to your work. Please share the approach with the team.",
    "03005": "Calm with difficult callers and quick to close the loop. Complete the call records on the same day.",
    "05003": "Careful month-end work with few corrections. Visit the business teams more often to explain variances.",
}
_ENGLISH_OTHERS = (
    "Always answers the same day.",
    "Documents are complete and easy to follow.",
    "Good to work with; an earlier word about delays would help.",
    "I met my main targets and want to plan further ahead.",
)


def comment_of(person: Person, role: str, *, chance: Random) -> str:
    """A comment that fits the person's department and how the year went."""
    if person.english:
        return (
            _ENGLISH_MANAGER[person.employee_id]
            if role == "manager"
            else chance.choice(_ENGLISH_OTHERS[:3] if role != "self" else _ENGLISH_OTHERS[3:])
        )
    if role == "manager":
        return _from_manager(person, chance)
    return chance.choice({"peer": _PEER, "subordinate": _SUBORDINATE, "customer": _CUSTOMER, "self": _SELF}[role])


def _from_manager(person: Person, chance: Random) -> str:
    verdicts = _HIGH if person.skill() > 0.8 else _LOW if person.skill() < -0.7 else _MIDDLE
    strength, next_step = chance.choice(_STRENGTHS[person.department]), chance.choice(_NEXT_STEPS[person.department])
    return f"{strength}{chance.choice(verdicts)}{next_step}。"
