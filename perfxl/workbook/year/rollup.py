"""The workbook of a year: scores per period, the year's trace with live formulas down to each KPI, findings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from perfxl.cycle.sheets import TRACE
from perfxl.language import Text, spoken
from perfxl.rules.rollup import NOT_COUNTED, Year
from perfxl.workbook.results.trace import disagreements, sheets_of_trace, trace_sheets
from perfxl.workbook.results.words import STATUS, STATUS_LOOKS, rounded_format, worded, yes_no
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook
from perfxl.workbook.year.columns import figures, findings_list, words

SCORES = Text("年度得分", "Year scores")
_PERIOD = Text("第{n}期明细", "Period {n} trace")
_MOST_LINES = 400_000  # of all periods; beyond, their traces stay in their own results
_ABSENT = Text("缺", "missing")
_PERIODS = Text("各期", "Periods")


def write_year(year: Year, path: Path, *, language: str) -> None:
    """Write `year` to a new workbook of kind results at `path`. Raises Fault where it cannot be written."""
    sheets = year_sheets(year, language)
    made_on = year.periods[-1].scores.cycle.as_of
    write_workbook(path, sheets, kind="results", language=language, made_on=made_on, title=sheets[0].heading)


def year_sheets(year: Year, language: str, *, most_lines: int = _MOST_LINES) -> list[SheetToWrite]:
    """The sheets before they are a file. The traces of the periods are there unless they have over `most_lines` lines."""
    kept = sum(len(period.scores.trace) for period in year.periods) <= most_lines
    periods = [_period_trace(year, number, language) for number in range(len(year.periods))] if kept else []
    lines = year.trace.assign(item=[spoken(name, language) for name in year.trace["item"]])
    trace = _linked(year, sheets_of_trace(lines, year.people, language, digits=year.digits), periods)
    names = dict(zip(year.people["employee_id"], year.people["name"], strict=True))
    inner = [sheet for sheets in periods for sheet in sheets]
    told = disagreements([*trace, *inner], language)
    return [_scores(year, language, told=told), *trace, findings_list(year.findings, names, language), *inner]


def _scores(year: Year, language: str, *, told: str) -> SheetToWrite:
    rounded = rounded_format(year.digits)
    per_period = [_period_column(year, number, language) for number in range(len(year.periods))]
    columns = [
        words("employee_id", "工号", "Employee ID", language),
        words("name", "姓名", "Name", language),
        words("department", "部门", "Department", language),
        words("status", "状态", "Status", language, look_from="look"),
        *per_period,
        figures("score", "年度得分", "Year score", language, rounded),
        ColumnToWrite("grade", Text("年度等级", "Year grade")(language), number_format="@", align="center"),
        figures("low", "最低可能", "Lowest possible", language, rounded),
        figures("high", "最高可能", "Highest possible", language, rounded),
        words("grade_certain", "等级已定", "Grade certain", language),
        figures("counted", "计入的权重", "Weight that counts", language, '0.##"%"'),
        words("position", "岗位", "Position", language),
    ]
    none = Text("各期的员工表都没有人。", "Nobody is on any roster.")(language)
    table = TableToWrite(columns, _rows(year, language), none=none, name="perfxl_year")
    title = SCORES(language)
    agreed = Text("明细公式重算后与 perfxl 不一致的人次：", "Scores whose trace formulas differ from perfxl's: ")(language)
    head = [HeadLine(_weights(year, language)), HeadLine(_counts(year, language))]
    head.append(HeadLine(f"{agreed}0", formula=f'"{agreed}"&({told})', look="muted"))
    return SheetToWrite(title=title, heading=title, head=head, tables=[table], frozen=2)


def _period_column(year: Year, number: int, language: str) -> ColumnToWrite:
    name = spoken(year.periods[number].name, language)
    return ColumnToWrite(f"period.{number}", name, number_format=rounded_format(year.digits), widest=14, align="right")


def _rows(year: Year, language: str) -> pd.DataFrame:
    n = len(year.periods)
    texts = {"held": STATUS["held"], "absent": _ABSENT, **NOT_COUNTED}
    state, score = (year.parts[key].to_numpy(dtype=object).reshape(-1, n) for key in ("state", "score"))
    shown = {
        f"period.{number}": pd.Series(
            [one if now == "scored" else texts[now](language) for now, one in zip(state[:, number], score[:, number], strict=True)],
            dtype=object,
        )
        for number in range(n)
    }
    return year.people.assign(
        **shown,
        look=year.people["status"].map(STATUS_LOOKS),
        status=worded(year.people["status"], STATUS, language),
        grade_certain=yes_no(year.people["grade_certain"], language),
    )


def _weights(year: Year, language: str) -> str:
    between = Text("，", ", ")(language)
    each = [f"{spoken(one.name, language)} {one.weight:.4g}%" for one in year.periods]
    return Text("各期权重：", "Weights: ")(language) + between.join(each)


def _counts(year: Year, language: str) -> str:
    count = year.people["status"].value_counts()
    scored, held, exempt = (int(count.get(key, 0)) for key in ("scored", "held", "exempt"))
    return Text(
        f"已计分 {scored} 人，暂缓计分 {held} 人，免考核 {exempt} 人。缺的一期不按 0 分计；不在职或免考核的一期由其余各期分担权重。",
        f"{scored} scored, {held} held, {exempt} exempt. A missing period never counts as 0; the weight of a period in which somebody was "
        "not employed, or exempt, goes to the others.",
    )(language)


def _period_trace(year: Year, number: int, language: str) -> list[SheetToWrite]:
    """The trace of one period under a title of its own."""
    scores = year.periods[number].scores
    title = _PERIOD(language).format(n=number + 1)
    heading = f"{spoken(year.periods[number].name, language)} · {TRACE(language)}"
    return [
        replace(
            sheet,
            title=title if part == 0 else f"{title} {part + 1}",
            heading=heading,
            tables=[replace(sheet.tables[0], name=f"perfxl_period_{number + 1}_{part + 1}")],
        )
        for part, sheet in enumerate(trace_sheets(scores, language))
    ]


def _linked(year: Year, trace: list[SheetToWrite], periods: Sequence[Sequence[SheetToWrite]]) -> list[SheetToWrite]:
    """The year's trace whose points are those of the score lines in the periods' traces."""
    if not periods:
        return trace
    cells = [{key: cell for sheet in sheets for key, cell in _score_cells(sheet)} for sheets in periods]
    known = year.parts[(year.parts["share"] > 0)]
    formulas = {
        (str(row.employee_id), int(line)): cells[row.period].get(str(row.employee_id), "") if row.state == "scored" else ""
        for row, line in zip(known.itertuples(), known.groupby("employee_id", sort=False).cumcount() + 1, strict=True)
    }
    linked = []
    for sheet in trace:
        rows = sheet.tables[0].rows
        keys = zip(rows["employee_id"], rows["line"], rows["points.formula"], strict=True)
        points = [formulas.get((str(one), int(line)), "") or own for one, line, own in keys]
        linked.append(replace(sheet, tables=[replace(sheet.tables[0], rows=rows.assign(**{"points.formula": points}))]))
    return linked


def _score_cells(sheet: SheetToWrite) -> list[tuple[str, str]]:
    """For each person the cell with the score in a period's trace: the last line is the score."""
    rows = sheet.tables[0].rows
    places = zip(rows["employee_id"], sheet.cells("points"), rows["outline"], strict=True)
    return [(str(one), place) for one, place, outline in places if outline == 0]
