"""The words that choice columns take."""

from perfxl.cycle.columns import Choice
from perfxl.language import Text, folded


def _choice(key: str, zh: str, en: str, *aliases: str) -> Choice:
    return Choice(key, Text(zh, en), aliases)


ROLES = (
    _choice("manager", "上级", "manager", "上级评价", "主管", "经理", "直属上级", "领导"),
    _choice("peer", "同事", "peer", "同事评价", "同级", "平级", "peers"),
    _choice("self", "自评", "self", "本人", "自我评价"),
    _choice("subordinate", "下属", "subordinate", "下属评价", "下级", "subordinates"),
    _choice("customer", "客户", "customer", "客户评价", "顾客", "customers"),
)
RATING_ROLES = tuple(role.key for role in ROLES)
COMPONENTS = (
    _choice("kpi", "指标", "KPI", "关键绩效指标", "业绩指标", "kpis"),
    *ROLES,
    _choice("department", "部门", "department", "部门目标", "部门绩效"),
)
POLICIES = (
    _choice("block", "补齐前不计分", "block", "缺失暂缓", "暂缓", "阻止"),
    _choice("zero", "逾期按零分", "zero", "零分", "按零分", "计零"),
    _choice(
        "renormalise", "不适用时重新分配权重", "renormalise", "重新分配权重", "重新分配", "权重重分配", "renormalize"
    ),
)
RULES = (
    _choice("ratio_up", "越大越好", "more is better", "正向比率"),
    _choice("ratio_down", "越小越好", "less is better", "负向比率"),
    _choice("inverse_down", "反比", "inverse"),
    _choice("deviation_up", "偏差越大越好", "deviation, more is better", "正向偏差", "偏差(越大越好)"),
    _choice("deviation_down", "偏差越小越好", "deviation, less is better", "负向偏差", "偏差(越小越好)"),
    _choice("on_target", "接近目标", "on target"),
    _choice("bands", "阶梯", "bands", "分段", "区间"),
    _choice("interpolate", "线性插值", "interpolation", "插值"),
    _choice("step", "步进", "steps", "加减步进"),
    _choice("milestone", "里程碑", "milestones"),
    _choice("yes_no", "是否", "yes or no", "是/否"),
    _choice("deduct", "扣分", "deduction", "扣分制"),
    _choice("rank", "排名", "ranking"),
    _choice("manual", "直接评分", "direct score", "手工评分"),
)
LEVELS = (
    _choice("company", "公司", "company"),
    _choice("department", "部门", "department"),
    _choice("employee", "员工", "employee", "个人", "personal"),
)
RESPONSES = (
    _choice("accept", "同意", "accept", "接受", "认可", "agree", "agreed"),
    _choice("counter", "另提", "counter-propose", "不同意", "异议", "另提建议", "counter", "disagree"),
)
ADJUSTMENTS = (
    _choice("extra", "加分", "extra work", "额外工作", "extra points", "奖励"),
    _choice("deduct", "扣分", "deduction", "减分", "处罚"),
    _choice("veto", "一票否决", "veto", "否决"),
)
CHECK_INS = (
    _choice("planned", "计划", "planned"),
    _choice("coaching", "辅导", "coaching"),
    _choice("feedback", "反馈", "feedback", "面谈"),
    _choice("agreement", "约定", "agreement"),
)
STAGES = (
    _choice("plan", "计划", "plan", "目标计划", "目标设定"),
    _choice("coach", "辅导", "coach", "过程辅导", "coaching"),
    _choice("assess", "评价", "assess", "考核评价", "评估"),
    _choice("calibrate", "校准", "calibrate", "calibration"),
    _choice("feedback", "反馈", "feed back", "面谈", "绩效反馈", "feed-back"),
    _choice("appeal", "申诉", "appeal", "appeals"),
    _choice("improve", "改进", "improve", "复盘", "improvement"),
)
WORKDAYS = (
    _choice("cn", "中国工作日", "China's working days", "法定工作日"),
    _choice("workdays", "周一至周五", "Monday to Friday", "工作日"),
)
DECISIONS = (
    _choice("accept", "接受", "accept"),
    _choice("use", "采用", "use", "采用该值", "使用"),
)
COMMENTS_SHOWN = (
    _choice("manager", "上级", "manager", "仅上级"),
    _choice("all", "全部", "all"),
    _choice("none", "不显示", "none", "无"),
)
POOLS = (
    _choice("company", "全公司", "the whole company", "公司"),
    _choice("department", "各部门", "each department", "部门"),
)
RATER_CORRECTIONS = (
    _choice("beside", "仅供参考", "beside", "并列", "不校正"),
    _choice("apply", "校正得分", "apply", "校正", "应用"),
)
LANGUAGES = (
    _choice("zh", "中文", "Chinese", "zh-cn", "简体中文"),
    _choice("en", "英文", "English", "英语"),
)
YES = frozenset(map(folded, ("是", "yes", "y", "true", "1", "√", "✓", "对", "达成", "完成", "已完成", "有")))
NO = frozenset(map(folded, ("否", "no", "n", "false", "0", "×", "✗", "x", "未达成", "未完成", "没有")))


def recognised(word: str, choices: tuple[Choice, ...]) -> str:
    """The key of the choice that `word` names in either language, in any case; '' if there is none."""
    wanted = folded(word)
    return next((choice.key for choice in choices if wanted in map(folded, choice.names())), "")


def component_title(key: str) -> Text | None:
    """The name of a component in both languages; None if `key` is none."""
    return next((choice.title for choice in COMPONENTS if choice.key == key), None)


def title_of(key: str, choices: tuple[Choice, ...], language: str) -> str:
    """How `key` is written in `language`; the key itself if it is not among the choices."""
    return next((choice.title(language) for choice in choices if choice.key == key), key)
