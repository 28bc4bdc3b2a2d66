"""The sheets that fill up during the cycle: ratings, adjustments, talks, appeals, decisions."""

from perfxl.cycle.choices import ADJUSTMENTS, CHECK_INS, DECISIONS, ROLES
from perfxl.cycle.columns import Column, FilledBy, Kind, Sheet
from perfxl.cycle.sheets_of_people import EMPLOYEE_ID
from perfxl.language import Text

_RATER = FilledBy.RATER


def _text(key: str, zh: str, en: str, *, required: bool = False, filled_by: FilledBy = FilledBy.HR) -> Column:
    return Column(key, Text(zh, en), Kind.TEXT, Text("", ""), required=required, filled_by=filled_by)


def _date(key: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(key, Text(zh, en), Kind.DATE, Text("", ""), required=required)


def _id(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), Kind.ID, Text("", ""))


RATINGS = Sheet(
    key="ratings",
    title=Text("评价", "Ratings"),
    aliases=("评分", "多方评价", "360评价", "rating"),
    help=Text("有评价人而无评分的行表示尚欠。", "A row with a rater and no rating is owed."),
    columns=(
        EMPLOYEE_ID,
        Column(
            "rater_id",
            Text("评价人工号", "Rater ID"),
            Kind.ID,
            Text("谁评价", "who rates"),
            required=True,
            aliases=("评价人", "评分人工号", "评分人"),
        ),
        Column(
            "role",
            Text("评价关系", "Role"),
            Kind.CHOICE,
            Text("上级、同事、自评、下属或客户", "manager, peer, self, subordinate or customer"),
            required=True,
            aliases=("角色", "关系"),
            choices=ROLES,
        ),
        Column(
            "dimension",
            Text("维度", "Dimension"),
            Kind.TEXT,
            Text("评价哪个方面", "which aspect"),
            aliases=("评价维度",),
        ),
        Column(
            "rating",
            Text("评分", "Rating"),
            Kind.QUANTITY,
            Text("量表上的数或词", "a number or word of the scale"),
            aliases=("评价分", "打分", "得分"),
            filled_by=_RATER,
        ),
        Column("comment", Text("评语", "Comment"), Kind.TEXT, Text("", ""), aliases=("意见", "说明"), filled_by=_RATER),
        Column(
            "assignment_from",
            Text("任职开始日期", "Assignment from"),
            Kind.DATE,
            Text("空白：对各段都有效", "blank: counts for all"),
            aliases=("所属任职",),
        ),
        Column(
            "recused_reason",
            Text("回避原因", "Recused because"),
            Kind.TEXT,
            Text("填写后不再需要此评价", "lifts the debt"),
            aliases=("回避说明",),
            filled_by=_RATER,
        ),
    ),
)

ADJUSTMENT_SHEET = Sheet(
    key="adjustments",
    title=Text("加减分", "Adjustments"),
    aliases=("奖惩", "额外工作", "adjustment"),
    help=Text("额外工作、扣分、一票否决；须经批准。", "Extra work, deductions and vetoes; they need approval."),
    columns=(
        EMPLOYEE_ID,
        _date("on", "日期", "On"),
        Column(
            "kind",
            Text("类型", "Kind"),
            Kind.CHOICE,
            Text("加分、扣分或一票否决", "extra, deduct or veto"),
            required=True,
            aliases=("类别",),
            choices=ADJUSTMENTS,
        ),
        Column("item", Text("事项", "Item"), Kind.TEXT, Text("做了什么", "what was done"), required=True),
        Column("claimed_points", Text("申报分", "Claimed points"), Kind.NUMBER, Text("", ""), aliases=("申报分数",)),
        Column(
            "approved_points",
            Text("批准分", "Approved points"),
            Kind.NUMBER,
            Text("空白：待批，不计", "blank: pending, not counted"),
            aliases=("批准分数", "核定分"),
        ),
        Column(
            "approver_id",
            Text("批准人工号", "Approver ID"),
            Kind.ID,
            Text("不能是本人", "not the person"),
            aliases=("批准人",),
        ),
        _text("evidence", "证据", "Evidence"),
    ),
)

CHECK_IN_SHEET = Sheet(
    key="check_ins",
    title=Text("沟通记录", "Check-ins"),
    aliases=("面谈记录", "checkins"),
    help=Text("计划、辅导、反馈和约定。", "Planned talks, coaching, feedback and agreements."),
    columns=(
        EMPLOYEE_ID,
        _date("on", "日期", "On", required=True),
        Column("kind", Text("类型", "Kind"), Kind.CHOICE, Text("", ""), required=True, choices=CHECK_INS),
        _text("notes", "内容", "Notes"),
        _text("next_step", "下一步", "Next step"),
        _id("by_id", "沟通人工号", "By ID"),
    ),
)

APPEALS = Sheet(
    key="appeals",
    title=Text("申诉", "Appeals"),
    aliases=("绩效申诉", "appeal"),
    help=Text("员工的异议和处理结果。", "Objections and what was decided."),
    columns=(
        Column("appeal_id", Text("申诉编号", "Appeal ID"), Kind.ID, Text("", ""), required=True),
        EMPLOYEE_ID,
        _date("raised_on", "提出日期", "Raised on"),
        _text("item", "事项", "Item"),
        _text("claim", "诉求", "Claim"),
        _text("evidence", "证据", "Evidence"),
        _text("decision", "处理结果", "Decision"),
        Column("corrected_value", Text("更正值", "Corrected value"), Kind.QUANTITY, Text("", "")),
        _text("decided_by", "决定人", "Decided by"),
        _date("decided_on", "决定日期", "Decided on"),
    ),
)

CALIBRATION = Sheet(
    key="calibration",
    title=Text("校准", "Calibration"),
    aliases=("绩效校准",),
    help=Text("校准会议对等级的决定。", "What the calibration meeting decided on grades."),
    columns=(
        EMPLOYEE_ID,
        Column(
            "proposed_grade",
            Text("校准等级", "Proposed grade"),
            Kind.TEXT,
            Text("", ""),
            required=True,
            refers_to="grades",
            aliases=("建议等级",),
        ),
        _text("reason", "理由", "Reason"),
        _text("decided_by", "决定人", "Decided by"),
        _date("decided_on", "决定日期", "Decided on"),
    ),
)

DECISION_SHEET = Sheet(
    key="decisions",
    title=Text("处理", "Decisions"),
    aliases=("问题处理", "decision"),
    help=Text("对问题清单的处理：接受，或采用某值。", "What was decided about findings: accept, or use a value."),
    columns=(
        Column(
            "code",
            Text("代码", "Code"),
            Kind.TEXT,
            Text("如 PX201", "such as PX201"),
            required=True,
            aliases=("问题代码",),
        ),
        Column(
            "employee_id",
            EMPLOYEE_ID.title,
            Kind.ID,
            Text("空白：此代码的全部问题", "blank: every finding of the code"),
            aliases=EMPLOYEE_ID.aliases,
            refers_to="employees",
        ),
        _text("item", "事项", "Item"),
        Column(
            "decision",
            Text("决定", "Decision"),
            Kind.CHOICE,
            Text("接受或采用", "accept or use"),
            required=True,
            choices=DECISIONS,
        ),
        Column("value", Text("采用值", "Value"), Kind.QUANTITY, Text("采用的值", "the value to use")),
        _text("reason", "理由", "Reason"),
        _text("decided_by", "决定人", "Decided by"),
        _date("decided_on", "决定日期", "Decided on"),
    ),
)

MATTERS = Sheet(
    key="matters",
    title=Text("沟通事项", "Matters"),
    aliases=("部门事项",),
    help=Text("部门提出的事项和处理。", "What departments raised and what became of it."),
    columns=(
        _text("department", "部门", "Department", required=True),
        _date("on", "日期", "On"),
        _text("raised_by", "提出人", "Raised by"),
        _text("issue", "事项", "Issue", required=True),
        _text("owner", "负责人", "Owner"),
        _date("due", "期限", "Due"),
        _date("closed_on", "办结日期", "Closed on"),
        _text("outcome", "处理结果", "Outcome"),
    ),
)

RECEIPTS = Sheet(
    key="receipts",
    title=Text("标准签收", "Receipts"),
    aliases=("考核标准签收", "签收记录", "acknowledgements"),
    help=Text("谁在何时签收了公布的考核标准。", "Who acknowledged the published standards, and when."),
    columns=(
        EMPLOYEE_ID,
        Column(
            "on",
            Text("签收日期", "Signed on"),
            Kind.DATE,
            Text("签收表上的日期", "as on the signed sheet"),
            required=True,
            aliases=("签字日期",),
        ),
        Column(
            "fingerprint",
            Text("标准指纹", "Fingerprint"),
            Kind.TEXT,
            Text("签收表上本人的指纹；空白：签收当日所公布的", "the person's on the signed sheet; blank: as published that day"),
            aliases=("指纹",),
        ),
    ),
)
