"""Which days a schedule runs on, with China's holidays and make-up days where it is wanted."""

from datetime import date

import chinese_calendar

from perfxl.schedule.days import Days

FRIDAY = 4


def counts(day: date, days: Days) -> bool:
    """Whether a schedule runs on `day`; a year that the calendar lacks runs from Monday to Friday."""
    if days is Days.EVERY:
        return True
    if days is Days.CN and is_known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() <= FRIDAY


def is_known(year: int) -> bool:
    """Whether the installed calendar has China's workdays of `year`."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
