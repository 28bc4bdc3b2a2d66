"""The cycle after this one: its name and dates. Nothing is read or written here."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from perfxl.cycle.settings import CycleSettings
from perfxl.rules.workdays import next_workday

DATES = (
    "deadline_on", "results_final_on", "letter_on", "appeal_until", "plan_until", "assess_until", "calibrate_until",
    "feedback_until",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(r"(?P<before>第\s*|[Qq]|[Hh])(?P<n>[1-4一二三四])(?P<after>\s*季度?)?|(?P<bare>[1-4一二三四])(?P<unit>\s*季度)")
_CHINESE = "一二三四"


@dataclass(frozen=True)
class NextDates:
    """First and last day of the next cycle, and where a day of this one falls in it."""

    starts_on: date
    ends_on: date
    months: int
    moved: Callable[[date], date]


def next_dates(settings: CycleSettings, *, starts_on: date | None = None, ends_on: date | None = None) -> NextDates:
    """The next cycle begins the day after this one ends and is as long, unless its days are given.

    A cycle of whole months is followed by one of as many months. Raises ValueError where this cycle has no dates, or the given
    ones do not fit together.
    """
    first, last = settings.starts_on, settings.ends_on
    if first is None or last is None or last < first:
        raise ValueError("this cycle has no usable dates")
    begin = starts_on or last + timedelta(days=1)
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and begin.day == 1
    months = 12 * (begin.year - first.year) + begin.month - first.month if whole else 0
    shift = begin - first

    def moved(day: date) -> date:
        return _by_months(day, months) if whole else day + shift

    end = ends_on or moved(last)
    if end < begin or begin <= last:
        raise ValueError("the next cycle begins before this one ends, or ends before it begins")
    return NextDates(begin, end, months, moved)


def next_name(name: str, dates: NextDates) -> str:
    """The name with its years and quarters moved on; first and last day where the name tells no period or it would not change."""
    years, rest = divmod(dates.months, 12)
    made = name
    if dates.months and rest == 0:
        made = _YEAR.sub(lambda found: str(int(found[0]) + years), name)
    elif dates.months == 3 and _QUARTER.search(name):
        last_quarter = any(_number(found) == 4 for found in _QUARTER.finditer(name))
        made = _QUARTER.sub(_next_quarter, name)
        if last_quarter:
            made = _YEAR.sub(lambda found: str(int(found[0]) + 1), made)
    return made if made != name else f"{dates.starts_on} – {dates.ends_on}"


def next_settings(settings: CycleSettings, dates: NextDates, *, name: str = "") -> CycleSettings:
    """The settings of the next cycle: its name and days, every other date moved on to a working day, the rest as it is."""
    moved = {key: _workday(settings, dates, getattr(settings, key)) for key in DATES}
    own = {"name": name or next_name(settings.name, dates), "starts_on": dates.starts_on, "ends_on": dates.ends_on}
    return settings.model_copy(update={**moved, **own})


def _workday(settings: CycleSettings, dates: NextDates, day: date | None) -> date | None:
    return None if day is None else next_workday(dates.moved(day), china=settings.workdays == "cn")


def _by_months(day: date, months: int) -> date:
    """`day` so many months later; the last day of a month stays one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    last = (day + timedelta(days=1)).day == 1
    return date(year, month + 1, longest if last else min(day.day, longest))


def _number(found: re.Match[str]) -> int:
    written = found["n"] or found["bare"]
    return _CHINESE.index(written) + 1 if written in _CHINESE else int(written)


def _next_quarter(found: re.Match[str]) -> str:
    written = found["n"] or found["bare"]
    number = _number(found) % 4 + 1
    shown = _CHINESE[number - 1] if written in _CHINESE else str(number)
    return f"{found['before'] or ''}{shown}{found['after'] or ''}{found['unit'] or ''}"
