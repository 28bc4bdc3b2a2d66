"""A run that is killed at any moment leaves the old master or the new one, and the next run puts everything right."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from perfxl.consolidation.journal_check import checked_journal
from perfxl.consolidation.kept_reads import content_hash
from tests.consolidation.offices import KPIS, Office, actuals, filled, office
from tests.consolidation.test_files import many

KILLS = int(os.environ.get("PERFXL_KILLS", "12"))
"""A soak run sets more: PERFXL_KILLS=200."""
RUN = """
import sys, time
from pathlib import Path
from tests.consolidation.offices import Office
from perfxl.consolidation.crew import Crews
import perfxl.consolidation.run
company = Office(Path(sys.argv[1]))
print('ready', flush=True)
more = {'crews': Crews()} if sys.argv[2] == 'Crews()' else {}
company.consolidate(**more)
print('done', flush=True)
"""


def test_a_killed_run_leaves_a_whole_master_and_the_next_converges(tmp_path: Path) -> None:
    company, draw = office(tmp_path), random.Random(20261031)
    receive(company, 0)
    company.consolidate()
    length = timed(company)
    outcomes = set()
    for number in range(1, KILLS + 1):
        before = content_hash(company.master.read_bytes())
        receive(company, number)
        killed(company, after=draw.uniform(0, 1.2 * length), crews="Crews()" if number % 2 else "None")

        after = content_hash(company.master.read_bytes())
        shown = float(actuals(company.with_master())["00101", "收入"])
        outcomes.add(after == before)
        length *= 1.15 if after == before else 0.9  # runs take longer or shorter as the machine is busy
        assert shown in {float(number), float(number - 1)}
        assert (shown == number) == (after != before)
        assert [one.wrong for one in checked_journal(company.master) if one.wrong] == []

        company.consolidate()
        assert float(actuals(company.with_master())["00101", "收入"]) == number
        assert [one.wrong for one in checked_journal(company.master) if one.wrong] == []
        assert [path.name for path in tmp_path.rglob(".~*")] == []
    assert outcomes == {True, False} or KILLS < 5, "all kills came too early or too late"


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_the_readers_of_a_killed_run_end_too(tmp_path: Path) -> None:
    company = office(tmp_path)
    many(company.receive("销售部.xlsx", [filled(KPIS[0], 1.0)], department="销售部"), rows=900_000)
    with started(company, crews="Crews()") as child:
        for _ in range(200):
            time.sleep(0.1)
            if readers := children(child.pid):
                break
        child.kill()
        child.wait()
        with FileLock(company.master.with_name("master.perfxl") / "lock").acquire(timeout=0):
            pass  # a reader that is not yet at its end holds nothing of the run
    assert readers
    for _ in range(100):
        time.sleep(0.1)
        if not any(is_there(pid) for pid in readers):
            break
    assert [pid for pid in readers if is_there(pid)] == []


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def receive(company: Office, number: int) -> None:
    company.receive("销售部.xlsx", [filled(KPIS[0], float(number))], department="销售部")


def started(company: Office, *, crews: str = "None") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", RUN, str(company.folder), crews]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def timed(company: Office) -> float:
    """How long a run takes after its imports."""
    receive(company, 1_000)
    with started(company) as child:
        start = time.perf_counter()
        assert child.stdout is not None
        assert child.stdout.readline() == "done\n"
        length = time.perf_counter() - start
    receive(company, 0)
    company.consolidate()
    return length


def killed(company: Office, *, after: float, crews: str) -> None:
    with started(company, crews=crews) as child:
        time.sleep(after)
        child.kill()
