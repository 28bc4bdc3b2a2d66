"""Units as systemd reads them: verified by systemd itself, words read back by the rules of its manual."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.faults import Fault
from perfxl.schedule.days import Days
from perfxl.schedule.systemd_units import calendar, service_unit, timer_unit
from perfxl.schedule.task import Task
from tests.schedule.tasks import NASTY_PATHS, task

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
_ESCAPES = {"\\": "\\", '"': '"'}


def words_of(unit: str) -> list[str]:
    """The words of ExecStart after systemd.service(5), "Command lines": quotes, backslashes, specifiers, $$."""
    line = next(line.removeprefix("ExecStart=") for line in unit.splitlines() if line.startswith("ExecStart="))
    words, place = [], 0
    while place < len(line):
        assert line[place] == '"', "every word is quoted"
        word, place = "", place + 1
        while line[place] != '"':
            step = 2 if line[place] == "\\" else 1
            word += _ESCAPES[line[place + 1]] if step == 2 else line[place]
            place += step
        assert line[place + 1 : place + 2] in ("", " ")
        words.append(word)
        place += 2
    expanded = [_specifiers(word) for word in words]
    return [expanded[0], *(_variables(word) for word in expanded[1:])]


def _specifiers(word: str) -> str:
    assert not re.search(r"(?<!%)%(%%)*(?!%)", word), f"a specifier would be expanded in {word}"
    return word.replace("%%", "%")


def _variables(word: str) -> str:
    assert not re.search(r"(?<!\$)\$(\$\$)*(?!\$)", word), f"a variable would be put into {word}"
    return word.replace("$$", "$")


def verified(one: Task, folder: Path) -> str:
    """What systemd-analyze complains of; '' if nothing."""
    for suffix, text in ((".service", service_unit(one)), (".timer", timer_unit(one))):
        (folder / f"{one.id}{suffix}").write_text(text, encoding="utf-8")
    (folder / "run").mkdir(exist_ok=True)
    variables = {**os.environ, "XDG_RUNTIME_DIR": str(folder / "run"), "HOME": str(folder)}
    command = ["systemd-analyze", "verify", "--user", str(folder / f"{one.id}.timer"), str(folder / f"{one.id}.service")]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + (f"exit code {done.returncode}" if done.returncode else "")


def test_the_units_say_what_was_asked_for() -> None:
    one = task("/数据/绩效 100%/甲.json", days=Days.WORKDAYS)

    assert service_unit(one) == (
        "[Unit]\nDescription=perfxl 汇总：甲\n\n[Service]\nType=oneshot\n"
        'ExecStart="/opt/perfxl/bin/python" "-P" "-m" "perfxl" "schedule" "run" "--settings" "/数据/绩效 100%%/甲.json"\n'
        "SuccessExitStatus=1\nTimeoutStartSec=4h\nNice=10\n"
    )
    assert timer_unit(one) == (
        "[Unit]\nDescription=perfxl 汇总：甲\n\n[Timer]\nOnCalendar=Mon..Fri *-*-* 07,08,09,10:30:00\nPersistent=true\n"
        "AccuracySec=1min\nUnit=perfxl-a-0123abcd.service\n\n[Install]\nWantedBy=timers.target\n"
    )


@pytest.mark.parametrize("path", NASTY_PATHS)
def test_every_word_arrives_as_it_is(path: str) -> None:
    one = task(path, program="/opt/100%/a $b/python")

    assert words_of(service_unit(one)) == list(one.command)


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1))
def test_any_printable_path_arrives_as_it_is(path: str) -> None:
    one = task(path)

    assert words_of(service_unit(one)) == list(one.command)


@needs_systemd
@pytest.mark.parametrize("path", NASTY_PATHS)
def test_systemd_accepts_the_units(path: str, tmp_path: Path) -> None:
    one = task(path, program=sys.executable, title=f"perfxl 100% {path}".strip())

    assert verified(one, tmp_path) == ""


@needs_systemd
def test_systemd_finds_a_program_whose_path_has_everything(tmp_path: Path) -> None:
    program = tmp_path / "100% $HOME %h;&|() 绩效" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)

    assert verified(task(program=str(program)), tmp_path) == ""
    assert "not executable" in verified(task(program=str(program) + "x"), tmp_path)


@pytest.mark.parametrize("folder", ["it's", 'a "b"', "a\\b"])
def test_a_program_that_systemd_refuses_is_a_fault(folder: str) -> None:
    with pytest.raises(Fault, match="systemd"):
        service_unit(task(program=f"/opt/{folder}/python"))


@needs_systemd
@pytest.mark.parametrize(
    ("daily", "days", "normal"),
    [
        ("07:30", Days.EVERY, "*-*-* 07,08,09,10:30:00"),
        ("23:05", Days.WORKDAYS, "Mon..Fri *-*-* 23:05:00"),
        ("00:00", Days.CN, "*-*-* 00,01,02,03:00:00"),
    ],
)
def test_systemd_reads_the_times_as_they_are_meant(daily: str, days: Days, normal: str) -> None:
    timing = task(daily=daily, days=days).timing

    done = subprocess.run(
        ["systemd-analyze", "calendar", calendar(timing)], capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip

    read = re.search(r"(?:Normalized form|Original form): (.*)", done.stdout)
    assert read
    assert read[1] == normal
