"""Customer service: one form a person, one workbook each; sections with weights of their own, two ratings side by side."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from perfxl.cycle.sample.standards import Row
from perfxl.cycle.typed import Percent, Typed
from perfxl.language import Text
from perfxl.workbook.samples.form_pen import FormPen

SERVICE = "客服部"
_TITLE = Text("员工绩效考核表", "Employee appraisal form")
_LINES = 5  # printed lines of each section, used or not
_COLUMNS = ((1, 1), (2, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 9))
_WHOLE = (1, 9)
_HEADS = (
    Text("序号", "No."),
    Text("考核指标", "Indicator"),
    Text("单位", "Unit"),
    Text("权重", "Weight"),
    Text("目标值", "Target"),
    Text("实际完成", "Achieved"),
    Text("数据来源", "Evidence"),
)
_SECTIONS = (Text("一、业务指标", "1. Service"), Text("二、质量指标", "2. Quality"))
_RATINGS = Text("三、综合评价", "3. Overall ratings")
_RESULT = Text("四、考核结果", "4. Result")
_OVERALL = Text("总体评价", "Overall")
_NONE = Text("无", "none")


def write_service_forms(
    folder: Path, language: str, *, rows: Mapping[str, Sequence[Row]], stated: Mapping[str, float]
) -> list[Path]:
    """Write one workbook for each appraised person of the department."""
    names = {str(row["employee_id"]): str(row["name"]) for row in rows["employees"]}
    paths = []
    for person in rows["employees"]:
        if person["department"] != SERVICE or person.get("exempt_reason"):
            continue
        path = folder / f"{SERVICE}-{person['name']}.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            pen = FormPen(book, book.add_worksheet(Text("考核表", "Form")(language)), language)
            _write_form(
                pen,
                person,
                rows,
                manager=names.get(str(person["manager_id"]), ""),
                score=stated.get(str(person["employee_id"])),
            )
        paths.append(path)
    return paths


def sections_of(kpis: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The KPIs of one person in two sections that weigh 50 % each: the first two that do, and the others."""
    halves = [
        (one, two)
        for place, one in enumerate(kpis)
        for two in kpis[place + 1 :]
        if _percent(one["weight"]) + _percent(two["weight"]) == 50
    ]
    first = list(halves[0]) if halves else list(kpis)
    return first, [row for row in kpis if row not in first]


def _percent(weight: Typed) -> float:
    return weight.shown if isinstance(weight, Percent) else 0.0


def _write_form(
    pen: FormPen, person: Row, rows: Mapping[str, Sequence[Row]], *, manager: str, score: float | None
) -> None:
    mine = {
        key: [row for row in rows[key] if row["employee_id"] == person["employee_id"]] for key in ("kpis", "ratings")
    }
    _set_page(pen)
    _write_person(pen, person, manager)
    row = 8
    for title, kpis in zip(_SECTIONS, sections_of(mine["kpis"]), strict=True):
        row = _write_section(pen, row, title, kpis)
    row = _write_ratings(pen, row, mine["ratings"], str(person["manager_id"]))
    _write_result(pen, row, score)


def _set_page(pen: FormPen) -> None:
    for column, width in enumerate((2, 6, 13, 13, 9, 10, 11, 16, 13, 20)):
        pen.page.set_column(column, column, width)
    pen.page.set_portrait()
    pen.page.set_paper(9)
    pen.page.fit_to_pages(1, 1)
    pen.page.hide_gridlines(2)


def _write_person(pen: FormPen, person: Row, manager: str) -> None:
    zh = pen.language == "zh"
    pen.free(
        1,
        _WHOLE,
        f"{SERVICE}{_TITLE.zh}" if zh else f"{_TITLE.en} ({SERVICE})",
        align="center",
        bold=True,
        font_size=18,
    )
    pen.page.set_row(1, 34)
    cycle = "考核周期：2025-10-01 至 2026-09-30" if zh else "Review period: 2025-10-01 to 2026-09-30"
    pen.free(3, (1, 5), cycle)
    pen.free(3, (6, 9), "填表日期：2026-10-12" if zh else "Date: 2026-10-12", align="right")
    told = (
        (Text("姓    名", "Name"), person["name"], Text("工    号", "Employee ID"), person["employee_id"]),
        (Text("岗    位", "Position"), person["position"], Text("部    门", "Department"), SERVICE),
        (Text("直接上级", "Manager"), manager, Text("上级工号", "Manager ID"), person["manager_id"]),
    )
    for row, (left, name, right, number) in enumerate(told, start=4):
        pen.label(row, (1, 2), left(pen.language))
        pen.put(row, (3, 5), name)
        pen.label(row, (6, 7), right(pen.language))
        pen.put(row, (8, 9), number, num_format="@")
        pen.page.set_row(row, 21)


def _write_section(pen: FormPen, row: int, title: Text, kpis: Sequence[Row]) -> int:
    """One section of KPIs with its unused lines and its subtotal; returns the row below it."""
    weight = sum(_percent(one["weight"]) for one in kpis)
    words = f"（权重 {weight:g}%）" if pen.language == "zh" else f" (weight {weight:g}%)"
    pen.heading(row, _WHOLE, title(pen.language) + words)
    for columns, head in zip(_COLUMNS, _HEADS, strict=True):
        pen.label(row + 1, columns, head(pen.language))
    for place in range(_LINES):
        values = _line(kpis[place], weight) if place < len(kpis) else _unused(place, pen.language)
        for columns, value in zip(_COLUMNS, (place + 1, *values), strict=True):
            pen.put(row + 2 + place, columns, value)
        pen.page.set_row(row + 2 + place, 34 if isinstance(values[4], str) and len(values[4]) > 9 else 20)
    pen.page.set_row(row + 1, 20)
    last = row + 2 + _LINES
    pen.page.set_row(last, 20)
    pen.label(last, (1, 4), Text("小计", "Subtotal")(pen.language))
    pen.put(last, _COLUMNS[3], 1 if kpis else 0)
    pen.put(last, (6, 9), "")
    return last + 1


def _line(kpi: Row, section: float) -> tuple[Typed, ...]:
    """One KPI; its weight is a fraction of the section's."""
    share = round(_percent(kpi["weight"]) / section, 9)
    return kpi["kpi"], kpi.get("unit") or "", share, kpi.get("target"), kpi.get("actual"), kpi.get("evidence") or ""


def _unused(place: int, language: str) -> tuple[Typed, ...]:
    """What people leave in lines that they do not need: nothing, zeros, or a word."""
    return (_NONE(language), "", 0, 0, 0, "") if place == _LINES - 1 else ("",) * 6


def _write_ratings(pen: FormPen, row: int, ratings: Sequence[Row], manager_id: str) -> int:
    """Self and manager side by side under a header of two lines; returns the row below."""
    language = pen.language
    pen.heading(row, _WHOLE, _RATINGS(language))
    pen.page.set_row(row + 1, 20)
    pen.page.set_row(row + 2, 20)
    pen.label(row + 1, (1, 3), Text("评价内容", "Aspect")(language), rows=2)
    pen.label(row + 1, (4, 5), Text("评分（1—5）", "Rating (1-5)")(language))
    pen.label(row + 2, (4, 4), Text("本人", "Self")(language))
    pen.label(row + 2, (5, 5), Text("上级", "Manager")(language))
    pen.label(row + 1, (6, 7), Text("本人说明", "Own remarks")(language), rows=2)
    pen.label(row + 1, (8, 9), Text("上级评语", "Manager's comment")(language), rows=2)
    given = [one for one in ratings if one["role"] == "manager" and one["rater_id"] == manager_id]
    own = {one.get("dimension") or "": one for one in ratings if one["role"] == "self"}
    for place, one in enumerate(given, start=row + 3):
        aspect = str(one.get("dimension") or "")
        mine = own.get(aspect, {})
        pen.put(place, (1, 3), aspect or _OVERALL(language))
        pen.put(place, (4, 4), mine.get("rating") if own else "—")
        pen.put(place, (5, 5), one.get("rating"))
        pen.put(place, (6, 7), mine.get("comment") or "", align="left", indent=1)
        pen.put(place, (8, 9), one.get("comment") or "", align="left", indent=1)
        pen.page.set_row(place, 92 if one.get("comment") else 22)
    return row + 3 + len(given)


def _write_result(pen: FormPen, row: int, score: float | None) -> None:
    language = pen.language
    pen.heading(row, _WHOLE, _RESULT(language))
    pen.label(row + 1, (1, 3), Text("综合得分", "Final score")(language))
    pen.put(row + 1, (4, 5), score if score is not None else "")
    pen.label(row + 1, (6, 7), Text("考核等级", "Grade")(language))
    pen.put(row + 1, (8, 9), Text("（由人力资源部填写）", "(HR fills this in)")(language), font_color="#808080")
    pen.page.set_row(row + 1, 22)
    signs = (Text("被考核人签字：", "Employee's signature:"), Text("直接上级签字：", "Manager's signature:"))
    for columns, sign in zip(((1, 5), (6, 9)), signs, strict=True):
        pen.put(row + 2, columns, sign(language), align="left", indent=1, valign="top")
    pen.page.set_row(row + 2, 40)
    note = Text("说明：权重以小数填写，每一部分合计为 1。", "Note: weights are fractions; each section adds up to 1.")
    pen.free(row + 3, _WHOLE, note(language), font_size=9, font_color="#595959")
