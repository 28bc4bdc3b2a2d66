"""The journal: every run is in it, and nothing can be changed, taken out or cut off unseen."""

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from perfxl.consolidation.journal import Journal
from perfxl.consolidation.journal_check import checked_journal
from perfxl.consolidation.lock import only_run
from perfxl.faults import Fault, Held
from tests.consolidation.offices import KPIS, Office, filled, office
from tests.jobs.asking import ask


@pytest.fixture
def company(tmp_path: Path) -> Office:
    """Three runs: the first return, a changed one, and nothing new."""
    made = office(tmp_path)
    for actual in (90.0, 95.0):
        made.receive("销售部.xlsx", [filled(KPIS[0], actual)], department="销售部")
        made.consolidate()
    made.consolidate()
    return made


def wrong(company: Office, *, head: str = "") -> list[str]:
    return [one.wrong.en for one in checked_journal(company.master, head=head) if one.wrong]


def change(company: Office, command: str) -> None:
    with closing(sqlite3.connect(company.folder / "master.perfxl" / "journal.sqlite")) as db, db:
        db.execute(command)


def test_every_run_is_kept_with_its_files_and_the_digest_of_its_master(company: Office) -> None:
    entries = Journal(company.folder / "master.perfxl").entries()

    assert [one.content["kind"] for one in entries] == ["run", "written"] * 3
    assert [one.content.get("changed") for one in entries[::2]] == [True, True, False]
    assert [[file["status"] for file in one.content["files"]] for one in entries[::2]] == [
        ["read"],
        ["read"],
        ["unchanged"],
    ]
    assert entries[2].content["digest"] == entries[4].content["digest"] != entries[0].content["digest"]
    assert wrong(company, head=entries[1].hash) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("UPDATE entries SET content = replace(content, '销售部', '市场部') WHERE number = 1", "Entry 1 was changed"),
        ("UPDATE entries SET hash = hash || '0' WHERE number = 2", "Entry 2 was changed"),
        ("DELETE FROM entries WHERE number = 3", "Entry 3 is missing"),
        ("DELETE FROM entries WHERE number = 1", "Entry 1 is missing"),
        ("UPDATE entries SET number = number + 1 WHERE number = 6", "Entry 6 is missing"),
        ("DELETE FROM entries WHERE number > 2", "does not know this master"),
        ("DELETE FROM entries", "does not know this master"),
    ],
)
def test_a_changed_a_deleted_and_a_cut_entry_are_found(company: Office, command: str, said: str) -> None:
    change(company, command)

    assert any(said in one for one in wrong(company))


def test_a_run_that_changed_nothing_is_missed_with_the_hash_that_it_printed(company: Office) -> None:
    head = Journal(company.folder / "master.perfxl").head()
    change(company, "DELETE FROM entries WHERE number > 4")

    assert wrong(company) == []
    assert "has no such hash" in wrong(company, head=head)[0]


def test_an_edited_and_an_older_master_are_found(company: Office) -> None:
    now = company.master.read_bytes()
    company.master.write_bytes((company.folder / "master.perfxl" / "backups" / "master 00001.xlsx").read_bytes())
    assert wrong(company) == ["This is the master of an earlier run, not of the last one."]

    company.master.write_bytes(now + b" ")
    assert "does not know this master" in wrong(company)[0]


def test_doctor_answers_for_the_journal_of_a_master(company: Office) -> None:
    head = Journal(company.folder / "master.perfxl").head()

    fine = ask("doctor", "--journal", company.master, "--head", head, "--json", "--lang", "en")
    assert (fine.code, [one["ok"] for one in fine.json["checks"]]) == (0, [True, True, True])

    change(company, "DELETE FROM entries WHERE number = 3")
    answer = ask("doctor", "--journal", company.master, "--lang", "en")
    assert (answer.code, "Entry 3 is missing." in answer.out) == (1, True)


def test_a_journal_that_is_none_stops_the_run_and_keeps_the_master(company: Office) -> None:
    master = company.master.read_bytes()
    (company.folder / "master.perfxl" / "journal.sqlite").write_bytes(b"no journal" * 1000)

    with pytest.raises(Fault, match=r"日志 .* 已损坏"):
        company.consolidate()
    assert company.master.read_bytes() == master
    assert wrong(company) == ["It cannot be read and is no whole journal."]


def test_two_runs_at_once_are_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    company = office(tmp_path)
    (tmp_path / "master.perfxl").mkdir()
    started, over = threading.Event(), threading.Event()

    def hold() -> None:
        with only_run(tmp_path / "master.perfxl", master=company.master):
            started.set()
            over.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait(30)
    try:
        with pytest.raises(Held, match=r"另一个 perfxl 正在汇总到 master\.xlsx（pid \d+, "):
            company.consolidate()
        command = ["consolidate", company.returns, "--cycle", company.workbook, "--into", company.master]
        answer = ask(*command, "--lang", "en")
    finally:
        over.set()
        holder.join()

    assert (answer.code, "Another perfxl is writing master.xlsx (pid" in answer.err) == (4, True)
    assert company.consolidate().written


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    company = office(tmp_path)
    (tmp_path / "master.perfxl").mkdir()
    program = (
        "from pathlib import Path; import sys, time\n"
        "from perfxl.consolidation.lock import only_run\n"
        "with only_run(Path(sys.argv[1]), master=Path('master.xlsx')): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, tmp_path / "master.perfxl"], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(Held):
            company.consolidate()
        child.kill()
    time.sleep(0.05)

    assert company.consolidate().written
