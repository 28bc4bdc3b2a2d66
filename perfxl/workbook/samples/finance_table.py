"""Finance: everybody on one sheet, merged title rows, a header of two lines, people merged over their KPIs, fractions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from perfxl.cycle.sample.standards import Row
from perfxl.cycle.typed import Percent, Typed
from perfxl.language import Text
from perfxl.workbook.samples.form_pen import FormPen

FINANCE = "财务部"
_WHOLE = (1, 13)
# Columns, first line of the header, second line ("" where the first is merged over both).
_HEADS = (
    ((1, 1), Text("序号", "No."), None),
    ((2, 2), Text("姓名", "Name"), None),
    ((3, 3), Text("工号", "Employee ID"), None),
    ((4, 5), Text("考核指标", "Indicator"), None),
    ((6, 6), Text("权重\n（小数）", "Weight\n(fraction)"), None),
    ((7, 7), Text("目标值", "Target"), None),
    ((8, 9), Text("完成情况", "Result"), (Text("实际值", "Actual"), Text("数据来源", "Evidence"))),
    ((10, 11), Text("评价", "Rating"), (Text("自评", "Self"), Text("主管", "Manager"))),
    ((12, 12), Text("主管评语", "Manager's comment"), None),
    ((13, 13), Text("综合得分", "Final score"), None),
)
_WIDTHS = (1.5, 5, 15, 9, 10, 10, 9, 9, 15, 15, 8, 8, 36, 10)


def write_finance_table(
    folder: Path, language: str, *, rows: Mapping[str, Sequence[Row]], stated: Mapping[str, float]
) -> Path:
    """Write the department's one workbook."""
    staff = [row for row in rows["employees"] if row["department"] == FINANCE and not row.get("exempt_reason")]
    path = folder / f"{FINANCE}绩效汇总.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        pen = FormPen(book, book.add_worksheet(Text("汇总", "Summary")(language)), language)
        _write_head(pen, str(staff[0]["employee_id"]))
        row = 7
        for number, person in enumerate(staff, start=1):
            row = _write_person(
                pen, row, number, person=person, rows=rows, score=stated.get(str(person["employee_id"]))
            )
        notes = (
            Text(
                "注：权重以小数填写，每人合计为 1；同事评价另行收集。",
                "Note: weights are fractions, 1 per person; peers' ratings are collected apart.",
            ),
            Text(
                "填表人：柏小满        审核人：松谷雨        填报日期：2026-10-13",
                "Prepared by: 柏小满        Checked by: 松谷雨        Date: 2026-10-13",
            ),
        )
        for place, note in enumerate(notes, start=row):
            pen.free(place, _WHOLE, note(language), font_size=9.5)
    return path


def _write_head(pen: FormPen, head_id: str) -> None:
    language = pen.language
    for column, width in enumerate(_WIDTHS):
        pen.page.set_column(column, column, width)
    pen.page.set_landscape()
    pen.page.set_paper(9)
    pen.page.fit_to_pages(1, 0)
    pen.page.repeat_rows(5, 6)
    pen.page.hide_gridlines(2)
    company = Text("示例制造有限公司", "Sample Works Ltd.")
    title = Text(f"{FINANCE}年度绩效考核汇总表", f"Appraisal summary of {FINANCE}")
    pen.free(0, _WHOLE, company(language), align="center", font_size=12)
    pen.free(1, _WHOLE, title(language), align="center", bold=True, font_size=18)
    pen.page.set_row(1, 32)
    told = Text(
        f"部门：{FINANCE}        考核周期：2025.10—2026.9        主管工号：{head_id}",
        f"Department: {FINANCE}        Period: 2025.10-2026.9        Manager ID: {head_id}",
    )
    pen.free(3, _WHOLE, told(language))
    for columns, upper, lower in _HEADS:
        pen.label(5, columns, upper(language), rows=1 if lower else 2)
        for column, text in zip(columns, lower or (), strict=False):
            pen.label(6, (column, column), text(language))
    pen.page.set_row(5, 22)
    pen.page.set_row(6, 22)
    pen.page.freeze_panes(7, 4)


def _write_person(
    pen: FormPen, row: int, number: int, *, person: Row, rows: Mapping[str, Sequence[Row]], score: float | None
) -> int:
    """The lines of one person; returns the row below them."""
    kpis = [one for one in rows["kpis"] if one["employee_id"] == person["employee_id"]]
    merged: tuple[tuple[int, Typed, dict[str, object]], ...] = (
        (1, number, {}),
        (2, person["name"], {}),
        (3, person["employee_id"], {"num_format": "@"}),
        (10, _rating(rows, person, "self", key="rating"), {}),
        (11, _rating(rows, person, "manager", key="rating"), {}),
        (12, _rating(rows, person, "manager", key="comment"), {"align": "left", "indent": 1}),
        (13, score, {}),
    )
    for column, value, look in merged:
        pen.put(row, (column, column), value, rows=len(kpis), **look)
    for place, one in enumerate(kpis, start=row):
        pen.put(place, (4, 5), one["kpi"], align="left", indent=1)
        pen.put(place, (6, 6), _fraction(one["weight"]))
        for column, key in ((7, "target"), (8, "actual"), (9, "evidence")):
            pen.put(place, (column, column), one.get(key) or (0 if one.get(key) == 0 else ""))
        pen.page.set_row(place, 34 if isinstance(actual := one.get("actual"), str) and len(actual) > 9 else 21)
    return row + len(kpis)


def _fraction(weight: Typed) -> Typed:
    return round(weight.shown / 100, 9) if isinstance(weight, Percent) else weight


def _rating(rows: Mapping[str, Sequence[Row]], person: Row, role: str, *, key: str) -> Typed:
    """What the person or the manager says; a dash for those who are rated by aspects, on another sheet."""
    mine = [one for one in rows["ratings"] if one["employee_id"] == person["employee_id"] and one["role"] == role]
    given = [one for one in mine if not one.get("dimension")]
    if not given:
        return "—" if key == "rating" else ""
    return given[0].get(key)
