"""Quotas: how many people of a pool may have each grade, and whom they would move. Nothing here changes a grade.

A quota is a ceiling. Places that nobody earned in a better grade may be used below; a free place lifts nobody, and nobody
is pushed down to fill a low grade.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.calibration import QuotasUnusable
from perfxl.rules.exact import Bools, Floats, Ints, to9
from perfxl.rules.grades import Grades
from perfxl.rules.statistics.apportionment import Places, largest_remainder, loses_by_growing

UNLIMITED = -1
_WHOLE = 100


@dataclass(frozen=True)
class Quotas:
    """Percent per grade number, the lowest grade first; NaN: no ceiling. findings: what makes them unusable."""

    percent: Floats
    findings: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether there is a ceiling at all."""
        return bool((~np.isnan(self.percent)).any())


@dataclass(frozen=True)
class PoolPlaces:
    """Places of one pool, by grade number.

    ceilings: without the places that a tie of remainders leaves open; possible: every way to give those, `open`: to which
    grades.
    n: people. exact: places before rounding. loses: numbers of grades that would have fewer places with one person more.
    A grade without a quota has the ceiling UNLIMITED.
    """

    n: int
    ceilings: Ints
    possible: tuple[Ints, ...]
    open: Bools
    exact: Floats
    loses: tuple[int, ...]


def quotas(cycle: Cycle, bands: Grades) -> Quotas:
    """The quotas of the grades sheet. Shares that cannot hold together (over 100 %, below 0) are none, and a finding."""
    table = cycle["grades"]
    known = {bands.position(str(grade)): row for row, grade in reversed(list(enumerate(table["grade"])))}
    rows = [known[number] for number in range(len(bands.names))]
    percent = table["quota"].to_numpy(dtype=np.float64)[rows] if rows else np.zeros(0)
    given = ~np.isnan(percent)
    total = float(to9(percent[given].sum()))
    short = bool(given.all()) and total < _WHOLE
    if not given.any() or (total <= _WHOLE and not short and (percent[given] >= 0).all()):
        return Quotas(percent, ())
    row = rows[int(np.flatnonzero(given)[-1])]
    return Quotas(np.full(len(percent), np.nan), (QuotasUnusable(total=total, **cycle.at("grades", row, "quota")),))


def places_of(percent: Floats, n: int) -> PoolPlaces:
    """The places of a pool of n people, by largest remainders; grades without a quota share what is left of 100 %."""
    limited = np.flatnonzero(~np.isnan(percent))
    shares: list[Fraction] = [Fraction(str(float(percent[number]))) for number in limited]
    shares.append(_WHOLE - sum(shares, Fraction()))
    found = largest_remainder(shares, n)
    ceilings = np.full(len(percent), UNLIMITED, dtype=np.int64)
    ceilings[limited] = found.places[:-1]
    tied = np.full(len(percent), False)
    tied[limited[[place for place in found.tied if place < len(limited)]]] = True
    exact = np.full(len(percent), np.nan)
    exact[limited] = [float(claim) for claim in found.exact[:-1]]
    loses = tuple(int(limited[place]) for place in loses_by_growing(shares, n) if place < len(limited))
    return PoolPlaces(n, ceilings, tuple(_ways(ceilings, limited, found)), tied, exact, loses)


def _ways(ceilings: Ints, limited: Ints, found: Places) -> Iterator[Ints]:
    """Every way in which the places that a tie leaves open can go to the tied shares; the last share is the rest."""
    for chosen in combinations(found.tied, found.left):
        one = ceilings.copy()
        one[limited[[place for place in chosen if place < len(limited)]]] += 1
        yield one


def pool_names(people: pd.DataFrame, pool: str) -> np.ndarray:
    """The pool of each person: the department, or '' for the whole company."""
    if pool == "department":
        return np.asarray(people["department"], dtype=object)
    return np.full(len(people), "", dtype=object)


@dataclass(frozen=True)
class Placed:
    """For each person the best and the worst grade that the quotas leave; they differ only at a tie."""

    best: Ints
    worst: Ints


def placed(earned: Ints, score: Floats, places: PoolPlaces) -> Placed:
    """Place the people of one pool from the best score down; equal scores are treated alike.

    earned: grade numbers (0: lowest). Where equal scores compete for the last places of a grade, the group's best and
    worst grade differ. The same holds where a tie of remainders leaves a place open between two grades.
    """
    ways = [_filled(earned, score, ceilings) for ceilings in places.possible]
    return Placed(np.max([way.best for way in ways], axis=0), np.min([way.worst for way in ways], axis=0))


def _filled(earned: Ints, score: Floats, ceilings: Ints) -> Placed:
    best, worst = earned.copy(), earned.copy()
    waiting: list[_Group] = []
    free = 0
    for number in range(len(ceilings) - 1, 0, -1):
        waiting = sorted([*waiting, *_equal(earned, score, number)], key=lambda group: -group.score)
        free = 0 if ceilings[number] < 0 else free + int(ceilings[number])
        kept: list[_Group] = []
        for group in waiting:
            taken = group.left if ceilings[number] < 0 else min(group.left, free)
            free -= min(taken, free)
            if taken == group.left:
                continue
            if not taken and group.left == len(group.members):
                best[group.members] = number - 1
            worst[group.members] = number - 1
            kept.append(replace(group, left=group.left - taken))
        waiting = kept
    return Placed(best, worst)


@dataclass(frozen=True)
class _Group:
    """People of equal score, and how many of them still need a place."""

    score: float
    members: Ints
    left: int


def _equal(earned: Ints, score: Floats, number: int) -> Iterator[_Group]:
    here = np.flatnonzero(earned == number)
    order = here[np.argsort(-score[here], kind="stable")]
    for members in np.split(order, np.flatnonzero(np.diff(score[order])) + 1):
        if len(members):
            yield _Group(float(score[members[0]]), members, len(members))


def rooms(count: Ints, ceilings: Ints) -> Ints:
    """For each grade number the places that people with it may use: its own and the free ones above; -1: no ceiling."""
    found, free = np.full(len(count), UNLIMITED, dtype=np.int64), 0
    for number in range(len(count) - 1, -1, -1):
        if ceilings[number] < 0:
            free = 0
            continue
        found[number] = free + int(ceilings[number])
        free = max(int(found[number] - count[number]), 0)
    return found
