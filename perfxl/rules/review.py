"""The review of a whole cycle: raters, agreement, certainty, weights, groups, health of the KPIs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from perfxl.findings.base import Finding, Findings
from perfxl.findings.review import FourFifths, HiddenDifference, RatersNotSeparable
from perfxl.rules.agreement import agreement
from perfxl.rules.certainty import certainty, error_variances
from perfxl.rules.committee import Committee, committee
from perfxl.rules.exact import rounded_number
from perfxl.rules.fairness import USUAL, Fairness, fairness
from perfxl.rules.kpi_health import kpi_health, scheme_health
from perfxl.rules.proposals import Proposal, proposals
from perfxl.rules.raters import raters
from perfxl.rules.rating_table import rating_tables
from perfxl.rules.review_words import RATINGS, WHY_NOT, column_title
from perfxl.rules.scores import Scores
from perfxl.rules.weights import LIMIT, effective_weights, weight_flips


@dataclass(frozen=True)
class Review:
    """What a cycle's figures say about the appraisal itself; each table is documented where it is made.

    raters, separable, adjusted, selves: raters.py. agreement: agreement.py. certainty: certainty.py. weights, components:
    weights.py; weight_limit: by how many percent points weights were moved. groups, selected_from: fairness.py. kpis,
    schemes: kpi_health.py. committee: what the calibration meeting looks at. proposals: what to change before the next
    cycle. findings: what somebody should look into.
    """

    scores: Scores
    raters: pd.DataFrame
    separable: Mapping[str, str]
    adjusted: pd.DataFrame
    selves: pd.DataFrame
    agreement: pd.DataFrame
    certainty: pd.DataFrame
    weights: pd.DataFrame
    weight_limit: float
    components: pd.DataFrame
    groups: pd.DataFrame
    selected_from: str
    kpis: pd.DataFrame
    schemes: pd.DataFrame
    proposals: tuple[Proposal, ...]
    committee: Committee
    findings: Findings


def review(
    scores: Scores, *, by: Sequence[str] = USUAL, selected_from: str = "", weight_limit: float = LIMIT
) -> Review:
    """Review scored people. by: roster columns to group by; selected_from: lowest grade that counts as selected.

    Nothing is changed: adjusted scores stand beside the scores. Held people are left out, which the findings of `scores`
    explain.
    """
    tables = rating_tables(scores)
    of_raters = raters(scores, tables)
    groups = fairness(scores, by=by, selected_from=selected_from)
    meeting = committee(scores, tables)
    agreed, components, kpis = agreement(tables), effective_weights(scores), kpi_health(scores)
    return Review(
        scores=scores,
        raters=of_raters.table,
        separable=of_raters.separable,
        adjusted=of_raters.adjusted,
        selves=of_raters.selves,
        agreement=agreed,
        certainty=certainty(scores, tables),
        weights=weight_flips(scores, limit=weight_limit),
        weight_limit=weight_limit,
        components=components,
        groups=groups.table,
        selected_from=groups.selected_from,
        kpis=kpis,
        schemes=scheme_health(scores, error_variances(tables)),
        proposals=proposals(kpis, components, agreed, of_raters.separable),
        committee=meeting,
        findings=Findings.of([*_about_raters(of_raters.separable), *_about_groups(groups), *meeting.findings]),
    )


def _about_raters(separable: Mapping[str, str]) -> Iterator[Finding]:
    for role, how in separable.items():
        if how in WHY_NOT and role != "self":  # everybody rates oneself alone; that is no fault of the design
            yield RatersNotSeparable(item=role, role=RATINGS[role], why=WHY_NOT[how])


def _about_groups(found: Fairness) -> Iterator[Finding]:
    for line in found.table.itertuples():
        facts = {"item": f"{line.by}: {line.group}", "by": column_title(line.by), "group": line.group}
        if "hidden" in line.flags and "lower_within" in line.flags:  # of two groups the other one is its mirror
            yield HiddenDifference(points=rounded_number(-line.within_difference, 1), **facts)
        if "four_fifths" in line.flags:
            rate, ratio = (rounded_number(100 * share, 1) for share in (line.selection_rate, line.impact_ratio))
            yield FourFifths(grade=found.selected_from, rate=rate, ratio=ratio, **facts)
