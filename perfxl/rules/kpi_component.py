"""The kpi component: a person's KPIs by weight, with what is missing or not applicable (DESIGN.md sections 4.3, 4.4)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.findings.base import Finding
from perfxl.findings.completeness import CoverageBelowFloor, NoKpis, NotApplicableHolds
from perfxl.findings.weights_and_rules import KpiWeightsOff
from perfxl.rules.appraisal import Appraisal, Part
from perfxl.rules.exact import Bools, Floats, summed, to9
from perfxl.rules.kpi_evidence import kpi_rows, left_out_caps, scored_kpis
from perfxl.rules.kpi_scores import Evidence


@dataclass(frozen=True)
class KpiComponent:
    """The component per span, the table `kpis` of Scores, and what was found."""

    part: Part
    kpis: pd.DataFrame
    findings: list[Finding]


@dataclass(frozen=True)
class _Weights:
    """Per span: weight published and applicable (NaN: a weight is missing), the same with missing ones left out, and
    the position of the first KPI row (-1: none)."""

    published: Floats
    applicable: Floats
    known: Floats
    first_row: np.ndarray


def kpi_component(appraisal: Appraisal) -> KpiComponent:
    """Score the KPIs of every span whose scheme has a kpi component."""
    chosen = kpi_rows(appraisal)
    kpis, findings = scored_kpis(appraisal, chosen)
    weights = _weights(appraisal, kpis)
    off, about_weights = _weights_off(appraisal, weights)
    renormalised, about_left_out = _renormalised(appraisal, kpis, weights)
    kpis["of"] = np.where(renormalised, weights.applicable, 100.0)[kpis["span"]]
    part = _part(appraisal, kpis, weights, renormalised=renormalised, unusable=chosen.broken | off)
    kpis["contribution"] = kpis["points"] * kpis["weight"] / kpis["of"]
    found = [*chosen.findings, *findings, *about_weights, *about_left_out]
    return KpiComponent(part, kpis.drop(columns="absent"), found)


def _weights(appraisal: Appraisal, kpis: pd.DataFrame) -> _Weights:
    n, span, weight = appraisal.n_spans, kpis["span"], kpis["weight"].to_numpy(dtype=np.float64)
    left_out = kpis["evidence"] == Evidence.NOT_APPLICABLE
    first_row = np.full(n, -1)
    first_row[span.to_numpy()[::-1]] = kpis["row"].to_numpy()[::-1]
    return _Weights(
        published=summed(span, weight, n),
        applicable=summed(span, np.where(left_out, 0.0, weight), n),
        known=to9(summed(span, np.nan_to_num(weight), n)),
        first_row=first_row,
    )


def _weights_off(appraisal: Appraisal, weights: _Weights) -> tuple[Bools, list[Finding]]:
    """Spans whose KPI weights do not add up to 100, unless that was accepted."""
    off = np.asarray((appraisal.policies("kpi") != "") & (to9(weights.published) != 100.0))
    found: list[Finding] = []
    for span in map(int, np.flatnonzero(off)):
        row, total = int(weights.first_row[span]), float(weights.known[span])
        if row < 0:
            who, scheme = appraisal.employee_id(span), appraisal.scheme_name(span)
            found.append(NoKpis(employee_id=who, scheme=scheme, **appraisal.on_roster(span)))
        elif total != 100.0:
            finding = KpiWeightsOff(
                employee_id=appraisal.employee_id(span),
                total=total,
                difference=float(to9(total - 100.0)),
                **appraisal.cycle.at("kpis", row, "weight"),
            )
            found.append(appraisal.acceptance.mark(finding))
            off[span] = not found[-1].accepted or np.isnan(weights.published[span])
    return off, found


def _renormalised(appraisal: Appraisal, kpis: pd.DataFrame, weights: _Weights) -> tuple[Bools, list[Finding]]:
    """Spans whose KPI weights are renormalised; findings for KPIs that may not be left out, or too many of them."""
    policy = appraisal.policies("kpi")
    renormalised = np.zeros(appraisal.n_spans, dtype=bool)
    found: list[Finding] = []
    for span, rows in kpis[kpis["evidence"] == Evidence.NOT_APPLICABLE].groupby("span", sort=False):
        refused = [] if policy[span] == "renormalise" else _refused(appraisal, span, rows["row"].tolist())
        low = _coverage_low(appraisal, weights, span, row=int(rows["row"].iloc[0]))
        renormalised[span] = all(finding.accepted for finding in refused) and weights.applicable[span] > 0
        found += [*refused, *low]
    return renormalised, found


def _refused(appraisal: Appraisal, span: int, rows: list[int]) -> list[Finding]:
    """The scheme does not renormalise: each KPI that does not apply holds the person, unless that was accepted."""
    names = appraisal.cycle["kpis"]["kpi"]
    return [
        appraisal.acceptance.mark(
            NotApplicableHolds(
                employee_id=appraisal.employee_id(span),
                item=str(names.iloc[row]),
                scheme=appraisal.scheme_name(span),
                **appraisal.cycle.at("kpis", row, "not_applicable_reason"),
            )
        )
        for row in rows
    ]


def _coverage_low(appraisal: Appraisal, weights: _Weights, span: int, *, row: int) -> list[Finding]:
    """Less of the KPI weight applies than the cycle's coverage floor asks for, or none at all."""
    published, applicable = weights.published[span], weights.applicable[span]
    share = float(to9(100.0 * applicable / published)) if published > 0 else float("nan")
    floor = appraisal.cycle.settings.coverage_floor
    if not (share < floor or applicable <= 0):
        return []
    at = appraisal.cycle.at("kpis", row, "not_applicable_reason")
    low = CoverageBelowFloor(employee_id=appraisal.employee_id(span), share=share, floor=floor, **at)
    return [appraisal.acceptance.mark(low)]


def _part(appraisal: Appraisal, kpis: pd.DataFrame, weights: _Weights, *, renormalised: Bools, unusable: Bools) -> Part:
    """Sum the rows of each span. A row that is open counts 0..cap in the bounds."""
    span, weight = kpis["span"].to_numpy(dtype=np.int64), kpis["weight"].to_numpy(dtype=np.float64)
    evidence = kpis["evidence"].to_numpy()
    left_out = evidence == Evidence.NOT_APPLICABLE

    def total(values: Floats | Bools) -> Floats:
        return summed(span, values, appraisal.n_spans)

    with np.errstate(invalid="ignore", divide="ignore"):
        share = weight / kpis["of"].to_numpy(dtype=np.float64)
    is_open = np.isin(evidence, (Evidence.MISSING, Evidence.REFUSED)) | (left_out & ~renormalised[span])
    cap = np.where(left_out, left_out_caps(appraisal.cycle, kpis), kpis["cap"])
    earned = total(np.nan_to_num(kpis["points"].to_numpy(dtype=np.float64)) * share)
    unusable = unusable | (total(evidence == Evidence.UNUSABLE) > 0)
    whole = ~(unusable | (total(is_open) > 0))
    given = total(np.where(left_out | kpis["absent"] | (evidence == Evidence.ZEROED), 0.0, weight))
    return Part(
        points=np.where(whole, earned, np.nan),
        low=np.where(unusable, np.nan, earned),
        high=np.where(unusable, np.nan, earned + total(np.where(is_open, cap * share, 0.0))),
        applicable=np.where(np.nan_to_num(weights.published) > 0, np.nan_to_num(weights.applicable) / 100.0, 1.0),
        present=np.nan_to_num(given) / 100.0,
        status=np.where(unusable, "unusable", np.where(whole, "present", "missing")).astype(object),
    )
