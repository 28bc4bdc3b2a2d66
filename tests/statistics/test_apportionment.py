"""Laws of largest remainders: every place is given or said to be open, nobody is further from the exact claim than one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.rules.statistics.apportionment import largest_remainder

SHARES = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(any)


@given(SHARES, st.integers(0, 200))
def test_places_stay_within_one_of_the_exact_claim_and_all_are_accounted_for(shares: list[int], places: int) -> None:
    found = largest_remainder(shares, places)

    assert sum(found.places) + found.left == places
    assert all(abs(given - claim) < 1 for given, claim in zip(found.places, found.exact, strict=True))


@given(SHARES, st.integers(0, 200))
def test_a_tie_is_reported_and_not_broken(shares: list[int], places: int) -> None:
    found = largest_remainder(shares, places)

    remainders = {found.exact[place] % 1 for place in found.tied}
    assert len(remainders) <= 1
    assert 0 < found.left < len(found.tied) if found.tied else found.left == 0
    alike = [[found.places[i] for i, share in enumerate(shares) if share == one] for one in set(shares)]
    assert all(len(set(places_of_one)) == 1 for places_of_one in alike)


def test_a_float_is_the_decimal_that_somebody_wrote() -> None:
    assert largest_remainder([0.1, 0.2, 0.7], 10).exact == (Fraction(1), Fraction(2), Fraction(7))


@pytest.mark.parametrize("shares", [[-1, 2], [0, 0], []])
def test_shares_that_cannot_be_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="shares have to be 0 or above"):
        largest_remainder(shares, 3)
