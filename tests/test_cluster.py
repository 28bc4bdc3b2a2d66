"""`--cluster`: the same results as without, on real worker processes; a lost worker's work is done elsewhere."""

import logging
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from perfxl import cluster
from perfxl.cluster import Workers, cluster_at
from perfxl.consolidation.crew import MIB, read_batch_there
from perfxl.consolidation.reading import HowToRead, ReturnWork
from perfxl.consolidation.return_read import read_from_bytes
from perfxl.faults import Fault
from tests.consolidation.offices import KPIS, Office, filled, office
from tests.consolidation.test_files import many
from tests.jobs.asking import ask, small_company
from tests.support import cluster_work as work

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two worker processes of this machine."""
    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as made:
        yield made.scheduler_address


@pytest.fixture
def workers(address: str) -> Iterator[Workers]:
    with cluster_at(address) as crew:
        assert crew is not None
        yield crew


def company_in(folder: Path) -> Office:
    company = office(folder)
    for number, row in enumerate(KPIS):
        company.receive(f"{number}.xlsx", [filled(row, 90.0 + number)], department="销售部" if number < 3 else "市场部")
    return company


def words(company: Office, *more: object) -> list[object]:
    return ["consolidate", company.returns, "--cycle", company.workbook, "--into", company.master,
            "--as-of", "2026-10-31", "--json", *more]  # fmt: skip


def test_a_cluster_gives_the_same_master_byte_for_byte(tmp_path: Path, address: str) -> None:
    here, there = company_in(tmp_path / "here"), company_in(tmp_path / "there")

    answers = [ask(*words(here)), ask(*words(there, "--cluster", address))]

    assert answers[0].code == answers[1].code
    assert answers[0].json["files"] == answers[1].json["files"]
    assert {one["status"] for one in answers[1].json["files"]} == {"read"}
    assert here.master.read_bytes() == there.master.read_bytes()


def test_a_cluster_gives_the_same_letters_byte_for_byte(tmp_path: Path, address: str) -> None:
    cycle = small_company(tmp_path / "c.xlsx", actuals=(90, 120, 101.5))

    for folder, more in (("here", ()), ("there", ("--cluster", address))):
        assert ask("letters", cycle, "--out", tmp_path / folder, "--as-of", "2026-10-31", *more).code == 0

    letters = {
        folder: {one.name: one.read_bytes() for one in (tmp_path / folder).rglob("*.pdf")} for folder in ("here", "there")
    }
    assert letters["here"] == letters["there"]
    assert len(letters["there"]) == 3
    assert ask("letters", cycle, "--out", tmp_path / "there", "--as-of", "2026-10-31", "--json").json["unchanged"] == 3


def test_a_lost_workers_work_is_done_elsewhere(tmp_path: Path, workers: Workers) -> None:
    assert workers.submit(work.first_end_the_worker, str(tmp_path / "flag")).result(timeout=60) == "done"


def test_a_piece_that_dies_takes_no_worker_with_it_and_is_given_back(workers: Workers) -> None:
    died, fine = workers.submit(work.end_this_process), workers.submit(work.chatter, "答案")

    assert fine.result(timeout=60) == "答案"
    with pytest.raises(BrokenExecutor, match="exit code 3"):
        died.result(timeout=60)


def test_limits_of_time_and_memory_hold_there(tmp_path: Path, workers: Workers) -> None:
    company = office(tmp_path)
    sound = company.receive("销售部.xlsx", [filled(KPIS[0], 90.0)], department="销售部")
    deadly = company.receive("大.xlsx", [filled(KPIS[3], 40.0)], department="市场部")
    many(deadly, rows=500_000)
    how, batch = HowToRead(), [ReturnWork("大.xlsx", deadly.read_bytes())]

    slow = workers.submit(read_batch_there, batch, how, 0.4, 4096 * MIB)
    large = workers.submit(read_batch_there, batch, how, 60.0, 1 * MIB)
    fine = workers.submit(read_batch_there, [ReturnWork("销售部.xlsx", sound.read_bytes())], how, 60.0, 4096 * MIB)

    with pytest.raises(BrokenExecutor):
        slow.result(timeout=60)
    assert outcome(large) in ("died", "PX117")  # as the system refuses memory: to Python, or to what it calls
    ((_, content),) = fine.result(timeout=60)
    assert read_from_bytes(content).rows() == {"kpis": 1}


def outcome(reading: "Future[list[tuple[str, bytes]]]") -> str:
    """The code that reading one file gave, "died" where its process did."""
    try:
        ((_, content),) = reading.result(timeout=60)
    except BrokenExecutor:
        return "died"
    return read_from_bytes(content).code


def test_a_file_that_ends_its_reader_there_is_set_aside_and_the_rest_is_read(tmp_path: Path, workers: Workers) -> None:
    from perfxl.consolidation.crew import FarCrews

    company = company_in(tmp_path)
    many(company.receive("大.xlsx", [filled(KPIS[3], 40.0)], department="市场部"), rows=500_000)

    done = company.consolidate(crews=FarCrews(2, seconds=0.4, workers=workers))

    assert {one.file: one.status for one in done.files} == {
        **{f"{number}.xlsx": "read" for number in range(4)},
        "大.xlsx": "quarantined",
    }


def test_where_all_workers_are_gone_the_work_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    monkeypatch.setattr(cluster, "_LOOKS_EVERY", 0.2)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as made, cluster_at(made.scheduler_address) as crew:  # fmt: skip
        assert crew is not None
        waiting = crew.submit(work.wait_for, 60.0)
        made.scale(0)
        with pytest.raises(BrokenExecutor):
            waiting.result(timeout=30)


def test_without_dask_the_fault_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    company = company_in(tmp_path)

    for language, said in (("zh", "pip install 'perfxl[cluster]'"), ("en", "this machine lacks")):
        answer = ask(*words(company, "--cluster", "tcp://127.0.0.1:8786", "--lang", language))
        assert answer.code == 3
        assert said in answer.out + answer.err


@pytest.mark.parametrize("command", ["consolidate", "letters"])
def test_an_address_that_does_not_answer_is_a_fault_soon(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ANSWERS_WITHIN", 1.0)
    company = company_in(tmp_path)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        there = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        asked = words(company) if command == "consolidate" else ["letters", company.workbook, "--out", tmp_path / "L"]
        start = time.monotonic()
        answer = ask(*asked, "--cluster", there, "--lang", "en")

    assert answer.code == 3
    assert "did not answer within 1 seconds" in answer.out + answer.err
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:8786", "tcp://host", "http://host:8786"])
def test_what_is_no_address_is_a_wrong_command(tmp_path: Path, address: str) -> None:
    answer = ask(*words(company_in(tmp_path), "--cluster", address, "--lang", "en"))

    assert (answer.code, f"--cluster {address} is no address" in answer.err) == (2, True)


def test_a_cluster_with_other_software_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "software", lambda: {"perfxl": "99.0"})

    with pytest.raises(Fault, match=r"perfxl \S+ / 99\.0"), cluster_at(address):
        pass


def test_a_cluster_without_workers_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWERS_WITHIN", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1") as made,
        pytest.raises(Fault, match="没有可用的机器"),
        cluster_at(made.scheduler_address),
    ):
        pass
