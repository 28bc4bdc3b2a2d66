"""The sample's check-ins and matters: planned talks for everybody, coaching and agreements for some."""

from datetime import date, timedelta

from perfxl.cycle.sample.people import GENERAL_MANAGER, Person
from perfxl.cycle.sample.standards import Row

_ROOMS = ("201", "203", "305", "307", "412")
_HOURS = ("9:30", "10:30", "14:00", "15:00", "16:00")
_COACHING = (
    ("一起看了前两个季度的指标，确定先补短板。", "每两周对一次进度"),
    ("旁听一次客户沟通并复盘。", "下次由本人主讲，主管旁听"),
    ("讨论了工作量安排，调整了两项任务的先后。", "月底复核工时"),
    ("演示了新模板的用法。", "本月全部改用新模板"),
    ("分析差错原因，主要是交接环节遗漏。", "交接单加一列复核人"),
)
_AGREEMENTS = (
    ("商定下期的两项重点指标和目标值。", "十月前写入指标表"),
    ("约定参加一次外部培训，费用由部门承担。", "培训后做一次组内分享"),
)


def check_ins(staff: list[Person]) -> list[Row]:
    """Talks by date; nobody meets on a weekend."""
    rows: list[Row] = []
    for place, person in enumerate(other for other in staff if not other.exempt_reason):
        rows.append(_planned(person, place))
        if place % 4 == 1:
            notes, next_step = _COACHING[place // 4 % len(_COACHING)]
            rows.append(
                _talk(person, "coaching", on=_workday(date(2026, 4, 7), place), notes=notes, next_step=next_step)
            )
        if place % 13 == 5:
            notes, next_step = _AGREEMENTS[place // 13 % len(_AGREEMENTS)]
            rows.append(
                _talk(person, "agreement", on=_workday(date(2026, 9, 1), place), notes=notes, next_step=next_step)
            )
    return sorted(rows, key=lambda row: (str(row["on"]), str(row["employee_id"])))


def _planned(person: Person, place: int) -> Row:
    """The feedback talk after the letters: three a day for each room."""
    hour, room = _HOURS[place % len(_HOURS)], _ROOMS[place // 2 % len(_ROOMS)]
    notes = f"Feedback talk, {hour}, room {room}" if person.english else f"绩效反馈面谈，{hour}，{room} 会议室"
    next_step = "Please bring your plan for the next cycle" if person.english else "请带上下期计划"
    return _talk(person, "planned", on=_workday(date(2026, 11, 11), place // 6), notes=notes, next_step=next_step)


def _talk(person: Person, kind: str, *, on: date, notes: str, next_step: str) -> Row:
    return {
        "employee_id": person.employee_id,
        "on": on,
        "kind": kind,
        "notes": notes,
        "next_step": next_step,
        "by_id": person.manager_id,
    }


def _workday(first: date, days: int) -> date:
    """`days` working days after `first`, which is one."""
    on = first
    for _ in range(days):
        on += timedelta(days=3 if on.weekday() == 4 else 1)
    return on


def matters() -> list[Row]:
    """What two departments raised with the performance administrator."""
    return [
        {
            "department": "销售部",
            "on": date(2026, 5, 12),
            "raised_by": "销售总监",
            "issue": "新区域上半年尚无收入，希望按减亏额考核。",
            "owner": "绩效管理员",
            "due": date(2026, 5, 29),
            "closed_on": date(2026, 5, 26),
            "outcome": "同意，新区域改按减亏额考核，已写入指标表。",
        },
        {
            "department": "生产部",
            "on": date(2026, 9, 8),
            "raised_by": "生产经理",
            "issue": "二号线停产改造两个月，设备可用率应否剔除停机天数？",
            "owner": "绩效管理员",
            "due": date(2026, 10, 9),
        },
    ]


def calendar() -> list[Row]:
    """The year of the process; what is behind it is done, up to the day of the sample."""
    rows = (
        ("plan", "商定目标和指标，公布标准", "06001", date(2025, 10, 9), date(2025, 10, 31), date(2025, 10, 30)),
        ("coach", "期中沟通，对照目标", "06001", date(2026, 4, 7), date(2026, 4, 30), date(2026, 4, 29)),
        ("assess", "收齐各部门数据", "06002", date(2026, 10, 8), date(2026, 10, 15), date(2026, 10, 15)),
        ("assess", "催办欠交的评价", "06003", date(2026, 10, 16), date(2026, 10, 23), None),
        ("calibrate", "校准会议，结果定稿", "06001", date(2026, 10, 26), date(2026, 11, 6), None),
        ("feedback", "发反馈信，逐人面谈", "06001", date(2026, 11, 10), date(2026, 11, 27), None),
        ("appeal", "受理申诉，复核更正", "06004", date(2026, 11, 10), date(2026, 11, 30), None),
        ("improve", "复盘，新建下一期", "06001", date(2026, 12, 1), date(2026, 12, 18), None),
    )
    keys = ("stage", "task", "owner_id", "starts_on", "due_on", "done_on")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def adjustments() -> list[Row]:
    """Extra work (approved, capped, pending), one deduction, one veto."""
    rows = (
        ("01005", date(2026, 3, 18), "extra", "承办行业展会并带回 14 条有效线索", 3, 3, "01001", "展会总结"),
        ("02005", date(2026, 6, 9), "extra", "主导故障应急，两小时内恢复服务", 6, 6, "02001", "故障报告"),
        ("02005", date(2026, 8, 21), "extra", "为客服部搭建知识库检索", 4, 4, "02001", "上线邮件"),
        ("03003", date(2026, 7, 2), "extra", "节假日连续值班并完成新人带教", 2, 2, "03001", "值班表"),
        ("04008", date(2026, 5, 15), "extra", "改善提案：换线夹具，节拍缩短 4%", 3, 2, "04001", "改善提案表"),
        ("05004", date(2026, 9, 3), "extra", "协助完成外部审计资料整理", 2, None, "", "工作记录"),
        ("06004", date(2026, 4, 27), "extra", "组织校园招聘专场", 2.5, 2.5, "06001", "活动总结"),
        ("01009", date(2026, 8, 6), "deduct", "未按规定报备折扣", None, 3, "01001", "内审通报"),
        (
            "04012",
            date(2026, 6, 30),
            "veto",
            "违反上锁挂牌规定，险些造成事故",
            None,
            None,
            GENERAL_MANAGER,
            "安全事故报告",
        ),
    )
    keys = ("employee_id", "on", "kind", "item", "claimed_points", "approved_points", "approver_id", "evidence")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def appeals() -> list[Row]:
    """One objection to a published value, decided."""
    return [
        {
            "appeal_id": "AP-2026-001",
            "employee_id": "03006",
            "raised_on": date(2026, 10, 20),
            "item": "客户满意度",
            "claim": "九月有一批回访误记到他人名下，应为 95.5%。",
            "evidence": "回访录音编号 0917-0926",
            "decision": "核对系统记录，同意更正",
            "corrected_value": "95.5%",
            "decided_by": "申诉小组",
            "decided_on": date(2026, 10, 26),
        }
    ]


def decisions() -> list[Row]:
    """Two findings that the administrator has settled."""
    return [
        {
            "code": "PX201",
            "employee_id": "05006",
            "item": "月结天数",
            "decision": "use",
            "value": "4.9",
            "reason": "结账日历已归档，由财务经理补报",
            "decided_by": "绩效管理员",
            "decided_on": date(2026, 10, 16),
        },
        {
            "code": "PX332",
            "employee_id": "",
            "item": "销售岗",
            "decision": "accept",
            "value": "",
            "reason": "客户评分集中在 7 至 9 分，量表保持不变",
            "decided_by": "绩效管理员",
            "decided_on": date(2025, 10, 30),
        },
    ]
