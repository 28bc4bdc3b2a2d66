"""When a run is due. Pure: the moment comes from the caller.

A day's work may be tried a few times, an hour apart, because the first try can find the lock held or a file open; a try
that finds the work done ends at once. A day that was missed is done once, by the next try that comes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from perfxl.schedule.days import Days
from perfxl.schedule.workdays import counts, is_known

TRIES = 4  # the first included; fewer where the day ends before
_LONGEST_BREAK = 31  # days without a workday; no holiday is that long


@dataclass(frozen=True)
class Timing:
    """At which time of which days the work becomes due; local time."""

    at: time
    days: Days

    def tries(self) -> list[time]:
        """The times of one day at which the timer starts a run."""
        hours = range(self.at.hour, min(self.at.hour + TRIES, 24))
        return [self.at.replace(hour=hour) for hour in hours]

    def latest(self, now: datetime) -> datetime:
        """The last moment at which work became due, `now` included."""
        return next(moment for moment in self._moments(now.date(), step=-1) if moment <= now)

    def following(self, now: datetime) -> datetime:
        """The next moment at which work becomes due, after `now`."""
        return next(moment for moment in self._moments(now.date(), step=1) if moment > now)

    def is_due(self, now: datetime, *, since: datetime) -> bool:
        """Whether work became due after `since`: the start of the last run that did it, or when the timer was made."""
        return self.latest(now) > since

    def unknown_years(self, now: datetime) -> list[int]:
        """The years, of today and the next run, whose workdays the calendar does not know."""
        if self.days is not Days.CN:
            return []
        years = {now.year, self.following(now).year}
        return sorted(year for year in years if not is_known(year))

    def _moments(self, first: date, *, step: int) -> Iterator[datetime]:
        for number in range(_LONGEST_BREAK + 1):
            day = first + timedelta(days=step * number)
            if counts(day, self.days):
                yield datetime.combine(day, self.at)
