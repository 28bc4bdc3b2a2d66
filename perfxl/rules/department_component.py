"""The department component: the goals of a person's department, scored by their rules (DESIGN.md section 4.3)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import DepartmentNotScored, GoalActualMissing, GoalMissing, MissingCountsZero
from perfxl.findings.weights_and_rules import GoalWeightsOff, WeightMissing
from perfxl.language import folded
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.exact import Floats, summed, to9
from perfxl.rules.kpi_component import Part, late_facts
from perfxl.rules.kpi_scores import Evidence, row_points
from perfxl.rules.moves import Stretches
from perfxl.rules.roster import Roster


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


def department_component(cycle: Cycle, people: Roster, spans: Stretches, acceptance: Acceptance) -> DepartmentComponent:
    """Score the department goals and give each span its department's points."""
    table = cycle["goals"]
    rows = np.flatnonzero(((table["level"] == "department") & (table["department"] != "")).to_numpy())
    policies = _policies(spans)
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
    forgiven = blank & np.isin(names[rows], list(_forgiving(cycle, spans, policies)))
    findings = [*scored.findings, *_missing_goals(cycle, goals[~forgiven])]
    sums = _sums(
        cycle, names[rows], wanted, goals, absent=scored.absent, blank=blank, findings=findings, acceptance=acceptance
    )
    part = _part(cycle, people, spans, policies, wanted, sums, findings=findings)
    return DepartmentComponent(part, goals, [acceptance.mark(finding) for finding in findings])


def _policies(spans: Stretches) -> np.ndarray:
    parts = [scheme.component("department") for scheme in spans.schemes]
    names = np.array([part.policy if part else "" for part in parts] + [""], dtype=object)
    return np.asarray(names[spans.table["scheme"].to_numpy(dtype=np.int64)])


def _forgiving(cycle: Cycle, spans: Stretches, policies: np.ndarray) -> set[str]:
    """Departments (folded) whose missing goals hold nobody: every scheme that asks for them counts them as zero by now."""
    if cycle.settings.deadline_on is None or cycle.as_of <= cycle.settings.deadline_on:
        return set()
    names = spans.table["department"].map(folded).to_numpy(dtype=object)
    return set(names[policies == "zero"]) - set(names[(policies != "zero") & (policies != "")])


def _missing_goals(cycle: Cycle, goals: pd.DataFrame) -> list[Finding]:
    missing = goals[goals["evidence"] == Evidence.MISSING]
    return [
        GoalActualMissing(department=str(goal.department), item=str(goal.goal), **cycle.at("goals", goal.row, "actual"))
        for goal in missing.itertuples()
    ]


def _sums(
    cycle: Cycle,
    names: np.ndarray,
    wanted: dict[str, str],
    goals: pd.DataFrame,
    *,
    absent: np.ndarray,
    blank: np.ndarray,
    findings: list[Finding],
    acceptance: Acceptance,
) -> _Sums:
    code = pd.Index(list(wanted), dtype=object).get_indexer(names)
    weight = goals["weight"].to_numpy(dtype=np.float64)
    evidence = goals["evidence"].to_numpy()
    n = len(wanted)

    def total(values: np.ndarray) -> Floats:
        return summed(code, values, n)

    usable = total((evidence == Evidence.UNUSABLE).astype(float)) == 0
    for number, name in enumerate(wanted.values()):
        here = np.flatnonzero(code == number)
        findings += _weights_off(cycle, goals.iloc[here], name, usable, number, acceptance)
    is_open = np.isin(evidence, (Evidence.MISSING, Evidence.REFUSED))
    late_blank = (evidence == Evidence.MISSING) & blank
    cap = goals["cap"].to_numpy()
    return _Sums(
        earned=total(np.nan_to_num(goals["points"].to_numpy()) * weight) / 100.0,
        open_high=total(np.where(is_open, cap * weight, 0.0)) / 100.0,
        blank_high=total(np.where(late_blank, cap * weight, 0.0)) / 100.0,
        missing=total(late_blank.astype(float)),
        refused=total((is_open & ~late_blank).astype(float)),
        applicable=total(np.nan_to_num(weight)) / 100.0,
        present=total(np.where(absent, 0.0, np.nan_to_num(weight))) / 100.0,
        usable=usable,
    )


def _weights_off(
    cycle: Cycle, goals: pd.DataFrame, name: str, usable: np.ndarray, number: int, acceptance: Acceptance
) -> list[Finding]:
    if goals.empty:
        usable[number] = False
        return [GoalMissing(item=name)]
    found: list[Finding] = [
        WeightMissing(item=str(goal.goal), **cycle.at("goals", goal.row, "weight"))
        for goal in goals[goals["weight"].isna()].itertuples()
    ]
    known = float(to9(np.nansum(goals["weight"])))
    if known != 100.0:
        off = GoalWeightsOff(
            item=str(goals["department"].iloc[0]),
            total=known,
            difference=float(to9(known - 100.0)),
            **cycle.at("goals", int(goals["row"].iloc[0]), "weight"),
        )
        found.append(acceptance.mark(off))
        usable[number] &= found[-1].accepted
    usable[number] &= not goals["weight"].isna().any()
    return found


def _part(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    policies: np.ndarray,
    wanted: dict[str, str],
    sums: _Sums,
    *,
    findings: list[Finding],
) -> Part:
    n = len(spans.table)
    part = Part.unknown(n)
    here = np.flatnonzero(policies != "")
    if not len(here):
        return part
    department = pd.Index(list(wanted), dtype=object).get_indexer(spans.table["department"].iloc[here].map(folded))
    late = cycle.settings.deadline_on is not None and cycle.as_of > cycle.settings.deadline_on
    zero = np.asarray(policies[here] == "zero") & late
    missing = (sums.refused[department] > 0) | ((sums.missing[department] > 0) & ~zero)
    usable = sums.usable[department]
    earned = sums.earned[department]
    possible = sums.open_high[department] - np.where(zero, sums.blank_high[department], 0.0)
    part.points[here] = np.where(usable & ~missing, earned, np.nan)
    part.low[here] = np.where(usable, earned, np.nan)
    part.high[here] = np.where(usable, earned + possible, np.nan)
    part.applicable[here] = np.where(sums.applicable[department] > 0, sums.applicable[department], 1.0)
    part.present[here] = sums.present[department]
    zeroed = zero & (sums.missing[department] > 0)
    part.status[here] = np.where(
        ~usable, "unusable", np.where(missing, "missing", np.where(zeroed, "zeroed", "present"))
    )
    for place in np.flatnonzero(~usable | missing | zeroed):
        span = int(here[place])
        facts: Who = {
            "employee_id": str(people.ids[spans.table["person"].iloc[span]]),
            "item": str(spans.table["department"].iloc[span]),
        }
        at = people.at(cycle, int(spans.table["person"].iloc[span]), "department")
        if usable[place] and not missing[place]:
            findings.append(MissingCountsZero(**facts, **late_facts(cycle), **at))
        else:
            findings.append(DepartmentNotScored(**facts, **at))
    return part
