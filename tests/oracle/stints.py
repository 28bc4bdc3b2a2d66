"""Who worked where: assignments clipped to the cycle and their shares of the days."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .reading import Row, blank, day


class Stint(NamedTuple):
    """One assignment, or the whole cycle of a person without any, with what is judged in it."""

    scheme: str
    department: str
    share: Fraction
    kpis: list[Row]
    ratings: list[Row]


class Stints(NamedTuple):
    """All of one person's stints. stray: a KPI belongs to none of them. overlap: two claim the same day."""

    stints: list[Stint]
    stray: bool
    overlap: bool


class Span(NamedTuple):
    """Days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days; 0 for a span that clipping emptied."""
        return max((self.last - self.first).days + 1, 0)


def clipped(span: Span, *limits: tuple[date | None, date | None]) -> Span:
    """`span` cut to every pair of limits; None is no limit."""
    first = max([span.first, *(low for low, _ in limits if low)])
    last = min([span.last, *(high for _, high in limits if high)])
    return Span(first, last)


def stints_of(employee: Row, assignments: Sequence[Row], *, cycle: Span, kpis: list[Row], ratings: list[Row]) -> Stints:
    """The person's stints with shares that add up to 1; assignments that clipping empties do not count."""
    if not assignments:
        whole = Stint(employee["scheme"], employee["department"], Fraction(1), kpis, ratings)
        return Stints([whole], stray=False, overlap=False)
    employed = (day(employee["joined_on"]), day(employee["left_on"]))
    spans = [_span(row, cycle, employed) for row in assignments]
    worked = [(row, span) for row, span in zip(assignments, spans, strict=True) if span.days]
    total = sum(span.days for _, span in worked)
    alone = len(assignments) == 1
    stints = [_stint(row, Fraction(span.days, total), employee, kpis, ratings, alone) for row, span in worked]
    starts = {day(row["from_on"]) for row in assignments}
    stray = any(not _belongs(kpi, starts, alone) for kpi in kpis)
    ordered = sorted(span for _, span in worked)
    overlap = any(one.last >= following.first for one, following in pairwise(ordered))
    return Stints(stints, stray, overlap)


def _span(assignment: Row, cycle: Span, employed: tuple[date | None, date | None]) -> Span:
    own = Span(day(assignment["from_on"]) or cycle.first, day(assignment["to_on"]) or cycle.last)
    return clipped(own, cycle, employed)


def _belongs(row: Row, starts: set[date | None], blank_belongs: bool) -> bool:
    return blank_belongs if blank(row["assignment_from"]) else day(row["assignment_from"]) in starts


def _stint(
    assignment: Row, share: Fraction, employee: Row, kpis: list[Row], ratings: list[Row], alone: bool
) -> Stint:  # fmt: skip
    start = {day(assignment["from_on"])}
    return Stint(
        assignment["scheme"],
        assignment["department"] or employee["department"],
        share,
        [row for row in kpis if _belongs(row, start, alone)],
        [row for row in ratings if _belongs(row, start, True)],
    )
