"""Scores: every employee whose evidence is complete gets one, the others are held, with bounds (DESIGN.md section 4)."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import BLOCKER, Finding, Findings
from perfxl.findings.scores import AcceptedWithoutValue, BelowLowestGrade
from perfxl.findings.weights_and_rules import CapUnusable, NotANumber, TargetMissing, WeightMissing
from perfxl.language import folded
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.adjustments import Adjustments, adjustments
from perfxl.rules.appeals import appealed
from perfxl.rules.appraisal import Appraisal
from perfxl.rules.calibration import Calibrations, calibrated, calibrated_in_vain, calibrations, decided_rows
from perfxl.rules.completeness import Completeness, completeness
from perfxl.rules.component_table import component_table, span_sums
from perfxl.rules.decisions import Decided, decided
from perfxl.rules.department_component import department_component
from perfxl.rules.exact import Bools, Floats, Ints, rounded, summed
from perfxl.rules.final import as_when_final
from perfxl.rules.goals import goal_findings
from perfxl.rules.grades import Grades, grades
from perfxl.rules.kpi_component import kpi_component
from perfxl.rules.moves import Stretches, stretches, unusable_schemes
from perfxl.rules.published import CHANGES, changes_since_published
from perfxl.rules.quotas import quotas
from perfxl.rules.ratings import rating_components
from perfxl.rules.receipts import missing_receipts
from perfxl.rules.roster import Roster, roster
from perfxl.rules.schemes import schemes
from perfxl.rules.standards import Standards, standards
from perfxl.rules.stated_totals import compared
from perfxl.rules.trace import trace

_ABOUT_CELLS = (NotANumber, CapUnusable, TargetMissing, WeightMissing)


@dataclass(frozen=True)
class Scores:
    """Scores and all that explains them; tables as documented in docs/scores.md.

    people: one row per person on the roster. components, assignments, kpis, goals, raters, adjustments: what the
    score is made of. calibration: the decisions on grades that count. findings: everything found while reading,
    checking and scoring. inputs: the cycle before appeals corrected anything.
    """

    cycle: Cycle
    findings: Findings
    people: pd.DataFrame
    assignments: pd.DataFrame
    components: pd.DataFrame
    kpis: pd.DataFrame
    goals: pd.DataFrame
    raters: pd.DataFrame
    adjustments: pd.DataFrame
    calibration: pd.DataFrame
    spans: Stretches
    bands: Grades
    inputs: Cycle | None = None

    def position(self, ids: pd.Series) -> Ints:
        """The position in `people` of each employee id; -1 for nobody."""
        index = pd.Index(self.people["employee_id"].to_numpy(dtype=object))
        return np.asarray(index.get_indexer(pd.Index(ids.to_numpy(dtype=object))), dtype=np.int64)

    @cached_property
    def employees(self) -> pd.DataFrame:
        """The table `people` by employee id; what is missing is None, never NaN."""
        table = self.people.set_index("employee_id", drop=False)
        return table.astype(object).where(table.notna(), None)

    @cached_property
    def completeness(self) -> Completeness:
        """Coverage per person and department, and who owes what."""
        return completeness(self.cycle, self)

    @cached_property
    def fingerprints(self) -> Standards:
        """Fingerprints of the standards in force: for all, per scheme, per person."""
        return standards(self.cycle)

    @cached_property
    def standards_changed(self) -> tuple[Finding, ...]:
        """How the standards in force differ from those published last, accepted differences too; see published.py."""
        return tuple(one for one in self.findings if isinstance(one, CHANGES))

    @cached_property
    def trace(self) -> pd.DataFrame:
        """Every score line by line; see trace.py for the columns."""
        return trace(self)


def score(cycle: Cycle) -> Scores:
    """Score every employee whose evidence is complete; the others are held, with bounds. Writes nothing."""
    with_decisions = _with_decisions(cycle)
    kept = as_when_final(with_decisions.cycle)
    corrected = appealed(kept.cycle)
    noted = [*with_decisions.findings, *kept.findings, *corrected.findings]
    return replace(_evaluated(corrected.cycle, with_decisions.acceptance, noted), inputs=kept.cycle)


def _with_decisions(cycle: Cycle) -> Decided:
    if cycle["decisions"].empty:
        return Decided(cycle, Acceptance(), [])
    return decided(cycle, _evaluated(cycle, Acceptance(), []).findings)


def check(cycle: Cycle) -> Findings:
    """Everything that is wrong, odd or missing in the cycle, decisions applied, sorted by place."""
    return score(cycle).findings


def _evaluated(cycle: Cycle, acceptance: Acceptance, noted: list[Finding]) -> Scores:
    people = roster(cycle)
    bands, grade_findings = grades(cycle)
    known, scheme_findings = schemes(cycle, acceptance, second_bound=bands.second_bound)
    spans = stretches(cycle, people, known)
    appraisal = Appraisal(cycle, people, spans, acceptance)
    kpi = kpi_component(appraisal)
    department = department_component(appraisal)
    ratings = rating_components(appraisal)
    parts = {"kpi": kpi.part, "department": department.part, **ratings.parts}
    components = component_table(people, spans, parts, ratings)
    veto_grade = bands.names[bands.veto] if bands.names else ""
    adjusted = adjustments(cycle, people, acceptance, veto_grade=veto_grade)
    decisions = calibrations(cycle, people, bands)
    found = [
        *noted,
        *grade_findings,
        *scheme_findings,
        *spans.findings,
        *unusable_schemes(cycle, people, spans),
        *kpi.findings,
        *department.findings,
        *goal_findings(cycle, scored=frozenset(department.goals["department"].map(folded))),
        *ratings.findings,
        *adjusted.findings,
        *decisions.findings,
        *quotas(cycle, bands).findings,
        *changes_since_published(cycle),
        *missing_receipts(cycle, people),
    ]
    findings = _merged(cycle.findings, found, acceptance)
    assignments = _assignments(people, spans, components)
    table, more = _people(cycle, people, spans, bands, adjusted, assignments, findings, decisions=decisions)
    scores = Scores(
        cycle=cycle,
        findings=findings + (acceptance.mark(finding) for finding in more),
        people=table,
        assignments=assignments,
        components=components,
        kpis=kpi.kpis,
        goals=department.goals,
        raters=ratings.raters,
        adjustments=adjusted.table,
        calibration=decided_rows(cycle, people, bands, decisions),
        spans=spans,
        bands=bands,
    )
    differing = [acceptance.mark(finding) for finding in compared(scores, cycle.stated)]
    return replace(scores, findings=scores.findings + differing) if differing else scores


def _merged(read: Findings, found: list[Finding], acceptance: Acceptance) -> Findings:
    """Findings of reading and of the rules; a cell that reading found unusable is not reported again."""
    reported = {finding.target for finding in read if finding.target and finding.severity == BLOCKER}
    new = [one for one in found if not (isinstance(one, _ABOUT_CELLS) and one.target in reported)]
    return Findings.of(acceptance.mark(finding) for finding in (*read, *new))


def _assignments(people: Roster, spans: Stretches, components: pd.DataFrame) -> pd.DataFrame:
    """One row per span: base, bounds, and evidence present and applicable (in percent of the scheme)."""
    n = len(spans.table)
    table = spans.table.drop(columns=["starts"]).copy()
    table.insert(0, "span", np.arange(n))
    table.insert(1, "employee_id", people.ids[table["person"].to_numpy(dtype=np.int64)])
    number = table["scheme"].to_numpy(dtype=np.int64)
    table["scheme"] = np.array([scheme.name for scheme in spans.schemes] + [""], dtype=object)[number]
    usable = np.array([scheme.usable for scheme in spans.schemes] + [False], dtype=bool)[number] & table["usable"]
    for column, source in (("base", "points"), ("low", "low"), ("high", "high")):
        table[column] = np.where(usable, span_sums(components, n, source), np.nan)
    table["applicable"] = np.nan_to_num(span_sums(components, n, "applicable"))
    covered = components.assign(covered=components["applicable"] * 0.0 + components["present"])
    table["present"] = np.nan_to_num(span_sums(covered, n, "covered"))
    return table


def _people(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    bands: Grades,
    adjusted: Adjustments,
    assignments: pd.DataFrame,
    findings: Findings,
    *,
    decisions: Calibrations,
) -> tuple[pd.DataFrame, list[Finding]]:
    n = len(people.ids)
    person = assignments["person"].to_numpy(dtype=np.int64)
    share = assignments["share"].to_numpy(dtype=np.float64)
    has_span = spans.count > 0

    def combined(column: str) -> Floats:
        values = summed(person, assignments[column].to_numpy(dtype=np.float64) * share, n)
        return np.where(has_span, values, np.nan)

    base, low, high = combined("base"), combined("low"), combined("high")
    blocked = np.isin(people.ids, list(findings.blocked_employees()))
    more = _accepted_in_vain(cycle, people, base, blocked)
    held = ~people.exempt & (blocked | np.isnan(base))
    scored = ~people.exempt & ~held
    net = adjusted.extra - adjusted.deduct
    digits = cycle.settings.rounding_digits

    def final(points: Floats) -> Floats:
        return rounded(np.maximum(points + net, 0.0), digits)

    score = np.where(scored, final(base), np.nan)
    low, high = final(low), final(high)
    computed = bands.number(score)
    grade = _vetoed(calibrated(computed, decisions.grade), adjusted.veto, bands)
    certain = ~np.isnan(low) & (
        _vetoed(bands.number(low), adjusted.veto, bands) == _vetoed(bands.number(high), adjusted.veto, bands)
    )
    coefficients = np.append(bands.coefficients, np.nan)
    last = np.where(has_span, spans.first + spans.count - 1, 0)
    scheme = np.where(has_span, assignments["scheme"].to_numpy(dtype=object)[last], "") if len(assignments) else ""
    table = people.table[["employee_id", "name", "department", "position"]].copy()
    table["scheme"] = np.where(has_span, scheme, people.table["scheme"].to_numpy(dtype=object))
    table["status"] = np.where(people.exempt, "exempt", np.where(held, "held", "scored")).astype(object)
    table["base"] = np.where(scored, base, np.nan)
    table["adjustment"] = net
    table["score"] = score
    table["computed_grade"], table["grade"] = bands.named(computed), bands.named(grade)
    table["coefficient"] = coefficients[grade]
    table["low"], table["high"] = low, high
    table["grade_certain"] = certain & ~people.exempt
    applicable, present = combined("applicable"), combined("present")
    with np.errstate(invalid="ignore", divide="ignore"):
        table["coverage"] = np.where(applicable > 0, present / applicable, np.where(has_span, 1.0, np.nan))
    more += calibrated_in_vain(cycle, decisions, held)
    more += _below_lowest(cycle, people, bands, score, computed=computed)
    return table, more


def _vetoed(numbers: Ints, veto: Bools, bands: Grades) -> Ints:
    return np.where(veto, np.minimum(numbers, bands.veto), numbers)


def _accepted_in_vain(cycle: Cycle, people: Roster, base: Floats, blocked: Bools) -> list[Finding]:
    """Nobody is held without a finding that blocks."""
    silent = np.flatnonzero(np.isnan(base) & ~blocked & ~people.exempt)
    return [AcceptedWithoutValue(employee_id=str(people.ids[one]), **people.at(cycle, int(one))) for one in silent]


def _below_lowest(cycle: Cycle, people: Roster, bands: Grades, score: Floats, *, computed: Ints) -> list[Finding]:
    if not bands.names:
        return []
    below = np.flatnonzero(~np.isnan(score) & (computed < 0))
    bound = float(bands.bounds[0])
    return [
        BelowLowestGrade(
            employee_id=str(people.ids[one]), score=float(score[one]), bound=bound, **people.at(cycle, int(one))
        )
        for one in below
    ]
