"""Whole places by shares: the method of largest remainders, in exact fractions, with its ties and its paradox said."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | float | Fraction


@dataclass(frozen=True)
class Places:
    """places: whole places of each share, without those that a tie leaves open.

    tied: the positions of the shares whose equal remainders compete for the last `left` places (0: no tie). exact: what
    each share would have if places could be divided.
    """

    places: tuple[int, ...]
    exact: tuple[Fraction, ...]
    tied: tuple[int, ...] = ()
    left: int = 0


def largest_remainder(shares: Sequence[Number], places: int) -> Places:
    """Give `places` whole places to `shares` (0 and above, any unit) by largest remainders (Hamilton, Hare quota).

    Each share first gets the whole part of its exact claim; the places that are left go to the largest remainders. Equal
    remainders that compete for the last places are a tie, which is reported and not broken. Balinski & Young 1982, Fair
    Representation, chapter 3. A float counts as the decimal that it is written as: 0.1 is a tenth. Raises ValueError for
    negative shares and where places are to be given but all shares are 0.
    """
    claims = [_fraction(share) for share in shares]
    total = sum(claims, Fraction())
    if any(claim < 0 for claim in claims) or (places > 0 and total == 0):
        raise ValueError("shares have to be 0 or above, and not all 0")
    exact = tuple(claim * places / total if total else Fraction() for claim in claims)
    given = [int(claim) for claim in exact]
    left = places - sum(given)
    remainders = [claim - whole for claim, whole in zip(exact, given, strict=True)]
    edge = sorted(remainders, reverse=True)[left - 1] if left else Fraction(1)
    above = [place for place, remainder in enumerate(remainders) if remainder > edge]
    at_edge = [place for place, remainder in enumerate(remainders) if left and remainder == edge]
    tie = len(above) + len(at_edge) > left
    for place in above if tie else [*above, *at_edge]:
        given[place] += 1
    return Places(tuple(given), exact, tuple(at_edge) if tie else (), left - len(above) if tie else 0)


def loses_by_growing(shares: Sequence[Number], places: int) -> tuple[int, ...]:
    """The positions of the shares that would have fewer places if there were one more to give (the Alabama paradox)."""
    before, after = largest_remainder(shares, places), largest_remainder(shares, places + 1)
    now = [most + (place in before.tied) for place, most in enumerate(before.places)]
    then = [most + (place in after.tied) for place, most in enumerate(after.places)]
    return tuple(place for place, (one, other) in enumerate(zip(now, then, strict=True)) if other < one)


def _fraction(number: Number) -> Fraction:
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)
