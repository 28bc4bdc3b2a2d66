"""A run that is killed at any moment leaves the old master or the new one, and the next run puts everything right."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from perfxl.consolidation.journal_check import checked_journal
from perfxl.consolidation.kept_reads import content_hash
from tests.consolidation.offices import KPIS, Office, actuals, filled, office

KILLS = int(os.environ.get("PERFXL_KILLS", "12"))
"""A soak run sets more: PERFXL_KILLS=200."""
RUN = """
import sys, time
from pathlib import Path
from tests.consolidation.offices import Office
import perfxl.consolidation.run
company = Office(Path(sys.argv[1]))
print('ready', flush=True)
company.consolidate()
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
        killed(company, after=draw.uniform(0, 1.2 * length))

        after = content_hash(company.master.read_bytes())
        shown = float(actuals(company.with_master())["00101", "收入"])
        outcomes.add(after == before)
        assert shown in {float(number), float(number - 1)}
        assert (shown == number) == (after != before)
        assert [one.wrong for one in checked_journal(company.master) if one.wrong] == []

        company.consolidate()
        assert float(actuals(company.with_master())["00101", "收入"]) == number
        assert [one.wrong for one in checked_journal(company.master) if one.wrong] == []
        assert [path.name for path in tmp_path.rglob(".~*")] == []
    assert outcomes == {True, False} or KILLS < 5, "all kills came too early or too late"


def receive(company: Office, number: int) -> None:
    company.receive("销售部.xlsx", [filled(KPIS[0], float(number))], department="销售部")


def started(company: Office) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", RUN, str(company.folder)]
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


def killed(company: Office, *, after: float) -> None:
    with started(company) as child:
        time.sleep(after)
        child.kill()
