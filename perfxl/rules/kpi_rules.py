"""What each KPI rule asks of its row before its formula may speak.

Every rule is a function from rows to points and problems. A *refused* actual is the sheet's evidence being wrong (it
counts as missing, the person is held); any other problem means that the rule itself cannot be used.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from perfxl.cycle.choices import recognised
from perfxl.cycle.columns import Choice
from perfxl.findings.weights_and_rules import (
    BandsBroken,
    NotMonotone,
    ParameterMissing,
    RankTooSmall,
    TargetMissing,
    TargetNotPositive,
    ZeroTarget,
)
from perfxl.language import Text
from perfxl.rules import attainment
from perfxl.rules.bands import bands
from perfxl.rules.exact import Floats, to9
from perfxl.rules.milestones import earned, milestones
from perfxl.rules.parameter_checks import bad_amounts, in_units, missing_parameters, unfit, unknown_names
from perfxl.rules.parameters import yes_or_no
from perfxl.rules.rule_rows import Problem, RuleRows, column_title, refused

BETTER = (Choice("up", Text("越大越好", "up")), Choice("down", Text("越小越好", "down")))

Judged = tuple[Floats, list[Problem]]
RuleFunction = Callable[[RuleRows], Judged]

QUANTITIES_USED: dict[str, tuple[str, ...]] = {
    "ratio_up": ("target", "actual"),
    "ratio_down": ("target", "actual"),
    "inverse_down": ("target", "actual"),
    "deviation_up": ("target", "actual"),
    "deviation_down": ("target", "actual"),
    "on_target": ("target", "actual"),
    "bands": ("actual",),
    "interpolate": ("floor", "target", "stretch", "actual"),
    "step": ("target", "actual"),
    "deduct": ("actual",),
    "rank": ("actual",),
    "manual": ("actual",),
}
"""Which columns a rule reads as quantities in one unit; milestone and yes_no read words."""


def _positive_target(rows: RuleRows) -> list[Problem]:
    return [Problem(rows.target <= 0, TargetNotPositive, "target")]


def _ratio_up(rows: RuleRows) -> Judged:
    return attainment.ratio_up(rows.actual, rows.target), [*_positive_target(rows), *unknown_names(rows, (), "-")]


def _ratio_down(rows: RuleRows) -> Judged:
    return attainment.ratio_down(rows.actual, rows.target), [*_positive_target(rows), *unknown_names(rows, (), "-")]


def _inverse_down(rows: RuleRows) -> Judged:
    negative = refused(rows.actual < 0, "不能是负数", "it cannot be negative")
    problems = [*_positive_target(rows), *unknown_names(rows, (), "-"), negative]
    return attainment.inverse_down(rows.actual, rows.target), problems


def _deviation(formula: Callable[[Floats, Floats, Floats], Floats]) -> RuleFunction:
    def judged(rows: RuleRows) -> Judged:
        scale = rows.parameter("scale")
        problems = [
            Problem((rows.target == 0) & np.isnan(scale), ZeroTarget, "parameters"),
            *unknown_names(rows, ("scale",), "scale=10"),
            *bad_amounts(rows, ("scale",), "scale=10", percent=False),
        ]
        return formula(rows.actual, rows.target, scale), problems

    return judged


def _on_target(rows: RuleRows) -> Judged:
    tolerance = in_units(rows, "tolerance")
    problems = [
        *missing_parameters(rows, ("tolerance",), "tolerance=5%"),
        *unknown_names(rows, ("tolerance",), "tolerance=5, tolerance=5%"),
        *bad_amounts(rows, ("tolerance",), "tolerance=5%", percent=True),
        Problem(tolerance == 0, ZeroTarget, "parameters"),
    ]
    return attainment.on_target(rows.actual, rows.target, tolerance), problems


def _bands(rows: RuleRows) -> Judged:
    points = np.full(len(rows.actual), np.nan)
    reached = points.copy()
    problems: list[Problem] = []
    texts = rows.table["parameters"].to_numpy()
    for text in pd.unique(texts):
        here = texts == text
        table = bands(str(text))
        if isinstance(table, str):
            problems.append(Problem(here, BandsBroken, "parameters", {"written": table}))
            continue
        values = rows.actual[here]
        if table.percent:
            target = rows.target[here]
            values = np.where(target > 0, attainment.ratio_up(values, target), np.nan)
            problems.append(
                Problem(here & np.isnan(rows.target), TargetMissing, "target", {"column": column_title("target")})
            )
            problems.append(Problem(here & (rows.target <= 0), TargetNotPositive, "target"))
        points[here], reached[here] = table.points_of(values), values
    outside = np.isnan(points) & ~np.isnan(reached)
    return points, [*problems, refused(outside, "不在任何阶梯内", "it lies outside all bands")]


def _interpolate(rows: RuleRows) -> Judged:
    floor, stretch = rows.number("floor"), rows.number("stretch")
    ordered = ((floor < rows.target) & (rows.target < stretch)) | ((floor > rows.target) & (rows.target > stretch))
    known = ~np.isnan(floor) & ~np.isnan(stretch) & ~np.isnan(rows.target)
    points = attainment.interpolated(rows.actual, floor, rows.target, stretch, cap=rows.cap)
    return points, [Problem(known & ~ordered, NotMonotone, "target"), *unknown_names(rows, (), "-")]


_STEP_NAMES = ("base", "each", "points", "up", "down")
_STEP_EXAMPLE = "base=90; each=3%; points=1.5; up=12; down=20"


def _step(rows: RuleRows) -> Judged:
    step = in_units(rows, "each")
    whole = [yes_or_no(cell.text("whole") or "no") for cell in rows.cells]
    better = [recognised(cell.text("better") or "up", BETTER) for cell in rows.cells]
    problems = [
        *missing_parameters(rows, _STEP_NAMES, _STEP_EXAMPLE),
        *unknown_names(rows, (*_STEP_NAMES, "whole", "better"), f"{_STEP_EXAMPLE}; whole=yes; better=up"),
        *bad_amounts(rows, ("base", "points", "up", "down"), _STEP_EXAMPLE, percent=False, zero=True),
        *bad_amounts(rows, ("each",), _STEP_EXAMPLE, percent=True),
        unfit(rows.where([word is None for word in whole]), "whole", "whole=yes, whole=no"),
        unfit(rows.where([word == "" for word in better]), "better", "better=up, better=down"),
        Problem(step == 0, ZeroTarget, "parameters"),
    ]
    raw = attainment.stepped(
        rows.actual,
        rows.target,
        base=rows.parameter("base"),
        step=step,
        points=rows.parameter("points"),
        up=rows.parameter("up"),
        down=rows.parameter("down"),
        whole=rows.where([word is True for word in whole]),
        more_is_better=rows.where([word == "up" for word in better]),
    )
    return raw, problems


def _milestone(rows: RuleRows) -> Judged:
    points = np.full(len(rows.actual), np.nan)
    broken = np.zeros(len(points), dtype=bool)
    unlisted = np.zeros(len(points), dtype=bool)
    texts = zip(rows.table["parameters"], rows.words, strict=True)
    for number, (text, done) in enumerate(texts):
        table = milestones(str(text))
        gained = earned(str(done), table) if table and done else None
        broken[number] = table is None
        unlisted[number] = bool(done) and table is not None and gained is None
        points[number] = np.nan if gained is None else gained
    problems = [
        Problem(
            broken, ParameterMissing, "parameters", {"parameter": "milestones", "example": "需求=30; 设计=30; 上线=40"}
        ),
        refused(unlisted, "其中有未列出的里程碑", "it names a milestone that is not listed"),
    ]
    return points, problems


def _yes_no(rows: RuleRows) -> Judged:
    words = rows.words
    answers = [yes_or_no(text) if text else None for text in words]
    points = np.array([np.nan if answer is None else 100.0 * answer for answer in answers], dtype=np.float64)
    unclear = np.isnan(points) & np.array([text != "" for text in words], dtype=bool)
    problems = [refused(unclear, "应为 是 或 否", "it should be yes or no"), *unknown_names(rows, (), "-")]
    return points, problems


def _deduct(rows: RuleRows) -> Judged:
    floor = np.nan_to_num(rows.number("floor"), nan=0.0)
    problems = [
        *missing_parameters(rows, ("each",), "each=2"),
        *unknown_names(rows, ("each",), "each=2"),
        *bad_amounts(rows, ("each",), "each=2", percent=False, zero=True),
        refused(rows.actual < 0, "次数不能是负数", "a count cannot be negative"),
    ]
    return attainment.deducted(rows.actual, rows.parameter("each"), floor), problems


def _rank(rows: RuleRows) -> Judged:
    of = rows.parameter("of")
    problems = [
        *missing_parameters(rows, ("of",), "of=12"),
        *unknown_names(rows, ("of",), "of=12"),
        *bad_amounts(rows, ("of",), "of=12", percent=False, zero=True),
        *(Problem(of == n, RankTooSmall, "parameters", {"count": float(n)}) for n in np.unique(of[of < 5])),
        refused((to9(rows.actual) < 1) | (to9(rows.actual) > of), "名次不在范围内", "it is outside 1..n"),
    ]
    return attainment.ranked(rows.actual, of), problems


def _manual(rows: RuleRows) -> Judged:
    return rows.actual.copy(), unknown_names(rows, (), "-")


RULE_FUNCTIONS: dict[str, RuleFunction] = {
    "ratio_up": _ratio_up,
    "ratio_down": _ratio_down,
    "inverse_down": _inverse_down,
    "deviation_up": _deviation(attainment.deviation_up),
    "deviation_down": _deviation(attainment.deviation_down),
    "on_target": _on_target,
    "bands": _bands,
    "interpolate": _interpolate,
    "step": _step,
    "milestone": _milestone,
    "yes_no": _yes_no,
    "deduct": _deduct,
    "rank": _rank,
    "manual": _manual,
}
