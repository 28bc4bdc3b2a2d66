"""Worksheet functions and perfxl.score agree on whole random companies, row by row and line by line of the trace."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from perfxl.excel.functions import PX_BOUNDS, PX_COMPLETE, PX_GRADE, PX_KPI, PX_WEIGHTED
from perfxl.rules.exact import rounded, to9
from perfxl.rules.kpi_scores import Evidence
from perfxl.rules.scores import Scores
from tests.oracle.draws import Draw
from tests.oracle.random_people import random_cycle
from tests.support.typed_cycle import cycle_of_rows

SEEDS = st.integers(0, 2**32 - 1)
PEOPLE = 60
law = settings(deadline=None, max_examples=5)
ARGUMENTS = ("rule", "target", "actual", "floor", "stretch", "cap", "parameters")


def company(seed: int) -> tuple[list[dict[str, str]], Scores]:
    """The rows of KPIs of a random company as they are typed, and its scores."""
    cycle: dict[str, Any] = random_cycle(seed, PEOPLE)
    sheets = {key: rows for key, rows in cycle.items() if isinstance(rows, list)}
    scores = perfxl.score(cycle_of_rows(sheets, cycle["settings"], as_of=date.fromisoformat(cycle["as_of"])))
    return sheets["kpis"], scores


def points(rows: list[dict[str, str]]) -> list[Any]:
    """PX_KPI of every row, in one call."""
    columns = [[row.get(key, "") for row in rows] for key in ARGUMENTS]
    return [answer for (answer,) in PX_KPI(*columns)]


def code(answer: object) -> str:
    return answer[:5] if isinstance(answer, str) else ""


@law
@given(SEEDS)
def test_every_kpi_earns_what_the_score_gives_it_or_says_why_it_earns_nothing(seed: int) -> None:
    rows, scores = company(seed)
    answers = points(rows)
    found: dict[int, set[str]] = {}
    for finding in scores.findings:
        if finding.target and finding.target.table == "kpis":
            found.setdefault(finding.target.row, set()).add(finding.code)

    for line in scores.kpis.itertuples():
        answer = answers[line.row]
        if line.evidence == Evidence.PRESENT:
            assert answer == to9(line.points)
        elif line.evidence in (Evidence.REFUSED, Evidence.UNUSABLE):
            assert code(answer) in found[line.row]
        elif line.evidence in (Evidence.MISSING, Evidence.ZEROED):
            assert code(answer) in found[line.row] | {"PX201"}


@law
@given(SEEDS)
def test_one_call_for_a_column_and_one_call_for_each_row_agree(seed: int) -> None:
    rows, _ = company(seed)
    some = Draw(seed).sample(rows, min(len(rows), 25))

    assert points(some) == [PX_KPI(*(row.get(key, "") for key in ARGUMENTS)) for row in some]


@law
@given(SEEDS)
def test_every_sum_of_the_trace_is_a_weighted_score(seed: int) -> None:
    _, scores = company(seed)
    sums = list(sums_of(scores.trace))

    answers = [
        PX_WEIGHTED(parts["points"].tolist(), (100 * parts["weight"] / parts["of"]).tolist()) for _, parts in sums
    ]

    assert np.allclose(answers, [float(line["points"]) for line, _ in sums], rtol=0, atol=1e-9)


def sums_of(trace: pd.DataFrame) -> Iterator[tuple[pd.Series, pd.DataFrame]]:
    """Each line that adds up weighted parts which are all there, with these parts."""
    for _, lines in trace.groupby("employee_id", sort=False):
        for _, line in lines[(lines["how"] == "sum") & lines["kind"].isin(["component", "base"])].iterrows():
            parts = lines[(lines["parent"] == line["line"]) & lines["contribution"].notna()]
            if len(parts) and not parts["kind"].eq("assignment").any():
                yield line, parts


@law
@given(SEEDS)
def test_bounds_of_the_kpi_component_are_those_of_the_score(seed: int) -> None:
    for given_points, lines, part in kpi_components(*company(seed)):
        [bounds] = PX_BOUNDS(given_points, lines["weight"].tolist(), lines["cap"].tolist())
        assert np.allclose(bounds, part[["low", "high"]].astype(float), rtol=0, atol=1e-9)


def kpi_components(rows: list[dict[str, str]], scores: Scores) -> Iterator[tuple[list[Any], pd.DataFrame, pd.Series]]:
    """For each KPI component that can have bounds by its cells alone: what PX_KPI answers, its lines, the component.

    PX310 in a cell does not tell whether the actual or the target is no number, so such people are left out.
    """
    answers = points(rows)
    parts = scores.components[scores.components["component"] == "kpi"].set_index("span")
    for span, lines in scores.kpis.groupby("span"):
        given_points = [answers[row] for row in lines["row"]]
        usable = lines["evidence"].isin([Evidence.PRESENT, Evidence.MISSING, Evidence.REFUSED]).all()
        if usable and parts.loc[span, "status"] != "unusable" and "PX310" not in map(code, given_points):
            yield given_points, lines, parts.loc[span]


def test_the_laws_compare_something() -> None:
    drawn = [company(seed) for seed in range(3)]

    assert sum(len(list(kpi_components(rows, scores))) for rows, scores in drawn) > PEOPLE
    assert sum(len(list(sums_of(scores.trace))) for _, scores in drawn) > PEOPLE


@law
@given(SEEDS)
def test_grades_are_those_of_the_score(seed: int) -> None:
    _, scores = company(seed)
    people = scores.people[(scores.people["status"] == "scored") & (scores.people["computed_grade"] != "")]
    order = np.random.default_rng(seed).permutation(len(scores.bands.names))
    bounds, names = scores.bands.bounds[order].tolist(), np.array(scores.bands.names)[order].tolist()

    digits = scores.cycle.settings.rounding_digits
    answers = PX_GRADE(people["score"].tolist(), bounds, names, digits)

    assert np.ravel(answers).tolist() == people["computed_grade"].tolist()
    unrounded = people["base"] + people["adjustment"]
    assert (
        np.ravel(PX_GRADE(np.maximum(unrounded, 0).tolist(), bounds, names, digits)).tolist()
        == np.ravel(answers).tolist()
    )
    assert (rounded(np.maximum(unrounded, 0), digits) == people["score"]).all()


@law
@given(SEEDS)
def test_what_is_complete_is_what_the_score_does_not_miss(seed: int) -> None:
    rows, scores = company(seed)
    absent = scores.kpis[scores.kpis["evidence"].isin([Evidence.MISSING, Evidence.ZEROED])]["row"]
    judged = scores.kpis[scores.kpis["evidence"].isin([Evidence.MISSING, Evidence.ZEROED, Evidence.PRESENT])]["row"]

    filled = {row: PX_COMPLETE(rows[row]["actual"]) for row in judged}

    assert {row for row, share in filled.items() if share == 0} == set(absent)
