"""What raters' words become: the points of one rating component."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .reading import HUNDRED, Row, blank, number, pairs


class Scale(NamedTuple):
    """A rating scale: (rating, points) from low to high, linear between, and the ratings that words stand for."""

    corners: tuple[tuple[Fraction, Fraction], ...]
    labels: dict[str, Fraction]

    def rating(self, text: str) -> Fraction | None:
        """The rating in `text`; None for an unreadable word or a rating outside the scale."""
        typed = text.strip()
        read = self.labels.get(typed, number(typed))
        return read if read is not None and self.corners[0][0] <= read <= self.corners[-1][0] else None

    def points(self, rating: Fraction) -> Fraction:
        """Points of a mean rating."""
        for (left, low), (right, high) in pairwise(self.corners):
            if left <= rating <= right:
                return low + (high - low) * (rating - left) / (right - left)
        raise ValueError(f"{rating} lies outside the scale")

    def bounds(self) -> tuple[Fraction, Fraction]:
        """Lowest and highest points that the scale can give."""
        worth = [points for _, points in self.corners]
        return min(worth), max(worth)


def scale_of(scheme_row: Row) -> Scale | None:
    """The scale of one rating component; None where the sheet does not give a usable one."""
    low, high = number(scheme_row["scale_min"]), number(scheme_row["scale_max"])
    corners = _numbers(scheme_row["scale_points"])
    if not corners and low is not None and high is not None:
        corners = [(low, Fraction(0)), (high, HUNDRED)]
    if len(corners) < 2 or len({rating for rating, _ in corners}) != len(corners):
        return None
    labels = {label: Fraction(value) for label, value in pairs(scheme_row["scale_labels"]) or ()}
    return Scale(tuple(sorted(corners)), labels)


def _numbers(text: str) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(name), Fraction(value)) for name, value in pairs(text) or ()]


class Rated(NamedTuple):
    """The complete raters' values, and whether somebody typed what is no rating."""

    values: list[Fraction]
    refused: bool


def rated(rows: Iterable[Row], dimensions: dict[str, Fraction], scale: Scale) -> Rated:
    """One value per rater who rated every dimension; recused rows do not count, owed ones are missing.

    dimensions: weight by dimension, {"": 100} for a scheme without dimensions.
    """
    given: dict[str, dict[str, Fraction]] = {}
    refused = False
    for row in rows:
        if not blank(row["recused_reason"]) or blank(row["rating"]):
            continue
        rating = scale.rating(row["rating"])
        if rating is None:
            refused = True
        else:
            given.setdefault(row["rater_id"], {})[row["dimension"].strip()] = rating
    complete = [ratings for ratings in given.values() if dimensions.keys() <= ratings.keys()]
    total = sum(dimensions.values(), Fraction(0))
    values = [sum((dimensions[name] * ratings[name] for name in dimensions), Fraction(0)) for ratings in complete]
    return Rated([value / total for value in values], refused)
