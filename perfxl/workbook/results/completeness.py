"""完整度: how much evidence there is per department and employee, and who still owes what."""

from perfxl.cycle.sheets import COMPLETENESS
from perfxl.language import Text
from perfxl.rules.completeness import Completeness
from perfxl.workbook.results.words import STATUS, STATUS_LOOKS, looked_up, worded, yes_no
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

DEPARTMENTS, OWED, EMPLOYEES = 0, 1, 2  # the tables in their order
_SHARE = "0.0%"


def completeness_sheet(
    completeness: Completeness, names: dict[str, str], language: str, *, score_format: str
) -> SheetToWrite:
    """Departments, then who owes what (with the filter), then employees."""
    title = COMPLETENESS(language)
    overall = Text(
        f"全部适用证据（按权重）已到位 {completeness.overall:.1%}。",
        f"{completeness.overall:.1%} of the applicable evidence (by weight) is present.",
    )
    tables = [
        _departments(completeness, language),
        _owners(completeness, names, language),
        _employees(completeness, names, language, score_format),
    ]
    return SheetToWrite(title=title, heading=title, head=[HeadLine(overall(language))], tables=tables, filtered=OWED)


def _id(key: str, zh: str, en: str, language: str) -> ColumnToWrite:
    return ColumnToWrite(key, Text(zh, en)(language), number_format="@", widest=24)


def _departments(completeness: Completeness, language: str) -> TableToWrite:
    columns = [
        _id("department", "部门", "Department", language),
        ColumnToWrite("coverage", Text("完整度", "Coverage")(language), number_format=_SHARE),
        ColumnToWrite("missing", Text("欠缺项数", "Pieces missing")(language), number_format="0"),
    ]
    rows = completeness.departments.sort_values(["coverage", "department"], ignore_index=True)
    none = Text("没有部门。", "No departments.")(language)
    return TableToWrite(columns, rows, title=Text("各部门", "Departments")(language), none=none)


def _owners(completeness: Completeness, names: dict[str, str], language: str) -> TableToWrite:
    columns = [
        _id("owner_id", "应由谁提供（工号）", "Owed by (ID)", language),
        _id("owner_name", "提供人", "Name", language),
        _id("employee_id", "关于谁（工号）", "About (ID)", language),
        _id("name", "姓名", "Name", language),
        ColumnToWrite("what", Text("欠缺什么", "What is missing")(language), widest=40, wrap=True),
        ColumnToWrite("place", Text("位置", "Place")(language), widest=20),  # runs on to the right: nothing is there
    ]
    owed = completeness.owed(language)
    rows = owed.assign(
        owner_name=looked_up(owed["owner_id"], names),
        name=looked_up(owed["employee_id"], names),
    ).sort_values("owner_id", kind="stable", ignore_index=True)
    none = Text("没有人欠缺数据。", "Nobody owes anything.")(language)
    return TableToWrite(columns, rows, title=Text("谁还欠什么", "Who owes what")(language), none=none)


def _employees(completeness: Completeness, names: dict[str, str], language: str, score_format: str) -> TableToWrite:
    columns = [
        _id("employee_id", "工号", "Employee ID", language),
        _id("name", "姓名", "Name", language),
        _id("department", "部门", "Department", language),
        ColumnToWrite("status", Text("状态", "Status")(language), look_from="look"),
        ColumnToWrite("coverage", Text("完整度", "Coverage")(language), number_format=_SHARE),
        ColumnToWrite("low", Text("最低可能得分", "Lowest possible score")(language), number_format=score_format),
        ColumnToWrite("high", Text("最高可能得分", "Highest possible score")(language), number_format=score_format),
        ColumnToWrite("grade_certain", Text("等级已定", "Grade certain")(language), align="center"),
    ]
    people = completeness.employees
    rows = people.assign(
        name=looked_up(people["employee_id"], names),
        look=people["status"].map(STATUS_LOOKS).fillna("plain"),
        status=worded(people["status"], STATUS, language),
        grade_certain=yes_no(people["grade_certain"], language),
    )
    none = Text("名单上没有人。", "Nobody is on the roster.")(language)
    return TableToWrite(columns, rows, title=Text("各员工", "Employees")(language), none=none)
