"""The task of the Windows Task Scheduler against the facts of its published schema, and its command line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfxl.faults import Fault
from perfxl.schedule.days import Days
from perfxl.schedule.task import own_interpreter
from perfxl.schedule.windows_task import NAMESPACE, task_xml
from tests.schedule.tasks import task

PYTHON = r"C:\Program Files\绩效\pythonw.exe"
NASTY = (
    r"D:\绩效 管理\2026\schedule-甲.json",
    r"\\server\共享$\a & b <c>\d.json",
    "C:\\100% of it\\it's.json",
    'C:\\trailing\\',
    'say "hi" \\"twice\\\\"',
    "",
    "C:\\a\u00a0b\\é𠮷.json",
)
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("task_scheduler.xsd")))


def xml_of(settings: str = NASTY[0], *, daily: str = "07:30", days: Days = Days.EVERY, user: str = r"FIRMA\云一") -> bytes:
    return task_xml(task(settings, program=PYTHON, daily=daily, days=days), starts_on=date(2026, 10, 1), user=user)


def text(xml: bytes, path: str) -> str:
    """The text of one element, by its path below Task."""
    found = etree.fromstring(xml).find("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    assert found is not None, path
    return found.text or ""


def arguments_of(line: str) -> list[str]:
    """A command line taken apart as Windows' CommandLineToArgvW and the C runtime do."""
    words, word, quoted, begun, place = [], "", False, False, 0
    while place < len(line):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        if line[place : place + 1] == '"':
            word, begun = word + "\\" * (slashes // 2), True
            if slashes % 2:
                word += '"'
            elif quoted and line[place + 1 : place + 2] == '"':
                word, place = word + '"', place + 1
            else:
                quoted = not quoted
            place += 1
            continue
        word, begun = word + "\\" * slashes, begun or slashes > 0
        if place < len(line) and line[place] in " \t" and not quoted:
            words, word, begun = [*words, word] if begun else words, "", False
            place += 1
        elif place < len(line):
            word, begun, place = word + line[place], True, place + 1
    return [*words, word] if begun else words


@pytest.mark.parametrize("daily", ["00:00", "07:30", "22:15", "23:59"])
@pytest.mark.parametrize("days", list(Days))
@pytest.mark.parametrize("user", [r"FIRMA\云一", ""])
def test_the_task_is_valid(daily: str, days: Days, user: str, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(xml_of(daily=daily, days=days, user=user)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<StartWhenAvailable>true", "<StartWhenAvailable>yes"),
        ("<Count>3", "<Count>0"),
        ("<ExecutionTimeLimit>PT4H", "<ExecutionTimeLimit>4 hours"),
        ("IgnoreNew", "ignore"),
        ("StartWhenAvailable>", "StartWhenPossible>"),
        ("<Duration>PT3H30M", "<Duration>PT0M"),
        ('Context="Author"', 'Context="Somebody"'),
        ("<StartBoundary>2026-10-01T07:30:00", "<StartBoundary>07:30"),
        ("<Enabled>true</Enabled>\n      <StartBoundary>2026-10-01T07:30:00</StartBoundary>",
         "<StartBoundary>2026-10-01T07:30:00</StartBoundary>\n      <Enabled>true</Enabled>"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_windows_would_refuse(old: str, new: str, schema: etree.XMLSchema) -> None:
    told = xml_of().decode("utf-16").replace("\r\n", "\n").replace("UTF-16", "UTF-8")
    assert old in told

    assert schema.validate(etree.fromstring(told.encode()))
    assert not schema.validate(etree.fromstring(told.replace(old, new).encode()))


def test_the_task_says_what_was_asked_for() -> None:
    xml = xml_of(days=Days.WORKDAYS)
    trigger = "Triggers/CalendarTrigger"

    assert text(xml, f"{trigger}/StartBoundary") == "2026-10-01T07:30:00"  # local time, whatever the season
    assert (text(xml, f"{trigger}/Repetition/Interval"), text(xml, f"{trigger}/Repetition/Duration")) == ("PT1H", "PT3H30M")
    days = etree.fromstring(xml).find(f".//{{{NAMESPACE}}}DaysOfWeek")
    assert days is not None
    assert [etree.QName(day).localname for day in days] == WEEK
    assert text(xml_of(days=Days.CN), f"{trigger}/ScheduleByDay/DaysInterval") == "1"
    settings = {name: text(xml, f"Settings/{name}") for name in (
        "StartWhenAvailable", "MultipleInstancesPolicy", "ExecutionTimeLimit", "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries", "RestartOnFailure/Interval", "RestartOnFailure/Count")}  # fmt: skip
    assert list(settings.values()) == ["true", "IgnoreNew", "PT4H", "false", "false", "PT15M", "3"]
    assert text(xml, "Principals/Principal/UserId") == r"FIRMA\云一"
    assert text(xml, "Principals/Principal/LogonType") == "InteractiveToken"
    assert text(xml, "Actions/Exec/Command") == PYTHON


def test_a_late_hour_is_not_repeated_into_the_next_day() -> None:
    late = etree.fromstring(xml_of(daily="23:30"))

    assert late.find(f".//{{{NAMESPACE}}}Repetition") is None
    assert text(xml_of(daily="22:30"), "Triggers/CalendarTrigger/Repetition/Duration") == "PT1H30M"


def test_the_file_is_utf_16_with_a_byte_order_mark_as_schtasks_wants_it() -> None:
    xml = xml_of()

    assert xml.startswith(b"\xff\xfe<\x00?\x00")
    assert '<?xml version="1.0" encoding="UTF-16"?>\r\n<Task xmlns="' in xml.decode("utf-16")


@pytest.mark.parametrize("path", NASTY)
def test_every_word_arrives_as_it_is(path: str) -> None:
    words = list(task(path).command[1:])

    assert arguments_of(text(xml_of(path), "Actions/Exec/Arguments")) == words


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=' \t"\\'), max_size=40))
def test_any_path_arrives_as_it_is(path: str) -> None:
    if "$(" in path or path.count("%") > 1:
        return

    assert arguments_of(text(xml_of(path), "Actions/Exec/Arguments")) == list(task(path).command[1:])


@pytest.mark.parametrize("path", [r"C:\%TEMP%\a.json", r"C:\$(Arg0)\a.json"])
def test_a_path_that_the_service_would_change_is_refused(path: str) -> None:
    with pytest.raises(Fault, match="改写"):
        xml_of(path)


def test_a_python_whose_path_is_too_long_is_refused() -> None:
    with pytest.raises(Fault, match="260"):
        task_xml(task(program="C:\\" + "x" * 260), starts_on=date(2026, 10, 1), user="")


def test_on_windows_no_window_opens_where_there_is_a_python_without_one(tmp_path: Path) -> None:
    running = tmp_path / "python.exe"

    assert own_interpreter(platform="win32", executable=str(running)) == running
    (tmp_path / "pythonw.exe").touch()
    assert own_interpreter(platform="win32", executable=str(running)) == tmp_path / "pythonw.exe"
    assert own_interpreter(platform="linux", executable=str(running)) == running
