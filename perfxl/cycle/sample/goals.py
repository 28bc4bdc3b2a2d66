"""The sample's goals: five of the company, four of each department, a few of people; some that departments negotiated."""

from datetime import date

from perfxl.cycle.sample.people import GENERAL_MANAGER
from perfxl.cycle.sample.standards import Row
from perfxl.cycle.typed import Percent, Typed

_P = Percent
# number, goal, measure, unit, rule, target, actual
_COMPANY: tuple[tuple[int, str, str, str, str, Typed, Typed], ...] = (
    (1, "销售收入达到 5200 万元", "经审计的销售收入", "万元", "ratio_up", 5200, 5318),
    (2, "净利润率达到 8%", "净利润 / 销售收入", "%", "ratio_up", _P(8), _P(7.7)),
    (3, "客户满意度不低于 92%", "年度客户调查", "%", "ratio_up", _P(92), _P(92.6)),
    (4, "质量与安全：重大事故为零", "安全与质量台账", "起", "deduct", None, 0),
    (5, "关键人才保留率 95%", "人员异动表", "%", "ratio_up", _P(95), _P(94.1)),
)
_Goal = tuple[int, str, str, str, float, Typed, Typed, str, Typed, Typed]
# company goal, goal, unit, rule, weight, target, actual, parameters, floor, stretch
_DEPARTMENTS: dict[str, tuple[_Goal, ...]] = {
    "销售部": (
        (1, "部门销售收入", "万元", "ratio_up", 40, 5200, 5318, "", None, None),
        (2, "部门回款率", "%", "interpolate", 25, _P(92), _P(91.3), "", _P(75), _P(100)),
        (3, "新增与续约客户", "家", "step", 20, 130, 137, "base=95; each=5%; points=3; up=20; down=30", None, None),
        (2, "新区域减亏", "万元", "deviation_up", 15, -300, -282, "", None, None),
    ),
    "研发部": (
        (
            1,
            "年度版本按期发布",
            "",
            "milestone",
            40,
            None,
            "春季版、夏季版、秋季版",
            "春季版=30; 夏季版=35; 秋季版=40",
            None,
            None,
        ),
        (4, "上线缺陷密度", "个/千行", "inverse_down", 30, 2, 2.08, "", None, None),
        (2, "研发费用", "万元", "on_target", 20, 680, 702, "tolerance=40%", None, None),
        (5, "专利与技术分享", "项", "ratio_up", 10, 48, 51, "", None, None),
    ),
    "客服部": (
        (3, "平均响应时间", "秒", "ratio_down", 30, 30, 28.6, "", None, None),
        (3, "客户满意度", "%", "ratio_up", 30, _P(92), _P(92.6), "", None, None),
        (3, "首次解决率", "%", "interpolate", 25, _P(80), _P(82.4), "", _P(50), _P(95)),
        (4, "升级投诉", "件", "deduct", 15, None, 2, "each=4", 40, None),
    ),
    "生产部": (
        (1, "总产量", "件", "ratio_up", 30, 126000, 124870, "", None, None),
        (4, "设备可用率", "%", "interpolate", 25, _P(93), _P(94.2), "", _P(80), _P(98)),
        (2, "报废率", "%", "deviation_down", 25, _P(1.5), _P(1.58), "", None, None),
        (4, "可记录安全事故", "起", "deduct", 20, None, 1, "each=10", None, None),
    ),
    "财务部": (
        (2, "月结天数", "天", "ratio_down", 30, 5, 4.8, "", None, None),
        (2, "预算偏差率", "%", "on_target", 30, _P(0), _P(-1.2), "tolerance=12", None, None),
        (4, "外部审计无保留意见", "", "yes_no", 25, None, "是", "", None, None),
        (2, "资金成本节约", "万元", "ratio_up", 15, 60, 58, "", None, None),
    ),
    "人力资源部": (
        (5, "招聘完成人数", "人", "step", 30, 60, 63, "base=95; each=5%; points=3; up=20; down=30", None, None),
        (5, "关键岗位流失率", "%", "deviation_down", 30, _P(8), _P(8.4), "", None, None),
        (5, "人均培训课时", "小时", "bands", 20, 24, 25.5, "<60%:30; 60%-80%:70; 80%-100%:92; >=100%:108", None, None),
        (5, "行业雇主排名", "名", "rank", 20, None, 3, "of=20", None, None),
    ),
}
# id, owner, department's goal, goal, measure, unit, target, actual
_PEOPLE: tuple[tuple[str, str, str, str, str, str, Typed, Typed], ...] = (
    ("P01-1", "01002", "D01-1", "大客户组销售收入", "大客户收入明细", "万元", 3300, 3402),
    ("P01-2", "01008", "D01-1", "区域组销售收入", "区域收入明细", "万元", 1900, 1916),
    ("P02-1", "02002", "D02-3", "代码评审一次通过率", "评审记录", "%", _P(85), _P(86.5)),
    ("P04-1", "04002", "D04-1", "一班产量", "入库单", "件", 64000, 63810),
    ("P04-2", "04003", "D04-1", "二班产量", "入库单", "件", 62000, 61060),
    ("P06-1", "06002", "D06-1", "技术岗位招聘", "入职登记", "人", 25, 27),
    ("P06-2", "06003", "D06-1", "生产岗位招聘", "入职登记", "人", 35, 36),
)
_ADDING = ("D01-1", "P01-1", "P01-2", "P04-1", "P04-2", "P06-1", "P06-2")
_YEAR_END = date(2026, 9, 30)
# What departments answered otherwise than yes, and how it was settled: all of it is signed.
_ANSWERS: dict[str, Row] = {
    "D01-3": {"response": "counter", "counter_target": 120, "counter_reason": "两家大客户合并，名单减少；商定仍为 130，但计入续约"},
    "D05-4": {"response": "counter", "counter_kpi": "资金成本率", "counter_reason": "节约额受贷款规模影响；商定本年沿用，明年改"},
}
_NO_PARENT: dict[str, Row] = {"D06-4": {"parent_goal_id": "", "no_parent_reason": "行业协会评比，公司未单独设目标"}}


def goals() -> list[Row]:
    """The company's goals, then each department's four, whose weights add up to 100 %, then those of people."""
    departments = [row for number in range(1, 7) for row in _department_rows(number)]
    rows = [*map(_company_row, _COMPANY), *departments, *map(_personal_row, _PEOPLE)]
    return [{**row, "due_on": _YEAR_END, **_adding(row), **_ANSWERS.get(str(row["goal_id"]), {})} for row in rows]


def _adding(row: Row) -> Row:
    return {"adds_to_parent": "是"} if row["goal_id"] in _ADDING else {}


def _personal_row(goal: tuple[str, str, str, str, str, str, Typed, Typed]) -> Row:
    goal_id, owner, parent, text, measure, unit, target, actual = goal
    return {
        "goal_id": goal_id,
        "level": "employee",
        "owner_id": owner,
        "goal": text,
        "parent_goal_id": parent,
        "measure": measure,
        "unit": unit,
        "rule": "ratio_up",
        "target": target,
        "actual": actual,
        "agreed_by": "直属上级",
        "agreed_on": date(2025, 10, 28),
    }


def _company_row(goal: tuple[int, str, str, str, str, Typed, Typed]) -> Row:
    number, text, measure, unit, rule, target, actual = goal
    return {
        "goal_id": f"G{number}",
        "level": "company",
        "owner_id": GENERAL_MANAGER,
        "goal": text,
        "measure": measure,
        "unit": unit,
        "rule": rule,
        "target": target,
        "parameters": "each=50" if rule == "deduct" else "",
        "actual": actual,
        "agreed_by": "董事会",
        "agreed_on": date(2025, 9, 22),
    }


def _department_rows(number: int) -> list[Row]:
    department, goals_there = list(_DEPARTMENTS.items())[number - 1]
    return [
        _department_row(number, place, department=department, goal=goal) for place, goal in enumerate(goals_there, 1)
    ]


def _department_row(number: int, place: int, *, department: str, goal: _Goal) -> Row:
    parent, text, unit, rule, weight, target, actual, parameters, floor, stretch = goal
    return {
        "goal_id": f"D{number:02d}-{place}",
        "level": "department",
        "owner_id": f"{number:02d}001",
        "department": department,
        "goal": text,
        "parent_goal_id": f"G{parent}",
        "measure": "见部门月报",
        "unit": unit,
        "rule": rule,
        "target": target,
        "floor": floor,
        "stretch": stretch,
        "parameters": parameters,
        "actual": actual,
        "weight": _P(weight),
        "response": "accept",
        "agreed_by": "总经理",
        "agreed_on": date(2025, 10, 20),
        **_NO_PARENT.get(f"D{number:02d}-{place}", {}),
    }
