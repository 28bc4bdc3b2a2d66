"""`perfxl letters` with a design of one's own and with a preview."""

import json
from pathlib import Path

import pytest

from perfxl import desktop
from tests.consolidation.offices import office
from tests.jobs.asking import ask, small_company


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    seen: list[Path] = []
    monkeypatch.setattr(desktop, "open_in_desktop", lambda path: bool(seen.append(path)))
    return seen


def test_a_preview_makes_one_letter_names_it_and_opens_it(tmp_path: Path, opened: list[Path]) -> None:
    cycle = small_company(tmp_path / "c.xlsx")

    answers = [ask("letters", cycle, "--out", tmp_path / "L", "--preview", "e2", "--lang", "en") for _ in range(2)]

    letter = tmp_path / "L" / "销售部" / "E2_示例E2.pdf"
    assert [answer.code for answer in answers] == [0, 0]
    assert all(f"Preview: {letter}\n" in answer.out for answer in answers)
    assert opened == [letter, letter]
    assert list((tmp_path / "L").rglob("*.pdf")) == [letter]


def test_a_program_that_asks_for_a_preview_gets_json_and_no_window(tmp_path: Path, opened: list[Path]) -> None:
    cycle = small_company(tmp_path / "c.xlsx")

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--preview", "E1", "--json")

    assert answer.json["written"] == 1
    assert opened == []


def test_a_template_error_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx")
    (tmp_path / "t" / "sections").mkdir(parents=True)
    (tmp_path / "t" / "sections" / "talk.html.j2").write_text("\n{{ letter.salary }}")

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--templates", tmp_path / "t", "--lang", "en")

    assert answer.code == 3
    assert "sections/talk.html.j2, line 2: there is no variable letter.salary" in answer.err
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_preset_that_does_not_exist_is_a_wrong_command(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx")

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--preset", "baroque", "--lang", "en")

    assert answer.code == 2
    assert "There is no preset baroque; there are formal, modern." in answer.err


def test_held_people_stand_on_the_contact_list(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx", actuals=(90, None))

    answer = ask("letters", cycle, "--out", tmp_path / "L", "--lang", "en")

    listed = (tmp_path / "L" / "contact-list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert f"Whom to contact for what: {tmp_path / 'L' / 'contact-list.csv'}\n" in answer.out
    assert listed[0] == "employee id,name,department,manager id,what is missing,who owes it (id),place"
    assert [line.split(",")[0] for line in listed[1:]] == ["E2"]


@pytest.mark.parametrize(
    ("platform", "surroundings", "opens"),
    [
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "x"}, False),
        ("darwin", {"CI": "1"}, False),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0", "CI": "true"}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "w"}, True),
    ],
)
def test_only_a_desktop_opens_a_window(
    platform: str, surroundings: dict[str, str], opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop.shutil, "which", lambda name: f"/bin/{name}")

    command = desktop.opening_command(Path("x.pdf"), platform=platform, surroundings=surroundings)

    assert bool(command) is opens
    assert command[1:] == ["x.pdf"] * opens


def test_the_manifest_says_with_which_entry_of_the_masters_journal_letters_were_made(tmp_path: Path) -> None:
    company = office(tmp_path)
    answer = ask("consolidate", company.returns, "--cycle", company.workbook, "--into", company.master, "--json")

    ask("letters", company.workbook, "--out", tmp_path / "L")

    manifest = json.loads((tmp_path / "L" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["journal"] == answer.json["journal_head"]
    checked = ["doctor", "--journal", company.master, "--head"]
    assert [ask(*checked, head).code for head in (manifest["journal"], "0" * 63 + "1")] == [0, 1]
