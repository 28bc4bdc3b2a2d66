"""Scores corrected for strict raters: only as published, only where the figures can tell, and said on every line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from perfxl.cycle.published import published_from
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle, cycle_from_tables
from perfxl.jobs.publish import published_content
from perfxl.rules.scores import Scores
from tests.rules.test_every_code import badly_told
from tests.support.planted_company import Company
from tests.support.rating_designs import UNLINKED, Design, linked

PUBLISHED_ON = date(2026, 2, 1)


CASES = {"PX620": "test_nothing_published_corrects_nothing", "PX621": "test_every_unlinked_design_is_refused"}


def with_setting(cycle: Cycle, word: str) -> Cycle:
    return replace(cycle, settings=cycle.settings.model_copy(update={"rater_correction": word}))


def published(cycle: Cycle, word: str) -> Cycle:
    """`cycle` after standards that say `word` were published."""
    told = perfxl.score(replace(with_setting(cycle, word), as_of=PUBLISHED_ON))
    return replace(cycle, published=published_from(published_content(told, None)))


def scored(cycle: Cycle, *, asked: str, told: str) -> Scores:
    return perfxl.score(with_setting(published(cycle, told), asked))


def company(design: Design, *, severe: float = 0.0) -> Cycle:
    """People who are rated by peers from 1 to 5 as the design says; rater R0 gives `severe` less."""
    target, rater = design
    random = np.random.default_rng(5)
    skill = random.normal(3.4, 0.5, int(target.max()) + 1)
    value = np.clip(np.round(skill[target] + random.normal(0, 0.3, len(target)) - severe * (rater == 0), 1), 1, 5)
    ids = [f"E{i}" for i in range(int(target.max()) + 1)]
    tables = {
        "schemes": pd.DataFrame(
            {"scheme": ["岗位"], "component": ["peer"], "weight": [100.0], "scale_min": [1.0], "scale_max": [5.0]}
        ),
        "grades": pd.DataFrame({"grade": list("AB"), "lower_bound": [60.0, 0.0]}),
        "employees": pd.DataFrame({"employee_id": ids, "name": ids, "department": "部门"}),
        "ratings": pd.DataFrame(
            {
                "employee_id": [f"E{i}" for i in target],
                "rater_id": [f"R{i}" for i in rater],
                "role": "peer",
                "rating": value,
            }
        ),
    }
    cycle_settings = CycleSettings(name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    return cycle_from_tables(cycle_settings, tables, as_of=date(2026, 12, 31))


@pytest.fixture(scope="module")
def severe() -> Cycle:
    return company(linked(np.random.default_rng(4)), severe=1.0)


def about(scores: Scores) -> list[str]:
    return [code for code in scores.findings.codes() if code in ("PX335", "PX620", "PX621")]


@pytest.mark.parametrize(
    ("asked", "told", "corrected", "found"),
    [
        ("beside", "beside", False, []),
        ("apply", "apply", True, []),
        ("apply", "beside", False, ["PX335", "PX620"]),
        ("beside", "apply", False, ["PX335"]),
    ],
)
def test_scores_are_corrected_only_where_cycle_and_published_standards_say_so(
    severe: Cycle, asked: str, told: str, corrected: bool, found: list[str]
) -> None:
    plain, scores = perfxl.score(severe), scored(severe, asked=asked, told=told)

    same = np.array_equal(plain.people["score"].to_numpy(), scores.people["score"].to_numpy())
    assert (not same) == corrected
    assert about(scores) == found


def test_nothing_published_corrects_nothing(severe: Cycle) -> None:
    scores = perfxl.score(with_setting(severe, "apply"))

    assert about(scores) == ["PX620"]
    assert badly_told(scores.findings) == []
    assert scores.people["score"].tolist() == perfxl.score(severe).people["score"].tolist()


@pytest.mark.parametrize("seed", range(3))
def test_what_counts_is_exactly_what_the_review_showed_beside(seed: int) -> None:
    cycle = Company(seed).with_faults(("severe",))
    before, after = perfxl.review(cycle), scored(cycle, asked="apply", told="apply")

    applied = after.people.set_index("employee_id")["score"]
    beside = before.adjusted.set_index("employee_id")["adjusted_score"]
    assert len(beside) == len(applied)
    assert beside.to_dict() == applied.to_dict()


def test_the_review_of_corrected_scores_shows_the_same_two_scores(severe: Cycle) -> None:
    before, after = perfxl.review(severe), perfxl.review(scored(severe, asked="apply", told="apply"))

    pd.testing.assert_frame_equal(after.adjusted, before.adjusted)
    pd.testing.assert_frame_equal(after.raters, before.raters)


def test_the_trace_says_rating_and_correction_and_adds_up(severe: Cycle) -> None:
    scores = scored(severe, asked="apply", told="apply")

    lines = scores.trace[scores.trace["employee_id"] == scores.people["employee_id"].iloc[0]]
    ratings, peer = lines[lines["kind"] == "rating"], lines[lines["kind"] == "component"].iloc[0]
    noted = ratings["note"].str.extract(r"^corrected: ([\d.]+) ([+-][\d.]+)$").astype(float)
    assert noted.sum(axis=1).to_numpy() == pytest.approx(ratings["value"].to_numpy(dtype=float), abs=1e-4)
    assert float(peer["value"]) == pytest.approx(ratings["value"].astype(float).mean())


def test_whoever_was_rated_by_the_severe_one_gains_and_the_points_as_rated_stay(severe: Cycle) -> None:
    scores = scored(severe, asked="apply", told="apply")

    ratings = severe["ratings"]
    theirs = scores.components["employee_id"].isin(ratings.loc[ratings["rater_id"] == "R0", "employee_id"])
    gain = scores.components["points"] - scores.components["as_rated"]
    assert (gain[theirs] > 3).all()
    assert gain[~theirs].mean() < 0
    assert scores.components["as_rated"].tolist() == perfxl.score(severe).components["points"].tolist()


@pytest.mark.parametrize("design", UNLINKED)
@pytest.mark.parametrize("seed", range(5))
def test_every_unlinked_design_is_refused(design: Callable[[np.random.Generator], Design], seed: int) -> None:
    cycle = company(design(np.random.default_rng(seed)), severe=1.0)

    scores = scored(cycle, asked="apply", told="apply")

    assert about(scores) == ["PX621"]
    assert badly_told(scores.findings) == []
    assert scores.people["score"].tolist() == perfxl.score(cycle).people["score"].tolist()


def test_no_corrected_rating_leaves_its_scale() -> None:
    cycle = company(linked(np.random.default_rng(4)), severe=-3.0)
    assert cycle["ratings"]["rating"].max() == 5

    scores = scored(cycle, asked="apply", told="apply")

    assert scores.raters["value"].between(1, 5).all()
    assert (scores.people["high"] <= 100).all()


def test_the_fingerprint_covers_the_setting_and_old_ones_stay(severe: Cycle) -> None:
    plain, beside, apply = (
        perfxl.score(cycle).fingerprints
        for cycle in (severe, with_setting(severe, "beside"), with_setting(severe, "apply"))
    )

    assert plain == beside
    assert plain.all != apply.all
    assert set(plain.schemes.values()).isdisjoint(apply.schemes.values())
    assert set(plain.employees.values()).isdisjoint(apply.employees.values())


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Any few people, each rated by some of a few raters."""
    people, raters = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    chosen = st.sets(st.integers(0, raters - 1), min_size=1, max_size=raters)
    pairs = [(person, rater) for person in range(people) for rater in sorted(draw(chosen))]
    target, rater = np.array(pairs, dtype=np.int64).T
    return target, rater


def is_linked(design: Design) -> bool:
    """Whether a chain of shared people leads from every rater to every other one; by joining sets, one pair at a time."""
    groups: list[set[tuple[str, int]]] = []
    for person, rater in zip(*(codes.tolist() for codes in design), strict=True):
        pair = {("person", person), ("rater", rater)}
        touched = [group for group in groups if group & pair]
        groups = [group for group in groups if group not in touched] + [pair.union(*touched)]
    return len(groups) == 1


@settings(max_examples=60, deadline=None)
@given(designs())
def test_ratings_are_corrected_exactly_where_raters_are_linked_and_something_is_left_to_tell_errors_from(
    design: Design,
) -> None:
    target, rater = design
    people, raters = len(set(target.tolist())), len(set(rater.tolist()))
    can_be_told = is_linked(design) and raters > 1 and len(target) > people + raters - 1

    scores = scored(company(design), asked="apply", told="apply")

    assert about(scores) == ([] if can_be_told else ["PX621"])
