"""得分: one row per person, and above it what HR asks first."""

from collections import Counter
from datetime import date

import pandas as pd

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.cycle.sheets import SCORES
from perfxl.findings.base import Findings
from perfxl.language import Text, spoken
from perfxl.rules.calibration import told
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short
from perfxl.workbook.results.words import STATUS, STATUS_LOOKS, looked_up, rounded_format, worded, yes_no
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

LAST_PRINTED = "blocked_by"  # what follows is for the screen
_BLOCKERS_NAMED = 3


def scores_sheet(scores: Scores, language: str, *, as_of: date, disagreements: str) -> SheetToWrite:
    """The scores with one column per component in use.

    disagreements: a formula that counts the people whose score in the trace's formulas differs from perfxl's; '' where
    the trace does not stand in the same workbook.
    """
    in_use = components_in_use(scores)
    columns = _columns(in_use, language, rounded_format(scores.cycle.settings.rounding_digits))
    none = Text("名单上没有人。", "Nobody is on the roster.")(language)
    table = TableToWrite(columns, _rows(scores, in_use, language), none=none, name="perfxl_scores")
    name = spoken(scores.cycle.settings.name, language)
    title = SCORES(language)
    heading = f"{name} · {title}" if name else title
    head = _head(scores, language, as_of=as_of, disagreements=disagreements)
    printed = [column.key for column in columns].index(LAST_PRINTED) + 1
    return SheetToWrite(title=title, heading=heading, head=head, tables=[table], frozen=2, printed=printed)


def components_in_use(scores: Scores) -> list[str]:
    """The keys of the components that anybody is scored by, in the declared order."""
    used = set(scores.components["component"].unique())
    return [choice.key for choice in COMPONENTS if choice.key in used]


def _columns(in_use: list[str], language: str, rounded: str) -> list[ColumnToWrite]:
    def column(key: str, zh: str, en: str, number_format: str = "General", *, align: str = "") -> ColumnToWrite:
        return ColumnToWrite(key, Text(zh, en)(language), number_format=number_format, align=align, widest=16)

    parts = [ColumnToWrite(f"points.{key}", _points_of(key, language), number_format="0.00") for key in in_use]
    return [
        column("employee_id", "工号", "Employee ID", "@"),
        column("name", "姓名", "Name", "@"),
        column("department", "部门", "Department", "@"),
        ColumnToWrite("status", Text("状态", "Status")(language), look_from="look"),
        *parts,
        column("base", "基础分", "Base", "0.00"),
        column("adjustment", "加减分", "Adjustment", "+0.00;-0.00;0.00"),
        column("score", "最终得分", "Score", rounded),
        column("grade", "最终等级", "Grade", "@", align="center"),
        column("coverage", "完整度", "Coverage", "0.0%"),
        ColumnToWrite(LAST_PRINTED, Text("暂缓原因", "Held because")(language), widest=30, wrap=True),
        ColumnToWrite("calibrated", Text("校准", "Calibration")(language), number_format="@", widest=36, wrap=True),
        column("computed_grade", "计算等级", "Computed grade", "@", align="center"),
        column("coefficient", "系数", "Coefficient", "0.00"),
        column("low", "最低可能", "Lowest possible", rounded),
        column("high", "最高可能", "Highest possible", rounded),
        column("grade_certain", "等级已定", "Grade certain", align="center"),
        column("position", "岗位", "Position", "@"),
        column("scheme", "考核方案", "Scheme", "@"),
        column("fingerprint", "标准指纹", "Standards", "@"),
    ]


def _points_of(component: str, language: str) -> str:
    """A component's column; its word alone might be that of another column (部门)."""
    word = title_of(component, COMPONENTS, language)
    return Text(f"{word}得分", f"{word[:1].upper()}{word[1:]} points")(language)


def _rows(scores: Scores, in_use: list[str], language: str) -> pd.DataFrame:
    people = scores.people
    points = _points(scores)
    per_part = {f"points.{key}": people["employee_id"].map(points.get(key, {})).astype(float) for key in in_use}
    return people.assign(
        **per_part,
        look=people["status"].map(STATUS_LOOKS),
        status=worded(people["status"], STATUS, language),
        grade_certain=yes_no(people["grade_certain"], language),
        blocked_by=looked_up(people["employee_id"], _blocked_by(scores.findings, language)),
        calibrated=looked_up(
            people["employee_id"], {one: text(language) for one, text in told(scores.calibration).items()}
        ),
        fingerprint=looked_up(people["employee_id"], scores.fingerprints.employees).map(short),
    )


def _points(scores: Scores) -> dict[str, dict[str, float]]:
    """Points by component and employee; of somebody who moved, by the days of the assignments that have it."""
    share = scores.components["span"].map(scores.assignments.set_index("span")["share"]).astype(float)
    points = scores.components["points"].astype(float)
    parts = scores.components[["component", "employee_id"]].assign(points=points, share=share, part=points * share)
    known = parts.groupby(["component", "employee_id"], sort=False)
    sums = known["part"].sum(min_count=1) / known["share"].sum()
    whole = known["points"].count() == known["points"].size()
    found: dict[str, dict[str, float]] = {}
    for (component, employee), value in sums.where(whole).items():
        found.setdefault(component, {})[employee] = value
    return found


def _blocked_by(findings: Findings, language: str) -> dict[str, str]:
    reasons: dict[str, dict[str, None]] = {}
    for finding in findings:
        if finding.blocks and finding.employee_id:
            reasons.setdefault(finding.employee_id, {})[f"{finding.code} {finding.title(language)}"] = None
    return {employee: "\n".join(titles) for employee, titles in reasons.items()}


def _head(scores: Scores, language: str, *, as_of: date, disagreements: str) -> list[HeadLine]:
    standards = short(scores.fingerprints.all)
    count = scores.people["status"].value_counts()
    scored, held, exempt = (int(count.get(key, 0)) for key in ("scored", "held", "exempt"))
    first = Text(
        f"截至 {as_of} · 标准指纹 {standards} · 已计分 {scored} 人，暂缓计分 {held} 人，免考核 {exempt} 人",
        f"As of {as_of} · standards {standards} · {scored} scored, {held} held, {exempt} exempt",
    )
    agreed = Text("明细公式重算后与 perfxl 不一致的人数：", "People whose trace formulas differ from perfxl's score: ")
    formula = f'"{agreed(language)}"&({disagreements})'
    lines = [HeadLine(first(language)), *_changed(scores, language), HeadLine(_what_blocks(scores.findings, language))]
    return [*lines, HeadLine(agreed(language) + "0", formula=formula, look="muted")] if disagreements else lines


def _changed(scores: Scores, language: str) -> list[HeadLine]:
    """That the standards in force are not those published, where that is so."""
    published, n = scores.cycle.published, len(scores.standards_changed)
    if published is None or not n:
        return []
    on = published.last.on
    told = Text(
        f"▲ 标准与 {on} 公布的（{short(published.last.all)}）有 {n} 处不同，见问题清单",
        f"▲ The standards differ from those published on {on} ({short(published.last.all)}) in {n} places; see Findings",
    )
    return [HeadLine(told(language), look="warning")]


def _what_blocks(findings: Findings, language: str) -> str:
    blocking = [finding for finding in findings if finding.blocks]
    if not blocking:
        return Text("没有阻止计分的问题。", "Nothing keeps anybody from being scored.")(language)
    titles = {finding.code: finding.title(language) for finding in blocking}
    common = Counter(finding.code for finding in blocking).most_common(_BLOCKERS_NAMED)
    zh = "；".join(f"{code} {titles[code]}（{times} 处）" for code, times in common)
    en = "; ".join(f"{code} {titles[code]} ({times})" for code, times in common)
    return Text(f"最多的阻碍：{zh}", f"What blocks most: {en}")(language)
