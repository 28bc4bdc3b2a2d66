"""得分明细: every score line by line, with the same sums as live formulas beside perfxl's own score."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.choices import COMPONENTS, RULES, title_of
from perfxl.cycle.sheets import TRACE
from perfxl.language import Text
from perfxl.rules.scores import Scores
from perfxl.workbook.results.trace_formulas import COMPARED, Letters, live_formulas
from perfxl.workbook.results.words import DIFFERENT, HOW, KINDS, SAME, noted, rounded_format, worded
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite, first_data_row

ROWS_PER_SHEET = 1_000_000  # Excel has 1,048,576
CHECK = "check"
LAST_PRINTED = "note"  # what follows is for the screen
_LOOKS = {"score": "total", "base": "part", "assignment": "part", "component": "part"}
_LOOKS |= {"extra_total": "part", "deduct_total": "part"}


def trace_columns(language: str, *, digits: int) -> list[ColumnToWrite]:
    """The columns of 得分明细; scores are shown with `digits` decimals."""
    points, score = "0." + "0" * max(digits, 2), rounded_format(digits)

    def column(key: str, zh: str, en: str, number_format: str = "General", **more: Any) -> ColumnToWrite:
        return ColumnToWrite(key, Text(zh, en)(language), number_format, **more)

    def live(key: str, zh: str, en: str, number_format: str, **more: Any) -> ColumnToWrite:
        return column(key, zh, en, number_format, formula_from=f"{key}.formula", **more)

    return [
        column("employee_id", "工号", "Employee ID", "@", widest=16),
        column("name", "姓名", "Name", "@", widest=18),
        column("line", "行", "Line", "0", align="center"),
        column("kind", "类别", "Kind", widest=18),
        column("component", "组成部分", "Component", widest=14),
        column("item", "项目", "Item", widest=26, wrap=True),
        column("rule", "计分规则", "Rule", widest=22, wrap=True),
        column("target", "目标值", "Target", "@", widest=14, align="right"),
        column("actual", "实际值", "Actual", "@", widest=14, align="right"),
        live("value", "评分", "Rating", "0.##", look_from="value.look"),
        live("points", "得分", "Points", points),
        column("weight", "权重/天数", "Weight or days", "0.##", look_from="weight.look"),
        column("of", "合计/上限/位数", "Out of, cap or digits", "0.##", look_from="of.look"),
        live("contribution", "贡献", "Contribution", points),
        column(COMPARED, "perfxl 得分", "perfxl's score", score),
        live(CHECK, "核对", "Check", "General", align="center", alarm=DIFFERENT(language)),
        column(LAST_PRINTED, "说明", "Note", widest=26, wrap=True),
        column("parent", "计入行", "Feeds line", "0", align="center"),
        column("how", "算法", "How", widest=26),
        column("x0", "量表下点", "Scale from"),
        column("x1", "量表上点", "Scale to"),
        column("p0", "下点得分", "Points from"),
        column("p1", "上点得分", "Points to"),
        column("place", "位置", "Place", widest=40, wrap=True),
    ]


def trace_sheets(scores: Scores, language: str, *, rows_per_sheet: int = ROWS_PER_SHEET) -> list[SheetToWrite]:
    """得分明细, and 得分明细 2, 3... where Excel's rows run out; nobody's lines are divided."""
    digits = scores.cycle.settings.rounding_digits
    return sheets_of_trace(scores.trace, scores.people, language, digits=digits, rows_per_sheet=rows_per_sheet)


def sheets_of_trace(
    trace: pd.DataFrame, people: pd.DataFrame, language: str, *, digits: int, rows_per_sheet: int = ROWS_PER_SHEET
) -> list[SheetToWrite]:
    """As `trace_sheets`, for any trace with its columns; people: employee_id and score."""
    columns = trace_columns(language, digits=digits)
    trace = _prepared(trace, people, language)
    parts = _parts(trace["employee_id"].to_numpy(), rows_per_sheet)
    return [_sheet(trace.iloc[part], columns, language, number=i, of=len(parts)) for i, part in enumerate(parts)]


def disagreements(sheets: Sequence[SheetToWrite], language: str) -> str:
    """A formula that counts the people whose score in the sheet's formulas is not perfxl's."""
    counts = []
    for sheet in sheets:
        letter = Letters.of(sheet.tables[0].columns)[CHECK]
        counts.append(f"COUNTIF('{sheet.title}'!${letter}:${letter},\"{DIFFERENT(language)}\")")
    return "+".join(counts)


def _prepared(trace: pd.DataFrame, people: pd.DataFrame, language: str) -> pd.DataFrame:
    """The trace with perfxl's score on the score lines, and the looks; words come later, formulas need the keys."""
    trace = trace.reset_index(drop=True)
    own = people.set_index("employee_id")["score"].astype(float)
    is_score = trace["kind"] == "score"
    compared = trace["employee_id"].map(own).where(is_score)
    same = np.where(is_score & compared.notna(), SAME(language), "")
    look = trace["kind"].map(_LOOKS).fillna("plain")
    last = trace["employee_id"] != trace["employee_id"].shift(-1)
    fine = {f"{key}.look": _whole_look(trace[key], look) for key in ("value", "weight", "of")}
    return trace.assign(**fine, **{COMPARED: compared, CHECK: same, "look": look, "outline": np.where(last, 0, 1)})


def _whole_look(numbers: pd.Series, look: pd.Series) -> pd.Series:
    """The row's look; whole numbers are shown without a decimal point."""
    return look.where(numbers.isna() | (numbers != numbers.round()), look + " whole")


def _parts(employee_ids: np.ndarray, rows_per_sheet: int) -> list[slice]:
    """Slices of at most `rows_per_sheet` rows that end where a person ends."""
    ends = [*(np.flatnonzero(employee_ids[1:] != employee_ids[:-1]) + 1).tolist(), len(employee_ids)]
    parts, start, last = [], 0, 0
    for end in ends:
        if end - start > rows_per_sheet and last > start:
            parts.append(slice(start, last))
            start = last
        last = end
    return [*parts, slice(start, last)]


def _head(language: str, *, number: int, of: int) -> list[HeadLine]:
    told = Text(
        "得分、评分和贡献是公式，改动输入可在 Excel 中重算；“perfxl 得分”是 perfxl 的结果，两者应一致。",
        "Points, ratings and contributions are formulas that Excel recalculates; perfxl's score should agree with them.",
    )
    many = Text(
        f"共 {of} 张明细表，这是第 {number + 1} 张（Excel 每张表的行数有限）。",
        f"Sheet {number + 1} of {of}, because a sheet of Excel has a limited number of rows.",
    )
    lines = [HeadLine(told(language))]
    return [*lines, HeadLine(many(language), look="warning")] if of > 1 else lines


def _sheet(trace: pd.DataFrame, columns: list[ColumnToWrite], language: str, *, number: int, of: int) -> SheetToWrite:
    title = TRACE(language) + (f" {number + 1}" if number else "")
    head = _head(language, number=number, of=of)
    formulas = live_formulas(trace, Letters.of(columns), first_row=first_data_row(head), language=language)
    rows = _in_words(trace.assign(**formulas), language)
    table = TableToWrite(
        columns,
        rows,
        look_from="look",
        outline_from="outline",
        none=Text("没有可列出的得分。", "No scores to list.")(language),
        name=f"perfxl_trace_{number + 1}",
    )
    printed = [column.key for column in columns].index(LAST_PRINTED) + 1
    return SheetToWrite(title=title, heading=title, head=head, tables=[table], frozen=2, printed=printed)


def _in_words(trace: pd.DataFrame, language: str) -> pd.DataFrame:
    parts = {choice.key: choice.title for choice in COMPONENTS}
    rules = {key: Text(title_of(key, RULES, "zh"), title_of(key, RULES, "en")) for key in trace["rule"].unique()}
    return trace.assign(
        kind=worded(trace["kind"], KINDS, language),
        component=worded(trace["component"], parts, language),
        rule=worded(trace["rule"], rules, language),
        how=worded(trace["how"], HOW, language),
        note=noted(trace["note"], language),
        parent=trace["parent"].where(trace["parent"] > 0),
    )
