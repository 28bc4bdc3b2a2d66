"""Registering with each system: what its program is called with, and what is left when it refuses."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from perfxl.faults import Fault
from perfxl.schedule import programs as system
from perfxl.schedule import schedulers
from perfxl.schedule.cron_scheduler import Cron
from perfxl.schedule.launch_agent import launch_agent
from perfxl.schedule.launchd_scheduler import Launchd
from perfxl.schedule.systemd_scheduler import Systemd, user_manager_runs
from perfxl.schedule.windows_scheduler import WindowsTasks
from tests.schedule.stand_ins import programs
from tests.schedule.tasks import task

ONE = task("/数据/绩效 100%/甲.json")


def test_windows_creates_replaces_asks_and_deletes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "schtasks")
    monkeypatch.setenv("USERDOMAIN", "FIRMA")
    monkeypatch.setenv("USERNAME", "云一")
    name = f"\\perfxl\\{ONE.id}"

    WindowsTasks().install(ONE)
    installed = WindowsTasks().is_installed(ONE.id)
    WindowsTasks().remove(ONE.id)
    WindowsTasks().remove(ONE.id)

    create, *rest = there.calls("schtasks")
    assert [*create[:4], create[5]] == ["/Create", "/TN", name, "/XML", "/F"]
    assert rest == [["/Query", "/TN", name], ["/Query", "/TN", name], ["/Delete", "/TN", name, "/F"], ["/Query", "/TN", name]]
    assert there.read("schtasks")[0].decode("utf-16").count(r"<UserId>FIRMA\云一</UserId>") == 1
    assert not Path(create[4]).exists()  # the temporary file is gone
    assert installed
    [planned] = WindowsTasks().planned(ONE)
    assert planned.text.startswith("<?xml")


def test_systemd_writes_two_units_and_has_them_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "systemctl")
    units = tmp_path / "home" / "config" / "systemd" / "user"

    Systemd().install(ONE)
    assert {path.name: path.read_text(encoding="utf-8") for path in units.iterdir()} == {
        Path(one.where).name: one.text for one in Systemd().planned(ONE)
    }
    assert there.calls("systemctl") == [
        ["--user", "daemon-reload"],
        ["--user", "enable", f"{ONE.id}.timer"],
        ["--user", "restart", f"{ONE.id}.timer"],
    ]
    there.forget_calls()

    assert Systemd().is_installed(ONE.id)
    Systemd().remove(ONE.id)
    Systemd().remove(ONE.id)
    assert list(units.iterdir()) == []
    assert there.calls("systemctl") == [["--user", "disable", "--now", f"{ONE.id}.timer"], ["--user", "daemon-reload"]]


def test_cron_keeps_everybody_else_s_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "crontab")
    mine = b"# mine \xff\n0 1 * * * true\n"
    there.keep_table(mine)

    Cron().install(ONE)
    Cron().install(ONE)
    assert there.table == mine + Cron().planned(ONE)[0].text.encode()
    assert Cron().is_installed(ONE.id)
    Cron().remove(ONE.id)
    assert there.table == mine
    assert not Cron().is_installed(ONE.id)


def test_the_first_table_of_a_user_and_none_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "crontab")

    Cron().remove(ONE.id)
    assert there.calls("crontab") == [["-l"]]
    Cron().install(ONE)
    assert there.table == Cron().planned(ONE)[0].text.encode()


def test_a_table_that_cannot_be_read_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "crontab")
    there.keep_table(b"0 1 * * * true\n")
    there.refuse("crontab", "must be privileged", only="-l")

    with pytest.raises(Fault, match="must be privileged"):
        Cron().install(ONE)

    assert there.table == b"0 1 * * * true\n"


def test_launchd_loads_in_place_of_an_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "launchctl")
    agents = tmp_path / "home" / "Library" / "LaunchAgents"

    Launchd().install(ONE)
    [file] = agents.iterdir()
    assert file.read_bytes() == launch_agent(ONE)
    Launchd().install(ONE)
    assert [words[0] for words in there.calls("launchctl")] == ["print", "bootstrap", "print", "bootout", "bootstrap"]
    assert there.calls("launchctl")[1][2] == str(file)
    assert Launchd().is_installed(ONE.id)
    Launchd().remove(ONE.id)
    assert not Launchd().is_installed(ONE.id)
    assert list(agents.iterdir()) == []


def test_what_a_program_refuses_is_a_fault_in_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "schtasks")
    there.refuse("schtasks", "ERROR: Access is denied.")

    with pytest.raises(Fault, match="ERROR: Access is denied"):
        WindowsTasks().install(ONE)


def test_without_its_program_nothing_can_be_scheduled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch)

    with pytest.raises(Fault, match="没有 crontab"):
        Cron().install(ONE)


def test_no_shell_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "systemctl")

    system.run("systemctl", "a b", "$(touch x)", ";", "*")

    assert there.calls("systemctl") == [["a b", "$(touch x)", ";", "*"]]


def test_units_that_systemd_refuses_leave_the_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "systemctl")
    units = tmp_path / "home" / "config" / "systemd" / "user"
    there.refuse("systemctl", "no", only="enable")
    with pytest.raises(Fault):
        Systemd().install(ONE)
    assert list(units.iterdir()) == []

    (there.folder / "systemctl.refuses").unlink()
    Systemd().install(ONE)
    before = {path.name: path.read_bytes() for path in units.iterdir()}
    there.refuse("systemctl", "no", only="restart")
    with pytest.raises(Fault):
        Systemd().install(task("/数据/绩效 100%/甲.json", daily="18:00"))
    assert {path.name: path.read_bytes() for path in units.iterdir()} == before


def test_an_agent_that_launchd_refuses_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = programs(tmp_path, monkeypatch, "launchctl")
    Launchd().install(ONE)
    there.forget_calls()
    there.refuse("launchctl", "Bootstrap failed: 5", only="bootstrap")

    with pytest.raises(Fault, match="Bootstrap failed: 5"):
        Launchd().install(task("/数据/绩效 100%/甲.json", daily="18:00"))

    [file] = (tmp_path / "home" / "Library" / "LaunchAgents").iterdir()
    assert file.read_bytes() == launch_agent(ONE)
    assert [words[0] for words in there.calls("launchctl")] == ["print", "bootout", "bootstrap", "bootstrap"]


@pytest.mark.parametrize(
    ("platform", "there", "refuses", "chosen"),
    [
        ("win32", [], False, "task_scheduler"),
        ("darwin", [], False, "launchd"),
        ("linux", ["systemctl"], False, "systemd"),
        ("linux", ["systemctl"], True, "cron"),  # systemd is installed, but not for this user
        ("linux", [], False, "cron"),
    ],
)
def test_each_system_has_its_timer(
    platform: str, there: list[str], refuses: bool, chosen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = programs(tmp_path, monkeypatch, *there)
    if refuses:
        found.refuse("systemctl", "Failed to connect to bus: No medium found")
    monkeypatch.setattr(schedulers, "sys", SimpleNamespace(platform=platform))

    assert schedulers.scheduler_here().key == chosen
    assert schedulers.scheduler_named(chosen).key == chosen
    assert user_manager_runs() is (chosen == "systemd")
