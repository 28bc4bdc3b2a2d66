"""When a run is due: tries, missed days, workdays of China, years that nobody knows yet."""

from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.findings.schedule import WorkdaysUnknown
from perfxl.schedule.days import Days
from perfxl.schedule.timing import Timing
from perfxl.schedule.workdays import counts, is_known
from tests.rules.test_every_code import badly_told

HALF_PAST_SEVEN = time(7, 30)
LAST_KNOWN = max(day.year for day in chinese_calendar.holidays)
MOMENTS = st.datetimes(datetime(2026, 1, 2), datetime(2028, 12, 30))
TIMINGS = st.builds(Timing, st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.sampled_from(Days))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("daily", "tries"),
    [("07:30", ["07:30", "08:30", "09:30", "10:30"]), ("00:00", ["00:00", "01:00", "02:00", "03:00"]),
     ("21:15", ["21:15", "22:15", "23:15"]), ("23:59", ["23:59"])],
)  # fmt: skip
def test_a_day_s_work_is_tried_hourly_and_never_on_the_next_day(daily: str, tries: list[str]) -> None:
    timing = Timing(time.fromisoformat(daily), Days.EVERY)

    assert [f"{one:%H:%M}" for one in timing.tries()] == tries


def test_work_is_due_once_from_its_time_on() -> None:
    timing = Timing(HALF_PAST_SEVEN, Days.EVERY)
    yesterday = at("2026-10-14T07:30")

    assert not timing.is_due(at("2026-10-15T07:29"), since=yesterday)
    assert timing.is_due(at("2026-10-15T07:30"), since=yesterday)
    assert timing.is_due(at("2026-10-15T23:00"), since=yesterday)
    assert not timing.is_due(at("2026-10-15T08:30"), since=at("2026-10-15T07:30:01"))


def test_days_that_were_missed_are_done_once() -> None:
    timing = Timing(HALF_PAST_SEVEN, Days.EVERY)

    assert timing.is_due(at("2026-10-20T06:00"), since=at("2026-10-15T07:30:05"))
    assert not timing.is_due(at("2026-10-20T06:10"), since=at("2026-10-20T06:00"))
    assert timing.is_due(at("2026-10-20T07:30"), since=at("2026-10-20T06:00"))


@pytest.mark.parametrize(
    ("days", "now", "latest", "following"),
    [
        (Days.EVERY, "2026-10-10T12:00", "2026-10-10", "2026-10-11"),
        (Days.WORKDAYS, "2026-10-17T12:00", "2026-10-16", "2026-10-19"),  # a Saturday
        (Days.WORKDAYS, "2026-10-10T12:00", "2026-10-09", "2026-10-12"),
        (Days.CN, "2026-10-10T12:00", "2026-10-10", "2026-10-12"),  # a Saturday that is worked
        (Days.CN, "2026-10-03T12:00", "2026-09-30", "2026-10-08"),  # National Day
        (Days.CN, "2026-02-20T12:00", "2026-02-14", "2026-02-24"),  # Spring Festival
    ],
)
def test_workdays(days: Days, now: str, latest: str, following: str) -> None:
    timing = Timing(HALF_PAST_SEVEN, days)

    assert timing.latest(at(now)) == at(f"{latest}T07:30")
    assert timing.following(at(now)) == at(f"{following}T07:30")


def test_a_year_that_the_calendar_lacks_runs_from_monday_to_friday_and_is_said() -> None:
    unknown = LAST_KNOWN + 1
    week = [date(unknown, 10, 1) + timedelta(days=n) for n in range(7)]
    timing = Timing(HALF_PAST_SEVEN, Days.CN)

    assert (is_known(LAST_KNOWN), is_known(unknown), is_known(1990)) == (True, False, False)
    assert [counts(day, Days.CN) for day in week] == [day.weekday() < 5 for day in week]
    assert timing.unknown_years(datetime(unknown, 5, 1)) == [unknown]
    assert timing.unknown_years(datetime(LAST_KNOWN, 12, 31, 8)) == [unknown]
    assert timing.unknown_years(datetime(LAST_KNOWN, 6, 1)) == []
    assert Timing(HALF_PAST_SEVEN, Days.WORKDAYS).unknown_years(datetime(unknown, 5, 1)) == []
    assert badly_told([WorkdaysUnknown(year=unknown)]) == []
    assert str(unknown) in WorkdaysUnknown(year=unknown).line("zh")


@given(timing=TIMINGS, now=MOMENTS)
def test_the_latest_is_past_the_following_is_to_come_and_nothing_is_between(timing: Timing, now: datetime) -> None:
    latest, following = timing.latest(now), timing.following(now)

    assert latest <= now < following
    assert timing.following(latest) == following
    assert timing.latest(following - timedelta(minutes=1)) == latest
    assert counts(latest.date(), timing.days)
    assert counts(following.date(), timing.days)
