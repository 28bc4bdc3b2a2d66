"""Points of KPIs and department goals: each row by its rule, kept within 0..cap (DESIGN.md section 4.1)."""

import dataclasses
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding
from perfxl.findings.weights_and_rules import CapUnusable, NotANumber, PercentMixed, RuleMissing, TargetMissing
from perfxl.language import Text
from perfxl.rules.exact import Bools, Floats
from perfxl.rules.kpi_rules import QUANTITIES_USED, RULE_FUNCTIONS
from perfxl.rules.rule_rows import Problem, RuleRows, column_title

DEFAULT_CAP = 120.0


class Evidence(IntEnum):
    """What became of one KPI row."""

    PRESENT = 0
    MISSING = 1  # no actual: the person is held, unless the policy says zero after the deadline
    REFUSED = 2  # an actual that cannot be used: counts as missing and always holds
    UNUSABLE = 3  # the rule, target or cap cannot be used: no bounds either
    NOT_APPLICABLE = 4
    ZEROED = 5  # missing after the deadline under the policy `zero`


@dataclass(frozen=True)
class RowPoints:
    """Points of each row of a kpis or goals table, aligned with it.

    points: within 0..cap, NaN unless the evidence is PRESENT. evidence: PRESENT, MISSING, REFUSED or UNUSABLE.
    absent: True where there is no actual that could be used.
    """

    points: Floats
    cap: Floats
    evidence: np.ndarray
    absent: Bools
    findings: list[Finding]


def row_points(cycle: Cycle, key: str, rows: np.ndarray) -> RowPoints:
    """Score the rows (positions) of the table `key` ('kpis' or 'goals') that are in use."""
    table = cycle[key].take(rows)
    cap = np.where(np.isnan(table["cap"].to_numpy()), DEFAULT_CAP, table["cap"].to_numpy(dtype=np.float64))
    points = np.full(len(table), np.nan)
    evidence = np.full(len(table), Evidence.PRESENT, dtype=np.int8)
    verdicts: list[tuple[Problem, np.ndarray]] = []
    code, rules = pd.factorize(table["rule"].to_numpy(dtype=object))
    for number, rule in enumerate(rules):
        here = np.flatnonzero(code == number)
        part = table.take(here)
        points[here], problems = _judged(str(rule), part, cap[here])
        verdicts += [(problem, here) for problem in problems if problem.where.any()]
    absent = _actual_missing(table)
    evidence[absent] = Evidence.MISSING
    findings: list[Finding] = []
    for problem, here in verdicts:
        bad = here[problem.where]
        absent[bad] |= problem.finding is NotANumber and problem.column == "actual"
        evidence[bad] = np.maximum(evidence[bad], Evidence.REFUSED if problem.refused else Evidence.UNUSABLE)
        findings += [_finding(cycle, key, int(rows[one]), problem) for one in bad]
    present = evidence == Evidence.PRESENT
    return RowPoints(np.where(present, np.clip(points, 0.0, cap), np.nan), cap, evidence, absent, findings)


def _judged(rule: str, table: pd.DataFrame, cap: Floats) -> tuple[Floats, list[Problem]]:
    if rule not in RULE_FUNCTIONS:
        return np.full(len(table), np.nan), [Problem(np.ones(len(table), dtype=bool), RuleMissing, "rule")]
    quantities = QUANTITIES_USED.get(rule, ())
    problems = [*_cap_problems(table, cap), *_quantity_problems(rule, table, quantities)]
    actual = table["actual"].to_numpy(dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        points, more = RULE_FUNCTIONS[rule](RuleRows.of(table, actual=actual, cap=cap))
    return points, [*problems, *more]


def _cap_problems(table: pd.DataFrame, cap: Floats) -> list[Problem]:
    unreadable = table["cap.status"].to_numpy() == CellStatus.UNREADABLE
    return [Problem(unreadable | (cap <= 0), CapUnusable, "cap")]


def _quantity_problems(rule: str, table: pd.DataFrame, columns: tuple[str, ...]) -> list[Problem]:
    """Missing targets, words where numbers are needed, percent beside plain numbers."""
    problems = []
    if rule in ("milestone", "yes_no"):
        unreadable = _status(table, "actual", CellStatus.UNREADABLE)
        facts: dict[str, object] = {"column": column_title("actual")}
        problems.append(Problem(unreadable, NotANumber, "actual", facts, refused=True))
    for column in columns:
        words = _status(table, column, CellStatus.WORDS) | _status(table, column, CellStatus.UNREADABLE)
        problems.append(
            Problem(words, NotANumber, column, {"column": column_title(column)}, refused=column == "actual")
        )
        if column != "actual":
            absent = _status(table, column, CellStatus.BLANK) | _status(table, column, CellStatus.NOT_APPLICABLE)
            problems.append(Problem(absent, TargetMissing, column, {"column": column_title(column)}))
    if rule == "deduct":
        words = _status(table, "floor", CellStatus.WORDS) | _status(table, "floor", CellStatus.UNREADABLE)
        problems.append(Problem(words, NotANumber, "floor", {"column": column_title("floor")}))
    if rule == "bands":
        columns = (*columns, "target")
        about_target = table["parameters"].str.contains("[%％]", regex=True).to_numpy(dtype=bool)
        return [*problems, *_percent_problems(table, columns, about_target)]
    return [*problems, *_percent_problems(table, columns, np.ones(len(table), dtype=bool))]


def _percent_problems(table: pd.DataFrame, columns: tuple[str, ...], concerned: Bools) -> list[Problem]:
    if len(columns) < 2:
        return []
    percent = np.zeros(len(table), dtype=bool)
    plain = np.zeros(len(table), dtype=bool)
    for column in columns:
        given = _status(table, column, CellStatus.GIVEN)
        percent |= given & table[f"{column}.percent"].to_numpy(dtype=bool)
        plain |= given & ~table[f"{column}.percent"].to_numpy(dtype=bool)
    mixed = percent & plain & concerned
    return [Problem(mixed, PercentMixed, "actual", {"columns": _titles(columns)}, refused=True)]


def _titles(columns: tuple[str, ...]) -> Text:
    titles = [column_title(column) for column in columns]
    return Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))


def _status(table: pd.DataFrame, column: str, status: CellStatus) -> Bools:
    return np.asarray(table[f"{column}.status"].to_numpy() == status)


def _actual_missing(table: pd.DataFrame) -> Bools:
    return _status(table, "actual", CellStatus.BLANK) | _status(table, "actual", CellStatus.NOT_APPLICABLE)


def _finding(cycle: Cycle, key: str, row: int, problem: Problem) -> Finding:
    line = cycle[key].iloc[row]
    facts: dict[str, Any] = dict(problem.facts)
    fields = {field.name for field in dataclasses.fields(problem.finding)}
    if "written" in fields and "written" not in facts:
        facts["written"] = str(line.get(f"{problem.column}.text", ""))
    if "target_value" in fields:
        facts["target_value"] = float(line["target"])
    return problem.finding(
        employee_id=str(line.get("employee_id", "")),
        item=str(line["kpi" if key == "kpis" else "goal"]),
        **cycle.at(key, row, problem.column),
        **facts,
    )
