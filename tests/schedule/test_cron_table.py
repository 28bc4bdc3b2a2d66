"""Lines of a crontab: read by cron itself, run by a shell as cron does it, other lines untouched."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.faults import Fault
from perfxl.schedule.cron_table import cron_lines, has_task, with_task, without_task
from perfxl.schedule.days import Days
from tests.schedule.tasks import NASTY_PATHS, task

OTHERS = b"# mine\nMAILTO=a@sample.example\n*/5 * * * * /usr/bin/backup 50\\%\t# nightly \xff\xfe\r\n\n@daily x # perfxl\n"
_DRY_RUN = shutil.which("crontab") is not None and "-n" in subprocess.run(
    ["crontab", "-h"], capture_output=True, text=True, check=False
).stderr
needs_cron = pytest.mark.skipif(not _DRY_RUN, reason="no crontab that can check without installing (crontab -n)")


def handed_to_the_shell(line: str) -> str:
    """What cron gives to /bin/sh after crontab(5): the rest behind the times, up to a % without a backslash."""
    command = line.split(" ", 1)[1] if line.startswith("@") else line.split(" ", 5)[5]
    told, place = "", 0
    while place < len(command):
        if command.startswith("\\%", place):
            told, place = told + "%", place + 2
        elif command[place] == "%":
            return told
        else:
            told, place = told + command[place], place + 1
    return told


def checked_by_cron(table: bytes, folder: Path) -> int:
    """The exit code of cron's own check; nothing is installed."""
    (folder / "table").write_bytes(table)
    return subprocess.run(["crontab", "-n", str(folder / "table")], capture_output=True, check=False).returncode


def test_the_lines_run_at_each_try_and_when_the_machine_starts() -> None:
    lines = cron_lines(task("/数据/100%/甲.json", days=Days.WORKDAYS))

    command = "/opt/perfxl/bin/python -P -m perfxl schedule run --settings '/数据/100\\%/甲.json'"
    assert lines == [
        f"30 7,8,9,10 * * 1-5 {command} >/dev/null 2>&1 # perfxl-a-0123abcd",
        f"@reboot {command} >/dev/null 2>&1 # perfxl-a-0123abcd",
    ]


@needs_cron
@pytest.mark.parametrize("days", list(Days))
@pytest.mark.parametrize("path", NASTY_PATHS)
def test_cron_accepts_the_table(path: str, days: Days, tmp_path: Path) -> None:
    assert checked_by_cron(with_task(b"# mine\n0 1 * * * true\n", task(path, days=days)), tmp_path) == 0


@needs_cron
def test_cron_refuses_what_is_no_table(tmp_path: Path) -> None:
    assert checked_by_cron(b"30 7 * * nonday /bin/true\n", tmp_path) != 0


@pytest.mark.parametrize("path", NASTY_PATHS)
@pytest.mark.parametrize("number", [0, 1])
def test_the_shell_hands_every_word_over_as_it_is(path: str, number: int, tmp_path: Path) -> None:
    program, seen = tmp_path / "a b'c 100%" / "python", tmp_path / "seen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" > {seen}\n')
    program.chmod(0o755)
    one = task(path, program=str(program))

    command = handed_to_the_shell(cron_lines(one)[number])
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert seen.read_bytes().decode().split("\0")[:-1] == list(one.command[1:])


def test_installing_twice_replaces_and_removing_leaves_the_others_as_they_were() -> None:
    once = with_task(OTHERS, task())
    later = with_task(once, task(daily="18:00"))
    both = with_task(later, task(name="perfxl-a-0123abcd-2"))

    assert once.startswith(OTHERS)
    assert later.count(b"# perfxl-a-0123abcd\n") == 2
    assert b"30 7" not in later
    assert without_task(later, "perfxl-a-0123abcd") == OTHERS
    assert without_task(both, "perfxl-a-0123abcd").startswith(OTHERS + b"30 7")
    assert [has_task(table, "perfxl-a-0123abcd") for table in (OTHERS, once, without_task(both, "perfxl-a-0123abcd"))] == [
        False, True, False
    ]  # fmt: skip


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line and b"perfxl" not in line)))
def test_no_table_loses_a_byte(lines: list[bytes]) -> None:
    table = b"".join(line + b"\n" for line in lines)

    assert without_task(with_task(table, task()), task().id) == table


def test_a_table_whose_last_line_has_no_end_keeps_it() -> None:
    assert without_task(with_task(b"0 1 * * * true", task()), task().id) == b"0 1 * * * true\n"


def test_a_line_that_somebody_switched_off_is_theirs() -> None:
    off = b"#" + cron_lines(task())[0].encode() + b"\n"

    assert not has_task(off, task().id)
    assert without_task(off, task().id) == off


@pytest.mark.parametrize("path", ["/data/a\\b.json", "/data/" + "长" * 400 + ".json"])
def test_a_command_that_cron_would_change_or_cut_is_refused(path: str) -> None:
    with pytest.raises(Fault, match="cron"):
        cron_lines(task(path))
