"""The kinds of days on which a schedule can run."""

from enum import StrEnum


class Days(StrEnum):
    """On which days a schedule runs."""

    EVERY = "every"
    WORKDAYS = "workdays"  # Monday to Friday
    CN = "cn"  # the State Council's arrangement: holidays are free, some Saturdays and Sundays are worked
