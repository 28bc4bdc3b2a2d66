"""The overview of all appeals as a document for HR. Pure: tables in, facts out."""

from datetime import date
from typing import Any

from perfxl.language import Text
from perfxl.letters.documents.facts import AppealGrade, AppealsReport, AppealSummary
from perfxl.letters.documents.heading import heading
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import DASH, clean, exact, fixed, percent
from perfxl.rules.appeal_overview import STATES, AppealOverview

_ALL, _DECIDED_LATE = Text("申诉", "Appeals"), Text("逾期才处理", "Decided late")
_COUNTED = ("granted", "rejected", "open", "overdue")
_NEXT = Text("最近的答复期限：{due}（{id}）。", "The next answer is due on {due} ({id}).")
_UNUSABLE = Text(
    "{n} 件有更正值但未计入，请看问题清单（PX802 至 PX807）。",
    "{n} have a corrected value that does not count; see the findings PX802 to PX807.",
)
_OVER = Text("超过名额", "over the quota")


def appeals_report(overview: AppealOverview, language: str) -> AppealsReport:
    """Counts, every appeal with its deadline and outcome, and how grades moved."""
    table = overview.table
    late = int((table["late"] & table["state"].isin(["granted", "rejected", "unusable"])).sum()) if len(table) else 0
    tiles = [(_ALL(language), str(len(table)))]
    tiles += [(_capital(STATES[state](language)), str(overview.count(state))) for state in _COUNTED]
    evidence, digits = Evidence(overview.scores), overview.scores.cycle.settings.rounding_digits
    return AppealsReport(
        language=language,
        heading=heading(evidence, language),
        tiles=(*tiles, (_DECIDED_LATE(language), str(late))),
        told=tuple(_sentences(overview, language)),
        appeals=tuple(_summary(row, language, digits=digits) for row in table.to_dict("records")),
        grades=_grades(overview, language),
    )


def _sentences(overview: AppealOverview, language: str) -> list[str]:
    waiting = [row for row in overview.table.to_dict("records") if row["state"] == "open" and row["due_on"]]
    told = []
    if waiting:
        first = min(waiting, key=lambda row: (row["due_on"], row["appeal_id"]))
        told.append(_NEXT(language).format(due=first["due_on"], id=first["appeal_id"]))
    if overview.count("unusable"):
        told.append(_UNUSABLE(language).format(n=overview.count("unusable")))
    return told


def _summary(row: dict[Any, Any], language: str, *, digits: int) -> AppealSummary:
    return AppealSummary(
        appeal_id=clean(row["appeal_id"]),
        employee_id=str(row["employee_id"]),
        person=clean(row["name"]) or DASH,
        item=clean(row["item"]),
        raised=_day(row["raised_on"]),
        due=_day(row["due_on"]),
        state=STATES[row["state"]](language),
        alarming=row["state"] in ("overdue", "unusable"),
        outcome=_outcome(row, digits=digits),
    )


def _outcome(row: dict[Any, Any], *, digits: int) -> str:
    """What became of value, score and grade: `89% → 95.5%; 91.83 → 92.55; B`."""
    if row["state"] != "granted":
        return clean(row["decision"]) or DASH
    scores = [DASH if row[key] is None else fixed(float(row[key]), digits) for key in ("score_before", "score_after")]
    grades = [row[key] or DASH for key in ("grade_before", "grade_after")]
    parts = [f"{row['value_before']} → {row['value_after']}", " → ".join(scores), " → ".join(dict.fromkeys(grades))]
    return clean("; ".join(parts))


def _grades(overview: AppealOverview, language: str) -> tuple[AppealGrade, ...]:
    rows = overview.grades.to_dict("records")
    if all(row["before"] == row["after"] for row in rows):
        return ()
    return tuple(
        AppealGrade(
            grade=clean(row["grade"]),
            before=f"{row['before']} ({exact(round(row['share_before'], 1))}%)",
            after=f"{row['after']} ({exact(round(row['share_after'], 1))}%)",
            quota=DASH if row["quota"] is None or row["quota"] != row["quota"] else percent(row["quota"]),
            note=_OVER(language) if row["over"] else "",
        )
        for row in rows
    )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _day(on: date | None) -> str:
    return on.isoformat() if on else DASH
