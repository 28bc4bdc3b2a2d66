"""Quotas: ceilings by largest remainder, places from the best score down, ties left to people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.rules.quotas import UNLIMITED, Placed, placed, places_of, rooms

NAN = float("nan")


def grades_of(score: np.ndarray) -> np.ndarray:
    """D below 60, C below 75, B below 90, A: numbers 0 to 3."""
    return np.searchsorted([60, 75, 90], score, side="right").astype(np.int64)


def place(scores: list[float], percent: list[float]) -> tuple[list[int], list[int]]:
    score = np.array(scores, dtype=float)
    found = placed(grades_of(score), score, places_of(np.array(percent), len(score)))
    return found.best.tolist(), found.worst.tolist()


@pytest.mark.parametrize(
    ("scores", "percent", "best", "worst"),
    [
        ([95, 94, 93, 80, 50], [NAN, NAN, NAN, NAN], [3, 3, 3, 2, 0], [3, 3, 3, 2, 0]),
        ([95, 94, 93, 80, 50], [NAN, NAN, NAN, 40], [3, 3, 2, 2, 0], [3, 3, 2, 2, 0]),
        # Two places of A, and the second and third are level: one of them, which one is for people to say.
        ([95, 94, 94, 80, 50], [NAN, NAN, NAN, 40], [3, 3, 3, 2, 0], [3, 2, 2, 2, 0]),
        # All three are level for two places.
        ([94, 94, 94, 80, 50], [NAN, NAN, NAN, 40], [3, 3, 3, 2, 0], [2, 2, 2, 2, 0]),
        # No place at all: nobody is better off, nobody is tied.
        ([94, 94, 80, 50, 50], [NAN, NAN, NAN, 0], [2, 2, 2, 0, 0], [2, 2, 2, 0, 0]),
        # What does not fit into A takes the places of B, whose last then moves down to C.
        ([95, 94, 93, 80, 50], [NAN, NAN, 20, 40], [3, 3, 2, 1, 0], [3, 3, 2, 1, 0]),
        # A place that nobody earned is used below; nobody is lifted into it.
        ([85, 84, 83, 82, 50], [NAN, NAN, 40, 40], [2, 2, 2, 2, 0], [2, 2, 2, 2, 0]),
        # A ceiling of the lowest grade moves nobody.
        ([50, 40, 30, 20, 10], [20, NAN, NAN, 20], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
        # Half a place each for A and B, and one place left: A has 1 or 2, so the second is open.
        ([95, 94, 80, 50, 40], [NAN, NAN, 30, 30], [3, 3, 2, 0, 0], [3, 2, 2, 0, 0]),
    ],
)
def test_people_are_placed_from_the_best_score_down(
    scores: list[float], percent: list[float], best: list[int], worst: list[int]
) -> None:
    assert place(scores, percent) == (best, worst)


PEOPLE = st.lists(st.integers(30, 110), min_size=1, max_size=40)
PERCENT = st.lists(st.sampled_from([NAN, 0, 5, 10, 20, 25]), min_size=4, max_size=4)


@given(PEOPLE, PERCENT)
def test_nobody_is_lifted_equal_scores_fare_alike_and_a_better_score_never_fares_worse(
    scores: list[int], percent: list[float]
) -> None:
    score = np.array(scores, dtype=float)
    best, worst = place([float(one) for one in scores], percent)

    assert (np.array(best) <= grades_of(score)).all()
    order = np.argsort(-score, kind="stable")
    for bound in (np.array(best)[order], np.array(worst)[order]):
        assert (np.diff(bound) <= 0).all()
        assert all(len(set(bound[score[order] == one])) == 1 for one in set(scores))
    assert (np.array(best) >= np.array(worst)).all()


@given(PEOPLE, PERCENT)
def test_no_grade_but_the_lowest_has_more_people_than_room(scores: list[int], percent: list[float]) -> None:
    score = np.array(scores, dtype=float)
    places = places_of(np.array(percent), len(score))
    best, worst = (np.array(one) for one in place([float(one) for one in scores], percent))

    # Whoever is tied may end in the worse grade; then no ceiling is broken.
    sure = np.bincount(worst[best == worst], minlength=4)
    room = rooms(sure, np.max(places.possible, axis=0))
    assert all(sure[number] <= room[number] for number in range(1, 4) if room[number] != UNLIMITED)


@given(PEOPLE, PERCENT, st.randoms())
def test_the_order_of_rows_changes_nothing(scores: list[int], percent: list[float], random: object) -> None:
    score = np.array(scores, dtype=float)
    shuffled = np.array(random.sample(range(len(scores)), len(scores)))  # type: ignore[attr-defined]
    places = places_of(np.array(percent), len(score))

    found = placed(grades_of(score), score, places)
    other = placed(grades_of(score[shuffled]), score[shuffled], places)

    assert np.array_equal(found.best[shuffled], other.best)
    assert np.array_equal(found.worst[shuffled], other.worst)
    assert isinstance(found, Placed)
