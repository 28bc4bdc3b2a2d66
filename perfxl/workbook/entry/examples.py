"""One example row for each sheet, shown piece by piece in the notes on its headers."""

from collections.abc import Mapping

from perfxl.language import Text


def _same(example: str) -> Text:
    return Text(example, example)


EXAMPLES: Mapping[str, Mapping[str, Text]] = {
    "schemes": {
        "scheme": Text("销售岗", "Sales"), "component": Text("指标", "KPI"), "weight": _same("60%"),
        "min_raters": _same("2"), "scale_min": _same("1"), "scale_max": _same("5"),
    },
    "dimensions": {
        "scheme": Text("研发岗", "Research"), "dimension": Text("协作", "Teamwork"), "weight": _same("30%"),
        "meaning": Text("及时同步信息，乐于帮助他人", "shares what others need, helps them"),
    },
    "grades": {
        "grade": _same("A"), "lower_bound": _same("90"), "coefficient": _same("1.2"), "quota": _same("20%"),
        "meaning": Text("超出目标", "above target"),
    },
    "employees": {
        "employee_id": _same("00123"), "name": Text("示例小满", "Maple Sampleton"),
        "department": Text("销售部", "Sales"), "position": Text("大客户经理", "Key account manager"),
        "scheme": Text("销售岗", "Sales"), "manager_id": _same("00101"), "joined_on": _same("2024-03-01"),
    },
    "assignments": {
        "employee_id": _same("00123"), "scheme": Text("销售岗", "Sales"), "from_on": _same("2026-04-01"),
    },
    "goals": {
        "goal_id": _same("D01-1"), "level": Text("部门", "department"), "goal": Text("部门销售收入", "Revenue"),
        "target": _same("5200"), "weight": _same("40%"), "actual": _same("5318"),
    },
    "kpis": {
        "employee_id": _same("00123"), "kpi": Text("销售收入", "Revenue"), "weight": _same("30%"),
        "rule": Text("越大越好", "more is better"), "target": _same("320"), "actual": _same("336"),
        "unit": Text("万元", "thousand"), "evidence": Text("财务系统收入明细", "revenue report of finance"),
        "not_applicable_reason": Text("产线停产改造，全年没有此项", "the line was rebuilt all year"),
    },
    "ratings": {
        "employee_id": _same("00123"), "rater_id": _same("00101"), "role": Text("上级", "manager"),
        "rating": _same("4"), "comment": Text("客户拜访前准备充分", "well prepared for customers"),
        "recused_reason": Text("共事不足一个月", "worked together for less than a month"),
    },
    "adjustments": {
        "employee_id": _same("00123"), "on": _same("2026-03-18"), "kind": Text("加分", "extra work"),
        "item": Text("承办行业展会并带回 14 条线索", "ran the trade fair and brought back 14 leads"),
        "claimed_points": _same("3"), "approved_points": _same("2"), "approver_id": _same("00101"),
        "evidence": Text("展会总结", "report of the fair"),
    },
    "check_ins": {
        "employee_id": _same("00123"), "on": _same("2026-04-08"), "kind": Text("辅导", "coaching"),
        "notes": Text("一起看了前两个季度的指标", "went through the KPIs of two quarters"),
        "next_step": Text("每两周对一次进度", "compare notes every two weeks"), "by_id": _same("00101"),
    },
    "receipts": {"employee_id": _same("00123"), "on": _same("2026-01-15"), "fingerprint": _same("1a2b 3c4d 5e6f")},
    "matters": {
        "department": Text("销售部", "Sales"), "on": _same("2026-05-12"), "raised_by": Text("销售总监", "head of sales"),
        "issue": Text("新区域上半年没有收入，能否按减亏考核？", "no revenue in the new region yet: judge by losses?"),
        "due": _same("2026-05-29"),
    },
}  # fmt: skip
"""For each sheet and column what the example row says there; columns without one are missing."""
