"""perfxl schedule install, show, remove: as a person asks for them, with cron's place taken by a stand-in."""

import json
import re
from pathlib import Path

import pytest

from perfxl.schedule.settings import read_schedule
from tests.jobs.asking import Answer, ask, small_company
from tests.schedule.stand_ins import Programs, programs


@pytest.fixture
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return programs(tmp_path, monkeypatch, "crontab")


@pytest.fixture
def cycle(tmp_path: Path) -> Path:
    """A cycle workbook with its folder of returns, in a folder whose name has everything."""
    folder = tmp_path / "绩效 100% 'a'"
    (folder / "returns").mkdir(parents=True)
    return small_company(folder / "绩效管理.xlsx")


def install(cycle: Path, *more: object) -> Answer:
    return ask("schedule", "install", "--daily", "07:30", cycle, *more)


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_installing_keeps_settings_beside_the_master_and_registers_a_timer(cycle: Path, cron: Programs) -> None:
    answer = install(cycle, "--workdays", "--reminders", cycle.parent / "催办", "--lang", "zh")

    assert answer.code == 0
    settings = cycle.parent / "schedule-绩效管理.json"
    schedule = read_schedule(settings)
    assert (schedule.cycle, schedule.into, schedule.returns) == (
        cycle, cycle.parent / "master.xlsx", cycle.parent / "returns"
    )  # fmt: skip
    assert (f"{schedule.daily:%H:%M}", schedule.days, schedule.reminders) == ("07:30", "workdays", cycle.parent / "催办")
    first, reboot = cron.table.decode().splitlines()
    assert first.startswith("30 7,8,9,10 * * 1-5 ")
    assert reboot.startswith("@reboot ")
    assert first.endswith(f"# {schedule.id}")
    assert "已用cron安装定时“绩效管理”" in answer.out
    assert re.search(r"下次运行：\d{4}-\d\d-\d\d 07:30", answer.out)


def test_a_dry_run_shows_what_would_be_written_and_touches_nothing(cycle: Path, cron: Programs) -> None:
    before = files_of(cycle.parent)

    answer = install(cycle, "--dry-run", "--lang", "en")

    assert answer.code == 0
    assert "nothing was installed" in answer.out
    assert "30 7,8,9,10 * * * " in answer.out
    assert (files_of(cycle.parent), cron.calls("crontab")) == (before, [])
    assert ask("schedule", "show", "--json").json == {"schedules": []}


@pytest.mark.parametrize(
    ("words", "days", "line"),
    [
        ([], "every", "30 7,8,9,10 * * * "),
        (["--workdays"], "workdays", "30 7,8,9,10 * * 1-5 "),
        (["--workdays", "cn"], "cn", "30 7,8,9,10 * * * "),
        (["--workdays=cn"], "cn", "30 7,8,9,10 * * * "),
    ],
)
def test_workdays_before_the_cycle(words: list[str], days: str, line: str, cycle: Path, cron: Programs) -> None:
    answer = ask("schedule", "install", *words, cycle, "--daily", "7：30", "--json")

    assert answer.code == 0
    assert read_schedule(Path(answer.json["settings"])).days == days
    assert answer.json["writes"][0]["text"].startswith(line)


def test_the_answer_for_programs(cycle: Path, cron: Programs) -> None:
    told = install(cycle, "--name", "每日", "--json").json

    assert {key: told[key] for key in ("name", "scheduler", "registered", "findings")} == {
        "name": "每日", "scheduler": "cron", "registered": True, "findings": []
    }  # fmt: skip
    assert re.fullmatch(r"perfxl-[0-9a-f]{8}", told["id"])
    assert told["writes"] == [{"where": "crontab", "text": cron.table.decode()}]


def test_installing_twice_replaces(cycle: Path, cron: Programs) -> None:
    cron.keep_table(b"0 1 * * * true\n")
    install(cycle)
    install(cycle.parent, "--daily", "18:00")

    lines = cron.table.decode().splitlines()
    assert [line.split(" /")[0] for line in lines] == ["0 1 * * * true", "0 18,19,20,21 * * *", "@reboot"]
    assert len(ask("schedule", "show", "--json").json["schedules"]) == 1


def test_two_folders_and_two_names_are_four_schedules(tmp_path: Path, cron: Programs) -> None:
    ids = set()
    for folder in ("甲", "乙"):
        (tmp_path / folder / "returns").mkdir(parents=True)
        cycle = small_company(tmp_path / folder / "cycle.xlsx")
        ids |= {install(cycle, "--name", name, "--json").json["id"] for name in ("早", "晚")}

    assert len(ids) == 4
    assert cron.table.count(b"\n") == 8
    refused = ask("schedule", "remove", "--name", "早", "--lang", "zh")
    assert (refused.code, "有几个定时" in refused.err) == (2, True)
    assert [ask("schedule", "remove", "--name", one).code for one in ids] == [0] * 4
    assert cron.table == b""


def test_show_says_what_when_and_whether_the_system_knows_it(cycle: Path, cron: Programs) -> None:
    install(cycle, "--workdays", "cn")

    shown = ask("schedule", "show", "--lang", "zh")
    [told] = ask("schedule", "show", "--json").json["schedules"]
    cron.keep_table(b"")
    lost = ask("schedule", "show", "--lang", "zh")

    assert "时间：中国工作日（含调休） 07:30" in shown.out
    assert "还没有运行过" in shown.out
    assert (told["name"], told["days"], told["registered"], told["last_run"]) == ("绩效管理", "cn", True, None)
    assert told["into"] == str(cycle.parent / "master.xlsx")
    assert "cron里没有这个定时，不会运行。请重新安装。" in lost.out
    assert ask("schedule", "show", "--json").json["schedules"][0]["next_run"] is None


def test_settings_that_are_gone_or_broken_are_said(cycle: Path, cron: Programs) -> None:
    settings = Path(install(cycle, "--json").json["settings"])

    settings.write_text(json.dumps({**json.loads(settings.read_text(encoding="utf-8")), "days": "sundays"}))
    broken = ask("schedule", "show", "--lang", "zh")
    run = ask("schedule", "run", "--lang", "zh")
    settings.unlink()
    gone = ask("schedule", "show", "--lang", "zh")

    assert "中的 days 不能用" in broken.out
    assert (run.code, run.out, run.err.count("\n")) == (3, "", 1)
    assert "找不到定时设置" in gone.out
    assert ask("schedule", "remove").code == 0


def test_removing_takes_the_timer_and_the_settings_and_leaves_the_rest(cycle: Path, cron: Programs) -> None:
    cron.keep_table(b"# mine\n")
    before = files_of(cycle.parent)
    install(cycle)

    answer = ask("schedule", "remove", "--lang", "zh")

    assert answer.code == 0
    assert "已取消定时“绩效管理”" in answer.out
    assert (cron.table, files_of(cycle.parent)) == (b"# mine\n", before)
    assert ask("schedule", "show", "--lang", "zh").out.startswith("没有安装任何定时")
    assert ask("schedule", "remove").code == 2


def test_where_the_system_refuses_everything_is_as_before(cycle: Path, cron: Programs) -> None:
    before = files_of(cycle.parent)
    cron.refuse("crontab", "you are not allowed to use this program", only="-")

    answer = install(cycle, "--lang", "en")

    assert (answer.code, answer.out) == (3, "")
    assert "you are not allowed" in answer.err
    assert files_of(cycle.parent) == before
    assert ask("schedule", "show", "--json").json == {"schedules": []}


def test_a_refused_reinstallation_leaves_the_old_one(cycle: Path, cron: Programs) -> None:
    settings = Path(install(cycle, "--json").json["settings"])
    before, table = settings.read_bytes(), cron.table
    cron.refuse("crontab", "no", only="-")

    assert install(cycle, "--daily", "18:00").code == 3
    assert (settings.read_bytes(), cron.table) == (before, table)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--daily", "25:00", "{}"], "--daily 25:00 不是时间"),
        (["--daily", "noon", "{}"], "--daily noon 不是时间"),
        (["{}"], "缺少 --daily"),
        (["--daily", "07:30", "{}", "--workdays=us"], "--workdays 后面只能写 cn，不是 us"),
        (["--daily", "07:30", "{}", "--name", "a/b"], "--name a/b 不能用"),
        (["--daily", "07:30", "{}", "--name", "../x"], "--name ../x 不能用"),
        (["--daily", "07:30", "{}", "--name", "a\nb"], "不能用"),
        (["--daily", "07:30", "{}", "--returns", "nowhere"], "没有回收文件夹 nowhere"),
        (["--daily", "07:30", "{}", "--check-out", "x.csv"], "不是 .xlsx"),
        (["--daily", "07:30", "{}", "--check-out", "{}"], "是要读取的工作簿"),
        (["--daily", "07:30", "{}", "--reminders", "{}"], "--reminders"),
    ],
)
def test_a_wrong_command_line_installs_nothing(words: list[str], said: str, cycle: Path, cron: Programs) -> None:
    answer = ask("schedule", "install", *(word.format(cycle) for word in words), "--lang", "zh")

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err.replace(str(cycle.parent), "")
    assert cron.calls("crontab") == []


def test_a_master_that_the_cycle_does_not_read_is_refused(cycle: Path, cron: Programs) -> None:
    answer = install(cycle, "--into", cycle.parent / "另一个.xlsx", "--lang", "zh")

    assert answer.code == 3
    assert "与 --into 一致" in answer.err
    assert cron.calls("crontab") == []


def test_a_year_without_a_calendar_is_a_warning(cycle: Path, cron: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfxl.schedule.timing.is_known", lambda year: False)

    answer = install(cycle, "--workdays", "cn", "--lang", "zh")

    assert answer.code == 0
    assert "▲ PX961" in answer.out


def test_help_lists_the_four_commands_and_imports_nothing_heavy() -> None:
    for command in ("install", "show", "remove", "run"):
        answer = ask("schedule", command, "--help")
        assert answer.code == 0
        assert re.search(rf"(例：|Example: )perfxl schedule {command}\b", answer.out)
    asked_nothing = ask("schedule")
    assert asked_nothing.code == 2
    assert asked_nothing.err.count("\n") > 8
