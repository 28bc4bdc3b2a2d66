"""`perfxl appeal`: what one correction does, whether it is decided or not."""

from pathlib import Path

import pytest

from perfxl.faults import WrongCommand
from perfxl.jobs.appeal import appeal
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ask
from tests.rules.test_appeals import DECIDED, HEAD, SHEETS
from tests.support.typed_cycle import cycle_from


def cycle(*appeals: str):
    return cycle_from(f"{SHEETS}\n{HEAD}" + "\n".join(appeals))


def test_before_and_after_differ_by_the_correction_only() -> None:
    outcome = appeal(cycle(f"S1 | E1 | 2026-12-20 | 收入 | 90 | {DECIDED}"), "s1")

    assert (outcome.before.person["score"], outcome.after.person["score"]) == (56.0, 68.0)
    assert outcome.decided
    assert outcome.changes[["item", "before", "after"]].to_numpy().tolist()[0] == ["收入", 50.0, 90.0]
    assert set(outcome.changes["item"]).isdisjoint({"回款", "培训"})
    assert outcome.grades.loc[outcome.grades["before"] != outcome.grades["after"], "grade"].tolist() == ["C", "D"]


def test_an_undecided_appeal_shows_what_it_would_do_and_changes_no_score() -> None:
    undecided = cycle("S1 | E1 | 2026-12-20 | 收入 | 90 | | |")

    outcome = appeal(undecided, "S1")

    assert not outcome.decided
    assert (outcome.before.person["score"], outcome.after.person["score"]) == (56.0, 68.0)


def test_other_decided_appeals_count_on_both_sides() -> None:
    both = cycle(f"S1 | E1 | 2026-12-20 | 收入 | 90 | {DECIDED}", f"S2 | E1 | 2026-12-20 | 培训 | 4 | {DECIDED}")

    outcome = appeal(both, "S2")

    assert (outcome.before.person["score"], outcome.after.person["score"]) == (68.0, 71.0)


@pytest.mark.parametrize(("wanted", "row"), [("S9", "S1 | E1 | 2026-12-20 | 收入 | 90 | | |"), ("S1", "S1 | E1 | 2026-12-20 | 收入 | | | |")])
def test_an_unknown_appeal_and_one_without_value_are_wrong_commands(wanted: str, row: str) -> None:
    with pytest.raises(WrongCommand):
        appeal(cycle(row), wanted)


def test_the_command_prints_both_languages_and_json(tmp_path: Path) -> None:
    from perfxl.cycle.sample import sample_rows

    workbook = tmp_path / "c.xlsx"
    build_workbook(workbook, sample_rows(), language="zh")

    spoken = {one: ask("appeal", workbook, "AP-2026-001", "--as-of", "2026-10-31", "--lang", one) for one in ("zh", "en")}
    told = ask("appeal", workbook, "AP-2026-001", "--as-of", "2026-10-31", "--json")

    assert [answer.code for answer in (*spoken.values(), told)] == [0, 0, 0]
    assert "最终得分   91.83   92.55" in spoken["zh"].out
    assert "Score    91.83   92.55" in spoken["en"].out
    assert (told.json["before"]["score"], told.json["after"]["score"]) == (91.83, 92.55)
    assert told.json["before"]["result"] != told.json["after"]["result"]
