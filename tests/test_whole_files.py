"""A target is the old file or the whole new one, and a failure says what to do."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfxl.faults import Fault
from perfxl.whole_files import whole_file

_KILLED_WHILE_WRITING = """
import os, sys
from pathlib import Path
from perfxl.whole_files import whole_file
with whole_file(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    os._exit(9)  # at once, as a killed program ends: no clean-up
"""


def test_the_new_file_takes_the_place_of_the_old_one_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_text("old")

    with whole_file(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
        assert temporary.parent == target.parent

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"结果.xlsx": "new"}


def test_an_error_while_writing_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old")

    with pytest.raises(UnicodeEncodeError), whole_file(target) as temporary:
        temporary.write_text("half " * 10_000 + "\ud800", encoding="utf-8")

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.xlsx": "old"}


def test_a_killed_run_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old")

    killed = subprocess.run([sys.executable, "-c", _KILLED_WHILE_WRITING, str(target)], check=False, timeout=60)

    assert killed.returncode == 9
    assert target.read_text() == "old"


def test_what_killed_runs_left_behind_is_removed_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".~perfxl-1-a.xlsx", tmp_path / ".~perfxl-2-a.xlsx"
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (1_000_000, 1_000_000))

    with whole_file(tmp_path / "a.xlsx") as temporary:
        temporary.write_text("new")

    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "a.xlsx"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault) as raised, whole_file(tmp_path / "没有" / "a.xlsx") as temporary:
        temporary.write_text("new")

    assert raised.value.message.zh == f"没有文件夹 {tmp_path / '没有'}，未写入 a.xlsx。请先建立该文件夹。"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "可能正在 Excel 中打开"), (errno.EROFS, "只读"), (errno.EIO, "换一个文件夹")],
)
def test_what_the_system_refuses_is_said_in_words(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(Fault) as raised, whole_file(tmp_path / "a.xlsx"):
        raise OSError(number, os.strerror(number))

    assert words in raised.value.message.zh
    assert "a.xlsx" in raised.value.message.en
    assert list(tmp_path.iterdir()) == []


def test_an_error_about_another_file_is_not_blamed_on_the_target(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "a.xlsx"):
        (tmp_path / "logo.png").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX systems")
def test_who_may_read_the_target_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old")
    target.chmod(0o640)

    with whole_file(target) as temporary:
        temporary.write_text("new")

    assert target.stat().st_mode & 0o777 == 0o640
