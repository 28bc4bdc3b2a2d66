"""Working days between two days: Monday to Friday, with China's holidays and make-up days where they are known."""

from datetime import date, timedelta

import chinese_calendar


def workdays_between(start: date, end: date, *, china: bool = True) -> int:
    """Working days after `start` up to and including `end`; 0 where `end` is not later.

    China's official holidays and make-up days as the package chinesecalendar knows them; in a year that it does not
    know, Monday to Friday.
    """
    return sum(is_workday(start + timedelta(days=day), china=china) for day in range(1, (end - start).days + 1))


def workday_after(start: date, workdays: int, *, china: bool = True) -> date:
    """The day that is `workdays` working days after `start`; `start` itself for 0."""
    day = start
    for _ in range(workdays):
        day = next_workday(day + timedelta(days=1), china=china)
    return day


def next_workday(day: date, *, china: bool = True) -> date:
    """`day`, or the first working day after it."""
    while not is_workday(day, china=china):
        day += timedelta(days=1)
    return day


def is_workday(day: date, *, china: bool = True) -> bool:
    """Whether people work on `day`; Monday to Friday where not `china`."""
    if not china:
        return day.weekday() < 5
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the package's word for a year whose holidays are not published yet
        return day.weekday() < 5


def knows(year: int) -> bool:
    """Whether the holidays of `year` are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
