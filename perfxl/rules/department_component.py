"""The department component: the goals of a person's department, scored by their rules (DESIGN.md section 4.3)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import DepartmentNotScored, GoalActualMissing, GoalMissing, MissingCountsZero
from perfxl.findings.weights_and_rules import GoalWeightsOff, WeightMissing
from perfxl.language import folded
from perfxl.rules.appraisal import Appraisal, Part
from perfxl.rules.exact import Floats, summed, to9
from perfxl.rules.kpi_scores import Evidence, row_points


@dataclass(frozen=True)
class DepartmentComponent:
    """The component per span, the table `goals` of Scores, and what was found."""

    part: Part
    goals: pd.DataFrame
    findings: list[Finding]


@dataclass(frozen=True)
class _Sums:
    """What the goals of each department add up to, in percent of weight; arrays over departments."""

    earned: Floats
    open_high: Floats
    blank_high: Floats
    missing: Floats
    refused: Floats
    applicable: Floats
    present: Floats
    usable: np.ndarray


def department_component(appraisal: Appraisal) -> DepartmentComponent:
    """Score the department goals and give each span its department's points."""
    cycle, spans = appraisal.cycle, appraisal.spans
    table = cycle["goals"]
    rows = np.flatnonzero(((table["level"] == "department") & (table["department"] != "")).to_numpy())
    policies = appraisal.policies("department")
    departments = pd.unique(spans.table["department"][policies != ""])
    wanted = {folded(name): str(name) for name in departments[::-1]}
    names = table["department"].map(folded).to_numpy(dtype=object)
    rows = rows[np.isin(names[rows], list(wanted))]
    scored = row_points(cycle, "goals", rows)
    weight = table["weight"].to_numpy(dtype=np.float64)[rows]
    goals = pd.DataFrame(
        {
            "row": rows,
            "department": table["department"].to_numpy(dtype=object)[rows],
            "goal": table["goal"].to_numpy(dtype=object)[rows],
            "weight": weight,
            "rule": table["rule"].to_numpy(dtype=object)[rows],
            "points": scored.points,
            "cap": scored.cap,
            "evidence": scored.evidence,
        }
    )
    blank = table["actual.status"].to_numpy()[rows] == CellStatus.BLANK
    forgiven = blank & np.isin(names[rows], list(_forgiving(appraisal, policies)))
    sums, about_weights = _sums(appraisal, names[rows], wanted, goals, absent=scored.absent, blank=blank)
    part, about_people = _part(appraisal, policies, wanted, sums)
    found = [*scored.findings, *_missing_goals(cycle, goals[~forgiven]), *about_weights, *about_people]
    return DepartmentComponent(part, goals, [appraisal.acceptance.mark(finding) for finding in found])


def _forgiving(appraisal: Appraisal, policies: np.ndarray) -> set[str]:
    """Departments (folded) whose missing goals hold nobody: every scheme that asks for them counts them as zero by now."""
    if not appraisal.is_late:
        return set()
    names = appraisal.spans.table["department"].map(folded).to_numpy(dtype=object)
    return set(names[policies == "zero"]) - set(names[(policies != "zero") & (policies != "")])


def _missing_goals(cycle: Cycle, goals: pd.DataFrame) -> list[Finding]:
    missing = goals[goals["evidence"] == Evidence.MISSING]
    return [
        GoalActualMissing(department=str(goal.department), item=str(goal.goal), **cycle.at("goals", goal.row, "actual"))
        for goal in missing.itertuples()
    ]


def _sums(
    appraisal: Appraisal,
    names: np.ndarray,
    wanted: dict[str, str],
    goals: pd.DataFrame,
    *,
    absent: np.ndarray,
    blank: np.ndarray,
) -> tuple[_Sums, list[Finding]]:
    """Sums over the goals of each wanted department (folded name -> name), and what is wrong with their weights."""
    code = pd.Index(list(wanted), dtype=object).get_indexer(names)
    weight = goals["weight"].to_numpy(dtype=np.float64)
    evidence = goals["evidence"].to_numpy()
    n = len(wanted)

    def total(values: np.ndarray) -> Floats:
        return summed(code, values, n)

    usable = total((evidence == Evidence.UNUSABLE).astype(float)) == 0
    findings: list[Finding] = []
    for number, name in enumerate(wanted.values()):
        right, found = _weights(appraisal, goals.iloc[np.flatnonzero(code == number)], name)
        usable[number] &= right
        findings += found
    is_open = np.isin(evidence, (Evidence.MISSING, Evidence.REFUSED))
    late_blank = (evidence == Evidence.MISSING) & blank
    cap = goals["cap"].to_numpy()
    sums = _Sums(
        earned=total(np.nan_to_num(goals["points"].to_numpy()) * weight) / 100.0,
        open_high=total(np.where(is_open, cap * weight, 0.0)) / 100.0,
        blank_high=total(np.where(late_blank, cap * weight, 0.0)) / 100.0,
        missing=total(late_blank.astype(float)),
        refused=total((is_open & ~late_blank).astype(float)),
        applicable=total(np.nan_to_num(weight)) / 100.0,
        present=total(np.where(absent, 0.0, np.nan_to_num(weight))) / 100.0,
        usable=usable,
    )
    return sums, findings


def _weights(appraisal: Appraisal, goals: pd.DataFrame, name: str) -> tuple[bool, list[Finding]]:
    """Whether a department's goals can be used: there are some, and their weights add up to 100 or were accepted."""
    cycle = appraisal.cycle
    if goals.empty:
        return False, [GoalMissing(item=name)]
    found: list[Finding] = [
        WeightMissing(item=str(goal.goal), **cycle.at("goals", goal.row, "weight"))
        for goal in goals[goals["weight"].isna()].itertuples()
    ]
    total = float(to9(np.nansum(goals["weight"])))
    if total == 100.0:
        return not found, found
    off = GoalWeightsOff(
        item=str(goals["department"].iloc[0]),
        total=total,
        difference=float(to9(total - 100.0)),
        **cycle.at("goals", int(goals["row"].iloc[0]), "weight"),
    )
    marked = appraisal.acceptance.mark(off)
    return marked.accepted and not found, [*found, marked]


def _part(
    appraisal: Appraisal, policies: np.ndarray, wanted: dict[str, str], sums: _Sums
) -> tuple[Part, list[Finding]]:
    """The component per span, and a finding for each person whom the department leaves without points, or with zeros."""
    part = Part.unknown(appraisal.n_spans)
    here = np.flatnonzero(policies != "")
    if not len(here):
        return part, []
    names = appraisal.spans.table["department"].iloc[here].map(folded)
    department = pd.Index(list(wanted), dtype=object).get_indexer(names)
    zero = np.asarray(policies[here] == "zero") & appraisal.is_late
    missing = (sums.refused[department] > 0) | ((sums.missing[department] > 0) & ~zero)
    usable, earned = sums.usable[department], sums.earned[department]
    zeroed = zero & (sums.missing[department] > 0)
    possible = sums.open_high[department] - np.where(zero, sums.blank_high[department], 0.0)
    part.points[here] = np.where(usable & ~missing, earned, np.nan)
    part.low[here] = np.where(usable, earned, np.nan)
    part.high[here] = np.where(usable, earned + possible, np.nan)
    part.applicable[here] = np.where(sums.applicable[department] > 0, sums.applicable[department], 1.0)
    part.present[here] = sums.present[department]
    state = np.where(~usable, "unusable", np.where(missing, "missing", np.where(zeroed, "zeroed", "present")))
    part.status[here] = state
    return part, [_told(appraisal, int(here[place]), str(state[place])) for place in np.flatnonzero(state != "present")]


def _told(appraisal: Appraisal, span: int, state: str) -> Finding:
    who: Who = {
        "employee_id": appraisal.employee_id(span),
        "item": str(appraisal.spans.table["department"].iloc[span]),
    }
    at = appraisal.on_roster(span, "department")
    if state == "zeroed":
        return MissingCountsZero(**who, **appraisal.lateness, **at)
    return DepartmentNotScored(**who, **at)
