"""The KPI rows of a letter and the sentence about the department's goals."""

import math
from collections.abc import Sequence

from perfxl.cycle.settings import CycleSettings
from perfxl.language import Text
from perfxl.letters.evidence import Row
from perfxl.letters.facts import KpiLine
from perfxl.letters.rule_words import RuleRow, rule_in_words
from perfxl.letters.wording import DASH, clean, day, exact, percent, points, quantity
from perfxl.rules.kpi_scores import DEFAULT_CAP

_NOT_APPLICABLE = Text("不适用，不计：{why}", "Not applicable, not counted: {why}")
_ZEROED = Text("截止日期{on}前未收到数据，按方案计 0 分", "No evidence by the deadline{on}; the scheme counts 0 points")
_CAPPED = Text("已达上限 {cap} 分", "At the cap of {cap} points")
_GOALS = Text("部门绩效＝{sum}。", "Department = {sum}.")


def kpi_line(row: Row, settings: CycleSettings, language: str) -> KpiLine:
    """One KPI as the letter's table shows it; `row` is a row of Scores.kpis with its sheet's row under `typed`."""
    typed = row["typed"]
    counts = row["status"] in ("present", "zeroed")
    return KpiLine(
        name=clean(row["kpi"]),
        weight=percent(row["weight"]),
        target=shown_quantity(typed, "target"),
        actual=shown_quantity(typed, "actual"),
        rule=rule_in_words(_rule_row(row), language),
        points=points(row["points"]) if counts else DASH,
        contribution=points(row["contribution"]) if counts else DASH,
        note=kpi_note(row, settings, language),
        bar=float(row["points"]) if counts and math.isfinite(row["points"]) else None,
    )


def shown_quantity(typed: Row, column: str) -> str:
    """A quantity of a sheet's row as it was typed, with its unit."""
    return quantity(
        typed[f"{column}.text"],
        float(typed[column]),
        is_percent=bool(typed[f"{column}.percent"]),
        unit=str(typed.get("unit", "")),
    )


def kpi_note(row: Row, settings: CycleSettings, language: str) -> str:
    """Why a KPI does not count as it stands: not applicable, zeroed, capped; empty if it simply counts."""
    if row["status"] == "not_applicable":
        return _NOT_APPLICABLE(language).format(why=clean(row["typed"]["not_applicable_reason"]))
    if row["status"] == "zeroed":
        return zeroed_note(settings, language)
    cap = cap_of(row)
    return _CAPPED(language).format(cap=exact(cap)) if row["points"] >= cap > 100 else ""


def zeroed_note(settings: CycleSettings, language: str) -> str:
    """What is said where evidence was missing after the deadline."""
    on = day(settings.deadline_on, language)
    spaced = f" ({on})" if language == "en" and on else f"（{on}）" if on else ""
    return _ZEROED(language).format(on=spaced)


def cap_of(row: Row) -> float:
    """The cap of a KPI in points: its sheet's, else 120."""
    cap = float(row["typed"]["cap"])
    return cap if math.isfinite(cap) else DEFAULT_CAP


def goals_sentence(goals: Sequence[Row], language: str) -> str:
    """The department's goals with points and weights, in one sentence; empty if there are none."""
    counted = [goal for goal in goals if goal["status"] in ("present", "zeroed") and math.isfinite(goal["points"])]
    if not counted:
        return ""
    mark = " × " if language == "en" else "×"
    terms = [f"{clean(goal['goal'])} {points(goal['points'])}{mark}{percent(goal['weight'])}" for goal in counted]
    return _GOALS(language).format(sum=(" + " if language == "en" else "＋").join(terms))


def _rule_row(row: Row) -> RuleRow:
    typed = row["typed"]
    return RuleRow(
        rule=str(row["rule"]),
        target=shown_quantity(typed, "target"),
        floor=exact(typed["floor"]) if row["rule"] == "deduct" else shown_quantity(typed, "floor"),
        stretch=shown_quantity(typed, "stretch"),
        cap=cap_of(row),
        parameters=str(typed["parameters"]),
    )
