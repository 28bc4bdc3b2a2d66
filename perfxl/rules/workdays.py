"""Working days between two days: Monday to Friday, with China's holidays and make-up days where they are known."""

from datetime import date, timedelta

import chinese_calendar


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 where `end` is not later.

    China's official holidays and make-up days as the package chinesecalendar knows them; in a year that it does not
    know, Monday to Friday.
    """
    return sum(is_workday(start + timedelta(days=day)) for day in range(1, (end - start).days + 1))


def workday_after(start: date, workdays: int) -> date:
    """The day on which `workdays` working days after `start` have passed."""
    day = start
    while workdays > 0:
        day += timedelta(days=1)
        workdays -= is_workday(day)
    return day


def is_workday(day: date) -> bool:
    """Whether people work on `day`."""
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
