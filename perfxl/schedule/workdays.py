"""Which days are workdays: every day, Monday to Friday, or China's workdays with holidays and make-up days."""

from datetime import date
from enum import StrEnum

import chinese_calendar

FRIDAY = 4


class Days(StrEnum):
    """On which days a schedule runs."""

    EVERY = "every"
    WORKDAYS = "workdays"  # Monday to Friday
    CN = "cn"  # the State Council's arrangement: holidays are free, some Saturdays and Sundays are worked


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
