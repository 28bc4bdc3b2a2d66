"""The kpi component: a person's KPIs by weight, with what is missing or not applicable (DESIGN.md sections 4.3, 4.4)."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import (
    ActualBesideReason,
    ActualMissing,
    CoverageBelowFloor,
    MissingCountsZero,
    NoKpis,
    NotApplicableHolds,
    NotApplicableWithoutReason,
)
from perfxl.findings.weights_and_rules import KpisConflict, KpisWithoutComponent, KpiWeightsOff, WeightMissing
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.exact import Bools, Floats, Ints, summed, to9
from perfxl.rules.kpi_scores import Evidence, row_points
from perfxl.rules.moves import Stretches, unclear_rows
from perfxl.rules.repeats import repeats
from perfxl.rules.roster import Roster

SAME_KPI = ("weight", "rule", "target", "floor", "stretch", "cap", "parameters", "actual.text", "not_applicable_reason")


@dataclass(frozen=True)
class Part:
    """One component of each span: points (NaN: none), lowest and highest possible points (NaN: unknown).

    applicable, present: shares (0..1) of the component's weight that apply and that have evidence. status: one of
    present, missing, zeroed, unusable.
    """

    points: Floats
    low: Floats
    high: Floats
    applicable: Floats
    present: Floats
    status: np.ndarray

    @classmethod
    def unknown(cls, n: int) -> "Part":
        """A part of which nothing is known in any of n spans."""
        points, low, high = (np.full(n, np.nan) for _ in range(3))
        return cls(points, low, high, np.ones(n), np.zeros(n), np.full(n, "unusable", dtype=object))


@dataclass(frozen=True)
class KpiComponent:
    """The component per span, the table `kpis` of Scores, and what was found."""

    part: Part
    kpis: pd.DataFrame
    findings: list[Finding]


def kpi_component(cycle: Cycle, people: Roster, spans: Stretches, acceptance: Acceptance) -> KpiComponent:
    """Score the KPIs of every span whose scheme has a kpi component."""
    policy, has_component = _policies(spans)
    person = people.code(cycle["kpis"]["employee_id"])
    rows, span, broken, findings = _rows_in_use(cycle, person, spans, has_component)
    table = cycle["kpis"].take(rows)
    not_applicable = table["not_applicable_reason"].to_numpy(dtype=object) != ""
    judged = np.flatnonzero(~not_applicable)
    scored = row_points(cycle, "kpis", rows[judged])
    evidence = np.full(len(rows), Evidence.NOT_APPLICABLE, dtype=np.int8)
    evidence[judged] = scored.evidence
    points, cap = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    points[judged], cap[judged] = scored.points, scored.cap
    absent = np.zeros(len(rows), dtype=bool)
    absent[judged] = scored.absent
    late = cycle.settings.deadline_on is not None and cycle.as_of > cycle.settings.deadline_on
    blank = table["actual.status"].to_numpy() == CellStatus.BLANK
    zeroed = (evidence == Evidence.MISSING) & blank & (policy[span] == "zero") & late
    evidence[zeroed], points[zeroed] = Evidence.ZEROED, 0.0
    kpis = pd.DataFrame(
        {
            "row": rows,
            "span": span,
            "employee_id": table["employee_id"].to_numpy(dtype=object),
            "kpi": table["kpi"].to_numpy(dtype=object),
            "weight": table["weight"].to_numpy(dtype=np.float64),
            "rule": table["rule"].to_numpy(dtype=object),
            "points": points,
            "cap": cap,
            "evidence": evidence,
        }
    )
    findings += scored.findings
    findings += _evidence_findings(cycle, kpis, spans, acceptance)
    part = _combined(cycle, people, spans, kpis, absent=absent, broken=broken, found=findings, acceptance=acceptance)
    kpis["contribution"] = kpis["points"] * kpis["weight"] / kpis["of"]
    return KpiComponent(part, kpis, findings)


def _policies(spans: Stretches) -> tuple[np.ndarray, Bools]:
    """The missing_policy of each span's kpi component ('' where there is none), and whether there is one."""
    parts = [scheme.component("kpi") for scheme in spans.schemes]
    names = np.array([part.policy if part else "" for part in parts] + [""], dtype=object)
    policy = names[spans.table["scheme"].to_numpy(dtype=np.int64)]
    return policy, np.asarray(policy != "")


def _rows_in_use(
    cycle: Cycle, person: Ints, spans: Stretches, has_component: Bools
) -> tuple[Ints, Ints, Bools, list[Finding]]:
    """KPI rows that count, their spans, spans made unusable by unclear or contradicting rows, and findings."""
    table = cycle["kpis"]
    broken = np.zeros(len(spans.table), dtype=bool)
    known = np.flatnonzero(person >= 0)
    known = known[spans.count[person[known]] > 0]
    span = spans.of_rows(person[known], table["assignment_from"].to_numpy(dtype="datetime64[ns]")[known])
    unclear = known[span < 0]
    findings = unclear_rows(cycle, "kpis", unclear, spans, person=person[unclear])
    if len(unclear):
        broken |= np.isin(spans.table["person"].to_numpy(), person[unclear])
    rows, span = known[span >= 0], span[span >= 0]
    for one in pd.unique(span[~has_component[span]]):
        row = int(rows[span == one][0])
        scheme = spans.table["scheme"].iloc[one]
        if scheme >= 0:
            employee_id = str(table["employee_id"].iloc[row])
            name = spans.schemes[scheme].name
            findings.append(KpisWithoutComponent(employee_id=employee_id, scheme=name, **cycle.at("kpis", row, "kpi")))
    rows, span = rows[has_component[span]], span[has_component[span]]
    name, _ = pd.factorize(table["kpi"].to_numpy(dtype=object)[rows])
    again = repeats(cycle, "kpis", rows, key=span * (name.max(initial=0) + 1) + name, same=SAME_KPI)
    findings += again.findings
    conflicts = [finding for finding in again.findings if isinstance(finding, KpisConflict)]
    broken[np.unique(span[np.isin(rows, [f.target.row for f in conflicts if f.target])])] = True
    return rows[again.keep], span[again.keep], broken, findings


def _evidence_findings(cycle: Cycle, kpis: pd.DataFrame, spans: Stretches, acceptance: Acceptance) -> list[Finding]:
    """What is missing, zeroed, not applicable, row by row."""
    table = cycle["kpis"]
    evidence = kpis["evidence"].to_numpy()
    absent = np.isin(table["actual.status"].to_numpy()[kpis["row"]], (CellStatus.BLANK, CellStatus.NOT_APPLICABLE))
    odd = np.flatnonzero((absent & (evidence != Evidence.NOT_APPLICABLE)) | (evidence == Evidence.NOT_APPLICABLE))
    findings: list[Finding] = []
    for number in odd:
        row, state = int(kpis["row"].iloc[number]), evidence[number]
        line = table.iloc[row]
        facts: Who = {"employee_id": str(line["employee_id"]), "item": str(line["kpi"])}
        at = cycle.at("kpis", row, "actual")
        if state == Evidence.NOT_APPLICABLE:
            if line["actual.status"] in (CellStatus.GIVEN, CellStatus.WORDS):
                findings.append(ActualBesideReason(**facts, **at))
        elif line["actual.status"] == CellStatus.NOT_APPLICABLE:
            findings.append(NotApplicableWithoutReason(**facts, written=str(line["actual.text"]), **at))
        elif state == Evidence.ZEROED:
            findings.append(MissingCountsZero(**facts, **late_facts(cycle), **at))
        else:
            findings.append(ActualMissing(**facts, **at))
    missing_weight = kpis[kpis["weight"].isna()]
    for row, employee_id, kpi in zip(
        missing_weight["row"], missing_weight["employee_id"], missing_weight["kpi"], strict=True
    ):
        findings.append(WeightMissing(employee_id=employee_id, item=kpi, **cycle.at("kpis", int(row), "weight")))
    return [acceptance.mark(finding) for finding in findings]


class Lateness(TypedDict):
    """The days that findings about zeroed evidence name."""

    deadline: str
    as_of: str


def late_facts(cycle: Cycle) -> Lateness:
    """Deadline and as-of date, as the findings about zeroed evidence name them."""
    return {"deadline": str(cycle.settings.deadline_on), "as_of": str(cycle.as_of)}


def _combined(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    kpis: pd.DataFrame,
    *,
    absent: Bools,
    broken: Bools,
    found: list[Finding],
    acceptance: Acceptance,
) -> Part:
    """Sum the rows of each span; adds the column `of` to `kpis`."""
    n = len(spans.table)
    span, weight = kpis["span"].to_numpy(dtype=np.int64), kpis["weight"].to_numpy(dtype=np.float64)
    evidence = kpis["evidence"].to_numpy()
    left_out = evidence == Evidence.NOT_APPLICABLE

    def total(values: Floats) -> Floats:
        return summed(span, values, n)

    published = total(weight)
    applicable = total(np.where(left_out, 0.0, weight))
    off = _weights_off(cycle, people, spans, kpis, published=published, found=found, acceptance=acceptance)
    unusable = broken | off | (total((evidence == Evidence.UNUSABLE).astype(float)) > 0)
    renormalised = _renormalised(cycle, people, spans, kpis, published, applicable, found=found, acceptance=acceptance)
    of = np.where(renormalised, applicable, 100.0)
    kpis["of"] = of[span]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = weight / of[span]
        earned = total(np.where(np.isnan(kpis["points"]), 0.0, kpis["points"]) * share)
        open_rows = np.isin(evidence, (Evidence.MISSING, Evidence.REFUSED)) | (left_out & ~renormalised[span])
        cap = np.where(left_out, _caps(cycle, kpis), kpis["cap"])
        high = earned + total(np.where(open_rows, cap * share, 0.0))
    some_open = total(open_rows.astype(float)) > 0
    whole = ~(unusable | some_open)
    given = total(np.where(left_out | absent | (evidence == Evidence.ZEROED), 0.0, weight))
    status = np.where(unusable, "unusable", np.where(whole, "present", "missing")).astype(object)
    return Part(
        points=np.where(whole, earned, np.nan),
        low=np.where(unusable, np.nan, earned),
        high=np.where(unusable, np.nan, high),
        applicable=np.where(np.nan_to_num(published) > 0, np.nan_to_num(applicable) / 100.0, 1.0),
        present=np.nan_to_num(given) / 100.0,
        status=status,
    )


def _caps(cycle: Cycle, kpis: pd.DataFrame) -> Floats:
    cap = cycle["kpis"]["cap"].to_numpy(dtype=np.float64)[kpis["row"]]
    return np.where(np.isnan(cap), 120.0, cap)


def _weights_off(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    kpis: pd.DataFrame,
    *,
    published: Floats,
    found: list[Finding],
    acceptance: Acceptance,
) -> Bools:
    """Spans whose KPI weights do not add up to 100, unless that was accepted."""
    _, has_component = _policies(spans)
    off = has_component & (to9(published) != 100.0)
    first_row = np.full(len(spans.table), -1)
    first_row[kpis["span"].to_numpy()[::-1]] = kpis["row"].to_numpy()[::-1]
    for span in np.flatnonzero(off):
        employee_id = str(people.ids[spans.table["person"].iloc[span]])
        row = int(first_row[span])
        if row < 0:
            name = spans.schemes[int(spans.table["scheme"].iloc[span])].name
            at = people.at(cycle, int(spans.table["person"].iloc[span]))
            found.append(NoKpis(employee_id=employee_id, scheme=name, **at))
            continue
        known = float(to9(np.nansum(kpis["weight"].to_numpy()[kpis["span"].to_numpy() == span])))
        if known == 100.0:
            continue
        difference, at = float(to9(known - 100.0)), cycle.at("kpis", row, "weight")
        finding = acceptance.mark(KpiWeightsOff(employee_id=employee_id, total=known, difference=difference, **at))
        found.append(finding)
        off[span] = not finding.accepted or np.isnan(published[span])
    return np.asarray(off)


def _renormalised(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    kpis: pd.DataFrame,
    published: Floats,
    applicable: Floats,
    *,
    found: list[Finding],
    acceptance: Acceptance,
) -> Bools:
    """Spans whose KPI weights are renormalised; findings for KPIs that may not be left out, or too many of them."""
    policy, _ = _policies(spans)
    renormalised = np.zeros(len(spans.table), dtype=bool)
    left_out = kpis[kpis["evidence"] == Evidence.NOT_APPLICABLE]
    for span, rows in left_out.groupby("span", sort=False):
        employee_id = str(people.ids[spans.table["person"].iloc[span]])
        renormalised[span] = policy[span] == "renormalise"
        if not renormalised[span]:
            name = spans.schemes[int(spans.table["scheme"].iloc[span])].name
            refused = [
                acceptance.mark(
                    NotApplicableHolds(
                        employee_id=employee_id,
                        item=str(cycle["kpis"]["kpi"].iloc[row]),
                        scheme=name,
                        **cycle.at("kpis", int(row), "not_applicable_reason"),
                    )
                )
                for row in rows["row"]
            ]
            found += refused
            renormalised[span] = all(finding.accepted for finding in refused)
        share = 100.0 * applicable[span] / published[span] if published[span] > 0 else np.nan
        if to9(share) < cycle.settings.coverage_floor or applicable[span] <= 0:
            low = acceptance.mark(
                CoverageBelowFloor(
                    employee_id=employee_id,
                    share=float(to9(share)),
                    floor=cycle.settings.coverage_floor,
                    **cycle.at("kpis", int(rows["row"].iloc[0]), "not_applicable_reason"),
                )
            )
            found.append(low)
            renormalised[span] &= applicable[span] > 0
    return renormalised
