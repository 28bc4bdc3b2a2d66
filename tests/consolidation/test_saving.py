"""The master is the old one or the whole new one, whatever happens; the last ten are kept."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from perfxl.consolidation import saving
from perfxl.faults import Fault
from perfxl.whole_files import dated_sibling
from tests.consolidation.offices import KPIS, Office, actuals, filled, office

DROP_CAPABILITY, OVERRIDING_RIGHTS = 24, (0, 1, 2, 3)  # PR_CAPBSET_DROP; CAP_CHOWN to CAP_FOWNER (linux/capability.h)
posix = pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")


def receive(company: Office, actual: float) -> None:
    company.receive("销售部.xlsx", [filled(KPIS[0], actual)], department="销售部")


def stray(folder: Path) -> list[str]:
    """Temporary files that nobody cleaned up."""
    return [path.name for path in folder.rglob(".~perfxl*")]


def test_the_last_ten_masters_are_kept(tmp_path: Path) -> None:
    company = office(tmp_path)
    masters = []
    for number in range(13):
        receive(company, 50.0 + number)
        company.consolidate()
        masters.append(company.master.read_bytes())

    kept = sorted((tmp_path / "master.perfxl" / "backups").iterdir())

    assert [path.name for path in kept] == [f"master {number:05d}.xlsx" for number in range(3, 13)]
    assert [path.read_bytes() for path in kept] == masters[2:12]
    assert stray(tmp_path) == []


def test_what_was_no_master_goes_to_the_backups_too(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.master.write_bytes(b"somebody's notes")

    company.consolidate()

    assert (tmp_path / "master.perfxl" / "backups" / "master 00001.xlsx").read_bytes() == b"somebody's notes"


def test_temporary_files_of_killed_runs_are_swept(tmp_path: Path) -> None:
    company = office(tmp_path)
    (tmp_path / "master.perfxl" / "backups").mkdir(parents=True)
    for path in (
        tmp_path / ".~perfxl-1-master.xlsx",
        tmp_path / "master.perfxl" / "backups" / ".~perfxl-1-master 00001.xlsx",
    ):
        path.write_bytes(b"half")
    (tmp_path / ".~perfxl-1-other.xlsx").write_bytes(b"of another program")

    company.consolidate()

    assert stray(tmp_path) == [".~perfxl-1-other.xlsx"]


def test_a_master_that_does_not_read_back_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = office(tmp_path)
    company.consolidate()
    before = company.master.read_bytes()
    receive(company, 90.0)
    monkeypatch.setattr(saving.os, "fsync", _spoiling(os.fsync))

    with pytest.raises(Fault, match="核对不符"):
        company.consolidate()
    assert (company.master.read_bytes(), stray(tmp_path)) == (before, [])

    monkeypatch.undo()
    assert company.consolidate().written


def _spoiling(real):  # type: ignore[no-untyped-def]
    """An fsync of a disk that loses a bit in the middle of what it was given."""

    def spoiled(descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        os.pwrite(descriptor, b"\xff", size // 2)
        real(descriptor)

    return spoiled


def test_a_full_disk_leaves_the_old_master(small_disk: Path, tmp_path: Path) -> None:
    company = Office(small_disk).send_out()
    company.consolidate()
    before = company.master.read_bytes()
    receive(company, 90.0)
    fill(small_disk)

    answer = consolidate_in_a_process(company)

    assert (answer.returncode, "disk" in answer.stderr.lower() or "journal" in answer.stderr) == (3, True), (
        answer.stderr
    )
    assert (company.master.read_bytes(), stray(small_disk)) == (before, [])

    (small_disk / "ballast").unlink()
    assert consolidate_in_a_process(company).returncode == 0
    assert actuals(company.with_master())["00101", "收入"] == "90"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Leave about eight kilobytes."""
    ballast = os.open(disk / "ballast", os.O_WRONLY | os.O_CREAT)
    size = 0
    try:
        while True:
            size += os.write(ballast, bytes(4096))
    except OSError:
        os.ftruncate(ballast, size - 8192)
    finally:
        os.close(ballast)


def consolidate_in_a_process(company: Office) -> "subprocess.CompletedProcess[str]":
    """Run the command as somebody who has to respect the rights of files, even if that is root."""
    command = [sys.executable, "-m", "perfxl", "consolidate", company.returns, "--cycle", company.workbook,
               "--into", company.master, "--as-of", "2026-10-31", "--lang", "en"]  # fmt: skip
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, preexec_fn=_respect_rights
    )


def _respect_rights() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in OVERRIDING_RIGHTS:
        libc.prctl(DROP_CAPABILITY, capability, 0, 0, 0)


@posix
def test_a_read_only_folder_is_a_fault_and_the_master_stays(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.consolidate()
    before = company.master.read_bytes()
    receive(company, 90.0)
    for folder in (company.folder, company.folder / "master.perfxl"):
        folder.chmod(0o555)

    answer = consolidate_in_a_process(company)

    for folder in (company.folder, company.folder / "master.perfxl"):
        folder.chmod(0o755)
    assert (answer.returncode, company.master.read_bytes()) == (3, before), answer.stderr
    assert "Traceback" not in answer.stderr


@posix
def test_a_locked_master_gets_a_dated_sibling(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.consolidate()
    before = company.master.read_bytes()
    receive(company, 90.0)
    company.master.chmod(0o444)

    answer = consolidate_in_a_process(company)

    sibling = company.folder / "master 2026-10-31.xlsx"
    assert answer.returncode == 1, answer.stderr
    assert f"master.xlsx is open elsewhere; written to {sibling}" in answer.stdout
    assert (company.master.read_bytes(), sibling.exists(), stray(tmp_path)) == (before, True, [])


def test_siblings_do_not_overwrite_each_other(tmp_path: Path) -> None:
    master, day = tmp_path / "master.xlsx", date(2026, 10, 31)
    names = []
    for _ in range(3):
        path = dated_sibling(master, day)
        path.touch()
        names.append(path.name)

    assert names == ["master 2026-10-31.xlsx", "master 2026-10-31 2.xlsx", "master 2026-10-31 3.xlsx"]
