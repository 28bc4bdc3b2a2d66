"""What the fields of a letter are called, for messages about them."""

from perfxl.language import Text

_NAMES = {
    "name": Text("姓名", "the name"),
    "employee_id": Text("工号", "the employee ID"),
    "department": Text("部门", "the department"),
    "position": Text("岗位", "the position"),
    "company": Text("公司", "the company"),
    "signatory": Text("落款", "the signatory"),
    "cycle": Text("周期名称", "the cycle's name"),
    "grade": Text("等级", "the grade"),
    "grade_meaning": Text("等级说明", "the grade's meaning"),
    "grade_note": Text("校准理由", "the calibration reason"),
    "stretches": Text("指标", "the KPIs"),
    "moves": Text("任职", "the assignments"),
    "adjustments": Text("加减分", "the adjustments"),
    "strengths": Text("指标", "the KPIs"),
    "to_work_on": Text("指标", "the KPIs"),
    "agreed": Text("沟通记录", "the check-ins"),
    "comments": Text("评语", "the comments"),
}


def field_name(field: str) -> Text:
    """The name of a field of LetterFacts; the letter itself for one without a sheet of its own."""
    return _NAMES.get(field, Text("信件内容", "the letter's text"))
