"""Every sheet and column, declared once. Reader, builder, checks and the reference documentation come from here."""

from functools import cache

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets_of_evidence import (
    ADJUSTMENT_SHEET,
    APPEALS,
    CALIBRATION,
    CHECK_IN_SHEET,
    DECISION_SHEET,
    MATTERS,
    RATINGS,
    RECEIPTS,
)
from perfxl.cycle.sheets_of_people import ASSIGNMENTS, EMPLOYEES, GOALS, KPIS
from perfxl.cycle.sheets_of_standards import CYCLE, DIMENSIONS, GRADES, SCHEMES
from perfxl.cycle.sheets_of_year import CALENDAR, HISTORY
from perfxl.language import Text, folded

SHEETS: tuple[Sheet, ...] = (
    CYCLE,
    SCHEMES,
    DIMENSIONS,
    GRADES,
    EMPLOYEES,
    ASSIGNMENTS,
    GOALS,
    KPIS,
    RATINGS,
    ADJUSTMENT_SHEET,
    CHECK_IN_SHEET,
    APPEALS,
    CALIBRATION,
    DECISION_SHEET,
    MATTERS,
    RECEIPTS,
    CALENDAR,
    HISTORY,
)
TABLES: tuple[Sheet, ...] = tuple(sheet for sheet in SHEETS if not sheet.key_value)

# Sheets that perfxl writes or that only people read; their rows are not data.
HOME = Text("首页", "Home")
OVERVIEW = Text("概览", "Overview")
FINDINGS = Text("问题清单", "Findings")
SCORES = Text("得分", "Scores")
TRACE = Text("得分明细", "Trace")
COMPLETENESS = Text("完整度", "Completeness")
RATERS = Text("评价人", "Raters")
HEALTH = Text("体检", "Health")
AGREEMENT = Text("一致性", "Agreement")
CERTAINTY = Text("等级把握", "Certainty")
FAIRNESS = Text("公平", "Fairness")
LEDGER = Text("加减分台账", "Ledger")
APPEALS_OVERVIEW = Text("申诉一览", "Appeals overview")
CALIBRATION_OVERVIEW = Text("校准概览", "Calibration overview")
CALIBRATION_MEETING = Text("校准会议", "Calibration meeting")
CALIBRATION_PLACES = Text("校准名额", "Calibration places")
CALIBRATION_ROWS = Text("校准提案", "Calibration proposals")
KPI_LIBRARY = Text("指标库", "KPI library")
NEGOTIATION = Text("目标协商", "Negotiation")
WRITTEN = (HOME, OVERVIEW, FINDINGS, SCORES, TRACE, COMPLETENESS, RATERS, HEALTH)
WRITTEN_ALSO = (
    FAIRNESS,
    AGREEMENT,
    CERTAINTY,
    LEDGER,
    APPEALS_OVERVIEW,
    CALIBRATION_OVERVIEW,
    CALIBRATION_MEETING,
    CALIBRATION_PLACES,
    CALIBRATION_ROWS,
    KPI_LIBRARY,
    NEGOTIATION,
    Text("反馈信", "Letters"),
    Text("填写说明", "Instructions"),
    Text("xlwings.conf", ""),
    Text("perfxl.marks", ""),
)
NOT_READ = frozenset(folded(name) for title in (*WRITTEN, *WRITTEN_ALSO) for name in title if name)


@cache
def sheet_named(name: str) -> Sheet | None:
    """The declared sheet that `name` names as key, in Chinese, in English or by alias, in any case."""
    wanted = folded(name)
    return next((sheet for sheet in SHEETS if wanted in map(folded, sheet.names())), None)


@cache
def sheet_of(key: str) -> Sheet:
    """The declared sheet of that key; KeyError if there is none."""
    for sheet in SHEETS:
        if sheet.key == key:
            return sheet
    raise KeyError(key)
