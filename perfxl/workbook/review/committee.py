"""校准会议: whom to talk about, 校准名额: places and people per grade, 校准提案: rows to paste into the calibration sheet."""

import numpy as np
import pandas as pd

from perfxl.cycle.sheets import CALIBRATION_MEETING, CALIBRATION_PLACES, CALIBRATION_ROWS, sheet_of
from perfxl.language import Text
from perfxl.rules.committee import Committee, pool_title
from perfxl.rules.committee_words import STATUSES, how_to_read, pool_notes
from perfxl.workbook.results.words import rounded_format
from perfxl.workbook.review.columns import SHARE, figures, letter, words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_LOOKS = {"tie": "blocker", "lower": "warning", "borderline": "note", "decided": "total", "": "plain"}


def committee_sheets(found: Committee, language: str) -> list[SheetToWrite]:
    """Everybody in the order to talk about, and the places."""
    return [meeting_sheet(found, language), places_sheet(found, language)]


def meeting_sheet(found: Committee, language: str) -> SheetToWrite:
    """Everybody with a grade: proposals, reasons, and what was decided."""
    shown = rounded_format(found.scores.cycle.settings.rounding_digits)
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        words("department", "部门", "Department", language),
        figures("score", "得分", "Score", language, shown),
        figures("rank", "名次", "Rank", language),
        letter("earned", "按得分", "By score", language),
        letter("proposed", "提议", "Proposed", language),
        ColumnToWrite("told", Text("要谈的事", "To talk about")(language), look_from="look"),
        words("why_told", "依据", "Why", language, widest=64, wrap=True),
        figures("probability", "等级不变的把握", "Chance of the same grade", language, SHARE),
        letter("other", "另一可能", "Else", language),
        letter("grade", "最终等级", "Final grade", language),
        words("decided_by", "决定人", "Decided by", language),
        ColumnToWrite("decided_on", Text("决定日期", "Decided on")(language), number_format="yyyy-mm-dd"),
    ]
    if found.pool == "department":
        columns[4] = figures("rank", "部门内名次", "Rank in department", language)
    people = found.people
    rows = people.assign(
        told=[STATUSES[status](language) for status in people["status"]],
        look=[_LOOKS[status] for status in people["status"]],
        why_told=[why(language) for why in people["why"]],
        other=np.where(people["borderline"].astype(bool), people["other"], ""),
    )
    title, none = CALIBRATION_MEETING(language), Text("没有人有等级。", "Nobody has a grade.")(language)
    head = [HeadLine(line(language)) for line in how_to_read(found)]
    return SheetToWrite(
        title=title, heading=title, head=head, tables=[TableToWrite(columns, rows, none=none)], frozen=2
    )


def places_sheet(found: Committee, language: str) -> SheetToWrite:
    """One row per pool and grade."""
    columns = [
        words("pool_told", "范围", "Pool", language),
        figures("n", "人数", "People", language),
        letter("grade", "等级", "Grade", language),
        figures("quota", "比例", "Quota", language, '0.##"%"'),
        figures("exact", "取整前", "Before rounding", language, "0.00"),
        figures("places", "名额", "Places", language),
        figures("earned", "按得分", "By score", language),
        figures("proposed", "若按提议", "As proposed", language),
        figures("final", "现在", "Now", language),
        figures("room", "可用名额", "Places in reach", language),
        ColumnToWrite("said", Text("说明", "Note")(language), widest=24, align="center", look_from="look"),
    ]
    pools = found.pools
    rows = pools.assign(
        pool_told=[pool_title(pool)(language) for pool in pools["pool"]],
        said=np.select(
            [pools["over"].astype(bool), pools["small"].astype(bool) & pools["quota"].notna()],
            [Text("超过名额", "over its places")(language), Text("人数太少", "too few people")(language)],
            "",
        ),
        look=np.where(pools["over"].astype(bool), "warning", "muted"),
    )
    title, none = CALIBRATION_PLACES(language), Text("没有人有等级。", "Nobody has a grade.")(language)
    told = [
        Text(
            "可用名额：本等级的名额，加上更高等级没有用完的。空白为不限。",
            "Places in reach: the grade's own, and those that better grades leave free. Blank: no limit.",
        ),
        *(note for pool in dict.fromkeys(pools["pool"]) for note in pool_notes(found, str(pool))),
    ]
    head = [HeadLine(line(language)) for line in told]
    return SheetToWrite(
        title=title, heading=title, head=head, tables=[TableToWrite(columns, rows, none=none)], frozen=3
    )


def rows_sheet(found: Committee, language: str) -> SheetToWrite:
    """The proposals as rows of the calibration sheet, without who and when, so that pasting alone decides nothing."""
    people = found.people[found.people["status"].isin(["tie", "lower"])]
    declared = sheet_of("calibration").columns
    columns = [ColumnToWrite(one.key, one.title(language), number_format="@", widest=60) for one in declared]
    rows = pd.DataFrame(
        {
            "employee_id": people["employee_id"],
            "proposed_grade": people["proposed"],
            "reason": [why(language) for why in people["why"]],
            "decided_by": "",
            "decided_on": "",
        }
    )
    title = CALIBRATION_ROWS(language)
    sheet = sheet_of("calibration").title
    told = [
        Text(
            f"把会议同意的行复制到周期工作簿的“{sheet.zh}”表，改好理由，填上决定人和决定日期。",
            f"Copy the rows that the meeting agrees to into the sheet “{sheet.en}” of the cycle workbook.",
        ),
        Text(
            "缺理由、决定人或决定日期的行不会采用。",
            "Put the reason in your words and fill in who decided and when: a row without these is not used.",
        ),
    ]
    none = Text("没有提议。", "There are no proposals.")(language)
    return SheetToWrite(
        title=title,
        heading=title,
        head=[HeadLine(line(language)) for line in told],
        tables=[TableToWrite(columns, rows, none=none)],
    )
