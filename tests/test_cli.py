"""The command line as people and scripts rely on it: help, exit codes, one line for what went wrong."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from perfxl import terminal
from perfxl.cli import app
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ROOT, ask, ask_python, small_company

COMMANDS = (
    "demo", "check", "score", "explain", "finding", "letters", "doctor", "new", "distribute", "consolidate",
    "appeal", "appeals", "calibrate", "publish",
    "documents", "review", "remind", "calendar", "rollup", "rollover", "targets", "attach", "library", "goals",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cycle workbooks and things that are none."""
    there = tmp_path_factory.mktemp("文件 夹")
    small_company(there / "sound.xlsx")
    small_company(there / "blocked.xlsx", actuals=(90, None))
    for name in ("one/cycle.xlsx", "two/a.xlsx", "two/b.xlsx"):
        (there / name).parent.mkdir(exist_ok=True)
        small_company(there / name)
    (there / "none").mkdir()
    (there / "one" / "考核结果.xlsx").write_bytes(b"")
    (there / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (there / "cut.xlsx").write_bytes((there / "sound.xlsx").read_bytes()[:3000])
    (there / "words.xlsx").write_text("hello", encoding="utf-8")
    openpyxl.Workbook().save(there / "other.xlsx")
    with (there / "sound.xlsx").open("rb") as plain, (there / "locked.xlsx").open("wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", locked)
    return there


# Help


def test_these_are_the_commands() -> None:
    assert tuple(command.callback.__name__ for command in app.registered_commands if command.callback) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_and_gives_an_example(command: str) -> None:
    answer = ask(command, "--help")

    assert answer.code == 0
    assert re.search(rf"(例：|Example: )perfxl {command}\b", answer.out)
    about_options = answer.out.partition("Options:")[2]
    assert re.findall(r"^  (--[a-z-]+)(?: \S+)?$", about_options, re.MULTILINE) == [], "an option without help"


@pytest.mark.parametrize("command", [*COMMANDS, "schedule install", "schedule show", "schedule remove", "schedule run", "roster diff"])
def test_the_readme_lists_the_command(command: str) -> None:
    for page in ("README.md", "README.zh-CN.md"):
        assert f"`perfxl {command}" in (ROOT / page).read_text(encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from perfxl.cli import app; from perfxl.exits import run\n"
        "code = run(app, ['--help'])\n"
        "heavy = {'pandas', 'numpy', 'weasyprint', 'xlsxwriter', 'openpyxl', 'jinja2', 'python_calamine', 'rich'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr); sys.exit(code)"
    )

    done = ask_python(program, cwd=ROOT)

    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert "doctor" in done.stdout


@pytest.mark.parametrize(
    ("words", "environment", "found"),
    [
        (["--help"], {"PERFXL_LANG": "zh"}, "绩效管理员的工作台"),
        (["--help"], {"PERFXL_LANG": "en"}, "performance administrator"),
        (["check", "--help", "--lang", "en"], {"PERFXL_LANG": "zh"}, "Findings and completeness"),
        (["check", "--help", "--lang=zh"], {"PERFXL_LANG": "en"}, "检查问题和完整度"),
    ],
)
def test_help_speaks_the_language_of_the_terminal(words: list[str], environment: dict[str, str], found: str) -> None:
    command = [sys.executable, "-m", "perfxl", *words]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=True
    )

    assert found in done.stdout


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"PERFXL_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({}, "zh"),
    ],
)
def test_the_system_s_language_is_asked_and_chinese_where_it_has_none(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PERFXL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))

    assert terminal.system_language() == language


# Exit codes


def test_exit_code_0_is_clean_and_1_is_blocked(folder: Path) -> None:
    clean, blocked = folder / "sound.xlsx", folder / "blocked.xlsx"

    assert [ask("check", clean).code, ask("score", clean).code, ask("explain", clean, "E1").code] == [0, 0, 0]
    assert [ask("check", blocked).code, ask("score", blocked).code] == [1, 1]
    assert [ask("explain", blocked, "E1").code, ask("explain", blocked, "E2").code] == [0, 1]


def test_version() -> None:
    answer = ask("--version")

    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", answer.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bogus"], "没有命令 bogus"),
        (["check"], "缺少 CYCLE"),
        (["check", "--bogus"], "没有选项 --bogus"),
        (["check", "{}/sound.xlsx", "--lang", "fr"], "--lang 只能是 zh 或 en，不是 fr"),
        (["check", "{}/sound.xlsx", "--as-of", "2026/1/1"], "--as-of 2026/1/1 不是日期"),
        (["check", "{}/sound.xlsx", "nowhere", "--as-of", "soon"], "--as-of soon 不是日期"),
        (["check", "{}/sound.xlsx", "{}/blocked.xlsx", "--out", "{}/x.xlsx"], "--out 只能用于一个周期"),
        (["score", "{}/sound.xlsx", "--out"], "选项 --out 后面要写值"),
        (["score", "{}/sound.xlsx", "--out", "{}/x.csv"], "不是 .xlsx"),
        (["score", "{}/sound.xlsx", "--out", "{}/one"], "不是 .xlsx"),
        (["explain", "{}/sound.xlsx"], "缺少 EMPLOYEE_ID"),
        (["explain", "{}/sound.xlsx", "E1", "E2"], "多出了 E2"),
        (["explain", "{}/sound.xlsx", "E12"], "没有工号 E12。是否指 E"),
        (["finding", "PX999"], "没有代码 PX999"),
        (["finding", ""], "没有代码"),
        (["letters", "{}/sound.xlsx"], "缺少 --out"),
        (["letters", "{}/sound.xlsx", "--out", "{}/table.csv"], "是文件，请写文件夹"),
        (["letters", "{}/sound.xlsx", "--out", "{}/L", "--only", "E9"], "没有工号 E9"),
        (["letters", "{}/sound.xlsx", "--out", "{}/L", "--jobs", "0"], "--jobs 的值不对"),
        (["demo", "{}/table.csv"], "是文件，请写文件夹"),
    ],
)
def test_exit_code_2_is_a_wrong_command_line(
    words: list[str], said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")

    answer = ask(*(word.format(folder) for word in words))

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("perfxl: ")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not (folder / "L").exists()


def test_no_command_shows_the_help() -> None:
    answer = ask()

    assert answer.code == 2
    assert all(command in answer.err for command in COMMANDS)


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        ("nowhere.xlsx", "找不到"),
        ("none", "没有考核周期工作簿"),
        ("two", "有几个考核周期工作簿：a.xlsx、b.xlsx"),
        ("table.csv", "不是考核周期工作簿"),
        ("other.xlsx", "不是考核周期工作簿"),
        ("words.xlsx", ""),
        ("cut.xlsx", "不完整或已损坏"),
        ("locked.xlsx", "去掉打开密码"),
    ],
)
@pytest.mark.parametrize("command", ["check", "score", "explain", "letters"])
def test_exit_code_3_is_a_fault_in_one_line(
    command: str, cycle: str, said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")
    more: dict[str, list[object]] = {"explain": ["E1"], "letters": ["--out", folder / "L"]}

    answer = ask(command, folder / cycle, *more.get(command, []))

    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("perfxl: ")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_results_workbook_is_no_cycle(folder: Path, tmp_path: Path) -> None:
    results = tmp_path / "考核结果.xlsx"
    assert ask("score", folder / "sound.xlsx", "--out", results).code == 0

    assert ask("check", results).code == 3


def test_a_fault_of_perfxl_itself_is_one_line_and_a_traceback_with_debug(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("weight")

    monkeypatch.setattr("perfxl.jobs.read.read_cycle", broken)
    short, long = (ask("check", folder / "sound.xlsx", *more) for more in ([], ["--debug"]))

    assert [short.code, long.code] == [3, 3]
    assert short.err.count("\n") == 1
    assert "KeyError" in short.err
    assert "Traceback" in long.err


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (PermissionError(13, "Permission denied", "x.xlsx"), 3)]
)
def test_what_the_system_refuses_is_said_in_one_line(
    error: BaseException, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("perfxl.jobs.read.read_cycle", refused)

    answer = ask("check", folder / "sound.xlsx")

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") <= 1
    assert "Traceback" not in answer.err


def test_several_cycles_are_all_checked_and_the_worst_code_counts(folder: Path) -> None:
    answer = ask("check", folder / "nowhere.xlsx", folder / "sound.xlsx", folder / "one", "--lang", "en")

    assert answer.code == 3
    assert "nowhere.xlsx does not exist" in answer.err
    assert ["sound.xlsx, as of" in answer.out, "cycle.xlsx, as of" in answer.out] == [True, True]
    assert ask("check", folder / "blocked.xlsx", folder / "sound.xlsx").code == 1


# What is written where


@pytest.mark.parametrize("target", ["cycle.xlsx", "./sub/../cycle.xlsx", "link.xlsx", "master.xlsx", "others.xlsx"])
@pytest.mark.parametrize("command", ["check", "score"])
def test_a_workbook_that_people_fill_in_is_never_overwritten(command: str, target: str, tmp_path: Path) -> None:
    cycle, others = small_company(tmp_path / "cycle.xlsx"), tmp_path / "others.xlsx"
    openpyxl.Workbook().save(others)
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.xlsx").hardlink_to(cycle)
    before = {file.name: file.read_bytes() for file in tmp_path.glob("*.xlsx")}

    answer = ask(command, cycle, "--out", tmp_path / target)

    assert answer.code == 2
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*.xlsx")} == before


def test_results_take_the_place_of_earlier_results_and_of_empty_files(folder: Path, tmp_path: Path) -> None:
    results = tmp_path / "r.xlsx"
    results.touch()

    codes = [ask("score", folder / "sound.xlsx", "--out", results).code for _ in range(2)]

    assert codes == [0, 0]
    assert openpyxl.load_workbook(results).sheetnames[0] == "概览"


@pytest.mark.parametrize("there", ["绩效管理.xlsm", "考核结果.xlsx"])
def test_the_demo_never_takes_the_place_of_a_real_workbook(there: str, tmp_path: Path) -> None:
    small_company(tmp_path / there)
    before = (tmp_path / there).read_bytes()

    answer = ask("demo", tmp_path, "--lang", "zh")

    assert (answer.code, (tmp_path / there).read_bytes()) == (2, before)


def test_check_writes_nothing_without_out(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "cycle.xlsx")
    before = cycle.stat().st_mtime_ns

    for words in (["check", cycle], ["score", cycle], ["explain", cycle, "E1"]):
        ask(*words)

    assert [file.name for file in tmp_path.iterdir()] == ["cycle.xlsx"]
    assert cycle.stat().st_mtime_ns == before


def test_paths_with_spaces_and_chinese_from_another_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "none")

    answer = ask("score", "../one", "--out", "我 的.xlsx", "--lang", "zh")

    assert answer.code == 0
    assert "结果：我 的.xlsx" in answer.out
    assert "perfxl letters ../one" in answer.out
    assert (folder / "none" / "我 的.xlsx").is_file()


def test_a_command_to_copy_has_its_path_quoted(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    answer = ask("check", small_company(tmp_path / "a b" / "c.xlsx"), "--lang", "en")

    assert f"perfxl score '{tmp_path}/a b/c.xlsx' --out" in answer.out


# What programs and people read


def test_with_json_stdout_holds_one_object_and_stderr_nothing(folder: Path) -> None:
    answers = [
        ask("check", folder / "blocked.xlsx", "--json"),
        ask("check", folder / "blocked.xlsx", folder / "one", "--json"),
        ask("score", folder / "blocked.xlsx", "--json"),
        ask("explain", folder / "blocked.xlsx", "E2", "--json"),
        ask("finding", "PX301", "--json"),
        ask("doctor", "--json"),
    ]

    assert [type(answer.json) for answer in answers] == [dict] * len(answers)
    assert [answer.err for answer in answers] == [""] * len(answers)


@pytest.mark.parametrize("words", [["check", "nowhere.xlsx"], ["finding", "PX999"], ["score", "--bogus"]])
def test_with_json_a_stopped_run_still_prints_one_object(words: list[str]) -> None:
    answer = ask(*words, "--json")

    assert answer.json["fault"] in answer.err
    assert answer.code in (2, 3)


def test_json_is_utf_8_whatever_the_console_speaks(folder: Path) -> None:
    command = [sys.executable, "-m", "perfxl", "check", str(folder / "blocked.xlsx"), "--json"]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "gbk"}, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout.decode("utf-8"))["findings"][0]["sheet"] == "指标"


def test_a_console_that_lacks_a_character_does_not_stop_the_run(folder: Path) -> None:
    command = [sys.executable, "-m", "perfxl", "check", str(folder / "blocked.xlsx"), "--lang", "zh"]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"PX201" in done.stdout


@pytest.mark.parametrize(("more", "silent"), [([], True), (["--debug"], False)])
def test_warnings_of_libraries_stay_away(more: list[str], silent: bool, folder: Path) -> None:
    program = (
        "import logging, sys, warnings\n"
        "from perfxl.cli import app\n"
        "from perfxl.exits import run\n"
        "from perfxl.workbook.reading import reader\n"
        "read = reader.read_cycle\n"
        "def noisy(*words, **more):\n"
        "    warnings.warn('old style')\n"
        "    logging.getLogger('weasyprint').error('no such property')\n"
        "    return read(*words, **more)\n"
        "reader.read_cycle = noisy\n"
        f"sys.exit(run(app, ['check', {str(folder / 'sound.xlsx')!r}, *{more}]))"
    )

    done = ask_python(program, cwd=ROOT)

    assert done.returncode == 0
    assert (done.stderr == "") is silent


def test_in_a_pipe_there_are_no_colours_and_every_line_is_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)

    answer = ask("check", folder / "blocked.xlsx", "--lang", "en")

    assert "\x1b" not in answer.out
    assert [line for line in answer.out.split("\n") if line != line.rstrip()] == []
    assert re.search(r"^■ PX201 blocker  \[blocked.xlsx\]指标!\w+$", answer.out, re.MULTILINE)
    assert max(map(len, answer.out.split("\n"))) > 80


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_no_color_is_respected(no_colour: str, coloured: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_colour)
    terminal.out.cache_clear()
    try:
        answer = ask("check", folder / "blocked.xlsx")
    finally:
        terminal.out.cache_clear()

    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", answer.out)) is coloured


@pytest.mark.parametrize("more", [["--json"], []])
def test_a_reader_that_goes_away_is_no_fault(more: list[str], folder: Path) -> None:
    command = [sys.executable, "-m", "perfxl", "check", str(folder / "blocked.xlsx"), *more]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (141, b"")


def test_the_day_and_the_workbook_stand_above_every_answer(folder: Path) -> None:
    for words in (["check"], ["score"], ["explain"]):
        more = ["E1"] if words == ["explain"] else []
        answer = ask(*words, folder / "sound.xlsx", *more, "--as-of", "2026-05-06", "--lang", "en")

        assert "sound.xlsx, as of 2026-05-06" in answer.out


def test_accepted_findings_and_notes_are_shown_with_all(folder: Path, tmp_path: Path) -> None:
    from perfxl.cycle.sample import sample_rows

    build_workbook(tmp_path / "sample.xlsx", sample_rows(), language="zh")
    some, everything = (ask("check", tmp_path / "sample.xlsx", "--lang", "zh", *more) for more in ([], ["--all"]))

    hidden = re.search(r"另有 (\d+) 项", some.out)
    assert hidden
    count = [len(re.findall(r"^[■▲●○] PX", answer.out, re.MULTILINE)) for answer in (some, everything)]
    assert count[0] + int(hidden[1]) == count[1]
    assert "○ PX" in everything.out
