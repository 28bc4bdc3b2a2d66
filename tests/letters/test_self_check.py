"""Before answers are reused, letters made both ways are compared; a difference is found, told, and costs only time."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from perfxl.letters import batch, self_check
from perfxl.letters.batch import LettersReport, write_letters
from perfxl.letters.engine_report import engine_report, engine_standing
from perfxl.letters.press import Materials, Task
from perfxl.letters.quick import glyphs, lines, verdicts
from perfxl.letters.quick.switch import standing
from perfxl.letters.self_check import Verdict, checked, known_verdict
from tests.letters.hand_made import Person, scores_of

PEOPLE = tuple(Person(f"E10{number:02}", f"示例{number}") for number in range(4))


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_CACHE", str(tmp_path / "cache"))


def materials_and_tasks(tmp_path: Path) -> tuple[Materials, list[Task]]:
    """What a run would make letters of."""
    kept: dict[str, Any] = {}

    def taken(materials: Materials, tasks: list[Task], *, jobs: int) -> list[Any]:
        kept.update(materials=materials, tasks=tasks)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "made_letters", taken)
        write_letters(scores_of(*PEOPLE), tmp_path / "out", language="zh")
    return kept["materials"], kept["tasks"]


def move_lines() -> None:
    """Change one remembered value: lines that come again stand a point lower."""
    original = lines._again

    def moved(node: Any, elements: Any, dy: float) -> Any:
        return original(node, elements, dy + 1)

    lines._again = moved


def move_lines_and_words() -> None:
    """Change two values of groups that have nothing to do with each other: no group alone is to blame."""
    move_lines()
    original = glyphs._draw

    def moved(stream: Any, runs: Any) -> None:
        stream.stream.append(b"1 0 0 1 1 0 cm")
        original(stream, runs)

    glyphs._draw = moved


def test_a_clean_check_is_kept_for_this_look_alone(tmp_path: Path) -> None:
    materials, tasks = materials_and_tasks(tmp_path)

    verdict = checked(materials, tasks, look="blue")

    assert verdict == Verdict(frozenset())
    assert known_verdict("blue") == verdict
    assert known_verdict("red") is None


def test_a_changed_value_is_noticed_and_its_group_stays_out(tmp_path: Path) -> None:
    materials, tasks = materials_and_tasks(tmp_path)

    verdict = checked(materials, tasks, look="blue", prepare=move_lines)

    assert verdict == Verdict(frozenset({"lines", "blocks"}))
    assert known_verdict("blue") == verdict


def test_what_was_left_out_is_said_and_the_letters_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_WORTH_A_CHECK", 4)
    good = run(tmp_path / "good")
    monkeypatch.setattr(batch, "known_verdict", lambda look: Verdict(frozenset({"lines", "blocks"})))

    bad = run(tmp_path / "bad")

    assert good.engine.to_json("en") == {"reused": True, "groups_off": {}, "gave_up": False}
    assert good.engine.line().en == ""
    assert bad.engine.to_json("en")["groups_off"] == {
        "blocks": "letters made with it differed in the self-check",
        "lines": "letters made with it differed in the self-check",
    }
    assert "lines" in bad.engine.line().en
    assert "lines" in bad.engine.line().zh
    for path in good.files.values():
        assert path.read_bytes() == (tmp_path / "bad" / path.relative_to(tmp_path / "good")).read_bytes()


@pytest.mark.parametrize(
    ("broken", "left_out"), [("move_lines", ["blocks", "lines"]), ("move_lines_and_words", [])]
)
def test_a_changed_value_makes_the_run_fall_back_and_report_and_doctor_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, left_out: list[str]
) -> None:
    """The check itself is the real one, in fresh processes; only what it checks is broken, one group or two."""
    good = run(tmp_path / "good")
    monkeypatch.setattr(batch, "_WORTH_A_CHECK", 4)
    monkeypatch.setattr(batch, "checked", partial(checked, prepare=globals()[broken]))

    bad = run(tmp_path / "bad")

    expected = left_out or sorted(group.name for group in standing().reusing)
    assert sorted(bad.engine.to_json("en")["groups_off"]) == expected
    assert bad.engine.to_json("en")["reused"] == bool(left_out)
    told, well = engine_standing()
    assert not well
    assert all(name in told.en and name in told.zh for name in expected)
    assert "differed in the self-check" in told.en
    assert "自检时做出的信不同" in told.zh
    for path in good.files.values():
        assert path.read_bytes() == (tmp_path / "bad" / path.relative_to(tmp_path / "good")).read_bytes()


def test_if_no_group_is_to_blame_none_is_used() -> None:
    told = engine_report(Verdict(None))

    assert not told.reused
    assert "self-check failed" in told.line().en
    assert "自检未通过" in told.line().zh


def test_a_check_that_cannot_be_made_leaves_the_plain_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    materials, tasks = materials_and_tasks(tmp_path)
    monkeypatch.setattr(self_check, "_LONGEST", 0.01)

    assert checked(materials, tasks, look="blue") == Verdict(None)
    assert known_verdict("blue") is None


def test_a_broken_file_of_verdicts_is_no_verdict(tmp_path: Path) -> None:
    verdicts.keep_verdict("key", ["lines"])
    assert verdicts.verdict_of("key") == {"lines"}

    for broken in ("", "[1]", '{"key": 1}', "{"):
        verdicts.verdict_file().write_text(broken)
        assert verdicts.verdict_of("key") is None


def test_verdicts_do_not_pile_up() -> None:
    for number in range(205):
        verdicts.keep_verdict(f"key {number}", [])

    assert len(json.loads(verdicts.verdict_file().read_text())) == 200
    assert verdicts.verdict_of("key 204") == frozenset()


def test_an_engine_that_gave_up_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "known_verdict", lambda look: Verdict(frozenset()))
    monkeypatch.setattr(lines, "_again", lambda *args: 1 / 0)

    report = run(tmp_path / "out")

    assert len(report.written) == len(PEOPLE)
    assert report.engine.to_json("en") == {"reused": False, "groups_off": {}, "gave_up": True}
    assert "plain way" in report.engine.line().en


def run(folder: Path) -> LettersReport:
    return write_letters(scores_of(*PEOPLE), folder, language="zh")
