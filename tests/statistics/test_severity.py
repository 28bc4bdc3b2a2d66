"""Severities: known ones are found, intervals hold them, and nothing is said where raters and people cannot be separated."""

from collections.abc import Callable

import numpy as np
import pytest

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.crossing import Crossing, crossing_of
from perfxl.rules.statistics.icc import icc
from perfxl.rules.statistics.severity import severities
from perfxl.rules.statistics.severity_of_many import severities_of_many
from tests.support.rating_designs import UNLINKED, Design, islands, linked, one_rater_each, own_raters, rated

_ = float("nan")


@pytest.mark.parametrize("spread", [0.15, 0.3, 0.5])
def test_intervals_hold_the_known_severity_as_often_as_they_say(spread: float) -> None:
    """120 simulated appraisals here; benchmarks/review.py runs 1,000: between 94 and 96 % of the intervals hold it."""
    random = np.random.default_rng(11)
    held = []
    for _run in range(120):
        true = random.normal(0, spread, 12)
        found = severities(rated(linked(random), true, random))
        held.append((found.low <= true - true.mean()) & (true - true.mean() <= found.high))

    assert 0.93 <= np.mean(held) <= 0.97


def test_without_error_the_severities_are_exact() -> None:
    random = np.random.default_rng(1)
    true = random.normal(0, 0.5, 12)

    found = severities(rated(linked(random), true, random, error=0.0))

    assert found.raw == pytest.approx(true - true.mean())
    assert found.severity == pytest.approx(true - true.mean(), abs=5e-4)


def test_raw_severities_are_least_squares_with_people_and_raters_as_columns() -> None:
    random = np.random.default_rng(2)
    layout = rated(linked(random), random.normal(0, 0.4, 12), random)

    columns = np.zeros((layout.n, layout.n_targets + layout.n_raters))
    columns[np.arange(layout.n), layout.target] = 1
    columns[np.arange(layout.n), layout.n_targets + layout.rater] = 1
    solved, *_ = np.linalg.lstsq(columns, layout.value, rcond=None)
    effects = solved[layout.n_targets :]
    left = layout.value - columns @ solved

    assert severities(layout).raw == pytest.approx(-(effects - effects.mean()))
    assert layout.residual_ss == pytest.approx(left @ left)
    assert layout.residual_df == layout.n - np.linalg.matrix_rank(columns)


def test_shrinking_draws_towards_the_mean_and_never_beyond_it() -> None:
    random = np.random.default_rng(3)
    found = severities(rated(linked(random), random.normal(0, 0.3, 12), random))

    assert np.abs(found.severity).sum() < np.abs(found.raw).sum()
    assert found.severity.sum() == pytest.approx(0, abs=1e-9)


def test_adding_to_everybody_changes_nothing_and_doubling_doubles() -> None:
    random = np.random.default_rng(4)
    layout = rated(linked(random), random.normal(0, 0.3, 12), random)

    moved = severities(Crossing(layout.target, layout.rater, layout.value + 7))
    doubled = severities(Crossing(layout.target, layout.rater, 2 * layout.value))

    found = severities(layout)
    assert moved.severity == pytest.approx(found.severity)
    assert doubled.severity == pytest.approx(2 * found.severity)
    assert doubled.high == pytest.approx(2 * found.high)


@pytest.mark.parametrize("design", UNLINKED)
def test_no_unlinked_design_can_be_adjusted(design: Callable[[np.random.Generator], Design]) -> None:
    random = np.random.default_rng(5)

    assert not any(rated(design(random), random.normal(0, 0.5, 60), random).is_linked for _run in range(50))


@pytest.mark.parametrize("design", [one_rater_each, own_raters])
def test_where_nobody_is_shared_nothing_is_said(design: Callable[[np.random.Generator], Design]) -> None:
    random = np.random.default_rng(6)

    found = severities(rated(design(random), np.zeros(60), random))

    assert np.isnan([found.severity, found.low, found.high]).all()


def test_on_islands_raters_are_compared_with_those_of_their_island_only() -> None:
    """Raising all ratings of one island changes no severity: it may be the people."""
    random = np.random.default_rng(7)
    design = islands(random)
    layout = rated(design, np.zeros(10), random)

    raised = Crossing(layout.target, layout.rater, layout.value + 1.0 * (layout.target >= 20))

    assert severities(raised).raw == pytest.approx(severities(layout).raw)


def test_many_raters_give_what_few_give() -> None:
    """The way for thousands of raters, on a layout small enough for the exact one."""
    random = np.random.default_rng(8)
    layout = rated(linked(random, people=400, raters=80, each=4), random.normal(0, 0.4, 80), random)

    exact, near = severities(layout), severities_of_many(layout)

    assert near.raw == pytest.approx(exact.raw, abs=1e-8)
    assert near.severity == pytest.approx(exact.severity, abs=0.02)
    assert (near.high - near.low) == pytest.approx(exact.high - exact.low, rel=0.05)


def test_empty_cells_change_correlations_little() -> None:
    """A third of the cells left out at random: the estimates stay close, and there are no intervals to trust."""
    random = np.random.default_rng(9)
    matrix = random.normal(size=(400, 1)) + 0.6 * random.normal(size=6) + 0.8 * random.normal(size=(400, 6))
    gaps: Floats = np.where(random.random(matrix.shape) < 0.33, np.nan, matrix)

    whole, thinned = icc(matrix), icc(gaps)

    for name in ("icc1", "icc2", "icc3"):
        assert getattr(thinned, name) == pytest.approx(getattr(whole, name), abs=0.06)
    rated_people = ~np.isnan(gaps).all(axis=1)
    assert thinned.missing == np.isnan(gaps[rated_people]).sum()
    assert thinned.intervals == {}


def test_one_rating_each_tells_nothing() -> None:
    found = icc(np.array([[3.0, _], [_, 4.0], [5.0, _]]))

    assert np.isnan([found.icc1, found.icc2, found.icc3]).all()
    assert not crossing_of(np.array([[3.0, _], [_, 4.0]])).is_linked


@pytest.mark.filterwarnings("error")
def test_differences_that_cancel_but_for_the_rounding_of_floats_are_no_effects() -> None:
    target, rater = np.repeat(np.arange(3), 2), np.tile(np.arange(2), 3)
    layout = Crossing(target, rater, np.array([1.1, 1.3, 2.3, 2.1, 4.0, 4.0]))
    assert 0 < np.abs(layout.right_side).max() < 1e-14  # else this tests nothing

    assert layout.rater_effects.tolist() == [0.0, 0.0]
    assert layout.residual_ss == pytest.approx(0.04)
    assert severities(layout).severity == pytest.approx(np.zeros(2), abs=1e-12)
