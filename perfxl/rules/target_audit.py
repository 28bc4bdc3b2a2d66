"""Targets looked at against what was reached before: too easy, too hard, lowered although exceeded.

A target is judged by its own rule: what would the last actual, the mean of up to three cycles and the best of them be worth under
it? So it does not matter whether more or less is better. These are observations for a talk, never verdicts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.findings.year import OtherLength, TargetLowered, TargetTooEasy, TargetTooHard
from perfxl.language import Text, folded, plain_number, spoken
from perfxl.rules.exact import Floats, rounded_number, to9
from perfxl.rules.kpi_scores import row_points

MOST_CYCLES = 3
EASY, AVERAGE, HARD = 110.0, 100.0, 60.0  # points
AUDITED = frozenset(
    {"ratio_up", "ratio_down", "inverse_down", "deviation_up", "deviation_down", "on_target", "bands", "interpolate", "step"}
)
_KEYS: Mapping[str, tuple[str, ...]] = {"kpis": ("employee_id", "kpi"), "goals": ("level", "department", "owner_id", "goal")}
_LONGER = 0.1  # share by which a cycle may be longer or shorter and still be compared
COLUMNS = (
    "table", "row", "employee_id", "department", "kpi", "unit", "percent", "rule", "target", "target_before", "last", "mean", "best",
    "cycles", "points_before", "points_last", "points_mean", "points_best", "flags",
)  # fmt: skip


@dataclass(frozen=True)
class TargetAudit:
    """The audit of a cycle's targets.

    targets: one row per KPI and goal that can be audited (COLUMNS); the last actual, mean, best and their points are NaN where
    nothing was reached before; target_before and points_before are those of the latest cycle that has it; flags are easy, hard
    and lowered. departments: how many targets, with a past, and with each flag.
    """

    cycle: Cycle
    history: tuple[Cycle, ...]
    targets: pd.DataFrame
    departments: pd.DataFrame
    findings: Findings


def target_audit(cycle: Cycle, history: Sequence[Cycle]) -> TargetAudit:
    """Audit the targets of `cycle` against up to three earlier cycles, the latest first."""
    earlier = tuple(sorted(history, key=lambda one: str(one.settings.ends_on or ""), reverse=True)[:MOST_CYCLES])
    targets = pd.concat([_audited(cycle, earlier, key) for key in _KEYS], ignore_index=True)
    findings = [*_about_targets(cycle, targets), *_about_length(cycle, earlier)]
    return TargetAudit(cycle, earlier, targets, _departments(targets), Findings.of(findings))


def _audited(cycle: Cycle, earlier: tuple[Cycle, ...], key: str) -> pd.DataFrame:
    table = cycle[key]
    rows = np.flatnonzero(table["rule"].isin(AUDITED).to_numpy())
    own = table.take(rows)
    past = _past(own, earlier, key)
    worth = [_worth(cycle, key, rows, past.actuals[:, number]) for number in range(past.actuals.shape[1])]
    each = np.column_stack(worth) if worth else np.full((len(rows), 1), np.nan)
    mean = _mean(past.actuals)
    at_old_target = _worth(cycle, key, rows, past.target)
    known = ~np.isnan(each)
    best = np.where(known.any(axis=1), np.nanargmax(np.where(known, each, -np.inf), axis=1), 0)
    last = np.argmax(~np.isnan(past.actuals), axis=1) if past.actuals.shape[1] else np.zeros(len(rows), dtype=int)
    at = np.arange(len(rows))
    found = pd.DataFrame(
        {
            "table": key,
            "row": rows,
            "employee_id": own["employee_id" if key == "kpis" else "owner_id"].to_numpy(dtype=object),
            "department": _department_of(cycle, own, key),
            "kpi": own["kpi" if key == "kpis" else "goal"].to_numpy(dtype=object),
            "unit": own["unit"].to_numpy(dtype=object),
            "percent": own["target.percent"].to_numpy(dtype=bool),
            "rule": own["rule"].to_numpy(dtype=object),
            "target": own["target"].to_numpy(dtype=np.float64),
            "target_before": past.target,
            "last": past.actuals[at, last] if past.actuals.shape[1] else np.nan,
            "mean": mean,
            "best": past.actuals[at, best] if past.actuals.shape[1] else np.nan,
            "cycles": (~np.isnan(past.actuals)).sum(axis=1),
            "points_before": past.points,
            "points_last": each[at, last],
            "points_mean": _worth(cycle, key, rows, mean),
            "points_best": each[at, best],
        }
    )
    cap = np.where(np.isnan(own["cap"].to_numpy()), 120.0, own["cap"].to_numpy(dtype=np.float64))
    found["flags"] = _flags(found, cap=cap, at_old_target=at_old_target, then=past.points_at_target)
    return found.reindex(columns=list(COLUMNS))


@dataclass(frozen=True)
class _Past:
    """For each target: the actual of each earlier cycle (rows x cycles), and of the latest one that has it the target, the points
    that its actual earned and those that its target is worth."""

    actuals: Floats
    target: Floats
    points: Floats
    points_at_target: Floats


def _past(own: pd.DataFrame, earlier: tuple[Cycle, ...], key: str) -> _Past:
    names = _names(own, key)
    actuals = np.full((len(own), len(earlier)), np.nan)
    target, points, at_target = (np.full(len(own), np.nan) for _ in range(3))
    for number, cycle in enumerate(earlier):
        then = cycle[key]
        row_of = {name: row for row, name in enumerate(_names(then, key))}  # of somebody who moved, the last one
        rows = np.array([row_of.get(name, -1) for name in names], dtype=np.int64)
        found = np.flatnonzero(rows >= 0)
        match = then.take(rows[found])
        same = (match["actual.status"].to_numpy() == CellStatus.GIVEN) & (
            match["actual.percent"].to_numpy() == own["target.percent"].to_numpy()[found]
        )
        found, at = found[same], rows[found][same]
        actuals[found, number] = then["actual"].to_numpy(dtype=np.float64)[at]
        new = np.isnan(target[found])
        found, at = found[new], at[new]
        target[found] = then["target"].to_numpy(dtype=np.float64)[at]
        points[found] = row_points(cycle, key, at).points
        at_target[found] = _worth(cycle, key, at, target[found])
    return _Past(actuals, target, points, at_target)


def _names(table: pd.DataFrame, key: str) -> list[tuple[str, ...]]:
    columns = [[folded(str(cell)) for cell in table[column]] for column in (*_KEYS[key], "unit")]
    return list(zip(*columns, strict=True))


def _worth(cycle: Cycle, key: str, rows: np.ndarray, actual: Floats) -> Floats:
    """What each of these actuals would be worth by the row's own rule, target and cap; NaN where the actual is."""
    table = cycle[key].copy()
    given = table["actual"].to_numpy(dtype=np.float64, copy=True)
    status = np.full(len(table), CellStatus.BLANK, dtype=np.int8)
    given[rows] = actual
    status[rows] = np.where(np.isnan(actual), CellStatus.BLANK, CellStatus.GIVEN)
    percent = np.where(table["rule"] == "bands", table["actual.percent"], table["target.percent"]).astype(bool)
    changed = table.assign(**{"actual": given, "actual.status": status, "actual.percent": percent})
    return row_points(cycle.with_tables(**{key: changed}), key, rows).points


def _mean(actuals: Floats) -> Floats:
    n = (~np.isnan(actuals)).sum(axis=1)
    return np.where(n > 0, np.nansum(actuals, axis=1) / np.maximum(n, 1), np.nan)


def _department_of(cycle: Cycle, own: pd.DataFrame, key: str) -> np.ndarray:
    if key == "goals":
        return np.asarray(own["department"].to_numpy(dtype=object))
    roster = cycle["employees"].drop_duplicates("employee_id").set_index("employee_id")["department"]
    return np.asarray(own["employee_id"].map(roster).fillna("").to_numpy(dtype=object))


def _flags(found: pd.DataFrame, *, cap: Floats, at_old_target: Floats, then: Floats) -> list[tuple[str, ...]]:
    last, mean, best, before = (
        to9(found[f"points_{name}"].to_numpy(dtype=np.float64)) for name in ("last", "mean", "best", "before")
    )
    easy = (last >= np.minimum(EASY, cap)) & (mean >= AVERAGE) & (cap > AVERAGE)
    hard = best < HARD
    lowered = (before >= AVERAGE) & (to9(at_old_target) > to9(then))
    return [
        tuple(name for name, holds in (("easy", one), ("hard", two), ("lowered", three)) if holds)
        for one, two, three in zip(easy, hard, lowered, strict=True)
    ]


def _departments(targets: pd.DataFrame) -> pd.DataFrame:
    counted = targets.assign(
        known=targets["cycles"] > 0,
        **{name: [name in flags for flags in targets["flags"]] for name in ("easy", "hard", "lowered")},
    )
    sums = counted.groupby("department", sort=True)[["known", "easy", "hard", "lowered"]].sum()
    return sums.assign(targets=counted.groupby("department").size()).reset_index()


def shown_figure(number: float, *, percent: bool) -> str:
    """A quantity with its percent sign; '' where there is none."""
    return "" if np.isnan(number) else plain_number(number, digits=4) + "%" * percent


def _about_targets(cycle: Cycle, targets: pd.DataFrame) -> Iterator[Finding]:
    for row in targets[targets["flags"].map(bool)].itertuples():
        at = cycle.at(str(row.table), int(row.row), "target")
        who = str(row.employee_id) or str(row.department)
        last, best, mean = (rounded_number(float(points), 2) for points in (row.points_last, row.points_best, row.points_mean))
        aim, actual, best_actual, before = (
            shown_figure(float(number), percent=bool(row.percent))
            for number in (row.target, row.last, row.best, row.target_before)
        )
        if "easy" in row.flags:
            yield TargetTooEasy(employee_id=who, item=row.kpi, aim=aim, last=actual, points=last, mean_points=mean, **at)
        if "hard" in row.flags:
            yield TargetTooHard(employee_id=who, item=row.kpi, aim=aim, best=best_actual, points=best, **at)
        if "lowered" in row.flags:
            points_before = rounded_number(float(row.points_before), 2)
            yield TargetLowered(
                employee_id=who, item=row.kpi, aim=aim, aim_before=before, last=actual, points=last, points_before=points_before, **at
            )


def _about_length(cycle: Cycle, earlier: tuple[Cycle, ...]) -> Iterator[Finding]:
    own = _days(cycle)
    for one in earlier:
        days = _days(one)
        if own and days and abs(days - own) > _LONGER * own:
            name = one.settings.name or one.file
            yield OtherLength(item=name, period=Text(spoken(name, "zh"), spoken(name, "en")), days=days, own_days=own)


def _days(cycle: Cycle) -> int:
    first, last = cycle.settings.starts_on, cycle.settings.ends_on
    return (last - first).days + 1 if first and last else 0
