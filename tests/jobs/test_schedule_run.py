"""perfxl schedule run: the due work once. The merging of returns has its own tests; here it is a stand-in."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from perfxl.cycle.tables import Cycle
from perfxl.faults import Fault, Held
from perfxl.jobs import scheduled_steps
from perfxl.jobs.schedule_run import Ran, run_schedule
from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.installed import lock_file
from perfxl.schedule.last_run import LastRun, read_last_run
from perfxl.schedule.settings import Schedule, read_schedule
from tests.jobs.asking import ROOT, ask, small_company
from tests.schedule.stand_ins import Programs, programs

MORNING = datetime(2026, 10, 15, 7, 30)


@dataclass
class Merged:
    """What the stand-in of the consolidation answers."""

    blocks: bool = False
    missing_departments: Sequence[str] = ()
    sibling: str = ""
    master: Path = Path()

    def counts(self) -> Mapping[str, int]:
        return {"read": 3, "unchanged": 17, "skipped": 0, "quarantined": int(self.blocks)}


@dataclass
class Consolidation:
    """The stand-in: called as the real job is; raises `fault` if there is one."""

    answer: Merged = field(default_factory=Merged)
    fault: Exception | None = None
    calls: list[tuple[str, Path, Path, str]] = field(default_factory=list)

    def __call__(self, cycle: Cycle, returns: Path, *, into: Path, language: str) -> Merged:
        self.calls.append((cycle.file, returns, into, language))
        if self.fault:
            raise self.fault
        return replace(self.answer, master=into.with_name(self.answer.sibling) if self.answer.sibling else into)


@pytest.fixture
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return programs(tmp_path, monkeypatch, "crontab")


@pytest.fixture
def merging(monkeypatch: pytest.MonkeyPatch) -> Consolidation:
    merging = Consolidation()
    monkeypatch.setattr(scheduled_steps, "consolidation", lambda: merging)
    return merging


Made = Callable[..., Schedule]


@pytest.fixture
def schedule(tmp_path: Path, cron: Programs) -> Made:
    """Makes a company with a schedule that was installed the day before."""

    def made(actuals: Sequence[float | None] = (90, 120)) -> Schedule:
        (tmp_path / "回收").mkdir(exist_ok=True)
        small_company(tmp_path / "cycle.xlsx", actuals=actuals, returns_folder="回收")
        answer = ask("schedule", "install", "--daily", "07:30", tmp_path / "cycle.xlsx", "--check-out", tmp_path / "结果.xlsx",
                     "--reminders", tmp_path / "催办", "--json")  # fmt: skip
        settings = read_schedule(Path(answer.json["settings"]))
        return settings.model_copy(update={"since": MORNING - timedelta(days=1, hours=-3)})

    return made


def codes(ran: Ran) -> list[tuple[str, int]]:
    assert ran.last is not None
    return [(step.step, step.code) for step in ran.last.steps]


def last_of(schedule: Schedule) -> LastRun:
    last = read_last_run(schedule.last_run_file)
    assert last is not None
    return last


def log_of(schedule: Schedule) -> str:
    return (schedule.into.parent / "perfxl.log").read_text(encoding="utf-8")


def test_the_work_is_done_in_order_and_once(schedule: Made, merging: Consolidation) -> None:
    one = schedule()

    first = run_schedule(one, now=MORNING)
    again = run_schedule(one, now=MORNING + timedelta(hours=1))

    assert (codes(first), first.code) == ([("consolidate", 0), ("check", 0), ("remind", 0)], 0)
    assert merging.calls == [("cycle.xlsx", one.returns, one.into, "zh")]
    assert (one.into.parent / "结果.xlsx").is_file()
    assert (one.into.parent / "催办" / "催办清单.xlsx").is_file()
    assert (again.due, again.code, again.next_run) == (False, 0, MORNING + timedelta(days=1))
    assert (last_of(one).started, last_of(one).done, last_of(one).code) == (MORNING, MORNING, 0)
    assert run_schedule(one, now=MORNING + timedelta(days=1)).due


def test_findings_that_block_somebody_are_exit_code_1_and_done_all_the_same(schedule: Made, merging: Consolidation) -> None:
    one = schedule(actuals=(90, None))

    ran = run_schedule(one, now=MORNING)

    assert (codes(ran), ran.code) == ([("consolidate", 0), ("check", 1), ("remind", 0)], 1)
    assert ran.last is not None
    assert ran.last.steps[1].counts == {"blockers": 1, "warnings": 0, "scored": 1, "held": 1, "exempt": 0}
    assert not run_schedule(one, now=MORNING + timedelta(hours=1)).due


def test_what_the_merge_leaves_to_mend_is_exit_code_1(schedule: Made, merging: Consolidation) -> None:
    merging.answer = Merged(blocks=True)

    assert codes(run_schedule(schedule(), now=MORNING)) == [("consolidate", 1), ("check", 0), ("remind", 0)]


def test_a_master_that_is_open_in_excel_leaves_the_work_due(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    merging.answer = Merged(sibling="master 2026-10-15 0730.xlsx")

    ran = run_schedule(one, now=MORNING)

    assert (codes(ran), "master 2026-10-15 0730.xlsx" in last_of(one).steps[0].reason) == ([("consolidate", 3)], True)
    assert run_schedule(one, now=MORNING + timedelta(hours=1)).due


def test_what_was_due_before_the_timer_was_made_is_not_made_up_for(schedule: Made, merging: Consolidation) -> None:
    one = schedule().model_copy(update={"since": MORNING + timedelta(hours=2)})

    assert not run_schedule(one, now=MORNING + timedelta(hours=3)).due
    assert run_schedule(one, now=MORNING + timedelta(hours=3), even_if_done=True).due
    assert len(merging.calls) == 1


def test_days_that_were_missed_are_done_once(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    run_schedule(one, now=MORNING)

    back = MORNING + timedelta(days=5, hours=-2)
    assert [run_schedule(one, now=back + timedelta(minutes=n)).due for n in (0, 5, 10)] == [True, False, False]
    assert run_schedule(one, now=MORNING + timedelta(days=5)).due


def test_a_fault_of_the_merge_leaves_the_work_due(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    merging.fault = Fault(Text("磁盘已满。", "The disk is full."))

    ran = run_schedule(one, now=MORNING)
    merging.fault = None
    later = run_schedule(one, now=MORNING + timedelta(hours=1))

    assert (codes(ran), ran.code) == ([("consolidate", 3)], 3)
    assert ran.last is not None
    assert [step.reason for step in ran.last.steps] == ["磁盘已满。"]
    assert (later.due, later.code) == (True, 0)


def test_a_lock_that_the_merge_meets_is_exit_code_4_and_the_next_run_does_it(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    merging.fault = Held(Text("另一个 perfxl 正在汇总。", "Another run is consolidating."))

    held = run_schedule(one, now=MORNING)
    merging.fault = None

    assert (held.code, last_of(one).code) == (4, 4)
    assert run_schedule(one, now=MORNING + timedelta(hours=1)).code == 0


def test_a_results_file_that_cannot_be_written_does_not_stop_the_reminders(schedule: Made, merging: Consolidation) -> None:
    one = schedule(actuals=(90, None))
    (one.into.parent / "结果.xlsx").mkdir()  # stands in for a workbook that is open in Excel

    ran = run_schedule(one, now=MORNING)

    assert codes(ran) == [("consolidate", 0), ("check", 3), ("remind", 0)]
    assert ran.code == 3
    assert (one.into.parent / "催办" / "催办清单.xlsx").is_file()


def test_a_master_that_the_cycle_no_longer_reads_is_a_fault(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    small_company(one.cycle, returns_folder="回收", master_file="别的.xlsx")

    ran = run_schedule(one, now=MORNING)

    assert (ran.code, merging.calls) == (3, [])
    assert "与 --into 一致" in last_of(one).steps[0].reason
    assert "■ 汇总: 汇总写入" in ask("schedule", "show", "--lang", "zh").out


@contextmanager
def holding(lock: Path) -> Iterator[None]:
    """Another process that holds the lock."""
    program = (
        "import sys; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire()\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield
        finally:
            other.stdin.close()
            other.wait(timeout=30)


def test_while_another_run_works_a_second_ends_with_4_and_changes_nothing(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    run_schedule(one, now=MORNING)
    before = one.last_run_file.read_bytes()

    with holding(lock_file(one.id)):
        answer = ask("schedule", "run", "--now", "--lang", "zh")

    assert (answer.code, answer.out) == (4, "")
    assert "正在运行" in answer.err
    assert (one.last_run_file.read_bytes(), len(merging.calls)) == (before, 1)
    assert ask("schedule", "run", "--now").code == 0


def test_a_run_that_was_killed_is_shown_and_done_by_the_next(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    killed = LastRun(started=MORNING, host="某台电脑", process=4711)
    one.last_run_file.write_text(killed.model_dump_json(), encoding="utf-8")

    shown = ask("schedule", "show", "--lang", "zh").out

    assert "上次运行：2026-10-15 07:30 开始，没有做完（某台电脑，4711）" in shown
    assert run_schedule(one, now=MORNING + timedelta(hours=1)).due
    assert "上次运行：2026-10-15 08:30，完成，没有问题" in ask("schedule", "show", "--lang", "zh").out


def test_a_file_about_the_last_run_that_is_broken_stops_nothing(schedule: Made, merging: Consolidation) -> None:
    one = schedule()
    one.last_run_file.write_bytes(b"{half")

    assert run_schedule(one, now=MORNING).due
    assert last_of(one).code == 0


def test_the_log_has_ids_codes_and_counts_and_nothing_about_people(schedule: Made, merging: Consolidation) -> None:
    one = schedule(actuals=(90, None))
    run_schedule(one, now=MORNING)
    merging.fault = ValueError("示例E1 的工资是 12345")
    run_schedule(one, now=MORNING + timedelta(days=1))

    lines = log_of(one).splitlines()
    steps = [line.split(f"{one.id} ")[1] for line in lines if one.id in line]
    assert steps == [
        "consolidate ended 0: read 3, unchanged 17, skipped 0, quarantined 0, missing_departments 0",
        "check ended 1: blockers 1, warnings 0, scored 1, held 1, exempt 0",
        "remind ended 0: drafts 0, pieces 1, warnings 0",
        "consolidate stopped: ValueError",
    ]
    assert any("scheduled_steps.py" in line for line in lines)
    assert not any(word in log_of(one) for word in ("示例", "12345", "收入", "回收"))


def test_the_command_says_what_was_done_and_exits_as_it_went(schedule: Made, merging: Consolidation) -> None:
    schedule(actuals=(90, None))

    done = ask("schedule", "run", "--now", "--lang", "zh")
    nothing = ask("schedule", "run", "--lang", "zh")
    told = ask("schedule", "run", "--now", "--json")

    assert done.code == 1
    assert "○ 汇总: 读入 3，未变 17" in done.out
    assert "▲ 检查: 阻止计分 1，提醒 0，已计分 1，暂缓 1，免考核 0" in done.out
    assert (nothing.code, "现在没有要做的" in nothing.out) == (0, True)
    assert (told.code, told.json["due"], told.json["code"], len(told.json["steps"])) == (1, True, 1, 3)


def test_which_schedule_runs(schedule: Made, merging: Consolidation, tmp_path: Path) -> None:
    one = schedule()

    assert [ask("schedule", "run", "--now", *words).code for words in (
        (), ("--name", "cycle"), ("--name", one.id), ("--settings", one.file))] == [0, 0, 0, 0]  # fmt: skip
    assert ask("schedule", "run", "--name", "other").code == 2
    assert ask("schedule", "run", "--name", "cycle", "--settings", one.file).code == 2
    assert ask("schedule", "run", "--settings", tmp_path / "none.json").code == 3


def test_a_year_without_a_calendar_is_said_and_runs_from_monday_to_friday(
    schedule: Made, merging: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = schedule().model_copy(update={"days": Days.CN})
    monkeypatch.setattr("perfxl.schedule.timing.is_known", lambda year: False)
    monkeypatch.setattr("perfxl.schedule.workdays.is_known", lambda year: False)

    ran = run_schedule(one, now=MORNING)

    assert (ran.code, ran.findings.codes(), ran.next_run) == (0, ["PX961"], MORNING + timedelta(days=1))


_IN_A_PROCESS = """
import sys
from perfxl.jobs import scheduled_steps
class Merged:
    blocks, missing_departments = False, ()
    def counts(self): return {{"read": 1}}
def merged(cycle, returns, *, into, language):
    done = Merged()
    done.master = into
    return done
scheduled_steps.consolidation = lambda: merged
{before}
from perfxl.cli import main
try:
    main(["schedule", "run", "--now", "--settings", sys.argv[1]])
except SystemExit as ended:
    code = ended.code
assert not {{"xlwings", "win32com", "appscript"}} & sys.modules.keys()
sys.exit(code)
"""


@pytest.mark.parametrize("before", ["", "sys.stdout = sys.stderr = None"])
def test_excel_is_never_touched_and_no_console_is_needed(before: str, schedule: Made) -> None:
    one = schedule()
    command = [sys.executable, "-c", _IN_A_PROCESS.format(before=before), str(one.file)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert last_of(one).code == 0


def test_the_line_in_the_crontab_does_the_work(schedule: Made, cron: Programs) -> None:
    one = schedule()
    line = next(line for line in cron.table.decode().splitlines() if line.startswith("@reboot"))
    command = line.removeprefix("@reboot ").replace("\\%", "%").replace(" schedule run ", " schedule run --now ")

    variables = {"PATH": "/usr/bin:/bin", "HOME": os.environ["HOME"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["/bin/sh", "-c", command], cwd="/", env=variables, check=False, capture_output=True)

    assert done.returncode in (0, 1)
    assert [step.step for step in last_of(one).steps] == ["consolidate", "check", "remind"]
