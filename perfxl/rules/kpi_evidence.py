"""Which KPI rows count, what each is worth, and what is missing row by row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import (
    ActualBesideReason,
    ActualMissing,
    MissingCountsZero,
    NotApplicableWithoutReason,
)
from perfxl.findings.weights_and_rules import KpisConflict, KpisWithoutComponent, WeightMissing
from perfxl.rules.appraisal import Appraisal
from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.kpi_scores import DEFAULT_CAP, Evidence, row_points
from perfxl.rules.moves import unclear_rows
from perfxl.rules.repeats import repeats

SAME_KPI = ("weight", "rule", "target", "floor", "stretch", "cap", "parameters", "actual.text", "not_applicable_reason")


@dataclass(frozen=True)
class KpiRows:
    """rows: positions in cycle["kpis"] that count; span of each. broken: spans with unclear or contradicting rows."""

    rows: Ints
    span: Ints
    broken: Bools
    findings: list[Finding]


def kpi_rows(appraisal: Appraisal) -> KpiRows:
    """The KPI rows of people who are appraised, each with its span; repeated rows count once."""
    cycle, spans = appraisal.cycle, appraisal.spans
    table = cycle["kpis"]
    person = appraisal.people.code(table["employee_id"])
    broken = np.zeros(appraisal.n_spans, dtype=bool)
    known = np.flatnonzero(person >= 0)
    known = known[spans.count[person[known]] > 0]
    span = spans.of_rows(person[known], table["assignment_from"].to_numpy(dtype="datetime64[ns]")[known])
    unclear = known[span < 0]
    findings = unclear_rows(cycle, "kpis", unclear, spans, person=person[unclear])
    if len(unclear):
        broken |= np.isin(spans.table["person"].to_numpy(), person[unclear])
    rows, span = known[span >= 0], span[span >= 0]
    counts = (appraisal.policies("kpi") != "")[span]
    findings += _without_component(appraisal, rows[~counts], span[~counts])
    rows, span = rows[counts], span[counts]
    name, _ = pd.factorize(table["kpi"].to_numpy(dtype=object)[rows])
    again = repeats(cycle, "kpis", rows, key=span * (name.max(initial=0) + 1) + name, same=SAME_KPI)
    conflicts = [found.target.row for found in again.findings if isinstance(found, KpisConflict) and found.target]
    broken[np.unique(span[np.isin(rows, conflicts)])] = True
    return KpiRows(rows[again.keep], span[again.keep], broken, [*findings, *again.findings])


def _without_component(appraisal: Appraisal, rows: Ints, span: Ints) -> list[Finding]:
    """One warning for each span that has KPIs which its scheme does not count."""
    spans, first = np.unique(span, return_index=True)
    return [
        KpisWithoutComponent(
            employee_id=appraisal.employee_id(int(one)),
            scheme=appraisal.scheme_name(int(one)),
            **appraisal.cycle.at("kpis", int(row), "kpi"),
        )
        for one, row in zip(spans, rows[first], strict=True)
        if appraisal.scheme_number[one] >= 0
    ]


def scored_kpis(appraisal: Appraisal, chosen: KpiRows) -> tuple[pd.DataFrame, list[Finding]]:
    """The table `kpis` of Scores without `of` and contributions, and what was found row by row.

    `absent` is True where there is no actual that could be used.
    """
    table = appraisal.cycle["kpis"].take(chosen.rows)
    judged = np.flatnonzero(table["not_applicable_reason"].to_numpy(dtype=object) == "")
    scored = row_points(appraisal.cycle, "kpis", chosen.rows[judged])
    kpis = pd.DataFrame(
        {
            "row": chosen.rows,
            "span": chosen.span,
            **{name: table[name].to_numpy(dtype=object) for name in ("employee_id", "kpi", "rule")},
            "weight": table["weight"].to_numpy(dtype=np.float64),
            "points": _spread(scored.points, judged, len(table), np.nan),
            "cap": _spread(scored.cap, judged, len(table), np.nan),
            "evidence": _spread(scored.evidence, judged, len(table), Evidence.NOT_APPLICABLE),
            "absent": _spread(scored.absent, judged, len(table), False),
        }
    )
    blank = table["actual.status"].to_numpy() == CellStatus.BLANK
    zero = (appraisal.policies("kpi") == "zero")[chosen.span] & appraisal.is_late
    zeroed = (kpis["evidence"] == Evidence.MISSING).to_numpy() & blank & zero
    kpis.loc[zeroed, "evidence"], kpis.loc[zeroed, "points"] = Evidence.ZEROED, 0.0
    found = [*_row_findings(appraisal, kpis), *_weights_missing(appraisal, kpis)]
    return kpis, [*scored.findings, *(appraisal.acceptance.mark(finding) for finding in found)]


def _spread(values: np.ndarray, places: np.ndarray, n: int, otherwise: object) -> np.ndarray:
    """An array of n elements: `values` at `places`, `otherwise` elsewhere."""
    spread = np.full(n, otherwise, dtype=values.dtype)
    spread[places] = values
    return spread


def _row_findings(appraisal: Appraisal, kpis: pd.DataFrame) -> Iterator[Finding]:
    """What is missing, zeroed or not applicable."""
    table, evidence = appraisal.cycle["kpis"], kpis["evidence"].to_numpy()
    status = table["actual.status"].to_numpy()[kpis["row"]]
    absent = np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE))
    left_out = evidence == Evidence.NOT_APPLICABLE
    for number in np.flatnonzero(absent != left_out):
        row = int(kpis["row"].iloc[number])
        line = table.iloc[row]
        who: Who = {"employee_id": str(line["employee_id"]), "item": str(line["kpi"])}
        at = appraisal.cycle.at("kpis", row, "actual")
        if left_out[number]:
            if status[number] in (CellStatus.GIVEN, CellStatus.WORDS):
                yield ActualBesideReason(**who, **at)
        elif status[number] == CellStatus.NOT_APPLICABLE:
            yield NotApplicableWithoutReason(**who, written=str(line["actual.text"]), **at)
        elif evidence[number] == Evidence.ZEROED:
            yield MissingCountsZero(**who, **appraisal.lateness, **at)
        else:
            yield ActualMissing(**who, **at)


def _weights_missing(appraisal: Appraisal, kpis: pd.DataFrame) -> Iterator[Finding]:
    for line in kpis[kpis["weight"].isna()].itertuples():
        at = appraisal.cycle.at("kpis", int(line.row), "weight")
        yield WeightMissing(employee_id=line.employee_id, item=line.kpi, **at)


def left_out_caps(cycle: Cycle, kpis: pd.DataFrame) -> Floats:
    """The caps on the sheet, for rows that were not scored because they do not apply."""
    cap = cycle["kpis"]["cap"].to_numpy(dtype=np.float64)[kpis["row"]]
    return np.where(np.isnan(cap), DEFAULT_CAP, cap)
