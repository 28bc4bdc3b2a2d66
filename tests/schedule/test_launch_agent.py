"""The launchd agent: keys and types as launchd.plist(5) has them."""

import plistlib

import pytest

from perfxl.schedule.days import Days
from perfxl.schedule.launch_agent import label, launch_agent
from tests.schedule.tasks import NASTY_PATHS, task

TIMES = [{"Hour": hour, "Minute": 30} for hour in (7, 8, 9, 10)]


@pytest.mark.parametrize("path", NASTY_PATHS)
def test_the_agent_says_what_was_asked_for(path: str) -> None:
    one = task(path)

    assert plistlib.loads(launch_agent(one)) == {
        "Label": "io.perfxl.perfxl-a-0123abcd",
        "ProgramArguments": list(one.command),
        "StartCalendarInterval": TIMES,
        "RunAtLoad": True,
        "ProcessType": "Background",
    }
    assert label(one.id) == "io.perfxl.perfxl-a-0123abcd"


@pytest.mark.parametrize(("days", "weekdays"), [(Days.WORKDAYS, [1, 2, 3, 4, 5]), (Days.CN, [None])])
def test_monday_to_friday_are_weekdays_1_to_5(days: Days, weekdays: list[int | None]) -> None:
    agent = plistlib.loads(launch_agent(task(days=days)))

    assert agent["StartCalendarInterval"] == [
        {**({"Weekday": day} if day else {}), **one} for day in weekdays for one in TIMES
    ]
