"""The dated copies of a workbook: the last ten, of this workbook only, each as it was saved."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from perfxl.excel.backups import KEPT, back_up
from perfxl.faults import Fault

NOON = datetime(2026, 12, 31, 12, 0, 0)


def test_the_copy_is_dated_and_has_the_same_bytes(tmp_path: Path) -> None:
    workbook = tmp_path / "绩效 管理.xlsm"
    workbook.write_bytes(b"as it was saved")

    copy = back_up(workbook, tmp_path / "备份", now=NOON)

    assert copy == tmp_path / "备份" / "绩效 管理 2026-12-31 120000.xlsm"
    assert copy.read_bytes() == b"as it was saved"
    assert workbook.read_bytes() == b"as it was saved"


def test_the_last_ten_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "a.xlsm", tmp_path / "backups"
    folder.mkdir()
    others = [folder / "a (1) 2020-01-01 000000.xlsm", folder / "a 2020.xlsm", folder / "notes.txt"]
    for other in others:
        other.write_bytes(b"mine")
    for minute in range(KEPT + 3):
        workbook.write_bytes(str(minute).encode())
        back_up(workbook, folder, now=NOON + timedelta(minutes=minute))

    copies = sorted(set(folder.iterdir()) - set(others))
    assert [copy.read_bytes().decode() for copy in copies] == [str(minute) for minute in range(3, KEPT + 3)]
    assert all(other.read_bytes() == b"mine" for other in others)


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    workbook = tmp_path / "a.xlsm"
    workbook.write_bytes(b"x")
    (tmp_path / "backups").write_text("a file where the folder should be")

    with pytest.raises((Fault, OSError)):
        back_up(workbook, tmp_path / "backups", now=NOON)


def test_a_workbook_that_was_not_saved_again_needs_no_further_copy(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "a.xlsm", tmp_path / "backups"
    workbook.write_bytes(b"older")
    back_up(workbook, folder, now=NOON)
    workbook.write_bytes(b"newer")
    for minute in range(1, 2 * KEPT):
        back_up(workbook, folder, now=NOON + timedelta(minutes=minute))

    assert [copy.read_bytes() for copy in sorted(folder.iterdir())] == [b"older", b"newer"]
